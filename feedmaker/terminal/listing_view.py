"""A listing for people: its items and rules, what the site's filter drops, what has changed.

Values in, lines out, or one item for a line of JSON. What a whole listing gives as JSON is for
the command (`commands/listing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from feedmaker.clean.plain_text import plain_text
from feedmaker.entries import precedence
from feedmaker.entries.filter import keeps_entry, keeps_item
from feedmaker.model import Site, SiteDate, Teaser
from feedmaker.terminal.date_view import marks
from feedmaker.terminal.inspect import iso
from feedmaker.text import first_words

if TYPE_CHECKING:
    from feedmaker.model import Filter, FilterField


def dropped_by(teaser: Teaser, site: Site, now: datetime) -> str:
    """Return the key of the filter that drops an item, as far as the listing tells; "" if none.

    Where its article is read, that is its link, its title and its date, as in a run.
    """
    date = precedence.pick("date", teaser, None)
    age = site.filter.max_age
    if age is not None and date is not None and now - date.moment > age:
        return "filter.max_age"
    if not _keeps(replace(site.filter, include=()), teaser, site):
        return "filter.exclude"
    return "" if _keeps(site.filter, teaser, site) else "filter.include"


def _keeps(wanted: Filter, teaser: Teaser, site: Site) -> bool:
    title = precedence.title_of(teaser, None)
    if site.article is not None:
        return keeps_item(wanted, teaser.url, title)
    said = precedence.sources(teaser, None)
    date = precedence.pick("date", teaser, None)
    summary = next((fields.summary for fields in said if fields.summary), "")
    text = " ".join(plain_text(teaser.content).split())
    values: dict[FilterField, Sequence[str]] = {
        "url": (teaser.url,),
        "title": (title or first_words(text, 80) or teaser.url,),
        "summary": (summary,),
        "category": next((fields.categories for fields in said if fields.categories), ()),
        "author": next((fields.authors for fields in said if fields.authors), ()),
        "date": (date.moment.isoformat(),) if date else (),
        "content": (text,),
    }
    return keeps_entry(wanted, values)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a listing showed: each item by its id, and the lines below them."""

    items: Mapping[str, Mapping[str, object]]  # url, title, date, dropped, and what else it gives
    notes: Sequence[str]


def lines(look: Look, before: Look | None = None) -> Iterator[str]:
    """Yield a look's lines; with the look `before` it, `+` is new, `~` changed and `-` gone."""
    for number, (name, item) in enumerate(look.items.items(), 1):
        mark = " "
        if before is not None and name not in before.items:
            mark = "+"
        elif before is not None and before.items[name] != item:
            mark = "~"
        yield from _item_lines(f"{number:3}{mark}", item)
    for name, item in (before.items if before else {}).items():
        if name not in look.items:
            yield from _item_lines("   -", item)
    yield ""
    for note in look.notes:
        changed = before is not None and note not in before.notes
        yield f"~{note[1:]}" if changed and note.startswith(" ") else note


def _item_lines(start: str, item: Mapping[str, object]) -> Iterator[str]:
    dropped = f"  [dropped by {item['dropped']}]" if item.get("dropped") else ""
    unsure = item.get("date_doubts")
    marked = marks(unsure if isinstance(unsure, list) else ()) + dropped
    told = f"{item.get('date_told') or '':8}"
    yield f"{start} {item['date'] or 'no date':25}  {told}  {item['title'] or 'no title'}{marked}"
    yield f"     {item['url']}"


def item_told(teaser: Teaser) -> dict[str, object]:
    """Return an item as JSON lines tell it; what is missing is None."""
    title = teaser.by_rule.title or teaser.by_itself.title
    return {"url": teaser.url, "title": title or None, "date": iso(date_of(teaser))}


def date_of(teaser: Teaser) -> SiteDate | None:
    """Return an item's date, as the listing tells it."""
    return teaser.by_rule.date or teaser.by_itself.date
