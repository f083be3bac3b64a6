"""The articles that a site's store holds due: each is read and remembered as it arrives.

The half of a run that `update` tells in one line. What is due comes from the
store, not from the listing, so that a 304 hides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from feedmaker.entries import common, dating, identity, lifecycle, precedence, restored
from feedmaker.entries.filter import keeps_item
from feedmaker.entries.lifecycle import SHOWN
from feedmaker.entries.same_story import Listed, same_story
from feedmaker.errors import FeedmakerError, FetchError, ReadError, StageError, put_off
from feedmaker.extract.lesson import NOTHING, learn, learned, under_rules
from feedmaker.health import problems as health
from feedmaker.model import (
    Article,
    ArticleRules,
    EntryChange,
    Lesson,
    Locale,
    Miss,
    Problem,
    Site,
    SiteState,
    StoredEntry,
    Teaser,
    Validators,
)
from feedmaker.store.store import Store
from feedmaker.text_version import TEXT_VERSION
from feedmaker.update.crawl import filled, read_article, ruled_by
from feedmaker.update.documents import DocumentFetch
from feedmaker.update.lessons import Pupil, mend_unseen
from feedmaker.update.ports import Hosts, RunPorts
from feedmaker.urls import alias, document_alias, host, origin, part_of, same_site

_A_WHILE = timedelta(minutes=5)
_NO_RULES = ArticleRules()


class PutOff(NamedTuple):
    """An entry whose article's host told us to wait."""

    origin: str
    until: datetime  # UTC: what the host named
    due: datetime | None  # UTC: when the entry wants a run; None: any may do


class Opened(NamedTuple):
    """How the articles of one run went."""

    asked: int = 0
    whole: int = 0  # with their full text
    published: int = 0  # for the first time
    changed: int = 0
    undated: int = 0
    zoneless: bool = False  # some date named no offset
    two_ways: Problem | None = None  # of the first date that wins and could be another
    put_off: tuple[PutOff, ...] = ()
    read: tuple[tuple[Teaser, Article], ...] = ()  # each with what the listing said of it
    lesson: Lesson = NOTHING  # what the site has taught by now
    misses: tuple[Miss, ...] = ()
    problems: tuple[Problem, ...] = ()


def _due(
    site: Site, store: Store, now: datetime, reread: int
) -> Iterator[tuple[StoredEntry, bool]]:
    """Yield the entries whose articles deserve a request now, and whether to ask for all of it."""
    if site.article is None:
        return
    published = (known for known, _ in store.published(site.name))
    again = [
        known
        for known in islice(published, reread)
        if keeps_item(site.filter, known.url, precedence.title_of(known.teaser, None))
    ]
    yield from ((known, True) for known in again)
    done = {known.id for known in again}
    for known in store.due(site.name, now, site.article.per_run):
        if known.id not in done:
            yield known, False


def read_due(
    site: Site,
    listed: Listed,
    reread: int,
    locale: Locale,
    ports: RunPorts,
    *,
    home: str = "",
    lesson: Lesson = NOTHING,
) -> Opened:
    """Read the articles that are due, newest first, and remember each as it arrives.

    `listed` is what stands on the listings now; `reread` is how many stored entries are read
    again; `home` is the page that a feed says it is of. What each article teaches of the site
    (`lesson`) helps to read the next; in the end those that nobody has seen yet lose it too.
    What a host put off is not asked:
    `fetch` refuses it.
    """
    opened = Opened(lesson=lesson)
    pupils: dict[str, Pupil] = {}
    due = list(_due(site, ports.store, locale.now, reread))
    documents = {_document(known.url) for known, _ in due if part_of(known.url)}
    ports = replace(ports, fetch=DocumentFetch(ports.fetch, documents))
    rules_at = partial(rules_for, site=site, hosts=ports.hosts, home=home)
    for known, anew in due:
        rules = site.article or ArticleRules()  # when to look, and what a failure means
        old = ports.store.article(site.name, known.id)
        opened = opened._replace(asked=opened.asked + 1)
        try:
            seen = _validators(known, old, anew=anew)
            taught = opened.lesson, old is not None
            article = _read(site, known, seen, locale, ports, rules_at, taught)
        except (FetchError, ReadError, StageError) as error:
            if wait := put_off(error):
                after = lifecycle.after_put_off(known, rules, wait, _why(error), locale.now)
                # What was to be read anew comes whole then, unchanged or not
                kept = replace(old, validators=Validators()) if old and anew else None
                _save(site, _Reading(known, after, kept, old), ports.store)
                opened = _noted_put_off(opened, after, error, locale.now + wait, locale.now)
                continue
            after = lifecycle.after_failure(known, rules, error, locale.now)
            problem = health.article_failure(error, known.url)
            opened = opened._replace(problems=(*opened.problems, problem))
            article = None
        else:
            marks = article.marks if article else ()
            article = replace(article, marks=()) if marks and article else article
            after = _after_reading(site, known, article, old, rules, locale)
        told = _Reading(known, after, article, old)
        if same := _known_elsewhere(site, told, listed, ports.store):
            ports.store.drop_entry(site.name, known.id, instead=same)
            opened = opened._replace(asked=opened.asked - 1)
        else:
            opened = _counted(opened, _save(site, told, ports.store))
            if article is not None and old is None:  # what was read before has taught already
                so_far = under_rules(opened.lesson, ruled_by(rules))
                opened = opened._replace(lesson=learn(so_far, marks))
                pupils[known.id] = marks, learned(opened.lesson)
    mend_unseen(site, pupils, opened.lesson, ports)
    return opened


