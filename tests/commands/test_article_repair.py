"""`feedmaker new NAME --repair`: a site changed its articles' pages, and the rules are found again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from served import Origin
from shell import MORNING, Home

LIST = """\
# the paper of our town
url: {url}
title: Paper
language: en
timezone: Europe/London
listing:
  item: .story
  title: .head
"""
RULES = """\
article:
  content: .body   # all of it
  title: h1.top
  author: .by      # without `By`
  date: .when
request: {{delay: 0s}}
"""
FILE = LIST + RULES
TITLES = [
    "The ferry sails again at noon",
    "A bridge is closed for the summer",
    "The harbour gets another crane",
    "Fishers count their boats",
]
NAMES = ("Ann Reed", "Ben Stone", "Cleo Marsh", "Dora Hill")
WORDS = ["harbour", "boat", "winter", "morning", "rope", "council", "tide", "lantern", "bridge"]


def text(n: int) -> list[str]:
    """Three paragraphs of a story, each story's own."""
    return [
        f"Part {row} of story {n}: "
        + " ".join(f"{WORDS[(n + row * 5 + k * 7) % 9]} {n}{row}{k}x" for k in range(25))
        + "."
        for row in range(3)
    ]


def old(n: int, *, extra: str = "") -> str:
    rows = "".join(f"<p>{one}</p>" for one in text(n))
    return (
        f"<html lang=en><title>{TITLES[n]}</title><div class=page><h1 class=top>{TITLES[n]}</h1>"
        f"<i class=by>{NAMES[n]}</i> <i class=when>{20 + n} April 2024</i>"
        f"<div class=body>{rows}{extra}</div></div>"
    )


SIDE = "".join(
    f"<div class=brief><h3>Short news {k}</h3><p>What else the town of the paper has said of thing {k}"
    " and of all the other things that nobody has looked at for a good while now.</p></div>"
    for k in range(9)
)


def new(n: int, *, extra: str = "") -> str:
    """The page after a redesign: the text in a list of definitions, which nothing finds by itself."""
    rows = "".join(f"<dt>{one}</dt>" for one in text(n))
    return (
        f"<html lang=en><title>Paper</title><div class=css-x81qzt><header><span class=caption>{TITLES[n]}"
        f"</span><em class=writer>{NAMES[n]}</em> <em class=day>{20 + n} April 2024</em></header>"
        f"<dl class=column>{rows}{extra}</dl></div><main>{SIDE}</main>"
    )


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def lists(home: Home, count: int = 4) -> None:
    rows = "".join(
        f"<div class=story><a href=/paper/{n}><h2 class=head>{TITLES[n]}</h2></a></div>"
        for n in range(count)
    )
    home.origin.page("/paper", f"<html lang=en><title>Paper</title>{rows}")


def built(home: Home, file: str = FILE, *, count: int = 4, extra: str = "") -> Path:
    """Put the paper up and read its stories."""
    lists(home, count)
    for n in range(count):
        home.origin.page(f"/paper/{n}", old(n, extra=extra))
    path = home.site("paper", file)
    ran = home.run("build", now=MORNING)
    assert f"{count} new" in ran.out, ran.out + ran.err
    return path


def redesigned(home: Home, *, count: int = 4, extra: str = "") -> None:
    for n in range(count):
        home.origin.page(f"/paper/{n}", new(n, extra=extra))


def changed(out: str) -> list[str]:
    return [line for line in out.splitlines() if re.match(r"[-+](?![-+])", line)]


def test_content_title_author_and_date_are_found_by_what_is_stored(home: Home) -> None:
    file = built(home)
    before = file.read_bytes()
    redesigned(home)
    ran = home.run("new", "paper", "--repair", now=MORNING)
    assert ran.status == 0, ran.err
    assert "`article.content`, `article.title`, `article.date`, `article.author`" in ran.out
    assert "healed, the text that is stored is found on 4 of 4" in ran.out
    lines = changed(ran.out)
    assert "-  content: .body   # all of it" in lines
    assert "+  content: .column   # all of it" in lines
    assert "+  title: .caption" in lines
    assert "+  author: .writer      # without `By`" in lines
    assert "+  date: .day" in lines
    assert len(lines) == 8
    assert "feedmaker new paper --repair --yes" in ran.out
    assert file.read_bytes() == before


