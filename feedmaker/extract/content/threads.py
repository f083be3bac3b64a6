"""A page's blocks -> the posts of a thread, where the page is one and no article.

Known by what such pages are made of everywhere: elements side by side with the same names,
called a post, an answer or the like, with prose in each. The comments below an article
are made the same way: so posts must hold most of what the judges took for the article,
or far more than that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from feedmaker.extract.content.blocks import Block

_POST = re.compile(
    r"(?i)(?:^|[-_])(?:posts?|post-?(?:container|item|body|bit|content|row|wrapper)|postbit|blockpost"
    r"|message(?:card)?|reply|answer|comment|cpost|topic-body|thread-post)(?:$|[-_])"
    r"|^(?:postitem|post-?stream__item|crawler-post|ipscomment|ipsentry)$"
)
_KINDS = ("/Comment", "/Answer", "/DiscussionForumPosting", "/Question")
_FEWEST = 2
_TELLING = 8
"""Words of a post's own that are no link, on average: fewer are counters and buttons."""
_LITTLE = 5
"""So many times the words that a judge found elsewhere the posts hold, if he missed them."""
_LONGEST_NAMES = 200
_AUTHOR = (
    "[itemprop=author], [itemprop=creator], [rel=author], .username, .author, .creator,"
    " .post-author, .message-name"
)
_MOST_OF_A_NAME = 6
"""Words that stand in a line that names who wrote a post: more are of his profile."""


def find_posts(blocks: Sequence[Block], agreed: Sequence[float]) -> list[Block]:
    """Return the posts in page order; none if the page is no thread.

    `agreed` says for each block how many of all its words a judge took for the article's.
    """
    groups: defaultdict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        said = block.node.attributes
        if not said or not block.total:
            continue
        if (said.get("itemtype") or "").strip().endswith(_KINDS):
            groups["by itemtype"].append(block)
        for name in (said.get("class") or "")[:_LONGEST_NAMES].split():
            if _POST.search(name):
                groups[f"{block.tag}.{name}"].append(block)
    best: list[Block] = []
    for name, members in groups.items():
        posts = _outermost(members)
        if (
            len(posts) >= _FEWEST
            and _prose(blocks, posts) >= _TELLING * len(posts)
            and _hold_the_text(name, posts, agreed, _prose(blocks, posts))
            and _prose(blocks, posts) > _prose(blocks, best)
        ):
            best = posts
    return best


def _hold_the_text(name: str, posts: Sequence[Block], agreed: Sequence[float], prose: int) -> bool:
    """Tell whether the posts hold most of what a judge took; or he took next to nothing.

    Comments may well have more words than a short article: of them only the first counts.
    """
    within = sum(agreed[post.at] for post in posts)
    if within >= agreed[0] / 2 > 0:
        return True
    only_comments = name == "by itemtype" or "comment" in name.lower()
    return not only_comments and (agreed[0] - within) * _LITTLE < prose


def _outermost(members: Sequence[Block]) -> list[Block]:
    posts: list[Block] = []
    for block in members:
        if not posts or block.at >= posts[-1].end:
            posts.append(block)
    return posts


def _prose(blocks: Sequence[Block], posts: Sequence[Block]) -> int:
    """Return how many words of the posts are no links."""
    return sum(len(blocks[at].words) - blocks[at].linked for post in posts for at in post.inside())


def named_author(post: Block, blocks: Sequence[Block]) -> Block | None:
    """Return the block of a post that tells who wrote it, if that is a short line."""
    node = post.node.css_first(_AUTHOR)
    within = {blocks[at].node.mem_id: blocks[at] for at in post.inside()}
    while node is not None and node.mem_id not in within:
        node = node.parent
    found = within[node.mem_id] if node is not None else post
    return found if found is not post and len(found.words) <= _MOST_OF_A_NAME else None
