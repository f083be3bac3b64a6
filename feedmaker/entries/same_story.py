"""A story at a new address: which older entry is it, told by all that both say?

An entry may be dropped for it, so all has to agree: a story lost in silence is worse
than one that comes twice. What is known by its address, `recognition` finds. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from feedmaker.entries.dating import same_date
from feedmaker.entries.identity import ListingDiff
from feedmaker.entries.precedence import pick, sources, title_of
from feedmaker.model import Article, StoredEntry, Teaser
from feedmaker.text import folded

_NUMBER = re.compile(r"(?=.*\d)[0-9a-f_-]+(\.\w+)?", re.ASCII | re.IGNORECASE)
"""A piece of an address that counts things and describes none: 4711, 4711.html, 9f0c-77."""


class Listed(NamedTuple):
    """What stands on a site's listings now, as far as they were read."""

    ids: frozenset[str] = frozenset()  # of all items, those beyond the limit too
    unread: frozenset[str] = frozenset()  # listings that did not answer anew, or not wholly

    def lacks(self, known: StoredEntry) -> bool:
        """Tell whether an entry has surely left them."""
        if known.id in self.ids:
            return False
        at = known.teaser.listing
        return at not in self.unread if at else not self.unread


def same_story(
    known: StoredEntry, article: Article, others: Iterable[tuple[StoredEntry, Article | None]]
) -> str:
    """Return the id of an entry that is this one at another address, or "" if none is.

    `others` are not on the listing now. Title and text have to be the same, and what
    both state of pictures and dates must not differ: sites have one text, and one
    canonical link, on many pages. One page to which both links lead is no proof, where
    the listing calls them otherwise: sites send on so from what is gone.
    """
    title = folded(title_of(known.teaser, article))
    if not title or not article.known_by:
        return ""
    for other, its in others:
        if other.id == known.id or its is None:
            continue
        alike = its.known_by == article.known_by
        alike = alike and folded(title_of(other.teaser, its)) == title
        if alike and not _contradict((known.teaser, article), (other.teaser, its)):
            return other.id
    return ""


def _contradict(mine: tuple[Teaser, Article], theirs: tuple[Teaser, Article]) -> bool:
    """Tell whether two entries state different dates or pictures, or titles for one page."""
    one, other = (folded(title_of(teaser, None)) for teaser, _ in (mine, theirs))
    if mine[1].url == theirs[1].url and one not in other and other not in one:
        return True
    dates = [pick("date", *said) for said in (mine, theirs)]
    if dates[0] and dates[1] and not same_date(dates[0], dates[1]):
        return True
    both = (sources(*said) for said in (mine, theirs))
    pictures = [next((one.image for one in said if one.image), "") for said in both]
    return all(pictures) and _file_name(pictures[0]) != _file_name(pictures[1])


def _file_name(url: str) -> str:
    """Return what is left of a picture's address when it moves to another host or folder."""
    return urlsplit(url).path.rpartition("/")[2]


def found_again(diff: ListingDiff, known: Iterable[StoredEntry], listed: Listed) -> ListingDiff:
    """Return a whole listing's items, those taken for known that only moved to another link.

    Where no article tells: `known` are those of about the same dates. One is found
    again if it has left the listing, and has the same title, stated date and text;
    where no more than a title and a day agree, numbers that tell items apart tell these, too.
    """
    known = tuple(known)
    everything = (*known, *diff.new)
    gone = [one for one in known if listed.lacks(one) and one.dated]
    moved: dict[str, str] = {}
    for new in diff.new:
        same = [one for one in gone if _says_the_same(new, one)]
        if len(same) != 1 or same[0].id in moved.values():
            continue
        if _is_proof(new) or not _numbered_apart(new, same[0], everything):
            moved[new.id] = same[0].id
    if not moved:
        return diff
    aliases = [(address, moved.get(id_, id_)) for address, id_ in diff.aliases]
    return replace(
        diff,
        new=tuple(new for new in diff.new if new.id not in moved),
        aliases=(*aliases, *moved.items()),
        ids=frozenset(moved.get(id_, id_) for id_ in diff.ids),
    )


def _says_the_same(new: StoredEntry, old: StoredEntry) -> bool:
    title = folded(title_of(new.teaser, None))
    if not title or title != folded(title_of(old.teaser, None)):
        return False
    if new.teaser.text_fingerprint != old.teaser.text_fingerprint:
        return False
    dates = pick("date", new.teaser, None), pick("date", old.teaser, None)
    return dates[0] is not None and dates[0] == dates[1]


def _is_proof(entry: StoredEntry) -> bool:
    """Tell whether another entry that says the same is the same: has it a text, or a time of day?

    Public tenders of one class have one title, and many are of one day.
    """
    date = pick("date", entry.teaser, None)
    return bool(entry.teaser.text_fingerprint) or (date is not None and not date.day_only)


def _numbered_apart(new: StoredEntry, old: StoredEntry, known: Iterable[StoredEntry]) -> bool:
    """Tell whether two addresses differ in nothing but numbers, and one of these names items.

    One that several titles share (a session that no table knows) names none.
    """
    mine, its = _pieces(new.url), _pieces(old.url)
    if mine.keys() != its.keys():
        return False
    differing = [where for where in mine if mine[where] != its[where]]
    if not all(_NUMBER.fullmatch(said[where]) for said in (mine, its) for where in differing):
        return False
    alike = [
        (folded(title_of(one.teaser, None)), pieces)
        for one in known
        if (pieces := _pieces(one.url)).keys() == mine.keys()
    ]
    return any(_names_items(where, alike) for where in differing)


def _names_items(where: str, addresses: Sequence[tuple[str, Mapping[str, str]]]) -> bool:
    """Tell whether each title has a number of its own there; of one title alone nothing is told."""
    titles: dict[str, str] = {}
    own = all(titles.setdefault(pieces[where], title) == title for title, pieces in addresses)
    return own and len(set(titles.values())) > 1


def _pieces(url: str) -> dict[str, str]:
    """Return what an address is made of, by where it stands; of fragments `recognition` judges."""
    parts = urlsplit(url)
    folders = {f"/{n}": folder for n, folder in enumerate(parts.path.split("/"))}
    query = {f"?{name}": value for name, value in parse_qsl(parts.query, keep_blank_values=True)}
    return {"host": parts.netloc, **folders, **query}
