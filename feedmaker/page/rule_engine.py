"""A rule run on a tree: from a site file's selector to nodes and values.

CSS runs on lexbor, XPath on the page's twin (`document.Twin`); both give nodes of
the page's one tree. What a key makes of a node (text, address, date) is the
caller's choice of reader. What lexbor would silently misread is refused when
the site file is read (`config`), so here a selector is taken as good.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from feedmaker import urls
from feedmaker.dates.shown_day import as_shown, is_of_other_day
from feedmaker.page.document import Document, Twin
from feedmaker.page.images import picture_address
from feedmaker.patterns import compiled

if TYPE_CHECKING:
    import re2
    from lxml.etree import XPath

    from feedmaker.model import Rule, Rules

SELF = ":self"
_SELF_MARK = "data-feedmaker-self"
_UNSEEN = frozenset({"script", "style", "template", "title"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_DATE = 60  # characters of a tooltip that is a date and no sentence
_WHOLE_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d).*(?:19|20)\d\d|(?:19|20)\d\d.*(?<!\d)\d{1,2}(?!\d)")
_OF_TIME = re.compile(r"time|date|stamp|epoch|publi|creat|-ts$")
OF_END = re.compile(r"end|expir|until|close|countdown|update|modif|load")
_CALLED_UPDATED = re.compile(r"(?:^|\s)updated(?:$|\s)")
_EPOCH = re.compile(r"1[0-9]{9}(?:\d{3})?")
_SECONDS_DIGITS = 10  # of an epoch number; milliseconds stand behind them
_ISO_DAY = re.compile(r"20\d\d-\d\d-\d\d(?!\d)")

INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "meter", "nobr", "output", "q", "rb"),
        *("ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt"),
        *("u", "var", "wbr"),
    )
)


@dataclass(frozen=True, slots=True)
class Hit:
    """What one rule found in one place: a node, or the text of an attribute or an XPath string."""

    node: LexborNode | None
    text: str = ""
    owner: LexborNode | None = None  # of the attribute


_GROUP = re.compile(r"\\(?:([0-9])|\\)")

Reader = Callable[[LexborNode], str]
"""Makes the text of a value from a node; "" when the node has none."""


def select_nodes(
    document: Document, rules: Rules, at: LexborNode | None = None
) -> list[LexborNode]:
    """Return the nodes of the first rule that has any, in page order, each once.

    `at` is the item; without it the whole page. The item itself is only found
    by `:self`.
    """
    for rule in rules:
        if nodes := [hit.node for hit in _hits(document, rule, at) if hit.node is not None]:
            return nodes
    return []


def select_places(
    document: Document, rules: Rules, at: LexborNode | None = None
) -> list[LexborNode]:
    """Return the nodes of the first rule that has any, or those whose attributes it finds."""
    for rule in rules:
        hits = _hits(document, rule, at)
        if places := [place for hit in hits if (place := hit.node or hit.owner) is not None]:
            return places
    return []


def select_all(document: Document, rules: Rules) -> list[LexborNode]:
    """Return the nodes of all rules together; a node inside another found one is left out."""
    found = {n.mem_id: n for rule in rules for n in select_nodes(document, (rule,))}
    return [node for node in found.values() if not _inside(node, found)]


def outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return the nodes that lie in no other of them, in the same order."""
    found = {node.mem_id: node for node in nodes}
    return [node for node in nodes if not _inside(node, found)]


def holds(node: LexborNode, other: LexborNode) -> bool:
    """Tell whether a node is the other, or the other lies in it."""
    return node.mem_id == other.mem_id or _inside(other, {node.mem_id: node})


def read_values(
    document: Document, rules: Rules, read: Reader, at: LexborNode | None = None
) -> Iterator[tuple[str, Rule]]:
    """Yield the values of the first rule that has any, each with its rule, in page order.

    A caller that wants only the first value stops after it, and nothing more is read.
    """
    for rule in rules:
        some = False
        for value in _finish(rule, _raw_values(document, rule, read, at)):
            some = True
            yield value, rule
        if some:
            return


def text_of(node: LexborNode, enough: int | None = None) -> str:
    """Return a node's text as a browser without scripts would show it, on one line.

    A longer text may lack what is behind its first `enough` characters, for callers that look for
    a short one beside many nodes: each may hold the rest of a page.
    """
    only = node.first_child
    if only is not None and only.next is None and only.is_text_node:
        return " ".join((only.text_content or "").split())
    words: list[str] = []
    _gather(node, words, enough)
    return " ".join("".join(words).split())


