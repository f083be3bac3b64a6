"""Words that only say what a click does: "Read more", "Weiterlesen", "続きを読む".

They name no story, and what is folded away behind them is part of the text they stand in.
"""

from __future__ import annotations

import re

from feedmaker.text import folded

_INVITATIONS = frozenset(
    map(
        folded,
        (
            *("Read more", "More", "Continue reading", "Read on", "Full story", "Details", "View"),
            *("Read", "Read article", "Read story", "Read the full story", "Read full article"),
            *("Learn more", "Find out more", "See more", "Show more", "Click here", "Open"),
            *("Baca selengkapnya", "Selengkapnya", "Baca juga", "Lebih lanjut", "Weiterlesen"),
            *("Mehr", "Mehr lesen", "Lire la suite", "En savoir plus", "Leer más", "Ver más"),
            *("Leia mais", "Saiba mais", "Leggi tutto", "Continua a leggere", "Lees meer"),
            *("Läs mer", "Les mer", "Læs mere", "Lue lisää", "Czytaj dalej", "Więcej", "Číst dále"),
            *("Tovább", "Citește mai mult", "Devamını oku", "Читать далее", "Подробнее"),
            *("Детальніше", "Διαβάστε περισσότερα", "続きを読む", "もっと見る", "阅读全文"),
            *("查看更多", "更多", "더보기", "اقرأ المزيد", "ادامه مطلب", "קרא עוד", "Xem thêm"),
            *("อ่านต่อ", "और पढ़ें", "Más"),
        ),
    )
)
"""Words of links that say what a click does and not where it leads."""


_PERMANENT = re.compile(
    r"(?i)(?:permalink|permalien|(?:permanent(?:er|e)? |perma-)link|lien permanent"
    r"|(?:enlace|link|collegamento) permanente|постоянная ссылка)"
    r"(?:\s?:|\s(?:to|for|vers|pour|zu[mr]?|für|a|hacia|para|per|на)\b:?)\s*(?=\S)"
)
_GOES_ON = re.compile(r"\s*(?:…|\.{3})\s*[(\[]")


def calls(line: str) -> bool:
    """Tell whether a line is such words with a note on what they lead to: "More… (ref. 12/24)"."""
    start = _GOES_ON.search(line)
    return start is not None and invites(line[: start.start()])


def invites(line: str) -> bool:
    """Tell whether a line is nothing but such words; case and marks don't count."""
    return folded(line) in _INVITATIONS


def without_permanent(line: str) -> str:
    """Return a tooltip without what says that a link is the entry's own: "Permanent link to …"."""
    call = _PERMANENT.match(line)
    return line[call.end() :] if call is not None else line
