"""`repair: auto`: a site is redesigned, and its feed goes on by healed rules; its file stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from newsroom import story
from served import Origin
from shell import MORNING, Home, Ran

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
repair: auto
request: {{delay: 0s}}
"""
OLD = ("river", "story", "go", "head", "when")
NEW = ("list", "card", "more", "caption", "day")
NEWER = ("feed", "teaser", "open", "line", "on")
TITLES = [
    "The ferry sails again at noon",
    "A bridge is closed for the whole summer",
    "The harbour gets another crane this year",
    "Fishers count their boats after the storm",
    "The old lighthouse is to be painted red",
    "A new school opens beside the market",
    "Winter timetable of the island boats is out",
    "Two choirs share one stage on the quay",
]


def page(names: tuple[str, ...], *, first: int, last: int = 6, at: str = "/paper") -> str:
    """The list from its story `last` - 1 down to `first`, in a design of these names."""
    river, item, link, head, when = names
    rows = "".join(
        f"<div class={item}><h2 class={head}>{TITLES[n]}</h2><i class={when}>{20 + n} April 2024</i>"
        f"<p>What happened there is told in a few words.</p><a class={link} href={at}/{n}>Read</a></div>"
        for n in reversed(range(first, last))
    )
    return (
        "<html lang=en><title>Paper</title><ul class=menu><li><a href=/a>About us</a>"
        f"<li><a href=/b>Contact</a><li><a href=/c>Help</a></ul><div class={river}>{rows}</div>"
    )


@dataclass
class Paper:
    """A paper with four stories, read once at nine."""

    home: Home
    file: Path
    hour: int = 9

    def shows(self, body: str, etag: str = "") -> None:
        headers = {"ETag": f'"{etag}"'} if etag else {}
        self.home.origin.page("/paper", body, headers=headers)

    def run(self) -> Ran:
        self.hour += 1
        return self.home.run("build", "paper", now=f"2024-04-29T{self.hour:02}:00:00Z")

    def entries(self) -> dict[str, str]:
        return {item["title"]: item["id"] for item in self.home.feed("paper")["items"]}

    def dates(self) -> dict[str, str]:
        items = self.home.feed("paper")["items"]
        return {item["title"]: item["date_published"] for item in items}

    def status(self) -> dict[str, object]:
        (row,) = self.home.run("status", "--json").json()["sites"]
        known: dict[str, object] = row
        return known


def paper_of(home: Home, text: str = FILE) -> Paper:
    paper = Paper(home, home.site("paper", text))
    paper.shows(page(OLD, first=0, last=4))
    for n, title in enumerate(TITLES):
        home.origin.page(f"/paper/{n}", story(title, f"The story {n} is told at some length. "))
    ran = paper.run()
    assert "4 new" in ran.out, ran.out + ran.err
    return paper


@pytest.fixture
def paper(tmp_path: Path, origin: Origin) -> Paper:
    return paper_of(Home(tmp_path, origin))


def test_known_stories_that_have_moved_to_the_second_page_heal_the_first(paper: Paper) -> None:
    paper.home.origin.page("/paper?page=2", page(NEW, first=0, last=4))
    older = "<a href='/paper?page=2'>Older posts</a>"
    paper.shows(page(NEW, first=4, last=8) + older)
    before = paper.entries()
    ran = paper.run()
    assert "4 new" in ran.out, ran.out + ran.err
    assert before.items() <= paper.entries().items()
    healed = paper.status()["healed"]
    assert isinstance(healed, dict)
    assert healed["rules"]["item"] == ".card"


def test_a_redesigned_list_goes_on_and_its_file_stays(paper: Paper) -> None:
    text, before = paper.file.read_bytes(), paper.entries()
    paper.shows(page(NEW, first=0, last=5))
    ran = paper.run()
    assert ran.status == 0, ran.err
    assert "1 new" in ran.out
    assert "`listing.within` matches 0 of formerly 4 (.river); healed rules are used since" in (
        ran.out.replace("\n", " ")
    )
    after = paper.entries()
    assert list(after) == list(reversed(TITLES[:5]))
    assert before.items() < after.items()
    assert paper.file.read_bytes() == text
    assert [one.name for one in paper.file.parent.iterdir()] == ["paper.yaml"]
    paper.shows(page(NEW, first=0))
    assert "1 new" in paper.run().out
    assert after.items() < paper.entries().items()
    assert len(paper.entries()) == 6
    assert paper.file.read_bytes() == text


