"""When a feed, the index and the OPML are written: after news, and where a file is not ours."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feedmaker.errors import StorageError
from feedmaker.model import (
    About,
    EntryChange,
    Every,
    FeedSettings,
    Fields,
    Filter,
    ListingUrl,
    Problem,
    Site,
    SiteState,
    StoredEntry,
    Teaser,
)
from feedmaker.output.publish import (
    BEHIND,
    Folder,
    Outputs,
    lost_files,
    publish_feeds,
    publish_index,
    retract_feeds,
    spoilt_files,
)
from feedmaker.store.store import Store

NOW = datetime(2024, 4, 29, 8, 0, tzinfo=UTC)
SITE = Site("kabar", (ListingUrl("https://www.kabar.test/"),))
STATE = SiteState("urn:uuid:3f6a2a52-5f0c-5b7e-9c6d-0a4f1f3f5a11", started=NOW, succeeded=NOW)
FEEDS = {"kabar.rss", "kabar.atom", "kabar.json"}
INDEX = {"index.html", "feeds.opml", ".nojekyll"}


def an_entry(number: int, title: str) -> EntryChange:
    url = f"https://www.kabar.test/{number}"
    teaser = Teaser(url, url, Fields(title=title, categories=("Laut",)))
    known = StoredEntry(url, url, NOW, number, NOW, NOW, teaser, "read")
    return EntryChange(known, shows=True)


@dataclass
class Press:
    """A store with one site, and the folder that it is published to."""

    store: Store
    folder: Folder
    site: Site = SITE
    outputs: Outputs = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()

    @property
    def state(self) -> SiteState:
        state = self.store.site_state(SITE.name)
        assert state
        return state

    def remember(self, *changes: EntryChange, **more: object) -> None:
        state = replace(self.state, **more)  # type: ignore[arg-type]
        self.store.save_listing(SITE.name, state, changes, ())

    def feeds(self) -> int:
        return publish_feeds(self.site, self.state, self.store, self.folder, self.outputs)

    def index(self) -> int:
        return publish_index(
            {SITE.name: self.site},
            self.retired,
            self.store.site_states(),
            self.faults,
            self.store,
            self.folder,
            self.outputs,
        )

    def files(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in self.folder.path.iterdir()}


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    with Store(tmp_path / "state") as store:
        store.save_listing(SITE.name, STATE, [an_entry(1, "Kapal tiba")], ())
        yield Press(store, Folder(tmp_path / "out", "https://feeds.test/"))


def test_without_news_nothing_is_written_again_in_this_process_or_the_next(press: Press) -> None:
    assert (press.feeds(), press.index()) == (3, 3)
    assert press.files().keys() == press.outputs.keys() == FEEDS | INDEX
    assert (press.feeds(), press.index()) == (0, 0)
    assert press.store.outputs() == press.outputs
    press.outputs = press.store.outputs()
    press.remember(started=NOW + timedelta(hours=1), summary="unchanged")
    assert (press.feeds(), press.index()) == (0, 0)


def test_what_would_be_the_same_is_not_even_asked_for(press: Press) -> None:
    press.feeds()
    with Store(press.folder.path.parent / "empty") as other:
        assert publish_feeds(SITE, press.state, other, press.folder, press.outputs) == 0
    assert all(b"Kapal tiba" in press.files()[name] for name in FEEDS)


@pytest.mark.parametrize(
    "said",
    [
        About(title="Kabar Pelabuhan"),
        About(description="Berita dari laut"),
        About(language="id"),
        About(image="https://www.kabar.test/logo.png"),
    ],
)
def test_a_feed_is_made_again_when_only_what_the_page_says_of_its_site_changed(
    press: Press, said: About
) -> None:
    press.feeds()
    press.index()
    version = press.state.version
    press.remember(about=said)
    assert press.state.version == version
    assert press.feeds() > 0
    word = said.title or said.description or said.language or said.image
    assert word.encode() in press.files()["kabar.json"]
    press.index()
    assert (word.encode() in press.files()["index.html"]) is (said.image == "")
    assert (press.feeds(), press.index()) == (0, 0)


@pytest.mark.parametrize(
    "edit",
    [
        {"title": "Kabar"},
        {"description": "Berita"},
        {"language": "id"},
        {"image": "https://www.kabar.test/logo.png"},
        {"filter": Filter(exclude=(("title", "Kapal"),))},
        {"feed": FeedSettings(content="none")},
        {"urls": (ListingUrl("https://www.kabar.test/berita"),)},
        {"every": Every(timedelta(hours=3))},
    ],
    ids=lambda edit: next(iter(edit)),
)
def test_a_feed_is_made_again_after_an_edit_of_what_its_site_file_says_of_it(
    press: Press, edit: dict[str, object]
) -> None:
    press.feeds()
    before = press.files()
    known = dict(press.outputs)
    press.site = replace(SITE, **edit)  # type: ignore[arg-type]
    press.feeds()
    assert all(press.outputs[name][0] != known[name][0] for name in FEEDS)
    # `content: none` has nothing to take from an entry that has no text.
    assert (press.files() != before) is ("feed" not in edit)


def test_a_feed_is_made_again_when_its_entries_or_its_address_changed(press: Press) -> None:
    press.feeds()
    press.remember(an_entry(2, "Kereta berangkat"))
    assert press.feeds() == 3
    assert all(b"Kereta berangkat" in body for body in press.files().values())
    press.folder = replace(press.folder, base_url="https://elsewhere.test/")
    assert press.feeds() > 0
    assert b"https://elsewhere.test/kabar.atom" in press.files()["kabar.atom"]


def written(file: Path) -> tuple[int, int]:
    """Which file it is and when it was written; not when it was read."""
    return file.stat().st_ino, file.stat().st_mtime_ns


def test_a_feed_whose_crash_left_no_word_of_it_is_looked_after_and_not_rewritten(
    press: Press,
) -> None:
    press.feeds()
    before = written(press.folder.path / "kabar.atom")
    press.outputs = {}
    assert press.feeds() == 0
    assert press.outputs.keys() == FEEDS
    assert written(press.folder.path / "kabar.atom") == before


def other_bytes(file: Path) -> None:
    was = file.lstat()
    file.write_bytes(b"x" * was.st_size)
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns + 1))


def other_size(file: Path) -> None:
    was = file.lstat()
    file.write_bytes(file.read_bytes() + b"\n")
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))


def a_link(file: Path) -> None:
    was = file.lstat()
    file.unlink()
    file.symlink_to("x" * was.st_size)  # that is a link's size
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns), follow_symlinks=False)
    assert (file.lstat().st_size, file.lstat().st_mtime_ns) == (was.st_size, was.st_mtime_ns)


@pytest.mark.parametrize("spoil", [other_bytes, other_size, a_link, Path.unlink])
@pytest.mark.parametrize("name", ["kabar.rss", "kabar.atom", "kabar.json", "feeds.opml"])
def test_a_file_that_is_not_as_we_left_it_is_written_anew_and_it_alone(
    press: Press, name: str, spoil: Callable[[Path], None]
) -> None:
    press.feeds()
    press.index()
    before = press.files()
    times = {other: (press.folder.path / other).stat().st_mtime_ns for other in before}
    spoil(press.folder.path / name)
    assert press.feeds() + press.index() == 1
    assert not (press.folder.path / name).is_symlink()
    assert press.files() == before
    for other in before.keys() - {name}:
        assert (press.folder.path / other).stat().st_mtime_ns == times[other]
    assert (press.feeds(), press.index()) == (0, 0)


def test_a_lost_or_spoilt_file_is_found_without_reading_it(press: Press) -> None:
    assert lost_files(press.folder, press.outputs) == set()  # there is no folder yet
    press.feeds()
    press.index()
    assert lost_files(press.folder, press.outputs) == set()
    assert spoilt_files(press.outputs, press.folder, press.outputs) == set()
    (press.folder.path / "kabar.rss").unlink()
    a_link(press.folder.path / "kabar.json")
    other_bytes(press.folder.path / "kabar.atom")
    (press.folder.path / "others.txt").write_bytes(b"not ours")
    assert lost_files(press.folder, press.outputs) == {"kabar.rss", "kabar.json"}
    assert spoilt_files([*press.outputs, "others.txt"], press.folder, press.outputs) == FEEDS
    press.folder.path.rename(press.folder.path.with_name("taken"))
    assert lost_files(press.folder, press.outputs) == FEEDS | INDEX
    press.folder.path.write_bytes(b"in the way")
    with pytest.raises(StorageError, match="out: Not a directory"):
        lost_files(press.folder, press.outputs)


def test_a_format_that_is_wanted_no_more_is_taken_away(press: Press) -> None:
    press.feeds()
    press.site = replace(SITE, feed=FeedSettings(formats=("atom",)))
    press.feeds()
    assert press.files().keys() == press.outputs.keys() == {"kabar.atom"}
    assert press.store.outputs().keys() == {"kabar.atom"}


def test_files_that_are_not_ours_are_never_taken_away(press: Press) -> None:
    press.feeds()
    (press.folder.path / "other.rss").write_bytes(b"not ours")
    names = ["other.rss", *sorted(FEEDS)]
    assert retract_feeds(names, press.store, press.folder, press.outputs) == 3
    assert press.files() == {"other.rss": b"not ours"}
    assert press.outputs == press.store.outputs() == {}
    assert retract_feeds(names, press.store, press.folder, press.outputs) == 0


def test_a_feed_that_was_removed_by_hand_is_forgotten_and_not_counted(press: Press) -> None:
    press.feeds()
    (press.folder.path / "kabar.rss").unlink()
    assert retract_feeds(FEEDS, press.store, press.folder, press.outputs) == 2
    assert press.outputs == {}


def test_a_renamed_sites_feed_is_there_under_each_of_its_names(press: Press) -> None:
    press.site = replace(SITE, formerly=("lama",))
    assert press.feeds() == 6
    assert b"https://feeds.test/lama.atom" in press.files()["lama.atom"]
    (press.folder.path / "lama.json").unlink()
    assert press.feeds() == 1  # though those under its new name stand
    press.site = replace(press.site, feed=FeedSettings(formats=("rss",)))
    press.feeds()
    assert press.files().keys() == {"kabar.rss", "lama.rss"}


def test_the_content_setting_reaches_the_feed(press: Press) -> None:
    teaser = Teaser("u", "https://www.kabar.test/1", Fields(title="Kapal", summary="Ringkasan."))
    known = replace(an_entry(1, "").entry, teaser=teaser)
    press.remember(EntryChange(known, shows=True))
    press.feeds()
    assert b"Ringkasan." in press.files()["kabar.atom"]
    press.site = replace(SITE, feed=FeedSettings(content="none"))
    press.feeds()
    assert b"Ringkasan." not in press.files()["kabar.atom"]


def test_the_index_tells_what_the_site_file_says_else_the_page_else_the_name(press: Press) -> None:
    press.index()
    assert b"kabar" in press.files()["feeds.opml"]
    press.remember(about=About("Judul halaman", "Kata halaman", "id"))
    assert press.index() == 2
    assert all(b"Judul halaman" in press.files()[name] for name in ("index.html", "feeds.opml"))
    press.site = replace(SITE, title="Judul kami", description="Kata kami", tags=("laut",))
    press.index()
    page = press.files()["index.html"]
    assert b"Judul kami" in page
    assert b"Kata kami" in page
    assert b"halaman" not in page
    assert b"laut" in page


def test_the_index_says_of_trouble_one_plain_sentence(press: Press) -> None:
    fault = "kabar.yaml:3:5: url: `https://ani:secret@kabar.test/` is no address"
    trouble = Problem("it redirects to https://ani:secret@kabar.test/", url="https://x.test/?k=1")
    for faults, failures in (({}, 1), ({SITE.name: fault}, 0)):
        press.faults = faults
        press.remember(problems=(trouble,), failures=failures)
        press.index()
        page = press.files()["index.html"]
        assert BEHIND.encode() in page
        for word in (b"secret", b"redirects", b"kabar.yaml", b"x.test"):
            assert word not in page
    press.remember(problems=(), failures=0)
    press.faults = {}
    assert press.index() > 0
    assert BEHIND.encode() not in press.files()["index.html"]


def test_a_folder_that_tells_health_has_trouble_in_full(press: Press) -> None:
    press.folder = replace(press.folder, tells_health=True)
    press.index()
    press.retired = frozenset({SITE.name})
    assert press.index() > 0
    press.faults = {SITE.name: "its file is faulty"}
    assert press.index() > 0
    assert b"its file is faulty" in press.files()["index.html"]
    press.faults = {}
    trouble = (Problem("`listing.item` matches 0"), Problem("another one"))
    press.remember(problems=trouble)
    press.index()
    assert b"matches 0" not in press.files()["index.html"]  # it is no failure
    press.remember(failures=1)
    assert press.index() > 0
    assert b"matches 0" in press.files()["index.html"]
    assert b"another one" not in press.files()["index.html"]
    press.remember(failures=2)
    assert press.index() == 0  # counts that move are none of its matter
    press.remember(problems=())
    press.index()
    assert b"matches 0" not in press.files()["index.html"]


def test_the_index_of_a_site_that_never_ran_names_it(press: Press) -> None:
    press.store.forget(SITE.name)
    assert press.index() == 3
    assert b"kabar" in press.files()["index.html"]
    assert press.index() == 0
