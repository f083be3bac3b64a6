"""The real picture behind an `<img>`: lazy loading, `srcset`, `<picture>`.

What a browser would show once its scripts had run, up to a width that readers
need. Used where a picture's address is wanted (`rule_engine`, `listing`) and where
the picture itself is rebuilt (`clean`). Nothing is fetched: a picture is
judged by its markup alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from feedmaker.media_types import media_type
from feedmaker.page.previews import is_preview
from feedmaker.urls import LONGEST, absolute, strip_tracking

WIDEST = 1600
"""Pixels. Wider candidates cost readers more than they show."""

NARROWEST = 200
"""Pixels. A set with nothing wider is a blurred preview, and loses to any other address."""

_MOST_CANDIDATES = 8

# In the order in which they are believed. Each names the picture that a script
# puts into `src` once the reader has scrolled to it, so each beats `src`.
_LAZY = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-original-src",
    "data-actualsrc",
    "data-real-src",
    "data-hi-res-src",
    "data-ll-src",
    "data-orig-src",
    "data-img-src",
    "data-image-src",
    "data-defer-src",
    "data-delayed-url",
    "data-lazyload",
    "data-echo",
    "data-cfsrc",
    "data-flickity-lazyload",
    "data-ezsrc",
    "nitro-lazy-src",
    "lazy-src",
    "lazysrc",
    "loadsrc",
)
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set", "data-ezsrcset")
_SETS = (*_LAZY_SETS, "nitro-lazy-srcset", "srcset")

_LAZY_BACKGROUNDS = ("data-bg", "data-background", "data-background-image")
_WRAPPERS = frozenset({"figure", "picture", "a", "div", "span", "p"})
_FURTHEST_WRAPPER = 4

# Formats that older readers can't show; taken only where there is nothing else.
_YOUNG_TYPES = frozenset({"image/avif", "image/jxl", "image/heic", "image/jp2"})

_SHOWN_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"})
_LARGE = re.compile(r"(?:^|[-_])(?:lg|xl|large|full|big|hi|orig\w*)(?:$|[-_])")

_PLACEHOLDER = re.compile(
    r"(?i)/(?:[\w-]*placeholder[\w-]*|blank|spacer|transparent|1x1|no-?image)"
    r"(?:[-_]?\d+(?:x\d+)?)?\.(?:gif|png|jpe?g|webp|svg)$"
    r"|/(?:loading|loader|lazy(?:[-_]?load(?:er|ing)?)?|gr[ae]y|clear|empty|dummy|pixel)"
    r"(?:[-_]?\d+(?:x\d+)?)?\.(?:gif|png|svg)$"
)
_BACKGROUND = re.compile(r"(?i)background(?:-image)?\s*:[^;]*?url\(\s*[\"']?([^\"')]+)")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is shown: absolute addresses, best one first."""

    src: str
    srcset: str = ""  # rebuilt, with `src` among its candidates; empty: only `src`


@dataclass(frozen=True, slots=True)
class _Candidate:
    url: str
    width: int = 0  # pixels; 0: not stated
    density: float = 0.0  # without a width; 1 where nothing is stated


def read_picture(node: LexborNode, base: str) -> Picture | None:
    """Return what an `<img>` or `<picture>` (or AMP's) shows; None if it shows nothing.

    As in browsers a `srcset` beats `src` (WHATWG HTML §4.8.4.3); of all sets,
    also those of a surrounding `<picture>`, the one with the best candidate wins.
    """
    image, sources = _of_picture(node)
    sets = [] if image is None else _sets(image, base)
    old = [source for source in sources if not _is_young(source)]
    for source in old or sources:
        sets += _sets(source, base)
    if sized := [one for one in sets if one[-1].width >= NARROWEST]:
        return _from_set(max(sized, key=lambda one: _rank(_best(one))))
    if dense := [one for one in sets if len(one) > 1 and one[-1].density]:
        return _from_set(dense[0])
    if image is not None and (url := _single(image, base)):
        return Picture(url)
    return _from_set(sets[0]) if sets else _of_wrapper(node, base)


