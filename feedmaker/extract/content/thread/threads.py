"""A page's blocks -> the posts of a thread, where the page is one and no article.

Known by what such pages are made of everywhere: elements side by side with the same names,
called a post, an answer or the like, with prose in each. The comments below an article
are made the same way: so posts must hold most of what the judges took for the article,
or far more than that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from feedmaker.extract.content.blocks import Block
from feedmaker.extract.content.thread.apart import set_apart
from feedmaker.extract.content.thread.openings import (
    AUTHOR,
    LEAST,
    Opening,
    are_signed,
    find_opening,
    said_in,
    sentences,
)
from feedmaker.extract.content.thread.signed import NUMBERED
from feedmaker.page.document import Document

_POST = re.compile(
    r"(?i)(?:^|[-_])(?:posts?|post-?(?:container|item|body|bit|content|row|wrapper)|postbit|blockpost"
    r"|message(?:card)?|msg|e-?mail|reply|answer|comment|cpost|topic-body|thread-post)(?:$|[-_])"
    r"|^(?:postitem|post-?stream__item|crawler-post|ipscomment|ipsentry)$"
)
_ANSWERS = re.compile(r"(?i)comment|repl(?:y|ies)|answer")
_KINDS = ("/Comment", "/Answer", "/DiscussionForumPosting", "/Question")
_LINE = "p"
"""Nobody's post is a paragraph: one that is called so is of a post, or of the article."""
_FEWEST = 2
_TELLING = 8
"""Words of a post's own that are no link, on average: fewer are counters and buttons."""
_BESIDE = 40
"""Words beside a post, on average: more are a text of its own."""
_LITTLE = 5
"""So many times the words that a judge found elsewhere the posts hold, if he missed them."""
_THREAD = re.compile(
    r"(?i)(?<!disqus)(?:^|[-_])(?:view)?(?:threads?|topics?|forum|forumposts)(?=$|[-_])"
)
"""What is called so around the posts holds a thread."""
_SOME = 2
"""... if they are in one, or all signed."""
_ANSWERED = 0.5
"""So many times the words of what they answer the posts have, if it is signed as they are."""
_WHOLLY = 0.8
"""So much of posts that nobody signs a judge took, if they are parts of one text: a live page."""
_FAR_MORE = 3
"""So many times what a judge found elsewhere the comments hold, if the page is for them."""
_LIVE = "LiveBlogPosting"
_SAID = f'script[type="application/ld+json" i], [itemtype$="/{_LIVE}"]'
_MOST_SAID = 20
_LONGEST_NAMES = 200
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENDS = (".", "!", "?", ":", "。", "！", "？", "…", "”", "»", '"')
_TITLE = 3
"""Words. What leads elsewhere by fewer may be an author's name."""
_AT_THE_TOP = 3
"""Lines: a date or a section may stand above a title."""
_NEARLY_ALL = 0.83
"""One that has so much of all posts' words is an article, if nobody signs what stands beside it."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What people write one below the other on a page."""

    posts: list[Block]  # in page order; none holds another
    opening: Opening | None  # what they answer, if that is none of them


@dataclass(frozen=True, slots=True)
class Called:
    """The blocks that are called posts, by what they are called."""

    named: dict[str, list[Block]]  # by class, or by what their data say
    numbered: dict[str, list[Block]]  # by an id with a number

    @property
    def any(self) -> bool:
        return bool(self.named or self.numbered)


def called_posts(blocks: Sequence[Block]) -> Called:
    """Return the blocks of a page that are called posts, in page order."""
    named: defaultdict[str, list[Block]] = defaultdict(list)
    numbered: defaultdict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        said = block.said
        if not said or not block.total or block.tag == _LINE:
            continue
        if (kind := said.get("itemtype")) and kind.strip().endswith(_KINDS):
            named["by itemtype"].append(block)
        if classes := said.get("class"):
            for name in _post_names(classes[:_LONGEST_NAMES]):
                named[f"{block.tag}.{name}"].append(block)
        if (own := said.get("id")) and (match := NUMBERED.fullmatch(own)) and _is_post(match[1]):
            numbered[f"{block.tag}#{match[1]}"].append(block)
    return Called(named, numbered)


