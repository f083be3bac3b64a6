"""The daemon on real sites: origin, network, sandbox, store and folder are as ever.

It runs in a thread of the test; tests wait for what it publishes or logs.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from newsroom import listing, story
from served import Asked, Origin, serving

from feedmaker.config.settings import Settings
from feedmaker.daemon.daemon import Daemon, News
from feedmaker.daemon.live_sites import LiveSites, SiteFiles
from feedmaker.fetch.web import Web
from feedmaker.model import Report, Site
from feedmaker.sandbox.pool import Sandbox
from feedmaker.store.store import Store
from feedmaker.wiring import Clock

LIMIT = 60.0  # seconds, for what must not take that long
NOW = datetime(2024, 4, 29, 3, 0, tzinfo=UTC)

RULES = """
url: {url}
title: Kabar
language: id
timezone: Asia/Jakarta
every: {every}
listing: {{item: .item, link: a, title: a, date: .date}}
article: {{content: .body, title: h1}}
request: {{delay: 0s, robots: false}}
"""


def until(what: Callable[[], object], said: Callable[[], object] = str) -> None:
    """Wait for a fact; `said` tells more if it does not come true."""
    deadline = monotonic() + LIMIT
    pause = threading.Event()
    while not what():
        assert monotonic() < deadline, said()
        pause.wait(0.01)


class BrokenRunner(LiveSites):
    """One that has a bug for the site `bug`."""

    def run_site(self, site: Site, reread: int = 0) -> Report:
        if site.name == "bug":
            raise LookupError("nobody foresaw \x1b[31mthis")
        return super().run_site(site, reread)


@dataclass
class House:
    """A folder of site files, and the daemon that works on it."""

    path: Path
    make_web: Callable[..., Web]
    caplog: pytest.LogCaptureFixture
    clock: Clock = field(default_factory=lambda: Clock(NOW))
    least: timedelta = timedelta()
    desk_type: type[LiveSites] = LiveSites

    @property
    def sites(self) -> Path:
        return self.path / "sites"

    @property
    def out(self) -> Path:
        return self.path / "public"

    def save(self, name: str, url: str, more: str = "", every: str = "1h") -> None:
        self.write(name, RULES.format(url=url, every=every) + more)

    def write(self, name: str, text: str) -> None:
        """Save a site file as good editors do: whole, by a rename."""
        self.sites.mkdir(exist_ok=True)
        draft = self.sites / f".{name}.new"
        draft.write_text(text, "utf-8")
        draft.rename(self.sites / f"{name}.yaml")

    @contextmanager
    def open(self) -> Iterator[Store]:
        with Store(self.path / "state") as store:
            yield store

    @contextmanager
    def running(self) -> Iterator[LiveSites]:
        """Run the daemon while in the block; it must end well."""
        settings = Settings(self.sites, self.out, self.path / "state", public_health=True)
        news = News()
        with self.open() as store, Sandbox(workers=1) as box, ExitStack() as stack:
            web = self.make_web(now=self.clock.now, allow_private=["127.0.0.0/8"])
            files = SiteFiles(settings, store)
            runner = self.desk_type(files, settings, store, web, box, self.clock)
            daemon = Daemon(
                files.sites,
                runner,
                news,
                now=self.clock.now,
                workers=16,
                least=self.least,
                poll_files=0.02,
            )

            thread = threading.Thread(target=daemon.run, args=(runner.adopt(),))
            thread.start()
            stack.callback(thread.join)
            stack.callback(news.end)
            yield runner

    def feed(self, name: str = "kabar", kind: str = "rss") -> str:
        file = self.out / f"{name}.{kind}"
        return file.read_text("utf-8") if file.exists() else ""

    def index(self) -> str:
        return self.feed("index", "html")

    def lines(self, *words: str) -> list[str]:
        """The log's lines that hold all the words."""
        said = [record.getMessage() for record in self.caplog.records]
        return [line for line in said if all(word in line for word in words)]

    def until_feed(self, *words: str, name: str = "kabar") -> None:
        until(lambda: all(word in self.feed(name) for word in words), lambda: self.feed(name))

    def until_said(self, *words: str) -> None:
        until(lambda: self.lines(*words), lambda: self.caplog.text)