def picture_address(node: LexborNode, base: str) -> str:
    """Return the absolute address of the picture that a node is or holds; "" if there is none.

    Takes any element that a rule may point at: `<img>`, `<picture>`, `<meta>`,
    `<link>`, `<video>`, a link to an image file, an element with a background,
    or one that holds a picture.
    """
    tag = node.tag
    if tag in {"img", "amp-img", "picture", "source"}:
        picture = read_picture(node, base)
        return picture.src if picture else ""
    if tag in {"meta", "link", "video"}:
        name = {"meta": "content", "link": "href", "video": "poster"}[tag]
        return _usable(node.attributes.get(name), base)
    if shown := _first_within(node, base):
        return shown
    for one in (node, *node.css("[style*=background], [data-bg], [data-background], a[href]")):
        if url := _drawn_address(one, base):
            return url
    return ""


def _first_within(node: LexborNode, base: str) -> str:
    """Return the first picture in a node; a preview's original, where that comes with it."""
    preview: LexborNode | None = None
    address = ""
    for inner in node.css("img, amp-img, picture"):
        if (picture := read_picture(inner, base)) is None:
            continue
        if preview is None:
            preview, address = inner, picture.src
        elif not is_lazy(preview) and is_preview(preview, address, picture.src):
            return picture.src
        elif inner.mem_id != preview.mem_id and picture.src != address:
            break
    return address


def is_lazy(node: LexborNode) -> bool:
    """Tell whether an image waits for a script to get its real address."""
    attributes = node.attributes
    return any(attributes.get(name) for name in (*_LAZY, *_LAZY_SETS))


def candidates(srcset: str) -> Iterator[tuple[str, str]]:
    """Yield (address, descriptor) pairs of a `srcset` (WHATWG HTML §4.8.4.3.9), as written."""
    words = srcset.split()[::-1]
    url = descriptor = ""
    while words:
        word = words.pop()
        if not url:
            url = word.lstrip(",")
            if url.endswith(","):
                yield url.rstrip(","), ""
                url = ""
            continue
        # Only behind an address does a comma end a candidate: addresses hold commas too
        before, comma, after = word.partition(",")
        descriptor = descriptor or before
        if comma:
            yield url, descriptor
            url = descriptor = ""
            if after:
                words.append(after)
    if url:
        yield url, descriptor


def _of_picture(node: LexborNode) -> tuple[LexborNode | None, list[LexborNode]]:
    """Return the image and the sources that belong together."""
    if node.tag == "source":
        return None, [node]
    picture = node if node.tag == "picture" else node.parent
    if picture is None or picture.tag != "picture":
        return node, []
    image = node if node.tag != "picture" else picture.css_first("img, amp-img")
    return image, picture.css("source")


def _of_wrapper(node: LexborNode, base: str) -> Picture | None:
    """Return what an element around an image that shows nothing keeps for it.

    Some loaders read the addresses of the figure, the link or the box, if that holds no
    other picture.
    """
    around = node.parent
    for _ in range(_FURTHEST_WRAPPER):
        if around is None or around.tag not in _WRAPPERS:
            return None
        if len(around.css("img, amp-img")) > 1:
            return None
        attributes = around.attributes
        sets = [one for name in _LAZY_SETS if (one := _read_set(attributes.get(name) or "", base))]
        if sets:
            return _from_set(max(sets, key=lambda one: _rank(_best(one))))
        for name in (*_LAZY, *_LAZY_BACKGROUNDS):
            url = _usable(attributes.get(name), base)
            if media_type(url) in _SHOWN_TYPES:
                return Picture(url)
        around = around.parent
    return None


def _sets(node: LexborNode, base: str) -> list[list[_Candidate]]:
    """Return the candidates of each set of an element that has a usable one."""
    attributes = node.attributes
    stated = (value for name in _SETS if (value := attributes.get(name)))
    return [one for value in stated if (one := _read_set(value, base))]


