"""The dates that items of a list have of their titles, their addresses or another place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from feedmaker.extract.listing import find_rules, read_listing
from feedmaker.model import FieldRules, ListingRules, Locale, Page, Rule

NOW = datetime(2026, 11, 29, 15, tzinfo=UTC)
PAGE = "https://www.example.org/news"


def days_of(items: Sequence[str], *, around: str = "", date: str = "") -> list[str]:
    """Return the days of a list's items, "" where one has none; `date` is a rule's selector."""
    html = f"<div>{around}</div><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    page = Page(PAGE, PAGE, html.encode(), "text/html; charset=utf-8")
    fields = FieldRules(date=(_css(date),)) if date else FieldRules()
    rules = ListingRules(item=(_css("li"),), fields=fields)
    teasers = read_listing(page, rules, Locale("en", UTC, NOW)).teasers
    dates = [one.by_rule.date or one.by_itself.date for one in teasers]
    return [day.moment.date().isoformat() if day else "" for day in dates]


def _css(selector: str) -> Rule:
    return Rule(text=selector, engine="css", select=selector)


@pytest.mark.parametrize(
    "title",
    [
        "Board Minutes - March {day}, 2018 - 7 am meeting",
        "Board Minutes -&#160;March&#160;{day}, 2018",
        "I SA/Ol {day}7/16 - Judgment of the Court, of 2018-03-{day}",
        "Minutes of the board of 2018-03-{day} and its papers",
    ],
)
def test_a_list_whose_titles_all_name_a_day_has_those(title: str) -> None:
    named = [f"<a href=/paper-{day}>{title.format(day=day)}</a>" for day in (20, 19, 18, 17, 16)]
    assert days_of(named) == [f"2018-03-{day}" for day in (20, 19, 18, 17, 16)]


def test_a_day_in_a_text_is_not_that_of_a_paper_named_by_its_day() -> None:
    papers = [f"<a href=/{n}>Judgment {n}/16 of the court, of 2018-03-20</a>" for n in range(5)]
    papers[1] += "<p>Against that of 2016-05-04, by the lower court</p>"
    assert days_of(papers) == ["2018-03-20"] * 5


def test_days_in_titles_are_not_those_of_a_list_that_shows_others() -> None:
    """A weblog of walks is dated by when each was told."""
    walks = [
        f"<a href=/w{n}>A walk to the sea on 3 May 201{n}</a><p>{n + 1} June 2024</p>"
        for n in range(5)
    ]
    assert days_of(walks) == [f"2024-06-0{n + 1}" for n in range(5)]


def test_one_title_that_names_a_day_is_not_of_that_day() -> None:
    stories = [f"<a href=/s{n}>A story of the harbour {n}</a>" for n in range(6)]
    stories[2] = "<a href=/old>How the storm of 3 May 2018 was forgotten</a>"
    assert days_of(stories) == [""] * 6


@pytest.mark.parametrize(
    "digits", ["{m}{d}{y}", "{d}{m}{y}", "{y}{m}{d}", "{m}-{d}-17", "{y}_{m}_{d}"]
)
def test_a_month_in_a_title_has_the_day_that_the_address_has(digits: str) -> None:
    months = [("October", "10", "19"), ("September", "09", "21"), ("August", "08", "17")]
    papers = [
        f"<a href=/files/{digits.format(d=day, m=number, y=2017)}.pdf>{month} 2017</a>"
        for month, number, day in months
    ]
    papers.append("<a href=/files/11042017.pdf>July 2017</a>")  # a number, of no day of July
    assert days_of(papers) == ["2017-10-19", "2017-09-21", "2017-08-17", "2017-07-01"]


def test_a_story_has_the_day_that_the_page_shows_of_it_elsewhere() -> None:
    slider = "".join(
        f"<div><a href=/s{n}>Story of {n} ...</a><i>March {n}th, 2018</i></div>"
        for n in (20, 19, 18)
    )
    listed = [f"<a href=/s{n}>Story of {n} boats</a> <i>{n} Mar</i>" for n in (20, 19, 18, 17)]
    assert days_of(listed, around=slider, date="i") == [f"2018-03-{n}" for n in (20, 19, 18, 17)]
    bare = [f"<a href=/s{n}>Story of {n} boats</a>" for n in (20, 19, 18, 17)]
    assert days_of(bare, around=slider) == ["2018-03-20", "2018-03-19", "2018-03-18", ""]


def test_a_day_beside_two_stories_is_not_shown_of_either() -> None:
    box = "<p>March 20th, 2018 <a href=/s1>Story of the lighthouse boats</a>"
    box += " <a href=/other>Another one of the harbour masters</a></p>"
    stories = [f"<a href=/s{n}>Story of {n} boats</a>" for n in (1, 2, 3)]
    assert days_of(stories, around=box) == ["", "", ""]


def test_days_ago_on_a_page_that_was_kept_are_those_of_the_addresses() -> None:
    stories = [
        f"<a href=/2023/03/0{n}/ferry-{n}>The ferry {n}</a> <i>{shown}</i>"
        for n, shown in ((7, "4 days ago"), (6, "5 days ago"), (4, "4 March 2023"), (3, "3/3/2023"))
    ]
    assert days_of(stories, date="i") == ["2023-03-07", "2023-03-06", "2023-03-04", "2023-03-03"]


@pytest.mark.parametrize("label", ["Published", "Posted on:", "Date published:"])
@pytest.mark.parametrize("day", ["May 3, 2024", "3 May 2024", "2024-05-03", "03.05.2024"])
def test_a_tooltip_that_says_when_a_story_was_published_dates_it(label: str, day: str) -> None:
    assert days_of([f"<a href=/1 title='{label} {day}'>The ferry</a>"]) == ["2024-05-03"]


@pytest.mark.parametrize("tooltip", ["Concert on 5 May 2026", "Published papers of 5 May 2026"])
def test_a_tooltip_that_tells_of_a_day_dates_no_story(tooltip: str) -> None:
    assert days_of([f"<a href=/1 title='{tooltip}'>The ferry</a>"]) == [""]


def test_a_number_with_its_weekday_is_a_day_of_the_month_that_heads_it() -> None:
    """The 19th, the 15th and the 5th of November 2024 were those days of the week."""
    head = "<h3>November 2024</h3>"
    days = ["Tuesday 19.", "Fri, 15th", "5 Tuesday"]
    items = [f"<a href=/{n}>Ferry number {n} sails</a><p>{day}</p>" for n, day in enumerate(days)]
    assert days_of(items, around=head) == ["2024-11-19", "2024-11-15", "2024-11-05"]
    other = [item.replace("Tuesday", "Monday").replace("Fri", "Pier") for item in items]
    assert days_of(other, around=head) == ["", "", ""], "of another month, or no day"


@pytest.mark.parametrize(
    "head", ["<p><b>{} 2026</b></p>", "<div>{} 2026</div>", "<b>{}, 2026:</b>"]
)
def test_months_that_stand_alone_head_the_numbers_below_them(head: str) -> None:
    first, second = head.format("October"), head.format("September")
    items = [f"{n} <a href=/{n}>The ferry {n}</a>" for n in (28, 14)]
    below = [f"{n} <a href=/{n}>The ferry {n}</a>" for n in (23, 2)]
    days = days_of([items[0], f"{items[1]}</ul>{second}<ul>", *below], around=first)
    assert days == ["2026-10-28", "2026-10-14", "2026-09-23", "2026-09-02"]
    assert days_of([*items, *below], around=first) == [""] * 4, "one alone may be anything"


def test_a_forum_s_last_answer_shown_on_small_screens_alone_is_no_topic_s_day() -> None:
    topic = (
        "<a href=/t/{n}>Tube radio {n}</a><div style='display: none;'>Last post by <a href=/u/1>Ann</a>"
        " « <a href=/p/{n}><time datetime=2024-06-1{n}T05:01:56Z>June 1{n}</time></a></div>"
        "<div>by <a href=/u/2>Ben</a> » <time datetime=2024-05-0{n}T13:20:56Z>May {n}</time></div>"
    )
    assert days_of([topic.format(n=n) for n in range(1, 6)]) == [
        f"2024-05-0{n}" for n in range(1, 6)
    ]
    items = "".join(f"<li>{topic.format(n=n)}</li>" for n in range(1, 8))
    page = Page(PAGE, PAGE, f"<ul>{items}</ul>".encode(), "text/html; charset=utf-8")
    rules = find_rules(page)
    assert rules is not None
    teasers = read_listing(page, rules, Locale("en", UTC, NOW)).teasers
    dates = [(one.by_rule.date or one.by_itself.date) for one in teasers]
    assert [day.moment.day for day in dates if day] == [*range(1, 8)]
