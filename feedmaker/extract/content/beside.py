"""A page's blocks and its article's root -> what is the article's, too, and stands beside the root.

Two kinds of it: the lead, an element of its own between headline and text that judges pass over,
though the page describes itself by it; and parts of an article that is spread over a run of
elements. What root is taken is told in `candidates`, and what leaves it, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from feedmaker.extract.content.blocks import Block, summed
from feedmaker.extract.content.candidates import is_of_the_head
from feedmaker.extract.content.words import Spoken, words_of
from feedmaker.page.document import Document

_DESCRIBED = ", ".join(
    f'meta[{key}="{name}" i]'
    for key in ("name", "property")
    for name in ("description", "og:description")
)
_FEWEST = 10
"""Words. Shorter lines are dates, names and kickers."""
_MOSTLY = 0.6
"""So much of a lead's words stand in the page's description, where its end is often cut off; and
so much of a part's agree."""
_REPEATED = 0.4
"""No more of them stand in the root: many texts begin with what describes them."""
_FEW_LINKS = 0.3
_HARDLY = -2.0
"""What a lead tells by itself at least: `teaser` and the like are called most leads, too."""
_LEAD = re.compile(
    r"(?i)(?:^|[-_])(?:lead|lede|dek|standfirst|stand-?first|chapo|chapeau|synopsis|subtitle|subheadline"
    r"|excerpt|ingress|tagline|entradilla|sommario|vorspann)(?:$|[-_])"
)
"""What papers call a lead in their languages: a page may describe itself otherwise."""
_LONGEST_NAMES = 400
_NEARLY_ALL = 0.9
"""Where the root has so much of what is wanted, the article is not spread over others."""
_SURELY = 2.0
"""What a line of a part tells by itself: judges take many lines beside a text for the article's,
but hardly ever long ones that stand among their like."""


def description_of(document: Document) -> str:
    """Return what the page says of itself; "" if it says nothing."""
    nodes = document.tree.css(_DESCRIBED)[:4]
    return "\n".join(node.attributes.get("content") or "" for node in nodes)


def find_beside(
    blocks: Sequence[Block],
    root: Block,
    told: Sequence[float],
    agreed: Sequence[float],
    wanted: float,
    description: str,
) -> list[Block]:
    """Return in page order what stands beside the root and belongs to it; none holds another.

    `agreed` are the agreeing words of each block with all in it.
    """
    within = _Within(blocks, root)
    spread = agreed[root.at] < _NEARLY_ALL * wanted
    found = list(_parts(blocks, root, told, agreed, within)) if spread else []
    lead = _lead(blocks, root, told, agreed, description, within)
    if lead is not None and not any(lead.at in part.inside() for part in found):
        found.append(lead)
    return sorted(found, key=lambda block: block.at)


class _Within:
    """The root's words, read when they are asked for first: most pages have nothing beside it."""

    def __init__(self, blocks: Sequence[Block], root: Block) -> None:
        self._blocks, self._root = blocks, root
        self._spoken: Spoken | None = None

    def repeat(self, block: Block) -> bool:
        """Tell whether the root says what a block says."""
        if self._spoken is None:
            self._spoken = Spoken(_words(self._blocks, self._root))
        words = _words(self._blocks, block)
        return self._spoken.agreeing(words) > _REPEATED * len(words)


def _words(blocks: Sequence[Block], block: Block) -> list[str]:
    return [word for at in block.inside() for word in blocks[at].words]


def _lead(
    blocks: Sequence[Block],
    root: Block,
    told: Sequence[float],
    agreed: Sequence[float],
    description: str,
    within: _Within,
) -> Block | None:
    """Return the lead: a line before the root, and behind the headline if there is one."""
    described = Spoken(words_of(description))
    headline = max((b.at for b in blocks[: root.at] if b.tag == "h1"), default=0)
    around = root.parent
    for block in blocks[headline + 1 : root.at]:
        count = len(block.words)
        if (
            count >= _FEWEST
            and block.total == count
            and block.tag != "li"
            and told[block.at] > _HARDLY
            and block.linked < _FEW_LINKS * count
            and (
                described.agreeing(block.words) > _MOSTLY * count
                or (headline and _is_called_lead(block, headline))
                or (
                    told[block.at] > _SURELY
                    and agreed[block.at] > _MOSTLY * count
                    and around is not None
                    and block.at in around.inside()
                )
            )
            and not within.repeat(block)
        ):
            return block
    return None


def _is_called_lead(block: Block, headline: int) -> bool:
    """Tell whether a line, or a box of the line alone, bears a lead's name beside the headline.

    In boxes of their own so are called lines of cards and forms, and captions in figures.
    """
    boxes, around = [block], block.parent
    while around is not None and around.total == block.total and around.tag != "figure":
        boxes.append(around)
        around = around.parent
    if around is None or around.tag == "figure" or headline not in around.inside():
        return False
    names = (
        name for box in boxes for name in (box.said.get("class") or "")[:_LONGEST_NAMES].split()
    )
    return any(map(_LEAD.search, names))


def _parts(
    blocks: Sequence[Block],
    root: Block,
    told: Sequence[float],
    agreed: Sequence[float],
    within: _Within,
) -> Iterator[Block]:
    sure = summed(
        blocks,
        lambda b: told[b.at] > _SURELY and len(b.words),
    )
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if at == root.at:
            at = root.end
        elif (
            not block.at < root.at < block.end
            and sure[at] > 0
            and agreed[at] > _MOSTLY * block.total
            and sum(blocks[one].linked for one in block.inside()) < _FEW_LINKS * block.total
            and not is_of_the_head(blocks, block)
            and not within.repeat(block)
        ):
            yield block
            at = block.end
        else:
            at += 1
