"""The elements of a page with what finding a list needs to know of each, in one pass.

Nothing is judged here: which of them look like stories, `listing` says.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from selectolax.lexbor import LexborNode

from feedmaker.dates.year_days import is_day_of_year
from feedmaker.detect.elements.beside import CHROME_TAGS, named_beside, pass_chrome_down
from feedmaker.detect.elements.element import HEADINGS, ElementInfo, Named
from feedmaker.detect.elements.said_days import is_date_text
from feedmaker.page.document import Document

_MOST = 20_000  # elements of one page
_DEEPEST = 100  # levels; what lies deeper is a trap, or far from any list
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[^\W\d_]{3,}")  # a word that is no number, no "PM"
_PICTURES = frozenset({"img", "picture"})
_UNREAD = frozenset({"script", "style", "template", "svg", "iframe", "select"})
_BLOCKS = HEADINGS | {"p", "article", "time", "blockquote", "table"}
_MOST_FOLDED = 20  # elements of an entry that opens its story's picture
_TWICE = 2  # links to a story, of its title and of its picture
_CAROUSEL = re.compile(r"(?i)(?:^|-)(?:carousel|slider|slick|swiper|videos?|ticker)(?:$|-)")
_STORY = re.compile(r"(?i)(?:^|-)(?:article|hentry|post|story|news|entry|item|card|teaser)(?:$|-)")
_ENTRIES = frozenset({"h-entry", "hentry"})
_STORY_TYPE = re.compile(r"(?i)schema\.org/\w*(?:article|posting|event|product|review|recipe)$")
DATE_NAME = re.compile(r"(?i)(?:^|[-_])(?:date|time(?!-to|line|-read)|timestamp|published|tanggal)")
_PRICE_TEXT = re.compile(
    r"(?:[$€£¥₩₹₽₺฿₫₪₦₱₴]|\b(?:USD|EUR|GBP|CHF|AUD|CAD|SEK|NOK|DKK|PLN|CZK|BRL|TRY|Rs\.?|Rp|RM|kr\.?|zł|Kč))\s?\d"
    r"|\d[\d.,]*\s?(?:[$€£¥₩₹₽₺฿₫₪₦₱₴₸円元원]|(?:USD|EUR|GBP|CHF|SEK|NOK|DKK|PLN|CZK|VND|kr|zł|Kč|Ft|lei|TL|TRY|руб|р|грн|лв|дин|тг|đ)\b)"
)
_PRICE_LIMIT = 40  # characters of a text that is a price and no sentence
_PRICE_NUMBER = re.compile(r"\d[\d.,\s]{0,15}")
_CURRENCY = 12  # characters of a text that says of what the number in bold before it is
# Classes that tell the state or the number of one element, not its kind
_STATE = re.compile(
    r"(?i)(?:(?:.*[-_])?(?:odd|even)|(?:(?:.*[-_])?row-)?(?:first|last)|sticky|active|current|selected|visited|open|new|old|hot|unread|locked|pinned|alt|clearfix"
    r"|(?:.*[-_])?(?:row|item|nth|col)[-_]?\d+|(?:is|has|js)-.*|wow|animated|fade.*"
    r"|(?:tag|category|author|status|format|type)-.*|(?:post|node|views-row)-\d.*|id-\w*\d.*|post-(?:type|format|status)-.*|.*\d{3,}.*)"
)
# Whose one element is or of what, behind its kind's own name: `entry entry-author-jane`
_OF_ONE = re.compile(r"(?i)(.+)[-_](?:tag|category|author|status|format|type)[-_].+")
_USABLE = re.compile(r"-?[A-Za-z_][A-Za-z0-9_-]{0,59}")  # needs no escape in a selector


def read_places(document: Document) -> list[ElementInfo]:
    """Return the body's elements in page order, the body first; [] if there is no body."""
    body = document.tree.body
    if body is None:
        return []
    root = document.tree.root
    language = (root.attributes.get("lang") or "") if root is not None else ""
    paths: dict[tuple[int, str, tuple[str, ...]], int] = {}
    places: list[ElementInfo] = []
    beside: Counter[tuple[int, str]] = Counter()
    waiting: list[tuple[LexborNode | None, ElementInfo | None]] = [(body, None)]
    while waiting and len(places) < _MOST:
        node, parent = waiting.pop()
        if node is None:
            continue
        if parent is not None:
            waiting.append((node.next, parent))
        if node.is_text_node and parent is not None:
            text = node.text_content or ""
            _read_text(parent, text, node.prev)
            parent.on_day |= is_day_of_year(text, language)
        elif node.is_element_node and node.tag not in _UNREAD:
            place = _read_element(node, parent, len(places), paths)
            places.append(place)
            beside[parent.at if parent else -1, place.tag] += 1
            place.nth = beside[parent.at if parent else -1, place.tag]
            if place.depth < _DEEPEST:
                waiting.append((node.first_child, place))
    for place in reversed(places):
        place.end = max(place.end, place.at + 1)
        place.branch = place.tag == "li" and _is_branch(place, places)
        if (parent := place.parent) is not None:
            parent.end = max(parent.end, place.end)
            parent.words += place.words
            parent.dated |= place.dated or place.is_date
            parent.on_day |= place.on_day
            parent.priced |= place.priced
            parent.headed |= place.headed or place.tag in HEADINGS
            parent.pictured |= place.pictured or place.tag in _PICTURES
    pass_chrome_down(places)
    _date_rows(places)
    return places


