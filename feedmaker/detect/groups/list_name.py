"""What the words above a list call it: "What's new", "Pressemitteilungen", "お知らせ".

A front page of an office or a firm has many lists, and those of services are longer; a person looks
for the one that says to have the news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import HEADINGS, ElementInfo
from feedmaker.detect.links import words_in

_MOST_AROUND = 6  # elements around an item, before which the name may stand
_MOST_BESIDE = 3  # elements before one of them
_MOST_NAME = 5  # words of a name
_LONGEST_NAME = 100  # characters
_SAID = (
    *(r"news(?!letter)", "latest", "what.?s new", "press (?:releases?|room)", "announcements?"),
    *("notices?", "headlines", "recent (?:posts|articles|stories)", "aktuelles", "nachrichten"),
    *("neuigkeiten", "meldungen", "pressemitteilungen", "neueste", "actualités?", "actus?"),
    *("communiqués", "noticias", "novedades", "últim[ao]s", "notícias", "novidades", "notícies"),
    *("notizie", "novità", "ultime", "comunicati", "avvisi", "nieuws", "nyheter", "nyheder"),
    *("fréttir", "uutiset", "ajankohtaista", "uudised", "aktualności", "aktuality", "zprávy"),
    *("novice", "vijesti", "naujienos", "jaunumi", "hírek", "știri", "anunțuri", "новости"),
    *("новини", "объявления", "вести", "haber(?:ler)?", "duyurular", "νέα", "ανακοινώσεις"),
    *("berita", "pengumuman", "terkini", "terbaru", "tin tức", "tin mới", "thông báo"),
)
_IN_SIGNS = (
    *("新着", "お知らせ", "ニュース", "トピックス", "最新", "新闻", "新聞", "要闻", "通知", "公告"),
    *("动态", "공지", "뉴스", "소식", "أخبار", "الأخبار", "اخبار", "חדשות", "समाचार", "ข่าว"),
)
_NEWS = re.compile(rf"\b(?:{'|'.join(_SAID)})\b|{'|'.join(_IN_SIGNS)}", re.IGNORECASE)


def called_news(items: Sequence[ElementInfo]) -> float:
    """Return the share of the items that stand below a heading which says that news are there.

    That is the heading beside an item, or beside what it is in, and for all that are in there.
    """
    told, passed = 0, -1
    for item in sorted(items, key=lambda one: one.at):
        if item.at >= passed:
            says, passed = _is_news(item)
        told += says
    return told / len(items)


def _is_news(item: ElementInfo) -> tuple[bool, int]:
    """Tell whether the name above an item says so, and where what it names ends."""
    for below in islice(item.upwards(), _MOST_AROUND):
        if (name := _name_before(below.node)) is not None:
            return bool(_NEWS.search(name)), (below.parent or below).end
    return False, item.end


def _name_before(node: LexborNode) -> str | None:
    """Return the name that stands before an element, beside it; None if there is none."""
    beside = node.prev
    for _ in range(_MOST_BESIDE):
        while beside is not None and not beside.is_element_node:
            beside = beside.prev
        if beside is None:
            return None
        if beside.tag in HEADINGS or beside.tag not in {node.tag, "script", "style", "template"}:
            words = _first_words(beside)
            if words:
                return words if words_in(words) <= _MOST_NAME else None
        beside = beside.prev
    return None


def _first_words(node: LexborNode) -> str:
    """Return the words of an element, or so many of them as are surely no name."""
    words = ""
    for text in node.traverse(include_text=True):
        if text.is_text_node:
            words = f"{words} {text.text_content or ''}".strip()
            if len(words) > _LONGEST_NAME:
                break
    return words
