"""A thread's posts -> what was written in each, and by whom, without what the system adds.

The part that holds the words of nearly every post is where people write: all of it stays.
Around it the author's name stays, and sentences that other posts don't have as well; ranks,
counts, buttons and signatures go. Which blocks are posts is told in `threads`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from feedmaker.extract.content.blocks import Block, children, kind_of
from feedmaker.extract.content.thread.openings import Opening, sentences
from feedmaker.extract.content.thread.signed import (
    MOST_OF_AN_EDIT,
    MOST_WITH_A_DATE,
    NUMBERED,
    edits,
    is_edit,
    named_author,
    named_systems,
    ranks,
    ways,
    ways_around,
)

_NEARLY_ALL = 0.7
"""Of the posts: in so many the part stands that people write in."""
_MOST_WORDS = 0.4
"""So much of what is around it that part holds at least."""
_DEEPEST = 30
_LINES = frozenset("p pre ul ol li dl dt h1 h2 h3 h4 h5 h6 figure details".split())  # noqa: SIM905
_QUOTES = frozenset({"blockquote", "aside"})
_SENTENCE = 6
"""Words of a block beside that part that are surely no rank, button or date."""
_SIGNATURE = 4
"""Words of a line with which two people don't end by chance."""
_MOST_SAY = 0.75
"""Of the posts: a word that so many have at the same place is the system's."""
_OWN = 0.4
"""So much of a line beside what was written is the author's, if it is none of the system's."""
_LONGEST_NAMES = 200

_EDIT = re.compile(r"\b(?:edited|modified|updated|bearbeitet|geändert)\b")
_STROKE = "_" * 8
"""What old systems draw above a signature."""
_DATE = re.compile(r"(?s)(?:19|20)\d\d\b.{0,9}\b\d{1,2}:\d\d")
_MEDIA = "figure, picture, video, audio, iframe, [class*=attach i]"


@dataclass(frozen=True, slots=True)
class Written:
    """Which of a page's blocks hold what people wrote in a thread; by their places."""

    kept: frozenset[int]  # blocks whose own words count
    left_out: frozenset[int]  # blocks that go with all that is in them
    ranks: tuple[LexborNode, ...]  # nodes in a line with a name that go, too


NOTHING = Written(frozenset(), frozenset(), ())
"""Of a page that is no thread."""


def written_in(
    blocks: Sequence[Block], posts: Sequence[Block], opening: Opening | None = None
) -> Written:
    """Return what of the posts, and of what they answer, was written by people, or names them."""
    bodies, kind = _bodies(blocks, posts)
    within = {at for body in bodies for at in body.inside()}
    around = _around(bodies)
    own = _own_words(blocks, posts, within)
    authors = {by.at for post in posts if (by := named_author(post, blocks, own))}
    authors |= {on.at for post in posts if (on := _dated(post, blocks, within))}
    holds_author = _around(blocks[at] for at in authors)
    written_around = within | around
    told_by_people = around | holds_author | authors
    kept: set[int] = set()
    left_out: set[int] = set()
    for post in posts:
        behind = post.at  # where the last block that goes ends
        for at in post.inside():
            block = blocks[at]
            if at < behind:
                continue
            if at != post.at and at not in told_by_people and _is_systems(block):
                left_out.add(at)
                behind = block.end
            elif (
                at in within
                or at in authors
                or (_is_sentence(block) and len(own[at]) > _OWN * len(block.words))
            ):
                kept.add(at)
        for at in _empty_around(blocks, post, kept, written_around):
            left_out.add(at)
    signed = _signatures(blocks, posts, kept & within, {body.at for body in bodies})
    left_out |= signed
    kept -= signed
    if opening is not None:
        kept |= _opened_with(blocks, opening, kind)
        authors.add(opening.by.at)
    beside = holds_author.intersection(at for post in posts for at in post.inside())
    added = [node for at in authors | beside for node in ranks(blocks[at])]
    added += [node for at in authors for node in ways(blocks[at])]
    added += [node for body in bodies for node in edits(body)]
    boxes = _around(blocks[at] for at in kept) - kept - authors
    in_posts = boxes.intersection(at for post in posts for at in post.inside())
    added += [node for at in in_posts for node in ways_around(blocks[at])]
    return Written(frozenset(kept), _outermost(blocks, left_out), tuple(added))