def _read_set(srcset: str, base: str) -> list[_Candidate]:
    """Return the usable candidates, the stated sizes in order, each size once."""
    if srcset.lstrip()[:1] in {"{", "["}:
        return []  # some scripts keep JSON in these attributes
    all_of_them = (
        _candidate(url, descriptor)
        for address, descriptor in candidates(srcset)
        if (url := _usable(address, base))
    )
    found: dict[float, _Candidate] = {}
    for one in all_of_them:
        found.setdefault(one.width or one.density, one)
    sized = [one for one in found.values() if one.width]
    return sorted(sized or found.values(), key=lambda one: one.width or one.density)


def _candidate(url: str, descriptor: str) -> _Candidate:
    number, unit = descriptor[:-1], descriptor[-1:]
    if unit == "w" and number.isdecimal() and 0 < int(number[:6]) < 100_000:
        return _Candidate(url, width=int(number))
    if unit == "x" and re.fullmatch(r"\d{1,2}(?:\.\d{1,4})?", number):
        return _Candidate(url, density=float(number))
    return _Candidate(url, density=1.0)


def _rank(one: _Candidate) -> int:
    """Order widths by what a reader gets of them: the widest that is not too wide is best."""
    return one.width if one.width <= WIDEST else -one.width


def _best(one_set: list[_Candidate]) -> _Candidate:
    if one_set[-1].width:
        return max(one_set, key=_rank)
    return max(one_set, key=lambda one: one.density if one.density <= 2 else -one.density)


def _from_set(one_set: list[_Candidate]) -> Picture:
    best = _best(one_set)
    kept = [one for one in one_set if _rank(one) >= 0 and one.density <= 2][-_MOST_CANDIDATES:]
    if len(kept) < 2:
        return Picture(best.url)
    sizes = (f"{one.width}w" if one.width else f"{one.density:g}x" for one in kept)
    return Picture(best.url, ", ".join(f"{o.url} {s}" for o, s in zip(kept, sizes, strict=True)))


def _single(image: LexborNode, base: str) -> str:
    attributes = image.attributes
    for name in (*_LAZY, "src"):
        if url := _usable(attributes.get(name), base):
            return url
    return _guessed(attributes, base)


def _guessed(attributes: Mapping[str, str | None], base: str) -> str:
    """Return the image file that any other attribute names, where `src` shows nothing."""
    found = ""
    for name, value in attributes.items():
        if name.startswith("data-") and value:
            # `[address, (condition)], …` is a form that one loader reads
            url = _usable(value.lstrip("[ ").partition(", ")[0][: LONGEST + 1], base)
            if media_type(url) in _SHOWN_TYPES and (not found or _LARGE.search(name)):
                found = url
    return found


def _usable(value: str | None, base: str) -> str:
    """Return a picture's address, absolute; "" for placeholders and what is no address."""
    value = (value or "").strip()
    if not value or value[:1] in "{[" or value[:5].lower() == "data:" or len(value) > LONGEST:
        return ""
    return _resolved(value, base)


@lru_cache(maxsize=512)  # each picture is looked at some ten times: as metadata, in the text ...
def _resolved(value: str, base: str) -> str:
    url = strip_tracking(absolute(value, base))
    return "" if _PLACEHOLDER.search(url.partition("?")[0]) else url


def _drawn_address(node: LexborNode, base: str) -> str:
    attributes = node.attributes
    if found := _BACKGROUND.search((attributes.get("style") or "")[:4096]):
        return _usable(found[1], base)
    for name in (*_LAZY_BACKGROUNDS, "data-src"):
        if url := _usable(attributes.get(name), base):
            return url
    url = _usable(attributes.get("href"), base)
    return url if media_type(url).startswith("image/") else ""


def _is_young(source: LexborNode) -> bool:
    return (source.attributes.get("type") or "").strip().lower() in _YOUNG_TYPES
