"""Where the items of a list have their titles, if the words of their links are none.

Links that are whole cards, numbers of dockets, or "Read more" on every item name nothing; then
the part of the item is found that reads like a title in most items (`parts`), or another place
(`other_places`). Links and dates are found in `detect.fields`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from statistics import mean

from feedmaker.detect.elements import ElementInfo, heading_of, says_only_day
from feedmaker.detect.links.spelled import spells
from feedmaker.detect.titles.in_lines import before_break, behind_day, behind_number, beside_line
from feedmaker.detect.titles.later_headings import later_heading
from feedmaker.detect.titles.of_texts import names_of_texts
from feedmaker.detect.titles.other_places import (
    called_unseen,
    first_cells,
    first_lines,
    heading_above,
    named_cells,
    named_days,
    quoted,
    row_beside,
    told_unseen,
    tooltips,
)
from feedmaker.detect.titles.parts import best_part, first_inside, parts_of
from feedmaker.detect.titles.plain_cells import plain_cells
from feedmaker.detect.titles.worth import (
    ENOUGH,
    MOST_WORDS,
    OFTEN,
    SURELY,
    is_title_name,
    quality,
)
from feedmaker.model import Rule
from feedmaker.page.rule_engine import INLINE, text_of
from feedmaker.text import folded

_SAMPLE = 20  # items that are looked at
_FEWEST = 3  # items whose links say the same, and so name nothing
_BETTER = 0.2  # by which a part must beat the link's own words
_MARK_WORDS = 3  # of a section's name before a title
_LINKS_OF_NOTE = 12  # hashtags, accounts and addresses in it
# "Comments (3)" and "Comments (0)" say the same, as do "10:10 AM" and "9:22 PM" without signs
_NUMBERS = re.compile(r"\d+(?:[ap]m$)?")
_STATED = frozenset({"headline", "name"})  # how schema.org calls what names a thing
_STOPS = (".", "!", "?", "…", "。")


def title_rule(
    places: list[ElementInfo], pairs: list[tuple[ElementInfo, ElementInfo]]
) -> tuple[Rule, ...]:
    """Return the rule for the title of items; () if the links' words are it, or nothing is.

    Cards of several kinds have one for each: a front page's news, say, and its notices.
    """
    if later := later_heading(places, pairs):
        return later
    return _rule_of_all(places, pairs) or tuple(_rules_of_kinds(places, pairs[:_SAMPLE]))


def _rules_of_kinds(
    places: list[ElementInfo], pairs: list[tuple[ElementInfo, ElementInfo]]
) -> Iterator[Rule]:
    """Give the rules for the titles of cards that are set alike, which find nothing in others."""
    kinds: dict[int, list[tuple[ElementInfo, ElementInfo]]] = defaultdict(list)
    for link, item in pairs:
        kinds[link.path].append((link, item))
    for path, kind in kinds.items():
        if _FEWEST <= len(kind) < len(pairs) and all(_is_card(places, link) for link, _ in kind):
            rules = _rule_of_all(places, kind)
            others = [item for link, item in pairs if link.path != path]
            if all(rule.engine == "css" for rule in rules) and not any(
                first_inside(item, rule.select) for rule in rules for item in others
            ):
                yield from rules


def _rule_of_all(
    places: list[ElementInfo], pairs: list[tuple[ElementInfo, ElementInfo]]
) -> tuple[Rule, ...]:
    sample = pairs[:_SAMPLE]
    when = sum(says_only_day(text_of(link.node)) for link, _ in sample) >= OFTEN * len(sample)
    headed = sum(link.in_heading or link.headed for link, _ in sample)
    if headed >= ENOUGH * len(sample) and not (when or _are_headed_by_days(places, sample)):
        return ()
    if line := behind_day(sample) if when else before_break(sample) or behind_number(sample):
        return line
    own = _links_worth(places, [link for link, _ in sample])
    cards = not when and (sum(_is_card(places, link) for link, _ in sample) >= ENOUGH * len(sample))
    called = sum(any(map(is_title_name, link.classes)) for link, _ in sample)
    stated = sum(link.node.attributes.get("itemprop") in _STATED for link, _ in sample)
    if not (cards or when or called or stated) and (named := names_of_texts(places, sample)):
        return named
    if not (cards or when) and (line := beside_line(sample)):
        return line
    if own >= SURELY or (own > _BETTER and not cards and called == len(sample)):
        return ()
    if own and not cards and stated == len(sample):
        return ()
    if own < _BETTER and (unseen := told_unseen(sample)):
        return unseen
    if not when and not _are_named_by_headings(places, sample) and (name := called_unseen(sample)):
        return name
    holders = [link if cards else item for link, item in sample]
    if not (cards or when) and own < _BETTER and _are_named_by_headings(places, sample):
        return ()  # the item shows its heading by itself
    words = [_NUMBERS.sub("", folded(text_of(link.node))) for link, _ in sample]
    common, times = Counter(words).most_common(1)[0]
    # Not all need say the same: some stories are named in another's text as well
    if times >= max(OFTEN * len(sample), _FEWEST):
        alike = [item for word, (_, item) in zip(words, sample, strict=True) if word == common]
        above = heading_above(places, alike) or named_days(sample) or plain_cells(sample)
        if above := above or first_cells(sample):
            return above
    selector, worth = best_part(places, holders, sample)
    if times == len(sample) and max(own, worth) < _BETTER and (cells := named_cells(sample)):
        return cells
    if max(own, worth) < _BETTER:  # short notes have no title: their text is all that names them
        notes = [item for _, item in sample]
        selector, worth = best_part(places, notes, sample, most_links=_LINKS_OF_NOTE)
    if selector and (whole := tooltips(sample, selector)):
        return whole
    if when and selector and _is_prose(sample, selector):
        return ()  # notes of a day, which has no other name
    if own > _BETTER and not cards and selector and _adds_brackets(sample, selector):
        return ()
    if cards and is_title_name(selector) and _begins_with_mark(sample, selector):
        return ()  # the card shows its title by itself, without what the list says again and again
    if worth > own + _BETTER and (line := first_lines(sample, selector)):
        return line
    if not cards and own < _BETTER and worth < SURELY and (said := quoted(sample)):
        return said
    beside = row_beside(places, [item for _, item in sample], max(own, worth))
    if beside or not selector or worth <= own + _BETTER:
        return beside
    return (Rule(text=selector, engine="css", select=selector),)


def _are_named_by_headings(
    places: list[ElementInfo], pairs: list[tuple[ElementInfo, ElementInfo]]
) -> bool:
    """Tell whether most items have headings, and the first of each is no label that all have."""
    headings = (heading_of(item, places) for _, item in pairs)
    said = (text_of(one.node) for one in headings if one is not None)
    words = Counter(folded(text) for text in said if quality(text))  # no price
    if words.total() < ENOUGH * len(pairs):
        return False
    return max(words.values()) < max(OFTEN * len(pairs), _FEWEST)


def _are_headed_by_days(
    places: list[ElementInfo], pairs: list[tuple[ElementInfo, ElementInfo]]
) -> bool:
    """Tell whether the first heading in most links says but when: the title is another."""
    headings = (heading_of(link, places) for link, _ in pairs if link.headed)
    days = sum(one is not None and says_only_day(text_of(one.node)) for one in headings)
    return days >= OFTEN * len(pairs)


def _links_worth(places: list[ElementInfo], links: list[ElementInfo]) -> float:
    """Return how well the links' own words name the items, from 0 to 1."""
    texts = [text_of(link.node) for link in links]
    worth = mean(quality(text) for text in texts) * len(set(map(folded, texts))) / len(texts)
    if sum(_is_card(places, link) for link in links) >= ENOUGH * len(links):
        worth = min(worth, 0.3)
    return worth


