"""Rules of a site file changed in its text: all else stays as its owner wrote it."""

from __future__ import annotations

import pytest

from feedmaker.config.site import read_site
from feedmaker.detect.site_patch import as_patch, with_rules

FILE = """\
# my favourite paper
url: https://paper.example/news   # the front page
listing:
  within: '#river'
  item: .story    # each in a box
  title:
    select: .head   # the h2 is hidden
    match: '(.*) \\| Paper'
  date: time @datetime

article: {remove: [.promo, .share]}  # both
"""


def patched(text: str, **rules: str) -> str:
    new = with_rules(text, rules)
    assert new is not None
    read_site("paper", new.encode(), file="paper.yaml")
    return new


def test_only_the_value_changes_and_every_comment_stays() -> None:
    assert patched(FILE, item=".teaser > a") == FILE.replace(".story ", ".teaser > a ")


def test_a_rule_with_steps_keeps_them() -> None:
    assert patched(FILE, title="h3.top") == FILE.replace("select: .head", "select: h3.top")


def test_a_quoted_value_is_quoted_again_where_it_must_be() -> None:
    assert patched(FILE, within="#list a") == FILE.replace("#river", "#list a")
    assert patched(FILE, within=".list") == FILE.replace("'#river'", ".list")


def test_a_key_that_falls_away_takes_its_line_alone() -> None:
    assert patched(FILE, within="") == FILE.replace("  within: '#river'\n", "")


def test_a_key_that_comes_stands_below_the_item_as_far_in() -> None:
    new = patched(FILE, link="a.more")
    assert new == FILE.replace("in a box\n", "in a box\n  link: a.more\n")


def test_lines_keep_their_ends_and_what_comes_takes_the_same() -> None:
    windows = FILE.replace("\n", "\r\n")
    assert patched(windows, item=".x", link="a.more") == patched(
        FILE, item=".x", link="a.more"
    ).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("before", "rules", "after"),
    [
        ("{item: .a, date: time}", {"item": ".b"}, "{item: .b, date: time}"),
        ("{item: .a, date: time}", {"item": ".b, .c"}, "{item: '.b, .c', date: time}"),
        ("{item: .a, date: time}", {"link": "a.x"}, "{item: .a, link: a.x, date: time}"),
        ("{within: main, item: .a}", {"within": ""}, "{item: .a}"),
        ("{item: .a, within: main}", {"within": ""}, "{item: .a}"),
        ("{item: [.a, .b], date: time}", {"item": ".c"}, "{item: .c, date: time}"),
        ("{item: .a, date: {select: i}}", {"date": "b"}, "{item: .a, date: {select: b}}"),
    ],
)
def test_keys_in_braces_change_in_their_line(
    before: str, rules: dict[str, str], after: str
) -> None:
    file = f"url: https://paper.example/\nlisting: {before}  # all of it\nevery: 1h\n"
    assert patched(file, **rules) == file.replace(before, after)


def test_a_list_of_rules_on_lines_of_its_own_becomes_one() -> None:
    file = (
        "url: https://paper.example/\nlisting:\n  item:\n    - .a\n    - .b  # old\n  date: time\n"
    )
    want = "url: https://paper.example/\nlisting:\n  item: .c  # old\n  date: time\n"
    assert patched(file, item=".c") == want


def test_a_mark_of_the_byte_order_shifts_nothing() -> None:
    file = "\ufefflisting: {item: .a, within: main}\nurl: https://paper.example/\n"
    assert patched(file, within="", item=".b, .c") == file.replace(
        "item: .a, within: main", "item: '.b, .c'"
    )


def test_a_file_with_keys_of_another_kind_is_left_to_its_owner() -> None:
    file = "url: https://paper.example/\nlisting:\n  ? item\n  : .a\n  title: h2\n"
    assert patched(file, item=".b") == file.replace(".a", ".b")
    assert with_rules(file, {"link": "a", "title": "h3"}) is None


def test_a_file_without_an_item_of_its_own_is_left_to_its_owner() -> None:
    assert with_rules("url: https://paper.example/\n", {"item": ".a"}) is None
    assert with_rules("url: https://a.example/\nlisting: {pages: 2}\n", {"item": ".a"}) is None


def test_letters_outside_of_ascii_shift_nothing() -> None:
    file = "# 日本語 ✓ 🚢\nurl: https://a.example/\nlisting: {title: '🚢é', item: .a}  # ü\n"
    new = with_rules(file, {"item": ".b"})
    assert new == file.replace("item: .a", "item: .b")


def test_the_patch_names_the_file_and_shows_both_lines() -> None:
    lines = as_patch(FILE, patched(FILE, item=".new"), "sites/paper.yaml")
    assert lines[0] == "--- sites/paper.yaml"
    assert [line for line in lines[2:] if line[0] in "+-"] == [
        "-  item: .story    # each in a box",
        "+  item: .new    # each in a box",
    ]


# --- Rules of articles


def of_article(text: str, **rules: str) -> str | None:
    new = with_rules(text, rules, "article")
    if new is not None:
        read_site("paper", new.encode(), file="paper.yaml")
    return new


BLOCK = """\
url: https://paper.example/news
article:   # the stories
  content: .body  # all
  remove:
    - .promo
    - .share

# politely
request: {delay: 2s}
"""


def test_a_rule_of_articles_changes_alone() -> None:
    assert of_article(BLOCK, content=".text") == BLOCK.replace(".body", ".text")
    assert of_article(FILE, remove=".ad") == FILE.replace("[.promo, .share]", ".ad")


def test_a_key_that_articles_do_not_state_is_not_written_there() -> None:
    assert of_article(BLOCK, title="h1") is None
    assert of_article("url: https://paper.example/\n", content=".a") is None


def test_the_last_key_takes_article_along_and_nothing_below_it() -> None:
    one = BLOCK.replace("  remove:\n    - .promo\n    - .share\n", "")
    left = "url: https://paper.example/news\n\n# politely\nrequest: {delay: 2s}\n"
    assert of_article(one, content="") == left
    two = BLOCK.replace("  content: .body  # all\n", "")
    assert of_article(two, remove="") == left
    assert of_article(FILE, remove="") == FILE.replace(
        "article: {remove: [.promo, .share]}  # both\n", ""
    )
