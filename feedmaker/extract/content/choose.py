"""The content of an article page where no rule gives it: judges vote, the page's own tree is taken.

Two judges are asked at first: one text from outside (`judges`), and what the blocks tell by
themselves (`signals`). Where they don't agree, more are asked, and the one with whom all agree
best is believed. Of a thread all posts are taken, of a comic the picture, of a gallery what stands
below each.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from feedmaker.extract.content import judges
from feedmaker.extract.content.beside import description_of, find_beside
from feedmaker.extract.content.blocks import Block, leave_out, outermost, read_blocks, summed
from feedmaker.extract.content.candidates import best_subtree, take
from feedmaker.extract.content.comics import find_comic, picture_before, told_of, ways_in
from feedmaker.extract.content.galleries import find_counts, find_gallery
from feedmaker.extract.content.laid_over import drop_laid_over
from feedmaker.extract.content.leftovers import find_leftovers
from feedmaker.extract.content.needless import find_needless
from feedmaker.extract.content.signals import told_by_themselves
from feedmaker.extract.content.thread.openings import sentences
from feedmaker.extract.content.thread.posts import NOTHING, Written, written_in
from feedmaker.extract.content.thread.threads import (
    Called,
    Thread,
    are_answers,
    called_posts,
    calls_itself_article,
    find_thread,
    is_article,
    is_live,
)
from feedmaker.extract.content.verdicts import (
    Verdict,
    alike,
    by_signals,
    compared,
    with_lists,
)
from feedmaker.extract.content.words import RUN
from feedmaker.page.document import Document

_FEWEST = RUN
"""Words. What a judge finds less of is no article."""
SURE = 0.75
"""Where the first two judges are so much alike (F1 of words), no more are asked."""
_OWN_SURE = 0.9
"""Where what the page itself calls its article is so much like what the blocks tell, no one is."""
_NOTHING_YET = 50
"""Words. A body that shows no more outside its `<noscript>` waits for its scripts."""
_MOST_NOSCRIPTS = 50

_LINE = 10
"""Words of a block before the first post of a thread that is of it ..."""
_MOSTLY = 0.6
"""... if a judge took more than this share of them."""
_WHOLE = 40
"""Words. A page that tells fewer of its article tells no more than a teaser of it."""
_SHOWN = 0.8
"""So much of what a page tells of its article has to stand on it, too."""
_ALL = 0.95
"""A thread that holds so much of what the blocks tell is the page."""
OWN_WEIGHT = 2.0
"""What the blocks' own vote counts: of the other judges, three are of one family."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen on a page, and all that it was chosen by."""

    stage: LexborNode  # the node that the blocks were read from
    blocks: list[Block]
    told: list[float]  # by the blocks themselves
    heard: dict[str, Verdict]  # by the names of those who were asked, in the order of asking
    by: str  # who of them is believed
    agreed: list[float]  # of each block with all in it
    wanted: float  # words that the article has
    posts: int  # of a thread; 0: the page is none
    written: Written  # of a thread's posts, or around a comic
    root: Block | None  # what is taken, if that is known without the words


_Reading = tuple[Verdict, list[float], Thread | None]
"""A verdict, what each block with all in it has of it, and the thread that it is."""


def find_content(document: Document) -> str:
    """Return the raw HTML of the article's content; "" if the page seems to hold none.

    Takes foreign blocks out of the document's tree: what is read from all of the
    page has to be read before.
    """
    choice = choose(document)
    if choice is None or (choice.root is None and choice.wanted < _FEWEST):
        return ""
    return take_out(choice, *taken(choice, document))


def taken(choice: Choice, document: Document) -> tuple[list[Block], set[int]]:
    """Return the blocks that are the article, in page order, and the places in them that go."""
    root = choice.root or best_subtree(choice.blocks, choice.agreed, choice.wanted)
    left_out = set(choice.written.left_out)
    if choice.root is not None:
        return [root], left_out
    if choice.posts:
        before = [
            block
            for block in choice.blocks[: root.at]
            if len(block.words) >= _LINE and choice.agreed[block.at] == block.total
        ]
        return [*outermost(before), root], left_out
    left_out |= find_leftovers(choice.blocks, root, choice.told, choice.agreed)
    described = description_of(document)
    beside = find_beside(choice.blocks, root, choice.told, choice.agreed, choice.wanted, described)
    comic = picture_before(choice.blocks, root)
    if comic is not None and not any(comic.at in part.inside() for part in beside):
        beside.append(comic)
        left_out |= ways_in(comic, choice.blocks)
    return sorted([root, *beside], key=lambda block: block.at), left_out


def take_out(choice: Choice, parts: Sequence[Block], left_out: Collection[int]) -> str:
    """Return the raw HTML of what `taken` gave; what is foreign leaves the tree."""
    for node in choice.written.ranks:
        node.decompose()
    is_text = not choice.posts and choice.root is None
    return "\n".join(
        take(choice.blocks, part, choice.agreed, choice.stage, left_out, is_text=is_text)
        for part in parts
    )