def link_of(node: LexborNode) -> str:
    """Return the address a node links to, as written: its own `href`, else its first link's."""
    for attribute in ("href", "src", "data-href"):
        if value := node.attributes.get(attribute):
            return value
    inner = node.css_first("a[href]")
    return (inner.attributes.get("href") or "") if inner is not None else ""


def media_of(node: LexborNode) -> str:
    """Return the address of the media file a node stands for, as written."""
    for attribute in ("src", "href", "data-src", "content"):
        if value := node.attributes.get(attribute):
            return value
    inner = node.css_first("source[src], audio[src], video[src], a[href]")
    if inner is None:
        return ""
    return inner.attributes.get("src") or inner.attributes.get("href") or ""


def date_of(node: LexborNode) -> str:
    """Return the text in which a node gives a date: an attribute's before its words."""
    if node.tag == "abbr" and (value := (node.attributes.get("title") or "").strip()):
        return _marked_day(node, value)  # old microformats show the time, and keep the date here
    for attribute in ("datetime", "content", "data-datetime"):
        if value := (node.attributes.get(attribute) or "").strip():
            return _marked_day(node, value)
    inner = node.css_first("time[datetime]") or node.css_first("abbr[title]")
    if inner is not None and inner.mem_id != node.mem_id:
        said = inner.attributes
        if stamp := said.get("datetime"):
            return _marked_day(inner, stamp.strip())
        if stamp := (said.get("title") or "").strip():
            return _marked_day(inner, stamp)
        return text_of(node)
    text = text_of(node)
    return text if _YEAR.search(text) else stamp_of(node) or _stamp_within(node) or text


def _marked_day(node: LexborNode, stamp: str) -> str:
    """Return the day that a node keeps for machines, as it is shown; what is shown if they differ.

    They may differ where the node's class calls its moment updated: some themes mark up the last
    change so, and show the day of publication.
    """
    shown = text_of(node)
    if _CALLED_UPDATED.search(node.attributes.get("class") or "") and is_of_other_day(stamp, shown):
        return shown
    return as_shown(stamp, shown)


def _stamp_within(node: LexborNode) -> str:
    """Return the one moment that the parts of a node keep beside their words; "" if not one.

    A number and the tooltip around it say the same: the moment, on the day that is shown.
    """
    kept = node.css("[title], [data-time], [data-timestamp]")
    stamps = {inner.mem_id: stamp for inner in kept if (stamp := stamp_of(inner))}
    for inner in kept:
        stamp = stamps.get(inner.mem_id, "")
        around = inner.parent.mem_id if inner.parent is not None else 0
        if _EPOCH.fullmatch(stamp) and (tooltip := stamps.pop(around, "")):
            moment = datetime.fromtimestamp(int(stamp[:_SECONDS_DIGITS]), UTC)
            stamps[inner.mem_id] = as_shown(moment.isoformat(), tooltip)
    said = {*stamps.values()}
    return said.pop() if len(said) == 1 else ""


def stamp_of(node: LexborNode) -> str:
    """Return the moment that a node keeps beside what it shows ("3 hours ago"); "" if none.

    Its tooltip, if that is a day with its year, or a `data-` attribute with an epoch number.
    """
    for name, value in node.attributes.items():
        known = (value or "").strip()
        if name == "title" and len(known) <= _LONGEST_DATE and _WHOLE_DAY.search(known):
            return known
        of_moment = name.startswith("data-") and _OF_TIME.search(name) and not OF_END.search(name)
        if of_moment and (_EPOCH.fullmatch(known) or _ISO_DAY.match(known)):
            return known
    return ""


def picture_of(base: str) -> Reader:
    """Return a reader that gives a picture's real absolute address (lazy loading, `srcset`)."""
    return lambda node: picture_address(node, base)


def html_of(node: LexborNode) -> str:
    """Return a node's own HTML, raw."""
    return node.html or ""


def absolute_of(base: str, read: Reader) -> Reader:
    """Return a reader that makes another's address absolute; "" where it is none."""
    return lambda node: urls.absolute(read(node), base)


