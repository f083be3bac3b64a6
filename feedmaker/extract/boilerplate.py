"""Marks of the blocks of an article, and taking out those that its site has taught.

A block is a line of safe HTML (what stands between two edges of block elements
or `<br>`), known by its text; a line of pictures only, by their addresses. Or it
is a box known by its element's name, classes and id, whatever it says: one of links
within the site (tags, topics, other stories), or one that is called what never is an
article (an author's box, a newsletter). No other element is known by its looks: a site's
standfirsts, captions and info boxes look alike as well, and are the article.

What belongs together goes together or not at all: a list, a figure. A line that
leads over to the next (a heading, a question, "Ingredients:") is known only
together with that, and goes only with it. A sentence that opens each article, without
a link and as plain as any other, is a column's or a standfirst, and stays. Tables,
quotations and preformatted text are never touched. What is believed, is told by `lesson`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from feedmaker.clean.dom import BLOCKS
from feedmaker.clean.steps import clean
from feedmaker.extract.lesson import LONG, STORY
from feedmaker.model import SafeHtml
from feedmaker.urls import same_site

_SHORT, _BOX = "s", "b"
_LONG_LINE = 120
"""Characters; about twenty words."""
_A_NAME = 25
"""Characters: a word or two, which name the list or the figure behind them."""
_MARKS = 8
"""Characters: so many signs alone ("* * *") are no text."""
_MOST_GONE = 0.3
"""Of an article's characters. What would take more is rather a mistake than a lesson."""
_AT_EACH_END = 60
"""Lines of an article that are looked at, from its head and from its foot: boxes stand there."""


def _starting_alike(names: Collection[str]) -> str:
    """Return a pattern of these names, those that begin alike together: it fails at once."""
    firsts = sorted({name[0] for name in names})
    rests = (sorted(name[1:] for name in names if name[0] == first) for first in firsts)
    return "|".join(
        f"{first}(?:{'|'.join(rest)})" for first, rest in zip(firsts, rests, strict=True)
    )


_EDGE = re.compile(rf"(</?(?:{_starting_alike(BLOCKS | {'br'})})(?=[ >])[^>]*>)")
_TAG = re.compile(r"<[^>]*>")
_SPACES = ("  ", "\n", "\t", "\xa0")
"""With none of these a text is as `clean` leaves most, and is not taken apart."""
_SOURCE = re.compile(r'<img [^>]*?src="([^"]*)')
_STORY_LINK = re.compile(
    r'(?:<(?:strong|b|em|i)>)*<a href="[^"]*/[^"/]*(?:-[^"/-]+){3,}/?">'
    r"(?:(?!</a>).)*</a>(?:</\w+>|\s)*",
    re.DOTALL,
)
"""A line that is a link, to an address with some words of a title in it."""
_BOLD = re.compile(r"<(strong|b)>(?!.*<a )", re.DOTALL)
_UNTOUCHED = frozenset({"table", "pre", "blockquote", "dl"})
_TOGETHER = _UNTOUCHED | {"ul", "ol", "figure", "details"}
_LEADING_OVER = (":", "?", "：", "？")
_STRESSED = ("<em>", "<i>", "<strong>", "<b>", "<small>")
_UNSTRESSED = ("</em>", "</i>", "</strong>", "</b>", "</small>")
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class _Line(NamedTuple):
    """What stands between two edges of blocks, where that shows a text or a picture."""

    start: int  # in the HTML
    end: int
    text: str  # without tags, still escaped; "" for a line of pictures only
    group: int  # number of the list, table, figure … around it; 0: none
    heading: bool
    untouched: bool


def marks_of(html: SafeHtml) -> tuple[str, ...]:
    """Return the marks of an article's lines, each once, in order."""
    return tuple(dict.fromkeys(filter(None, _names(html, _lines(html)))))


def without(
    html: SafeHtml, marks: Iterable[str], learned: Collection[str], *, url: str
) -> SafeHtml:
    """Return the article at `url` without the blocks that its site has taught.

    `marks` are the article's, boxes with the lines in them, as `boxes_of` gave
    them (those of `marks_of` may be missing); `learned` is the lesson. An
    article of which too much would go stays whole.
    """
    gone = {name for name in learned if not name.startswith(_BOX)}
    for mark in marks:
        name, _, inside = mark.partition(":")
        if inside and name in learned:
            gone.update(inside.split(","))
    lines = _lines(html)
    goes = [name in gone for name in _names(html, lines)]
    leaving = _leaving(html, lines, goes)
    if not leaving or not _leaves_an_article(lines, leaving):
        return html
    pieces, end = [], 0
    for line in leaving:
        tags = _TAG.findall(html[line.start : line.end])
        pieces += [html[end : line.start], *(tag for tag in tags if not tag.startswith("<img"))]
        end = line.end
    return clean("".join((*pieces, html[end:])), base=url, url=url)  # what is empty goes


