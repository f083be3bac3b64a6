"""The demo's pages and pictures, made from its two data files: path -> resource.

Every address on them is relative and every date fixed, so they are the same
bytes on each day and each port.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from feedmaker.demo_site.pictures import picture

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent

Kind = Literal["listing", "article", "picture", "style"]

_BLANK = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""What stands in an image's `src` until a script puts the real picture there."""

_ON_A_LISTING = 7
_IN_THE_SIDEBAR = 4
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = {4: "April"}
_MARKS: Mapping[str, Literal["heading", "quote", "picture", "also"]] = {
    "## ": "heading",
    "> ": "quote",
    "Gambar: ": "picture",
    "Baca Juga: ": "also",
}


@dataclass(frozen=True, slots=True)
class Resource:
    """What one path answers."""

    kind: Kind
    media_type: str
    body: bytes
    modified: datetime  # aware


@dataclass(frozen=True, slots=True)
class Story:
    """A story of the newspaper, as news.toml holds it."""

    slug: str
    title: str
    author: str
    published: datetime
    sky: str
    things: Sequence[str]
    caption: str
    tags: Sequence[str]
    body: str

    @property
    def path(self) -> str:
        return f"/berita/{self.slug}"

    @property
    def picture(self) -> str:
        return f"/gambar/{self.slug}.svg"

    @property
    def second_picture(self) -> str:
        return f"/gambar/{self.slug}-2.svg"

    @property
    def teaser(self) -> str:
        return self.body.strip().partition(". ")[0] + "."

    @property
    def date(self) -> str:
        """The moment as Indonesian newspapers write it."""
        at = self.published
        return f"{_DAYS[at.weekday()]}, {at.day} {_MONTHS[at.month]} {at:%Y | %H:%M} WIB"


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a story's text."""

    kind: Literal["paragraph", "heading", "quote", "picture", "also"]
    text: str = ""
    story: Story | None = None  # of "also": the one it leads to


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the blog, as notes.toml holds it."""

    slug: str
    title: str
    dek: str
    published: datetime
    sky: str
    things: Sequence[str]
    body: str  # HTML

    @property
    def path(self) -> str:
        return f"/notes/{self.slug}"

    @property
    def picture(self) -> str:
        return f"/pictures/{self.slug}.svg"

    @property
    def date(self) -> str:
        return f"{self.published.day} {self.published:%B %Y}"


def make_site() -> dict[str, Resource]:
    """Return every resource of the demo by its path and query."""
    stories = [Story(**story) for story in _read("news.toml")["story"]]
    posts = [Post(**post) for post in _read("notes.toml")["post"]]
    templates = _templates()
    style = Resource(
        "style", "text/css", (FOLDER / "templates/site.css").read_bytes(), posts[-1].published
    )
    return {
        "/site.css": style,
        **dict(_newspaper(stories, templates)),
        **dict(_blog(posts, templates)),
    }


def _newspaper(stories: Sequence[Story], env: Environment) -> Iterator[tuple[str, Resource]]:
    by_slug = {story.slug: story for story in stories}
    env.globals.update(latest=stories[:_IN_THE_SIDEBAR], blank=_BLANK)
    listing = env.get_template("news_listing.html.j2")
    article = env.get_template("news_article.html.j2")

    batches = [stories[n : n + _ON_A_LISTING] for n in range(0, len(stories), _ON_A_LISTING)]
    for page, batch in enumerate(batches, start=1):
        text = listing.render(stories=batch, address="/berita", page=page, pages=len(batches))
        yield _numbered("/berita", page), _html("listing", text, stories[0].published)

    for story in stories:
        sheets = story.body.split("\n***\n")
        for page, sheet in enumerate(sheets, start=1):
            parts = [_read_part(block, by_slug) for block in sheet.strip().split("\n\n")]
            text = article.render(story=story, parts=parts, page=page, pages=len(sheets))
            yield _numbered(story.path, page), _html("article", text, story.published)
        yield story.picture, _svg(story.sky, story.things, story.published)
        if "\nGambar: " in story.body:
            yield story.second_picture, _svg(story.sky, story.things[:1], story.published)


def _blog(posts: Sequence[Post], env: Environment) -> Iterator[tuple[str, Resource]]:
    from markupsafe import Markup

    listing = env.get_template("notes_listing.html.j2").render(posts=posts)
    yield "/notes", _html("listing", listing, posts[0].published)
    for post in posts:
        text = env.get_template("notes_post.html.j2").render(
            post=post,
            body=Markup(post.body),  # noqa: S704 - our own file
            others=[other for other in posts if other is not post],
        )
        yield post.path, _html("article", text, post.published)
        yield post.picture, _svg(post.sky, post.things, post.published)


def _read_part(block: str, stories: Mapping[str, Story]) -> Part:
    for mark, kind in _MARKS.items():
        if block.startswith(mark):
            text = block.removeprefix(mark)
            return Part(kind, text, stories[text] if kind == "also" else None)
    return Part("paragraph", block)


def _numbered(path: str, number: int) -> str:
    return path if number == 1 else f"{path}?page={number}"


def _html(kind: Kind, text: str, modified: datetime) -> Resource:
    return Resource(kind, "text/html; charset=utf-8", text.encode(), modified)


def _svg(sky: str, things: Sequence[str], modified: datetime) -> Resource:
    return Resource("picture", "image/svg+xml", picture(sky, things).encode(), modified)


def _read(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
