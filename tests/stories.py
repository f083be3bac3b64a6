"""A site's stories with what it says on each of them, for tests of what a site teaches."""

from __future__ import annotations

SHARE = "<div class=bagikan><p>Bagikan cerita ini kepada teman</p></div>"
WORDS = ("pagi", "kapal", "pasar", "cuaca", "ombak", "layar", "jaring", "ikan", "laut", "kota")


def told(number: int, paragraphs: int = 6) -> str:
    """Paragraphs that no other story has."""
    return "".join(
        f"<p>Cerita {number} alinea {row}: "
        + " ".join(WORDS[(number * 5 + row * 3 + at * (number + 1)) % 10] for at in range(30))
        + f" dan begitulah hari ke-{number * 10 + row}.</p>"
        for row in range(paragraphs)
    )


def page(number: int, more: str = SHARE, *, body: str = "") -> str:
    """A story's page, with what stands below its text."""
    return (
        f"<html lang=id><h1>Judul {number}</h1><p class=by>Ani</p>"
        f"<div class=body>{body or told(number)}{more}</div>"
    )


def brief(number: int) -> str:
    """A story in short lines: it is not known again by its long ones."""
    return "".join(f"<p>Kabar {number} baris {row} dari {WORDS[row]}.</p>" for row in range(9))


def by_the_pier(number: int, *, story: int, voices: int) -> str:
    """A page whose story stands in a box, and whose readers' words below may be longer."""

    def said(what: str, at: int, rows: int) -> str:
        return "".join(
            f"<p>The pilot of house {number * 31 + at + row} said about the {what} that it would take"
            f" {number + row} more weeks, and that nobody should wait for the ferry.</p>"
            for row in range(rows)
        )

    rows = "".join(f"<div class=row>{said('fair', at * 40, 2)}</div>" for at in range(voices))
    box = f"<div class=story-box>{said('pier', 0, story)}</div>"
    return f"<body><h2>Pier {number}</h2>{box}<div class=voices>{rows}</div>"
