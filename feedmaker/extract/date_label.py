"""What stands about a date: the year or month that heads it, or what it calls its date.

Which is that of a change, or the last day for something, told by its class, its own words or
those in front of it, for pages that show several days of a story, none marked up as what it is.
The date itself is read elsewhere, and so is a text that holds both (`dates`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from feedmaker.dates.deadlines import says_deadline
from feedmaker.dates.parse import says_updated
from feedmaker.dates.years import in_plain_digits
from feedmaker.page.rule_engine import text_of

_UPDATED = re.compile(r"(?i)updated|modified")
_PUBLISHED = re.compile(r"(?i)publi|posted|created")
_LONGEST = 80  # characters; what is longer in front of a date is no label
_HIGHEST = 2  # ancestors in front of which a label may stand
_TITLES = "a[href], h1, h2, h3, h4, h5, h6"


_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "summary", "button"})
_OF_HEADS = re.compile(r"(?i)year|month|jahr|monat|annee|mois|mes|ano|anno|rok|head")
_OF_YEAR = re.compile(r"[^\d]*(?:19|20)\d\d(?:\s?年\s?\d\d?\s?月|\D*)")
_MONTH_NUMBER = re.compile(r"((?:19|20)\d\d)[-/.](0[1-9]|1[0-2])")
_COUNT = re.compile(  # of the stories below: "2024 (12)", "2024 12 posts"
    r"\s?[(（\[]\s?\d+[^\d()]{0,10}[)）\]]$|(?<=\d{4})\s\d+\s(?!月|월)[^\W\d_]{1,10}$"
)
_MAY_HEAD = ", ".join(
    (*sorted(_HEADS), *(f"[class*={name} i]" for name in ("year", "month", "jahr", "head")))
)
_BARE_YEAR = re.compile(r"(?:[^\W\d_]{3,12}\.?,?(?: de)? )?(?:19|20)\d\d ?年?(?: ?\d\d? ?月)?:?")
_MAY_BE_BARE = re.compile(rf">\s*{_BARE_YEAR.pattern}\s*<")
_FEWEST_BARE = 2  # years, or months, above items: one alone may be the last to choose from
_DEEPEST = 4  # elements around one of them, each with nothing else in it
_NO_HEADS = frozenset({"a", "option", "sup"})
_LONGEST_HEAD = 30  # characters
_MOST_OF_TEXT = 200  # characters of a heading as it stands there, with its spaces and counts
_MOST_INSIDE = 60  # elements and texts
_MOST_WORDS = 3  # of "Archive of 2025"
_NEAR = 2  # elements around a heading, in one of which the items that it heads stand


def year_heads(body: LexborNode | None, items: Sequence[LexborNode]) -> list[str]:
    """Return the heading above each item that names a year but no day, "March 2024"; "" if none.

    An element that says a year or a month and nothing else is one as well, if there are several.
    """
    heads: list[tuple[str, LexborNode, set[int]]] = []
    found: dict[int, str] = {}
    wanted = {item.mem_id for item in items}
    # Most pages have no such heading; then there is no need to go through them
    if body is None or not (
        any(map(_year_head, body.css(_MAY_HEAD))) or _MAY_BE_BARE.search(body.html or "")
    ):
        return ["" for _ in items]
    bare: set[int] = set()  # the items below those
    for node in body.traverse():
        if node.mem_id in wanted and not _year_head(node):  # a row of the list may be one
            above = set(_upwards(node))
            for text, head, scope in reversed(heads[-_NEAR:]):
                if head.mem_id not in above and not above.isdisjoint(scope):
                    found[node.mem_id] = text
                    if not _is_called_head(head):
                        bare.add(node.mem_id)
                    break
        elif (text := _year_head(node)) and wanted.isdisjoint(around := _upwards(node)):
            heads.append((text, node, {*around[:_NEAR], *_rows_of(node, text)}))
    several = len({found[item] for item in bare}) >= _FEWEST_BARE
    own = (item.mem_id for item in items)
    return [found.get(at, "") if several or at not in bare else "" for at in own]


def _year_head(node: LexborNode) -> str:
    """Return the words of a heading of a year or a month; "" if it is none."""
    if not _is_called_head(node):
        return _bare_year(node)
    seen = _uncounted(_short_text(node))
    if not _OF_YEAR.fullmatch(seen) and not _MONTH_NUMBER.fullmatch(seen):
        return ""  # asked first: `text_of` of a page's head takes a hundred times as long
    text = _uncounted(text_of(node))
    if month := _MONTH_NUMBER.fullmatch(text):
        return f"{month[1]}年{month[2]}月"  # "2024-03", as dates are read that name their parts
    short = len(text) <= _LONGEST_HEAD and len(text.split()) <= _MOST_WORDS
    return text if short and _OF_YEAR.fullmatch(text) else ""


def _bare_year(node: LexborNode) -> str:
    """Return the year or month that an element holds, and nothing else; "" if it holds more."""
    inner: LexborNode | None = node
    for _ in range(_DEEPEST):
        if inner is None or not inner.is_element_node or inner.tag in _NO_HEADS:
            break
        parts = (one for one in _children(inner) if one.is_element_node or _words(one))
        inner = next(parts, None)
        if next(parts, None) is not None:
            return ""
    said = _words(inner) if inner is not None and inner.is_text_node else ""
    return said if _BARE_YEAR.fullmatch(said) else ""


def _short_text(node: LexborNode) -> str:
    """Return the words of what may be a heading, or holds one and nothing else; "" if it is more.

    Read no further than that takes: what holds all headings of a page is asked about each of them.
    """
    said = ""
    for number, inner in enumerate(node.traverse(include_text=True)):
        said += (inner.text_content or "") if inner.is_text_node else ""
        if number > _MOST_INSIDE or len(said.strip()) > _MOST_OF_TEXT:
            return ""
    return " ".join(said.split())


def _rows_of(node: LexborNode, text: str) -> Iterator[int]:
    """Yield what holds the rows of a list one of which has but a heading, like those below it."""
    row = node.parent
    for _ in range(_NEAR + 1):
        if row is None or row.parent is None or _uncounted(_short_text(row)) != text:
            return
        behind = row.next
        while behind is not None and not behind.is_element_node:
            behind = behind.next
        if behind is not None and _kind_of(behind) == _kind_of(row):
            yield row.parent.mem_id
        row = row.parent


def _kind_of(node: LexborNode) -> tuple[str | None, str]:
    return node.tag, node.attributes.get("class") or ""


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _words(text: LexborNode) -> str:
    return in_plain_digits((text.text_content or "").strip()) if text.is_text_node else ""


def _is_called_head(node: LexborNode) -> bool:
    return node.tag in _HEADS or bool(_OF_HEADS.search(node.attributes.get("class") or ""))


def _uncounted(text: str) -> str:
    return _COUNT.sub("", in_plain_digits(" ".join(text.split())))


def _upwards(node: LexborNode) -> list[int]:
    around: list[int] = []
    above = node.parent
    while above is not None:
        around.append(above.mem_id)
        above = above.parent
    return around


def is_updated(node: LexborNode, language: str) -> bool:
    """Tell whether a node holds the day of a change rather than that of publication."""
    named = node.parent if node.is_text_node else node
    said = named.attributes if named is not None else {}
    about = f"{said.get('class') or ''} {said.get('itemprop') or ''}"
    if _UPDATED.search(about) or _PUBLISHED.search(about):
        return not _PUBLISHED.search(about)
    own = (node.text_content if node.is_text_node else text_of(node)) or ""
    words = f"{_in_front(node)} {own}"
    return len(words) <= 2 * _LONGEST and says_updated(words, language)


def is_deadline(node: LexborNode) -> bool:
    """Tell whether a node, an element or a text, holds the last day for something."""
    own = (node.text_content if node.is_text_node else text_of(node)) or ""
    before = _in_front(node)
    if any(map(str.isdigit, before)):  # it has a date of its own, and labels none
        before = ""
    return len(own) <= _LONGEST and says_deadline(f"{before} {own}".strip())


def label_of(node: LexborNode) -> str:
    """Return the label that stands right before a node, "Date:"; "" if there is none."""
    before = _in_front(node)
    return before if before.endswith((":", "：")) else ""


def _is_title(node: LexborNode) -> bool:
    """Tell whether a node is, or holds, a link or a heading: "Storm closes road" is no label."""
    return node.is_element_node and (node.css_first(_TITLES) is not None)


def _in_front(node: LexborNode) -> str:
    """Return the words right before a node, if they may be a label."""
    place: LexborNode | None = node
    for _ in range(_HIGHEST):
        if place is None:
            break
        before = place.prev
        while before is not None:
            text = (before.text_content if before.is_text_node else text_of(before)) or ""
            if text.strip():
                return text.strip() if len(text) <= _LONGEST and not _is_title(before) else ""
            before = before.prev
        place = place.parent
    return ""