@pytest.mark.parametrize("repair", ["", "repair: never\n"])
def test_status_says_where_it_is_worth_a_try(home: Home, repair: str) -> None:
    built(home, FILE + repair)
    redesigned(home)
    home.run("build", "paper", "--reread", now="2024-04-29T12:00:00Z")
    told = home.run("status", "--problems").out
    assert "`article.title` gives nothing on 4 of 4 articles (h1.top)" in told
    hint = "to do: feedmaker new paper --repair looks for what is stored of its stories"
    assert (hint in told) == (not repair)


def test_yes_writes_it_and_the_stories_read_as_before(home: Home) -> None:
    file = built(home)
    before = {one["id"]: one["content_html"] for one in home.feed("paper")["items"]}
    redesigned(home)
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 0, ran.err
    assert "feedmaker build paper --reread" in ran.out
    want = FILE.format(url=home.origin.url("/paper"))
    for was, now in (
        (".body", ".column"),
        ("h1.top", ".caption"),
        (".by", ".writer"),
        (".when", ".day"),
    ):
        want = want.replace(was, now)
    assert file.read_text("utf-8") == want
    assert [one.name for one in file.parent.iterdir()] == ["paper.yaml"]
    ran = home.run("build", "paper", "--reread", now="2024-04-29T12:00:00Z")
    assert "gives nothing" not in ran.out
    after = {one["id"]: one for one in home.feed("paper")["items"]}
    assert after.keys() == before.keys()
    assert sorted(one["title"] for one in after.values()) == sorted(TITLES)
    assert sorted(one["authors"][0]["name"] for one in after.values()) == sorted(NAMES)
    for n, title in enumerate(TITLES):
        (told,) = (one["content_html"] for one in after.values() if one["title"] == title)
        assert all(row in told for row in text(n))


def test_texts_that_were_read_after_the_redesign_do_not_mislead(home: Home) -> None:
    lists(home, 3)
    for n in range(3):
        home.origin.page(f"/paper/{n}", old(n))
    home.site("paper", FILE)
    assert "3 new" in home.run("build", now=MORNING).out
    lists(home)
    redesigned(home)
    ran = home.run("build", "paper", now="2024-04-29T05:00:00Z")
    assert "`article.content` gives nothing on 1 of 1 articles" in ran.out
    ran = home.run("new", "paper", "--repair", now=MORNING)
    assert "healed, the text that is stored is found on 3 of 3" in ran.out
    assert "+  content: .column   # all of it" in changed(ran.out)


def bare(n: int) -> str:
    """A page whose article is plain to see, though no name of it tells anything."""
    rows = "".join(f"<p>{one}</p>" for one in text(n))
    head = f"<h1 class=top>{TITLES[n]}</h1>"
    return f"<html lang=en><title>Paper</title>{head}<article class=css-1ab2c3>{rows}</article>"


def test_a_rule_that_nothing_needs_any_more_is_taken_out(home: Home) -> None:
    built(home, LIST + "article: {{content: .body, title: h1.top}}\nrequest: {{delay: 0s}}\n")
    for n in range(4):
        home.origin.page(f"/paper/{n}", bare(n))
    ran = home.run("new", "paper", "--repair", now=MORNING)
    assert "`article.content` is not needed: the text is found as well without it" in ran.out
    assert changed(ran.out) == [
        "-article: {content: .body, title: h1.top}",
        "+article: {title: h1.top}",
    ]


def test_the_last_rule_takes_its_key_along(home: Home) -> None:
    file = built(home, LIST + "article:\n  content: .body\n\n# politely\nrequest: {{delay: 0s}}\n")
    for n in range(4):
        home.origin.page(f"/paper/{n}", bare(n))
    assert home.run("new", "paper", "--repair", "--yes", now=MORNING).status == 0
    url = home.origin.url("/paper")
    assert file.read_text("utf-8") == LIST.format(url=url) + "\n# politely\nrequest: {delay: 0s}\n"


def test_rules_that_work_are_left_alone(home: Home) -> None:
    built(home)
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 0, ran.err
    assert "nothing to repair in its rules for articles: tried on 4 stories" in ran.out
    assert "+++" not in ran.out


