"""What a site's pages said -> a `Site` as its first site file should state it, with the reasons.

Pure. Stated is what helps and was told; what is found by itself on each page is left out. The
file's text is `site_file`'s matter, and what was read on the pages comes in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta

from feedmaker.dates.home_zone import guess_zone
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
from feedmaker.urls import host

_TAKEN = frozenset({"index", "feeds", "assets", "feedmaker-status"})
_COMMON = frozenset(
    {"www", "m", "news", "blog", "en", "de", "co", "com", "org", "net", "ac", "gov"}
)
_LONGEST_NAME = 40
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
        notes["timezone"] = "its dates name no zone, and are taken for UTC: as Europe/London"
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
        notes["listing.within"] = "what is the like elsewhere on the page is no story"
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
    address = host(url)
    labels = [] if _ADDRESS.fullmatch(address) else address.split(".")[:-1]
    telling = [label for label in labels if label not in _COMMON]
    name = _as_name(telling[-1] if telling else "") or _as_name(title)
    return f"{name}-feed" if name in _TAKEN else name


def _as_name(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_NAME].strip("-")