def test_it_is_said_since_when_and_how_to_keep_it(paper: Paper) -> None:
    paper.shows(page(NEW, first=0, last=5))
    for _ in range(2):
        paper.run()
    row = paper.status()
    assert row["state"] == "healed"
    assert row["healed"] == {
        "since": "2024-04-29T11:00:00Z",
        "rules": {
            "within": ".list",
            "item": ".card",
            "title": ".caption",
            "date": ".day",
        },
        "command": "feedmaker new paper --repair --yes",
    }
    assert "healed rules are used since 2024-04-29 11:00 UTC" in str(row["problems"])
    told = paper.home.run("status").out
    assert "feedmaker new paper --repair --yes" in told
    assert "item: .card" in told
    told = paper.home.run("status", "--problems").out
    assert "to do: feedmaker new paper --repair shows the change of the site file" in told


def test_healed_rules_are_remembered_and_nothing_is_asked_twice(paper: Paper) -> None:
    paper.shows(page(NEW, first=0, last=5), etag="new")
    asked = paper.home.origin.hits("/paper")
    paper.run()
    assert paper.home.origin.hits("/paper") == asked + 1
    assert "unchanged" in paper.run().out
    assert paper.home.origin.hits("/paper") == asked + 2
    assert paper.status()["state"] == "healed"
    # a page on which too few are known to be sure of any rule anew
    paper.shows(page(NEW, first=4))
    assert "1 new" in paper.run().out


def test_a_repair_that_is_written_ends_it(paper: Paper) -> None:
    paper.shows(page(NEW, first=0, last=5))
    paper.run()
    before = paper.entries()
    assert paper.home.run("new", "paper", "--repair", "--yes", now=MORNING).status == 0
    text = paper.file.read_text("utf-8")
    assert "within: .list   # not the box beside it" in text
    assert "date: .day     # in words" in text
    ran = paper.run()
    assert "healed" not in ran.out
    assert (paper.status()["state"], paper.status()["healed"]) == ("fine", None)
    assert paper.entries() == before


def test_healed_rules_go_when_the_old_page_is_back(paper: Paper) -> None:
    paper.shows(page(NEW, first=0, last=5))
    paper.run()
    paper.shows(page(OLD, first=0))
    assert "1 new" in paper.run().out
    assert (paper.status()["state"], paper.status()["healed"]) == ("fine", None)


def test_healed_rules_that_miss_are_healed_anew(paper: Paper) -> None:
    paper.shows(page(NEW, first=0, last=5))
    paper.run()
    paper.shows(page(NEWER, first=0))
    assert "1 new" in paper.run().out
    healed = paper.status()["healed"]
    assert isinstance(healed, dict)
    assert healed["rules"]["item"] == ".teaser"
    assert healed["since"] == "2024-04-29T12:00:00Z"
    assert len(paper.entries()) == 6


def test_titles_that_fell_silent_are_healed_too(paper: Paper) -> None:
    paper.shows(page((*OLD[:3], "caption", "when"), first=0, last=5))
    ran = paper.run()
    assert "`listing.title` gives nothing on all 5 items; healed rules" in ran.out
    assert paper.status()["state"] == "healed"


def test_dates_that_fell_silent_are_healed_too(paper: Paper) -> None:
    before = paper.dates()
    paper.shows(page((*OLD[:4], "day"), first=0, last=5))
    ran = paper.run()
    assert "`listing.date` gives nothing on all 5 items; healed rules" in ran.out
    healed = paper.status()["healed"]
    assert isinstance(healed, dict)
    assert (healed["rules"]["date"], healed["rules"]["item"]) == (".day", ".story")
    after = paper.dates()
    assert before.items() < after.items()
    assert after[TITLES[4]].startswith("2024-04-23T23")
    paper.shows(page((*OLD[:4], "day"), first=0))
    assert "1 new" in paper.run().out
    assert paper.dates()[TITLES[5]].startswith("2024-04-24T23")
    assert paper.status()["state"] == "healed"
    paper.shows(page(OLD, first=0))
    paper.run()
    assert (paper.status()["state"], paper.status()["healed"]) == ("fine", None)


def test_dates_that_the_page_has_no_more_leave_its_own_rules_in_use(paper: Paper) -> None:
    gone = re.sub(r"<i class=when>.*?</i>", "", page(OLD, first=0, last=5))
    paper.shows(gone)
    assert "1 new" in paper.run().out
    assert paper.status()["healed"] is None
    assert "`listing.date` gives nothing on all 5 items" in str(paper.status()["problems"])


def test_other_dates_than_the_stories_had_are_not_taken_for_them(paper: Paper) -> None:
    other = page((*OLD[:4], "date"), first=0, last=5).replace("April 2024", "January 2024")
    paper.shows(other)
    assert "1 new" in paper.run().out
    assert paper.status()["healed"] is None


