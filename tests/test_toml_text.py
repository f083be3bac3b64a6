"""feedmaker.toml_text."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from feedmaker.toml_text import array, key, quoted

_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(_TEXT, st.lists(_TEXT), _TEXT.filter(lambda name: name != "more"))
def test_every_text_comes_back_from_the_file_as_it_went_in(
    text: str, texts: list[str], name: str
) -> None:
    written = f"{key(name)} = {quoted(text)}\n[more]\nlist = {array(texts)}\n"
    assert tomllib.loads(written) == {name: text, "more": {"list": texts}}


def test_half_a_surrogate_pair_becomes_the_mark_for_what_was_lost() -> None:
    written = quoted("x\ud800y").encode()  # as a file would take it
    assert tomllib.loads(f"a = {written.decode()}") == {"a": "x\ufffdy"}


def test_nothing_that_acts_on_a_terminal_stands_there_as_it_is() -> None:
    assert quoted("a\x1b[2Jb\x9bc\u202ed\x7f") == '"a\\u001b[2Jb\\u009Bc\\u202Ed\\u007F"'


def test_a_long_list_has_a_line_for_each_text() -> None:
    assert array(["a", "b"]) == '["a", "b"]'
    a, b = "a" * 60, "b" * 60
    assert array([a, b]).splitlines() == ["[", f'    "{a}",', f'    "{b}",', "]"]