def _date_rows(places: list[ElementInfo]) -> None:
    dated: dict[int, bool] = {}  # by the list
    for place in places:
        if place.tag in {"dt", "dd"} and place.parent is not None:
            if place.tag == "dt":
                dated[place.parent.at] = place.dated or place.is_date
            place.row_dated = place.tag == "dd" and dated.get(place.parent.at, False)


def _is_branch(place: ElementInfo, places: list[ElementInfo]) -> bool:
    """Tell whether an entry is a link or a word with a list under it, as those of menus are.

    A list that leads but where the link does is what a fold opens: a picture, say.
    """
    at, tags = place.at + 1, set[str]()
    while at < place.end:
        tags.add(places[at].tag)
        at = places[at].end
    if not (tags & {"a", "span"} and tags & {"ul", "ol"}) or tags & _BLOCKS:
        return False
    if place.end - place.at > _MOST_FOLDED:
        return True
    links = (one for one in places[place.at : place.end] if one.tag == "a")
    leads = [one.node.attributes.get("href") or "" for one in links]
    return len(leads) < _TWICE or len({*leads}) > 1 or leads[0].startswith("#")


def _read_text(parent: ElementInfo, text: str, before: LexborNode | None) -> None:
    parent.words += len(_WORD.findall(text))
    price, number = text, before.first_child if before is not None else None
    if number is not None and number.is_text_node and len(text.strip()) <= _CURRENCY:
        said = (number.text_content or "").strip()
        if _PRICE_NUMBER.fullmatch(said) or (said and _PRICE_NUMBER.fullmatch(text.strip())):
            price = f"{said} {text.strip()}"  # "<b>9</b> EUR", "<sup>$</sup>9"
    if not parent.priced and len(price) <= 2 * _PRICE_LIMIT and _PRICE_TEXT.search(price):
        parent.priced = len(price.strip()) <= _PRICE_LIMIT
    if not parent.dated and is_date_text(text.strip()):
        parent.dated = True


def _tells_date(tag: str, classes: tuple[str, ...]) -> bool:
    """Tell whether an element says that it is a date, and not how long something is read."""
    if any("read" in name for name in classes):
        return False
    return tag == "time" or any(map(_is_date, classes))


def _in_article(place: ElementInfo) -> bool:
    return any(above.tag == "article" for above in place.upwards())


# Asked for once a name: a page says the same few classes over and over


@lru_cache(maxsize=2_000)
def is_kind(name: str) -> bool:
    """Tell whether a class tells the kind of an element, and can stand in a selector as it is."""
    return bool(_USABLE.fullmatch(name)) and not _STATE.fullmatch(name)


@lru_cache(maxsize=2_000)
def _kind_before(name: str) -> str | None:
    """Return the name of the kind that a class goes on from, to tell of one of them."""
    told = _OF_ONE.fullmatch(name)
    return told[1] if told else None


@lru_cache(maxsize=2_000)
def _is_carousel(name: str) -> bool:
    return bool(_CAROUSEL.search(name.replace("_", "-")))


@lru_cache(maxsize=2_000)
def _is_date(name: str) -> bool:
    return bool(DATE_NAME.search(name))


@lru_cache(maxsize=2_000)
def _is_story(name: str) -> bool:
    return bool(_STORY.search(name))


def _read_element(
    node: LexborNode,
    parent: ElementInfo | None,
    at: int,
    paths: dict[tuple[int, str, tuple[str, ...]], int],
) -> ElementInfo:
    tag, said = node.tag or "", node.attributes
    named = set((said.get("class") or "").split()[:12])
    classes = tuple(
        sorted(name for name in named if is_kind(name) and _kind_before(name) not in named)
    )
    own_id = said.get("id") or ""
    chrome = parent is not None and (
        # Beside a story's picture, inside its article, an aside is no sidebar
        (tag in CHROME_TAGS and not (tag == "aside" and _in_article(parent)))
        or said.get("role") == "navigation"
    )
    named_as = named_beside((own_id, *classes)) if parent is not None else Named.NOT
    typed = bool(_STORY_TYPE.search(said.get("itemtype") or ""))
    key = (parent.path if parent else 0, tag, classes)
    return ElementInfo(
        node=node,
        at=at,
        parent=parent,
        tag=tag,
        id=own_id if is_kind(own_id) else "",
        classes=classes,
        depth=parent.depth + 1 if parent else 0,
        path=paths.setdefault(key, len(paths) + 1),
        chrome=chrome or named_as is not Named.NOT,
        carousel=parent is not None
        and (parent.carousel or any(map(_is_carousel, (own_id, *classes)))),
        in_heading=parent is not None and (parent.in_heading or parent.tag in HEADINGS),
        is_date=_tells_date(tag, classes),
        story=tag == "article" or any(map(_is_story, classes)) or typed,
        entry=typed or not _ENTRIES.isdisjoint(classes),
        named=Named.NOT if chrome else named_as,
    )
