"""A page -> what it says of itself, in places that readers don't see or that are marked up.

JSON-LD, meta elements, microdata, `<time>` and the `<h1>`, gathered in one pass
into *clues* by name; then a ladder for each field, best clue first. Rules of a
site file (`field_rules`) and guesses (`content`) are read elsewhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from feedmaker.dates.parse import read_date
from feedmaker.errors import TwoWaysDateError, UnreadableDateError
from feedmaker.extract.byline import all_names, find_bylines, find_datelines, first_names
from feedmaker.extract.date_label import is_updated
from feedmaker.extract.jsonld import NAMES, Graph
from feedmaker.media_types import media_type
from feedmaker.model import About, DateSource, Enclosure, Fields, Locale, SiteDate
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import text_of
from feedmaker.page.shown_text import shown_text
from feedmaker.text import SUMMARY_LIMIT, folded, plain_line
from feedmaker.urls import absolute, document_alias


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article page says of itself."""

    fields: Fields
    canonical: str = ""  # absolute; rel=canonical, else og:url
    language: str = ""  # BCP 47
    two_ways: str = ""  # the first text that could be two dates, where none else tells one


Clues = dict[str, list[str]]
"""Texts by where they stood, in page order. A bare name is a meta element's; the others are
`ld:` (JSON-LD of the page's article), `item:` (microdata), `link:`, `rel:` (of `<a>`), `time:`
and `tag:`."""

LADDERS: dict[str, tuple[str, ...]] = {
    "title": (
        *("ld:headline", "og:title", "item:headline", "parsely-title", "sailthru.title"),
        *("twitter:title", "citation_title", "dc.title", "dcterms.title", "title", "tag:title"),
    ),
    "date": (
        *("ld:datePublished", "article:published_time", "og:article:published_time"),
        *("item:datepublished", "parsely-pub-date", "citation_publication_date", "citation_date"),
        *("sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date"),
        *("publishdate", "publish-date", "publish_date", "pubdate", "publication_date"),
        *("published_time", "cxenseparse:recs:publishtime", "article.published", "date"),
        *(
            "time:published",
            "ld:dateCreated",
            "item:datecreated",
            "ld:uploadDate",
            "item:uploaddate",
        ),
        "time:first",
    ),
    "updated": (
        *("ld:dateModified", "article:modified_time", "og:updated_time", "item:datemodified"),
        *("dcterms.modified", "last-modified", "lastmod", "time:updated", "time:changed"),
    ),
    "summary": (
        *("og:description", "ld:description", "description", "twitter:description"),
        *("sailthru.description", "dc.description", "dcterms.description", "item:description"),
    ),
    "authors": (
        *("ld:author", "ld:creator", "parsely-author", "sailthru.author", "citation_author"),
        *("item:author", "author", "dc.creator", "dcterms.creator", "byl"),
        *("article:author", "article:author_name", "rel:author"),
    ),
    "image": (
        *("og:image:secure_url", "og:image", "og:image:url", "ld:image", "twitter:image"),
        *("twitter:image:src", "link:image_src", "parsely-image-url", "sailthru.image.full"),
        *("item:image", "ld:thumbnailUrl", "thumbnail"),
    ),
    "sections": ("ld:articleSection", "article:section", "item:articlesection", "parsely-section"),
    "keywords": (
        *("ld:keywords", "article:tag", "og:article:tag", "rel:tag", "parsely-tags"),
        *("sailthru.tags", "item:keywords", "news_keywords", "dc.subject", "keywords"),
    ),
    "language": ("tag:html", "ld:inLanguage", "content-language", "og:locale", "dc.language"),
    "site": ("og:site_name", "ld:publisher", "application-name", "dc.publisher"),
}
"""Field -> its clues, best first. Some names are of one trade's tools; none is of one site."""

