"""Which of a text's dates is the story's: the one that is called published, not updated.

"Updated Nov 22 · Published Nov 20", "2024-04-20 公開 2024-04-29 更新": each word that says so
(`Qp`, `Qu` in `words`) holds for the date behind it, or before it where the last word has none
behind it. The dates themselves are read in `absolute`.
"""

from __future__ import annotations

from feedmaker.dates.letters import Shaped


def labelled_parts(text: Shaped) -> list[tuple[str, Shaped]]:
    """Return the parts of a text in the order to believe them; [] if there is no choice.

    With each what it is called: "p" published, "" nothing, "u" updated.
    """
    labels = [
        (at, label)
        for at, piece in enumerate(text.pieces)
        if piece.codes and (label := piece.code("Q"))
    ]
    if not labels or (len(labels) == 1 and labels[0][0] == 0):
        return []
    ends = len(text.pieces)
    if _holds_number(text, labels[-1][0], ends):
        starts = [0, *(at for at, _ in labels)]
        kinds = ["", *(label for _, label in labels)]
        borders = list(zip(starts, [*starts[1:], ends], kinds, strict=True))
    else:
        stops = [at + 1 for at, _ in labels]
        kinds = [label for _, label in labels]
        borders = list(zip([0, *stops[:-1]], stops, kinds, strict=True))
    borders = [border for border in borders if _holds_number(text, *border[:2])]
    if len(borders) < 2:
        return []  # there is nothing to choose from
    borders.sort(key=lambda border: ("p", "", "u").index(border[2]))
    return [(label, text.between(start, end)) for start, end, label in borders]


def _holds_number(text: Shaped, start: int, end: int) -> bool:
    """Tell whether there is a number, or a word that stands for a day, in a part."""
    return any(
        piece.kind not in ("word", "sign") or piece.code("R") or piece.code("U")
        for piece in text.pieces[start:end]
    )
