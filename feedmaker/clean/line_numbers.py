"""Numbers that stand beside the lines of a program: gone, and the code whole.

Highlighters put them into a column of their own, or before each line. A table of numbers
that stands beside no code is none of this module's business.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_CALLED = re.compile(
    r"(?i)(?:^|[\s_-])(?:linenos?|line-?num(?:ber)?s?|lnt?|rouge-gutter)(?:$|[\s_-])"
)
_FEWEST = 2
_LONGEST = 100_000
"""Characters of a column that is looked at."""


def drop_line_numbers(root: LexborNode) -> None:
    """Take out columns that count the lines of the code beside them, and counts before lines."""
    for code in root.css("td pre, td code"):
        cell = _cell_of(code)
        before = cell.prev if cell is not None else None
        while before is not None and before.tag != "td":
            before = before.prev
        if cell is not None and before is not None and _counts_up(before):
            _leave_only(cell, before)
    for pre in root.css("pre"):
        called = [node for node in pre.css("span, a") if _is_called(node)]
        numbers = [(node.text() or "").strip() for node in called]
        if len(called) >= _FEWEST and _count_up(numbers):
            for node in called:
                node.decompose()


def _cell_of(code: LexborNode) -> LexborNode | None:
    around = code.parent
    while around is not None and around.tag != "td":
        around = around.parent
    return around


def _is_called(node: LexborNode) -> bool:
    return bool(_CALLED.search(node.attributes.get("class") or ""))


def _counts_up(cell: LexborNode) -> bool:
    text = cell.text(separator="\n") or ""
    numbers = text.split()
    told = len(numbers) >= _FEWEST or _is_called(cell)
    return told and len(text) <= _LONGEST and _count_up(numbers)


def _count_up(numbers: list[str]) -> bool:
    if not numbers or not all(
        one.isascii() and one.isdecimal() and len(one) < 7 for one in numbers
    ):
        return False
    first = int(numbers[0])
    return all(int(one) == first + at for at, one in enumerate(numbers))


def _leave_only(cell: LexborNode, counted: LexborNode) -> None:
    """Take the count out, and the table around the code where it holds nothing else."""
    counted.decompose()
    table = cell.parent
    while table is not None and table.tag != "table":
        table = table.parent
    if table is not None and len(table.css("td, th")) == 1:
        while cell.first_child is not None:
            table.insert_before(cell.first_child, move=True)
        table.decompose()
