"""Marks of the lines of an article, and taking out those that its site has taught.

A line is what stands in safe HTML between two edges of block elements or `<br>`, known
by its text, whatever day it names, and if it is long, whatever one or two numbers; a line of
pictures only, by their addresses.

What belongs together goes together or not at all: a list, a figure. A line that
leads over to the next (a heading, a question, "Ingredients:") is known only
together with that, and goes only with it. A sentence that opens each article, without
a link and as plain as any other, is a column's or a standfirst, and stays; and so does one that
stands in a row with the paragraphs, unless it is a plea (`pleas`) or follows what goes. Tables,
quotations and preformatted text are never touched. What is believed, is told by `lesson`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from zlib import crc32

from feedmaker.clean.dom import BLOCKS
from feedmaker.clean.steps import clean
from feedmaker.extract.boilerplate.days import SENTENCE_ENDS, without_days
from feedmaker.extract.boilerplate.lists import FOOT, list_of_titles, table_of_links
from feedmaker.extract.boilerplate.patterns import starting_alike
from feedmaker.extract.boilerplate.pleas import is_advert, is_plea
from feedmaker.extract.boilerplate.pointers import pointer
from feedmaker.extract.boilerplate.signatures import signatures
from feedmaker.extract.boilerplate.tallies import tallies
from feedmaker.extract.lesson import APART, BOX, KEPT, LONG, NAMED, SIGNED, STORY
from feedmaker.model import SafeHtml

_SHORT = "s"
_LONG_LINE = 120
"""Characters; about twenty words."""
_A_NAME = 25
"""Characters: a word or two, which name the list or the figure behind them."""
_MARKS = 8
"""Characters: so many signs alone ("* * *") are no text."""
_MOST_GONE = 0.6
"""Of an article's characters. What would take more is rather a mistake than a lesson."""
_LITTLE = 200
_MOST_OF_LITTLE = 0.3
"""... where fewer than so many characters would be left: short notices are mostly alike."""
_AT_EACH_END = 60
"""Lines of an article that are looked at, from its head and from its foot: boxes stand there."""


_AT_THE_FOOT = 4
_LIST = "\0list"
_PLEAS = 3
"""Lines at an article's foot where a long one that asks for something is believed like a short."""


_EDGE = re.compile(rf"(</?(?:{starting_alike(BLOCKS | {'br'})})(?=[ >])[^>]*>)")
_TAG = re.compile(r"<[^>]*>")
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
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class _Line(NamedTuple):
    """What stands between two edges of blocks, where that shows a text or a picture."""

    start: int  # in the HTML
    end: int
    text: str  # without tags, still escaped; "" for a line of pictures only
    group: int  # number of the list, table, figure … around it; 0: none
    heading: bool
    untouched: bool


def marks_of(html: SafeHtml, authors: Sequence[str] = (), url: str = "") -> tuple[str, ...]:
    """Return the marks of the lines of the article at `url`, each once, in order.

    Those without names (its authors', others', other stories') stand before them, with the line's.
    """
    lines, names = _read(html)
    may_go = zip(lines, names, strict=True)
    texts = [line.text if name and not line.group else "" for line, name in may_go]
    told = {
        f"{kind}{digest(left)}:{names[number]}": None
        for number, kind, left in signatures(texts, authors)
    }
    for number, left in tallies(texts, len(html)):
        told[f"{NAMED}{digest(left)}:{names[number]}"] = None
    for number, text in enumerate(texts):
        line = lines[number]
        if text and (words := pointer(html[line.start : line.end], url)):
            told[f"{NAMED}{digest(words)}:{names[number]}"] = None
    if any(line.group and not line.untouched for line in lines[-_AT_THE_FOOT:]):
        parts = [html[line.start : line.end] for line in lines]
        said, groups = [line.text for line in lines], [line.group for line in lines]
        if (found := list_of_titles(parts, said, groups, url)) is not None:
            inside = ",".join(filter(None, names[found[0] : found[1] + 1]))
            told[f"{NAMED}{digest(said[found[0]] + _LIST)}:{inside}"] = None
    return tuple(told | dict.fromkeys(filter(None, names)))


@lru_cache(maxsize=1)  # an article is asked for its marks, and then for what goes of it
def _read(html: str) -> tuple[tuple[_Line, ...], tuple[str, ...]]:
    lines = _lines(html)
    return tuple(lines), tuple(_names(html, lines))


def names_of(html: str) -> Iterable[str]:
    """Return the marks of the lines that may be taken out, in order, as often as they come."""
    return filter(None, _names(html, _lines(html)))


