"""A listing page -> the rule for the link to its next page, where that is sure.

Asked are, in this order: `rel=next`, links that say "Next" or "Older posts" in many
languages, and the number after that of the page shown. A rule must do on the pages
that follow as well, where a link back stands beside it: so it is made of what says
"next", and of no mere place. Which links are the stories, `listing` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.links import Link
from feedmaker.model import Rule, Rules
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import link_of, select_nodes, text_of
from feedmaker.text import folded
from feedmaker.urls import absolute, document_alias, same_site

_WORDS = frozenset(
    map(
        folded,
        (
            *("Next", "Next page", "Next posts", "Older", "Older posts", "Older entries"),
            *(
                "Older articles",
                "Older stories",
                "Older news",
                "Previous posts",
                "Previous entries",
            ),
            *("Weiter", "Nächste", "Nächste Seite", "Ältere Beiträge", "Ältere Artikel", "Ältere"),
            *("Suivant", "Suivante", "Page suivante", "Articles plus anciens", "Plus anciens"),
            *("Siguiente", "Página siguiente", "Siguientes", "Entradas antiguas", "Más antiguas"),
            *("Entradas anteriores", "Próximo", "Próxima", "Próxima página", "Seguinte"),
            *("Página seguinte", "Posts antigos", "Mais antigos", "Postagens mais antigas"),
            *("Successivo", "Successiva", "Pagina successiva", "Avanti", "Articoli più vecchi"),
            *("Post più vecchi", "Volgende", "Volgende pagina", "Oudere berichten", "Nästa"),
            *("Nästa sida", "Äldre inlägg", "Næste", "Næste side", "Neste", "Neste side"),
            *("Eldre innlegg", "Seuraava", "Seuraava sivu", "Vanhemmat", "Następna", "Następne"),
            *("Następna strona", "Starsze wpisy", "Další", "Další stránka", "Následující"),
            *("Starší příspěvky", "Ďalšia", "Ďalej", "Következő", "Következő oldal"),
            *("Régebbi bejegyzések", "Următoarea", "Pagina următoare", "Următorul", "Sonraki"),
            *("Sonraki sayfa", "Eski yazılar", "Следующая", "Следующая страница", "Вперёд"),
            *("Вперед", "Старые записи", "Предыдущие записи", "Наступна", "Наступна сторінка"),
            *("Следваща", "Следећа", "Sljedeća", "Naslednja", "Επόμενη", "Επόμενο", "Παλαιότερα"),
            *("Berikutnya", "Selanjutnya", "Halaman berikutnya", "Pos lama", "Trang sau", "Tiếp"),
            *("Tiếp theo", "ถัดไป", "หน้าถัดไป", "التالي", "الصفحة التالية", "التالية"),
            *(
                "صفحه بعد",
                "הבא",
                "לעמוד הבא",
                "अगला",
                "अगला पृष्ठ",
                "次へ",
                "次のページ",
                "次",
                "次ページ",
            ),
            *(
                "下一页",
                "下一頁",
                "下页",
                "下頁",
                "后页",
                "后一页",
                "다음",
                "다음 페이지",
                "다음페이지",
            ),
        ),
    )
)
_ARROWS = frozenset({"»", "›", "→", ">", ">>", "≫", "⟩", "▶", "►", "❯"})
_NAMED = re.compile(r"(?i)(?:^|[-_])(?:next|older)(?:$|[-_])|^pag(?:er|ination)[-_]?next")
_MARKS = (
    r"(?i)(?:^|[/?&;_.-])(?:page|paged|pages|pageno|pagenum|pg|p|pn|seite|pagina|sida|start"
    r"|limitstart|offset|skip|from|before|after|older|cursor|max|updated-max|index|list)(?:[=/_-]|$)"
)
_PAGE_WORD = re.compile(_MARKS)
_PAGED = re.compile(_MARKS + r"|\d")
_SHORT_NUMBER = re.compile(r"\d{1,3}")
_CURRENT = re.compile(r"(?i)(?:^|[-_])(?:current|active|selected|cur|on|here)(?:$|[-_])")
_LONGEST = 40  # characters of words that say "next"
_MOST = 9_999  # pages of a listing
_PLAIN = frozenset({"span", "b", "strong", "em"})
_QUOTE = "'"


def next_rule(
    document: Document, places: list[ElementInfo], links: list[Link], items: list[ElementInfo]
) -> Rules:
    """Return the rule for the address of the next page; () if there is none, or it is unsure."""
    held = {at for item in items for at in range(item.at, item.end)}
    outside = [
        link
        for link in links
        if link.place.at not in held and not link.away and _same_listing(link.url, document.url)
    ]
    for rule in (*_by_rel(), *_by_words(outside), *_by_number(outside, places)):
        if _leads_on(document, rule, outside):
            return (rule,)
    return ()


def _same_listing(url: str, page: str) -> bool:
    """Tell whether an address may be a page of this listing: its host, and a count or a mark."""
    one, own = urlsplit(url), urlsplit(page)
    if one.netloc.removeprefix("www.") != own.netloc.removeprefix("www."):
        return False
    if one.path == own.path:
        return bool(set(parse_qsl(one.query)) - set(parse_qsl(own.query)))
    return bool(_PAGED.search(f"{one.path}?{one.query}"))


def is_pager(link: Link, page: str) -> bool:
    """Tell whether a link is one of a pager's, "2" or "Next", and so no story."""
    if not (_SHORT_NUMBER.fullmatch(link.title) or _says_next(link.title)):
        return False
    one, own = urlsplit(link.url), urlsplit(page)
    return _same_listing(link.url, page) and (
        one.path == own.path or bool(_PAGE_WORD.search(f"{one.path}?{one.query}"))
    )