def choose(document: Document) -> Choice | None:
    """Return what is chosen on a page that has a body; what is laid over it leaves its tree."""
    body = document.tree.body
    if body is None:
        return None
    stage, blocks = _shown(body)
    told = told_by_themselves(blocks)
    signals = by_signals(blocks, told)
    by, heard = "signals", {"signals": signals}
    called = called_posts(blocks)
    read = _read(blocks, told, signals, called, document) if called.any else None
    if read is None or not _is_all(read, document):
        by, heard = _vote(blocks, told, signals, document)
        read = _read(blocks, told, heard[by], called, document)
    verdict, agreed, thread = read
    wanted: float = verdict.words
    written = NOTHING
    comic = find_comic(blocks, wanted if wanted >= _FEWEST else 0)
    if comic is not None:
        told_of_it = told_of(comic, blocks)
        agreed = summed(blocks, lambda b: len(b.words) if b.at in told_of_it else 0.0)
        wanted = agreed[comic.at]
        ways = frozenset(set(comic.inside()) - told_of_it)
        written = Written(frozenset(told_of_it), ways, ())
    elif thread is not None:
        posts = thread.posts
        written = written_in(blocks, posts, thread.opening)
        opening = _opening(blocks, posts[0], verdict) if are_answers(posts) else set()
        kept = written.kept | opening
        agreed = summed(blocks, lambda b: len(b.words) if b.at in kept else 0.0)
        wanted = agreed[0]
        leave_out(blocks, written.left_out)
    elif (gallery := find_gallery(blocks, agreed)) is not None:
        agreed = summed(blocks, lambda b: len(b.words) if b.at in gallery.kept else 0.0)
        wanted = agreed[0]
        written = Written(gallery.kept, gallery.left_out, gallery.counts)
    else:
        written = Written(frozenset(), frozenset(), find_counts(blocks))
    count = len(thread.posts) if thread is not None else 0
    return Choice(stage, blocks, told, heard, by, agreed, wanted, count, written, comic)


def _read(
    blocks: Sequence[Block],
    told: Sequence[float],
    verdict: Verdict,
    called: Called,
    document: Document,
) -> _Reading:
    """Return a verdict with what it passed over, what each block has of it, and the thread."""
    verdict = with_lists(blocks, verdict, told)
    agreed = summed(blocks, lambda block: verdict.agreed[block.at])
    if verdict.words < _FEWEST:
        return verdict, agreed, None
    thread = find_thread(blocks, agreed, called, is_article=is_article(document))
    return verdict, agreed, None if thread is not None and is_live(document) else thread


def _is_all(read: _Reading, document: Document) -> bool:
    """Tell whether there is a thread that is so surely all of the page that no judge need be asked.

    What answers answer is for a judge to say; and an article may be shorter than the talk below it.
    """
    _, agreed, thread = read
    if thread is None:
        return False
    posts = thread.posts
    within = sum(agreed[post.at] for post in posts)
    return (
        within >= _ALL * agreed[0] and not are_answers(posts) and not calls_itself_article(document)
    )


def _opening(blocks: Sequence[Block], post: Block, verdict: Verdict) -> set[int]:
    """Return what a judge took before the first post: what opens a thread may be made otherwise."""
    return {
        b.at
        for b in sentences(blocks, range(post.at))
        if len(b.words) >= _LINE and verdict.agreed[b.at] > _MOSTLY * len(b.words)
    }


def _shown(body: LexborNode) -> tuple[LexborNode, list[Block]]:
    """Return the body with its blocks, or the `<noscript>` that stands for nearly all of it.

    What is laid over the page leaves its tree.
    """
    for line in body.css("button p"):  # it opens what is said in it, and judges skip it
        around = line.parent
        while around is not None and around.tag != "button":
            around = around.parent
        if around is not None:
            around.unwrap()
    blocks = drop_laid_over(body, read_blocks(body))
    if blocks[0].total > _NOTHING_YET:
        return body, blocks
    inner = [read_blocks(node) for node in body.css("noscript")[:_MOST_NOSCRIPTS]]
    fullest = max([blocks, *inner], key=lambda each: each[0].total)
    return fullest[0].node, fullest


def _vote(
    blocks: Sequence[Block], told: Sequence[float], signals: Verdict, document: Document
) -> tuple[str, dict[str, Verdict]]:
    """Return who is believed, and the verdicts of all who were asked."""
    own = compared(blocks, judges.told_by_the_page(document))
    is_whole = own.words >= _WHOLE and sum(own.agreed) > _SHOWN * own.words
    if is_whole and alike(own, signals) >= _OWN_SURE:
        return "page", {"signals": signals, "page": own}
    page = judges.Handed(document, find_needless(blocks, told, signals))
    fast = compared(blocks, judges.judge_fast(page))
    heard = {"signals": signals, "fast": fast}
    if alike(fast, signals) >= SURE:
        return "fast", heard
    if is_whole:
        return "page", heard | {"page": own}
    careful = compared(blocks, judges.judge_precision(page))
    other = compared(blocks, judges.judge_resiliparse(page))
    heard |= {"precision": careful, "resiliparse": other}
    # Not of one family: where such two agree, the slowest judge would change little
    if max(alike(careful, signals), alike(fast, other)) < SURE:
        heard["default"] = compared(blocks, judges.judge_default(page))
    verdict = believed([one for name, one in heard.items() if name != "signals"], signals)
    return next(name for name, one in heard.items() if one is verdict), heard


def believed(texts: Sequence[Verdict], signals: Verdict, own_weight: float = OWN_WEIGHT) -> Verdict:
    """Return the verdict with which all others agree best; of equals, the first.

    What the blocks tell has a vote; it is believed itself where no judge found a text.
    """
    heard = [verdict for verdict in texts if verdict.words >= _FEWEST]
    return max(heard, key=lambda one: votes(one, heard, signals, own_weight), default=signals)


def votes(
    one: Verdict, heard: Sequence[Verdict], signals: Verdict, own_weight: float = OWN_WEIGHT
) -> float:
    """Return how much the others (of `heard`) and what the blocks tell agree with one."""
    others = sum(alike(one, other) for other in heard if other is not one)
    return others + own_weight * alike(one, signals)
