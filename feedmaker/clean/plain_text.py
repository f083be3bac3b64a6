"""Plain text of safe HTML, and plain text as safe HTML.

Light enough for a run that reads no page: no parser is needed, because what
`clean` returns is serialised anew, every `<`, `>` and `&` in its texts and
attributes escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from feedmaker.model import SafeHtml
from feedmaker.text import first_words

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_INLINE_NAMES = (
    "a abbr audio b bdi bdo cite code data del dfn em i img ins kbd mark q rb rp rt rtc ruby s samp"
    " small source span strong sub sup time track u var video wbr"
)
_INLINE = frozenset(_INLINE_NAMES.split())
_CELLS = frozenset({"td", "th"})
_OPENING = 500
_ENOUGH_HTML = 4_000
"""Characters. Openings are cut at a word; so much HTML mostly holds the longer of them."""
_FIGURE = re.compile(r"<figure\b[^>]*>(?:[^<]++|<(?!/?figure\b))*+</figure>")
_CAPTION = re.compile(r"<figcaption\b[^>]*>(?:[^<]++|<(?!/?fig))*+</figcaption>")
_MOST_CAPTIONS = 0.5
"""Of all words. Where captions have more, they are what is told: a gallery, a comic."""


def plain_text(html: SafeHtml) -> str:
    """Return the readable text: a line for each block, item, row and `<br>`, a tab between cells.

    The reading of ruby stands in brackets behind its word. Lines of preformatted text
    stay as they are; no line is empty.
    """
    lines: list[str] = []
    line: list[str] = []
    preformatted = 0

    def end_line() -> None:
        text = "".join(line)
        text = text.rstrip() if preformatted else text.strip(" \t")
        if text.strip():
            lines.append(text)
        line.clear()

    end = 0
    before, bracketed = "", False
    for tag in _TAG.finditer(html):
        if text := html[end : tag.start()]:
            _add(line, text, preformatted=preformatted > 0)
        end = tag.end()
        name = tag[2]
        if name == "rt":
            if not tag[1]:
                bracketed = before != "rp"  # else the page has brackets of its own
            if bracketed:
                line.append(")" if tag[1] else "(")
        before = name
        if name in _INLINE:
            continue
        if name in _CELLS:
            if tag[1]:
                line.append("\t")
            continue
        end_line()
        if name == "pre":
            preformatted += -1 if tag[1] else 1
    _add(line, html[end:], preformatted=False)
    end_line()
    return "\n".join(lines)


def text_alone(html: SafeHtml) -> str:
    """Return what `plain_text` does, for where no picture is shown: less the captions.

    One that belongs to words (a table's, a listing's) stays, and so do all where they are the text.
    """
    if "<figcaption" not in html:
        return plain_text(html)
    captions: list[str] = []

    def without_caption(figure: re.Match[str]) -> str:
        rest = _CAPTION.sub("", figure[0])
        if _TAG.sub("", rest).strip():
            return figure[0]
        captions.append(_TAG.sub(" ", figure[0]))
        return rest

    alone = plain_text(SafeHtml(_FIGURE.sub(without_caption, html)))
    left, gone = len(alone.split()), len(" ".join(captions).split())
    return alone if left > (1 - _MOST_CAPTIONS) * (left + gone) else plain_text(html)


def opening(html: str, limit: int = _OPENING) -> str:
    """Return the first words of what HTML says, on one line; "" if it says nothing."""
    words = ""
    for size in (_ENOUGH_HTML, len(html)):
        part = html[:size]
        if part.rfind("<") > part.rfind(">"):  # cut within a tag
            part = part[: part.rfind("<")]
        words = " ".join(plain_text(SafeHtml(part)).split())
        if len(words) > limit or size >= len(html):
            break
    return first_words(words, limit)


def paragraphs(texts: Iterable[str]) -> SafeHtml:
    """Return plain texts as HTML, each a paragraph."""
    return SafeHtml("".join(f"<p>{_escape(text)}</p>" for text in texts))


def picture(url: str, alt: str) -> SafeHtml:
    """Return a picture at an absolute http(s) address as HTML, as `clean` would write it."""
    src, said = (_escape(text).replace('"', "&quot;") for text in (url, alt))
    attributes = f'src="{src}" alt="{said}" loading="lazy" referrerpolicy="no-referrer"'
    return SafeHtml(f"<p><img {attributes}></p>")


def _add(line: list[str], text: str, *, preformatted: bool) -> None:
    text = _unescape(text)
    if preformatted:
        line.append(text)
        return
    if text[:1].isspace() and line and not line[-1][-1:].isspace():
        line.append(" ")
    if folded := " ".join(text.split()):
        line.append(f"{folded} " if text[-1].isspace() else folded)


def _unescape(text: str) -> str:
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">")
    return text.replace("&quot;", '"').replace("&amp;", "&")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