def find_thread(
    blocks: Sequence[Block], agreed: Sequence[float], called: Called, *, is_article: bool = True
) -> Thread | None:
    """Return the page's thread; None if it is none.

    `agreed` says for each block how many of all its words a judge took for the article's;
    `is_article` is False where the page says that it is something else.
    """
    thread = _likeliest(blocks, agreed, called.named, is_article=is_article)
    return thread or _likeliest(blocks, agreed, called.numbered, is_article=is_article)


def _likeliest(
    blocks: Sequence[Block],
    agreed: Sequence[float],
    groups: Mapping[str, Sequence[Block]],
    *,
    is_article: bool,
) -> Thread | None:
    """Return the thread whose posts, of one of the groups of equal names, have most prose."""
    best: Thread | None = None
    most = 0
    for name, members in groups.items():
        posts = set_apart(blocks, members)
        prose = _prose(blocks, posts)
        if (
            len(posts) < _FEWEST
            or prose < _TELLING * len(posts)
            or prose <= most
            or not (_are_comments(name) or _is_talk(blocks, posts))
        ):
            continue
        wider = _with_what_is_beside(posts)
        if _are_parts(blocks, wider, agreed):
            continue
        thread = Thread(posts, find_opening(blocks, wider))
        if _hold_the_text(blocks, name, thread, agreed, prose, is_article=is_article):
            best, most = Thread(wider, thread.opening), prose
    return best


@lru_cache(maxsize=4096)  # a page has few names, and uses them a hundred times
def _post_names(classes: str) -> tuple[str, ...]:
    return tuple(filter(_is_post, classes.split()))


def _is_post(name: str) -> bool:
    return _POST.search(name) is not None


def _with_what_is_beside(posts: Sequence[Block]) -> list[Block]:
    """Return the boxes around the posts that hold one each: who wrote it may stand beside it."""
    wider = list(posts)
    while wider:
        around = {post.parent.at: post.parent for post in wider if post.parent is not None}
        boxes = list(around.values())
        added = sum(box.total for box in boxes) - sum(post.total for post in wider)
        if (
            len(boxes) < len(wider)
            or any(box.tag in ("body", "main") for box in boxes)
            or any(box.end > after.at for box, after in pairwise(boxes))
            or added > _BESIDE * len(wider)
        ):
            break
        wider = boxes
    return wider


def _is_talk(blocks: Sequence[Block], posts: Sequence[Block]) -> bool:
    """Tell whether people talk in the posts: those of a blog are the article and what else to read.

    The latter begin with a title that leads there, or are short beside the article.
    """
    if sum(_leads_elsewhere(blocks, post) for post in posts) * 2 >= len(posts):
        return False
    biggest = max(post.total for post in posts)
    signed = sum(post.node.css_first(AUTHOR) is not None for post in posts)
    return signed * 2 > len(posts) or biggest < _NEARLY_ALL * sum(post.total for post in posts)


def _are_comments(name: str) -> bool:
    return "comment" in name.lower()


def _leads_elsewhere(blocks: Sequence[Block], post: Block) -> bool:
    telling = (blocks[at] for at in post.inside() if blocks[at].words)
    for line in islice(telling, _AT_THE_TOP):
        if (
            line.tag in _HEADINGS
            and len(line.words) >= _TITLE
            and line.linked * 2 > len(line.words)
        ):
            link = line.node.css_first("a[href]")
            return link is not None and "#" not in (link.attributes.get("href") or "")
    return False