def _bodies(blocks: Sequence[Block], posts: Sequence[Block]) -> tuple[list[Block], tuple[str, str]]:
    """Return the part of each post that people write in, and its kind: the posts, if none is told.

    Goes down from the posts as long as one kind of child stands in nearly all of them,
    once, and holds most words.
    """
    bodies = list(posts)
    kind = ("", "")
    for _ in range(_DEEPEST):
        kinds = _fullest_children(blocks, bodies)
        likely = max(kinds, key=lambda each: _words(blocks, kinds[each]), default=kind)
        best = kinds.get(likely, [])
        parents = {child.parent.at for child in best if child.parent is not None}
        if len(parents) < _NEARLY_ALL * len(bodies) or (
            _words(blocks, best) < _MOST_WORDS * _words(blocks, bodies)
        ):
            break
        kind = likely
        others = (body for body in bodies if body.at not in parents)
        bodies = sorted([*best, *others], key=lambda body: body.at)
    if not kind[1]:
        return _numbered(blocks, posts) or bodies, kind
    return [_of_kind(blocks, body, kind) for body in bodies], kind


def _numbered(blocks: Sequence[Block], posts: Sequence[Block]) -> list[Block]:
    """Return the innermost part of each post with an id of its own, "message_71"; [] if none."""
    found: defaultdict[str, dict[int, Block]] = defaultdict(dict)
    for post in posts:
        for at in post.inside()[1:]:
            if match := NUMBERED.fullmatch(blocks[at].said.get("id") or ""):
                found[match[1]].setdefault(post.at, blocks[at])
    told = [
        list(parts.values())
        for parts in found.values()
        if len(parts) == len(posts)
        and _words(blocks, parts.values()) >= _MOST_WORDS * _words(blocks, posts)
    ]
    return min(told, key=lambda parts: sum(part.total for part in parts), default=[])


def _opened_with(blocks: Sequence[Block], opening: Opening, kind: tuple[str, str]) -> set[int]:
    """Return who wrote what the posts answer, and its text: all in a box like theirs, or lines."""
    alike = {
        at
        for one in opening.places
        if kind[1] and kind in _kinds(blocks[one])
        for at in blocks[one].inside()
    }
    lines = alike or {line.at for line in sentences(blocks, opening.places)}
    return lines | ({opening.by.at} if len(opening.by.words) <= MOST_WITH_A_DATE else set())


def _of_kind(blocks: Sequence[Block], body: Block, kind: tuple[str, str]) -> Block:
    """Return the same part as in other posts, also where it lies elsewhere: in a question, say."""
    if not kind[1] or kind in _kinds(body):
        return body
    inner = (blocks[at] for at in body.inside() if kind in _kinds(blocks[at]))
    return max(inner, key=lambda one: one.total, default=body)


def _fullest_children(
    blocks: Sequence[Block], bodies: Sequence[Block]
) -> dict[tuple[str, str], list[Block]]:
    """Return the boxes that stand in the bodies, by kind: of each body and kind the fullest.

    Paragraphs are no boxes, and boxes without a name are only where one stands alone.
    """
    boxes: defaultdict[tuple[str, str], dict[int, Block]] = defaultdict(dict)
    for body in bodies:
        inner = [child for child in children(blocks, body) if child.total]
        unnamed = Counter(child.tag for child in inner if not kind_of(child)[1])
        for child in inner:
            tag, name = kind_of(child)
            if tag in _LINES or "quot" in name.lower():
                continue
            if not name and (unnamed[tag] > 1 or tag in _QUOTES):
                continue
            for kind in _kinds(child):
                fullest = boxes[kind].get(body.at, child)
                boxes[kind][body.at] = max(fullest, child, key=lambda one: one.total)
    return {kind: list(found.values()) for kind, found in boxes.items()}


def _kinds(block: Block) -> list[tuple[str, str]]:
    names = (block.said.get("class") or "")[:_LONGEST_NAMES].split()
    return [(block.tag, name) for name in names] or [(block.tag, "")]


def _words(blocks: Sequence[Block], found: Iterable[Block]) -> int:
    """Return how many words stand in blocks, a text that stands in several once."""
    texts = {tuple(w for at in one.inside() for w in blocks[at].words) for one in found}
    return sum(map(len, texts))


