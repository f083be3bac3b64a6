"""Groups of links -> those that are one list: a wider group, rows that are styled in turns.

Groups that are lists of their own, as a front page's sections, are the matter of `front_page`.
"""

from __future__ import annotations

from collections import Counter
from statistics import median

from feedmaker.detect.elements import ElementInfo
from feedmaker.detect.front_page import chrome_around, goes_on, latest_of_boards
from feedmaker.detect.groups import (
    FEWEST,
    Group,
    adds_sold_out,
    inner_first,
    without_surroundings,
)
from feedmaker.detect.links import Link, is_spelled
from feedmaker.detect.signals import (
    dated,
    dates_as_titles,
    in_chrome,
    in_heading,
    is_address,
    is_below,
    is_story,
    priced,
    ranked,
    stated,
)
from feedmaker.detect.titles import is_title_name
from feedmaker.page.invitations import invites
from feedmaker.text import folded

_NEARLY = 0.88  # of the best score: what a wider group must have
_MOST = 0.9  # share of the items from which all are said to have a date
_FIRST_ONLY = 0.4  # of a list: what the page's data tells of, if it breaks off
_FEW_SECOND = 0.3  # of the items: that may have a second link that looks like the first
_AS_GOOD = 0.75  # of the best score: what links beside those of the same rows must have
_OFTEN = 2  # times that words are said, and name one thing still
_AS_LONG = 2  # times the words of another list's titles
_AS_OFTEN = 0.5  # of the items: what one list has and another lacks, if they're one
_USUAL = 1 / 3  # of the items: what words of chrome are those of the list itself
_ALIKE = 0.5  # of the best score: what a variant of the list must have


def best_lists(scored: list[tuple[float, Group]]) -> tuple[float, list[Group]]:
    """Return the best score, and the group that is taken with the variants of it."""
    best, chosen = _widened(inner_first(scored))
    chosen = without_surroundings(chosen)
    chosen = _called_titles([group for _, group in scored], chosen)
    chosen = _spelled([group for _, group in scored], chosen)
    chosen = _first_column([g for s, g in scored if s >= _AS_GOOD * best], chosen)
    chosen, *boxes = latest_of_boards([group for _, group in scored], chosen)
    rest = [g for s, g in scored[1:] if s >= _ALIKE * best and same_kind(chosen, g)]
    lists = [chosen, *boxes]
    taken = {link.alias for group in lists for link in group.links}
    for group in rest:
        if not _are_elsewhere(chosen, group) and not _adds_but_more(group, taken):
            lists.append(group)
            taken |= {link.alias for link in group.links}
    return best, lists


def _adds_but_more(group: Group, taken: set[str]) -> bool:
    """Tell whether all that is new in a group leads to the rest of a list: "Show more"."""
    new = [link for link in group.links if link.alias not in taken]
    return 0 < len(new) < len(group.links) and all(invites(link.title) for link in new)


def _widened(scored: list[tuple[float, Group]]) -> tuple[float, Group]:
    """Return the best group, or one that holds all of it and is nearly as good.

    Goods that are sold out make it less good by what they lack, and no other list. Or one that
    is nearly as good and lacks but the second links of its items.
    """
    best, chosen = scored[0]
    near = (group for score, group in scored[1:] if score >= _NEARLY * best)
    chosen = next((group for group in near if _adds_names(group, chosen)), chosen)
    own = {link.alias for link in chosen.links}
    for score, group in scored[1:]:
        if score < _ALIKE * best:
            break
        theirs = {link.alias for link in group.links}
        if not own < theirs or (score < _NEARLY * best and not adds_sold_out(chosen, group)):
            continue
        if _adds_its_like(chosen, group, own):
            chosen, own = group, theirs
    return best, chosen


def _called_titles(groups: list[Group], chosen: Group) -> Group:
    """Return the links of the same items and addresses that are called titles, if these are not.

    They stand before a line below the title that leads there as well.
    """
    if chosen.share(_is_called_title):
        return chosen
    for group in groups:
        if group.share(_is_called_title) == 1 and all(group.titles) and _same(chosen, group):
            return group
    return chosen


