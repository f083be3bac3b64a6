"""Where the items of a list have their titles, if the words of their links are none.

Links that are whole cards, numbers of dockets, or "Read more" on every item name
nothing; then the part of the item is found that reads like a title in most items,
or that of the row beside it (`dt` and `dd`). Links and dates are found in `fields`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import (
    DATE_NAME,
    HEADINGS,
    ElementInfo,
    is_date_text,
    says_only_day,
    tells_day,
)
from feedmaker.detect.selectors import names_of
from feedmaker.model import Rule
from feedmaker.page.invitations import calls, invites
from feedmaker.page.rule_engine import INLINE, text_of
from feedmaker.text import folded

_SAMPLE = 20  # items that are looked at
_MOST_PARTS = 40  # of one item
_MOST_TRIED = 40
_DEEPEST_PART = 4  # elements of an item that hold a part told by where it stands
_ENOUGH = 0.6  # share of the items that must have the part
_BETTER = 0.2  # by which a part must beat the link's own words
_SURELY = 0.6  # worth of links' words that need no rule
_FEWEST = 5  # words of a title that is surely one
_MOST_WORDS = 30  # what is longer is a text
_TITLE_NAME = re.compile(
    r"(?i)title|headline|heading|judul|ttl|titre|titul|titol|titel|t[yí]tul|baslik|otsikko"
    r"|(?:^|[-_])(?:name|tit|hl)(?:$|[-_])"
)
_NO_TITLE = re.compile(
    r"(?i)(?:sub|sous|sur|unter|dach|ante|sopra|sotto|after|before)-?tit|read|author|cat(?:egory)?s?$"
    r"|tag|meta|excerpt|summary|desc|[-_]num(?:ber)?$|byline"
)
_VERSION = re.compile(r"(?:(?<=[\s(/-])|(?<=[\s(/-]v))\d{1,3}(?:\.\d{1,4})+\b")
_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{1,2}|[^\W\d_]{2,}")
_NUMBER = re.compile(r"\d{2}")
_DIGITS = re.compile(r"\d[\d.,]*")
_LABEL = re.compile(r"\w[\w ]{1,20}:(?=\s)")
_NAME = re.compile(r"[^\W\d_]{3,}")
_NAME_WORDS = 2  # of what has versions
_SEVERAL = 2  # links in a part that is no title
_OFTEN = 0.8  # share of the texts that begin alike
_QUOTES = tuple(
    (start, f"{stop}{end}") for start, end in ('""', "“”", "„“", "«»") for stop in (",", ".", "")
)
_LONGEST_QUOTE = 300  # characters
_STOPS = (".", "!", "?", "…", "。")
_CUT = ("…", "...", "[…]", "[...]")
_SOME_CUT = 0.2  # of the titles, so that the tooltips are read for all
_CELL = re.compile(r"td:nth-of-type\((\d+)\)")
_CELLS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an item that has words of its own."""

    place: ElementInfo
    text: str
    order: int


def title_rule(
    places: list[ElementInfo], pairs: list[tuple[ElementInfo, ElementInfo]]
) -> tuple[Rule, ...]:
    """Return the rule for the title of items; () if the links' words are it, or nothing is."""
    sample = pairs[:_SAMPLE]
    when = sum(says_only_day(text_of(link.node)) for link, _ in sample) >= _OFTEN * len(sample)
    headed = sum(link.in_heading or link.headed for link, _ in sample)
    if headed >= _ENOUGH * len(sample) and not when:
        return ()
    own = _links_worth(places, [link for link, _ in sample])
    cards = not when and (
        sum(_is_card(places, link) for link, _ in sample) >= _ENOUGH * len(sample)
    )
    called = sum(any(map(is_title_name, link.classes)) for link, _ in sample)
    if own >= _SURELY or (own > _BETTER and not cards and called == len(sample)):
        return ()
    holders = [link if cards else item for link, item in sample]
    if not (cards or when) and any(item.headed for _, item in sample) and own < _BETTER:
        return ()  # the item shows its heading by itself
    selector, worth = _best_part(places, holders, sample)
    if selector and (whole := _tooltips(sample, selector)):
        return whole
    if when and selector and _is_prose(sample, selector):
        return ()  # notes of a day, which has no other name
    if own > _BETTER and not cards and selector and _adds_brackets(sample, selector):
        return ()
    if worth > own + _BETTER and (line := _first_lines(sample, selector)):
        return line
    if not cards and own < _BETTER and worth < _SURELY and (said := _quoted(sample)):
        return said
    beside = _beside(places, [item for _, item in sample], max(own, worth))
    if beside or not selector or worth <= own + _BETTER:
        return beside
    return (Rule(text=selector, engine="css", select=selector),)


