"""Published files: whole or not at all, untouched without news, never outside the folder."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from feedmaker.errors import StorageError
from feedmaker.output.atomic_files import publish, sweep, unpublish

DISK_FULL = """
import resource, sys
from pathlib import Path
from feedmaker.errors import StorageError
from feedmaker.output.atomic_files import publish
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    publish(Path(sys.argv[1]), "news.rss", b"n" * 5000)
except StorageError as error:
    print(error.problem)
"""

CRASH = """
import os, sys
from pathlib import Path
from feedmaker.output.atomic_files import publish
for name in ("news.rss", ".nojekyll"):
    if os.fork() == 0:
        os.replace = lambda *_, **__: os._exit(0)
        publish(Path(sys.argv[1]), name, b"half")
    os.wait()
"""


def run_program(program: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_published_file_holds_the_bytes_and_everyone_may_read_it(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        published = publish(tmp_path, "news.atom", b"<feed/>")
    finally:
        os.umask(old)
    state = (tmp_path / "news.atom").stat()
    assert (tmp_path / "news.atom").read_bytes() == b"<feed/>"
    assert stat.S_IMODE(state.st_mode) == 0o644
    assert published.changed
    assert (published.size, published.mtime_ns) == (state.st_size, state.st_mtime_ns)


def test_publishing_equal_bytes_again_changes_nothing(tmp_path: Path) -> None:
    first = publish(tmp_path, "news.atom", b"<feed/>")
    inode = (tmp_path / "news.atom").stat().st_ino
    again = publish(tmp_path, "news.atom", b"<feed/>")
    assert not again.changed
    assert (again.size, again.mtime_ns) == (first.size, first.mtime_ns)
    assert (tmp_path / "news.atom").stat().st_ino == inode
    assert [path.name for path in tmp_path.iterdir()] == ["news.atom"]


@pytest.mark.parametrize("body", [b"<feed>1</feed>", b"<FEED/>", b""])
def test_other_bytes_replace_the_file_and_leave_no_draft(tmp_path: Path, body: bytes) -> None:
    publish(tmp_path, "news.atom", b"<feed/>")
    assert publish(tmp_path, "news.atom", body).changed
    assert (tmp_path / "news.atom").read_bytes() == body
    assert [path.name for path in tmp_path.iterdir()] == ["news.atom"]


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "feeds.opml",
        "feedmaker-status.atom",
        ".nojekyll",
        "0-a.json",
        "news/page.html",
    ],
)
def test_names_of_the_folder_are_published(tmp_path: Path, name: str) -> None:
    out = tmp_path / "made" / "public"
    publish(out, name, b"x")
    assert (out / name).read_bytes() == b"x"


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../news.rss",
        "/etc/news.rss",
        "a/../news.rss",
        "a/b/news.rss",
        "News.rss",
        "news",
        "news.rss\n",
        "news.rss\0",
        ".htaccess",
        ".nojekyll/x.rss",
        "-news.rss",
        "neẅs.rss",
        "a\\b.rss",
        "con:.rss",
    ],
)
def test_any_other_name_is_refused(tmp_path: Path, name: str) -> None:
    out = tmp_path / "public"
    with pytest.raises(ValueError, match="not a name"):
        publish(out, name, b"x")
    with pytest.raises(ValueError, match="not a name"):
        unpublish(out, name)
    assert not list(tmp_path.rglob("*"))


def test_a_link_in_the_place_of_a_feed_is_replaced_and_not_followed(tmp_path: Path) -> None:
    out, outside = tmp_path / "public", tmp_path / "outside"
    out.mkdir()
    outside.write_bytes(b"precious")
    (out / "news.rss").symlink_to(outside)
    assert publish(out, "news.rss", b"precious").changed  # equal bytes behind it don't count
    assert not (out / "news.rss").is_symlink()
    assert publish(out, "news.rss", b"<rss/>").changed
    assert outside.read_bytes() == b"precious"


def test_a_folder_that_is_a_link_leads_nowhere(tmp_path: Path) -> None:
    out, outside = tmp_path / "public", tmp_path / "outside"
    out.mkdir()
    outside.mkdir()
    (out / "news").symlink_to(outside)
    with pytest.raises(StorageError):
        publish(out, "news/page.html", b"x")
    assert not list(outside.iterdir())


def test_an_output_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "public").symlink_to(tmp_path / "disk")
    publish(tmp_path / "public", "news.rss", b"x")
    assert (tmp_path / "disk" / "news.rss").read_bytes() == b"x"


def test_a_folder_or_a_pipe_in_the_way_is_named_or_replaced(tmp_path: Path) -> None:
    (tmp_path / "news.rss").mkdir()
    with pytest.raises(StorageError) as caught:
        publish(tmp_path, "news.rss", b"x")
    assert caught.value.path == str(tmp_path / "news.rss")
    assert [path.name for path in tmp_path.iterdir()] == ["news.rss"]
    os.mkfifo(tmp_path / "pipe.rss")
    assert publish(tmp_path, "pipe.rss", b"x").changed
    assert (tmp_path / "pipe.rss").read_bytes() == b"x"


def test_a_file_in_the_place_of_the_folder_is_an_error_of_storage(tmp_path: Path) -> None:
    (tmp_path / "public").write_bytes(b"")
    with pytest.raises(StorageError):
        publish(tmp_path / "public", "news.rss", b"x")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_an_error_of_storage(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StorageError, match="ermission"):
            publish(tmp_path, "news.rss", b"x")
    finally:
        tmp_path.chmod(0o700)


def test_a_full_disk_leaves_the_old_file_whole_and_no_draft(tmp_path: Path) -> None:
    publish(tmp_path, "news.rss", b"old")
    assert run_program(DISK_FULL, tmp_path) == "File too large\n"
    assert (tmp_path / "news.rss").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["news.rss"]


def test_a_reader_sees_a_whole_file_at_every_moment(tmp_path: Path) -> None:
    bodies = {bytes([65 + n]) * (10_000 + n) for n in range(20)}
    publish(tmp_path, "news.rss", b"A" * 10_000)
    seen: set[bytes] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add((tmp_path / "news.rss").read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(10):
            for body in bodies:
                publish(tmp_path, "news.rss", body)
    finally:
        done.set()
        reader.join()
    assert seen <= bodies
    assert len(seen) > 1


def test_threads_that_publish_one_name_do_not_meet(tmp_path: Path) -> None:
    failures: list[Exception] = []

    def write(letter: bytes) -> None:
        try:
            for n in range(50):
                publish(tmp_path, "index.html", letter * (1000 + n))
        except StorageError as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(letter,)) for letter in (b"a", b"b", b"c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert len(set((tmp_path / "index.html").read_bytes())) == 1


def test_unpublish_removes_the_file_once(tmp_path: Path) -> None:
    publish(tmp_path, "news/page.html", b"x")
    assert unpublish(tmp_path, "news/page.html")
    assert not unpublish(tmp_path, "news/page.html")
    assert not unpublish(tmp_path, "other/page.html")
    assert not unpublish(tmp_path / "never", "news.rss")


def test_unpublish_removes_a_link_and_not_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"x")
    (tmp_path / "news.rss").symlink_to(tmp_path / "precious")
    assert unpublish(tmp_path, "news.rss")
    assert (tmp_path / "precious").read_bytes() == b"x"


def test_sweep_removes_our_drafts_and_nothing_else(tmp_path: Path) -> None:
    strangers = [".news.rss.new", "notes.new", ".feedmaker-x-news.rss.new", ".feedmaker-1-a.rss"]
    for name in [*strangers, "news.rss", ".feedmaker-12-news.rss.new", ".feedmaker-7-nojekyll.new"]:
        (tmp_path / name).write_bytes(b"")
    for folder in ("news", "news/deep"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / ".feedmaker-3-page.html.new").write_bytes(b"")
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / ".feedmaker-3-page.html.new").write_bytes(b"")
    (tmp_path / "linked").symlink_to(outside)
    assert sweep(tmp_path) == 3
    assert {path.name for path in tmp_path.iterdir()} == {*strangers, "news.rss", "news", "linked"}
    assert (tmp_path / "news/deep/.feedmaker-3-page.html.new").exists()
    assert (outside / ".feedmaker-3-page.html.new").exists()


def test_what_a_crash_leaves_is_swept_away_and_does_not_stand_in_the_way(tmp_path: Path) -> None:
    publish(tmp_path, "news.rss", b"old")
    run_program(CRASH, tmp_path)
    assert len(list(tmp_path.iterdir())) == 3
    assert (tmp_path / "news.rss").read_bytes() == b"old"
    publish(tmp_path, "news.rss", b"new")
    assert sweep(tmp_path) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["news.rss"]
    assert sweep(tmp_path / "never") == 0
