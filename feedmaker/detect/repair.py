"""A list's rules that miss, and stories known from before -> rules that find them again.

The stories are known by where their links lead: the site has changed its page, hardly its
addresses. What still works of the old rules stays as it is; fields are found again by the
values that they had. Whether the new rules may be used, `update.repair` judges.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from selectolax.lexbor import LexborNode

from feedmaker.detect.elements import HEADINGS, ElementInfo, read_places
from feedmaker.detect.fields import as_rule, find_fields
from feedmaker.detect.groups import Group, find_groups, items_of
from feedmaker.detect.links import Link, read_links
from feedmaker.detect.listing import selectors_for
from feedmaker.detect.names import around, is_made_up, names_of, path_to
from feedmaker.detect.next_page import next_rule
from feedmaker.detect.signals import worth
from feedmaker.detect.variants import same_kind
from feedmaker.model import FieldRules, ListingRules, Locale, Rule, Rules, SiteDate, Teaser
from feedmaker.page import rule_engine as run
from feedmaker.page.document import Document
from feedmaker.page.field_rules import read_fields, read_link
from feedmaker.text import folded
from feedmaker.urls import absolute, document_alias
from feedmaker.words import likeness, words_in

_AS_GOOD = 0.02  # of F1, by which a rule that was there already may be worse
_NEARLY_ALL = 0.8  # of the known stories that one list can have
_MORE = 2  # known stories that make a further list one of the feed's
_CLEARLY = 1.0  # of a score: what a list with all the same stories must look better
_LIKE_FIRST = 0.5  # of the first list's share of known stories: what a further list must have
_WORKS = 0.5  # share of the items on which a field's rule gives something
_AGREES = 0.6  # share of the known items whose value a new rule must give
_SAMPLE = 40  # items on which fields are tried
_MOST_TRIED = 80  # selectors for one field
_TWO = 2  # values that are no chance
_EDITED = 0.6  # likeness of a text to what it was before
_TELLING = 12  # letters of a title that are no chance

_TELLING_TAGS = HEADINGS | {"time", "address"}

KEYS = {"author": "authors", "category": "categories", "enclosure": "enclosures"}
"""Rules whose field of an entry has another name."""


@dataclass(frozen=True, slots=True)
class _Page:
    document: Document
    places: list[ElementInfo]
    links: list[Link]
    known: dict[str, Teaser]  # by where they lead


def heal(
    document: Document, rules: ListingRules, known: Sequence[Teaser], locale: Locale
) -> tuple[ListingRules | None, tuple[str, ...]]:
    """Return rules that find the known stories, and the addresses of those that stand there.

    The rules are the old ones where those do as well. None if no list holds a known story. Where
    no link leads to one, links with their very titles are taken for them. Links in menus, sidebars
    and the like don't count as standing there.
    """
    places = read_places(document)
    links = read_links(document, places) if places else []
    remembered = {document_alias(teaser.url): teaser for teaser in known}
    told = [link for link in links if link.alias in remembered]
    if not told:  # other addresses, too: then their titles have to do
        remembered = _by_title(places, links, known)
        told = [link for link in links if link.alias in remembered]
    page = _Page(document, places, links, remembered)
    listed = {link.alias for link in told if not link.place.chrome}
    stand = tuple(dict.fromkeys(link.url for link in told if link.alias in listed))
    leading = _leading(page, rules)
    if listed and listed <= leading:  # the list is found as ever
        chosen = [link for link in links if link.alias in leading]
    else:
        chosen = _list_of(page, {link.alias for link in told})
    if not chosen:
        return None, stand
    items = items_of(chosen)
    wanted = {link.alias for link in chosen}
    link, fields = find_fields(places, [one.place for one in chosen], items)
    healed = _found_by(page, rules, chosen, items, link, wanted)
    nodes = _nodes(document, healed)[:_SAMPLE]
    healed = replace(healed, fields=_fields(page, healed, nodes, fields, locale))
    if rules.next and not read_link(document, rules.next):
        healed = replace(healed, next=next_rule(document, places, links, items) or rules.next)
    return healed, stand


def _by_title(
    places: Sequence[ElementInfo], links: Sequence[Link], known: Sequence[Teaser]
) -> dict[str, Teaser]:
    """Return the known stories by where a link leads that is named, or headed, as one is, alone."""
    titles = ((folded(one.by_rule.title or one.by_itself.title), one) for one in known)
    named = {title: one for title, one in titles if len(title) >= _TELLING}
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for link in links:
        if (title := folded(link.title)) in named:
            found[title][link.alias] = None
    for place in places:
        if place.tag in HEADINGS and (title := folded(place.node.text() or "")) in named:
            found[title] |= dict.fromkeys(_led_beside(place, links))
    once = {title: next(iter(led)) for title, led in found.items() if len(led) == 1}
    return {alias: named[title] for title, alias in once.items()}


def _led_beside(place: ElementInfo, links: Sequence[Link]) -> list[str]:
    """Return where the links lead that stand nearest around an element."""
    for up in place.upwards():
        inside = {link.alias for link in links if up.at <= link.place.at < up.end}
        if inside:
            return sorted(inside)
    return []


def _list_of(page: _Page, known: set[str]) -> list[Link]:
    """Return the links of the lists that hold the known stories; [] if there are none."""
    groups = find_groups(page.links, page.places, page.document.url)
    held = [(g, hits) for g in groups if (hits := {link.alias for link in g.links} & known)]
    if not held:
        return []
    most = max(len(hits) for _, hits in held)
    large = [(group, hits) for group, hits in held if len(hits) >= _NEARLY_ALL * most]
    first, hits = max(large, key=lambda pair: _likely(pair[0], pair[1], len(known)))
    wider = [one for one in large if one[1] >= hits and worth(one[0]) > worth(first) + _CLEARLY]
    if wider:  # all that are known may be the first ones of their sections
        first, hits = max(wider, key=lambda pair: _likely(pair[0], pair[1], len(known)))
    chosen = [first, *(g for g in groups if g is not first and same_kind(first, g))]
    taken = {link.alias for group in chosen for link in group.links}
    left = known - taken
    share = len(hits) / len(first.links)
    while left:
        more = [
            (group, found & left)
            for group, found in held
            if len(found & left) >= _MORE
            and not {link.alias for link in group.links} & taken
            and len(found) / len(group.links) >= _LIKE_FIRST * share
            and not group.links[0].place.chrome
        ]
        if not more:
            break
        group, found = max(more, key=lambda pair: _likely(pair[0], pair[1], len(left)))
        chosen.append(group)
        left -= found
        taken |= {link.alias for link in group.links}
    links = [link for group in chosen for link in group.links]
    return list({link.alias: link for link in links}.values())


def _likely(group: Group, hits: set[str], known: int) -> float:
    """Return how likely a group is the list: it looks so, has most of the known, few others."""
    share = len(hits) / len(group.links)
    return (worth(group) + 1) * (len(hits) / known) * sqrt(share)


# --- Where the items stand -------------------------------------------------------


def _found_by(
    page: _Page,
    rules: ListingRules,
    links: list[Link],
    items: list[ElementInfo],
    link: Rules,
    wanted: set[str],
) -> ListingRules:
    """Return the rules with `within`, `item` and `link` that give the wanted links."""
    tried: list[tuple[float, ListingRules]] = []
    for within, item in _places(page, rules, links, items):
        for way in dict.fromkeys((rules.link, (), link)):
            one = replace(rules, within=within, item=item, link=way)
            tried.append((_f1(_leading(page, one), wanted), one))
    best = max(score for score, _ in tried)
    return next(one for score, one in tried if score >= best - _AS_GOOD)


def _places(
    page: _Page, rules: ListingRules, links: list[Link], items: list[ElementInfo]
) -> Iterator[tuple[Rules, Rules]]:
    """Give the ways to say where the items stand, those that change least first."""
    yield rules.within, rules.item
    holder = around(sorted(items, key=lambda one: one.at))
    path = path_to(holder, page.places) if holder is not None else ""
    again = holder if rules.within and path and "nth-" not in path else None
    if again is not None:
        yield as_rule(path), rules.item
    if rules.within:
        yield (), rules.item
        inside = run.select_nodes(page.document, rules.within)
        outer = {node.mem_id for node in inside}
        place = next((one for one in page.places if one.node.mem_id in outer), None)
        if place is not None:
            _, item = selectors_for(page.places, page.links, links, items, place)
            yield rules.within, as_rule(item)
    if again is not None:
        _, item = selectors_for(page.places, page.links, links, items, again)
        yield as_rule(path), as_rule(item)
    within, item = selectors_for(page.places, page.links, links, items)
    yield as_rule(within), as_rule(item)


def _nodes(document: Document, rules: ListingRules) -> list[LexborNode]:
    inside: list[LexborNode | None] = [None]
    if rules.within:
        inside = list(run.select_nodes(document, rules.within))
    found = {n.mem_id: n for at in inside for n in run.select_nodes(document, rules.item, at)}
    return list(found.values())


def _leading(page: _Page, rules: ListingRules) -> set[str]:
    """Return where the items lead."""
    own = document_alias(page.document.url)
    nodes = _nodes(page.document, rules)
    return {
        alias
        for node in nodes
        if (url := _address(page.document, rules.link, node))
        and (alias := document_alias(url)) != own
    }


def _address(document: Document, rules: Rules, item: LexborNode) -> str:
    if rules:
        return read_link(document, rules, item)
    link = item if item.tag == "a" else item.css_first("a[href]")
    href = (link.attributes.get("href") or "") if link is not None else ""
    return absolute(href, document.base) if href else ""


def _f1(found: set[str], wanted: set[str]) -> float:
    both = len(found) + len(wanted)
    return 2 * len(found & wanted) / both if both else 0.0


# --- What stands in them -----------------------------------------------------------


def _fields(
    page: _Page,
    rules: ListingRules,
    items: list[LexborNode],
    found: FieldRules,
    locale: Locale,
) -> FieldRules:
    """Return the rules of the fields, those that give too little found again."""
    healed = rules.fields
    for name in ("title", "date", "updated", "summary", "author", "image", "category"):
        stated: Rules = getattr(healed, name)
        if not stated or _share(page, name, stated, items, locale) >= _WORKS:
            continue
        again = _by_value(page, rules, name, items, locale)
        if not again:
            likely: Rules = getattr(found, name)
            works = likely and _share(page, name, likely, items, locale) >= _AGREES
            again = likely if works else stated
        healed = replace(healed, **{name: again})
    return healed


def value_of(
    document: Document, name: str, rules: Rules, at: LexborNode | None, locale: Locale
) -> object:
    """Return what a field's rules give at one place, or on the whole page."""
    stated = FieldRules(**{name: rules})
    fields, _ = read_fields(document, stated, locale, owner="listing", at=at)
    return getattr(fields, KEYS.get(name, name))