def is_title_name(name: str) -> bool:
    """Tell whether a class is what makers of pages call a title."""
    return bool(_TITLE_NAME.search(name)) and not _NO_TITLE.search(name)


def _links_worth(places: list[ElementInfo], links: list[ElementInfo]) -> float:
    """Return how well the links' own words name the items, from 0 to 1."""
    texts = [text_of(link.node) for link in links]
    worth = mean(_quality(text) for text in texts) * len(set(map(folded, texts))) / len(texts)
    if sum(_is_card(places, link) for link in links) >= _ENOUGH * len(links):
        worth = min(worth, 0.3)
    return worth


def _is_card(places: list[ElementInfo], link: ElementInfo) -> bool:
    """Tell whether a link holds several parts with words, and so more than a title."""
    return sum(1 for _ in _parts(places, link)) > 1


def _quality(text: str) -> float:
    words = len(_WORD.findall(text))
    if not words or invites(text) or calls(text):
        return 0.0
    if words <= _NAME_WORDS and _NAME.match(text) and _VERSION.search(text):
        return _SURELY  # "Ferryboat 2.1.0" is all that a release is called
    if words == 1 and _NUMBER.search(text):
        return 0.1  # the number of a docket, a paper
    if (is_date_text(text) and words <= _FEWEST) or says_only_day(text):
        return 0.1
    return 0.4 if words > _MOST_WORDS else 0.3 + 0.7 * min(1.0, words / _FEWEST)


def _parts(places: list[ElementInfo], holder: ElementInfo) -> Iterator[_Part]:
    """Give the parts of an item that have words of their own, in page order."""
    below: Counter[int] = Counter()
    links: Counter[int] = Counter()
    inside = places[holder.at + 1 : holder.end]
    for place in inside:
        if place.parent is not None:
            below[place.parent.at] += place.words
        if place.tag == "a":
            links.update(above.at for above in place.upwards())
    order = 0
    for place in inside:
        if (
            (place.words > below[place.at] or _is_whole_title(places, place))
            and not _in_another(place, holder)
            and links[place.at] < _SEVERAL
        ):
            yield _Part(place, text_of(place.node), order)
            order += 1
            if order == _MOST_PARTS:
                break


def _is_whole_title(places: list[ElementInfo], place: ElementInfo) -> bool:
    """Tell whether an element is called a title, whose words stand in lines of one paragraph."""
    called = any(map(is_title_name, place.classes))
    if not called or not 0 < place.words <= _MOST_WORDS or _LABEL.match(text_of(place.node)):
        return False
    return all(inner.tag in INLINE for inner in places[place.at + 1 : place.end])


def _in_another(place: ElementInfo, holder: ElementInfo) -> bool:
    """Tell whether a part stands in a sentence: a word in bold, a link in a text."""
    parent = place.parent
    own = parent is not None and parent is not holder and parent.tag in {"p", "h1", "h2", "h3"}
    return own and parent is not None and parent.words > 2 * place.words


def _best_part(
    places: list[ElementInfo],
    holders: list[ElementInfo],
    pairs: list[tuple[ElementInfo, ElementInfo]],
) -> tuple[str, float]:
    seen: Counter[str] = Counter()
    orders: dict[str, int] = {}
    outer = set[int]()  # what holds a whole link has more words than its title
    for holder in holders:
        outer.update(above.node.mem_id for above in holder.upwards())
        for part in _parts(places, holder):
            for name in _names(part.place, holder):
                seen[name] += 1
                orders[name] = min(orders.get(name, part.order), part.order)
    common = [name for name, times in seen.items() if times >= _ENOUGH * len(holders)]
    common.sort(key=lambda name: (orders[name], len(name)))
    best, best_worth = "", 0.0
    for name in common[:_MOST_TRIED]:
        texts = []
        for _, item in pairs:
            node = _first_inside(item, name)
            texts.append(text_of(node) if node and node.mem_id not in outer else "")
        worth = _worth(name, texts) - 0.03 * min(orders[name], 5) - 0.001 * len(name)
        if worth > best_worth:
            best, best_worth = name, worth
    return best, best_worth


