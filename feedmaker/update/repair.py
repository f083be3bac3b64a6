"""A site whose list's rules miss, and what is remembered of it -> rules that find it again.

Asks for the listings, a page each as long as that is enough, and has the stages read them.
Whether the healed rules are sure is judged here, by what they give; what becomes of them is for
the command.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import chain, islice

from feedmaker.entries.precedence import title_of
from feedmaker.entries.recognition import is_link
from feedmaker.errors import FeedmakerError, ReadError, StoppedError
from feedmaker.model import (
    FieldRules,
    ListingRules,
    ListingUrl,
    Rules,
    Site,
    StoredEntry,
    Teaser,
)
from feedmaker.store.store import Store
from feedmaker.text import folded
from feedmaker.update import stages
from feedmaker.update.crawl import read_listing
from feedmaker.update.first_look import Look
from feedmaker.update.refresh import read_sent_on
from feedmaker.urls import alias, document_alias, domain

SURE = 3
"""Known stories that rules must find by their links."""

_A_DAY = timedelta(days=1)
_MOSTLY = 0.8  # of the known stories: what must keep their dates
_NAMED = 3  # stories that a doubt names
_PAGES = 3  # of a list: on how many the known stories are looked for
_MOST = 500  # stories that are looked for


@dataclass(frozen=True, slots=True)
class Repair:
    """What the healed rules of a site give, beside what its own do."""

    rules: ListingRules
    before: int  # stories that the site file's rules find now
    found: int  # stories that the healed ones find
    known: int  # of these known, by their links, or all by their titles
    doubts: tuple[str, ...] = ()  # why they are only a suggestion; none: they are sure
    silent: tuple[str, ...] = ()  # rules that still give nothing on all items


def remembered(store: Store, name: str) -> list[StoredEntry]:
    """Return the site's entries by which its list may be found again, last seen first."""
    shown = (entry for entry, _ in store.published(name))
    once = {one.id: one for one in islice(chain(shown, store.unsettled(name)), _MOST)}
    return list(once.values())


def domains_of(site: Site, known: Iterable[StoredEntry]) -> frozenset[str]:
    """Return the domains to which a site's stories lead, its own among them."""
    return frozenset(
        domain(url) for url in (*(one.url for one in known), *(at.url for at in site.urls))
    )


def heal(
    site: Site, known: Sequence[StoredEntry], counting: tuple[tuple[str, str], ...], look: Look
) -> Repair:
    """Return how the site's rules for its list are healed; the rules may be as they were.

    Raises ReadError if no known story is found in any list, FetchError if no listing can be had.
    """
    rules, there = site.listing, dict[str, None]()
    teasers = tuple(entry.teaser for entry in known)
    doubts: list[str] = []
    failed: FeedmakerError | None = None
    found_list = False
    looked_at = [*site.urls]
    for address in site.urls:
        try:
            healed, stand = _healed_on(address, rules, teasers, look)
            if healed is None:  # all that are known may have moved down the list
                for further in _further(address, look):
                    healed, stand = _healed_on(further, rules, teasers, look)
                    looked_at.append(further)
                    if healed is not None:
                        break
        except StoppedError:
            raise
        except FeedmakerError as error:
            failed = error
            doubts.append(f"{address.url} could not be looked at: {error}")
            continue
        rules = healed or rules
        found_list = found_list or healed is not None
        there |= dict.fromkeys(stand)
    if not found_list:
        what = "none of the stories that are remembered stands in a list of this page any more"
        raise failed or ReadError(site.urls[0].url, what)
    give = partial(_given, looked_at, counting=counting, look=look)
    found, silent = give(rules)
    more, count = _judged(site, rules, known, found, there, counting)
    if more and not doubts and len(site.urls) > 1:  # perhaps each list wants its own
        for one in _joined(site, teasers, look):
            of_one, silent_of_one = give(one)
            why, many = _judged(site, one, known, of_one, there, counting)
            if not why:
                rules, found, silent, more, count = one, of_one, silent_of_one, why, many
                break
    before = found if rules == site.listing else give(site.listing)[0]
    return Repair(rules, len(before), len(found), count, (*doubts, *more), silent)


def _healed_on(
    address: ListingUrl, rules: ListingRules, teasers: tuple[Teaser, ...], look: Look
) -> tuple[ListingRules | None, tuple[str, ...]]:
    page = look.fetch(address.url, look.request, site_url=address.url, listing=True)
    _, answer = read_sent_on(
        page,
        lambda page: look.read(stages.heal_listing, page, rules, teasers, look.locale),
        fetch=look.fetch,
        request=look.request,
        site_url=address.url,
    )
    return answer


def _further(address: ListingUrl, look: Look) -> Iterator[ListingUrl]:
    """Yield a list's next pages, as they are found without a rule; a few, if it has such."""
    try:
        walk = look.listing(address.url, ListingRules(pages=_PAGES))
    except StoppedError:
        raise
    except FeedmakerError:
        return
    yield from (ListingUrl(page.url) for page in walk.pages[1:])


def _joined(site: Site, teasers: tuple[Teaser, ...], look: Look) -> Iterable[ListingRules]:
    """Return rules that may read all lists, each of which was healed by itself."""
    from feedmaker.update.joined_rules import joined

    each = (_healed_on(address, site.listing, teasers, look)[0] for address in site.urls)
    return joined([rules for rules in dict.fromkeys(each) if rules is not None])