def _share(
    page: _Page, name: str, rules: Rules, items: Sequence[LexborNode], locale: Locale
) -> float:
    """Return on how many of the items the rules give something, from 0 to 1."""
    given = sum(bool(value_of(page.document, name, rules, item, locale)) for item in items)
    return given / len(items) if items else 0.0


def _by_value(
    page: _Page, rules: ListingRules, name: str, items: Sequence[LexborNode], locale: Locale
) -> Rules:
    """Return the rule that gives known items the values that they had; () if none does."""
    had: list[tuple[LexborNode, object]] = []
    for item in items:
        teaser = page.known.get(document_alias(_address(page.document, rules.link, item)))
        value = getattr(teaser.by_rule, KEYS.get(name, name), None) if teaser else None
        if value:
            had.append((item, value))
    if len(had) < _TWO:
        return ()
    form: Rule = getattr(rules.fields, name)[0]
    best: Rules = ()
    least, most = max(_TWO, _AGREES * len(had)), 0.0
    for selector in _selectors_in(page, [item for item, _ in had]):
        one = with_select(form, selector)
        like = [
            _likeness(value_of(page.document, name, (one,), item, locale), value)
            for item, value in had
        ]
        if sum(map(bool, like)) >= least and sum(like) > most:
            best, most = (one,), sum(like)
    return best


