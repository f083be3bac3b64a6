"""Marks of an article's blocks, and taking out those that its site has taught.

`lines` knows a block by what it says, `signatures` by that without names, `boxes` by its looks.
What is believed, is told by `extract.lesson`; which part of a page is its article, by
`extract.content`.
"""

from __future__ import annotations

from feedmaker.extract.boilerplate.boxes import boxes_of, look_of
from feedmaker.extract.boilerplate.lines import marks_of, taken_out, without

__all__ = ["boxes_of", "look_of", "marks_of", "taken_out", "without"]
