"""A page -> why that part of it is its article: who was asked, what was weighed, what came next.

For people and `article --explain` alone: no run pays for it. It weighs again what `choose` weighed,
and chooses nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from selectolax.lexbor import LexborNode

from feedmaker.extract.content.blocks import Block
from feedmaker.extract.content.candidates import agreement, best_subtree
from feedmaker.extract.content.choose import Choice, choose, votes
from feedmaker.extract.content.signals import shares
from feedmaker.extract.content.verdicts import alike
from feedmaker.page.document import Document
from feedmaker.text import plain_line

_SHOWN = 4
"""Candidates: the winner and the next ones."""
_STEPS = 3
"""Elements of a place's name: itself and what is around it."""
_NAMES = 3
"""Classes of an element that are named."""
_LONGEST_NAME = 40


class Asked(TypedDict):
    """One who was asked for the article's text."""

    name: str  # `signals`: what the blocks tell by themselves
    words: int  # of the text that it gave
    alike: float  # F1 with the one that is believed
    votes: float  # what the others' agreement with it comes to
    believed: bool


class Weighed(TypedDict):
    """A part of the page that could be taken."""

    place: str
    words: int
    agreed: int  # of its words, those of the text that is believed
    score: float  # F1 of both
    signals: dict[str, float]  # the mean share of each for a word in it, biggest first


class Reasons(TypedDict):
    """Why a page's content is what it is."""

    judges: tuple[Asked, ...]
    posts: int  # of a thread, that all count; 0: the page is none
    candidates: tuple[Weighed, ...]  # the one that was taken, then the next best


def reasons_for(document: Document) -> Reasons | None:
    """Return why the content is what `find_content` finds; None if there is none.

    Takes out of the document's tree what is laid over the page.
    """
    choice = choose(document)
    return reasons_of(choice) if choice is not None and choice.wanted else None


def reasons_of(choice: Choice) -> Reasons:
    """Return why a choice with words was made so."""
    given = tuple(shares(choice.blocks))
    weighed = tuple(_weighed(block, choice, given) for block in candidates_of(choice))
    return {"judges": _asked(choice), "posts": choice.posts, "candidates": weighed}


def candidates_of(choice: Choice) -> tuple[Block, ...]:
    """Return the block that is taken, then the next best, each by the innermost with its words."""
    return tuple(_narrowest(block, choice.blocks) for block in _best(choice))


def _asked(choice: Choice) -> tuple[Asked, ...]:
    believed = choice.heard[choice.by]
    signals = choice.heard["signals"]
    texts = [one for one in choice.heard.values() if one is not signals]
    return tuple(
        {
            "name": name,
            "words": one.words,
            "alike": round(alike(one, believed), 3),
            "votes": round(votes(one, texts, signals), 3) if one is not signals else 0.0,
            "believed": one is believed,
        }
        for name, one in choice.heard.items()
    )


def _best(choice: Choice) -> list[Block]:
    """Return the block that is taken, then the next best; of equal wrappings only the best."""
    first = choice.root or best_subtree(choice.blocks, choice.agreed, choice.wanted)
    ranked = sorted(
        (block for block in choice.blocks if block.total and choice.agreed[block.at]),
        key=lambda block: -agreement(block, choice.agreed, choice.wanted),
    )
    best = [first]
    for block in ranked:
        if len(best) < _SHOWN and not any(_says_the_same(block, other) for other in best):
            best.append(block)
    return best


def _says_the_same(one: Block, other: Block) -> bool:
    within = one.at in other.inside() or other.at in one.inside()
    return within and one.total == other.total


def _narrowest(block: Block, blocks: Sequence[Block]) -> Block:
    """Return the innermost block that holds all words of one: it tells most of the place."""
    return max(
        (blocks[at] for at in block.inside() if blocks[at].total == block.total),
        key=lambda one: one.at,
    )


def _weighed(block: Block, choice: Choice, given: Sequence[dict[str, float]]) -> Weighed:
    sums: dict[str, float] = {}
    for at in block.inside():
        for name, share in given[at].items():
            sums[name] = sums.get(name, 0.0) + share * len(choice.blocks[at].words)
    mean = {name: round(value / block.total, 2) for name, value in sums.items()}
    agreed = min(choice.agreed[block.at], choice.wanted)
    return {
        "place": _place(block),
        "words": block.total,
        "agreed": round(agreed),
        "score": round(2 * agreement(block, choice.agreed, choice.wanted), 3),
        "signals": {
            name: value
            for name, value in sorted(mean.items(), key=lambda one: -abs(one[1]))
            if value
        },
    }


def _place(block: Block) -> str:
    steps: list[str] = []
    node: LexborNode | None = block.node
    while node is not None and node.is_element_node and len(steps) < _STEPS:
        said = node.attributes
        own = said.get("id") or ""
        classes = (said.get("class") or "").split()[:_NAMES]
        steps.append(
            (node.tag or "")
            + (f"#{own[:_LONGEST_NAME]}" if own and len(own.split()) == 1 else "")
            + "".join(f".{name[:_LONGEST_NAME]}" for name in classes)
        )
        if node.tag == "body":
            break
        node = node.parent
    return plain_line(" > ".join(reversed(steps)))