def _likeness(value: object, had: object) -> float:
    """Return how much a value is the one that was known; words that were edited count in part."""
    if isinstance(value, str) and isinstance(had, str) and value != had:
        like = likeness(words_in(value), words_in(had))
        return like if like >= _EDITED else 0.0
    return float(alike(value, had))


def _selectors_in(page: _Page, items: Sequence[LexborNode]) -> list[str]:
    """Return the selectors that most of the items' elements answer to, bare tags the last."""
    at = {place.node.mem_id: place for place in page.places}
    seen: Counter[str] = Counter()
    for item in items:
        if (place := at.get(item.mem_id)) is not None:
            inner = page.places[place.at + 1 : place.end]
            seen.update({name: None for one in inner for name in names_of(one)}.keys())
    often = [name for name, _ in seen.most_common(_MOST_TRIED)]
    return sorted(often, key=_says_little)


def _says_little(selector: str) -> bool:
    """Tell whether a selector is a bare tag, or a program's name: another is the better one."""
    mark = selector.rpartition("#" if "#" in selector else ".")[1:]
    bare = not mark[0] and selector not in _TELLING_TAGS
    return bare or bool(mark[0] and is_made_up(mark[1]))


def with_select(form: Rule, selector: str) -> Rule:
    """Return a field's rule with another selector, its attribute and steps as they were."""
    attribute = form.attribute if form.engine == "css" else ""
    text = f"{selector} @{attribute}" if attribute else selector
    return replace(form, text=text, engine="css", select=selector, attribute=attribute)


def alike(value: object, had: object) -> bool:
    """Tell whether a value is the one that was known; dates by their day, where one has no time."""
    if isinstance(value, SiteDate) and isinstance(had, SiteDate):
        if value.day_only or had.day_only:
            return value.moment.date() == had.moment.date()
        return value.moment == had.moment
    return value == had
