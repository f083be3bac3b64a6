"""A feed with all that feeds can hold: the invented Harbour Gazette."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from feedmaker.model import Enclosure, Entry, Feed, SafeHtml

TIDE = Entry(
    id="https://gazette.example/2026/tide",
    url="https://gazette.example/2026/tide",
    title="Tide & time: “wait” for no one",
    published=datetime(2026, 11, 23, 0, 55, tzinfo=UTC),
    updated=datetime(2026, 11, 23, 6, 0, 1, tzinfo=UTC),
    summary="High water came at noon, & the ferry stayed in.",
    content=SafeHtml(
        "<p>High water came at <b>noon</b>, &amp; the ferry stayed in ]]&gt;.</p>\n"
        '<figure><img src="https://gazette.example/t.jpg" alt="Tide"><figcaption>Ebb</figcaption></figure>'
        '<pre>if a &lt; b:\n  go("out")</pre>'
    ),
    authors=("Mira Quay", "J. Löf"),
    categories=("Harbour", "R&D"),
    image="https://gazette.example/t.jpg",
    enclosures=(
        Enclosure("https://gazette.example/tide.mp3", "audio/mpeg", 48_213),
        Enclosure("https://gazette.example/table.pdf"),
    ),
)
LAMP = Entry(
    id="urn:uuid:7d3e0fd6-7f27-5f0c-9c3f-1df3a4a3e3c1",
    url="https://gazette.example/2026/lamp?from=list&page=2",
    title="港の灯",
    published=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    updated=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    content=SafeHtml("<p>港の灯がともる。</p><p>Second line.</p>"),
    language="ja",
)
BARE = Entry(
    id="tag:gazette.example,2026:3",
    url="https://gazette.example/2026/bare",
    title="Only a title",
    published=datetime(2026, 11, 21, tzinfo=UTC),
    updated=datetime(2026, 11, 21, tzinfo=UTC),
)
GAZETTE = Feed(
    name="gazette",
    id="urn:uuid:0f1d9bbd-5a0e-5a5c-8d6e-6c1a1c2f4f10",
    title="Harbour Gazette",
    url="https://gazette.example/news",
    updated=datetime(2026, 11, 23, 6, 0, 1, tzinfo=UTC),
    description="Tides, ships & people",
    language="en-GB",
    image="https://gazette.example/logo.png",
    base_url="https://feeds.example/",
    ttl=timedelta(minutes=30),
    entries=(TIDE, LAMP, BARE),
)
