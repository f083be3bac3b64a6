"""The papers of meetings that stand in lines of their own below their meeting's head, in one part.

"Thursday, May 3, 2026 - Regular Meeting" is the first line of a paragraph, "Agenda" the next one,
"Minutes" the last, which may be put there weeks later: each is an entry. Their words are the same
again and again, so that the head names them. Papers in the line of their day are for `registers`,
those whose head is an element before theirs for `papers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import ElementInfo, tells_day
from feedmaker.detect.groups import Group
from feedmaker.detect.links import Link
from feedmaker.detect.signals import dated, in_heading, stated
from feedmaker.model import Rule, Rules
from feedmaker.page.rule_engine import INLINE, text_of
from feedmaker.text import folded

_FEWEST = 5  # meetings
_SEVERAL = 1.2  # papers of each
_SAID_AGAIN = 4  # papers for each word that they say
_SOME = 0.2  # of a list's links: with more that are told otherwise it is a list of its own
_MOST = 0.8  # of the items
_LONGEST = 80  # characters of a head
_LONGEST_LINE = 200  # of a day's line, with where it is
_LINES_ABOVE = 3  # before a list: the day, where and when
_BESIDE = 40  # nodes in front of a paper, up to the head
_HEAD = "normalize-space((../descendant::text()[normalize-space()])[1])"
_WORDED = "1 div boolean(normalize-space())"  # empty links lead to papers of other meetings
_KIND = (
    "substring(concat(' - ', normalize-space()),"
    " 1 div boolean(preceding-sibling::a[normalize-space()]))"
)


def headed_papers(usable: Sequence[Link], chosen: Group) -> list[Link]:
    """Return all papers of the page's meetings, if they are more than a list that was chosen.

    [] if there are few, or none of them are chosen and what is has days or headings of its own.
    """
    found: dict[str, Link] = {}
    meetings = set[int]()
    for link in usable:
        parent = link.place.parent
        if parent is None or link.place.chrome or not link.place.words:
            continue
        if _head_of(link.place):
            found.setdefault(link.alias, link)
            meetings.add(parent.at)
    ours = {link.alias for link in chosen.links}
    own = any(chosen.share(has) > _SOME for has in (dated, in_heading, stated))
    if len(meetings) < _FEWEST or len(found) < max(_SEVERAL * len(meetings), len(ours) + 1):
        return []
    if own and not ours & {*found}:
        return []
    said = {folded(link.title) for link in found.values()}
    if len(found) < _SAID_AGAIN * len(said):
        return []
    return [*found.values(), *_in_lists(usable, found)]


def _in_lists(usable: Sequence[Link], found: Mapping[str, Link]) -> list[Link]:
    """Return the papers in lists below other days, beside the parts that hold those found.

    An office goes on in another way, and so the latest meetings, or those of old, have theirs in
    lists. All that such a list has are files.
    """
    parts = (link.place.parent for link in found.values())
    beside = {part.parent.at for part in parts if part is not None and part.parent is not None}
    lists: dict[int, list[Link]] = {}
    for link in usable:
        row = link.place.parent
        if row is not None and row.tag != "li" and row.tag in INLINE:
            row = row.parent
        held = row.parent if row is not None and row.tag == "li" else None
        if held is None or held.parent is None or held.parent.at not in beside:
            continue
        if link.place.words and not link.place.chrome:
            lists.setdefault(held.at, []).append(link)
    new: dict[str, Link] = {}
    for some in lists.values():
        held = next(up for up in some[0].place.upwards() if up.tag == "li").parent
        if held is not None and all(link.file for link in some) and _stands_below_day(held.node):
            new.update((link.alias, link) for link in some if link.alias not in found)
    return [*new.values()]


def _stands_below_day(node: LexborNode) -> bool:
    """Tell whether one of the few lines right before a list has a day; no other list is passed."""
    above = (one for one in islice(_before(node), _BESIDE) if one.is_element_node and text_of(one))
    for line in islice(above, _LINES_ABOVE):
        if line.tag == node.tag or len(text_of(line)) > _LONGEST_LINE:
            return False
        if tells_day(text_of(line)):
            return True
    return False


def named_by_head(pairs: Sequence[tuple[ElementInfo, ElementInfo]]) -> tuple[Rules, Rules]:
    """Return the rules for title and date of items that are such papers; () if they are others.

    The first of a meeting has its name, any other one the name and what it is of it.
    """
    heads = [_head_of(link) for link, item in pairs if link is item]
    told = [head for head in heads if head]
    said = {folded(text_of(link.node)) for link, _ in pairs}
    if len(told) < _MOST * len(pairs) or len(told) == len({*told}):
        return (), ()
    if len(pairs) < _SAID_AGAIN * len(said):
        return (), ()
    title = f"substring(concat({_HEAD}, {_KIND}), {_WORDED})"
    return _as_xpath(title), _as_xpath(f"substring({_HEAD}, {_WORDED})")


def _as_xpath(select: str) -> Rules:
    return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)


def _head_of(place: ElementInfo) -> str:
    """Return the line with a day that opens the part in which a link begins a later line.

    "" if there is none, or another day stands between them: that would be the link's.
    """
    beside = [*islice(_before(place.node), _BESIDE + 1)]
    said = [node for node in reversed(beside) if text_of(node) or node.tag == "br"]
    if len(beside) > _BESIDE or not said or said[0].tag in {"a", "br"}:
        return ""
    first, *rest = said
    head = _first_words(first)
    if not (_ends_line(first) or (rest and rest[0].tag == "br")) or len(head) > _LONGEST:
        return ""
    others = (text_of(node) for node in rest if node.tag != "a")
    return head if tells_day(head) and not any(map(tells_day, others)) else ""


def _ends_line(node: LexborNode) -> bool:
    """Tell whether a break stands behind the words of a node, within it."""
    last = node.last_child
    while last is not None and last.is_text_node and not text_of(last):
        last = last.prev
    return last is not None and last.tag == "br"


def _first_words(node: LexborNode) -> str:
    inside = (one for one in node.traverse(include_text=True) if one.is_text_node)
    words = (" ".join((one.text_content or "").split()) for one in inside)
    return next(filter(None, words), "")


def _before(node: LexborNode) -> Iterator[LexborNode]:
    beside = node.prev
    while beside is not None:
        yield beside
        beside = beside.prev