def _spelled(groups: list[Group], chosen: Group) -> Group:
    """Return the links of the same items that their addresses are made of, if these are not.

    So the name of what a shop has stands above or below a line that praises it.
    """
    if chosen.share(_is_spelled):
        return chosen
    for group in groups:
        if group.share(_is_spelled) == 1 and _same(chosen, group):
            return group
    return chosen


def _same(one: Group, other: Group) -> bool:
    """Tell whether two groups have the same items, and lead to the same addresses."""
    first, second = (
        [(link.alias, item.at) for link, item in zip(group.links, group.items, strict=True)]
        for group in (one, other)
    )
    return first == second


def _first_column(groups: list[Group], chosen: Group) -> Group:
    """Return the first of the like links that each row has, where they say no more than which.

    A meeting has an agenda, and minutes later, if at all; the longer word is no better title.
    """
    if not _say_one_thing(chosen) or chosen.called() > _AS_OFTEN:
        return chosen
    rows = {item.at: link.place.at for link, item in zip(chosen.links, chosen.items, strict=True)}
    for group in groups:
        pairs = zip(group.links, group.items, strict=True)
        first = {item.at: link.place.at for link, item in pairs}
        before = all(at < rows[row] for row, at in first.items() if row in rows)
        if rows.keys() <= first.keys() and before and _say_one_thing(group):
            chosen, rows = group, first
    return chosen


def _say_one_thing(group: Group) -> bool:
    return len({folded(link.title) for link in group.links}) == 1


def _is_called_title(link: Link, _: ElementInfo) -> bool:
    return any(map(is_title_name, link.place.classes))


def _is_spelled(link: Link, _: ElementInfo) -> bool:
    return is_spelled(link)


def breaks_off(wider: Group, chosen: Group) -> bool:
    """Tell whether a group goes on like the chosen one, though the page's data breaks off.

    So it does where a front page lists but its first stories for search engines.
    """
    stated_ones = [link.stated for link in wider.links]
    first = sum(stated_ones)
    if not FEWEST <= first <= _FIRST_ONLY * len(stated_ones) or not all(stated_ones[:first]):
        return False
    if chosen.share(stated) <= _FIRST_ONLY:
        return False
    own, theirs = ({link.alias for link in group.links} for group in (chosen, wider))
    kinds = set(chosen.items[0].classes).intersection(*(item.classes for item in wider.items))
    apart = any(link.place.chrome or link.place.carousel or link.away for link in wider.links)
    return own < theirs and bool(kinds) and not apart


def _adds_its_like(chosen: Group, wider: Group, own: set[str]) -> bool:
    """Tell whether what a wider group has beside the chosen one could be stories as well."""
    pairs = zip(wider.links, wider.items, strict=True)
    added = [(link, item) for link, item in pairs if link.alias not in own]
    beside = sum(link.place.chrome for link, _ in added) > len(added) / 2
    if beside and not _are_named_as_chrome(chosen, added):
        return False
    if chosen.share(stated) > _MOST and not any(link.stated for link, _ in added):
        return False  # the page's data lists the one, and nothing of the other
    if _are_adverts(chosen, added) or _are_buttons(chosen, added) or _are_elsewhere(chosen, wider):
        return False
    if _are_shelves(chosen, added) or _are_names_beside(chosen, added):
        return False
    if _are_nameless(added) or _are_one_row(chosen, added) or _are_headings(chosen, added):
        return False
    if chosen.share(is_story) == 1 and not any(is_story(link, item) for link, item in added):
        return False
    if chosen.share(dated) <= _MOST or _are_goods(chosen, added):
        return True
    return sum(dated(link, item) for link, item in added) > len(added) / 2


def _are_named_as_chrome(chosen: Group, added: list[tuple[Link, ElementInfo]]) -> bool:
    """Tell whether what a wider group adds is chrome by no other words than most of a list is.

    So a magazine calls the stories of its river "trending", one by one, and two larger ones in it.
    All show their days: the way on from such a list ("Show more") is no story.
    """
    if chosen.share(in_chrome) <= _AS_OFTEN:
        return False
    if chosen.share(dated) < 1 or not all(dated(*pair) for pair in added):
        return False
    own = [chrome_around(link.place) for link in chosen.links]
    times = Counter(word for words in own for word in words)
    usual = {word for word, many in times.items() if many > _USUAL * len(own)}
    return all(chrome_around(link.place) <= usual for link, _ in added)