def _first_inside(item: ElementInfo, selector: str) -> LexborNode | None:
    """Return the first node in an item as rules find it: never the item itself."""
    node = item.node.css_first(selector)
    if node is None or node.mem_id != item.node.mem_id:
        return node
    return next((one for one in item.node.css(selector) if one.mem_id != node.mem_id), None)


def _tooltips(pairs: list[tuple[ElementInfo, ElementInfo]], part: str) -> tuple[Rule, ...]:
    """Return the rule for the titles that links' tooltips have whole, if a part cuts some off.

    All of them may begin with the same call: "Read more: ".
    """
    cut, calls = 0, set[str]()
    for link, item in pairs:
        first = item.node.css_first("a[title]") if item is not link else link.node
        whole = " ".join((link.node.attributes.get("title") or "").split())
        if first is None or not whole or first.attributes.get("title") != whole:
            return ()
        node = _first_inside(item, part)
        text = text_of(node) if node is not None else ""
        call, start, rest = whole.partition(text.rstrip(".…[] "))
        if not start:
            return ()
        calls.add(call)
        cut += bool(rest) and text.endswith(_CUT)
    if cut < _SOME_CUT * len(pairs) or len(calls) > 1:
        return ()
    is_link = pairs[0][0] is pairs[0][1]
    if (call := calls.pop()) and "'" not in call:
        select = f"substring-after({'.' if is_link else './/a'}/@title, '{call}')"
        return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)
    selector = ":self" if is_link else "a[title]"
    return (Rule(text=f"{selector} @title", engine="css", select=selector, attribute="title"),)


def _is_prose(pairs: list[tuple[ElementInfo, ElementInfo]], part: str) -> bool:
    """Tell whether most texts of a part end as sentences do."""
    nodes = (_first_inside(item, part) for _, item in pairs)
    ends = sum(node is not None and text_of(node).endswith(_STOPS) for node in nodes)
    return ends > len(pairs) / 2


def _adds_brackets(pairs: list[tuple[ElementInfo, ElementInfo]], part: str) -> bool:
    """Tell whether a part is the link's words and a note on them: "A v. B (opinion by C)"."""
    for link, item in pairs:
        node, own = item.node.css_first(part), text_of(link.node)
        _, start, rest = text_of(node).partition(own) if node is not None else ("", "", "")
        if not start or not rest.lstrip().startswith(("(", "[")):
            return False
    return True


def _first_lines(pairs: list[tuple[ElementInfo, ElementInfo]], part: str) -> tuple[Rule, ...]:
    """Return the rule for titles that are the first line of a row's cell, if some have more."""
    cell = _CELL.fullmatch(part)
    if cell is None or any(item.tag != "tr" for _, item in pairs):
        return ()
    more = 0
    for _, item in pairs:
        node = item.node.css_first(part)
        if node is None or node.parent is None or node.parent.mem_id != item.node.mem_id:
            return ()
        said = (n for n in node.iter(include_text=True) if n.tag == "br" or text_of(n).strip())
        first, second = next(said, None), next(said, None)
        if first is None or not first.is_text_node or (second and second.tag != "br"):
            return ()
        more += next(said, None) is not None
    if more < _SOME_CUT * len(pairs):
        return ()
    select = f"string(td[{cell[1]}]/text()[normalize-space()][1])"
    return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)


def _quoted(pairs: list[tuple[ElementInfo, ElementInfo]]) -> tuple[Rule, ...]:
    """Return the rule for titles in quotation marks, as lists of papers have them in plain text."""
    lines = [text_of(item.node) for _, item in pairs]
    for start, end in _QUOTES:
        said = [line.partition(start)[2].partition(end)[0] for line in lines if end in line]
        if len(said) < _OFTEN * len(lines) or len(set(said)) < len(said):
            continue
        if mean(map(_quality, said)) >= _SURELY and max(map(len, said)) <= _LONGEST_QUOTE:
            select = f"substring-before(substring-after(., '{start}'), '{end}')"
            return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)
    return ()


