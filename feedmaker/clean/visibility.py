"""What a browser without scripts would show of an article's body, and no more.

The first cleaning steps: each takes a tree of raw HTML and takes something out
of it, or opens what scripts keep closed.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from feedmaker.clean.buttons import show_buttons
from feedmaker.clean.dom import drop, is_blank, neighbour
from feedmaker.page.images import is_lazy, picture_address
from feedmaker.page.previews import is_preview, name_of
from feedmaker.urls import absolute

DEEPEST = 256
"""Levels of elements; what lies deeper is kept as text (nh3 is quadratic in depth)."""

MOST_ATTRIBUTES = 64
"""Of one element; nh3 is quadratic in these, too."""

_MACHINERY = (
    "script, style, template, svg, link, meta, base, title, noembed, noframes, xmp, plaintext,"
    " textarea, select, datalist, option, optgroup, input, progress, meter, output, canvas, map,"
    " area, applet, frameset, portal, fencedframe, bgsound, keygen, param, dialog"
)

_ASKS = "input:not([type=hidden i]), textarea, select, button"
_HIDDEN_STYLE = re.compile(
    r"(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{4,}px)"
)
_SPOKEN = ".sr-only, .visually-hidden, .screen-reader-text"
_PICTURED = "img, picture, amp-img, video, audio, iframe, figure"


def open_noscripts(root: LexborNode, base: str) -> None:
    """Open the `<noscript>`s that hold the only real copy of a picture or a player; drop others."""
    for node in root.css("noscript"):
        if "&lt;img" in (node.inner_html or "") and node.css_first("img") is None:
            node.inner_html = node.text()  # escaped, so that not even a parser loads it
        picture = node.css_first("img")
        if picture is not None:
            wanted = not _is_shown_beside(node, picture, base)
        else:
            wanted = node.css_first("iframe, video, audio") is not None
        if wanted:
            node.unwrap(delete_empty=True)
        else:
            node.decompose()


def spell_formulas(root: LexborNode) -> None:
    """Put a formula's own source text, TeX where there is one, in the place of its markup."""
    for node in root.css("math"):
        source = node.css_first('annotation[encoding="application/x-tex"]')
        text = node.attributes.get("alttext") or (source or node).text()
        node.replace_with(" ".join(text.split()))
    for node in root.css('script[type^="math/tex"]'):
        node.replace_with(node.text().strip())


def drop_machinery(root: LexborNode) -> None:
    """Take out what runs, asks or decorates: scripts, styles, forms and their controls."""
    forms = root.css("form")
    # Some systems put each remark into one, for a field that scripts draw later
    asking = [form for form in forms if form.css_first(_ASKS) or not form.css_first("p")]
    for node in root.css(_MACHINERY):
        node.decompose()
    show_buttons(root)
    if asking:
        most = len(root.text()) / 2
        for node in asking:
            if len(node.text()) <= most:  # some systems put a whole page into one
                drop(node)


def cap(root: LexborNode) -> None:
    """Take out comments, levels deeper than DEEPEST and attributes beyond MOST_ATTRIBUTES."""
    stack = [(root, 0)]
    while stack:
        node, depth = stack.pop()
        for child in list(node.iter()):
            if not child.is_element_node:
                child.decompose()
            elif depth == DEEPEST:
                child.replace_with(child.text())
            else:
                stack.append((child, depth + 1))
        names = list(node.attrs)
        for name in names[MOST_ATTRIBUTES:]:
            del node.attrs[name]


def drop_hidden(root: LexborNode) -> None:
    """Take out what is there but not to be seen.

    Text for screen readers goes, but where it stands for a drawn one; what only
    eyes may see goes (marks, icons), but for pictures.
    """
    closed = root.css('[hidden]:not([hidden="until-found"]), [popover]')
    closed += [node for node in root.css("[style]") if _is_styled_away(node)]
    unseen = [node for node in root.css(_SPOKEN) if not _has_drawn_twin(node)]
    unseen += [n for n in root.css('[aria-hidden="true"]') if n.css_first(_PICTURED) is None]
    if not (closed or unseen):
        return
    # What hides most of the text is a page that shows it only once a script has run
    most = len("".join(root.text().split())) / 2
    for nodes in (closed, *([node] for node in unseen)):
        if _length(nodes) <= most:
            for node in nodes:
                drop(node)


def _is_shown_beside(noscript: LexborNode, picture: LexborNode, base: str) -> bool:
    """Tell whether the picture whose copy stands in a `<noscript>` is shown by itself."""
    if noscript.parent is not None and noscript.parent.tag == "amp-img":
        return True
    copies = [
        one
        for one in (
            picture_address(picture, base),
            absolute(picture.attributes.get("src") or "", base),
        )
        if one
    ]
    before = neighbour(noscript, after=False)
    for beside in (before, neighbour(noscript, after=True)):
        if beside is None or beside.is_text_node or not is_blank(beside.text()):
            continue
        twin = beside.css_first("img, amp-img")
        if twin is None:
            continue
        address = picture_address(twin, base)
        alike = name_of(address) in map(name_of, copies)
        lazy = is_lazy(twin) and not alike
        if not address or (not lazy and any(is_preview(twin, address, one) for one in copies)):
            _hand_on_alt(twin, picture)
            drop(twin)  # a placeholder or a blurred preview; the copy is the picture
            return False
        if alike or (beside is before and is_lazy(twin)):
            return True
    return False


def _hand_on_alt(shown: LexborNode, copy: LexborNode) -> None:
    if alt := "" if copy.attributes.get("alt") else shown.attributes.get("alt"):
        copy.attrs["alt"] = alt


def _length(nodes: list[LexborNode]) -> int:
    """Return how many letters the nodes hold together, one inside another counted once."""
    ids = {node.mem_id for node in nodes}
    total = 0
    for node in nodes:
        around = node.parent
        while around is not None and around.mem_id not in ids:
            around = around.parent
        if around is None:
            total += len("".join(node.text().split()))
    return total


def _is_styled_away(node: LexborNode) -> bool:
    style = (node.attributes.get("style") or "")[:4096]
    return bool(_HIDDEN_STYLE.search(style)) and not is_lazy(node)


def _has_drawn_twin(node: LexborNode) -> bool:
    both = (neighbour(node, after=False), neighbour(node, after=True))
    return any(one is not None and one.attributes.get("aria-hidden") == "true" for one in both)
