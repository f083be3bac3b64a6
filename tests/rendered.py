"""What the tests of `feedmaker.output.render` share: feeds of one entry, read back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args

from feed_rules import ATOM, Finding
from gazette import GAZETTE, TIDE
from lxml import etree

from feedmaker.model import Feed, FeedFormat
from feedmaker.output.render import render

FORMATS: tuple[FeedFormat, ...] = get_args(FeedFormat)
XML_FORMATS: tuple[FeedFormat, ...] = ("rss", "atom")


def of_one(**fields: Any) -> Feed:
    return replace(GAZETTE, entries=(replace(TIDE, **fields),))


def rss_item(feed: Feed) -> Any:
    return etree.fromstring(render(feed, "rss")).find("channel/item")


def atom_entry(feed: Feed) -> Any:
    return etree.fromstring(render(feed, "atom")).find(f"{ATOM}entry")


def json_item(feed: Feed) -> Any:
    return json.loads(render(feed, "json"))["items"][0]


def serious(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity != "info"]
