"""Links that are but a version's digest, such as "3ea6967dfc", behind what their row is called.

Programs write them beside a change's or a release's name, as a second way there. Rows that are
called by nothing else keep theirs. Which links make the list, `detect.listing` says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from feedmaker.detect.links.links import Link

_ROWS = frozenset({"tr", "li", "dd"})
# Alone or after what it is of: "3ea6967dfc", "commit 3ea6967dfc..."; with figures and letters
_DIGEST = re.compile(r"(?:[^\W\d]+ )?(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,64}[.…]*")


def without_digests(links: Sequence[Link]) -> list[Link]:
    """Leave out links that are but a digest, where another one with words stands before in the row.

    `links` are in the page's order.
    """
    named = set[int]()
    kept = []
    for link in links:
        row = next((above.at for above in link.place.upwards() if above.tag in _ROWS), -1)
        digest = link.words > 0 and _DIGEST.fullmatch(link.title) is not None
        if digest and row in named:
            continue
        if link.words and not digest and row >= 0:
            named.add(row)
        kept.append(link)
    return kept