def test_two_stories_are_only_a_suggestion(home: Home) -> None:
    file = built(home, count=2)
    before = file.read_bytes()
    redesigned(home, count=2)
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 1
    assert "only 2 known stories could be compared; 3 make it sure" in ran.out
    assert "+  content: .column   # all of it" in ran.out
    assert file.read_bytes() == before


def test_pages_without_the_stored_text_give_no_rule(home: Home) -> None:
    built(home)
    for n in range(4):
        home.origin.page(f"/paper/{n}", f"<title>Log in</title><main>{SIDE}</main>")
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert "`article.content` could not be found again" in ran.out
    assert "+++" not in ran.out


def test_a_story_that_is_gone_is_left_out_of_it(home: Home) -> None:
    built(home)
    redesigned(home)
    home.origin.page("/paper/0", "gone", status=404)
    home.origin.page("/paper/1", f"<title>Paper</title><main>{SIDE}</main>")
    ran = home.run("new", "paper", "--repair", now=MORNING)
    assert "healed, the text that is stored is found on 2 of 3" in ran.out
    assert "+  content: .column   # all of it" in ran.out


@pytest.mark.parametrize("stated", [".promo", "\"//div[@class='promo']\""])
def test_what_is_removed_is_found_by_what_was_never_in_the_text(home: Home, stated: str) -> None:
    rules = RULES.replace("request", f"  remove: [{stated}]  # adverts\nrequest")
    extra = "<div class={}><p>Our letter for friends of the paper comes each Friday.</p></div>"
    built(home, LIST + rules, extra=extra.format("promo"))
    redesigned(home, extra=f"<dd>{extra.format('partner')}</dd>")
    ran = home.run("new", "paper", "--repair", now=MORNING)
    assert f"-  remove: [{stated}]  # adverts" in ran.out
    assert "+  remove: .partner  # adverts" in ran.out
    assert "+  content: .column   # all of it" in ran.out


def test_the_articles_of_a_feed_are_repaired_too(home: Home) -> None:
    items = "".join(
        f"<item><title>{title}</title><link>{home.origin.url(f'/paper/{n}')}</link></item>"
        for n, title in enumerate(TITLES)
    )
    feed = f"<rss version='2.0'><channel><title>Paper</title>{items}</channel></rss>"
    head = "url: {url}\nsource: feed\nlanguage: en\ntimezone: Europe/London\n"
    file = home.site("paper", head + RULES)
    home.origin.page("/paper", feed, content_type="application/rss+xml")
    for n in range(4):
        home.origin.page(f"/paper/{n}", old(n))
    assert "4 new" in home.run("build", now=MORNING).out
    redesigned(home)
    assert home.run("new", "paper", "--repair", "--yes", now=MORNING).status == 0
    assert "  content: .column   # all of it\n" in file.read_text("utf-8")


def test_what_rules_of_a_host_give_is_not_the_sites_to_repair(home: Home) -> None:
    built(home, LIST + "request: {{delay: 0s}}\n")
    hosts = home.path / "sites" / "_hosts"
    hosts.mkdir()
    (hosts / "127.0.0.1.yaml").write_text("content: .body\n")
    redesigned(home)
    before = (hosts / "127.0.0.1.yaml").read_bytes()
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert "nothing to repair" in ran.out
    assert (hosts / "127.0.0.1.yaml").read_bytes() == before


def test_the_list_and_its_articles_are_one_patch(home: Home) -> None:
    file = built(home)
    redesigned(home)
    rows = "".join(
        f"<div class=card><a href=/paper/{n}><b class=line>{TITLES[n]}</b></a></div>"
        for n in range(4)
    )
    home.origin.page("/paper", f"<html lang=en><title>Paper</title>{rows}")
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 0, ran.err
    text = file.read_text("utf-8")
    assert "  item: .card\n" in text
    assert "  content: .column   # all of it\n" in text


def test_a_list_that_can_t_be_found_does_not_hide_its_articles(home: Home) -> None:
    file = built(home)
    redesigned(home)
    home.origin.page("/paper", "<html><title>Paper</title><p>We move, come back later.</p>")
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 1
    assert "none of the stories that are remembered stands in a list" in ran.err
    assert "  content: .column   # all of it\n" in file.read_text("utf-8")