def _are_shelves(chosen: Group, added: list[tuple[Link, ElementInfo]]) -> bool:
    """Tell whether a wider group adds links without a price or a story's address to goods."""
    if chosen.share(priced) < _AS_OFTEN or chosen.share(_has_slug) < 1:
        return False
    return not any(link.slug or priced(link, item) for link, item in added)


def _are_goods(chosen: Group, added: list[tuple[Link, ElementInfo]]) -> bool:
    """Tell whether all have a price: then a year is one of a model, a day when it can be had."""
    return chosen.share(priced) > _MOST and all(priced(link, item) for link, item in added)


def _are_adverts(chosen: Group, added: list[tuple[Link, ElementInfo]]) -> bool:
    """Tell whether what a wider group adds leads away, named unlike a list that never does."""
    if chosen.share(lambda link, _: link.away) or not all(link.away for link, _ in added):
        return False
    kinds = set(chosen.items[0].classes).intersection(*(item.classes for item in chosen.items))
    return bool(kinds) and not any(kinds & {*item.classes} for _, item in added)


def _are_names_beside(chosen: Group, added: list[tuple[Link, ElementInfo]]) -> bool:
    """Tell whether a wider group adds but single words outside a list of phrases, unlike its rows.

    So the reader's name and "log out" stand in the row above the table of stories.
    """
    first, last = chosen.items[0].at, chosen.items[-1].end
    kinds = {*chosen.items[0].classes}.intersection(*(item.classes for item in chosen.items))
    return (
        bool(kinds)
        and min(chosen.lengths) >= FEWEST
        and all(
            link.words <= 1 and not first <= link.place.at < last and not kinds & {*item.classes}
            for link, item in added
        )
    )


def _are_elsewhere(chosen: Group, other: Group) -> bool:
    """Tell whether another group adds but what stands beside a section's list, and in none.

    A shop's shelf leads below the page's own address, its best sellers from all shelves do not.
    """
    own = {link.alias for link in chosen.links}
    added = [link for link in other.links if link.alias not in own]
    below = is_below(chosen.url)
    first, last = chosen.items[0].at, chosen.items[-1].end
    beside = all(not first <= link.place.at < last for link in added)
    return beside and all(below(k) for k in chosen.links) and not any(map(below, added))


def _are_headings(chosen: Group, added: list[tuple[Link, ElementInfo]]) -> bool:
    """Tell whether a wider group adds mostly headings to stories that stand in none.

    So the name of each box heads the stories in it, and leads to the section, or the site.
    """
    heads = sum(link.place.in_heading for link, _ in added)
    return not chosen.share(in_heading) and heads > len(added) / 2


def _are_buttons(chosen: Group, added: list[tuple[Link, ElementInfo]]) -> bool:
    """Tell whether a wider group adds second links of some items, which are no other stories.

    Those are few: "notify me", where sold out. Or none has a story's address, where all of the list
    have one: who wrote it, its section. A grid of which one column was chosen has as many again in
    each row.
    """
    few = len(added) <= _FEW_SECOND * len(chosen.links)
    names = chosen.share(_has_slug) == 1 and not any(link.slug for link, _ in added)
    return (few or names) and all(
        any(item.at <= link.place.at < item.end for item in chosen.items) for link, _ in added
    )


def _adds_names(chosen: Group, wider: Group) -> bool:
    """Tell whether a wider group adds but a second link to each item, no story's address."""
    own = {link.alias for link in chosen.links}
    if 2 * len(own) != len(wider.links) or not own < {link.alias for link in wider.links}:
        return False
    pairs = zip(wider.links, wider.items, strict=True)
    added = [(link, item) for link, item in pairs if link.alias not in own]
    return not any(link.slug for link, _ in added) and _are_buttons(chosen, added)