_LOOKED_AT = (
    "html, title, h1, meta[content], link[href], time, [itemprop], a[rel],"
    " script[type*='ld+json' i]"
)
_LD_ADDRESSES = ("image", "thumbnailUrl", "audio", "associatedMedia")
_LD_KEYS = (
    *(clue[3:] for ladder in LADDERS.values() for clue in ladder if clue.startswith("ld:")),
    *("audio", "associatedMedia"),
)
_MOST_NODES = 3000  # of those; more are a hostile page, or one that is no article
_MOST = 30  # authors, categories
_FEW = 4  # authors whom a page marks up one by one
_MOST_DATES = 10  # texts tried for one date
_NAME_LIMIT = 100  # characters of an author's or a category's name

_STORY = re.compile(r"(?i)article|posting|webpage|report|creativework|recipe|review")
_PUBLISHED = re.compile(r"(?i)publi|posted|entry-date|post-date|created|date")
_UPDATED = re.compile(r"(?i)updated|modified")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_BAR = re.compile(r"\s+[|–—·•»-]\s+\S|\s?[|»]\s?\S")
_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«]|-{1,2}|::?)\s+|\s?[|»]\s?|: ")


def read_metadata(document: Document, locale: Locale) -> Metadata:
    """Return what an article page says of itself.

    Texts are plain and on one line, addresses absolute. `locale` is the site's, for
    dates that need it (no language: the page's own); a date that can't be read, or
    is none of a story, gives way to the next clue.
    """
    clues = gather(document, locale.language)
    locale = replace(locale, language=locale.language or _language(clues))

    two_ways: list[str] = []

    def date(*sources: tuple[DateSource, Iterable[str]]) -> SiteDate | None:
        texts = ((told, text) for told, of_it in sources for text in of_it)
        for told, text in islice(texts, _MOST_DATES):
            try:
                return read_date(text, locale, told=told)
            except TwoWaysDateError as error:
                two_ways.append(error.text)
            except UnreadableDateError:
                continue
        return None

    published = date(
        ("metadata", _climb(clues, "date")),
        ("words", find_datelines(document, locale.language)),
        ("metadata", _of(clues, "time:changed")),  # for want of another
    )
    doubtful = "" if published else next(iter(two_ways), "")
    fields = Fields(
        title=_title(clues, document.url),
        date=published,
        updated=date(("metadata", _climb(clues, "updated"))),
        summary=next(_lines(_climb(clues, "summary"), SUMMARY_LIMIT), ""),
        authors=_authors(clues) or first_names(find_bylines(document)),
        image=next(_addresses(_climb(clues, "image"), document.base), ""),
        categories=_categories(clues),
        enclosures=_enclosures(clues, document.base),
    )
    return Metadata(fields, _canonical(clues, document.base), _language(clues), doubtful)


def read_about(document: Document) -> About:
    """Return what a listing page says of its own site."""
    clues = gather(document)
    names = _of(clues, "og:site_name", "application-name", "tag:title")
    words = _of(clues, "og:description", "description", "twitter:description")
    icons = _of(clues, "link:apple-touch-icon", "link:apple-touch-icon-precomposed", "link:icon")
    pictures = (*icons, *_of(clues, "og:image"))
    called = _of(clues, "og:site_name", "og:title", "twitter:title", "tag:title", "tag:h1")
    shared = _of(clues, "og:image:secure_url", "og:image", "twitter:image", "link:image_src")
    return About(
        title=next(_lines(names), ""),
        description=next(_lines(words, SUMMARY_LIMIT), ""),
        language=_language(clues),
        image=next(_addresses(pictures, document.base), ""),
        titles=tuple(dict.fromkeys(_lines(called)))[:_MOST],
        pictures=tuple(dict.fromkeys(_addresses(shared, document.base)))[:_MOST],
    )


# --- Gathering --------------------------------------------------------------


