"""`feedmaker new NAME --repair`: a site changed its page, and its rules are found again."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from newsroom import story
from served import Origin
from shell import MORNING, Home

FILE = """\
# the paper of our town
url: {url}
title: Paper
language: en
timezone: Europe/London
listing:
  within: .river   # not the box beside it
  item: .story
  link: a.go
  title: .head
  date: .when     # in words
request: {{delay: 0s}}
"""
NAMES = ("river", "story", "go", "head", "when")
TITLES = [
    "The ferry sails again at noon",
    "A bridge is closed for the whole summer",
    "The harbour gets another crane this year",
    "Fishers count their boats after the storm",
    "The old lighthouse is to be painted red",
]


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def page(names: tuple[str, ...] = NAMES, *, first: int = 0, last: int = 5, host: str = "") -> str:
    river, item, link, head, when = names
    rows = "".join(
        f"<div class={item}><h2 class={head}>{TITLES[n]}</h2><i class={when}>{28 - n} April 2024</i>"
        f"<p>What happened there is told in a few words.</p>"
        f"<a class=tag href=/tag/{n}>Town</a> <a class={link} href={host}/paper/{n}>Read on</a></div>"
        for n in range(first, last)
    )
    return (
        "<html lang=en><title>Paper</title><ul class=menu><li><a href=/a>About us</a>"
        f"<li><a href=/b>Contact</a><li><a href=/c>Help</a></ul><div class={river}>{rows}</div>"
    )


NEW = ("list", "card", "more", "caption", "day")


def built(home: Home, text: str = FILE) -> Path:
    """Put the paper up, read its first four stories, and redesign its page."""
    home.origin.page("/paper", page(first=1))
    for n, title in enumerate(TITLES):
        home.origin.page(f"/paper/{n}", story(title, f"The story {n} is told at some length. "))
    file = home.site("paper", text)
    ran = home.run("build", now=MORNING)
    assert "new=4" in ran.out or "4 new" in ran.out, ran.out + ran.err
    home.origin.page("/paper", page(NEW))
    return file


def test_the_patch_is_shown_and_the_file_left_alone(home: Home) -> None:
    file = built(home)
    before = file.read_bytes()
    ran = home.run("new", "paper", "--repair", now=MORNING)
    assert ran.status == 0, ran.err
    assert "sites/paper.yaml: its rules find 0 stories now" in ran.out
    assert "healed, they find 5 stories, 4 of them known" in ran.out
    changed = [line for line in ran.lines() if line.startswith(("- ", "+ "))]
    assert "-  within: .river   # not the box beside it" in changed
    assert "+  within: .list   # not the box beside it" in changed
    assert "+  item: .card" in changed
    assert "+  link: a.more" in changed
    assert "+  title: .caption" in changed
    assert "+  date: .day     # in words" in changed
    assert "feedmaker new paper --repair --yes" in ran.out
    assert file.read_bytes() == before


def test_yes_changes_the_file_and_its_stories_are_the_same_as_ever(home: Home) -> None:
    file = built(home)
    file.chmod(0o640)
    ids = {item["id"] for item in home.feed("paper")["items"]}
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 0, ran.err
    want = FILE.format(url=home.origin.url("/paper"))
    for old, new in zip(NAMES, NEW, strict=True):
        want = want.replace(f".{old}", f".{new}")
    assert file.read_text("utf-8") == want
    assert file.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in file.parent.iterdir()] == ["paper.yaml"]
    ran = home.run("build", "paper", now="2024-04-29T09:00:00Z")
    after = {item["id"]: item["title"] for item in home.feed("paper")["items"]}
    assert ids < after.keys()
    assert sorted(after.values()) == sorted(TITLES)


@pytest.mark.parametrize("repair", ["suggest", "never"])
@pytest.mark.parametrize("command", [("listing", "--site", "paper"), ("record", "paper")])
def test_whoever_looks_at_a_list_that_misses_is_told_of_the_repair(
    home: Home, command: tuple[str, ...], repair: str
) -> None:
    built(home, f"{FILE}repair: {repair}\n")
    ran = home.run(*command)
    assert (ran.status, "listing.within" in ran.err) == (1, True), ran.err
    told = "to do: feedmaker new paper --repair looks for" in ran.err
    assert told == (repair != "never")


def test_status_says_where_a_repair_is_worth_a_try(home: Home) -> None:
    built(home)
    home.run("build", "paper", now="2024-04-29T09:00:00Z")
    ran = home.run("status", "--problems")
    assert "to do: feedmaker new paper --repair looks for the stories that are known" in ran.out


def test_rows_styled_in_turns_are_one_list_though_all_that_are_known_look_alike(
    home: Home,
) -> None:
    built(home)
    known = page(NEW, first=1)
    new = [page(NEW, first=n, last=n + 1).replace("/paper/", "/paper/9") for n in range(4)]
    rows = "".join(one[one.index("<div class=card") : one.rindex("</div>")] for one in new)
    turned = rows.replace("class=card", "class='card notice'")
    home.origin.page("/paper", known.replace("<div class=list>", f"<div class=list>{turned}"))
    ran = home.run("new", "paper", "--repair", now=MORNING)
    assert "healed, they find 8 stories, 4 of them known" in ran.out


def test_rules_that_work_are_left_as_they_are(home: Home) -> None:
    built(home)
    home.origin.page("/paper", page())
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 0, ran.err
    assert "nothing to repair: its rules find 5 stories, 4 of them known" in ran.out
    assert "+++" not in ran.out


def test_one_field_that_fell_silent_is_found_by_the_values_that_it_had(home: Home) -> None:
    built(home)
    home.origin.page("/paper", page((*NAMES[:4], "day")))
    ran = home.run("new", "paper", "--repair", now=MORNING)
    changed = [line for line in ran.lines() if line.startswith(("- ", "+ "))]
    assert changed == ["-  date: .when     # in words", "+  date: .day     # in words"]


def test_with_two_known_stories_it_is_only_suggested(home: Home) -> None:
    file = built(home)
    before = file.read_bytes()
    home.origin.page("/paper", page(NEW, last=3))
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 1
    assert "only 2 of the stories found are known; 3 make it sure" in ran.out
    assert "only a suggestion" in ran.out
    assert file.read_bytes() == before


def test_stories_of_another_site_are_only_suggested(home: Home) -> None:
    file = built(home)
    before = file.read_bytes()
    extra = page(NEW, first=0, last=1, host="https://elsewhere.example")
    row = extra[extra.index("<div class=card") : extra.rindex("</div>")]
    home.origin.page(
        "/paper", page(NEW, first=1).replace("<div class=list>", f"<div class=list>{row}")
    )
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 1
    assert "lead to sites that no story led to before: https://elsewhere.example/paper/0" in ran.out
    assert file.read_bytes() == before


def test_addresses_spelled_otherwise_are_the_same_stories(home: Home) -> None:
    built(home)
    ids = {item["id"] for item in home.feed("paper")["items"]}
    home.origin.page("/paper", re.sub(r"(/paper/\d)", r"\1/", page(NEW, first=1)))
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 0, ran.out
    assert "another id" not in ran.out
    home.run("build", "paper", now="2024-04-29T09:00:00Z")
    assert {item["id"] for item in home.feed("paper")["items"]} == ids


def test_titles_that_were_edited_are_still_titles(home: Home) -> None:
    built(home)
    edited = page(NEW)
    for title in TITLES:
        edited = edited.replace(title, f"{title.upper()} (updated)")
    home.origin.page("/paper", edited)
    ran = home.run("new", "paper", "--repair", now=MORNING)
    assert "+  title: .caption" in ran.lines()
    assert "could not be found again" not in ran.out


def test_stories_at_other_addresses_are_known_by_their_titles_and_only_suggested(
    home: Home,
) -> None:
    file = built(home)
    before = file.read_bytes()
    moved = re.sub("<a class=tag.*?</a>", "", page(NEW)).replace("/paper/", "/2024/04/story-")
    home.origin.page("/paper", moved)
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 1
    assert "+  item: .card" in ran.lines()
    assert "4 of them are known by their titles alone: they may come anew" in ran.out
    assert "only a suggestion" in ran.out
    assert file.read_bytes() == before


def test_a_page_without_any_known_story_is_an_error(home: Home) -> None:
    built(home)
    other = page(NEW).replace("/paper/", "/other/")
    for n, title in enumerate(TITLES):
        other = other.replace(title, f"Something else was told here, part {n}")
    home.origin.page("/paper", other)
    ran = home.run("new", "paper", "--repair", now=MORNING)
    assert ran.status == 1
    assert "none of the stories that are remembered stands in a list of this page" in ran.err


def test_a_site_that_never_ran_has_nothing_to_be_repaired_by(home: Home) -> None:
    home.site("paper", FILE)
    ran = home.run("new", "paper", "--repair", now=MORNING)
    assert ran.status != 0
    assert "nothing is remembered of it" in ran.err


def test_a_site_without_rules_needs_none(home: Home) -> None:
    home.site("paper", "url: {url}\n")
    ran = home.run("new", "paper", "--repair", now=MORNING)
    assert ran.status != 0
    assert "found anew by themselves" in ran.err


def test_a_site_file_that_is_a_link_is_not_written_through(home: Home) -> None:
    file = built(home)
    real = home.path / "elsewhere.yaml"
    file.rename(real)
    file.symlink_to(real)
    before = real.read_bytes()
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status != 0
    assert "is a link" in ran.err
    assert (real.read_bytes(), file.is_symlink()) == (before, True)


def test_a_file_that_nobody_may_write_to_stays(home: Home) -> None:
    file = built(home)
    before = file.read_bytes()
    file.chmod(0o444)
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status != 0
    assert "sites/paper.yaml: nobody may write to it; `chmod u+w sites/paper.yaml`" in ran.err
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (before, 0o444)


def test_a_changed_file_has_the_rights_that_it_had(home: Home) -> None:
    file = built(home)
    file.chmod(0o666)  # more than a umask leaves
    if os.geteuid() == 0:
        os.chown(file, 65534, 65534)
    had = file.stat()
    assert home.run("new", "paper", "--repair", "--yes", now=MORNING).status == 0
    has = file.stat()
    assert has.st_ino != had.st_ino
    assert (has.st_mode, has.st_uid, has.st_gid) == (had.st_mode, had.st_uid, had.st_gid)


def test_rules_of_the_defaults_stay_and_are_shown_for_the_sites_own_file(home: Home) -> None:
    rules = "listing:\n  within: .river\n  item: .story\n  link: a.go\n  title: .head\n"
    home.site("_defaults", rules)
    file = built(home, "url: {url}\nlanguage: en\nrequest: {{delay: 0s}}\n")
    before = file.read_bytes()
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 1
    assert "The rules stand in sites/_defaults.yaml, which is for all sites" in ran.out
    assert "Written into sites/paper.yaml, these go before them:\nlisting:\n" in ran.out
    assert "  item: .card" in ran.lines()
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["https://paper.example/"], "--repair wants a site's name"),
        ([], "--repair wants a site's name"),
        (["paper", "--item", "A ferry"], "--repair goes by what is remembered"),
    ],
)
def test_a_repair_takes_a_name_and_no_examples(home: Home, typed: list[str], told: str) -> None:
    home.site("paper", FILE)
    ran = home.run("new", *typed, "--repair", now=MORNING)
    assert ran.status != 0
    assert told in ran.err


def test_yes_alone_is_wrong_usage(home: Home) -> None:
    ran = home.run("new", home.origin.url("/paper"), "--yes")
    assert ran.status != 0
    assert "feedmaker new NAME --repair --yes" in ran.err
