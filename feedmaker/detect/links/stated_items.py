"""A page's structured data -> the addresses that it lists as its items.

That is JSON-LD in which an `ItemList`, a `Blog` or a `CollectionPage` names its parts;
way marks and menus are lists too, and none of stories. What a page says of a single
article is read in `extract`; whether the links are a list, `listing` decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TypeAlias

from feedmaker.page.document import Document
from feedmaker.urls import absolute, document_alias

_Json: TypeAlias = "dict[str, _Json] | list[_Json] | str | int | float | bool | None"

_PARTS = ("itemListElement", "blogPost", "blogPosts", "hasPart", "mainEntity", "@graph", "item")
_NO_LISTS = frozenset({"BreadcrumbList", "SiteNavigationElement", "WPHeader", "WPFooter"})
_LISTED = frozenset({"itemListElement", "blogPost", "blogPosts", "hasPart"})
_DEEPEST = 8
_LONGEST = 1_000_000  # characters of a block
_MOST = 500  # addresses


def stated_items(document: Document) -> frozenset[str]:
    """Return the aliases of the addresses that the page's own data lists as its items."""
    found: set[str] = set()
    for script in document.tree.css('script[type="application/ld+json"]'):
        block = script.text() or ""
        if len(block) > _LONGEST:
            continue
        try:
            value: _Json = json.loads(block, strict=False)
        except (ValueError, RecursionError):
            continue  # of no use, and no harm: the page's links tell as much
        for address in _listed(value, 0, listed=False):
            if url := absolute(address, document.base):
                found.add(document_alias(url))
            if len(found) >= _MOST:
                break
    return frozenset(found - {document_alias(document.url)})


def _listed(value: _Json, depth: int, *, listed: bool) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value[:_MOST]:
            yield from _listed(each, depth + 1, listed=listed)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if _NO_LISTS & {str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])}:
            return
        if listed:
            named = (value.get(key) for key in ("url", "@id", "mainEntityOfPage"))
            yield from (address for address in named if isinstance(address, str))
        for key in _PARTS:
            inside = listed if key in {"item", "@graph"} else key in _LISTED
            if key in value:
                yield from _listed(value[key], depth + 1, listed=inside)
    elif isinstance(value, str) and listed:
        yield value
