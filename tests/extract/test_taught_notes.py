"""Notes that say another thing on each article and are the site's: days, numbers, who wrote it."""

from __future__ import annotations

import pytest
from stories import told

from feedmaker.clean.plain_text import plain_text
from feedmaker.extract.article import join, without_taught
from feedmaker.extract.boilerplate.pleas import is_plea
from feedmaker.extract.lesson import learn, learned
from feedmaker.model import Article, Fields, Lesson, Part, Validators

NAMES = ("Orla Keating", "Denis Marlowe", "Petra Lund", "Samir Ito", "Wenke Aas")
ABOUT = (
    "covers schools.",
    "is a bell ringer.",
    "reports from the courts.",
    "likes ships.",
    "is new.",
)
PLACES = ("Oldmere", "Brask", "Tarn", "Fenner", "Altmoor")
DAYS = ("2 March 2026", "5 April 2026", "8 May 2026", "11 June 2026", "14 July 2026")


def given(head: str = "", foot: str = "", *, of: int = 5, every: int = 1) -> list[str]:
    """The text of each of a site's articles, without what all of them taught.

    {name}, {mail}, {about}, {day} and {n} are others on each; `every` second one has it.
    """
    lesson, read = Lesson(), list[Article]()
    for n in range(of):
        words = {
            "name": NAMES[n % 5],
            "mail": NAMES[n % 5].split()[0].lower(),
            "about": ABOUT[n % 5],
            "place": PLACES[n % 5],
            "day": DAYS[n % 5],
            "n": str(n + 2),
        }
        before, after = ("" if n % every else text.format(**words) for text in (head, foot))
        url = f"https://beacon.example/{n}"
        part = Part(url, url, before + told(n) + after, by_page=Fields(authors=(NAMES[n % 5],)))
        read.append(join((part,), title="", validators=Validators()))
        lesson = learn(lesson, read[-1].marks)
    return [plain_text(without_taught(one, learned(lesson)).content) for one in read]


@pytest.mark.parametrize(
    "head",
    [
        "<p>{day}</p>",
        "<p>Reading time: {n} min</p>",
        "<p>By {name} | {day}</p>",
        "<p>Published {day} by {name}</p>",
        "<p>3,{n}41 views · {n}8 comments</p>",
        "<p>Dibaca {n}02 kali</p>",
    ],
)
def test_a_note_at_the_head_goes_whatever_its_day_or_number(head: str) -> None:
    assert all(text.startswith("Cerita") for text in given(head))


@pytest.mark.parametrize(
    "head",
    [
        "<p>Baking time: {n}0 min</p>",  # not what it takes to read this
        "<p>Attendance: {n}2,344</p>",
        "<p>Deep water: {n} m</p>",
        "<h2>Council of {day}</h2>",
    ],
)
def test_a_number_that_is_not_the_pages_stays(head: str) -> None:
    assert not any(text.startswith("Cerita") for text in given(head))


@pytest.mark.parametrize(
    "foot",
    [
        "<div class=c14><p><strong>{name}</strong> {about}</p></div>",
        "<p>{name} {about}</p><p>You can reach {name} at {mail}@beacon.example.</p>",
        "<p>Medically reviewed by Dr {name} on {day}</p>",
    ],
)
def test_what_tells_of_each_of_five_authors_goes(foot: str) -> None:
    assert not any(name in text for text in given(foot=foot) for name in NAMES)


def test_who_signs_a_letter_stays() -> None:
    letters = given(foot="<p>{name}, {place}</p>")
    assert all(text.rstrip().endswith(place) for text, place in zip(letters, PLACES, strict=True))


def test_a_firm_that_its_release_speaks_of_is_its_own_to_the_last_line() -> None:
    head = "<p>One.</p>" * 4 + "<p>{name} has {n} new boats and a quay for each of them.</p>"
    last = "<p>{name} {about}</p>"
    assert all(
        text.rstrip().endswith(told) for text, told in zip(given(head, last), ABOUT, strict=True)
    )


def test_a_long_plea_that_every_second_article_has_goes() -> None:
    plea = (
        "<p>This piece was made possible by the Friends of the Two Shores, who have paid for half of"
        " what it cost us to find all this out. We alone chose what stands in it.</p>"
    )
    assert not any("Friends" in text for text in given(foot=plea, of=6, every=2))


def test_a_plea_in_bold_goes_though_another_paragraph_follows() -> None:
    lesson, read = Lesson(), list[Article]()
    for n in range(4):
        url = f"https://beacon.example/{n}"
        plea = "<p><strong>Follow us on the channel, and miss nothing of the valley.</strong></p>"
        part = Part(url, url, told(n, 3) + plea + told(n + 20, 3))
        read.append(join((part,), title="", validators=Validators()))
        lesson = learn(lesson, read[-1].marks)
    left = without_taught(read[0], learned(lesson)).content
    assert "Follow us" not in left
    assert left.count("<p>") == 6


TITLES = "<li>3 May: <a href='/s/{n}{row}'>The ferry number {n}{row} sails at last</a></li>"
FERRIES = "".join(
    f"<tr><td><a href='/f/{name}'>{name}</a></td><td>{seats} seats</td></tr>"
    for name, seats in (("Adelheid", 120), ("Concordia", 90), ("Little Owl", 40))
)
LINKLESS = "<tr><td>Adult</td><td>4.50</td></tr><tr><td>Child</td><td>2.00</td></tr>"


def at_the_foot(lead: str, table: str = "") -> list[str]:
    """The texts of five articles that end so, with two titles of other stories on each."""
    rows = "".join(TITLES.replace("{row}", str(row)) for row in range(2))
    return given(foot=table + (f"{lead}<ul>{rows}</ul>" if lead else ""))


@pytest.mark.parametrize("lead", ["<p>Latest news</p>", "<h3>Also on the quay</h3>"])
def test_a_list_of_other_stories_goes_with_the_words_before_it(lead: str) -> None:
    texts = at_the_foot(lead)
    assert not any("ferry" in text or "Latest" in text or "quay" in text for text in texts)


def test_a_review_of_several_lists_keeps_them() -> None:
    rows = "".join(TITLES.replace("{row}", str(row)) for row in range(3))
    texts = given(foot=f"<p>At sea</p><ul>{rows}</ul><p>Ashore</p><ul>{rows}</ul>")
    assert all("ferry" in text and "Ashore" in text for text in texts)


def test_a_table_of_links_that_is_the_same_on_each_article_goes() -> None:
    texts = at_the_foot("", f"<table>{FERRIES}</table>")
    assert not any("Concordia" in text for text in texts)
    texts = at_the_foot("", f"<table>{LINKLESS}</table>")  # prices
    assert all("Adult" in text for text in texts)


def test_a_table_of_links_with_another_cell_on_each_article_stays() -> None:
    texts = at_the_foot("", f"<table>{FERRIES}<tr><td>Sailing {{place}}</td></tr></table>")
    assert all("Concordia" in text for text in texts)


@pytest.mark.parametrize(
    ("text", "plea"),
    [
        ("FOLLOW us on the channel.", True),
        ("Unser Dank gilt allen.", True),
        ("Über die Stadtwerke", True),
        ("この記事の無断転載を禁じます。", True),
        ("The useful bus was late.", False),
        ("Über die Brücke fuhr niemand.", False),
    ],
)
def test_a_plea_is_known_by_whole_words_and_beginnings(text: str, *, plea: bool) -> None:
    assert is_plea(text) == plea
