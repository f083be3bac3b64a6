"""A site that was found -> what `feedmaker new` says of it: its first stories, and what is unsure.

Values in, lines out. What was found is `update.first_look`'s, and what is written into the site
file `detect.draft`'s matter; nothing is asked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from feedmaker.entries.precedence import pick, sources, title_of
from feedmaker.model import SiteDate
from feedmaker.terminal.date_view import doubt_lines
from feedmaker.terminal.screen import count
from feedmaker.update.first_look import Found, Story
from feedmaker.urls import part_of

_FEW_WORDS = 60  # a story with less may be read in part


def told(file: Path, found: Found, *, zone_stated: bool) -> Iterator[str]:
    """Yield what is said of the site file that was written, and of the feed that it makes."""
    yield f"\n{file} is written. Its feed will begin so:"
    for story in found.stories:
        yield story_line(story)
    lines = list(_doubts(found, zone_stated=zone_stated))
    if lines:
        yield "\nTo look at:"
        yield from lines


def story_line(story: Story) -> str:
    """Return a story on one line: its date, how much text it has, its title."""
    title = title_of(story.teaser, story.article) or "(no title)"
    date, words = date_of(story), story.words()
    when = "no date" if date is None else f"{date.moment:%Y-%m-%d}"
    if date is not None and not date.day_only:
        when += f" {date.moment:%H:%M}"
    return f"  {when:16}  {count(words, 'word'):>11}  {title}"


def date_of(story: Story) -> SiteDate | None:
    """Return when a story was published, as its entry will say."""
    return pick("date", story.teaser, story.article)


def _doubts(found: Found, *, zone_stated: bool) -> Iterator[str]:
    """Yield what is missing or unsure in the stories that were opened."""
    yield from _unread(found.stories)
    read = [story for story in found.stories if not story.problem]
    if not read:
        return
    total = len(read)
    whole = [story for story in read if not part_of(story.teaser.url)]  # a part may be short
    short = sum(story.words() < _FEW_WORDS for story in whole)
    if short:
        yield f"  text       {short} of {total} with hardly any: `article.content` says where it is"
    for key, name in (("title", "title"), ("date", "date"), ("author", "authors")):
        without = sum(not _has(story, name) for story in read)
        if without:
            where = f"`article.{key}` can say where it stands"
            yield f"  {key:10} {without} of {total} without: {where}"
    order = next((page.two_ways for page in found.run.pages if page.two_ways), "")
    dates = [date_of(story) for story in found.stories]
    yield from doubt_lines(dates, zone_stated=zone_stated, unread=order)


def _unread(stories: Sequence[Story]) -> Iterator[str]:
    """Yield why stories could not be read, each reason once."""
    reasons: dict[str, list[str]] = {}
    for story in stories:
        if story.problem:
            reasons.setdefault(story.problem, []).append(story.teaser.url)
    for reason, urls in reasons.items():
        yield f"  {len(urls)} of {len(stories)} could not be read: {reason}"
        yield from (f"    {url}" for url in urls)


def _has(story: Story, name: str) -> bool:
    return any(getattr(fields, name) for fields in sources(story.teaser, story.article))