@pytest.fixture
def house(tmp_path: Path, make_web: Callable[..., Web], caplog: pytest.LogCaptureFixture) -> House:
    caplog.set_level(logging.INFO, "feedmaker")
    return House(tmp_path, make_web, caplog)


def put_up(origin: Origin, *titles: str, at: str = "/") -> str:
    """Put a site up with these stories, the first one on top; return its address."""
    items = [
        (f"{at}{title.lower()}", title, f"29 April 2024 | 09:{40 - n:02} WIB")
        for n, title in enumerate(titles)
    ]
    for link, title, _ in items:
        origin.page(link, story(title, f"Isi cerita {title} yang panjang. "))
    return origin.page(at, listing(*items), headers={"ETag": f'"{len(titles)}"'})


# --- runs and what they publish


def test_a_site_is_fetched_and_its_feeds_and_the_index_are_published(
    house: House, origin: Origin
) -> None:
    house.save("kabar", put_up(origin, "Satu", "Dua"))
    with house.running():
        house.until_feed("Isi cerita Satu", "Isi cerita Dua")
        until(lambda: "2024-04-29" in house.index())
    (line,) = house.lines("site=kabar", "seconds=")
    assert line.startswith("site=kabar new=2 changed=0 skipped=0 to_come=0 seconds=")
    names = {file.name for file in house.out.iterdir()}
    feeds = {"kabar.rss", "kabar.atom", "kabar.json"}
    assert names == feeds | {"index.html", "feeds.opml", ".nojekyll"}


def test_a_site_is_asked_again_after_its_interval(house: House, origin: Origin) -> None:
    house.clock = Clock()
    house.save("kabar", put_up(origin, "Satu"), every="1s")
    with house.running():
        house.until_feed("Satu")
        put_up(origin, "Dua", "Satu")
        house.until_feed("Dua", "Satu")
    assert house.lines("site=kabar", "new=1", "changed=0")


def test_what_a_crash_left_unpublished_is_published_before_anything_is_asked(
    house: House, origin: Origin
) -> None:
    house.save("kabar", put_up(origin, "Satu"))
    with house.running():
        house.until_feed("Satu")
    for file in house.out.iterdir():
        file.unlink()
    origin.requests.clear()
    with house.running():
        house.until_feed("Satu")
        until(lambda: "Kabar" in house.index())
    assert origin.requests == []


def test_a_site_that_never_ran_has_an_empty_feed_so_that_the_folder_is_whole(
    house: House, origin: Origin
) -> None:
    asked, released = threading.Event(), threading.Event()

    def hang(_: socket.socket) -> None:
        asked.set()
        released.wait(LIMIT)

    house.save("kabar", origin.raw("/", hang))
    with house.running():
        assert asked.wait(LIMIT)
        house.until_feed("<channel>")
        until(house.index)
    released.set()


def test_what_somebody_takes_from_the_folder_is_back_at_the_next_look(
    house: House, origin: Origin
) -> None:
    house.save("kabar", put_up(origin, "Satu"), "formerly: [lama]")
    with house.running():
        house.until_feed("Satu")
        until(lambda: "2024-04-29" in house.index())
        asked = list(origin.requests)
        whole = {file: file.read_bytes() for file in house.out.iterdir()}
        assert len(whole) == 9

        def all_is_back() -> bool:
            return all(file.is_file() and file.read_bytes() == whole[file] for file in whole)

        for file in whole:
            file.unlink()
            until(all_is_back)
        house.out.rename(house.path / "taken")
        until(all_is_back)
        (house.out / "kabar.rss").write_text("not what we left")
        (house.out / "lama.atom").unlink()
        (house.out / "lama.atom").symlink_to("kabar.rss")
        (house.out / "index.html").write_text("not what we left")
        until(all_is_back)
        assert not (house.out / "lama.atom").is_symlink()
    assert origin.requests == asked


class UnmakingRunner(LiveSites):
    """One that has a bug where it should make a feed."""

    looks = tries = 0

    def poll_folder(self) -> tuple[set[str], bool]:
        self.looks += 1
        return super().poll_folder()

    def publish(self, name: str) -> None:
        self.tries += 1
        raise LookupError(name)


def test_a_feed_that_can_not_be_made_is_not_tried_at_each_look(
    house: House, origin: Origin
) -> None:
    house.save("kabar", put_up(origin, "Satu"))
    with house.running():
        house.until_feed("Satu")
    (house.out / "kabar.rss").unlink()
    house.desk_type = UnmakingRunner
    with house.running() as runner:
        assert isinstance(runner, UnmakingRunner)
        until(lambda: runner.looks > 10)
        assert runner.tries == 1


