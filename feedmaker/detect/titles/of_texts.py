"""Titles of items whose links are their texts: in what heads the item, or in the links' tooltips.

`<summary>The ferry sails again</summary><p><a href=…>It was repaired in the old dock, and…</a>`:
most of the links are sentences or cut off, and longer than what names them.
"""

from __future__ import annotations

from itertools import takewhile
from statistics import mean

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.titles.parts import best_part, first_inside
from feedmaker.detect.titles.worth import OFTEN, SURELY, quality
from feedmaker.model import Rule
from feedmaker.page.invitations import invites
from feedmaker.page.rule_engine import text_of
from feedmaker.text import folded

_TEXT_WORDS = 8  # of a link that is a text; few titles have more and end as sentences do
_LONGER = 1.5  # by which the texts have more words than what names them
_STOPS = (".", "!", "?", "…", "。")


def names_of_texts(
    places: list[ElementInfo], pairs: list[tuple[ElementInfo, ElementInfo]]
) -> tuple[Rule, ...]:
    """Return the rule for what names items whose links are texts; () if they aren't, or nothing."""
    texts = [text_of(link.node) for link, _ in pairs]
    if sum(_is_text(text) for text in texts) < OFTEN * len(texts):
        return ()
    return _heads(places, pairs, texts) or _in_tooltips(pairs, texts)


def _is_text(text: str) -> bool:
    return text.endswith(_STOPS) and len(text.split()) >= _TEXT_WORDS


def _heads(
    places: list[ElementInfo], pairs: list[tuple[ElementInfo, ElementInfo]], texts: list[str]
) -> tuple[Rule, ...]:
    """Return the rule for the part that stands before the link in each item, each another name."""
    if any(link is item for link, item in pairs):
        return ()
    selector, worth = best_part(places, [item for _, item in pairs], pairs)
    if worth < SURELY:
        return ()
    names = []
    for link, item in pairs:
        node = first_inside(item, selector)
        before = places[item.at + 1 : link.at]
        if node is None or not any(
            place.end <= link.at and place.node.mem_id == node.mem_id for place in before
        ):
            return ()
        names.append(text_of(node))
    return _css(selector) if _name(names, texts) else ()


def _in_tooltips(
    pairs: list[tuple[ElementInfo, ElementInfo]], texts: list[str]
) -> tuple[Rule, ...]:
    """Return the rule for the links' tooltips, without the call that all begin with: "Read …"."""
    names = []
    for link, item in pairs:
        first = item.node.css_first("a[title]") if item is not link else link.node
        if first is None or first.mem_id != link.node.mem_id:
            return ()
        names.append(" ".join((first.attributes.get("title") or "").split()))
    call = _call(names)
    if not _name([name.removeprefix(call) for name in names], texts):
        return ()
    is_link = pairs[0][0] is pairs[0][1]
    if call:
        select = f"substring-after({'.' if is_link else './/a[@title]'}/@title, '{call}')"
        return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)
    selector = ":self" if is_link else "a[title]"
    return (Rule(text=f"{selector} @title", engine="css", select=selector, attribute="title"),)


def _call(names: list[str]) -> str:
    """Return the words, with a space, that all names begin with and none has of itself."""
    columns = zip(*map(str.split, names), strict=False)
    words = [said[0] for said in takewhile(lambda said: len({*said}) == 1, columns)]
    for end in range(len(words), 0, -1):
        call = " ".join(words[:end])
        if (invites(call) or call.endswith(":")) and "'" not in call:
            return f"{call} " if all(name.startswith(f"{call} ") for name in names) else ""
    return ""


def _name(names: list[str], texts: list[str]) -> bool:
    """Tell whether names are titles, each another's, of longer texts that don't say them first."""
    if len({*map(folded, names)}) < len(names) or mean(map(quality, names)) < SURELY:
        return False
    if any(text.startswith(name) for name, text in zip(names, texts, strict=True)):
        return False
    words = [sum(len(line.split()) for line in lines) for lines in (names, texts)]
    return words[0] * _LONGER <= words[1]


def _css(selector: str) -> tuple[Rule, ...]:
    return (Rule(text=selector, engine="css", select=selector),)
