"""A page that tells its stories itself, one below the other -> the rules that take them apart.

Changelogs, news and notes on one page: headings of one kind, each with a date or a version and
a name that a link can lead to (`#v1-2`). What then belongs to a story, `page.named_part` finds.
Lists of links to stories elsewhere are the matter of `listing`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from feedmaker.dates.years import YEAR
from feedmaker.detect.elements import HEADINGS, ElementInfo, is_date_text, says_only_day, tells_day
from feedmaker.detect.fields import as_rule
from feedmaker.detect.groups import FEWEST
from feedmaker.detect.links import Link
from feedmaker.detect.selectors import Picker
from feedmaker.model import FieldRules, ListingRules, Rule, Rules
from feedmaker.page.invitations import invites
from feedmaker.page.rule_engine import text_of

_NEARLY_ALL = 0.8  # of the headings
_MOSTLY = 0.5  # of the page's words that the stories have; of an item's that its links have
_SOME = 0.4  # of the stories that lead on to a page of their own: then those are the stories
_SEVERAL = 2  # rows with dates in each part, which then is no story
_MOST_WITH_YEAR = 2  # words, and one number, beside the year that a list's stories are of
_MOST_BESIDE = 2  # words beside a link that is no part of a sentence: "(PDF)"
_LONGEST_DATE = 12  # words of a line with a date below a heading
_VERSION = re.compile(r"(?i)\W*(?:version|release|v)?[\s.]*\d+\.\d+")
_YEAR = re.compile(YEAR)
_NAME = re.compile(r"[^\W\d_]+")
_TRAILING = re.compile(r"[#¶§🔗\s]*")  # words of a link from a heading to itself


@dataclass(frozen=True, slots=True)
class _Part:
    """A story's heading, with the name by which a link leads to it, and where it ends."""

    heading: ElementInfo
    named: str  # how the name is found from the heading, an XPath; "" if the heading has none
    end: int


def find_parts(
    places: list[ElementInfo],
    links: list[Link],
    items: Sequence[ElementInfo] = (),
    chosen: Sequence[Link] = (),
) -> ListingRules | None:
    """Return rules for a page whose stories stand on it whole; None if it is no such page.

    `chosen` are the links that would be taken else, and `items` those of them.
    """
    if sum(link.stated for link in links) >= FEWEST:
        return None  # the page's data names stories of pages of their own
    for tag in ("h1", "h2", "h3", "h4"):
        parts = _parts(places, tag)
        named = [part for part in parts if part.named]
        if len(named) < FEWEST or len(named) < _NEARLY_ALL * len(parts):
            continue
        kinds = {item.path for item in items}  # a story of several topics is an item but once
        alike = [place for place in places if place.path in kinds]
        if _are_sections(places, named, alike) or _are_days_of(chosen, named):
            return None
        if _covered(places, named) and _tell_stories(places, named, links):
            return _rules(places, parts, named)
    return None


def _parts(places: list[ElementInfo], tag: str) -> list[_Part]:
    headings = [p for p in places if p.tag == tag and p.words and not p.chrome]
    if not headings:
        return []
    ends = [*(heading.at for heading in headings[1:]), len(places)]
    parts = []
    for heading, end in zip(headings, ends, strict=True):
        last = heading.parent
        while last is not None and last.parent is not None and last.end < end:
            last = last.parent
        parts.append(_Part(heading, _name(heading, headings), min(end, last.end if last else end)))
    return parts


def _name(heading: ElementInfo, headings: list[ElementInfo]) -> str:
    """Return where the name of a heading's story stands, as an XPath from the heading."""
    if heading.node.attributes.get("id"):
        return "@id"
    anchor = heading.node.css_first("a[id]") or heading.node.css_first("a[name]")
    if anchor is not None:
        return ".//a/@id" if anchor.attributes.get("id") else ".//a/@name"
    if before := _anchor_before(heading):
        return before
    section = heading.parent
    if section is None or section.parent is None or not section.node.attributes.get("id"):
        return ""
    beside = sum(section.at < other.at < section.end for other in headings)
    return "../@id" if beside == 1 else ""


def _anchor_before(heading: ElementInfo) -> str:
    """Return where the name of an empty anchor right before a heading stands; "" if none does."""
    node = heading.node.prev
    while node is not None and not node.is_element_node and not text_of(node):
        node = node.prev
    if node is None or node.tag != "a" or text_of(node):
        return ""
    name = next((key for key in ("id", "name") if node.attributes.get(key)), "")
    return f"preceding-sibling::*[1]/@{name}" if name else ""


def _are_sections(
    places: list[ElementInfo], parts: list[_Part], items: Sequence[ElementInfo]
) -> bool:
    """Tell whether the parts are those of a list: each holds several items with their own dates.

    `items` are all that stand alike, also those that lead where another does. A year or a month
    is no story's name: below it one item is enough, it needs no date if its links are what it
    says, and some may be empty. Where each has but one, the item begins at the heading.
    """
    spans = all(_says_only_span(text_of(part.heading.node)) for part in parts)
    rows = [item for item in items if item.dated or (spans and _is_links(item))]

    def start(row: ElementInfo) -> int:
        inside = places[row.at : row.end] if spans else ()
        return next((place.at for place in inside if place.tag == "a" and place.words), row.at)

    own = [0] * len(parts)
    tops = [part.heading.end for part in parts]  # in the page's order
    for row in rows:
        at = bisect_right(tops, start(row)) - 1
        if at >= 0 and row.end <= parts[at].end:
            own[at] += 1
    full = any(own) if spans else min(own) >= _SEVERAL
    return full and sum(own) >= _NEARLY_ALL * len(items)