def _hits(document: Document, rule: Rule, at: LexborNode | None) -> list[Hit]:
    if rule.engine == "none":
        return []
    if rule.engine == "xpath":
        return _xpath_hits(document, rule, at)
    here = document.root if at is None else at
    if rule.select == SELF:
        nodes = [here]
    elif rule.select.startswith(SELF):
        here.attrs[_SELF_MARK] = ""
        nodes = here.css(f"[{_SELF_MARK}]{rule.select.removeprefix(SELF)}")
        del here.attrs[_SELF_MARK]
    else:
        nodes = here.css(rule.select)
    # A selector list gives doubles, and an element counts as its own descendant.
    own = None if at is None or rule.select == SELF else at.mem_id
    once = {node.mem_id: node for node in nodes if node.mem_id != own}
    if "," in rule.select and len(once) > 1:
        once = _in_page_order(here, once)
    return _with_attribute(rule, [Hit(node) for node in once.values()])


def _in_page_order(here: LexborNode, nodes: dict[int, LexborNode]) -> dict[int, LexborNode]:
    return {n.mem_id: n for n in here.traverse() if n.mem_id in nodes}


def _xpath_hits(document: Document, rule: Rule, at: LexborNode | None) -> list[Hit]:
    twin = document.twin
    here = twin.root if at is None else twin.element(at)
    if here is None:
        return []
    found = _xpath(rule.select)(here)
    if isinstance(found, bool):
        return []  # a yes or no is no value
    if isinstance(found, (str, float)):
        return [Hit(None, _number(found) if isinstance(found, float) else str(found))]
    hits = [
        Hit(None, str(one), _owner(twin, one)) if isinstance(one, str) else Hit(twin.node(one))
        for one in found
        if isinstance(one, str) or twin.knows(one)
    ]
    return _with_attribute(rule, hits)


def _owner(twin: Twin, value: str) -> LexborNode | None:
    """Return the element of an attribute or a text that XPath found; lxml knows it."""
    parent = value.getparent() if hasattr(value, "getparent") else None
    return twin.node(parent) if parent is not None and twin.knows(parent) else None


def _with_attribute(rule: Rule, hits: list[Hit]) -> list[Hit]:
    if not rule.attribute:
        return hits
    values = ((h.node.attributes.get(rule.attribute) if h.node else h.text, h) for h in hits)
    return [Hit(None, value, h.node or h.owner) for value, h in values if value]


def _raw_values(
    document: Document, rule: Rule, read: Reader, at: LexborNode | None
) -> Iterator[str]:
    if rule.engine == "none":
        yield rule.value
        return
    for hit in _hits(document, rule, at):
        if rule.value:
            yield rule.value
            return
        if text := (hit.text if hit.node is None else read(hit.node)):
            yield text


def _finish(rule: Rule, values: Iterator[str]) -> Iterator[str]:
    if rule.match or rule.replace:
        values = (_rewrite(rule, value) for value in values)
    if rule.join is not None:
        values = iter([rule.join.join(filter(None, values))])
    return (value for value in values if value.strip())


def _rewrite(rule: Rule, value: str) -> str:
    if rule.match:
        found = compiled(rule.match).search(value)
        if found is None:
            return ""
        value = (found[1] if found.re.groups else found[0]) or ""
    if rule.replace:
        pattern, text = rule.replace
        # re2's own templates garble text outside ASCII, so the groups are put in here
        value = compiled(pattern).sub(lambda found: _expand(text, found), value)
    return value


def _expand(text: str, found: re2.Match[str]) -> str:
    return _GROUP.sub(lambda part: (found[int(part[1])] or "") if part[1] else "\\", text)


def _inside(node: LexborNode, found: dict[int, LexborNode]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in found:
            return True
        parent = parent.parent
    return False


def _gather(node: LexborNode, words: list[str], enough: int | None) -> None:
    """Append the text below a node, with a space wherever a block or a line begins or ends."""
    # An explicit stack: foreign trees may be deeper than Python's.
    stack: list[LexborNode | str] = [node]
    said = 0  # characters that are no space
    while stack and (enough is None or said <= enough):
        one = stack.pop()
        if isinstance(one, str):
            words.append(one)
            continue
        if one.is_text_node:
            words.append(one.text_content or "")
            said += 0 if enough is None else len("".join(words[-1].split()))
            continue
        tag = one.tag or ""
        if not one.is_element_node or (tag in _UNSEEN and one is not node):
            continue
        block = tag not in INLINE
        if block:
            words.append(" ")
            stack.append(" ")
        child = one.last_child
        while child is not None:
            stack.append(child)
            child = child.prev


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else "" if value != value else str(value)  # noqa: PLR0124 - NaN


@lru_cache(maxsize=512)
def _xpath(select: str) -> XPath:
    from lxml import etree  # 20 ms, only for XPath rules

    return etree.XPath(select)