def _is_card(places: list[ElementInfo], link: ElementInfo) -> bool:
    """Tell whether a link holds several parts with words, and so more than a title.

    Not if one is a note within the other, or all are called alike: those are lines of a title; nor
    if the link's address is made of all of its words.
    """
    parts = [part.place for part in parts_of(places, link)]
    if len(parts) <= 1 or spells(link.node.attributes.get("href") or "", text_of(link.node)):
        return False
    if _has_lines(places, link):
        return link.words > MOST_WORDS
    own = {part.at for part in parts}
    return sum(not _is_note(part, own, link) for part in parts) > 1


def _has_lines(places: list[ElementInfo], link: ElementInfo) -> bool:
    """Tell whether what stands in a link is called alike, as the lines of one text are."""
    inside = [place for place in places[link.at + 1 : link.end] if place.parent is link]
    named = {(place.tag, place.classes) for place in inside}
    return len(named) == 1 and inside[0].tag in INLINE and bool(inside[0].classes)


def _is_note(part: ElementInfo, own: set[int], link: ElementInfo) -> bool:
    """Tell whether a part stands in the line of another that has words of its own."""
    place, above = part, part.parent
    while above is not None and above is not link and place.tag in INLINE:
        if above.at in own:
            return True
        place, above = above, above.parent
    return False


def _begins_with_mark(pairs: list[tuple[ElementInfo, ElementInfo]], part: str) -> bool:
    """Tell whether most titles have an element in front that no space parts from the next word."""
    glued = 0
    for _, item in pairs:
        node = first_inside(item, part)
        first = node.first_child if node is not None else None
        words = text_of(first) if first is not None and first.is_element_node else ""
        rest = text_of(node).removeprefix(words) if node is not None and words else ""
        glued += len(words) > 1 and len(words.split()) <= _MARK_WORDS and not rest[:1].isspace()
    return glued >= ENOUGH * len(pairs)


def _is_prose(pairs: list[tuple[ElementInfo, ElementInfo]], part: str) -> bool:
    """Tell whether most texts of a part end as sentences do."""
    nodes = (first_inside(item, part) for _, item in pairs)
    ends = sum(node is not None and text_of(node).endswith(_STOPS) for node in nodes)
    return ends > len(pairs) / 2


def _adds_brackets(pairs: list[tuple[ElementInfo, ElementInfo]], part: str) -> bool:
    """Tell whether a part is the link's words and a note on them: "A v. B (opinion by C)"."""
    for link, item in pairs:
        node, own = item.node.css_first(part), text_of(link.node)
        if node is None or not own:  # the link of a picture
            return False
        _, start, rest = text_of(node).partition(own)
        if not start or not rest.lstrip().startswith(("(", "[")):
            return False
    return True
