"""Marks of the boxes of an article: elements known by their looks, whatever they say.

A look is an element's name with its classes and id, or the hook that it has instead. A box
is one of links within the site (tags, topics, other stories), or one that is called what never
is an article (an author's box, a newsletter). No other element is known by its looks: a site's
standfirsts, captions and info boxes look alike as well, and are the article. So is what says of
each post of a thread who wrote it. What stands in a box is the matter of `lines`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from selectolax.lexbor import LexborNode

from feedmaker.clean.dom import BLOCKS
from feedmaker.extract.boilerplate.lines import HEADINGS, digest, names_of, sentence_name
from feedmaker.extract.lesson import APART, BOX, KEPT
from feedmaker.urls import same_site

_STATE = re.compile(r"\d|^(?:is|has|js|css)-|active|open|hidden|^.{1,2}$", re.IGNORECASE)
_HASH = re.compile(r"(?<=[a-z])__(?=[\w-]*[\dA-Z])[\w-]{2,8}$")
"""What CSS modules add to a name, another after each build: `Author_box__x81Ka`."""
_HOOKS = ("data-hook", "data-testid", "data-component")
"""Names that elements without classes have."""
_LINKED = 0.5
"""Share of a box's letters that must stand in links."""
_MOST_BOXES = 40
_DEEPEST = 30
"""Elements around a link that are looked at; a box is no deeper, and a hostile page is."""
_NAMED = re.compile(
    r"(?i)(?<![a-z])(?:(?:about-?)?author(?:s|box|bio|card|info|profile)?|bio|byline|newsletters?|subscribe|subscription"
    r"|sign-?up|shar(?:e|ing)(?:daddy|bar|buttons?)?|socials?|follow(?:-?us)?|related(?:posts?)?|recommended"
    r"|most-?(?:read|popular)|trending|popular|read-?(?:more|next|also)|more-?(?:on|from|stories)|promo(?:tion)?"
    r"|donat(?:e|ion)|support-?us|cta|disclaimer|tags?|tagcloud|topics|comments?-?link|breadcrumbs?|post-?nav(?:igation)?"
    r"|pagination|sponsor(?:ed)?|advert(?:isement)?|paywall|rating|reactions?|feedback|widget"
    r"|recent-?(?:posts?|stories|articles|news)|meta(?:data)?|pub(?:lication)?-?(?:date|data|info)|date-?line|time-?stamp)(?![a-z])"
)
"""What a box is called that is no part of any article, on sites everywhere."""
_WITH_A_NAME = ", ".join(f"[{name}]" for name in ("class", "id", *_HOOKS))
_AUTHOR = re.compile(r"(?i)(?<![a-z])(?:author|bio|byline|user|member|post(?:ed|er)?-?by)")
_AUTHOR_SAID = "[itemprop=author], [rel=author]"
_POSTS = 3
"""So many times as long as what says who wrote them are the posts of a thread at least."""
_NEVER = frozenset(
    {"figure", "figcaption", "table", "blockquote", "pre", "p", "tr", "td", "th", "dl"}
)
_OWN = "table, pre, blockquote, figure, video, audio"
_SHORT_ROW = "p[class], p:first-of-type:nth-last-of-type(-n+3)"
_MOST_ROWS = 12
_LARGEST_BOX = 600
"""Characters of text; more is rather an article of links."""


def boxes_of(root: LexborNode, url: str) -> tuple[str, ...]:
    """Return the marks of boxes of links and of named ones, each with the lines in it.

    `root` still has its classes, its links are absolute; `url` is the article's.
    """
    boxes = {box.mem_id: box for box in _named_boxes(root)}
    judged = {link.mem_id for box in boxes.values() for link in box.css("a[href]")}
    links = root.css("a[href]")
    linked = _linked(links)
    for link in links:
        if link.mem_id not in judged and (box := _box_around(link, linked, judged)) is not None:
            if _leads_within(box, url):
                boxes[box.mem_id] = box
            if len(boxes) >= _MOST_BOXES:
                break
    theirs = [boxes.pop(number) for number in _who_wrote_what(boxes.values())]
    inside = ",".join(name for box in theirs for name in names_of(box.html or ""))
    kept = (*((f"{KEPT}:{inside}",) if inside else ()), *_apart(root))
    if not boxes:
        return kept
    alike = root.css(",".join({box.tag or "" for box in boxes.values()}))
    used = {look_of(one) for one in alike if one.mem_id not in boxes and _size(one)}
    found = dict.fromkeys(kept)
    for box in boxes.values():
        html, look = box.html or "", look_of(box)
        inside = ",".join(names_of(html))
        if inside and look not in used:  # else the article's own text looks like that
            found[f"{BOX}{digest(look)}:{inside}"] = None
    return tuple(found)