def without(
    html: SafeHtml, marks: Iterable[str], learned: Collection[str], *, url: str
) -> SafeHtml:
    """Return the article at `url` without the blocks that its site has taught.

    `marks` are the article's, boxes with the lines in them, as `boxes_of` gave
    them (those of `marks_of` may be missing); `learned` is the lesson. An
    article of which too much would go stays whole.
    """
    leaving = [line for _, line in _known(html, marks, learned)]
    if not leaving:
        return html
    pieces, end = [], 0
    for line in leaving:
        tags = _TAG.findall(html[line.start : line.end])
        pieces += [html[end : line.start], *(tag for tag in tags if not tag.startswith("<img"))]
        end = line.end
    return clean("".join((*pieces, html[end:])), base=url, url=url)  # what is empty goes


def taken_out(
    html: SafeHtml, marks: Sequence[str], learned: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """Return the lines that `without` leaves out, in order: the mark that is learned, and the text.

    The mark is the line's own, or that of the box which it stands in; the text of pictures is "".
    """
    boxes: dict[str, str] = {}
    for mark in marks:
        name, _, inside = mark.partition(":")
        if name in learned:
            boxes |= dict.fromkeys(inside.split(","), name)
    return tuple(
        (name if name in learned else boxes.get(name, name), unescape(line.text))
        for name, line in _known(html, marks, learned)
    )


def _known(
    html: SafeHtml, marks: Iterable[str], learned: Collection[str]
) -> list[tuple[str, _Line]]:
    """Return the lines that go, each with its own mark; none if too much would."""
    marks = tuple(marks)
    apart, boxed = (
        {
            line
            for name, _, inside in (mark.partition(":") for mark in marks)
            if inside and name in learned and name.startswith(kinds)
            for line in inside.split(",")
        }
        for kinds in ((BOX, SIGNED), (BOX, SIGNED, NAMED))
    )
    gone = {name for name in learned if not name.startswith((BOX, SIGNED, NAMED))} | boxed
    for mark in marks:
        if mark.startswith(KEPT):
            gone.difference_update(mark.partition(":")[2].split(","))
    rows = (
        row.split(".")
        for mark in marks
        if mark.startswith(APART)
        for row in mark.partition(":")[2].split(",")
    )
    apart = {name for row in rows if gone.issuperset(row) for name in row} | apart
    lines, names = _read(html)
    goes = _without_formulas(html, lines, [name in gone for name in names], names, apart)
    leaving = _leaving(html, lines, goes)
    if not leaving or not _leaves_an_article(lines, leaving):
        return []
    named = {line.start: name for line, name in zip(lines, names, strict=True)}
    return [(named[line.start], line) for line in leaving]


def _without_formulas(
    html: str,
    lines: Sequence[_Line],
    goes: Sequence[bool],
    names: Sequence[str],
    apart: Collection[str],
) -> list[bool]:
    """Return which lines are known, without the formulas among them that are the article's.

    A plain sentence in a row with the article's paragraphs is one, on however many articles it
    stands, unless it asks readers for something or follows what goes: a link, a plea, a box.
    """
    own = list(goes)
    speaks = False
    for number, (line, going) in enumerate(zip(lines, goes, strict=True)):
        if not going:
            speaks = False
        elif not speaks:
            part = html[line.start : line.end]
            speaks = names[number] in apart or _is_the_sites(line, part)
            own[number] = speaks or not _is_sentence(line)
    return own


def _is_the_sites(line: _Line, part: str) -> bool:
    note = part.startswith(_STRESSED) and part.endswith(_UNSTRESSED)  # a word of the newsroom
    return not line.text or "<a " in part or note or is_plea(line.text)


def _is_sentence(line: _Line) -> bool:
    return not line.heading and _ends_a_sentence(line.text)


def _ends_a_sentence(text: str) -> bool:
    long = len(text) > _A_NAME or text.count(" ") > 1
    return long and text.endswith(SENTENCE_ENDS) and not text.endswith(_LEADING_OVER)


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
    plain = "<a " not in part and "@" not in part and not line.group
    note = part.startswith(_STRESSED) and part.endswith(_UNSTRESSED)  # a word of the newsroom
    sentence = len(line.text) > _A_NAME and line.text.endswith(SENTENCE_ENDS)
    return plain and not line.heading and sentence and not note


def _is_more_than_words(html: str, run: Sequence[_Line]) -> bool:
    return any(
        len(line.text) > _A_NAME
        or not line.text
        or "<a " in html[line.start : line.end]
        or is_advert(line.text)
        for line in run
    )


def _leaves_an_article(lines: Sequence[_Line], leaving: Sequence[_Line]) -> bool:
    gone, total = (sum(len(line.text) for line in some) for some in (leaving, lines))
    if gone > (_MOST_GONE if total - gone >= _LITTLE else _MOST_OF_LITTLE) * total:
        return False
    long = sum(len(line.text) > _LONG_LINE for line in lines)
    return not long or long > sum(len(line.text) > _LONG_LINE for line in leaving)


def _lines(html: str) -> list[_Line]:
    lines: list[_Line] = []
    at = group = depth = groups = untouched = 0
    heading = False
    pieces = iter(_EDGE.split(html))  # what stands between edges, and the edges
    for piece in pieces:
        if piece:
            start, at = at, at + len(piece)
            if (text := _text(piece)) is not None:
                lines.append(_Line(start, at, text, group, heading, untouched > 0))
        if (edge := next(pieces, None)) is None:
            break
        at += len(edge)
        step, heading, together, never = _edge(edge)
        if together:
            depth += step
            untouched += step if never else 0
            groups += step == depth == 1
            group = groups if depth > 0 else 0
    return lines


@lru_cache(maxsize=512)
def _edge(tag: str) -> tuple[int, bool, bool, bool]:
    """Return 1 where an edge opens a block, -1 where it closes one; and of which kind that is:

    whether a heading, one of those that go whole, or never.
    """
    name = tag.strip("</>").partition(" ")[0]
    step = -1 if tag.startswith("</") else 1
    return step, name in HEADINGS, name in _TOGETHER, name in _UNTOUCHED


def _text(part: str) -> str | None:
    """Return a line's text, "" for pictures only, None if it shows neither."""
    text = _TAG.sub("", part) if "<" in part else part
    if "  " in text or "\n" in text or "\t" in text or "\xa0" in text:  # few, as `clean` leaves it
        text = " ".join(text.split())
    else:
        text = text.strip(" ")
    if len(text) > _MARKS or any(map(str.isalnum, text)):
        return text
    return "" if "<img " in part else None


def _names(html: str, lines: Sequence[_Line]) -> list[str]:
    """Return the lines' marks; "" for those that are never taken out."""
    names = []
    cells = range(0)
    if any(line.untouched for line in lines[-FOOT:]):
        parts = [html[line.start : line.end] for line in lines]
        groups, never = [line.group for line in lines], [line.untouched for line in lines]
        cells = table_of_links(parts, groups, never)
    table = LONG + digest("\n".join(lines[cell].text for cell in cells))
    for number, line in enumerate(lines):
        if number in cells:
            names.append(table)
        elif line.untouched or _AT_EACH_END <= number < len(lines) - _AT_EACH_END:
            names.append("")
        if len(names) > number:
            continue
        part = html[line.start : line.end]
        told = line.text or "\n".join(_SOURCE.findall(part))
        if number + 1 < len(lines) and _leads_over(line, part, lines[number + 1]):
            told += "\n" + lines[number + 1].text
        kind = LONG if len(line.text) > _LONG_LINE else _SHORT
        if line.text:
            told = without_days(told, numbers=kind == LONG)
        if kind == LONG and number >= len(lines) - _PLEAS and is_plea(line.text):
            kind = _SHORT  # no background that is told again
        if kind == _SHORT and "<a " in part and _leads_to_a_story(line, part):
            kind = STORY
        names.append(kind + digest(told))
    return names


def sentence_name(paragraph: str) -> str:
    """Return the mark of a paragraph that is a line, without a link; "" if it is none."""
    if "<a " in paragraph or "<br" in paragraph:
        return ""
    text = _text(paragraph) or ""
    if not _ends_a_sentence(text):
        return ""
    kind = LONG if len(text) > _LONG_LINE else _SHORT
    return kind + digest(without_days(text, numbers=kind == LONG))


def _leads_to_a_story(line: _Line, part: str) -> bool:
    return len(line.text) > _A_NAME and _STORY_LINK.fullmatch(part) is not None


def _leads_over(line: _Line, part: str, after: _Line) -> bool:
    if is_advert(line.text):
        return False
    if line.heading or line.text.endswith(_LEADING_OVER):
        return True
    if len(line.text) <= _A_NAME and after.group and after.group != line.group:
        return True
    bold = part.endswith(("</strong>", "</b>")) and _BOLD.match(part) is not None
    return bold and not (line.text.endswith(SENTENCE_ENDS) and is_plea(line.text))


def digest(text: str) -> str:
    """Return a short mark of a text: nobody gains by making two alike, and a site has hundreds."""
    return f"{crc32(text.encode('utf-8', 'replace')):08x}"