def _leaving(html: str, lines: Sequence[_Line], goes: Sequence[bool]) -> list[_Line]:
    """Return the lines that go, of those that are known: with what belongs to them, or not at all.

    A few words amid the article's own are told, whoever tells them often
    ("Yes.", said he): they go at its ends, beside longer ones or as links only.
    """
    kept = {line.group for line, going in zip(lines, goes, strict=True) if not going}
    leaving: list[_Line] = []
    run: list[_Line] = []
    at_foot = True
    for number in reversed(range(len(lines))):
        line = lines[number]
        part = html[line.start : line.end]
        going = goes[number] and (not line.group or line.group not in kept)
        if going and not line.group and not run and number + 1 < len(lines):
            going = not _leads_over(line, part, lines[number + 1])  # to what stays
        if going:
            run.append(line)
            continue
        if at_foot or _is_more_than_words(html, run):
            leaving += run
        run, at_foot = [], False
    own = zip(lines, goes, strict=True)
    first = next((one.start for one, going in own if not going and not one.untouched), 0)
    leaving += run
    return [
        line
        for line in reversed(leaving)
        if line.start > first or not _opens(line, html[line.start : line.end])
    ]


def _opens(line: _Line, part: str) -> bool:
    """Tell whether a line at the head is a sentence as any other: a column's, a standfirst."""
    plain = "<a " not in part and "@" not in part and not line.heading and not line.group
    note = part.startswith(_STRESSED) and part.endswith(_UNSTRESSED)  # a word of the newsroom
    sentence = len(line.text) > _A_NAME and line.text.endswith(_SENTENCE_ENDS)
    return plain and sentence and not note


def _is_more_than_words(html: str, run: Sequence[_Line]) -> bool:
    return any(
        len(line.text) > _A_NAME or not line.text or "<a " in html[line.start : line.end]
        for line in run
    )


def _leaves_an_article(lines: Sequence[_Line], leaving: Sequence[_Line]) -> bool:
    if sum(len(line.text) for line in leaving) > _MOST_GONE * sum(len(line.text) for line in lines):
        return False
    long = sum(len(line.text) > _LONG_LINE for line in lines)
    return not long or long > sum(len(line.text) > _LONG_LINE for line in leaving)


def _lines(html: str) -> list[_Line]:
    lines: list[_Line] = []
    at = group = depth = groups = untouched = 0
    heading = False
    pieces = _EDGE.split(html)  # what stands between edges, and the edges
    for number, piece in enumerate(pieces):
        start = at
        at += len(piece)
        if not number % 2:
            if piece and (text := _text(piece)) is not None:
                lines.append(_Line(start, at, text, group, heading, untouched > 0))
            continue
        name, step = _edge(piece)
        heading = name in _HEADINGS
        if name in _TOGETHER:
            depth += step
            untouched += step if name in _UNTOUCHED else 0
            groups += step == depth == 1
            group = groups if depth > 0 else 0
    return lines


@lru_cache(maxsize=512)
def _edge(tag: str) -> tuple[str, int]:
    """Return an edge's name, and 1 where it opens a block, -1 where it closes one."""
    return tag.strip("</>").partition(" ")[0], -1 if tag.startswith("</") else 1


def _text(part: str) -> str | None:
    """Return a line's text, "" for pictures only, None if it shows neither."""
    text = _TAG.sub("", part) if "<" in part else part
    text = " ".join(text.split()) if any(map(text.__contains__, _SPACES)) else text.strip(" ")
    if len(text) > _MARKS or any(map(str.isalnum, text)):
        return text
    return "" if "<img " in part else None


def _names(html: str, lines: Sequence[_Line]) -> list[str]:
    """Return the lines' marks; "" for those that are never taken out."""
    names = []
    for number, line in enumerate(lines):
        if line.untouched or _AT_EACH_END <= number < len(lines) - _AT_EACH_END:
            names.append("")
            continue
        part = html[line.start : line.end]
        told = line.text or "\n".join(_SOURCE.findall(part))
        if number + 1 < len(lines) and _leads_over(line, part, lines[number + 1]):
            told += "\n" + lines[number + 1].text
        kind = LONG if len(line.text) > _LONG_LINE else _SHORT
        if kind == _SHORT and len(line.text) > _A_NAME and _STORY_LINK.fullmatch(part):
            kind = STORY
        names.append(kind + _digest(told))
    return names


def _leads_over(line: _Line, part: str, after: _Line) -> bool:
    if line.heading or line.text.endswith(_LEADING_OVER):
        return True
    if len(line.text) <= _A_NAME and after.group and after.group != line.group:
        return True
    return part.endswith(("</strong>", "</b>")) and _BOLD.match(part) is not None


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=5).hexdigest()


# --- Boxes of links ------------------------------------------------------------

