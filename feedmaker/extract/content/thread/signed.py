"""A post -> the line that says who wrote it, and what the system adds to that line.

Ranks, scores and the ways to other posts stand in the line of the name. How members sign is
told in `openings`, what else of a post goes in `posts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from selectolax.lexbor import LexborNode

from feedmaker.extract.content.blocks import Block
from feedmaker.extract.content.thread.openings import AUTHOR
from feedmaker.extract.content.words import words_of

_MOST_OF_A_NAME = 6
MOST_WITH_A_DATE = 14
"""Words that stand in a line that names who wrote a post: more are of the profile."""
_LONGEST_NAMES = 200
_MOST_LOOKED_AT = 20
_INLINE = frozenset({"span", "em", "i", "b", "strong", "small"})
_COUNT = re.compile(r"\s*[-+#]?\d{1,7}\s*")
_WORD = re.compile(r"\w")
_HOLDING = "img, picture, video, p, div, ul, ol, li, table, pre, blockquote, section, article"
_EDITED = re.compile(
    r"^(?:this (?:post|message) was )?(?:last )?(?:edit(?:ed)?|modified|updated)\b"
    r".{0,20} (?:by|on|\d)"
    r"|^(?:zuletzt|geändert|dernière modif|modifié|última edición|editado|ultima modif|laatst)\b"
)
MOST_OF_AN_EDIT = 20
_SYSTEMS = re.compile(
    r"(?:^|[-_\s])(?:sig|signature|post-?signature|message-?signature|avatar|badges?|rank|user-?title"
    r"|user-?(?:info|details|stats|extras?|profile|card|banner)|post-?(?:profile|menu|buttons?|controls|foot|edit)"
    r"|labels?|(?:author__|author-)level|flair|reputation|scores?|points|reactions?|reactions-?bar|expand-?link|votes?|votecell|vote-?(?:count|bar|cell)|voting|likes?"
    r"|(?:message|post)-?(?:lastedit|last-?edit|meta|likes|actions?|menu)|last-?edit(?:ed)?|action-?bar|buttons?|toolbar"
    r"|quote-?controls|share)(?:$|[-_\s])"
)
NUMBERED = re.compile(r"([a-z_-]{3,20}?)[-_]?\d{1,12}")
"""Where no class tells what a post is, its number in an id may: "post10400", "post_message_71"."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def ranks(line: Block) -> Iterator[LexborNode]:
    """Yield the nodes in a line that are ranks or counts."""
    for node in line.node.iter():
        if node.tag in _INLINE and (named_systems(node) or _COUNT.fullmatch(node.text() or "")):
            yield node


def ways(line: Block) -> Iterator[LexborNode]:
    """Yield the links that lead to no one and tell no date: "parent", "hide", "[-]".

    Of the first of all only a sign is none: a word may be the name.
    """
    for place, link in enumerate(line.node.css("a")[:_MOST_LOOKED_AT]):
        before, text = link.prev, link.text() or ""
        if not place and (_WORD.search(text) or link.css_first("img, picture, svg")):
            continue
        while before is not None and not before.is_text_node:
            before = before.prev
        parting = (before.text_content or "").strip() if before is not None else ""
        scripted = (link.attributes.get("href") or "")[:11].lower() == "javascript:"
        apart = bool(parting) and not _WORD.search(parting)
        if (
            scripted
            or not _WORD.search(text)
            or (apart and not any(map(str.isdigit, text)) and not link.css_matches(AUTHOR))
        ):
            yield link


def ways_around(line: Block) -> Iterator[LexborNode]:
    """Yield the links and buttons right in a box that only holds what people wrote."""
    for node in line.node.iter():
        if node.tag in ("a", "button") and node.css_first(_HOLDING) is None:
            yield node


def edits(body: Block) -> Iterator[LexborNode]:
    """Yield the nodes right in what was written that only tell when it was changed, and by whom."""
    for node in body.node.iter():
        if node.tag in _INLINE and is_edit(words_of((node.text() or "")[:_LONGEST_NAMES])):
            yield node


def is_edit(words: Sequence[str]) -> bool:
    """Tell whether some words only tell that a post was changed."""
    return 0 < len(words) <= MOST_OF_AN_EDIT and bool(_EDITED.match(" ".join(words)))


def named_systems(node: LexborNode) -> bool:
    """Tell whether a node's names say that the system wrote it."""
    names = (node.attributes.get("class") or "")[:_LONGEST_NAMES]
    return bool(names) and bool(_SYSTEMS.search(_CAMEL.sub("-", names).lower()))


def named_author(
    post: Block, blocks: Sequence[Block], own: Mapping[int, Sequence[str]]
) -> Block | None:
    """Return the block of a post that tells who wrote it, if that is a short line.

    `own` are the words of each block beside what was written that not all posts have.
    """
    within = {blocks[at].node.mem_id: blocks[at] for at in post.inside() if at in own}
    lines: list[Block] = []
    for named in post.node.css(AUTHOR)[:_MOST_LOOKED_AT]:
        node: LexborNode | None = named
        while node is not None and node.mem_id not in within and node.mem_id != post.node.mem_id:
            node = node.parent
        found = within.get(node.mem_id) if node is not None else None
        if found and found is not post and 0 < len(found.words) <= MOST_WITH_A_DATE:
            lines.append(found)
    # One letter alone stands for a picture of the author
    telling = [line for line in lines if any(len(word) > 1 for word in own[line.at])] or lines
    short = [line for line in telling if len(line.words) <= _MOST_OF_A_NAME]
    return next(iter(short or telling), None) or _linked_name(post, blocks, own)


def _linked_name(
    post: Block, blocks: Sequence[Block], own: Mapping[int, Sequence[str]]
) -> Block | None:
    """Return the first short line with a link that is not the same in all posts."""
    for at in post.inside():
        block = blocks[at]
        if own.get(at) and block.linked and len(block.words) <= _MOST_OF_A_NAME:
            return block
    return None