def _leads_on(document: Document, rule: Rule, outside: list[Link]) -> bool:
    """Tell whether all that a rule finds leads to one other page of the site."""
    nodes = select_nodes(document, (rule,))
    found = {absolute(link_of(node), document.base) for node in nodes}
    if len(found) != 1:
        return False
    url = found.pop()
    alias = document_alias(url) if url else ""
    if not url or alias == document_alias(document.url) or not same_site(url, document.url):
        return False
    return nodes[0].tag == "link" or any(link.alias == alias for link in outside)


def _css(text: str) -> Rule:
    return Rule(text=text, engine="css", select=text)


def _xpath(select: str) -> Rule:
    return Rule(text=f"xpath:{select}", engine="xpath", select=select)


# --- What says "next" ------------------------------------------------------------


def _by_rel() -> Iterator[Rule]:
    yield _css("a[rel~=next]")
    yield _css("link[rel~=next]")


def _by_words(outside: list[Link]) -> Iterator[Rule]:
    """Give rules for the links that say "next": by their names, else by their words."""
    for link in outside:
        node = link.place.node
        shown = text_of(node)
        said = [shown, *(node.attributes.get(name) or "" for name in ("aria-label", "title"))]
        if not any(_says_next(text) for text in said) and not _is_named(link.place):
            continue
        for place in list(link.place.upwards())[:2]:
            inner = "" if place is link.place else " a"
            for name in (f"#{place.id}" if place.id else "", *(f".{c}" for c in place.classes)):
                if _NAMED.search(name[1:]):
                    yield _css(f"{name}{inner}" if inner else f"{place.tag}{name}")
        for name in ("aria-label", "title"):
            text = node.attributes.get(name) or ""
            if _says_next(text) and '"' not in text:
                yield _css(f'a[{name}="{text}"]')
        if shown and _says_next(shown) and _QUOTE not in shown:
            yield _xpath(f"//a[normalize-space()='{shown}']")


def _says_next(text: str) -> bool:
    text = text.strip()
    if text in _ARROWS:
        return True
    return len(text) <= _LONGEST and folded(text) in _WORDS


def _is_named(place: ElementInfo) -> bool:
    """Tell whether a link without other words, an icon, is named "next" by its class or id."""
    return not place.words and any(_NAMED.search(name) for name in (place.id, *place.classes))


# --- The number after this page's ---------------------------------------------------


def _by_number(outside: list[Link], places: list[ElementInfo]) -> Iterator[Rule]:
    """Give rules for the link with the number after that of the page shown, if that is marked."""
    numbered: dict[int, Link] = {}
    for link in outside:
        text = text_of(link.place.node)
        if text.isdecimal() and 1 < int(text) <= _MOST:
            numbered.setdefault(int(text), link)
    for number, link in sorted(numbered.items()):
        row = _row(link.place)
        before = _beside(row, places)
        if before is None or text_of(before.node) != str(number - 1):
            continue
        inner = "" if row is link.place else " a"
        if name := _marked(before):
            yield _css(f"{name} + {row.tag}{inner}")
        elif before.tag in _PLAIN and before.end == before.at + 1 and row.tag == "a":
            holder = next(iter(row.parent.classes), "") if row.parent else ""
            if holder:
                yield _css(f".{holder} > {before.tag} + a")


def _row(place: ElementInfo) -> ElementInfo:
    """Return the list item or cell that holds nothing but the link, else the link."""
    parent = place.parent
    alone = parent is not None and parent.tag in {"li", "td"} and parent.words == place.words
    return parent if alone and parent is not None else place


def _beside(row: ElementInfo, places: list[ElementInfo]) -> ElementInfo | None:
    """Return the element before this one, beside it."""
    if row.parent is None:
        return None
    before = [one for one in places[row.parent.at + 1 : row.at] if one.parent is row.parent]
    return before[-1] if before else None


def _marked(place: ElementInfo) -> str:
    """Return the selector that says "the page shown" of an element; "" if nothing does."""
    said = (place.node.attributes.get("class") or "").split()
    for name in said:
        if _CURRENT.search(name) and re.fullmatch(r"[A-Za-z_][\w-]*", name):
            return f"{place.tag}.{name}"
    if place.node.attributes.get("aria-current"):
        return f"{place.tag}[aria-current]"
    inner = place.node.css_first("[aria-current]")
    return f"{place.tag}:has([aria-current])" if inner is not None else ""
