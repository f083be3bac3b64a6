"""Articles' pages after a redesign, and what was read of them before -> selectors that find it.

The text is known, and the fields' values: so what is sought is the element that holds them on all
pages. Which rules miss, and whether one is needed at all, is judged by the caller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from feedmaker.detect.elements import ElementInfo, read_places
from feedmaker.detect.fields import as_rule
from feedmaker.detect.names import is_made_up, names_of
from feedmaker.detect.repair import alike, value_of, with_select
from feedmaker.model import Locale, Rule, Rules
from feedmaker.page import rule_engine as run
from feedmaker.page.document import Document
from feedmaker.words import Words, likeness, words_in

HOLDS = 0.6
"""Share of a known text, by F1 of its words, below which an element is another."""

_ENOUGH = 0.5  # of a known text's words: what an element must have to be looked at
_NEAR = 0.05  # of the best element's likeness: what counts as it, with a wrapper more or less
_MOST_TRIED = 60  # selectors
_SHORT = 40  # words of an element that may be a field's
_MOST_SHORT = 400  # such elements of one page
_TELLING = frozenset({"article", "main", "time", "address", "h1"})
"""Tags that say alone what stands in them."""

_SELF = Rule(text=run.SELF, engine="css", select=run.SELF)


def holds_text(document: Document, known: Words) -> bool:
    """Tell whether some element of the page holds a known text, and little more."""
    return next(_names_around(document, known), "") != ""


def text_selector(documents: Sequence[Document], known: Sequence[Words]) -> str:
    """Return the selector of what holds the known text on each page; "" if none does on all."""
    names: Counter[str] = Counter()
    for document, words in zip(documents, known, strict=True):
        names.update(dict.fromkeys(_names_around(document, words)).keys())
    best, best_score = "", HOLDS
    for name, times in _likeliest(names):
        if times < len(documents):
            continue
        score = min(
            likeness(_words_at(document, name), words)
            for document, words in zip(documents, known, strict=True)
        )
        if score > best_score:
            best, best_score = name, score
    return best


def field_rule(
    documents: Sequence[Document],
    name: str,
    had: Sequence[object],
    form: Rule,
    locale: Locale,
) -> Rules:
    """Return the rule that gives each page's value of a field again; () if none gives most."""
    names: Counter[str] = Counter()
    stated = with_select(form, run.SELF) if form.engine == "css" else _SELF
    for document, value in zip(documents, had, strict=True):
        places = (one for one in read_places(document)[1:] if one.words <= _SHORT)
        at = [
            place
            for place, _ in zip(places, range(_MOST_SHORT), strict=False)
            if alike(value_of(document, name, (stated,), place.node, locale), value)
        ]
        names.update(dict.fromkeys(one for place in at for one in _selectors(place)).keys())
    for selector, times in _likeliest(names):
        if times < len(documents):
            break
        rule = with_select(form, selector)
        if all(
            alike(value_of(document, name, (rule,), None, locale), value)
            for document, value in zip(documents, had, strict=True)
        ):
            return (rule,)
    return ()


def _names_around(document: Document, words: Words) -> Iterator[str]:
    """Give the selectors of the element that holds a text, and of those nearly as near to it."""
    least = _ENOUGH * words.total()
    large = [one for one in read_places(document) if one.parent and one.words >= least]
    scored = [(likeness(words_in(run.text_of(one.node)), words), one) for one in large]
    best = max((score for score, _ in scored), default=0.0)
    if best < HOLDS:
        return
    for score, place in scored:
        if score >= best - _NEAR:
            yield from _selectors(place)


def _selectors(place: ElementInfo) -> Iterator[str]:
    """Give what a person may write for an element: its names, and those below its parent's."""
    own = _written(place)
    yield from (one for one in own if one != place.tag or one in _TELLING)
    if place.parent is not None and place.parent.parent is not None:
        for outer in _written(place.parent):
            if outer != place.parent.tag:
                yield from (f"{outer} {name}" for name in own)


def _written(place: ElementInfo) -> list[str]:
    names = names_of(place)
    return [one for one in names if one[0] not in "#." or not is_made_up(one[1:])]


def _likeliest(names: Counter[str]) -> Iterable[tuple[str, int]]:
    """Return selectors with the pages that they stand on: most pages first, then the plainest."""
    order = sorted(names.items(), key=lambda pair: (-pair[1], _cost(pair[0])))
    return order[:_MOST_TRIED]


def _cost(selector: str) -> tuple[int, bool, int]:
    return selector.count(" "), selector[0] not in "#.", len(selector)


def _words_at(document: Document, selector: str) -> Words:
    nodes = run.outermost(run.select_nodes(document, as_rule(selector)))
    return words_in(" ".join(run.text_of(node) for node in nodes))