def test_a_failed_site_keeps_its_feed_says_why_and_is_left_alone_for_a_while(
    house: House, origin: Origin
) -> None:
    house.save("kabar", put_up(origin, "Satu"))
    with house.running():
        house.until_feed("Satu")
        origin.page("/", "gone", status=500)
        house.clock.told = NOW + timedelta(hours=2)
        house.until_said("site=kabar", "error=", "500")
        until(lambda: "500" in house.index())
    assert "Satu" in house.feed()
    assert origin.hits("/") == 2


def test_a_bug_in_one_site_fails_that_site_and_is_told_with_its_traceback(
    house: House, origin: Origin
) -> None:
    house.desk_type = BrokenRunner
    house.save("bug", origin.url("/bug"))
    house.save("kabar", put_up(origin, "Satu"))
    with house.running() as runner:
        house.until_feed("Satu")
        house.until_said("site=bug", "LookupError")
        until(lambda: "a bug in feedmaker" in house.index())
        state = runner.site_state("bug")
        assert state is not None
        assert state.failures == 1
    (traced,) = [record for record in house.caplog.records if record.exc_info]
    assert "site=bug" in traced.getMessage()


# --- hosts that are slow


def test_ten_hosts_that_do_not_answer_hold_nobody_up(house: House, origin: Origin) -> None:
    answers = threading.Event()
    with ExitStack() as stack:
        stack.callback(answers.set)
        silent = []
        for number in range(2, 12):
            slow = stack.enter_context(contextmanager(serving)(host=f"127.0.0.{number}"))
            slow.raw("/", lambda _: answers.wait(LIMIT))
            silent.append(slow)
            house.save(f"silent-{number}", slow.url("/"))
        for number in range(5):
            house.save(f"well-{number}", put_up(origin, f"Baik{number}", at=f"/{number}/"))
        with house.running():
            for number in range(5):
                house.until_feed(f"Baik{number}", name=f"well-{number}")
            until(lambda: all(slow.requests for slow in silent))
            assert not house.lines("site=silent")


def test_sites_of_one_host_are_asked_one_after_another(house: House, origin: Origin) -> None:
    at_once: list[int] = []
    now: set[str] = set()

    def watch(path: str) -> None:
        page = origin._routes[path]

        def route(asked: Asked) -> object:
            now.add(path)
            at_once.append(len(now))
            answer = page(asked)
            now.discard(path)
            return answer

        origin.route(path, route)  # type: ignore[arg-type]

    for number in range(6):
        house.save(f"kabar-{number}", put_up(origin, "Satu", at=f"/{number}/"))
        watch(f"/{number}/")
    with house.running():
        for number in range(6):
            house.until_feed("Satu", name=f"kabar-{number}")
    assert max(at_once) == 1


# --- edited files


def test_an_edited_title_is_published_without_asking_the_site(house: House, origin: Origin) -> None:
    house.save("kabar", put_up(origin, "Satu"))
    with house.running():
        house.until_feed("Satu", "<title>Kabar</title>")
        origin.requests.clear()
        text = (house.sites / "kabar.yaml").read_text("utf-8")
        house.write("kabar", text.replace("title: Kabar", "title: Koran"))
        house.until_feed("Satu", "<title>Koran</title>")
        until(lambda: "Koran" in house.index())
    assert origin.requests == []
    assert house.lines("site=kabar", "file=changed")


def test_an_edited_filter_acts_on_what_is_published(house: House, origin: Origin) -> None:
    house.save("kabar", put_up(origin, "Satu", "Dua"))
    with house.running():
        house.until_feed("Satu", "Dua")
        house.save("kabar", origin.url("/"), "filter: {exclude: {title: Dua}}")
        until(lambda: "Dua" not in house.feed())
        assert "Satu" in house.feed()
        house.save("kabar", origin.url("/"))
        house.until_feed("Satu", "Dua")


