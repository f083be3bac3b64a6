"""A listing page and some of its stories -> rules for the list that holds them.

By their words, for whoever has a site that no list is found on, or the wrong one; or as they are
remembered, where rules have begun to miss. Run in the sandbox; which list holds the stories,
`detect.listing` and `detect.repair` say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from selectolax.lexbor import LexborNode

from feedmaker.detect.listing import propose
from feedmaker.detect.repair import heal
from feedmaker.errors import NoMatchError, ReadError
from feedmaker.extract.stand_in import stand_in
from feedmaker.model import ListingRules, Locale, Page, Rule, Teaser
from feedmaker.page import rule_engine as run
from feedmaker.page.document import Document, read_document
from feedmaker.page.field_rules import as_written
from feedmaker.page.named_part import drop_the_rest
from feedmaker.page.shown_text import shown_text
from feedmaker.text import folded, plain_line

_MOST = 20_000  # elements whose words are looked at
_LONGEST = 2000  # characters of an element that may be a title, or a card with one
_HEADS = "a[href], h1, h2, h3, h4, h5, h6"
_SAYING = ("title", "alt", "aria-label")  # attributes that may have a title whole
_DOTS = ("…", "...")
_ENOUGH = 6  # letters, before the dots, of a title that is cut off
_ALONE, _AMONG_OTHERS, _SAID, _CUT_OFF = range(4)  # ways to show a title, the best first


def find_by_example(
    page: Page, stories: Sequence[str], others: Sequence[str], within: str, *, alone: bool = False
) -> ListingRules:
    """Return rules for the list that holds all the stories and none of the others, by title.

    With `within`, a good selector, only what stands in its first element is looked at. Without
    stories it is the likeliest list there; so it is if that holds them all, unless theirs is
    wanted `alone`, or others are named. Raises ReadError that says which title is not on the
    page, or that no list fits; NoMatchError if `within` matches nothing.
    """
    document = read_document(page)
    container = (Rule(text=within, engine="css", select=within),) if within else ()
    inside: LexborNode | None = None
    if container:
        places = run.select_nodes(document, container)
        if not places:
            raise NoMatchError(page.final_url, rule="listing.within", selector=within)
        inside = places[0]
        drop_the_rest(inside)
    yes = [_holding(document, title) for title in stories]
    no = [_holding(document, title) for title in others]
    rules = propose(document, yes, no, inside, alone=alone or bool(no))
    if rules is None:
        raise ReadError(page.final_url, _nothing(stories, others, within))
    return replace(rules, within=container) if container else rules


def heal_listing(
    page: Page, rules: ListingRules, known: Sequence[Teaser], locale: Locale
) -> tuple[ListingRules | None, tuple[str, ...]]:
    """Return the healed rules, None if nothing known is listed; and which known stories are there.

    Raises StandInError if the page is another than it should be, a login say, and no known
    story stands there; IsFeedError, ReadError as `read_document` does.
    """
    document = read_document(page)
    healed, there = heal(document, rules, known, locale)
    if not there:
        selector = as_written(rules.item)
        missed = NoMatchError(document.url, rule="listing.item", selector=selector)
        if instead := stand_in(page, document, missed):
            raise instead
    return healed, there


def _nothing(stories: Sequence[str], others: Sequence[str], within: str) -> str:
    if len(stories) > 1:
        return "no list holds all of these stories: give titles that stand side by side on the page"
    if stories:
        return "this title leads to no story, or stands in no list: give another, or two of them"
    where = "in this element" if within else "on this page"
    return f"no other list of stories was found {where}" if others else f"no list was found {where}"


def _holding(document: Document, title: str) -> LexborNode:
    """Return the element that shows a title and little more; raises ReadError if none does.

    The title alone comes before more words with it, what is shown before what tooltips and
    pictures say, and all of the title before one that the page cuts off.
    """
    wanted = folded(title)
    best: LexborNode | None = None
    least = (_CUT_OFF + 1, 0)
    for node in document.tree.css("body *")[:_MOST]:
        found = _shows(node, wanted) if wanted else None
        if found is not None and found < least and _leads(node):
            best, least = node, found
    if best is None:
        near = get_close_matches(title, _titles(document), n=1, cutoff=0.5)
        meant = f"; did you mean “{near[0]}”?" if near else ": copy it from the page"
        raise ReadError(
            document.url, f"no link on this page shows “{plain_line(title, 80)}”{meant}"
        )
    return best


def _shows(node: LexborNode, wanted: str) -> tuple[int, int] | None:
    """Return how an element shows a title, the best way first, and in how many characters."""
    shown = (node.text() or "")[: _LONGEST * 2]
    text = folded(shown)
    if wanted in text and len(text) < _LONGEST:
        return (_ALONE if text == wanted else _AMONG_OTHERS), len(text)
    said = [folded(node.attributes.get(name) or "") for name in _SAYING]
    if lengths := [len(one) for one in said if wanted in one]:
        return _SAID, min(lengths)
    if len(text) >= _ENOUGH and wanted.startswith(text) and shown.rstrip("] \n\t").endswith(_DOTS):
        return _CUT_OFF, -len(text)
    return None


def _leads(node: LexborNode) -> bool:
    """Tell whether an element is a link, or holds one, or stands in one."""
    if node.css_first("a[href]") is not None:
        return True
    above: LexborNode | None = node
    while above is not None:
        if above.tag == "a":
            return True
        above = above.parent
    return False


def _titles(document: Document) -> Iterable[str]:
    titles = (plain_line(shown_text(node), 120) for node in document.tree.css(_HEADS)[:2000])
    return list(dict.fromkeys(filter(None, titles)))
