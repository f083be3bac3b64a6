"""Who wrote it: names out of "By Jane Doe, Reporter"; and the lines that say so, or when.

The lines are for pages that say neither in their metadata: they are found by
telling classes, outside of the page's chrome (comments, teasers of other
stories, author boxes in a sidebar).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from feedmaker.extract.date_label import is_updated
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import text_of
from feedmaker.text import folded, plain_line

_BYLINES = ".byline, .vcard .fn, [class*=byline i], [class*=author i], address"
_DATELINES = (
    "[class*=date i], [class*=publish i], [class*=posted i], [class*=meta i], [class*=info i],"
    " [id*=date i], time, abbr.published"
)
_MOST = 40  # nodes looked at
_MOST_NAMES = 30
_LONGEST_NAME = 100  # characters
_LONGEST_TEXT = 500  # characters of a text with names
_LONGEST = 80  # characters of a line that is no prose
_CHROME_TAGS = frozenset({"nav", "aside", "footer", "form"})
_CHROME = re.compile(r"(?i)comment|related|sidebar|widget|teaser|footer|recommend|most-?read|bio\b")
_HIGHEST = 12  # ancestors looked at
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d\d\b")

_BY = re.compile(  # "By", "Von:", "View all posts by"; what may begin a name needs its colon
    r"(?:(?i:view|show|see|read|alle|zeige|more|voir|mehr|ver)\b.{0,30}?\s)?"
    r"(?:(?i:written|posted|published|geschrieben|eingestellt|story|text|words|reported)\s)?"
    r"(?:(?:(?i:by|von|par|por|oleh|door)|of|vom|de|di|da|av|af|od|from)\s*:?\s"
    r"|(?i:author|autore?n?|auteur|penulis|reporter|editors?|text|texte)\s*:)\s*"
)
_BETWEEN_NAMES = re.compile(r"\s*[;|•·]\s*|\s+/\s+|,?\s+(?:and|und|et|dan|&)\s+")
_MAIL = re.compile(r"[(<]?[\w.+-]{1,64}@[\w.-]{1,255}[)>]?")
_ADDRESS_LIKE = re.compile(r"(?i)https?:|www\.|//|\.(?:com|org|net|html?|php)\b|^@")
_OFFICE = re.compile(  # what follows a name and a comma: an office, a house, a degree
    r"(?i)\b(?:reporter|editor|writer|correspondent|contributor|columnist|staff|press|times|news"
    r"|report|journal|post|media|team|phd|md|ms|rdn?|ld)\b"
)
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"\d\d")
_NOBODY = frozenset(
    "admin administrator webmaster root user wordpress anonymous unknown none null undefined"  # noqa: SIM905
    " author guest autor redaktion staff".split()  # one name a line would read worse
)

_OF_ITEM = (
    "[class*=meta i], [class*=info i], [class*=byline i], [class*=author i], [class*=posted i],"
    " [class*=submitted i], a[rel~=author]"
)
_LONGEST_OF_ITEM = 160  # characters of a line with a date, a name and some counts
_SAYS_BY = re.compile(  # "by" at the start, after a mark, a year or hour, "ago", "posted"
    r"(?:^|[|•·–—,:>/-]\s*|\d\s+|\b(?i:posted|written|published|submitted|ago|uhr)\s+)"
    r"(?i:by|von|par|por|oleh|door)\s+(?P<name>[^|•·–—(\d]{2,80}?)"
    r"(?=\s*(?:[|•·–—(\d]|$)|,|\s-\s|\s(?:in|en|on|at|am|um|le|el|pada|op|for|to)\s)"
)
_MOST_WORDS = 5  # of a name


def all_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the authors' names in some texts, each once."""
    found: dict[str, str] = {}
    for text in texts:
        for name in _names(text):
            found.setdefault(folded(name), name)
    return tuple(found.values())[:_MOST_NAMES]


def first_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the first text that holds any: later ones are of other stories."""
    return next((names for text in texts if (names := all_names([text]))), ())


def says_by(text: str) -> bool:
    """Tell whether a text begins with "By" or the like, before what may be names."""
    return _BY.match(text) is not None


def names_of_item(item: LexborNode) -> tuple[str, ...]:
    """Return who an item of a list says that wrote it, in the line with its date, say.

    Only where it says "by", or marks a link as the author's: a name alone may be of anything.
    """
    for node in item.css(_OF_ITEM)[:_MOST]:
        line = text_of(node)
        if not 0 < len(line) <= _LONGEST_OF_ITEM:
            continue
        if "author" in (node.attributes.get("rel") or "").split():
            said = line
        elif (by := _SAYS_BY.search(line)) is not None:
            said = by["name"]
        else:
            continue
        names = all_names([said])
        if names and all(_is_like_a_name(name) for name in names):
            return names
    return ()


def _is_like_a_name(name: str) -> bool:
    return not name[0].islower() and len(name.split()) <= _MOST_WORDS


def find_bylines(document: Document) -> Iterator[str]:
    """Give texts that should name an author, in page order; "By" and the like still on them."""
    return (line for _, line in _lines(document, _BYLINES))


def find_datelines(document: Document, language: str) -> Iterator[str]:
    """Give texts that should hold the story's date, in page order; each has a year in it.

    Those that are called updated, in that language, come last.
    """
    found = [(node, line) for node, line in _lines(document, _DATELINES) if _YEAR.search(line)]
    found.sort(key=lambda one: is_updated(one[0], language))
    yield from (line for _, line in found)


def _lines(document: Document, select: str) -> Iterator[tuple[LexborNode, str]]:
    seen: set[int] = set()
    for node in document.tree.css(select):
        if node.mem_id in seen:
            continue
        seen.add(node.mem_id)
        if len(seen) > _MOST:
            return
        # Old microformats: <abbr class="published" title="2024-04-29T07:55+07:00">
        line = (node.tag == "abbr" and node.attributes.get("title")) or text_of(node)
        if 0 < len(line) <= _LONGEST and not _is_chrome(node):
            yield node, line


def _is_chrome(node: LexborNode) -> bool:
    place: LexborNode | None = node
    for _ in range(_HIGHEST):
        if place is None or place.tag == "body":
            break
        said = place.attributes
        names = f"{said.get('class') or ''} {said.get('id') or ''}"
        if place.tag in _CHROME_TAGS or _CHROME.search(names):
            return True
        place = place.parent
    return False


def _names(text: str) -> Iterator[str]:
    """Give the names in one text: without "By", mail addresses, offices and what is no name."""
    line = _MAIL.sub("", plain_line(text, _LONGEST_TEXT))
    by = _BY.match(line)
    line = line[by.end() :] if by else line
    if _ADDRESS_LIKE.search(line):
        return
    for part in _BETWEEN_NAMES.split(line):
        first, *others = part.split(", ")
        for name in (first, *(other for other in others if not _OFFICE.search(other))):
            bare = " ".join(name.split()).strip(" ,:-–—")
            known = bare.casefold() not in _NOBODY and len(bare) <= _LONGEST_NAME
            if known and _LETTER.search(bare) and not _NUMBER.search(bare):
                yield bare