def test_a_list_is_healed_though_its_dates_are_gone(paper: Paper) -> None:
    paper.shows(re.sub(r"<i class=day>.*?</i>", "", page(NEW, first=0, last=5)))
    for _ in range(2):
        assert paper.run().status == 0
    assert paper.status()["state"] == "healed"


def test_an_xpath_is_healed(tmp_path: Path, origin: Origin) -> None:
    text = FILE.replace("item: .story", "item: .//div[@class='story']").replace(
        "  within: .river   # not the box beside it\n", ""
    )
    paper = paper_of(Home(tmp_path, origin), text)
    paper.shows(page(NEW, first=0, last=5))
    assert "1 new" in paper.run().out
    assert paper.status()["state"] == "healed"


def test_an_edit_ends_what_was_healed_before(paper: Paper) -> None:
    paper.shows(page(NEW, first=0, last=5))
    paper.run()
    text = paper.file.read_text("utf-8")
    paper.file.write_text(text.replace("item: .story", "item: .other"), "utf-8")
    paper.shows(page(NEW, first=4))  # too few for healing anew
    assert paper.run().status == 1
    assert paper.status()["healed"] is None


# --- What must not be healed --------------------------------------------------------


def fails_as_ever(paper: Paper, problem: str) -> None:
    before, text = paper.entries(), paper.file.read_bytes()
    ran = paper.run()
    assert ran.status == 1
    assert problem in ran.out + ran.err
    assert "healed" not in ran.out
    row = paper.status()
    assert (row["state"], row["healed"]) == ("failing", None)
    assert paper.entries() == before
    assert paper.file.read_bytes() == text


MISS = "`listing.within` matches 0 of formerly 4"


def test_a_list_that_leads_elsewhere_too_is_not_healed(paper: Paper) -> None:
    elsewhere = page(NEW, first=4, last=5, at="https://elsewhere.example/p")
    row = elsewhere[elsewhere.index("<div class=card") : elsewhere.rindex("</div>")]
    known = page(NEW, first=0, last=4)
    paper.shows(known.replace("<div class=list>", f"<div class=list>{row}"))
    fails_as_ever(paper, MISS)
    told = paper.home.run("status", "--problems").out
    assert "feedmaker new paper --repair looks for the stories that are known" in told


def test_two_known_stories_are_not_enough(paper: Paper) -> None:
    paper.shows(page(NEW, first=2))
    fails_as_ever(paper, MISS)


def test_stories_of_another_site_alone_are_not_healed(paper: Paper) -> None:
    paper.shows(page(NEW, first=0, at="https://elsewhere.example/paper"))
    fails_as_ever(paper, MISS)


def test_a_box_of_what_is_read_most_is_not_taken_for_the_list(paper: Paper) -> None:
    paper.shows(page(OLD, first=0))
    paper.run()
    rows = "".join(f"<li><a href=/paper/{n}>{TITLES[n]}</a></li>" for n in (2, 0, 3))
    paper.shows(f"<html lang=en><title>Paper</title><h3>Read most</h3><ol class=top>{rows}</ol>")
    fails_as_ever(paper, "`listing.within` matches 0 of formerly 6")
    told = paper.home.run("new", "paper", "--repair", now=MORNING).out
    assert "most of the newest stories known are not in the list, but older ones are" in told
    assert f"{paper.home.origin.url('/paper/5')}, {paper.home.origin.url('/paper/4')}" in told


def test_a_list_that_lost_its_end_and_its_first_story_is_healed(paper: Paper) -> None:
    paper.shows(page(OLD, first=0))
    paper.run()
    paper.shows(page(NEW, first=1, last=5))
    assert paper.run().status == 0
    assert paper.status()["state"] == "healed"


def test_healed_rules_that_lead_to_another_site_later_are_given_up(paper: Paper) -> None:
    paper.shows(page(NEW, first=0, last=5))
    paper.run()
    before = paper.entries()
    paper.shows(page(NEW, first=0, at="https://elsewhere.example/paper"))
    ran = paper.run()
    assert ran.status == 1
    assert paper.entries() == before
    assert (paper.status()["state"], paper.status()["healed"]) == ("failing", None)


@pytest.mark.parametrize(
    "body",
    [
        "<title>Log in</title><form><input name=user><input type=password><button>Log in</button></form>",
        "<html><title>Paper</title><div class=list></div>",
        "",
    ],
    ids=["login", "empty list", "nothing"],
)
def test_a_page_without_stories_is_not_healed(paper: Paper, body: str) -> None:
    paper.shows(body)
    fails_as_ever(paper, "matches 0")


