"""Raw HTML of an article's body -> SafeHtml.

An ordered table of steps, each one idea. Dropping and resolving run on lexbor's
tree; what must be built anew runs on BeautifulSoup, only where there is
something to build (`embeds`); nh3 comes last, whatever the steps did
(docs/adr/0007-sanitise-last.md). Nothing is fetched, and nothing is found here:
which part of a page is the article was decided before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from feedmaker.clean import embeds
from feedmaker.clean import media as figures
from feedmaker.clean import visibility as visible
from feedmaker.clean.allowlist import UNKNOWN, sanitise
from feedmaker.clean.attributes import keep_allowed_attributes
from feedmaker.clean.dom import drop, drop_if_empty, is_blank, is_block, rename
from feedmaker.clean.line_numbers import drop_line_numbers
from feedmaker.clean.plain_text import plain_text
from feedmaker.clean.related_links import drop_read_also
from feedmaker.model import SafeHtml
from feedmaker.page.document import Document
from feedmaker.page.folds import open_folds
from feedmaker.text import UNFIT, folded, may_be_unfit
from feedmaker.urls import absolute, strip_tracking

LARGEST = 500_000
"""Characters of one page's safe HTML; the rest is cut off, with a mark."""

_PASSES = 6
"""At most. Nearly always one is enough, and each one leaves the HTML as safe as the next."""

_CONTACT = re.compile(r"(?i)(mailto|tel):([!-~]{1,500})")
_TODAY = {
    "center": "div",
    "fieldset": "div",
    "form": "div",
    "legend": "p",
    "dir": "ul",
    "menu": "ul",
    "listing": "pre",
    "strike": "s",
    "acronym": "abbr",
    "tt": "code",
}
"""Elements that are old, or have no meaning in a feed, and what says the same today."""
_OLD = ", ".join(_TODAY)
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_KICKER = 8
"""Words above a title, of a section or a day: more are a text."""
_NO_KICKER = "pre, blockquote, table, img, picture, video, audio, iframe"
_SENTENCE_ENDS = (".", "!", "?", ":", ",", ";", "…", "。", "！", "？", "”", '"')
_WRAPPERS = "div, section, article, main, header, footer, nav"


@dataclass(slots=True)
class _Content:
    """What the steps work on. `base`, `url`, `title` as in `clean`."""

    document: Document
    base: str
    url: str
    title: str
    look: Callable[[LexborNode], None] | None = None

    @property
    def root(self) -> LexborNode:
        body = self.document.tree.body
        assert body is not None  # the parser always makes one
        return body


@dataclass(frozen=True, slots=True)
class Step:
    """`run` returns True if what it did may give an earlier step new work."""

    name: str
    run: Callable[[_Content], bool | None]
    reason: str


def clean(
    content: str,
    *,
    base: str,
    url: str = "",
    title: str = "",
    look: Callable[[LexborNode], None] | None = None,
) -> SafeHtml:
    """Return raw HTML as HTML that is fit for a feed; "" if it shows nothing.

    Relative addresses count from `base`. `url` is the article's address, which
    tells links to other stories; `title` the entry's, which no heading at the
    top need repeat. `look` is shown the tree once, when links are resolved and elements
    still have their classes; it changes nothing. What was cleaned stays as it is when
    cleaned again. Any text is taken; how long a hostile one may take is the sandbox's business.
    """
    html = content.encode("utf-8", "ignore").decode("utf-8")  # without lone surrogates
    for _ in range(_PASSES):
        work = _Content(_parse(html), base, url, title, look)
        look = None
        again = [step.name for step in STEPS if step.run(work)]
        drafted = (work.root.inner_html or "").strip()
        if may_be_unfit(drafted) and UNFIT.search(drafted):
            drafted = UNFIT.sub("", drafted)
            again.append("unfit characters")
        safe = sanitise(drafted).strip()
        # Equal means that a second parser sees the very tree that the steps left.
        if safe == html or (safe == drafted and not again):
            break
        html = safe
    shown = SafeHtml(safe)
    return shown if "<" in safe or not is_blank(plain_text(shown)) else SafeHtml("")


def _parse(html: str) -> Document:
    # As readers parse it: not in quirks mode, where tables nest in paragraphs
    return Document(f"<!doctype html><body>{html}", "")


def _show(content: _Content) -> None:
    if content.look is not None:
        content.look(content.root)


def _rename_old(content: _Content) -> None:
    for node in content.root.css(_OLD):
        rename(node, _TODAY[node.tag or ""])


def _link_frames(content: _Content) -> None:
    if content.root.css_first(embeds.FRAMES) is not None:
        content.document = _parse(embeds.rebuild(content.root, content.base, content.url))


def _resolve_links(content: _Content) -> None:
    for node in content.root.css("a"):
        address = _link(node.attributes.get("href") or "", content.base)
        if address:
            node.attrs["href"] = address
        else:
            node.unwrap(delete_empty=True)


def _link(written: str, base: str) -> str:
    """Return a link's address as readers may follow it; "" for what leads nowhere by itself."""
    written = written.strip()
    if written in {"", "#", "#!", "#top"}:
        return ""
    if contact := _CONTACT.fullmatch(written):
        return f"{contact[1].lower()}:{contact[2]}"
    return strip_tracking(absolute(written, base))


def _unwrap_unknown(content: _Content) -> None:
    for node in content.root.css(UNKNOWN):
        node.unwrap(delete_empty=True)


def _trim_preformatted(content: _Content) -> None:
    """Take the line break off the head of each `<pre>`: parsers drop one, so it would not last."""
    for node in content.root.css("pre"):
        first = node.first_child
        while (
            first is not None
            and first.is_text_node
            and not (first.text_content or "").strip("\r\n")
        ):
            first.decompose()
            first = node.first_child
        if first is not None and first.is_text_node:
            text = first.text_content or ""
            if text[0] in "\r\n":
                first.replace_with(text.lstrip("\r\n"))


