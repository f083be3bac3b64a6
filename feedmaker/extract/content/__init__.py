"""Which part of a page is its article, where no rule says so.

Read in this order: `choose` is the story, `blocks` what a page is made of, `words` when two texts
agree, `judges` who is asked, `signals` what a block tells by itself, `verdicts` what that comes to,
`candidates` what can be taken, `beside` and `leftovers` what comes to it and what goes; `thread`,
`comics` and `laid_over` are of special pages; `reasons` tells people of it, and `framed`
shows it. What is taken is always the page's own tree. What is named here is for others, the rest
is inner.
"""

from __future__ import annotations

from feedmaker.extract.content.choose import find_content
from feedmaker.extract.content.framed import Framed, View, framed
from feedmaker.extract.content.reasons import Reasons, reasons_for

__all__ = ["Framed", "Reasons", "View", "find_content", "framed", "reasons_for"]