def _hold_the_text(
    blocks: Sequence[Block],
    name: str,
    thread: Thread,
    agreed: Sequence[float],
    prose: int,
    *,
    is_article: bool,
) -> bool:
    """Tell whether the posts hold most of what a judge took; or he took next to nothing.

    Comments may well have more words than a short article: of them only the first counts, unless
    the page says that it is no article, its author signs as they do, or nothing stands before them.
    """
    posts = thread.posts
    within = sum(agreed[post.at] for post in posts)
    if within >= agreed[0] / 2 > 0:
        return True
    elsewhere = agreed[0] - within
    opened = 0
    if thread.opening is not None:
        places = thread.opening.places
        opened = said_in(blocks, places)
        if 0 < opened * _ANSWERED < prose:
            elsewhere -= sum(agreed[block.at] for block in _outermost(blocks, places))
            return elsewhere * _SOME < prose
    if name == "by itemtype" or _are_comments(name):
        if not opened and not _is_text(blocks, range(posts[0].at)) and are_signed(posts):
            return elsewhere * _SOME < prose
        return not is_article and elsewhere * _FAR_MORE < prose
    signed = all(post.node.css_first(AUTHOR) is not None for post in posts)
    few = _SOME if signed or _are_in_a_thread(posts[0]) else _LITTLE
    return elsewhere * few < prose


def _is_text(blocks: Sequence[Block], places: range) -> bool:
    """Tell whether sentences stand in a part of the page: paragraphs, or what ends as one does.

    A title and what fills the fields of a form do not.
    """
    said = (
        line
        for line in sentences(blocks, places)
        if line.tag == "p" or (line.node.text() or "").rstrip().endswith(_ENDS)
    )
    return sum(len(line.words) for line in said) >= LEAST


def _are_parts(blocks: Sequence[Block], posts: Sequence[Block], agreed: Sequence[float]) -> bool:
    """Tell whether the posts are parts of one text: with headings, and signed by nobody."""
    within = sum(agreed[post.at] for post in posts)
    if within < _WHOLLY * sum(post.total for post in posts) or any(
        post.node.css_first(AUTHOR) is not None for post in posts
    ):
        return False
    lines = (next((b for b in _inside(blocks, post) if b.tag in _HEADINGS), None) for post in posts)
    headings = {" ".join(line.words) for line in lines if line is not None and not line.linked}
    return len(headings) * 2 > len(posts) and not are_signed(posts)


def _inside(blocks: Sequence[Block], post: Block) -> Iterator[Block]:
    return (blocks[at] for at in post.inside() if blocks[at].words)


def _are_in_a_thread(post: Block) -> bool:
    around: Block | None = post
    while around is not None:
        said = around.said
        names = f"{said.get('class') or ''} {said.get('id') or ''}"[:_LONGEST_NAMES].split()
        if any(map(_THREAD.search, names)):
            return True
        around = around.parent
    return False


def is_article(document: Document) -> bool:
    """Tell whether the page says that it is an article, or says nothing of what it is."""
    return _own_kind(document) != "website"


def calls_itself_article(document: Document) -> bool:
    """Tell whether the page says that it is an article."""
    return _own_kind(document) == "article"


def _own_kind(document: Document) -> str:
    said = document.tree.css_first('meta[property="og:type" i]')
    kind = (said.attributes.get("content") or "") if said is not None else ""
    return kind.strip().lower()


def is_live(document: Document) -> bool:
    """Tell whether the page says that it is a live page, whose entries reporters may sign."""
    said = document.tree.css(_SAID)[:_MOST_SAID]
    return any(_LIVE in (node.text() or node.attributes.get("itemtype") or "") for node in said)


def _outermost(blocks: Sequence[Block], places: range) -> Iterator[Block]:
    at = places.start
    while at < places.stop:
        yield blocks[at]
        at = blocks[at].end


def _prose(blocks: Sequence[Block], posts: Sequence[Block]) -> int:
    """Return how many words of the posts are no links."""
    return sum(len(blocks[at].words) - blocks[at].linked for post in posts for at in post.inside())


def are_answers(posts: Sequence[Block]) -> bool:
    """Tell whether the posts are called answers: then what they answer stands before them."""
    names = [(post.said.get("class") or "")[:_LONGEST_NAMES] for post in posts]
    return all(map(_ANSWERS.search, names))
