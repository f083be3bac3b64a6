"""JSON Feed alone: its fields, and no markup in its bytes."""

from __future__ import annotations

import json

from gazette import GAZETTE, TIDE
from rendered import of_one

from feedmaker.output.render import render


def test_json_feed_gives_every_field_back() -> None:
    feed = json.loads(render(GAZETTE, "json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://feeds.example/gazette.json"
    assert feed["items"][0] == {
        "id": TIDE.id,
        "url": TIDE.url,
        "title": TIDE.title,
        "content_html": TIDE.content,
        "summary": TIDE.summary,
        "image": TIDE.image,
        "date_published": "2026-11-23T00:55:00Z",
        "date_modified": "2026-11-23T06:00:01Z",
        "authors": [{"name": "Mira Quay"}, {"name": "J. Löf"}],
        "tags": ["Harbour", "R&D"],
        "attachments": [
            {
                "url": "https://gazette.example/tide.mp3",
                "mime_type": "audio/mpeg",
                "size_in_bytes": 48_213,
            },
            {"url": "https://gazette.example/table.pdf", "mime_type": "application/pdf"},
        ],
    }


def test_no_byte_of_a_json_feed_looks_like_markup() -> None:
    body = render(of_one(title="<script>alert(1)</script>"), "json")
    assert b"<" not in body
    assert json.loads(body)["items"][0]["title"] == "<script>alert(1)</script>"
