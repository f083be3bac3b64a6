"""A state that an older feedmaker made (tests/data/upgrade): nothing is doubled, nothing lost."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from served import Origin
from shell import Home

from feedmaker.store.store import Store

OLD = Path(__file__).parents[1] / "data/upgrade"
NOON, NIGHT = "2024-04-29T05:00:00Z", "2024-04-29T17:00:00Z"

Entries = dict[tuple[str, str], float]


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    home = Home(tmp_path, origin)
    shutil.copytree(OLD / "sites", home.path / "sites", dirs_exist_ok=True)
    (home.path / ".feedmaker").mkdir()
    with sqlite3.connect(home.path / ".feedmaker/feedmaker.sqlite") as db:
        db.executescript((OLD / "state.sql").read_text(encoding="utf-8"))
    db.close()
    return home


def entries(home: Home) -> Entries:
    """Each entry's moment of publication, by site and id."""
    db = sqlite3.connect(home.path / ".feedmaker/feedmaker.sqlite")
    rows = db.execute("SELECT site, id, published FROM entry").fetchall()
    db.close()
    return {(site, id_): published for site, id_, published in rows}


def test_every_entry_of_an_older_feedmaker_is_known_and_only_what_had_fallen_together_is_new(
    home: Home,
) -> None:
    before = entries(home)
    assert len(before) == 16
    ran = home.run("build", "--force", "--replay", str(OLD / "pages"), now=NOON)
    assert ran.status == 0, ran.err
    after = entries(home)
    assert before.items() <= after.items()
    assert after.keys() - before.keys() == {("papan", "https://papan.example/board/2024#n2")}
    home.run("build", "--force", "--replay", str(OLD / "pages"), now=NIGHT)
    assert entries(home) == after


def test_the_feeds_of_an_older_state_keep_their_ids(home: Home) -> None:
    home.run("build", "--force", "--replay", str(OLD / "pages"), now=NOON)
    with Store(home.path / ".feedmaker") as store:
        shown = {entry.id for name in store.names() for entry, _ in store.published(name)}
    hidden = {"https://www.kabar.example/berita/6", "https://www.kabar.example/iklan/5"}
    assert {id_ for _, id_ in entries(home)} - shown == hidden