def _are_nameless(added: list[tuple[Link, ElementInfo]]) -> bool:
    """Tell whether most of what a wider group adds has no name of its own.

    So it is with addresses, and pictures of letters, in the columns beside a list's names.
    """
    said = Counter(folded(link.title) for link, _ in added)
    nameless = sum(is_address(k.title) or said[folded(k.title)] > _OFTEN for k, _ in added)
    return nameless > len(added) / 2


def _are_one_row(chosen: Group, added: list[tuple[Link, ElementInfo]]) -> bool:
    """Tell whether a wider group adds but the links of one row, as tabs, to a table's rows."""
    own, others = {_row_of(link) for link in chosen.links}, {_row_of(link) for link, _ in added}
    rows = -1 not in own and 2 * len(own) > len(chosen.links)
    return rows and len(added) >= FEWEST and len(others) == 1 and not others & {*own, -1}


def _row_of(link: Link) -> int:
    return next((above.at for above in link.place.upwards() if above.tag == "tr"), -1)


def same_kind(one: Group, other: Group) -> bool:
    """Tell whether a group is a variant of another: the same list, its rows styled in turns."""
    a, b = one.links[0].place, other.links[0].place
    if (a.tag, a.classes, a.in_heading) != (b.tag, b.classes, b.in_heading):
        return False
    undated = one.share(dated) > 0.5 > other.share(dated) and not goes_on(one, other)
    goods = _are_goods(one, [*zip(other.links, other.items, strict=True)])
    if (undated and not goods) or ranked(other) > ranked(one):
        return False
    if one.share(in_chrome) < 0.5 < other.share(in_chrome):
        return False
    if one.share(stated) > _MOST and not any(link.stated for link in other.links):
        return False
    if dates_as_titles(other) > _MOST and dates_as_titles(one) < 1 - _MOST:
        return False  # years that lead to archives
    if {item.at for item in one.items} & {item.at for item in other.items}:
        return False  # two links of the same items
    x, y = one.items[0], other.items[0]
    alike = x.classes == y.classes or bool(a.classes and {*x.classes} & {*y.classes})
    unnamed = not (x.classes or y.classes)
    if unnamed and a.classes and _named_apart(x.parent, y.parent):
        return False
    if unnamed and not a.classes and (_named_apart(a.parent, b.parent) or _held_apart(one, other)):
        return False
    if unnamed and not a.classes and not _look_alike(one, other):
        return False
    return x.tag == y.tag and (alike or _are_named_alike(one, other))


def _are_named_alike(one: Group, other: Group) -> bool:
    """Tell whether both are named as stories, headed and dated, and by a name that all share.

    So the classes of some tell the town that they are of, or the tab, beside what they are.
    """
    shared = {*one.items[0].classes}.intersection(
        *(item.classes for group in (one, other) for item in group.items)
    )
    return bool(shared) and all(
        group.share(has) == 1 for group in (one, other) for has in (is_story, in_heading, dated)
    )


def _look_alike(one: Group, other: Group) -> bool:
    """Tell whether two lists that nothing names show as much of their stories, and other ones."""
    if {link.alias for link in one.links} & {link.alias for link in other.links}:
        return False
    long, short = sorted((median(one.lengths), median(other.lengths)), reverse=True)
    slugs = abs(one.share(_has_slug) - other.share(_has_slug))
    return long <= _AS_LONG * short and slugs <= _AS_OFTEN


def _has_slug(link: Link, _: ElementInfo) -> bool:
    return link.slug


def _held_apart(one: Group, other: Group) -> bool:
    """Tell whether what holds two lists is called otherwise, or but one of them by a name.

    Not if one stands in the other: those are answers below their messages.
    """
    x, y = one.items[0].parent, other.items[0].parent
    if x is None or y is None or x.classes == y.classes or {*x.classes} & {*y.classes}:
        return False
    return not any(
        item.at < inner.items[0].at < item.end
        for outer, inner in ((one, other), (other, one))
        for item in outer.items
    )


def _named_apart(one: ElementInfo | None, other: ElementInfo | None) -> bool:
    """Tell whether two elements have names of their kind, and none in common."""
    if one is None or other is None or not (one.classes and other.classes):
        return False
    return not {*one.classes} & {*other.classes}
