"""A feedmaker that makes other texts says so by its `TEXT_VERSION`, or readers see old news anew."""

from __future__ import annotations

import texts

from feedmaker.text_version import TEXT_VERSION


def test_whoever_changes_what_comes_of_a_page_raises_the_version() -> None:
    version, before = texts.kept()
    now = texts.texts()
    assert texts.changed(before, now) == [], (
        "other texts come of these pages: raise TEXT_VERSION in feedmaker/text_version.py,"
        " then `python tests/texts.py`"
    )
    assert version == TEXT_VERSION, "`python tests/texts.py`"
    assert before.keys() == now.keys(), "`python tests/texts.py`"
    assert len({*now.values()}) > len(now) / 2  # texts, and not one emptiness