def _worth(name: str, texts: list[str]) -> float:
    some = [text for text in texts if text]
    if name in {"div", "span", "td", "p"}:
        return 0.0  # the first of its tag is as often something else
    if len(some) < _ENOUGH * len(texts):
        return 0.0
    worth = sum(map(_quality, some)) / len(texts) * len(set(map(folded, some))) / len(some)
    if _same_start(some):
        worth -= 0.5
    if len(some) > 1 and len({_DIGITS.sub("", text) for text in some}) == 1:
        worth -= 0.3  # a count: "97 views", "485 views"
    if DATE_NAME.search(name) or sum(map(tells_day, some)) >= _OFTEN * len(some):
        worth -= 0.5  # a line with the date and what stands beside it
    if _TITLE_NAME.search(name) and not _NO_TITLE.search(name):
        worth += 0.35
    elif _NO_TITLE.search(name):
        worth -= 0.3
    return worth


def _same_start(texts: list[str]) -> bool:
    """Tell whether most texts begin with the same small word: "by Ann", "updated today"."""
    starts = Counter(text.split()[0] for text in texts if text.strip())
    word, times = starts.most_common(1)[0] if starts else ("", 0)
    return word.islower() and times > _OFTEN * len(texts)


def _names(place: ElementInfo, holder: ElementInfo) -> Iterator[str]:
    """Give selectors by which a part may be found in its item."""
    said = place.node.attributes.get("itemprop") or ""
    if said in {"headline", "name"}:
        yield f"[itemprop={said}]"
    names = [name for name in names_of(place) if name[:1] != "#"]
    yield from names
    cell = next((up for up in place.upwards() if up is holder or up.tag in _CELLS), holder)
    if cell is not holder and (cell is place or cell.words == place.words):
        yield f"{cell.tag}:nth-of-type({cell.nth})"
    chain = place.tag
    for above in place.upwards():
        if above is place:
            continue
        if above is holder:
            break
        chain = f"{above.tag} > {chain}"
        if above.parent is holder or above.parent is None:
            break
        yield from (f"{name} {place.tag}" for name in names_of(above) if name[:1] == ".")
    if chain != place.tag:
        yield chain
    if names == [place.tag] and place.parent is holder and place.tag in INLINE:
        yield f"{place.tag}:last-of-type"  # the author's own name may be bold as well
    if names == [place.tag]:  # no class of it is known: only where it stands can tell it
        yield from _standing(place, holder)


def _standing(place: ElementInfo, holder: ElementInfo) -> Iterator[str]:
    """Give selectors by where a part stands in its item, counted from either side."""
    for side in ("nth", "last"):
        steps: list[str] = []
        for up in place.upwards():
            if up is holder:
                break
            last = up.parent is not None and up.end == up.parent.end
            if side == "last" and up is place and not last:
                return
            turn = "last-child" if side == "last" and up is place else f"nth-of-type({up.nth})"
            steps.insert(0, f"{up.tag}:{turn}")
        if 1 < len(steps) <= _DEEPEST_PART:
            yield " > ".join(steps)


# --- The row beside the item --------------------------------------------------


def _beside(places: list[ElementInfo], items: list[ElementInfo], own: float) -> tuple[Rule, ...]:
    """Return the rule for titles in the `dd` of an item that is a `dt`, if they are better."""
    if any(item.tag != "dt" for item in items):
        return ()
    rows = [row for item in items if (row := _next_row(places, item)) is not None]
    if len(rows) < _ENOUGH * len(items):
        return ()
    seen: dict[str, list[str]] = {}
    for row in rows:
        for part in [_Part(row, text_of(row.node), 0), *_parts(places, row)]:
            for step in dict.fromkeys(_steps(part.place, row)):
                seen.setdefault(step, []).append(part.text)
    tried = [(_worth(step, texts), step) for step, texts in seen.items() if len(texts) >= len(rows)]
    worth, step = max(tried, key=lambda pair: (pair[0], -len(pair[1])), default=(0.0, ""))
    if worth <= own:
        return ()
    select = f"following-sibling::dd[1]{step}"
    labels = {label[0] if (label := _LABEL.match(t)) else "" for t in seen[step]}
    if len(labels) == 1 and (label_text := labels.pop()):
        select = f"substring-after({select}, '{label_text}')"
    return (Rule(text=f"xpath:{select}", engine="xpath", select=select),)


def _next_row(places: list[ElementInfo], item: ElementInfo) -> ElementInfo | None:
    row = places[item.end] if item.end < len(places) else None
    return row if row is not None and row.parent is item.parent and row.tag == "dd" else None


def _steps(place: ElementInfo, row: ElementInfo) -> Iterator[str]:
    if place is row:
        yield ""
    for kind in place.classes:
        yield f"//{place.tag}[contains(@class, '{kind}')]"
    if place.tag in HEADINGS:
        yield f"//{place.tag}"