def _read(
    site: Site,
    known: StoredEntry,
    validators: Validators,
    locale: Locale,
    ports: RunPorts,
    rules_at: Callable[[str], ArticleRules],
    taught: tuple[Lesson, bool],
) -> Article | None:
    """Return an entry's article: what its link's part names, where the document holds several.

    Then one whose part is not there has no text of its own, and never that of the
    whole page. One that is alone with its document is all of it.
    """
    read = partial(
        read_article,
        known.url,
        rules_at,
        locale,
        fetch=ports.fetch,
        read=ports.read,
        request=site.request,
        site_url=site.urls[0].url,
        validators=validators,
        title=precedence.title_of(known.teaser, None),
        lesson=taught[0],
        again=taught[1],
        needs=partial(lifecycle.needs_page, known, now=locale.now),
    )
    part = part_of(known.url)
    article = read(part=part)
    if not part or article is None or article.content or article.by_page.enclosures:
        return article
    names_a_view = part.startswith(("/", "!"))  # of an application in the page
    return article if names_a_view or _has_siblings(site, known, ports.store) else read()


def _document(url: str) -> str:
    return url.partition("#")[0]


def _has_siblings(site: Site, known: StoredEntry, store: Store) -> bool:
    """Tell whether other entries are parts of the same document."""
    document = document_alias(known.url)
    led = store.recall(site.name, (), (document,)).entries.values()
    return any(one.id != known.id and document_alias(one.url) == document for one in led)


def _validators(known: StoredEntry, old: Article | None, *, anew: bool) -> Validators:
    """Return those of the article as it was read, if it need not come again as it is."""
    if old is None or known.state != "read" or anew or old.text_version != TEXT_VERSION:
        return Validators()
    return old.validators


def _why(error: FeedmakerError) -> str:
    return error.problem if isinstance(error, FetchError) else str(error)


def _noted_put_off(
    opened: Opened, after: StoredEntry, error: FeedmakerError, until: datetime, now: datetime
) -> Opened:
    """Return the sums with one more entry that waits; not asked, if its host was known to rest."""
    asked = isinstance(error, FetchError) and error.status is not None
    rests = error.rests if isinstance(error, FetchError) else ""
    due = after.due if lifecycle.waits_patiently(after, now) else None
    told = PutOff(rests or origin(after.url), until, due)
    return opened._replace(asked=opened.asked - (not asked), put_off=(*opened.put_off, told))


def _after_reading(
    site: Site,
    known: StoredEntry,
    article: Article | None,
    old: Article | None,
    rules: ArticleRules,
    locale: Locale,
) -> StoredEntry:
    """Return the entry after its article was read, or was found unchanged."""
    if article is None:
        return lifecycle.after_no_change(known, locale.now)
    told = identity.apply_article(known, article, old, zone=locale.zone, now=locale.now)
    before = restored.was_there(known, article, locale.zone)
    return lifecycle.after_reading(told, rules, site, locale.now, before=before)


class _Reading(NamedTuple):
    """One entry before and after its article was asked for."""

    before: StoredEntry
    after: StoredEntry
    article: Article | None  # as it was read now; None: not, or it is unchanged
    old: Article | None

    @property
    def is_first(self) -> bool:
        """Whether the entry stands in the feed for the first time."""
        return self.before.state not in SHOWN and self.after.state in SHOWN

    @property
    def shows(self) -> bool:
        """Whether a feed that holds the entry looks different now."""
        if self.after.state not in SHOWN:
            return False
        changed = self.article is not None and self.article != self.old
        return changed or _but_for_tries(self.after) != _but_for_tries(self.before)


