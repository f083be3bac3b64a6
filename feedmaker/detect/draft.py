"""What a site's pages said -> a `Site` as its first site file should state it, with the reasons.

Pure. Stated is what helps and was told; what is found by itself on each page is left out. The
file's text is `site_file`'s matter, and what was read on the pages comes in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import chain, count
from urllib.parse import urlsplit

from feedmaker.dates.home_zone import guess_zone
from feedmaker.dates.parse import guess_zone_hint
from feedmaker.model import (
    About,
    ArticleRules,
    Every,
    ListingRules,
    ListingUrl,
    Site,
    SiteDate,
)
from feedmaker.text import plain_line
from feedmaker.urls import domain, host

_TAKEN = frozenset({"index", "feeds", "assets", "feedmaker-status"})
_COMMON = frozenset(
    {"www", "m", "news", "blog", "en", "de", "co", "com", "org", "net", "ac", "gov"}
)
_LONGEST_NAME = 40
_LEAST_NAME = 3
_BETWEEN = re.compile(r"\s[-–—|·:•]\s|:\s|[|»]")  # the parts of a page's title
_ADDRESS = re.compile(r"[\d.]+|.*:.*")

_RHYTHMS = (  # stories a day, from which a list is asked so often
    (24.0, timedelta(minutes=30)),
    (3.0, timedelta(hours=1)),
    (0.7, timedelta(hours=3)),
    (0.1, timedelta(hours=12)),
    (0.0, timedelta(days=1)),
)
_FEWEST = 4  # dates that tell a rhythm


def draft(
    name: str,
    url: str,
    about: About,
    rules: ListingRules,
    article: ArticleRules,
    dates: Sequence[SiteDate | None],
    language: str,
) -> tuple[Site, dict[str, str]]:
    """Return the site, and notes for its file by dotted key; "" is for the top.

    `language` is what the stories' own pages say, where the list says none.
    """
    notes = {"": "Made by `feedmaker new`. What no line says is found by itself on each page."}
    language = plain_line(about.language or language, 35)
    if language:
        notes["language"] = "as its pages say"
    known = [date for date in dates if date is not None]
    unzoned = any(not date.offset_known and not date.day_only for date in known)
    offsets = [date.moment for date in known if date.offset_known]
    zone, why = guess_zone(language, host(url), offsets)
    if unzoned and not zone:
        notes["timezone"] = _unknown_zone(language)
    elif unzoned:
        notes["timezone"] = why
    every, rhythm = _rhythm(known)
    if rhythm:
        notes["every"] = rhythm
    if article.remove:
        notes["article.remove"] = "the same from story to story"
    if article.fields.content:
        notes["article.content"] = "without it, other parts were found on some stories"
    for key in ("author", "date"):
        if getattr(article.fields, key):
            notes[f"article.{key}"] = "nothing else on its pages says it"
    if rules.within:
        notes["listing.within"] = "what looks alike elsewhere on the page is no story"
    if any("'#'" in rule.text for rule in rules.link):
        notes["listing.link"] = "each story is a part of this page, and opened as such"
    elif rules.fields.title:
        notes["listing.title"] = "the words of the links are not the titles"
    if rules.next:
        notes["listing.next"] = "older stories"
    if article.next:
        notes["article.next"] = "the same story's further pages"
    if article.single_page:
        notes["article.single_page"] = "all of the story on one page"
    if rules.source == "feed":
        notes["source"] = "a feed of summaries: each story is opened for its text"
    site = Site(
        name=name,
        urls=(ListingUrl(url),),
        title=plain_line(about.title, 80),
        language=language,
        timezone=zone if unzoned else "",
        every=every,
        listing=rules,
        article=article,
    )
    return site, notes


def _unknown_zone(language: str) -> str:
    guess = guess_zone_hint(language)
    likely = f"perhaps {guess}" if guess else "as Europe/London"
    return f"its dates name no zone, and are taken for UTC: {likely}"


def _rhythm(dates: Sequence[SiteDate]) -> tuple[Every, str]:
    """Return how often the list is worth a look, and why; the usual hour where nothing tells."""
    moments = sorted(date.moment for date in dates)
    if len(moments) < _FEWEST:
        return Every(), ""
    # The oldest of a list may be a pinned story of long ago
    moments = moments[len(moments) // 5 :]
    days = (moments[-1] - moments[0]).total_seconds() / 86400
    if days <= 0:
        return Every(), ""
    daily = (len(moments) - 1) / days
    span = next(span for least, span in _RHYTHMS if daily >= least)
    told = f"about {daily:.0f} stories a day" if daily >= 1.5 else _one_in(1 / daily)
    return Every(span), told


def _one_in(days: float) -> str:
    return "about a story a day" if days < 1.5 else f"about a story in {days:.0f} days"


def site_name(url: str, title: str = "") -> str:
    """Return a name for the site's file: of its address, else of its title; "" if none does.

    What many sites share (www, com) names none of them.
    """
    labels = [] if _ADDRESS.fullmatch(host(url)) else domain(url).split(".")
    label = _shown(labels[0]) if len(labels) > 1 else ""
    name = "" if label in _COMMON else _as_name(label)
    if not name:
        parts = (_as_name(part) for part in _BETWEEN.split(title))
        name = next((part for part in parts if len(part) >= _LEAST_NAME), "")
    return f"{name}-feed" if name in _TAKEN else name


def other_names(name: str, url: str) -> Iterator[str]:
    """Yield names for a further list of a site, for which `name` is taken, without an end."""
    words = [_as_name(part) for part in urlsplit(url).path.split("/")]
    for word in chain(filter(None, reversed(words)), map(str, count(2))):
        yield f"{name[: max(_LONGEST_NAME - len(word), 8)]}-{word}"


def _shown(label: str) -> str:
    """Return a label of a host as people read it: `xn--mnchen-3ya` is `münchen`."""
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


def _as_name(text: str) -> str:
    plain = (
        unicodedata.normalize("NFKD", re.sub("['’]", "", text))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_NAME].strip("-")
