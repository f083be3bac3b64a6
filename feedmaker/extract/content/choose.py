"""The content of an article page where no rule gives it: judges vote, the page's own tree is taken.

Two judges are asked at first: one text from outside (`judges`), and what the blocks tell by
themselves (`signals`). Where they don't agree, more are asked, and the one with whom all agree
best is believed. Of a thread all posts are taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from feedmaker.extract.content import judges
from feedmaker.extract.content.blocks import Block, read_blocks, summed
from feedmaker.extract.content.candidates import best_subtree, take
from feedmaker.extract.content.signals import told_by_themselves
from feedmaker.extract.content.threads import find_posts
from feedmaker.extract.content.words import RUN, Spoken, words_of
from feedmaker.page.document import Document

_FEWEST = RUN
"""Words. What a judge finds less of is no article."""
_SURE = 0.8
"""Where the first two judges are so much alike (F1 of words), no more are asked."""
_BETWEEN = -1.0
"""What a block between likely ones tells at least, if it is of the article."""
_NOTHING_YET = 50
"""Words. A body that shows no more outside its `<noscript>` waits for its scripts."""
_MOST_NOSCRIPTS = 50
_SENTENCE = 6
"""Words of a block in a post that are surely not a rank, a button or a date."""

_OWN_WEIGHT = 2.0
"""What the blocks' own vote counts: of the other judges, three are of one family."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one judge says of the page: how many words of each block are the article's."""

    agreed: list[int]  # of each block's own words
    words: int  # of the judge's whole text, also those that stand nowhere on the page


def find_content(document: Document) -> str:
    """Return the raw HTML of the article's content; "" if the page seems to hold none.

    Takes foreign blocks out of the document's tree: what is read from all of the
    page has to be read before.
    """
    body = document.tree.body
    if body is None:
        return ""
    stage, blocks = _shown(body)
    verdict = _vote(blocks, judges.without_readings(document.root.html or ""))
    if verdict.words < _FEWEST:
        return ""
    agreed = summed(blocks, lambda block: verdict.agreed[block.at])
    wanted: float = verdict.words
    if posts := find_posts(blocks, agreed):
        agreed = _of_all(blocks, posts, verdict)
        wanted = agreed[0]
    return take(blocks, best_subtree(blocks, agreed, wanted), agreed, stage)


def _shown(body: LexborNode) -> tuple[LexborNode, list[Block]]:
    """Return the body with its blocks, or the `<noscript>` that stands for nearly all of it."""
    blocks = read_blocks(body)
    if blocks[0].total > _NOTHING_YET:
        return body, blocks
    inner = [read_blocks(node) for node in body.css("noscript")[:_MOST_NOSCRIPTS]]
    fullest = max([blocks, *inner], key=lambda each: each[0].total)
    return fullest[0].node, fullest


def _vote(blocks: Sequence[Block], html: str) -> Verdict:
    """Return the verdict of the judge that is believed."""
    fast, signals = _compared(blocks, judges.judge_fast(html)), _by_signals(blocks)
    if _alike(fast, signals) >= _SURE:
        return fast
    careful = _compared(blocks, judges.judge_precision(html))
    other = _compared(blocks, judges.judge_resiliparse(html))
    texts = [fast, careful, other]
    # Not of one family: where such two agree, the slowest judge would change little
    if max(_alike(careful, signals), _alike(fast, other)) < _SURE:
        texts.append(_compared(blocks, judges.judge_default(html)))
    return believed(texts, signals)


def believed(texts: Sequence[Verdict], signals: Verdict) -> Verdict:
    """Return the verdict with which all others agree best; of equals, the first.

    What the blocks tell has a vote; it is believed itself where no judge found a text.
    """
    heard = [verdict for verdict in texts if verdict.words >= _FEWEST]

    def votes(one: Verdict) -> float:
        others = sum(_alike(one, other) for other in heard if other is not one)
        return others + _OWN_WEIGHT * _alike(one, signals)

    return max(heard, key=votes, default=signals)


def _compared(blocks: Sequence[Block], text: str) -> Verdict:
    spoken = Spoken(words_of(text))
    return Verdict([spoken.agreeing(block.words) for block in blocks], spoken.count)


def _by_signals(blocks: Sequence[Block]) -> Verdict:
    """Return what the blocks tell by themselves: from the first likely one to the last."""
    told = told_by_themselves(blocks)
    likely = [len(b.words) if told[b.at] > 0 else 0 for b in blocks]
    sums = summed(blocks, lambda block: likely[block.at])
    places = [at for at in best_subtree(blocks, sums, sums[0] + 1).inside() if likely[at]]
    agreed = [0] * len(blocks)
    for at in range(places[0], places[-1] + 1) if places else ():
        if told[at] > _BETWEEN:
            agreed[at] = len(blocks[at].words)
    return Verdict(agreed, sum(agreed))


def _alike(one: Verdict, other: Verdict) -> float:
    """Return how much two judges agree on the page's words, by F1."""
    both = sum(one.agreed) + sum(other.agreed)
    return 2 * sum(map(min, one.agreed, other.agreed)) / both if both else 0.0


def _of_all(blocks: Sequence[Block], posts: Sequence[Block], verdict: Verdict) -> list[float]:
    """Return the agreeing words of each block, where all posts of a thread are the article."""
    within = {at for post in posts for at in post.inside()}

    def of_post(block: Block) -> float:
        if block.at not in within:
            return 0.0
        if len(block.words) >= _SENTENCE and block.linked * 2 < len(block.words):
            return len(block.words)
        return verdict.agreed[block.at]

    return summed(blocks, of_post)
