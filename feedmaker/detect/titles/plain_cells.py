"""Titles in plain text, in the rows of a table whose links say but whose a paper is, and "PDF".

Which column it is, its head says; or it is the one that says another phrase in most rows.
"""

from __future__ import annotations

import re
from itertools import islice
from statistics import mean

from feedmaker.detect.elements import ElementInfo, says_only_day
from feedmaker.detect.titles.worth import OFTEN, SURELY, quality
from feedmaker.model import Rule
from feedmaker.page.rule_engine import text_of

_MOST_CELLS = 12  # of a row
_LONGEST_HEAD = 40  # characters of a column's head
_TITLE_HEAD = re.compile(
    r"(?i)\b(?:title|titel|titre|t[íi]tulo|titolo|titlu|tittel|otsikko|tytuł|n[áa]zev|názov|cím"
    r"|naslov|judul|tajuk|tiêu đề|başlık|τίτλος|заголовок|название|назва|subject|betreff|objet"
    r"|sujet|asunto|assunto|oggetto|onderwerp|emne|ämne|rubrik|aihe|temat|předmět|tárgy|konu"
    r"|perihal|тема|θέμα|announcement|headline|notice)\b"
    r"|件名|タイトル|表題|标题|標題|题名|主旨|제목|العنوان|عنوان|כותרת|หัวข้อ|शीर्षक"
)


def plain_cells(pairs: list[tuple[ElementInfo, ElementInfo]]) -> tuple[Rule, ...]:
    """Return the rule for titles in plain text, in rows that have but calls and names for links."""
    if any(item.tag != "tr" for _, item in pairs):
        return ()
    others = 0
    for link, item in pairs:
        own = link.node.attributes.get("href")
        named = (a for a in item.node.css("a[href]") if a.attributes.get("href") != own)
        others += any(quality(text_of(one)) for one in named)
    if others < OFTEN * len(pairs):
        return ()
    column, _ = plain_column([item for _, item in pairs])
    select = f"td:nth-of-type({column})"
    return (Rule(text=select, engine="css", select=select),) if column else ()


def plain_column(rows: list[ElementInfo]) -> tuple[int, bool]:
    """Return the turn of the cell that names each row in plain text, and whether its head says so.

    0 if there is none: what is said there is a phrase, and another one in most rows. Nor is there
    one beside links of which a head says that they are the titles.
    """
    columns: dict[int, list[str]] = {}
    linked: dict[int, set[str]] = {}
    for row in rows:
        cells = (cell for cell in row.node.iter() if cell.tag == "td")
        for turn, cell in enumerate(islice(cells, _MOST_CELLS), 1):
            text = text_of(cell)
            if cell.css_first("a") is not None:
                linked.setdefault(turn, set()).add(text)
                text = ""
            columns.setdefault(turn, []).append("" if says_only_day(text) else text)
    heads = _heads(rows[0])
    best, most, told = 0, SURELY, False
    if any(turn in heads and len(said) >= OFTEN * len(rows) for turn, said in linked.items()):
        return best, told
    for turn, texts in columns.items():
        said = [text for text in texts if text]
        if len({*said}) < OFTEN * len(rows):
            continue
        worth = mean(map(quality, said)) + (titled := turn in heads)
        if worth > most:
            best, most, told = turn, worth, titled
    return best, told


def _heads(row: ElementInfo) -> set[int]:
    """Return the turns of the columns of a row's table whose heads say that titles are there."""
    table = next((up for up in row.upwards() if up.tag == "table"), None)
    head = table.node.css_first("tr") if table is not None else None
    cells = [cell for cell in head.iter() if cell.tag in {"td", "th"}] if head is not None else []
    return {
        turn
        for turn, cell in enumerate(cells[:_MOST_CELLS], 1)
        if len(text := text_of(cell)) <= _LONGEST_HEAD and _TITLE_HEAD.search(text)
    }