_but_for_tries = attrgetter(
    *(one.name for one in fields(StoredEntry) if one.name not in ("due", "tries", "first_tried"))
)


def _save(site: Site, told: _Reading, store: Store) -> _Reading:
    """Remember one entry after its article was asked for; return it as it was stored."""
    if told.is_first or told.after.updated != told.before.updated:
        (after,) = with_unique_updated(site, [told.after], store)
        told = told._replace(after=after)
    aliases = tuple(_aliases(told.after, told.article))
    store.save_entry(site.name, EntryChange(told.after, told.article, aliases, shows=told.shows))
    return told


def _counted(opened: Opened, told: _Reading) -> Opened:
    """Return the sums with one more reading."""
    opened = opened._replace(published=opened.published + told.is_first)
    if (article := told.article) is None:
        return opened
    moved = not told.is_first and told.after.updated != told.before.updated
    return opened._replace(
        whole=opened.whole + bool(article.content),
        changed=opened.changed + moved,
        undated=opened.undated + (told.is_first and not told.after.dated),
        zoneless=opened.zoneless or health.names_no_offset(article.by_rule, article.by_page),
        two_ways=opened.two_ways or _two_ways(told.after.teaser, article),
        read=(*opened.read, (told.after.teaser, article)),
        misses=(*opened.misses, *article.misses),
    )


def _two_ways(teaser: Teaser, article: Article) -> Problem | None:
    return health.two_ways_hint(precedence.pick("date", teaser, article), article.two_ways)


def _known_elsewhere(site: Site, told: _Reading, listed: Listed, store: Store) -> str:
    """Return the id of the older entry that this one is, found again at a new address; or ""."""
    known, article = told.after, told.article
    if told.before.state != "waiting" or article is None:
        return ""
    document = document_alias(known.url)
    pairs = [
        (other, its)
        for other, its in store.same_text(site.name, article.known_by)
        # What stands side by side on the listing or on one page are two, whatever it says
        if listed.lacks(other)
        and other.first_seen != known.first_seen
        and document_alias(other.url) != document
    ]
    return same_story(known, article, pairs)


def _aliases(known: StoredEntry, article: Article | None) -> set[str]:
    """Return the addresses besides its link under which an article has been seen."""
    if article is None:
        return set()
    stated = (article.url, article.canonical)
    return {alias(url) for url in stated if url and same_site(url, known.url)} - {alias(known.url)}


def with_unique_updated(
    site: Site, entries: Sequence[StoredEntry], store: Store
) -> list[StoredEntry]:
    """Return the entries with `updated` times that no other entry of the site has."""
    shown = [known.updated for known in entries if known.state in SHOWN]
    if not shown:
        return list(entries)
    own = {known.id for known in entries}
    near = store.updated_times(site.name, min(shown), max(shown) + _A_WHILE)
    times = {time for id_, time in near if id_ not in own}
    made = []
    for known in entries:
        distinct = known
        if known.state in SHOWN:
            distinct = replace(known, updated=dating.unique_updated(known.updated, times))
            times.add(distinct.updated)
        made.append(distinct)
    return made


def learn_common(site: Site, state: SiteState, opened: Opened, store: Store) -> tuple[str, ...]:
    """Return the marks of what several of a site's articles say alike, those found now too.

    Compared are those that were just read; one that is alone, with some that are known.
    """
    pairs = [*opened.read]
    if len(pairs) == 1:
        fresh = {article.url for _, article in pairs}
        known = (
            (entry.teaser, article)
            for entry, article in store.published(site.name)
            if article is not None and article.url not in fresh
        )
        pairs += islice(known, common.LEARNT_FROM)
    return common.learn(pairs, state.common)


def rules_for(url: str, site: Site | None, hosts: Hosts, home: str = "") -> ArticleRules:
    """Return the rules for an article that was found at url, redirects followed.

    The site's own hold on its registrable domain, and on that of a feed's `home`; elsewhere those
    for that host, or none, and then content is found automatically.
    """
    theirs = hosts.get(host(url), _NO_RULES)
    if site is None:
        return theirs
    own = site.article or _NO_RULES
    homes = (*(address.url for address in site.urls), *([home] if home else []))
    if any(same_site(url, one) for one in homes):
        return own if theirs is _NO_RULES else filled(own, theirs)
    return replace(theirs, per_run=own.per_run, again=own.again, failed=own.failed)