_STATE = re.compile(r"\d|^(?:is|has|js|css)-|active|open|hidden|^.{1,2}$", re.IGNORECASE)
_LINKED = 0.5
"""Share of a box's letters that must stand in links."""
_MOST_BOXES = 40
_DEEPEST = 30
"""Elements around a link that are looked at; a box is no deeper, and a hostile page is."""
_NAMED = re.compile(
    r"(?i)(?<![a-z])(?:(?:about-?)?author(?:s|box|bio|card|info|profile)?|bio|byline|newsletters?|subscribe|subscription"
    r"|sign-?up|shar(?:e|ing)(?:daddy|bar|buttons?)?|socials?|follow(?:-?us)?|related(?:posts?)?|recommended"
    r"|most-?(?:read|popular)|trending|popular|read-?(?:more|next|also)|more-?(?:on|from|stories)|promo(?:tion)?"
    r"|donat(?:e|ion)|support-?us|cta|disclaimer|tags?|tagcloud|topics|comments?-?link|breadcrumbs?|post-?nav(?:igation)?"
    r"|pagination|sponsor(?:ed)?|advert(?:isement)?|paywall|rating|reactions?|feedback|widget)(?![a-z])"
)
"""What a box is called that is no part of any article, on sites everywhere."""
_NEVER = frozenset(
    {"figure", "figcaption", "table", "blockquote", "pre", "p", "tr", "td", "th", "dl"}
)
_OWN = "table, pre, blockquote, figure, video, audio"
_LARGEST_BOX = 600
"""Characters of text; more is rather an article of links."""


def boxes_of(root: LexborNode, url: str) -> tuple[str, ...]:
    """Return the marks of boxes of links and of named ones, each with the lines in it.

    `root` still has its classes, its links are absolute; `url` is the article's.
    """
    boxes = {box.mem_id: box for box in _named_boxes(root)}
    judged = {link.mem_id for box in boxes.values() for link in box.css("a[href]")}
    links = root.css("a[href]")
    linked = _linked(links)
    for link in links:
        if link.mem_id not in judged and (box := _box_around(link, linked, judged)) is not None:
            if _leads_within(box, url):
                boxes[box.mem_id] = box
            if len(boxes) >= _MOST_BOXES:
                break
    if not boxes:
        return ()
    alike = root.css(",".join({box.tag or "" for box in boxes.values()}))
    used = {look_of(one) for one in alike if one.mem_id not in boxes and _size(one)}
    found = dict[str, None]()
    for box in boxes.values():
        html, look = box.html or "", look_of(box)
        inside = ",".join(filter(None, _names(html, _lines(html))))
        if inside and look not in used:  # else the article's own text looks like that
            found[f"{_BOX}{_digest(look)}:{inside}"] = None
    return tuple(found)


def _named_boxes(root: LexborNode) -> list[LexborNode]:
    """Return the outermost blocks that are called what is no part of any article."""
    found: list[LexborNode] = []
    inside: set[int] = set()
    for node in root.css("[class], [id]"):
        parent = node.parent
        if parent is not None and parent.mem_id in inside:
            inside.add(node.mem_id)
            continue
        if node.tag not in BLOCKS or node.tag in _NEVER or not _NAMED.search(look_of(node)):
            continue
        if len(node.text()) <= _LARGEST_BOX and node.css_first(_OWN) is None:
            found.append(node)
            inside.add(node.mem_id)
            if len(found) >= _MOST_BOXES:
                break
    return found


def _leads_within(box: LexborNode, url: str) -> bool:
    """Tell whether a box leads to other pages of the site, and not to its own picture only."""
    addresses = {a.attributes.get("href") or "" for a in box.css("a[href]") if _size(a)}
    return len(addresses) > (box.css_first("img") is not None) and all(
        same_site(address, url) for address in addresses
    )


def _linked(links: Sequence[LexborNode]) -> Counter[int]:
    """Return how many letters stand in links within each element, by the element's number."""
    linked = Counter[int]()
    for link in links:
        size, node = _size(link), link.parent
        for _ in range(_DEEPEST):
            if node is None or node.tag == "body":
                break
            linked[node.mem_id] += size
            node = node.parent
    return linked


def _box_around(link: LexborNode, linked: Counter[int], judged: set[int]) -> LexborNode | None:
    """Return the largest block with a look of its own around a link that is mostly links."""
    best, node = None, link.parent
    while node is not None and (tag := node.tag) != "body":
        text = node.text()
        if len(text) > _LARGEST_BOX:
            break
        if tag in BLOCKS:
            if linked[node.mem_id] < _LINKED * (len(text) - sum(map(text.count, " \n\t"))):
                break
            if tag not in _HEADINGS and look_of(node):
                best = node
                judged.update(a.mem_id for a in node.css("a[href]"))
        node = node.parent
    return best


def look_of(node: LexborNode) -> str:
    """Return an element's name with its lasting classes and id; "" if it has none."""
    attributes = node.attributes
    names = {name for name in (attributes.get("class") or "").split() if not _STATE.search(name)}
    own = attributes.get("id") or ""
    if own and not _STATE.search(own):
        names.add(f"#{own}")
    return f"{node.tag}.{'.'.join(sorted(names))}" if names else ""


def _size(node: LexborNode) -> int:
    return len("".join(node.text().split()))