def changed_rules(old: ListingRules, new: ListingRules) -> dict[str, str]:
    """Return the keys of `listing` that have another rule, each as a site file states it."""
    from feedmaker.page.field_rules import as_written

    keys: dict[str, tuple[Rules, Rules]] = {
        key: (getattr(old, key), getattr(new, key)) for key in ("within", "item", "link")
    }
    for key in FieldRules.__dataclass_fields__:
        keys[key] = getattr(old.fields, key), getattr(new.fields, key)
    keys["next"] = old.next, new.next
    return {key: as_written(after) for key, (before, after) in keys.items() if before != after}


def _given(
    urls: Sequence[ListingUrl],
    rules: ListingRules,
    *,
    counting: tuple[tuple[str, str], ...],
    look: Look,
) -> tuple[tuple[Teaser, ...], tuple[str, ...]]:
    """Return what the pages give by these rules, and the rules that give nothing on them."""
    found: dict[str, Teaser] = {}
    missed: list[set[str]] = []
    for address in urls:
        try:
            run = read_listing(
                address,
                replace(rules, pages=1),
                look.locale,
                fetch=look.fetch,
                read=look.read,
                request=look.request,
                site_url=address.url,
                counting=counting,
            )
        except StoppedError:
            raise
        except FeedmakerError:
            continue  # it gives nothing
        found |= {teaser.id: teaser for teaser in run.teasers()}
        first = run.pages[0]
        missed.append({rule for rule, times in first.misses if times >= first.matched})
    silent = set.intersection(*missed) if missed else set()
    return tuple(found.values()), tuple(sorted(silent))


def _judged(
    site: Site,
    rules: ListingRules,
    known: Sequence[StoredEntry],
    found: Sequence[Teaser],
    there: Iterable[str],
    counting: tuple[tuple[str, str], ...],
) -> tuple[tuple[str, ...], int]:
    """Return why the rules are not sure, and how many known stories they find."""
    entries = {document_alias(entry.url): entry for entry in known}
    pairs = [(one, entries.get(document_alias(one.url))) for one in found]
    same = [(teaser, entry) for teaser, entry in pairs if entry is not None]
    doubts = []
    named = _named(known)
    by_title = [] if same else [one for one in found if folded(title_of(one, None)) in named]
    if by_title:
        doubts.append(
            f"no link leads where one led before, and {len(by_title)} of them are known by their"
            " titles alone: they may come anew"
        )
    elif len(same) < SURE:
        verb = "is" if len(same) == 1 else "are"
        doubts.append(f"only {len(same)} of the stories found {verb} known; {SURE} make it sure")
    shared = Counter(alias(one.url, counting) for one in found)

    def stays(teaser: Teaser, entry: StoredEntry) -> bool:
        """Tell whether a run knows the story by its link, as `entries.recognition` does."""
        ways = alias(teaser.url, counting), alias(entry.url, counting)
        known_by_link = not rules.id and is_link(entry.teaser.id)
        return known_by_link and ways[0] == ways[1] and shared[ways[0]] == 1

    moved = [
        entry.url
        for teaser, entry in same
        if teaser.id != entry.teaser.id and not stays(teaser, entry)
    ]
    if moved:
        doubts.append(f"known stories would have another id, and come anew: {_some(moved)}")
    listed = {document_alias(teaser.url) for teaser in found}
    lost = [url for url in there if document_alias(url) not in listed]
    if lost:
        doubts.append(f"known stories of this page are not in the list: {_some(lost)}")
    if passed := _passed_over(known, {entry.id for _, entry in same}):
        doubts.append(
            "most of the newest stories known are not in the list, but older ones are, as in a box"
            f" of what is read most: {_some(passed)}"
        )
    if rules.fields.date != site.listing.fields.date and not _keep_dates(same):
        doubts.append("known stories would not have the dates that they had")
    own = domains_of(site, known)
    away = [teaser.url for teaser in found if domain(teaser.url) not in own]
    if away:
        doubts.append(f"some lead to sites that no story led to before: {_some(away)}")
    return tuple(doubts), len(same) or len(by_title)


def _passed_over(known: Sequence[StoredEntry], found: Collection[str]) -> list[str]:
    """Return the newest stories that a list leaves out, if these are most of them; `found` are ids.

    A list that goes on begins with what was on top of it, or is newest, and loses its end.
    """
    newest = sorted(known, key=lambda one: one.published, reverse=True)
    tops = [
        [one.url for one in order[: len(found)] if one.id not in found]
        for order in (known, newest)  # by the page, and by the clock: sections may trade places
    ]
    passed = min(tops, key=len)
    return passed if len(passed) * 2 > len(found) else []


def _keep_dates(same: Sequence[tuple[Teaser, StoredEntry]]) -> bool:
    """Tell whether known stories have the days that they had; those without any tell nothing."""
    days = [
        (one.by_rule.date, entry.teaser.by_rule.date)
        for one, entry in same
        if entry.teaser.by_rule.date
    ]
    kept = sum(bool(now and was and abs(now.moment - was.moment) < _A_DAY) for now, was in days)
    return kept >= _MOSTLY * len(days)


def _named(known: Iterable[StoredEntry]) -> frozenset[str]:
    return frozenset(folded(title_of(entry.teaser, None)) for entry in known) - {""}


def _some(urls: Sequence[str]) -> str:
    more = f" and {len(urls) - _NAMED} more" if len(urls) > _NAMED else ""
    return ", ".join(urls[:_NAMED]) + more