def _drop_empty(content: _Content) -> None:
    for node in reversed(content.root.css("*")):
        if (
            node.tag == "table"
            and is_blank(node.text())
            and not node.css_first("img, audio, video")
        ):
            drop(node)
        else:
            drop_if_empty(node)


def _unwrap_wrappers(content: _Content) -> None:
    """Unwrap what groups without saying anything: spans, and boxes that hold only blocks."""
    for node in reversed(content.root.css(f"span, {_WRAPPERS}")):
        if not node.attributes and (node.tag == "span" or _holds_only_blocks(node)):
            node.unwrap(delete_empty=True)


def _holds_only_blocks(node: LexborNode) -> bool:
    for child in node.iter(include_text=True):
        if child.is_text_node:
            if not is_blank(child.text_content or ""):
                return False
        elif not is_block(child):
            return False
    return True


def _drop_read_also(content: _Content) -> bool:
    return drop_read_also(content.root, content.url)


def _drop_title(content: _Content) -> bool:
    """Take out the first heading if it says what the title says, and no text stands before it.

    A line above it, of a section or a day, is no text, and goes with it.
    """
    heading = content.root.css_first(_HEADINGS)
    wanted = folded(content.title)
    if heading is None or not wanted or folded(heading.text()) != wanted:
        return False
    above: list[LexborNode] = []
    node: LexborNode | None = heading
    while node is not None and node.tag != "body":
        before = node.prev
        while before is not None:
            if not is_blank(before.text()):
                above.append(before)
            before = before.prev
        node = node.parent
    if above and not _is_kicker(above):
        return False
    for one in (heading, *above):
        drop(one)
    return True


def _is_kicker(above: Sequence[LexborNode]) -> bool:
    said = " ".join(one.text() for one in reversed(above)).split()
    return (
        len(said) <= _KICKER
        and not said[-1].endswith(_SENTENCE_ENDS)
        and all(one.is_text_node or one.css_first(_NO_KICKER) is None for one in above)
    )


def _fold_spaces(content: _Content) -> None:
    """Leave one space or line break of each run between elements, but in preformatted text."""
    content.root.merge_text_nodes()
    for node in list(content.root.traverse(include_text=True)):
        if node.is_empty_text_node and len(text := node.text_content or "") > 1:
            around = node.parent
            while around is not None and around.tag != "pre":
                around = around.parent
            if around is None:
                node.replace_with("\n" if "\n" in text else " ")


def _cut(content: _Content) -> bool:
    """Cut off what goes beyond LARGEST, behind a word, and say so by a mark."""
    root = content.root
    if len(root.inner_html or "") <= LARGEST:
        return False
    node: LexborNode | None = root
    room = LARGEST - 100
    while node is not None:
        over = None
        for child in list(node.iter(include_text=True)):
            if over is not None:
                child.decompose()
            elif (size := len(child.html or "")) <= room:
                room -= size
            else:
                over = child
        if over is not None and over.is_text_node:
            text = over.text_content or ""
            fits = text[: room * len(text) // len(over.html or "")]
            over.replace_with(fits.rpartition(" ")[0] or fits)
            over = None
        elif over is not None and over.first_child is None:
            over.decompose()
            over = None
        node = over
    mark = root.parser.create_node("p")
    mark.insert_child("…")
    root.insert_child(mark, move=True)
    return True


STEPS = (
    Step("folds", lambda c: open_folds(c.root), "the switches that open them are machinery"),
    Step(
        "noscript",
        lambda c: visible.open_noscripts(c.root, c.base),
        "a lazy picture's only real copy may stand there",
    ),
    Step(
        "formulas",
        lambda c: visible.spell_formulas(c.root),
        "their markup can't stay, and their TeX may stand in a script",
    ),
    Step("machinery", lambda c: visible.drop_machinery(c.root), "nobody reads it"),
    Step("line numbers", lambda c: drop_line_numbers(c.root), "code is copied without them"),
    Step(
        "caps", lambda c: visible.cap(c.root), "later steps are not linear in depth or attributes"
    ),
    Step("hidden", lambda c: visible.drop_hidden(c.root), "the page doesn't show it"),
    Step(
        "frames",
        lambda c: embeds.drop_dead_frames(c.root, c.base, c.url),
        "most are advertisements, and not worth a rebuild",
    ),
    Step(
        "old elements",
        _rename_old,
        "few readers know them, and boxes are unwrapped later",
    ),
    Step("players", _link_frames, "they become links; makes pictures"),
    Step("links", _resolve_links, "a feed has no base address; media ask what lies in a link"),
    Step("pictures", lambda c: figures.show_pictures(c.root, c.base), "scripts would load them"),
    Step("media", lambda c: figures.show_media(c.root, c.base), "scripts would start them"),
    Step("unknown elements", _unwrap_unknown, "what is in them may stay"),
    Step("look", _show, "what the site's boxes look like goes with the attributes"),
    Step("attributes", lambda c: keep_allowed_attributes(c.root), "in one order, for equal bytes"),
    Step("preformatted", _trim_preformatted, "parsers would do it one by one"),
    Step("empty", _drop_empty, "what was in it is gone by now"),
    Step("wrappers", _unwrap_wrappers, "they held the page's layout, which is gone"),
    Step(
        "read also", _drop_read_also, "such lines lead away from the article; links are known now"
    ),
    Step("title", _drop_title, "readers show it above the text"),
    Step("spaces", _fold_spaces, "the page's indentation, and gaps where something was"),
    Step("length", _cut, "one huge page may not make a feed useless"),
)
"""In this order; each reason says why the step is there, or there of all places."""