def gather(document: Document, language: str = "") -> Clues:
    """Return the clues of a page; `language` is that in which its dates are labelled."""
    clues: Clues = {}
    blocks: list[str] = []

    def add(name: str, text: str | None) -> None:
        if text and text.strip():
            clues.setdefault(name, []).append(text)

    for node in document.tree.css(_LOOKED_AT)[:_MOST_NODES]:
        tag, said = node.tag, node.attributes
        if tag == "meta":
            name = said.get("property") or said.get("name") or said.get("http-equiv") or ""
            add(name.strip().lower(), said.get("content"))
        elif tag == "script":
            if node.first_child is not None:
                blocks.append(node.first_child.text_content or "")
        elif tag == "html":
            add("tag:html", said.get("lang") or said.get("xml:lang"))
        elif tag in ("title", "h1"):
            # An <svg> may have a title of its own, and no browser shows it as the page's
            if tag == "h1" or (node.parent is not None and node.parent.tag == "head"):
                add(f"tag:{tag}", shown_text(node))
        elif tag in ("link", "a") and said.get("rel"):
            for relation in (said["rel"] or "").lower().split():
                if tag == "link":
                    add(f"link:{relation}", said.get("href"))
                elif relation in ("author", "tag"):
                    add(f"rel:{relation}", text_of(node))
        elif tag == "time":
            _add_time(clues, node, language or _language(clues))
        if said.get("itemprop"):
            _add_item(clues, node)
    _add_graph(clues, Graph(blocks), document)
    return clues


def _add_time(clues: Clues, node: LexborNode, language: str) -> None:
    said = node.attributes
    about = f"{said.get('class') or ''} {said.get('itemprop') or ''}"
    if "pubdate" in said or (_PUBLISHED.search(about) and not _UPDATED.search(about)):
        name = "time:published"
    else:
        by_class = "time:updated" if _UPDATED.search(about) else ""
        name = by_class or ("time:changed" if is_updated(node, language) else "time:first")
    if text := said.get("datetime") or (
        text_of(node) if name in ("time:published", "time:updated") else ""
    ):
        clues.setdefault(name, []).append(text)


def _add_item(clues: Clues, node: LexborNode) -> None:
    """Add a microdata property, if it is one of the story and not, say, of a comment."""
    owner = node.parent
    while owner is not None and "itemscope" not in owner.attributes:
        owner = owner.parent
    kind = (owner.attributes.get("itemtype") or "") if owner is not None else ""
    if kind and not _STORY.search(kind.rpartition("/")[2]):
        return
    said = node.attributes
    for name in (said["itemprop"] or "").lower().split():
        inner = node.css_first("[itemprop~=name]") if name == "author" else None
        value = said.get("content") or said.get("datetime")
        if not value and name == "image":
            value = said.get("src") or said.get("href")
        clues.setdefault(f"item:{name}", []).append(value or text_of(inner or node))


def _add_graph(clues: Clues, graph: Graph, document: Document) -> None:
    base = document.base
    own = {document_alias(document.url), document_alias(_canonical(clues, base) or document.url)}
    things = graph.about(lambda address: document_alias(absolute(address, base) or base) in own)
    for key in _LD_KEYS:
        inner = ("url", "contentUrl") if key in _LD_ADDRESSES else NAMES
        for thing in things:
            if texts := [_plain(text) for text in graph.texts(thing, key, inner)]:
                clues[f"ld:{key}"] = texts
                break


def _plain(text: str) -> str:
    """Return a JSON text, which sites write as HTML or not, without tags and entities."""
    return html.unescape(_TAG.sub(" ", text)) if "<" in text or "&" in text else text


# --- Choosing ---------------------------------------------------------------


def _of(clues: Clues, *names: str) -> Iterator[str]:
    return (text for name in names for text in clues.get(name, ()))


def _climb(clues: Clues, field: str) -> Iterator[str]:
    return _of(clues, *LADDERS[field])


def _lines(texts: Iterable[str], limit: int = 300) -> Iterator[str]:
    whole = (text.replace("\xad", "") for text in texts)  # soft hyphens show only at a line's end
    return (line for line in (plain_line(text, limit) for text in whole) if line)


