"""feedmaker.records.outcome: `expected.toml`, written, read and edited by a person."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from feedmaker.errors import ConfigError
from feedmaker.records.outcome import (
    EXPECTED,
    Fields,
    Outcome,
    as_toml,
    leave_out,
    read_expected,
    write_expected,
)

FERRY: Fields = {
    "title": 'The "ferry" is late',
    "link": "https://a.example/ferry",
    "id": "https://a.example/ferry",
    "date": "2026-11-23T08:00:00Z",
    "authors": ("Ada", "Bo"),
    "categories": (),
    "summary": "",
    "image": "",
    "enclosures": ("https://a.example/x.mp3 audio/mpeg 12",),
    "language": "",
    "content": ("<p>One.</p>", "<p>Two\nlines.</p>"),
}
WHOLE = Outcome(False, ("a problem",), {"title": "Gazette", "language": "en"}, (FERRY, FERRY))


@pytest.mark.parametrize(
    "outcome", [WHOLE, Outcome(True, (), {}, ()), Outcome()], ids=["whole", "failed", "empty"]
)
def test_what_is_written_is_read_again_alike(tmp_path: Path, outcome: Outcome) -> None:
    write_expected(tmp_path, outcome)
    write_expected(tmp_path, outcome)
    assert read_expected(tmp_path) == outcome
    assert [f.name for f in tmp_path.iterdir()] == [EXPECTED]
    assert stat.S_IMODE((tmp_path / EXPECTED).stat().st_mode) == 0o600


def test_each_field_stands_on_a_line_of_its_own() -> None:
    lines = as_toml(WHOLE).splitlines()
    assert 'title = "The \\"ferry\\" is late"' in lines
    assert 'authors = ["Ada", "Bo"]' in lines
    assert "failed = false" in lines


def test_what_a_person_deleted_stays_away_from_the_next_version() -> None:
    edited = Outcome(None, None, {"title": "x"}, ({"title": "x", "date": "y"},))
    kept = leave_out(WHOLE, edited)
    assert kept == Outcome(
        None,
        None,
        {"title": "Gazette"},
        ({"title": FERRY["title"], "date": FERRY["date"]},) * 2,
    )
    assert leave_out(WHOLE, Outcome(True, (), {"title": "", "language": ""}, ())) == WHOLE


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("entrys = []", "entrys: unknown key; known are failed"),
        ("failed = 1", "failed: must be true or false"),
        ("problems = 'x'", "problems: must be a list of texts"),
        ("problems = [1]", "problems: must be a list of texts"),
        ("feed = 1", "feed: must be a table"),
        ("[feed]\ntitel = 'x'", "feed.titel: unknown key"),
        ("entries = 1", "entries: must be tables"),
        ("entries = [1]", "entries[1]: must be a table"),
        ("[[entries]]\n[[entries]]\ntitle = 1", "entries[2].title: must be a text in quotes"),
        ("[[entries]]\nauthors = 'Ada'", "entries[1].authors: must be a list of texts"),
        ("[[entries]", f"{EXPECTED}: "),
    ],
)
def test_a_fault_names_file_and_key(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / EXPECTED).write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_expected(tmp_path)
    assert fault in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / EXPECTED))


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("failed = false")
    (tmp_path / EXPECTED).symlink_to(tmp_path / "other")
    with pytest.raises(ConfigError, match="can't be read"):
        read_expected(tmp_path)
    write_expected(tmp_path, Outcome(failed=True))
    assert (tmp_path / "other").read_text() == "failed = false"
    assert read_expected(tmp_path).failed
