"""Several article pages -> the rule for a field that they name, but only in their own language.

A class such as `penulis` or `autor` says what an element holds; a single page might have it by
chance, several with one each do not. Whether the text there is a name or a date, the caller
tells; where pages say a field in ways that all sites share, no rule is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from selectolax.lexbor import LexborNode

from feedmaker.detect.names import is_made_up
from feedmaker.page.document import Document

AUTHOR = re.compile(
    r"(?i)author|byline|writer|reporter|journalist|columnist|penulis|wartawan|autor|auteur|autrice"
    r"|verfasser|redakteur|skribent|forfatter|f[oö]rfattare|kirjoittaja|szerz[oő]|yazar|tacgia|tac-gia"
    r"|[.#_-](?:by|who)(?:$|[_-])"
)
ANY = re.compile("")
"""For what the text itself says, as "By Ann Ellis" does."""

DATE = re.compile(
    r"(?i)date|datum|data|fecha|tanggal|waktu|dato|tarih|p[aä]iv[aä]ys|publicad|publi[eé]|ngay"
)
_LEAST = 3  # pages
_LONGEST = 100  # characters of a line
_AROUND = frozenset({"nav", "aside", "footer", "form", "html", "body", "head"})


def find_labelled(
    documents: Sequence[Document], says: re.Pattern[str], accept: Callable[[str], bool]
) -> str:
    """Return the selector that stands once on each page, and finds what is accepted; "" if none.

    `says` is found in its class or id. Fewer than three pages tell nothing.
    """
    if len(documents) < _LEAST:
        return ""
    for name in _names(documents[0], says):
        found = [document.tree.css(name) for document in documents]
        if all(len(nodes) == 1 and _is_line(nodes[0], accept) for nodes in found):
            return name
    return ""


def _names(document: Document, says: re.Pattern[str]) -> list[str]:
    """Return the names that say it, the innermost element's first."""
    names: dict[str, None] = {}
    for node in document.tree.css("[class], [id]"):
        said = node.attributes
        told = [f".{one}" for one in (said.get("class") or "").split()]
        told += [f"#{said['id']}"] if said.get("id") else []
        for name in told:
            if re.fullmatch(r"[.#][A-Za-z][\w-]*", name) and says.search(name):
                names.pop(name, None)
                names[name] = None
    return [name for name in reversed(names) if not is_made_up(name[1:])]


def _is_line(node: LexborNode, accept: Callable[[str], bool]) -> bool:
    text = " ".join((node.text() or "").split())
    place: LexborNode | None = node
    while place is not None and place.tag not in _AROUND:
        place = place.parent
    inside = place is None or place.tag in {"html", "body"}
    return inside and 0 < len(text) <= _LONGEST and accept(text)
