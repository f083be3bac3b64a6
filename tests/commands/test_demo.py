"""`feedmaker demo`: the main job on the site that comes with it, and the page that shows it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from browser import dumped
from served import Origin, serving
from shell import Home


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, str]]:
    """The demo's folder and what it printed; it is looked at from many sides."""
    origin: Origin = next(origins := serving())
    home = Home(tmp_path_factory.mktemp("demo"), origin)
    ran = home.run("demo")
    assert ran.status == 0, ran.err
    yield home, ran.out
    next(origins, None)


def test_the_first_run_reads_both_sites_whole(shown: tuple[Home, str]) -> None:
    _, out = shown
    first = out.partition("second run")[0]
    assert re.search(r"harian-tanjung-selasih  12 new  full text 12/12", first)
    assert re.search(r"slack-water  5 new  full text 5/5", first)
    assert "asked for 3 listing pages and 20 article pages" in first


def test_the_second_run_fetches_nothing_twice_and_writes_nothing(shown: tuple[Home, str]) -> None:
    second = shown[1].partition("second run")[2]
    assert "asked for 2 listing pages (2 unchanged: 304) and 0 article pages" in second
    assert "0 files written" in second


def test_it_leaves_one_folder_and_says_where_the_feeds_are(shown: tuple[Home, str]) -> None:
    home, out = shown
    assert [path.name for path in home.path.iterdir()] == ["feedmaker-demo"]
    for kind in ("rss", "atom", "json"):
        assert f"slack-water.{kind}" in out
        assert (home.path / f"feedmaker-demo/out/slack-water.{kind}").is_file()
    assert (home.path / "feedmaker-demo/out/index.html").as_uri() in out


def test_it_writes_no_site_file_among_a_persons_own(shown: tuple[Home, str]) -> None:
    home, _ = shown
    home.site("kabar")
    ran = home.run("demo", "--sites", "sites")
    shutil.rmtree(home.path / "sites")
    assert ran.status == 2
    assert "kabar.yaml" in ran.err


def test_it_can_keep_serving_them_and_ctrl_c_is_a_good_end(tmp_path: Path, origin: Origin) -> None:
    home = Home(tmp_path, origin)
    with home.spawn("demo", "--serve", "127.0.0.1:0") as child:
        assert child.stdout
        for line in child.stdout:
            if found := re.match(r"Look at (http://127\.0\.0\.1:\d+/) ", line):
                break
        else:
            pytest.fail("it never said where to look")
        with urlopen(f"{found[1]}slack-water.atom", timeout=60) as answer:
            body = answer.read().decode()
        child.send_signal(2)
        _, err = child.communicate(timeout=60)
    assert f'href="{found[1]}slack-water.atom"' in body
    assert (child.returncode, err) == (0, "")


def test_a_taken_address_is_wrong_usage_before_anything_is_built(home_taken: Home) -> None:
    ran = home_taken.run("demo", "--serve", f"127.0.0.1:{home_taken.origin.port}")
    assert ran.status == 2
    assert "Address already in use" in ran.err
    assert ran.out == ""


@pytest.fixture
def home_taken(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def test_the_index_shows_both_feeds_in_a_real_browser(shown: tuple[Home, str]) -> None:
    home, _ = shown
    page = (home.path / "feedmaker-demo/out/index.html").as_uri()
    tree = dumped(page, home.path.parent / "browser")
    assert "Harian Tanjung Selasih" in tree
    assert 'href="slack-water.atom"' in tree
    assert tree.count("<time ") >= 2