def _addresses(texts: Iterable[str], base: str) -> Iterator[str]:
    return (address for address in (absolute(text, base) for text in texts) if address)


def _title(clues: Clues, url: str) -> str:
    """Return the title: the `<h1>` that agrees with the head, else the head's without the site."""
    heads = list(_lines(_climb(clues, "title")))
    names = {folded(name) for name in _lines(_climb(clues, "site"))} | {_host_name(url)}
    head = _without_site(heads[0], names) if heads else ""
    known = [folded(text) for text in heads]
    shown = [line for line in _lines(clues.get("tag:h1", ())) if folded(line) not in names]
    for line in shown:
        bare = folded(line)
        if len(bare) * 2 >= len(folded(head)) and any(bare in text for text in known):
            return line
    if not head and len(shown) == 1:
        return shown[0]
    return head


def as_listed(title: str, listed: str) -> str:
    """Return a page's title as the list has it, where the page adds only a name behind a bar.

    A site that nowhere says its name puts it there all the same: "The ferry sails | The Gazette".
    """
    added = title[len(listed) :]
    is_name = _BAR.match(added) and len(added) <= len(listed)
    return listed if listed and is_name and title.startswith(listed) else title


def _host_name(url: str) -> str:
    labels = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
    return folded(max(labels[:-1] or labels, key=len))


def _without_site(title: str, names: set[str]) -> str:
    """Return the title without the site's name at either end."""
    for _ in range(3):
        cuts = list(_SEPARATOR.finditer(title))
        for cut, at_end in ((cuts[-1], True), (cuts[0], False)) if cuts else ():
            part = title[cut.end() :] if at_end else title[: cut.start()]
            rest = title[: cut.start()] if at_end else title[cut.end() :]
            bare = folded(part)
            if rest and any(bare == name or (len(name) > 3 and name in bare) for name in names):
                title = rest
                break
        else:
            break
    return title.strip()


def _authors(clues: Clues) -> tuple[str, ...]:
    """Return the names of the first clue that holds any; the site's own only for want of others."""
    sites = {folded(name) for name in _lines(_climb(clues, "site"))}
    only_site: tuple[str, ...] = ()
    for clue in LADDERS["authors"]:
        texts = clues.get(clue, ())
        # Many marked-up authors are those of the other stories on the page
        many = clue in ("rel:author", "item:author") and len(set(texts)) > _FEW
        if names := first_names(texts) if many else all_names(texts):
            if not all(folded(name) in sites for name in names):
                return names
            only_site = only_site or names
    return only_site


def _categories(clues: Clues) -> tuple[str, ...]:
    """Return the sections, then the keywords of the first clue that holds any; each once."""
    found: dict[str, str] = {}
    for field in ("sections", "keywords"):
        for clue in LADDERS[field]:
            for text in clues.get(clue, ()):
                for part in text.split(","):
                    if name := plain_line(part, _NAME_LIMIT):
                        found.setdefault(folded(name), name)
            if clues.get(clue):
                break
    return tuple(found.values())[:_MOST]


def _enclosures(clues: Clues, base: str) -> tuple[Enclosure, ...]:
    names = ("og:audio:secure_url", "og:audio", "og:video:secure_url", "og:video", "ld:audio")
    addresses = dict.fromkeys(_addresses(_of(clues, *names, "ld:associatedMedia"), base))
    files = (Enclosure(address, media_type(address)) for address in addresses)
    return tuple(f for f in files if f.type.startswith(("audio/", "video/")))[:_MOST]


def _canonical(clues: Clues, base: str) -> str:
    return next(_addresses(_of(clues, "link:canonical", "og:url"), base), "")


def _language(clues: Clues) -> str:
    for text in _climb(clues, "language"):
        tag = text.strip().replace("_", "-")
        if _LANGUAGE.fullmatch(tag):
            return tag
    return ""
