"""What a list's titles carry beside their words, told by the list as a whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feedmaker.extract.listing import find_rules, read_listing
from feedmaker.extract.title_marks import are_days_first, title_marks, without_day
from feedmaker.model import Locale, Page
from feedmaker.page.document import Document

URL = "https://www.example.org/"
NAMES = ["The ferry sails again", "A bridge turns red", "Six boats are missing", "Rain till May"]


@pytest.mark.parametrize(
    ("titles", "marks"),
    [
        (["<i class=k>City</i> {}", "<i class=k>Arts</i> {}"] * 2, 4),
        (["<i class=k>City</i> <i class=v>Video</i> {}"] * 4, 8),
        (["<i class=v>Live</i> {}", "{}", "{}", "<i class=v>Live</i> {}"], 2),
        (["{} <i>[12]</i>", "{} <i>[3]</i>", "{} <i>[40]</i>", "{}"], 3),
        (["{} <i>[12]</i><b>N</b>"] * 3 + ["{} <i>[1]</i>"], 7),
        # A dash right behind it is that of speech
        (["<i class=k>City</i>– {}", "<i class=k>Arts</i>{}"] * 2, 4),
        # No word goes on with a capital
        (["<i class=k>Mill</i>{}", "<i class=k>port</i>‘{}’", "<i class=k>Hill</i>{}", "{}"], 3),
        ([f"<i class=v>Live</i><i class=k>M{n}ill</i>{{}}" for n in "abcd"], 8),
        (["<i class=k>Mill</i>{}", "<i class=k>Port</i>{}", "<i class=k>Hill</i> {}", "{}"], 0),
        (["<i>Mill</i>{}", "<i>Port</i>{}", "<i>Hill</i>{}", "{}"], 0),
        # Each of them names what it stands before
        (["<i class=k>Mill</i> {}", "<i class=k>Port</i> {}", "<i class=k>Hill</i> {}", "{}"], 0),
        (["<i>The</i> {}", "<i>Old</i> {}", "<i>The</i> {}", "<i>Old</i> {}"], 0),
        # The word that was searched for, here and there in the titles
        (["<i>ferry</i> {}", "<i>ferry</i> {}", "Why <i>ferry</i> {}", "{}"], 0),
        # Bound to the words behind it
        (["<i class=k>Mill</i>: {}"] * 4, 0),
        (["{} of <i>2024</i>", "{} of <i>2025</i>", "{} of <i>2026</i>", "{}"], 0),
    ],
)
def test_what_is_said_again_and_again_at_an_end_of_the_titles_is_a_mark(
    titles: list[str], marks: int
) -> None:
    html = "".join(f"<a href=/{n}>{title.format(NAMES[n])}</a>" for n, title in enumerate(titles))
    document = Document(html, "https://www.example.org/")
    links = [(node, node.attributes["href"] or "") for node in document.tree.css("a")]
    assert len(title_marks(links)) == marks


def test_the_section_that_stands_at_the_title_of_a_card_is_none_of_it() -> None:
    cards = "".join(
        f"<div class=column><a href=/n/{n}-of-it><div class=pic></div><div class=box-title><span class=kind>"
        f"{('News', 'Sports')[n % 2]}</span>{name} for the {n} guests</div></a></div>"
        for n, name in enumerate(NAMES * 2)
    )
    page = Page(URL, URL, f"<main>{cards}</main>".encode(), "text/html")
    rules = find_rules(page)
    assert rules is not None
    found = read_listing(page, rules, Locale("", UTC, datetime(2026, 11, 29, tzinfo=UTC))).teasers
    titles = [one.by_rule.title or one.by_itself.title for one in found]
    assert titles == [f"{name} for the {n} guests" for n, name in enumerate(NAMES * 2)]


def test_a_number_that_alone_tells_titles_apart_is_one_of_their_words() -> None:
    html = "".join(f"<a href=/{n}>News from Mill, part <i>{n}</i></a>" for n in range(5))
    document = Document(html, "https://www.example.org/")
    links = [(node, node.attributes["href"] or "") for node in document.tree.css("a")]
    assert not title_marks(links)


def test_a_time_at_an_end_of_a_title_is_none_of_its_words() -> None:
    html = (
        "<a href=/1><i>oar</i> <b>1.2</b><time>Mar 14, 2026</time></a>"
        "<a href=/2><time>Mar 3, 2026</time> <i>lamp</i></a>"
        "<a href=/3><time>Mar 2, 2026</time></a>"
        "<a href=/4>What <time>Mar 2, 2026</time> was like</a>"
    )
    document = Document(html, "https://www.example.org/")
    links = [(node, node.attributes["href"] or "") for node in document.tree.css("a")]
    times = [node.mem_id for node in document.tree.css("time")]
    assert title_marks(links) == {*times[:2]}


@pytest.mark.parametrize(
    ("link", "names"),
    [
        (
            "<b class=t>{name}</b> <i class=n>新着</i>",
            "港の清掃スタッフ 船の点検係 橋の夜間警備 水族館の受付",
        ),
        ("{name}<i>2017/03/1{n}</i>", "港船 橋守 水車 北風"),
    ],
)
def test_a_short_title_is_no_mark_beside_one(link: str, names: str) -> None:
    html = "".join(
        f"<a href=/{n}>{link.format(n=n, name=name)}</a>" for n, name in enumerate(names.split())
    )
    document = Document(html, "https://www.example.org/")
    links = [(node, node.attributes["href"] or "") for node in document.tree.css("a")]
    assert title_marks(links) == {node.mem_id for node in document.tree.css("i")}


@pytest.mark.parametrize(
    "when",
    [
        "07:1{n}",
        "Tue, {n} May 2026 11:4{n}:17 +0000",
        "2026-05-0{n}",
        "May {n}, 2026",
        "0{n}.05.2026, 7:30 PM",
    ],
)
def test_a_day_or_an_hour_before_each_title_is_none_of_it(when: str) -> None:
    names = ("Oar", "The ferry waits for the tide", "A lamp in the old harbour", "Rope by the yard")
    rows = "".join(
        f"<a href=/{n}><i class=age>{when.format(n=n)}</i> {name}</a>"
        for n, name in enumerate(names, 1)
    )
    document = Document(rows, "https://www.example.org/")
    links = [(node, node.attributes["href"] or "") for node in document.tree.css("a")]
    assert title_marks(links) == {node.mem_id for node in document.tree.css("i")}


def test_a_name_that_ends_a_sentence_of_the_titles_is_no_mark() -> None:
    rows = "".join(
        f"<a href=/{n}>The lamp number {n} is out, told by <b class=who>{('Ann', 'Ben')[n % 2]}</b></a>"
        for n in range(8)
    )
    document = Document(rows, "https://www.example.org/")
    links = [(node, node.attributes["href"] or "") for node in document.tree.css("a")]
    assert not title_marks(links)


def test_a_day_that_all_titles_begin_with_is_none_of_them() -> None:
    lines = ["4 June - Rain on the roof", "21 May - Frogs", "3 May: Why the kettle sings"]
    urls = ["/rain", "/frogs", "/kettle"]
    assert are_days_first(zip(lines, urls, strict=True), "en")
    assert [without_day(line, "en") for line in lines][1:] == ["Frogs", "Why the kettle sings"]
    assert without_day("6月4日 - 雨の屋根", "ja") == "雨の屋根"


def test_a_day_stays_where_it_is_all_that_tells_titles_apart_or_some_have_none() -> None:
    meetings = [("4 June - Council", "/1"), ("21 May - Council", "/2"), ("3 May - Council", "/3")]
    assert not are_days_first(meetings, "en")
    some = [("4 June - Rain on the roof", "/1"), ("Frogs", "/2"), ("3 May - Kettles", "/3")]
    assert not are_days_first(some, "en")
    assert without_day("9 to 5 - a working day", "en") == ""
    assert without_day("Chapter 12 - The ferry", "en") == ""