def test_xpaths_are_found_again_as_other_rules_are(home: Home) -> None:
    rules = """\
article:
  content: "//div[@class='body']"   # all of it
  title: "xpath:string(//h1[@class='top'])"
  author: "//i[@class='by']/text()"
  date: "//i[@class='when']"
request: {{delay: 0s}}
"""
    file = built(home, LIST + rules)
    redesigned(home)
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 0, ran.out + ran.err
    written = file.read_text("utf-8")
    assert "  content: .column   # all of it\n" in written
    assert "  title: .caption\n" in written
    assert "  author: .writer\n" in written
    assert "  date: .day\n" in written


def paged(n: int, part: int, link: str) -> str:
    rows = "".join(f"<p>{one}</p>" for one in text(n + 4 * part))
    return (
        f"<html lang=en><title>{TITLES[n]}</title><h1 class=top>{TITLES[n]}</h1>"
        f"<div class=body>{rows}</div>{link.format(n=n) if part == 0 else ''}"
    )


PAGED = (
    LIST
    + """\
article:
  content: .body
  next: {next}   # the second half
request: {{delay: 0s}}
"""
)


def long_story(n: int, part: int, kind: str, link: str) -> str:
    """One of the three pages of a story."""
    rows = "".join(f"<p>{one}</p>" for one in text(n + 4 * part))
    onward = f"<a class={link} href=/paper/{n}/{part + 2}>Next page</a>" if part < 2 else ""
    return (
        f"<html lang=en><title>{TITLES[n]}</title><main>{SIDE}</main><div class={kind}>{rows}</div>"
        f"<div class=pages>{onward}</div>"
    )


def in_three_pages(home: Home, kind: str, link: str) -> None:
    for n in range(4):
        for part in range(3):
            at = f"/paper/{n}/{part + 1}" if part else f"/paper/{n}"
            home.origin.page(at, long_story(n, part, kind, link))


def test_the_text_of_a_story_on_three_pages_is_found_on_its_first(home: Home) -> None:
    lists(home)
    in_three_pages(home, "body", "onward")
    file = home.site("paper", PAGED.replace("{next}", "a.onward"))
    assert "4 new" in home.run("build", now=MORNING).out
    before = {one["id"]: one["content_html"] for one in home.feed("paper")["items"]}
    assert all(one.count("<p>") == 9 for one in before.values())
    ran = home.run("new", "paper", "--repair", now=MORNING)
    assert "nothing to repair in its rules for articles" in ran.out
    in_three_pages(home, "column", "further")
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert ran.status == 0, ran.out + ran.err
    assert "the text that is stored is found on 4 of 4" in ran.out
    assert "  content: .column\n" in file.read_text("utf-8")
    home.run("build", "paper", "--reread", now="2024-04-29T12:00:00Z")
    after = {one["id"]: one["content_html"] for one in home.feed("paper")["items"]}
    assert after == before


@pytest.mark.parametrize("stated", ["a.onward", "\"//a[@class='onward']/@href\""])
def test_the_way_to_further_pages_is_found_again(home: Home, stated: str) -> None:
    lists(home)
    for n in range(4):
        for part, at in enumerate((f"/paper/{n}", f"/paper/{n}/2")):
            home.origin.page(at, paged(n, part, "<a class=onward href=/paper/{n}/2>Onward</a>"))
    file = home.site("paper", PAGED.replace("{next}", stated))
    assert "4 new" in home.run("build", now=MORNING).out
    before = {one["id"]: one["content_html"] for one in home.feed("paper")["items"]}
    assert all(one.count("<p>") == 6 for one in before.values())
    new_link = "<div class=pages><b>1</b> <a class=go href=/paper/{n}/2>2</a> <a class=more href=/paper/{n}/2>Next page</a></div>"
    for n in range(4):
        for part, at in enumerate((f"/paper/{n}", f"/paper/{n}/2")):
            home.origin.page(at, paged(n, part, new_link))
    ran = home.run("new", "paper", "--repair", "--yes", now=MORNING)
    assert "`article.next` gives nothing that was there before" in ran.out, ran.out + ran.err
    assert ran.status == 0
    assert "# the second half" in file.read_text("utf-8")
    home.run("build", "paper", "--reread", now="2024-04-29T12:00:00Z")
    after = {one["id"]: one["content_html"] for one in home.feed("paper")["items"]}
    assert after == before
