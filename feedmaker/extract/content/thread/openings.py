"""A thread's posts -> what stands before them and is signed as they are: what they answer.

Members of one system sign everywhere alike: names lead to the same kind of address, or bear
the same class. The author of an article is named otherwise than those who comment on it.
Which blocks are posts is told in `threads`, what of the opening stays in `posts`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from feedmaker.extract.content.blocks import Block, children

AUTHOR = (
    "[itemprop=author], [itemprop=creator], [rel=author], .username, .author, .creator,"
    " .fn, .post-author, .message-name, .postauthor, .poster, .nickname, .sender,"
    " [class*=author__name], [class*=author_name], [class*=_author], [class*=-author],"
    ' a[href*="/user"], a[href*="/member"], a[href*="profile"], a[href*="/u/"],'
    ' a[href*="/people/"], a[href^="user?"], a[href*="/~"]'
)
"""Selects what names, or leads to, who wrote a post."""
_NAMED = re.compile(r"(?i)author|user|member|person|poster|sender|creator|nick|^fn$")
_ANYBODY = frozenset({".fn"})
"""A name in hCard: the author of an article may bear it as those do who comment on it."""
_MOST_OF_A_NAME = 4
_LONGEST_NAME = 60
_MOST_LOOKED_AT = 20
_NEARLY_ALL = 0.7
"""Of the posts: so many are signed in a way, if that is how members sign."""
_SENTENCE = 6
LEAST = 8
"""Words in sentences: what holds fewer opens no thread."""
_BESIDE = frozenset({"nav", "aside", "footer", "form", "fieldset"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FIELDS = "textarea, select, input:not([type=hidden])"
"""A form without one only shows what somebody wrote in such a form before."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before a thread's posts and is signed as they are."""

    places: range
    by: Block  # the line that says who wrote it


def find_opening(blocks: Sequence[Block], posts: Sequence[Block]) -> Opening | None:
    """Return what the first post answers; None if nothing before it is signed as the posts are."""
    marks = _marks(posts) - _ANYBODY
    inner: Block | None = posts[0] if marks else None
    while inner is not None and inner.parent is not None:
        before = [one for one in children(blocks, inner.parent) if one.at < inner.at]
        signed = next((one for one in before if _is_signed(one, marks)), None)
        if signed is not None:
            places = range(signed.at, inner.at)
            if said_in(blocks, places) >= LEAST:
                lines = (blocks[at] for at in places if blocks[at].words)
                return Opening(places, next(b for b in lines if _is_signed(b, marks)))
        inner = inner.parent
    return None


def are_signed(posts: Sequence[Block]) -> bool:
    """Tell whether most posts are signed in one way, by more than one."""
    return bool(_marks(posts))


def said_in(blocks: Sequence[Block], places: range) -> int:
    """Return how many words in sentences stand in a part of the page."""
    return sum(len(line.words) for line in sentences(blocks, places))


def sentences(blocks: Sequence[Block], places: range) -> Iterator[Block]:
    """Yield the lines that are no title, menu, form or button.

    What holds this part of the page, and goes on behind it, is none of them: a page may be a form.
    """
    at = places.start
    while at < places.stop:
        block = blocks[at]
        if block.tag in _BESIDE and block.end <= places.stop and _is_beside(block):
            at = block.end
            continue
        if (
            len(block.words) >= _SENTENCE
            and block.linked * 2 < len(block.words)
            and block.tag not in _HEADINGS
            and block.node.css_first("button, input, textarea") is None
        ):
            yield block
        at += 1


def _is_beside(block: Block) -> bool:
    return block.tag != "form" or block.node.css_first(_FIELDS) is not None


def _is_signed(block: Block, marks: set[str]) -> bool:
    return block.tag not in _BESIDE and any(not marks.isdisjoint(m) for m, _ in _names(block))


def _marks(posts: Sequence[Block]) -> set[str]:
    """Return in which ways most posts are signed, by names that aren't all the same."""
    looked_at = posts[:_MOST_LOOKED_AT]
    said: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for post in looked_at:
        for marks, name in _names(post):
            for mark in marks:
                said[mark].setdefault(post.at, name)
    return {
        mark
        for mark, names in said.items()
        if len(names) >= _NEARLY_ALL * len(looked_at) and len(set(names.values())) > 1
    }


def _names(block: Block) -> Iterator[tuple[set[str], str]]:
    """Yield what may be a member's name in a block, with the marks of how it is written."""
    found = chain(block.node.css("a[href]")[:_MOST_LOOKED_AT], block.node.css(AUTHOR)[:4])
    for node in found:
        name = (node.text() or "").strip()
        words = name[: _LONGEST_NAME + 1].split()
        if not 0 < len(words) <= _MOST_OF_A_NAME or len(name) > _LONGEST_NAME:
            continue
        if name[0].isdigit() or not any(map(str.isalpha, name)):
            continue
        if marks := set(_ways(node)):
            yield marks, name


def _ways(node: LexborNode) -> Iterator[str]:
    said = node.attributes
    called = [name for name in (said.get("class") or "")[:200].split() if _NAMED.search(name)]
    for name in called:
        yield f".{name}"
    href = said.get("href")
    if not href or "#" in href:
        return
    try:
        parts = urlsplit(href[:2048])
    except ValueError:
        return
    folders, _, last = parts.path.rstrip("/").rpartition("/")
    if parts.query:
        keys = (pair.partition("=")[0] for pair in re.split("[&;]", parts.query))
        yield f"{parts.path}?{'&'.join(keys)}"
    elif folders or last[:1] in ("~", "@"):
        yield f"{folders}/{last[:1] if last[:1] in ('~', '@') else ''}"
