"""A list that was redesigned: its items and their fields are found again by what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from feedmaker.detect.repair import heal
from feedmaker.detect.site_file import written_rules
from feedmaker.extract.listing import read_listing
from feedmaker.model import FieldRules, ListingRules, Locale, Page, Rule, Rules
from feedmaker.page.document import Document
from feedmaker.urls import absolute

URL = "https://paper.example/"
LOCALE = Locale("en", UTC, datetime(2026, 11, 29, tzinfo=UTC))
TOPICS = ("ferry", "bridge", "harbour", "museum", "school", "market")


def css(select: str) -> Rules:
    return (Rule(text=select, engine="css", select=select),)


def page(html: str) -> Page:
    return Page(URL, URL, html.encode(), "text/html; charset=utf-8")


def healed(before: str, after: str, rules: ListingRules, known: Sequence[int]) -> ListingRules:
    """Return the rules that the stories with these numbers, as they were before, give afterwards."""
    teasers = read_listing(page(before), rules, LOCALE).teasers
    found, _ = heal(Document(after, URL), rules, [teasers[n] for n in known], LOCALE)
    assert found is not None
    return found


def section(topic: str, item: str) -> str:
    rows = "".join(
        f"<li class='{item}'><a href=/{topic}/{n}>What {topic} {n} has to say</a></li>"
        for n in range(9)
    )
    first = f"<a class=large href=/{topic}/0><b>{topic} of today</b></a>"
    return f"<section class=part>{first}<ul>{rows}</ul></section>"


def test_first_stories_of_all_sections_are_known_and_the_others_are_found_too() -> None:
    before, after = (
        "".join(section(topic, item) for topic in TOPICS) for item in ("story", "teaser card")
    )
    rules = ListingRules(item=css(".story"))
    again = healed(before, after, rules, range(0, 54, 9))
    there = {teaser.url for teaser in read_listing(page(after), again, LOCALE).teasers}
    assert there == {absolute(f"/{topic}/{n}", URL) for topic in TOPICS for n in range(9)}


def test_a_date_is_found_by_its_cell_s_name_and_not_as_the_row_s_first_cell() -> None:
    row = "<tr class={}><td><a href=/{}>Notice {} of the port</a><td class={}>{} May 2024"
    before, after = (
        "<table>" + "".join(row.format(item, n, n, date, n + 1) for n in range(6)) + "</table>"
        for item, date in (("row", "when"), ("line", "dd"))
    )
    rules = ListingRules(item=css(".row"), fields=FieldRules(date=css(".when")))
    again = healed(before, after, rules, range(6))
    assert written_rules(again)["date"] == ".dd"
