"""From the element that a fragment names to the nodes of the story that it heads or holds.

The rules of `named_part`: what is a story itself and what a mark at its head, which elements
are marks of the same kind, and where the next story begins. By the tree's shape and by names
alone; finds the nodes, and changes nothing.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from feedmaker.page.layout import Heading, Layout, is_frame, level_of
from feedmaker.page.part_kinds import (
    CELLS,
    INLINE,
    ITEMS,
    LABELS,
    LINES,
    SHORT,
    SMALL,
    SOLID,
    TERMS,
    WHOLE,
    ends_page,
    first_shown,
    holds_some,
    name_of,
    path_of,
    siblings,
    stem_of,
)


class PartSearch:
    """The way from the element that has the name to the nodes of its part."""

    def __init__(self, layout: Layout, target: LexborNode) -> None:
        self.layout = layout
        self.target = target
        self.before, self.after = -1, layout.end(layout.elements[0])  # of the neighbours
        self.has_peers = False

    def part(self) -> list[LexborNode]:
        """Return the part's nodes, siblings in page order; none if it is all or nothing."""
        target = self.target
        if target.tag in WHOLE or is_frame(target):
            return []
        heading = self._heading()
        peers = self._peers(heading)
        self.has_peers = bool(peers)
        level = self._level_around(peers) if heading is None else heading.level
        own = self._at if heading is None else heading.at
        ends = [*peers, *(one.at for one in self.layout.headings if one.level <= level)]
        self.before = max((at for at in ends if at < own and at != self._at), default=-1)
        self.after = min((at for at in ends if at > own), default=self.after)
        return self._under_mark(peers) if heading is None else self._under_heading(heading)

    def _under_heading(self, heading: Heading) -> list[LexborNode]:
        top = self._top_of_heading(heading)
        if top.tag in TERMS:
            return self._term(top)
        is_line = self._is_label(top) or (
            top.tag not in ITEMS
            and self._is_label(top, "p")
            and self._is_one_of_a_row(top)
            and not self._stands_in_a_row(top)
        )
        return self._run(top) if is_line else [top]

    def _under_mark(self, peers: list[int]) -> list[LexborNode]:
        target = self.target
        if target.tag in LABELS - CELLS and target.parent is not None:
            return [target.parent]
        if self._is_thing(target):
            return [target]
        if (first := self._behind_paragraph()) is not None:
            return self._run(first)
        top = self._top(target)
        if top.tag in TERMS:
            return self._term(top)
        if top is target and not self._is_mark(top):
            return self._run(top) if self._goes_on(peers) else [top]
        alone = top.tag in ITEMS or self._is_solid(top)
        alone = alone or not (self.has_peers or self._is_mark(top))
        return [top] if alone else self._run(top)

    @property
    def _at(self) -> int:
        return self.layout.start(self.target)

    def _is_thing(self, node: LexborNode) -> bool:
        """Tell whether an element that has the name holds the story itself."""
        if node.tag in INLINE | CELLS or not self.layout.shown(node):
            return False
        if node.tag in LINES:
            return self._is_solid(node)
        return True

    def _is_solid(self, node: LexborNode) -> bool:
        """Tell whether a box holds more than one line; what it is in is asked apart."""
        return (
            node.tag == "div" and holds_some(node, f"div, p, {SOLID}") and not self._is_label(node)
        )

    def _is_mark(self, node: LexborNode) -> bool:
        return node.tag in INLINE or not self.layout.shown(node)

    def _heading(self) -> Heading | None:
        """Return the heading that the target is, is in, is a box for, or stands before."""
        layout, target = self.layout, self.target
        start, end = self._at, layout.end(target)
        for one in reversed(layout.headings):
            if one.at <= start < layout.end(one.node):
                return one
        if (beside := self._beside_heading()) is not None:
            return beside
        within = [one for one in layout.headings if start <= one.at < end]
        if within:
            first = within[0]
            leads = not layout.shown_between(start, first.at)
            return first if self._is_label(target) and (leads or target.tag == "header") else None
        if layout.shown(target) and target.tag not in INLINE:
            return None
        for one in layout.headings:
            if one.at >= end:
                return None if layout.shown_between(end, one.at) else one
        return None

    def _beside_heading(self) -> Heading | None:
        """Return the heading that shares its box with the target, which is the last in there."""
        layout = self.layout
        box = self.target.parent if self.target.tag in INLINE else None
        while box is not None and box.tag not in WHOLE and self._is_label(box):
            start, end = layout.start(box), layout.end(box)
            within = [one for one in layout.headings if start <= one.at < end]
            if layout.shown_between(layout.end(self.target), end):
                return None
            if within:
                return within[0] if len(within) == 1 and within[0].at < self._at else None
            box = box.parent
        return None

    def _level_around(self, peers: list[int]) -> int:
        """Return down to which level a heading ends what a mark names; 0: none does.

        That of the heading under which the mark stands. Behind the last mark it is any, if
        none stands between the others.
        """
        headings = self.layout.headings
        is_last = bool(peers) and peers[-1] < self._at
        if is_last and not any(peers[0] < one.at < self._at for one in headings):
            return 6
        for one in reversed(headings):
            node = one.node.parent
            if node is not None and node.tag != "body" and self._is_label(node):
                node = node.parent
            if one.at < self._at and node is not None and self.layout.end(node) > self._at:
                return one.level
        return 0

    def _peers(self, heading: Heading | None) -> list[int]:
        """Return where the other elements of the target's kind begin, each in the same place.

        Numbered ones are of one kind if they begin alike: `n12` and `n11`, but not `fn1`.
        """
        layout, target = self.layout, self.target
        if heading is not None and heading.at <= self._at:
            return []  # a heading ends where its level does
        name = name_of(target)
        named = [
            node
            for node in layout.elements
            if node.tag == target.tag and name_of(node) not in {"", name}
        ]
        stem = stem_of(name)
        alike = [node for node in named if stem is not None and stem_of(name_of(node)) == stem]
        path = path_of(target)
        if alike:
            known = {node.mem_id for node in alike}
            placed = [n for n in named if stem_of(name_of(n)) is None and n.mem_id not in known]
        else:
            placed = named
        found = {layout.start(node) for node in alike}
        found |= {layout.start(node) for node in placed if path_of(node) == path}
        found -= {at for at in found if self._at < at < layout.end(target)}
        if heading is not None:
            found -= {at for at in found if self._heads_less(at, heading.level)}
        return sorted(found)

    def _heads_less(self, at: int, level: int) -> bool:
        """Tell whether the first heading from here on is of a lower level, and right here."""
        for one in self.layout.headings:
            if one.at >= at:
                return one.level > level and not self.layout.shown_between(at, one.at)
        return False

    def _is_open(self, node: LexborNode | None) -> bool:
        """Tell whether an element holds the target's part alone, as far as boundaries tell."""
        if node is None or node.tag in WHOLE or node.attributes.get("role") == "main":
            return False
        start, end = self.layout.start(node), self.layout.end(node)
        if not self.before < start <= end <= self.after:
            return False
        return node.tag in SMALL or not self.layout.shows_page(start, end)

    def _top(self, node: LexborNode) -> LexborNode:
        """Return the largest element around an anchor that holds no other such anchor."""
        while node.tag not in ITEMS and node.tag != "dt":
            parent = node.parent
            if parent is None or not self._is_open(parent):
                break
            if not self.has_peers and not self._is_led_by(node, parent):
                break
            node = parent
        return node

    def _is_led_by(self, node: LexborNode, parent: LexborNode) -> bool:
        """Tell whether an element may be meant by the only mark of its kind, which it holds."""
        if parent.tag == "tr":
            return True
        if not self._is_mark(node):
            return False
        leads = not self.layout.shown_between(self.layout.start(parent), self._at)
        return leads or parent.tag in ITEMS | INLINE | {"dt", "p", "td", "th", "blockquote"}

    def _top_of_heading(self, heading: Heading) -> LexborNode:
        """Return the element that holds a heading and its text, else the largest label."""
        around = [heading.node]
        while (parent := around[-1].parent) is not None and self._is_open(parent):
            around.append(parent)
        for node in reversed(around[1:]):
            if self._is_one_of_a_row(node):
                return node
        node = heading.node
        for parent in around[1:]:
            leads = not self.layout.shown_between(self.layout.start(parent), heading.at)
            if node.tag == "dt" or not self._is_label(node) or not (leads or parent.tag in ITEMS):
                break
            node = parent
        return node

    def _is_one_of_a_row(self, node: LexborNode) -> bool:
        """Tell whether a box stands beside one like it that holds a neighbour."""
        if node.tag in LABELS or node.tag in INLINE:
            return False
        stands = any(
            one.tag == node.tag
            and (one.attributes.get("class") or "").split()[:1]
            == (node.attributes.get("class") or "").split()[:1]
            and any(self.layout.start(one) <= at < self.layout.end(one) for at in self._sides)
            for after in (False, True)
            for one in siblings(node, after=after)
            if one.is_element_node
        )
        return stands and not self._is_label(node)  # asked last: it looks at all within

    @property
    def _sides(self) -> tuple[int, int]:
        return self.before, self.after

    def _stands_in_a_row(self, node: LexborNode) -> bool:
        """Tell whether a box of more than a heading comes right behind the one before it."""
        before = next(first_shown(self.layout, siblings(node, after=False)), None)
        return (
            before is not None
            and before.tag == node.tag
            and self.layout.start(before) <= self.before
        )

    def _behind_paragraph(self) -> LexborNode | None:
        """Return what stands behind the paragraph at whose end the target is, showing nothing.

        So it comes out where a paragraph before an anchor was never closed.
        """
        line, layout = self.target.parent, self.layout
        if line is None or line.tag != "p" or layout.shown(self.target) or not self.has_peers:
            return None
        is_last = not layout.shown_between(layout.end(self.target), layout.end(line))
        if not is_last or not layout.shown(line):
            return None
        return next(first_shown(layout, siblings(line, after=True)), None)

    def _is_label(self, node: LexborNode, allowed: str = "") -> bool:
        """Tell whether an element holds a heading, and no text of its own beside it.

        A date or the like is none, nor is it in an element that is `allowed`.
        """
        if node.tag in INLINE or node.tag in LABELS or level_of(node):
            return True
        start, end = self.layout.start(node), self.layout.end(node)
        within = [one for one in self.layout.headings if start <= one.at < end]
        beside = self.layout.shown(node) - sum(self.layout.shown(one.node) for one in within)
        if not within or beside > SHORT:
            return False
        return not holds_some(node, SOLID if allowed else f"p, {SOLID}")

    def _goes_on(self, peers: list[int]) -> bool:
        """Tell whether what follows a line belongs to it, as it does for each of its peers."""
        target = self.target
        if target.tag == "p":
            return bool(peers)
        starts = set(peers) | {self._at}
        first = target
        while first.prev is not None:
            first = first.prev
        gaps: list[int] = []
        for one in (first, *siblings(first, after=True)):
            if self.layout.start(one) in starts and one.is_element_node:
                gaps.append(0)
            elif gaps:
                gaps[-1] += self.layout.shown(one)
        return len(gaps) > 1 and all(gaps[:-1])

    def _term(self, node: LexborNode) -> list[LexborNode]:
        """Return a term of a list and what is said of it; or of what is said, the one thing."""
        first = node
        if node.tag == "dd":
            back = [one for one in siblings(node, after=False) if one.is_element_node]
            for one in back:
                if self.layout.start(one) <= self.before or (one.tag, first.tag) == ("dd", "dt"):
                    break
                first = one
            if first.tag != "dt":
                return [node]
        found = [first]
        said = False
        for one in siblings(first, after=True):
            said = said or one.tag == "dd"
            if self.layout.end(one) > self.after or (one.tag == "dt" and said):
                break
            found.append(one)
        return found

    def _run(self, first: LexborNode) -> list[LexborNode]:
        """Return a node and its siblings up to the next part, or to what ends the page."""
        found = [first]
        is_ruled = any(
            one.tag == "hr" for one in first_shown(self.layout, siblings(first, after=False))
        )
        for one in siblings(first, after=True):
            if self.layout.end(one) > self.after:
                found += self._rest_in(one)
                break
            if ends_page(one):
                break
            if one.tag == "hr" and is_ruled and self.has_peers:
                break
            found.append(one)
        while len(found) > 1 and not self.layout.shown(found[-1]):
            found.pop()
        return found

    def _rest_in(self, node: LexborNode) -> list[LexborNode]:
        """Return what of a line belongs to the part before the next one begins in it.

        An anchor often stands at the end of a paragraph that was never closed.
        """
        if node.tag != "p" and node.tag not in INLINE:
            return []
        start, end = self.layout.start(node), self.layout.end(node)
        if not self.layout.shown_between(start, self.after) or start >= self.after:
            return []
        if not self.layout.shown_between(self.after, end):
            return [node]
        found: list[LexborNode] = []
        for child in node.iter(include_text=True):
            if self.layout.end(child) > self.after:
                return [*found, *self._rest_in(child)]
            found.append(child)
        return found
