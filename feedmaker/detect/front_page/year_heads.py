"""Headings of years, and the day of each item below them: "January 9", below "Meetings of 2026".

Day and year stand apart there, so that neither is a date by itself. Which links are the items, is
for `registers` or any other finder of lists.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise

from feedmaker.dates.parse import is_day_alone, is_month_alone
from feedmaker.detect.days_beside import A_DAY, NEARLY_ALL, WITH_YEAR, with_class
from feedmaker.detect.elements import HEADINGS, ElementInfo, tells_day
from feedmaker.model import Rule, Rules
from feedmaker.page.rule_engine import text_of

FEWEST_YEARS = 3
"""Years that make a register."""

_MOST_WORDS = 12  # of a heading: "Meetings of the Harbour Board - 2026"
_FEW_TWICE = 0.3  # of the headings: two boards met that year
_FEW_LINES = 0.2  # of the items: those with an element of their own, among others that have none
_LONGEST_LINE = 100  # characters of a line with a day or a month and a link
_MOST_KINDS = 8  # of headings that are looked at
_HEADS = HEADINGS | {"p", "div", "dt", "th", "caption", "summary", "legend", "strong", "b", "span"}
_NO_DAY = re.compile(r"[()\[\]:]|\d{3}")  # "March (12)" counts what was written in March
_HOUR_BEHIND = re.compile(r"(?i),?\s+\d\d?:\d\d(?:\s?[ap]\.?m\.?)?(?:\s[a-z]{2,4})?$")
_FIRST_WORDS = "normalize-space((.//text()[normalize-space()])[1])"
ROUND_DAY = " \t\r\n\xa0-–—|:•·,"
"""What stands between a day and what is named by it."""


def year_heads(places: list[ElementInfo], starts: list[int]) -> list[list[ElementInfo]]:
    """Return the headings of several years in their order, of each kind those that have it.

    A kind is a tag with its classes. What holds a link heads nothing; `starts` says where those
    stand.
    """
    heads: dict[tuple[str, tuple[str, ...]], list[ElementInfo]] = {}
    for place in places:
        if not (place.dated and place.tag in _HEADS and 0 < place.words <= _MOST_WORDS):
            continue
        if place.chrome or bisect_left(starts, place.at) < bisect_left(starts, place.end):
            continue
        if year_in(text_of(place.node)):
            heads.setdefault((place.tag, place.classes), []).append(place)
    several = sorted(heads.items(), key=lambda one: -len(one[1]))[:_MOST_KINDS]
    return [one for _, one in several if len(one) >= FEWEST_YEARS and _in_order(one)]


def year_in(text: str) -> str:
    """Return the year that a heading names, one and no day of it; "" if it names none."""
    years = WITH_YEAR.findall(text)
    if len(years) != 1 or A_DAY.search(text.replace(years[0], " ")):
        return ""
    return str(years[0])


def _in_order(heads: list[ElementInfo]) -> bool:
    years = [year_in(text_of(head.node)) for head in heads]
    pairs = list(pairwise(years))
    enough = len({*years}) >= max(FEWEST_YEARS, (1 - _FEW_TWICE) * len(years))
    return enough and (all(a >= b for a, b in pairs) or all(a <= b for a, b in pairs))


def says_day(text: str, language: str) -> bool:
    """Tell whether a text is a day of a month, with its year or without, and a few words."""
    day = _HOUR_BEHIND.sub("", text)
    return tells_day(text) or (not _NO_DAY.search(day) and is_day_alone(day, language))


def language_of(places: list[ElementInfo]) -> str:
    root = places[0].node.parent
    return (root.attributes.get("lang") or "") if root is not None else ""


def day_below_year(
    places: list[ElementInfo], pairs: list[tuple[ElementInfo, ElementInfo]]
) -> Rules:
    """Return the rule for days of items that have their year above them; () if there is none.

    The day is the item's first words, the link's mostly, or what stands in front of it.
    """
    head = _year_above(places, pairs)
    select, whole = _day_in(pairs, language_of(places)) if head else ("", 0)
    if not select or whole == len(pairs):
        return ()
    year = _digits(head)
    if whole > (1 - NEARLY_ALL) * len(pairs):  # they were written so for some years
        year = f"substring({year}, 1 div not(contains({select}, {year})))"
    return _as_xpath(f"concat({select}, ' ', {year})")


def _digits(select: str) -> str:
    return f"translate({select}, translate({select}, '0123456789', ''), '')"


def named_by_day(places: list[ElementInfo], pairs: list[tuple[ElementInfo, ElementInfo]]) -> Rules:
    """Return the rule for titles of items below years that are but kinds of papers: "Minutes".

    In an element of its own such a link is named by the day that stands first there, and one in a
    line with its day has that for its name, whatever stands above. So it is where a few lines have
    an element of their own: they are named whole. A month alone is named with the year above it.
    """
    language = language_of(places)
    said = Counter(text_of(link.node) for link, _ in pairs)
    if not any(n > 1 and not says_day(text, language) for text, n in said.items()):
        return ()
    head = _year_above(places, pairs)
    months = sum(is_month_alone(text_of(link.node), language) for link, _ in pairs)
    if head and months >= NEARLY_ALL * len(pairs):
        return _as_xpath(f"concat({_FIRST_WORDS}, ' ', {_digits(head)})")
    lines = [item for link, item in pairs if link is not item]
    alone = not lines or (len(lines) <= _FEW_LINES * len(pairs) and all(map(_is_line, lines)))
    bare = [(link, item) for link, item in pairs if link is item] if alone else pairs
    select, _ = _day_in(bare, language)
    kinds_only = alone and 2 * len(said) <= len(pairs)  # some titles come twice in any long list
    if not (head or kinds_only):
        return ()
    if select and alone:
        return _as_xpath(f"concat({select}, ' ', normalize-space(.))")
    return _as_xpath(select) if select else ()


def _as_xpath(select: str) -> Rules:
    return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)


def _year_above(places: list[ElementInfo], pairs: list[tuple[ElementInfo, ElementInfo]]) -> str:
    """Return where the year stands that heads nearly each item, one of several; "" if none does."""
    starts = sorted(link.at for link, _ in pairs)
    for heads in year_heads(places, starts):
        kind = heads[0].tag, heads[0].classes
        alike = [place for place in places if (place.tag, place.classes) == kind]
        ends = [place.end for place in alike]
        above = [bisect_right(ends, item.at) - 1 for _, item in pairs]
        years = {head.at for head in heads if year_in(text_of(head.node)).isascii()}
        below = sum(at >= 0 and alike[at].at in years for at in above)
        if below >= NEARLY_ALL * len(pairs):
            return f"preceding::{with_class(heads[0].tag, next(iter(heads[0].classes), ''))}[1]"
    return ""


def _day_in(pairs: list[tuple[ElementInfo, ElementInfo]], language: str) -> tuple[str, int]:
    """Return where nearly all items have their day, and how many with its year; "" if nowhere."""
    for select, words in (
        (_FIRST_WORDS, _first_words),
        ("normalize-space(preceding-sibling::text()[normalize-space()][1])", _words_before),
    ):
        said = [words(item).strip(ROUND_DAY) for _, item in pairs]
        days = [text for text in said if says_day(text, language)]
        if len(days) >= NEARLY_ALL * len(pairs):
            return select, sum(bool(WITH_YEAR.search(text)) for text in days)
    return "", 0


def _is_line(item: ElementInfo) -> bool:
    """Tell whether an element holds a line of words and a link behind them, and nothing else."""
    text = text_of(item.node)
    last = item.node.last_child
    ends = last is not None and last.tag == "a" and text.endswith(text_of(last))
    return ends and len(text) <= _LONGEST_LINE


def _first_words(item: ElementInfo) -> str:
    texts = (n.text_content or "" for n in item.node.traverse(include_text=True) if n.is_text_node)
    return next(filter(str.strip, texts), "")


def _words_before(item: ElementInfo) -> str:
    beside = item.node.prev
    while beside is not None and not (beside.is_text_node and (beside.text_content or "").strip()):
        if beside.tag == "a":
            return ""
        beside = beside.prev
    return (beside.text_content or "") if beside is not None else ""