def _around(found: Iterable[Block]) -> set[int]:
    places: set[int] = set()
    for block in found:
        outer = block.parent
        while outer is not None and outer.at not in places:
            places.add(outer.at)
            outer = outer.parent
    return places


def _own_words(
    blocks: Sequence[Block], posts: Sequence[Block], within: set[int]
) -> dict[int, list[str]]:
    """Return the words of each block beside what was written that most posts don't have there.

    Numbers are none: dates and counts.
    """
    places: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for post in posts:
        for at in post.inside():
            block = blocks[at]
            if at not in within:
                over = kind_of(block.parent) if block.parent is not None and at != post.at else ""
                places[(kind_of(block), over)].append(at)
    own: dict[int, list[str]] = {}
    for found in places.values():
        said = Counter(word for at in found for word in set(blocks[at].words))
        most = max(_MOST_SAY * len(found), 2)
        for at in found:
            words = blocks[at].words
            own[at] = [word for word in words if said[word] < most and not word.isdecimal()]
    return own


def _signatures(
    blocks: Sequence[Block], posts: Sequence[Block], written: set[int], roots: AbstractSet[int]
) -> set[int]:
    """Return the blocks with which more than one post ends: signatures that bear no name.

    A post that says nothing else has none, and what is quoted is none. `roots` are the parts
    that people write in.
    """
    endings = [[at for at in post.inside() if at in written and blocks[at].words] for post in posts]
    signed: set[int] = set()
    while True:
        last = [places[-1] for places in endings if len(places) > 1]
        said = Counter(tuple(blocks[at].words) for at in last)
        found = {
            at
            for at in last
            if len(blocks[at].words) >= _SIGNATURE
            and said[tuple(blocks[at].words)] > 1
            and not _is_quoted(blocks[at], roots)
        }
        if not found:
            return signed
        signed |= found
        for places in endings:
            if places[-1:] and places[-1] in found:
                places.pop()


def _is_quoted(block: Block | None, roots: AbstractSet[int]) -> bool:
    while block is not None and block.at not in roots:
        names = block.said.get("class") or ""
        if block.tag in _QUOTES or "quote" in names[:_LONGEST_NAMES].lower():
            return True
        block = block.parent
    return False


def _is_sentence(block: Block) -> bool:
    return len(block.words) >= _SENTENCE and block.linked * 2 < len(block.words)


def _is_systems(block: Block) -> bool:
    """Tell whether a block says by its names, or its words, that the system wrote it."""
    if named_systems(block.node):
        return True
    if block.total <= MOST_OF_AN_EDIT and is_edit(block.words):
        return True
    return bool(block.words) and block.words[0].startswith(_STROKE)


def _empty_around(
    blocks: Sequence[Block], post: Block, kept: set[int], written: set[int]
) -> Iterator[int]:
    """Yield the blocks beside what was written in which nothing is kept, and nothing shown."""
    holding = _around(blocks[at] for at in post.inside() if at in kept)
    for at in post.inside()[1:]:
        if at not in kept and at not in holding and at not in written:
            node = blocks[at].node
            if node.css_first(_MEDIA) is None:
                yield at


def _dated(post: Block, blocks: Sequence[Block], within: set[int]) -> Block | None:
    """Return the block beside what was written that tells when, to the minute."""
    for at in post.inside():
        block = blocks[at]
        if (
            at not in within
            and 0 < len(block.words) == block.total <= MOST_WITH_A_DATE
            and not _EDIT.search(" ".join(block.words))
            and not _is_in_systems(block, post)
            and (
                block.node.css_first("time, [datetime]") is not None
                or _DATE.search(block.node.text()[:_LONGEST_NAMES])
            )
        ):
            return block
    return None


def _is_in_systems(block: Block, post: Block) -> bool:
    around: Block | None = block
    while around is not None and around is not post:
        if named_systems(around.node):
            return True
        around = around.parent
    return False


def _outermost(blocks: Sequence[Block], places: Iterable[int]) -> frozenset[int]:
    found: list[int] = []
    for at in sorted(places):
        if not found or at >= blocks[found[-1]].end:
            found.append(at)
    return frozenset(found)