def test_edited_rules_are_used_at_once(house: House, origin: Origin) -> None:
    house.save("kabar", put_up(origin, "Satu", "Dua"), "filter: {max_age: 30d}")
    text = (house.sites / "kabar.yaml").read_text("utf-8")
    house.write("kabar", text.replace("item: .item", "item: .nothing"))
    with house.running():
        house.until_said("site=kabar", "error=", "listing.item")
        house.write("kabar", text)
        house.until_feed("Satu", "Dua")


def test_a_host_file_that_is_saved_meanwhile_is_used_for_the_next_article(
    house: House, origin: Origin
) -> None:
    house.save("kabar", put_up(origin, "Satu"))
    guest = origin.page("/tamu", story("Tamu", "Isi. ", "<p class=guest>Isi untuk tamu.</p>"))
    with house.running() as runner:
        house.until_feed("Satu")
        (house.sites / "_hosts").mkdir()
        text = "content: .guest\nrequest: {headers: {X-Key: abc}}\n"
        (house.sites / "_hosts" / "localhost.yaml").write_text(text)
        until(lambda: "localhost" in runner._ports.hosts)
        link = guest.replace("127.0.0.1", "localhost")
        origin.page("/", listing((link, "Tamu", "29 April 2024 | 09:50 WIB")))
        house.clock.told = NOW + timedelta(hours=2)  # the hour itself is spread over a minute
        house.until_feed("Isi untuk tamu.")
    assert origin.last("/tamu").headers["X-Key"] == "abc"


def test_a_broken_edit_is_told_once_and_the_last_good_version_goes_on(
    house: House, origin: Origin
) -> None:
    house.clock = Clock()
    house.save("kabar", put_up(origin, "Satu"), every="1s")
    with house.running():
        house.until_feed("Satu")
        good = (house.sites / "kabar.yaml").read_text("utf-8")
        house.write("kabar", good + "listign: {}\n")
        house.until_said("fault=", "listign")
        put_up(origin, "Dua", "Satu")
        house.until_feed("Dua")
        until(lambda: "listign" in house.index())
        house.save("other", put_up(origin, "Lain", at="/other/"))
        house.until_feed("Lain", name="other")
        assert len(house.lines("fault=", "listign")) == 1
        house.write("kabar", good.replace("title: Kabar", "title: Koran"))
        house.until_feed("<title>Koran</title>")
        until(lambda: "listign" not in house.index())


def test_a_site_whose_file_was_faulty_from_the_start_begins_once_it_is_mended(
    house: House, origin: Origin
) -> None:
    house.save("kabar", put_up(origin, "Satu"), "listign: {}\n")
    with house.running():
        house.until_said("fault=", "listign")
        until(house.index)
        house.save("kabar", origin.url("/"))
        house.until_feed("Satu")


def test_a_new_file_is_a_new_site(house: House, origin: Origin) -> None:
    house.sites.mkdir()
    with house.running():
        until(house.index)
        house.save("kabar", put_up(origin, "Satu"))
        house.until_feed("Satu")
        until(lambda: "Kabar" in house.index())
    assert house.lines("site=kabar", "file=new")


def test_a_removed_file_ends_the_fetching_and_the_feeds_stay_as_retired(
    house: House, origin: Origin
) -> None:
    house.clock = Clock()
    house.save("kabar", put_up(origin, "Satu"), every="1s")
    house.save("other", put_up(origin, "Lain", at="/other/"), every="1s")
    with house.running():
        house.until_feed("Satu")
        house.until_feed("Lain", name="other")
        (house.sites / "kabar.yaml").unlink()
        until(lambda: "No longer fetched" in house.index())
        house.until_said("site=kabar", "file=", "gone")
        asked = origin.hits("/")
        put_up(origin, "Baru", "Lain", at="/other/")
        house.until_feed("Baru", name="other")
    assert origin.hits("/") - asked <= 1  # one may have been under way
    assert "Satu" in house.feed()


def test_a_renamed_file_takes_its_entries_along_and_old_feeds_go_on(
    house: House, origin: Origin
) -> None:
    house.save("kabar", put_up(origin, "Satu"))
    with house.running() as runner:
        house.until_feed("Satu")
        (house.sites / "kabar.yaml").rename(house.path / "away")
        house.save("koran", origin.url("/"), "formerly: [kabar]")
        house.until_feed("Satu", name="koran")
        put_up(origin, "Dua", "Satu")
        house.clock.told = NOW + timedelta(hours=2)
        for name in ("koran", "kabar"):
            house.until_feed("Satu", "Dua", name=name)
        until(lambda: "No longer fetched" not in house.index())
        assert runner.site_state("kabar") is None


