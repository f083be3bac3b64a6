"""Why a content is what it is, as `article --explain` says it in lines and in JSON."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from newsroom import story
from served import Origin
from shell import Home

SITE = "url: {url}\nrequest: {{delay: 0s}}\nlisting: {{item: .item, link: a, title: a}}\n"
TEXT = "The ferry runs again, and all on the island are glad to hear of it. " * 4


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def test_content_that_was_found_says_why(home: Home) -> None:
    home.origin.page("/1", story("Ferry", TEXT))
    url = home.origin.url("/1")
    out = home.run("article", url, "--explain").out
    for line in (
        r"asked +the page's blocks themselves: \d+ words, agrees by [01]\.\d\d\n",
        r" trafilatura, at first sight: \d+ words, believed, \d\.\d\d votes\n",
        r"taken +[01]\.\d\d  body\S*: \d+ of \d+ words agree\n +signals: .*prose \+0\.\d",
        r"next +[01]\.\d\d  ",
    ):
        assert re.search(line, out), line
    told = home.run("article", url, "--explain", "--json").json()["explained"]["content"]
    assert told["by"] == "found"
    assert told["where"] == told["why"]["candidates"][0]["place"]
    assert "taken" not in home.run("article", url).out


def test_content_by_a_rule_needs_no_more_than_the_rule(home: Home) -> None:
    home.origin.page("/1", story("Ferry", TEXT))
    home.site("kabar", f"{SITE}article: {{{{content: .body}}}}\n")
    told = home.run(
        "article", home.origin.url("/1"), "--site", "kabar", "--explain", "--json"
    ).json()
    assert told["explained"]["content"] == {"by": "rule", "where": ".body"}


def test_what_a_rule_removes_is_not_weighed(home: Home) -> None:
    box = "<div class=box><p>Sea news by post each Friday, for a year and a day, free.</p></div>"
    home.origin.page("/1", story("Ferry", f"{TEXT}{box}"))
    words = []
    for remove in (".nothing", ".box"):
        home.site("kabar", f"{SITE}article: {{{{remove: {remove}}}}}\n")
        told = home.run(
            "article", home.origin.url("/1"), "--site", "kabar", "--explain", "--json"
        ).json()
        words.append(told["explained"]["content"]["why"]["candidates"][0]["words"])
    assert words[0] > words[1]