def _are_days_of(links: Sequence[Link], parts: list[_Part]) -> bool:
    """Tell whether the headings are but the days of what a list's links lead to, one below each.

    A link in a sentence is none of them: what is told below its day stands there whole.
    """
    if not all(says_only_day(text_of(part.heading.node)) for part in parts):
        return False
    tops = [part.heading.end for part in parts]  # in the page's order
    named = set[int]()
    for link in links:
        at = bisect_right(tops, link.place.at) - 1
        around = link.place.parent
        alone = around is not None and around.words <= link.words + _MOST_BESIDE
        if at >= 0 and alone and link.place.end <= parts[at].end and _NAME.search(link.title):
            named.add(at)
    return len(named) >= _NEARLY_ALL * len(parts)


def _says_only_span(text: str) -> bool:
    """Tell whether a heading is a year or a month, and no day: "2020", "May 2020 (3)"."""
    if tells_day(text) or _VERSION.match(text) or not _YEAR.search(text):
        return False
    rest = _YEAR.sub(" ", text, count=1)
    return len(_NAME.findall(rest)) <= _MOST_WITH_YEAR and len(re.findall(r"\d+", rest)) <= 1


def _is_links(item: ElementInfo) -> bool:
    """Tell whether an item starts with its link, or with a day before it, or is mostly links."""
    links = [item.node] if item.tag == "a" else item.node.css("a[href]")
    said = sum(len(text_of(link)) for link in links)
    return _starts_with_link(item, links) or said >= _MOSTLY * len(text_of(item.node))


def _starts_with_link(item: ElementInfo, links: list[LexborNode]) -> bool:
    """Tell whether nothing stands before an item's link, or but a day: "Mar 03", "3. Mai"."""
    link = links[0] if links else None
    said = text_of(link) if link is not None else ""
    if not _NAME.search(said):
        return False
    before = text_of(item.node).partition(said)[0].strip()
    day = re.search(r"\d", before) is not None and len(_NAME.findall(before)) <= _MOST_WITH_YEAR
    return day or not before


def _covered(places: list[ElementInfo], parts: list[_Part]) -> bool:
    """Tell whether the page is mostly its stories."""
    words = sum(_words(places, part.heading.at, part.end) for part in parts)
    return words >= _MOSTLY * places[0].words


def _words(places: list[ElementInfo], start: int, end: int) -> int:
    at, words = start, 0
    while at < end:
        if places[at].end <= end:
            words += places[at].words
            at = places[at].end
        else:
            at += 1
    return words


def _tell_stories(places: list[ElementInfo], parts: list[_Part], links: list[Link]) -> bool:
    """Tell whether the parts are dated or numbered, and have no pages of their own."""
    dated = sum(bool(_date(places, part)) for part in parts)
    numbered = sum(bool(_VERSION.match(text_of(part.heading.node))) for part in parts)
    if max(dated, numbered) < _NEARLY_ALL * len(parts):
        return False
    leading = 0
    for part in parts:
        title = text_of(part.heading.node)
        own = [link for link in links if part.heading.at <= link.place.at < part.end]
        leading += any(
            link.place.at < part.heading.end or link.title == title or invites(link.title)
            for link in own
        )
    return leading < _SOME * len(parts)


def _date(places: list[ElementInfo], part: _Part) -> str:
    """Return the XPath from a heading to the story's date; "" if none is seen near it."""
    heading = part.heading
    if any(place.tag == "time" for place in places[heading.at + 1 : heading.end]):
        return ".//time"
    if is_date_text(text_of(heading.node)) or heading.dated:
        return "."
    at = heading.end
    for place in places[at : min(at + 1, part.end)]:
        if place.parent is heading.parent and place.words <= _LONGEST_DATE:
            inner = place.tag == "time" or place.dated or place.is_date
            return "following-sibling::*[1]" if inner else ""
    return ""


def _rules(places: list[ElementInfo], parts: list[_Part], named: list[_Part]) -> ListingRules:
    headings = [part.heading for part in named]
    wanted = {heading.at for heading in headings}
    harm = [0.0] * len(places)
    for part in parts:
        if part.heading.at not in wanted:
            harm[part.heading.at] = 0.3
    for place in places:
        if place.tag in HEADINGS and place.tag != headings[0].tag:
            harm[place.at] = 1.0
    picked = Picker(places, [], [], harm=harm).pick(headings)
    name = Counter(part.named for part in named).most_common(1)[0][0]
    date = Counter(_date(places, part) for part in named).most_common(1)[0][0]
    return ListingRules(
        within=as_rule(picked.within),
        item=as_rule(picked.item or picked.selector),
        link=_xpath(f"concat('#', {name})"),
        fields=FieldRules(title=_title(headings), date=_date_rule(date)),
    )


def _date_rule(date: str) -> Rules:
    if date == ".":
        return as_rule(":self")
    return _xpath(date) if date else ()


def _title(headings: list[ElementInfo]) -> Rules:
    """Return the rule for the titles: else the page's own title would be that of each story.

    Links from a heading to itself are all of its title, or a mark beside it.
    """

    def own(node: LexborNode) -> bool:
        return (node.attributes.get("href") or "").startswith("#")

    anchors = [[n for n in heading.node.css("a[href]") if own(n)] for heading in headings]
    if not all(anchors):
        return as_rule(":self")
    marks = [bool(_TRAILING.fullmatch(text_of(one[0]))) for one in anchors]
    return _xpath("text()") if any(marks) else as_rule("a[href]")


def _xpath(select: str) -> Rules:
    return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)