def test_changed_defaults_reach_every_site_and_broken_ones_are_told_once(
    house: House, origin: Origin
) -> None:
    house.save("kabar", put_up(origin, "Satu"))
    with house.running():
        house.until_feed("Satu")
        house.write("_defaults", "description: Kabar hari ini\n")
        house.until_feed("Kabar hari ini", "Satu")
        house.write("_defaults", "descripton: x\n")
        house.until_said("descripton")
        house.save("other", put_up(origin, "Lain", at="/other/"))
        until(lambda: len(house.lines("descripton")) == 2)  # it keeps the new file from being read
        house.write("_defaults", "description: Kabar kemarin\n")
        house.until_feed("Kabar kemarin", "Satu")
        house.until_feed("Lain", name="other")


def test_files_that_are_edited_again_and_again_disturb_nothing(
    house: House, origin: Origin
) -> None:
    house.clock = Clock()
    house.save("kabar", put_up(origin, "Satu"), every="1s")
    whole = (house.sites / "kabar.yaml").read_bytes()
    with house.running():
        for number in range(100):
            half = whole[: number * len(whole) // 100]
            (house.sites / "kabar.yaml").write_bytes(half)
            (house.sites / "kabar.yaml").write_bytes(whole + b"# %d\n" % number)
        put_up(origin, "Dua", "Satu")
        house.until_feed("Satu", "Dua")
        until(lambda: "Dua" in house.feed() and "problem" not in house.feed())


# --- trouble


def test_a_folder_that_can_not_be_written_is_told_once_and_healed(
    house: House, origin: Origin
) -> None:
    house.save("kabar", put_up(origin, "Satu"))
    house.out.write_text("in the way")
    with house.running():
        house.until_said("site=kabar", "new=1")
        house.until_said("public")
        assert len(set(house.lines("error="))) == len(house.lines("error="))
        house.out.unlink()
        house.until_feed("Satu")
        until(house.index)


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1), timedelta(days=365)])
def test_a_clock_that_jumps_does_not_stop_the_sites(
    house: House, origin: Origin, jump: timedelta
) -> None:
    house.save("kabar", put_up(origin, "Satu"))
    with house.running():
        house.until_feed("Satu")
        put_up(origin, "Dua", "Satu")
        house.clock.told = NOW + jump
        house.until_feed("Dua")
        house.until_said("clock")  # a run that was just being planned may come first


def test_at_the_end_what_was_read_is_published(house: House, origin: Origin) -> None:
    asked = threading.Event()
    address = put_up(origin, "Satu", "Dua")

    def hang(sock: socket.socket) -> None:
        asked.set()
        sock.settimeout(LIMIT)
        sock.recv(1)

    origin.raw("/dua", hang)
    house.save("kabar", address)
    with house.running():
        assert asked.wait(LIMIT)
    assert "Isi cerita Satu" in house.feed()
    assert "Isi cerita Dua" not in house.feed()
    put_up(origin, "Satu", "Dua")
    origin._talks.clear()
    with house.running():  # it was cut off, so it goes on at once
        house.until_feed("Isi cerita Dua")


def test_three_hundred_runs_leave_nothing_behind(house: House, origin: Origin) -> None:
    house.clock = Clock()
    house.save("kabar", put_up(origin, "Satu"))
    with house.running() as runner:
        house.until_feed("Satu")
        (site,) = runner.poll_files() or runner._files.sites.values()

        def runs(first: int, last: int) -> tuple[int, int, int]:
            for number in range(first, last):
                if number % 20 == 0:
                    put_up(origin, *(f"S{n}" for n in range(number, max(number - 200, -1), -20)))
                assert not runner.run_site(site).failed  # type: ignore[arg-type]
                runner.publish("kabar")
            fds = len(list(Path("/proc/self/fd").iterdir()))
            pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
            return fds, threading.active_count(), pages * os.sysconf("SC_PAGE_SIZE")

        fds, threads, state = runs(0, 100)
        fds_later, threads_later, memory_later = runs(100, 400)
    # A thread's own connection to the store, opened when it is first needed, takes three
    assert fds_later <= fds + 3 * (threads_later + 1)
    assert threads_later <= threads + 3
    assert memory_later - state < 8 * 2**20