def _apart(root: LexborNode) -> tuple[str, ...]:
    """Return the mark of short rows of paragraphs in a box, or with a look, of their own.

    Rows stand between commas, their lines between dots.
    """
    rows: list[list[LexborNode]] = []
    alike: dict[str, list[LexborNode]] = {}
    for node in root.css(_SHORT_ROW):
        if said := node.attributes.get("class"):
            alike.setdefault(said, []).append(node)
        else:
            rows.append([node, *_paragraphs_after(node)])
    rows += [nodes for nodes in alike.values() if len(nodes) == 1]
    if len(rows) > _MOST_ROWS:  # a page on which each paragraph has a box of its own
        return ()
    named = (".".join(filter(None, [sentence_name(p.html or "") for p in row])) for row in rows)
    inside = ",".join(filter(None, dict.fromkeys(named)))
    return (f"{APART}:{inside}",) if inside else ()


def _paragraphs_after(node: LexborNode) -> Iterator[LexborNode]:
    while (after := node.next) is not None:
        node = after
        if node.tag == "p":
            yield node


def _named_boxes(root: LexborNode) -> list[LexborNode]:
    """Return the outermost blocks that are called what is no part of any article."""
    found: list[LexborNode] = []
    inside: set[int] = set()
    for node in root.css(_WITH_A_NAME):
        if inside and (parent := node.parent) is not None and parent.mem_id in inside:
            inside.add(node.mem_id)
            continue
        if node.tag not in BLOCKS or node.tag in _NEVER or not _is_named(look_of(node)):
            continue
        if len(node.text()) <= _LARGEST_BOX and node.css_first(_OWN) is None:
            found.append(node)
            inside.add(node.mem_id)
            if len(found) >= _MOST_BOXES:
                break
    return found


def _who_wrote_what(boxes: Iterable[LexborNode]) -> set[int]:
    """Return the boxes, by number, that say of each post of a page who wrote it: of a thread."""
    by_look: dict[str, list[LexborNode]] = {}
    for box in boxes:
        if _AUTHOR.search(look_of(box)) or box.css_first(_AUTHOR_SAID) is not None:
            by_look.setdefault(look_of(box), []).append(box)
    theirs = set[int]()
    for alike in by_look.values():
        if len({" ".join(box.text().split()) for box in alike}) < 2:
            continue
        first, *others = ([*_ancestors(box)] for box in alike)
        shared = set(first).intersection(*others)
        around = next((node for node in first if node in shared), None)
        if around is not None and _size(around) > _POSTS * sum(map(_size, alike)):
            theirs.update(box.mem_id for box in alike)
    return theirs


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    for _ in range(_DEEPEST):
        if (above := node.parent) is None:
            break
        yield (node := above)


def _leads_within(box: LexborNode, url: str) -> bool:
    """Tell whether a box leads to other pages of the site, and not to its own picture only."""
    addresses = {a.attributes.get("href") or "" for a in box.css("a[href]") if _size(a)}
    return len(addresses) > (box.css_first("img") is not None) and all(
        same_site(address, url) for address in addresses
    )


def _linked(links: Sequence[LexborNode]) -> Counter[int]:
    """Return how many letters stand in links within each element, by the element's number."""
    linked = Counter[int]()
    for link in links:
        size, node = _size(link), link.parent
        for _ in range(_DEEPEST):
            if node is None or node.tag == "body":
                break
            linked[node.mem_id] += size
            node = node.parent
    return linked


def _box_around(link: LexborNode, linked: Counter[int], judged: set[int]) -> LexborNode | None:
    """Return the largest block with a look of its own around a link that is mostly links."""
    best, node = None, link.parent
    while node is not None and (tag := node.tag) != "body":
        text = node.text()
        if len(text) > _LARGEST_BOX:
            break
        if tag in BLOCKS:
            if linked[node.mem_id] < _LINKED * (len(text) - sum(map(text.count, " \n\t"))):
                break
            if tag not in HEADINGS and look_of(node):
                best = node
                judged.update(a.mem_id for a in node.css("a[href]"))
        node = node.parent
    return best


def look_of(node: LexborNode) -> str:
    """Return an element's name with its lasting classes and id, or its hook; "" if it has none."""
    attributes = node.attributes
    said, own = attributes.get("class") or "", attributes.get("id") or ""
    hook = "" if said else next((value for one in _HOOKS if (value := attributes.get(one))), "")
    return _look(node.tag or "", said, own, hook)


@lru_cache(maxsize=512)  # a site's next article has the same names
def _look(tag: str, said: str, own: str, hook: str) -> str:
    names = {name for one in said.split() if not _STATE.search(name := _HASH.sub("", one))}
    if own and not _STATE.search(own):
        names.add(f"#{own}")
    if hook and not names and not said.split() and not _STATE.search(hook):
        names = {f"@{hook}"}
    return f"{tag}.{'.'.join(sorted(names))}" if names else ""


@lru_cache(maxsize=512)
def _is_named(look: str) -> bool:
    return _NAMED.search(look) is not None


def _size(node: LexborNode) -> int:
    return len("".join(node.text().split()))
