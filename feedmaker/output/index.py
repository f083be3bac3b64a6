"""The folder's own pages: `index.html` for people, `feeds.opml` for readers.

Both follow from the rows alone, never from the clock, so that no news means
the same bytes. Pages show titles, links and states, escaped; never an entry's
content. `index.html` works from the disk as well as from a server: it has no
script, asks for nothing, and links to the feeds beside it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from feedmaker import urls
from feedmaker.model import FeedFormat
from feedmaker.output.conform import language_tag
from feedmaker.output.formats import media_type
from feedmaker.text import plain_line

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATES = Path(__file__).parent / "templates"
_EMPTY_LINE = re.compile(r"\n\s*\n")
_LABELS: dict[FeedFormat, str] = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}
_PREFERRED: tuple[FeedFormat, ...] = ("atom", "rss", "json")
"""By what the format can say: which one stands for the feed where there is room for one."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One feed as the folder's pages show it. Texts are plain."""

    name: str  # of its files
    title: str
    url: str  # the site's listing page
    description: str = ""
    formats: tuple[FeedFormat, ...] = ()
    newest: datetime | None = None  # published time of its newest entry, UTC; None: no entries
    entries: int = 0
    tags: tuple[str, ...] = ()  # the first one is its group
    problem: str = ""  # one plain line; empty: none
    retired: bool = False  # its site file is gone
    language: str = ""

    @property
    def links(self) -> tuple[tuple[str, str, str], ...]:
        """File name, label and media type of each format."""
        return tuple(
            (f"{self.name}.{kind}", _LABELS[kind], media_type(kind)) for kind in self.formats
        )

    @property
    def preferred(self) -> FeedFormat | None:
        """The format that stands for the feed; None if it has no file."""
        return next((kind for kind in _PREFERRED if kind in self.formats), None)

    @property
    def preferred_type(self) -> str:
        """That format's media type."""
        return media_type(self.preferred) if self.preferred else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Feeds under one heading, by title."""

    heading: str
    rows: tuple[IndexRow, ...]


def render_index(
    rows: Iterable[IndexRow], *, title: str = "feedmaker", intro: str = "", base_url: str = ""
) -> bytes:
    """Return `index.html`, UTF-8: the feeds by tag, then those without tag, then the retired ones.

    `intro` is plain text, its paragraphs parted by empty lines. `base_url` is where the
    folder is served, with a trailing slash, or empty.
    """
    fit = [_plain(row) for row in rows]
    page = _template().render(
        title=plain_line(title),
        intro=[plain_line(part) for part in _EMPTY_LINE.split(intro) if part.strip()],
        base_url=urls.absolute(base_url, "") if base_url else "",
        count=len(fit),
        groups=_groups(fit),
        rows=sorted(fit, key=_by_title),
    )
    return page.encode()


def render_opml(rows: Iterable[IndexRow], *, base_url: str, title: str = "feedmaker") -> bytes:
    """Return `feeds.opml` (OPML 2.0), UTF-8: a folder per first tag, each living feed once.

    All of a feed's tags stand in its `category`. Retired feeds are left out:
    they bring no news. Without `base_url` feeds are named relative to this
    file; few readers follow that, but nothing true could be written instead.
    """
    from xml.etree import ElementTree as ET

    opml = ET.Element("opml", version="2.0")
    head = ET.SubElement(opml, "head")
    ET.SubElement(head, "title").text = plain_line(title)
    ET.SubElement(head, "docs").text = "http://opml.org/spec2.opml"
    body = ET.SubElement(opml, "body")
    living = [_plain(row) for row in rows if not row.retired]
    for group in _groups(living):
        folder = body
        if group.heading and group.rows[0].tags:
            folder = ET.SubElement(body, "outline", text=group.heading, title=group.heading)
        for row in group.rows:
            if row.preferred:
                ET.SubElement(folder, "outline", _outline(row, base_url))
    ET.indent(opml)
    written: bytes = ET.tostring(opml, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _outline(row: IndexRow, base_url: str) -> dict[str, str]:
    """Return the attributes of a subscription list's outline (OPML 2.0, "Subscription lists")."""
    outline = {
        "type": "rss",  # of every format
        "text": row.title,
        "title": row.title,
        "description": row.description,
        "xmlUrl": f"{base_url}{row.name}.{row.preferred}",
        "htmlUrl": row.url,
        "language": row.language,
        "category": ",".join(f"/{tag.replace(',', ' ')}" for tag in row.tags),
    }
    return {key: value for key, value in outline.items() if value}


def _groups(rows: Sequence[IndexRow]) -> tuple[Group, ...]:
    living = [row for row in rows if not row.retired]
    by_tag: dict[str, list[IndexRow]] = {}
    for row in sorted(living, key=_by_title):
        by_tag.setdefault(row.tags[0] if row.tags else "", []).append(row)
    untagged = by_tag.pop("", [])
    groups = [Group(tag, tuple(by_tag[tag])) for tag in sorted(by_tag, key=_by_letters)]
    if untagged:
        groups.append(Group("Other feeds" if groups else "", tuple(untagged)))
    if retired := tuple(sorted((row for row in rows if row.retired), key=_by_title)):
        groups.append(Group("No longer fetched", retired))
    return tuple(groups)


def _by_title(row: IndexRow) -> tuple[str, str]:
    return row.title.casefold(), row.name


def _by_letters(text: str) -> tuple[str, str]:
    return text.casefold(), text


def _plain(row: IndexRow) -> IndexRow:
    """Return the row fit for showing: no blank title, no link but to http(s), times in UTC."""
    return replace(
        row,
        title=plain_line(row.title) or row.name,
        url=urls.absolute(row.url, ""),
        description=plain_line(row.description),
        newest=row.newest.astimezone(UTC) if row.newest else None,
        tags=tuple(tag for text in row.tags if (tag := plain_line(text))),
        problem=plain_line(row.problem),
        language=language_tag(row.language),
    )


@cache
def _template() -> Template:
    """Return the page's template, compiled once; its style is named in its policy by hash."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = (_TEMPLATES / "index.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals["style"] = Markup(style)  # noqa: S704 - our own file
    environment.globals["style_hash"] = f"sha256-{digest}"
    return environment.get_template("index.html.j2")