def test_a_site_that_can_t_be_had_keeps_its_healed_rules(paper: Paper) -> None:
    paper.shows(page(NEW, first=0, last=5))
    paper.run()
    paper.home.origin.page("/paper", "down", status=500)
    asked = paper.home.origin.hits("/paper")
    assert paper.run().status == 1
    assert paper.home.origin.hits("/paper") == asked + 1
    paper.shows(page(NEW, first=4))  # too few for healing anew
    assert "1 new" in paper.run().out


@pytest.mark.parametrize("repair", ["repair: suggest\n", "repair: never\n", ""])
def test_nothing_is_healed_unless_the_file_says_so(
    tmp_path: Path, origin: Origin, repair: str
) -> None:
    paper = paper_of(Home(tmp_path, origin), FILE.replace("repair: auto\n", repair))
    paper.shows(page(NEW, first=0))
    fails_as_ever(paper, MISS)
    told = paper.home.run("status", "--problems").out
    assert ("--repair" in told) == (repair != "repair: never\n")


# --- Several lists -------------------------------------------------------------------

TWO = FILE.replace("url: {url}", "url: [{url}, '{origin}/sport']")


def two_lists(home: Home) -> Paper:
    home.origin.page("/sport", page(OLD, first=4))
    paper = Paper(home, home.site("paper", TWO))
    paper.shows(page(OLD, first=0, last=4))
    for n, title in enumerate(TITLES):
        home.origin.page(f"/paper/{n}", story(title, f"The story {n} is told at some length. "))
    assert "6 new" in paper.run().out
    return paper


def test_both_lists_of_a_site_are_healed_together(tmp_path: Path, origin: Origin) -> None:
    paper = two_lists(Home(tmp_path, origin))
    before = paper.entries()
    paper.shows(page(NEW, first=0, last=4))
    origin.page("/sport", page(NEW, first=4))
    assert paper.run().status == 0
    assert paper.status()["state"] == "healed"
    assert paper.entries() == before


def test_of_two_lists_one_is_redesigned_and_both_are_read(tmp_path: Path, origin: Origin) -> None:
    paper = two_lists(Home(tmp_path, origin))
    before = paper.entries()
    paper.shows(page(NEW, first=0, last=4))
    assert paper.run().status == 0
    healed = paper.status()["healed"]
    assert isinstance(healed, dict)
    rules = healed["rules"]
    assert (rules["within"], rules["item"]) == (".list, .river", ".card, .story")
    assert (rules["title"], rules["date"]) == (".caption, .head", ".day, .when")
    assert paper.entries() == before
    assert paper.home.run("new", "paper", "--repair", "--yes", now=MORNING).status == 0
    assert "  item: .card, .story\n" in paper.file.read_text("utf-8")
    paper.run()
    assert (paper.status()["state"], paper.status()["healed"]) == ("fine", None)
    assert paper.entries() == before


def test_one_list_is_not_healed_at_the_price_of_the_other(tmp_path: Path, origin: Origin) -> None:
    """No selector says both: what stands in the one as a story is a box beside those of the other."""
    paper = two_lists(Home(tmp_path, origin))
    before = paper.entries()
    beside = page(NEW, first=0, last=4, at="https://elsewhere.example/p")
    row = beside[beside.index("<div class=list") :]
    origin.page("/sport", page(OLD, first=4) + row)
    paper.shows(page(NEW, first=0, last=4))
    paper.run()
    told = paper.status()
    assert told["healed"] is None
    assert "`listing.within` matches 0 of formerly 4" in str(told["problems"])
    assert paper.entries() == before


def test_a_list_that_is_what_it_was_is_asked_whole_to_heal_the_other(
    tmp_path: Path, origin: Origin
) -> None:
    home = Home(tmp_path, origin)
    paper = two_lists(home)
    both = ("river", "'story tile'", *OLD[2:])
    origin.page("/sport", page(both, first=4), headers={"ETag": '"sport"'})
    paper.run()
    before = paper.entries()
    paper.shows(page(("river", "tile", *OLD[2:]), first=0, last=4))
    asked = origin.hits("/sport")
    assert paper.run().status == 0
    assert origin.hits("/sport") == asked + 2
    assert paper.status()["state"] == "healed"
    assert paper.entries() == before


def test_a_list_that_can_t_be_had_is_asked_once_while_the_other_is_healed(
    tmp_path: Path, origin: Origin
) -> None:
    paper = two_lists(Home(tmp_path, origin))
    paper.shows(page(NEW, first=0, last=4))
    origin.page("/sport", "down", status=500)
    asked = origin.hits("/sport")
    assert paper.run().status == 1
    assert origin.hits("/sport") == asked + 1
    assert paper.status()["healed"] is None
