"""`feedmaker new --batch`: saved pages in, the rules that a site file would state out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from newsroom import listing
from served import Origin
from shell import Home

from feedmaker.config.site import read_site

PAGE = "https://kabar.example/"
ROWS = tuple((f"/{n}", f"Judul cerita nomor {n}", f"{n} April 2024 | 09:00 WIB") for n in range(6))
WORDS = "Feri nomor {n} berangkat dari dermaga lama pada siang hari dan belum kembali. "
BOX = "<div class='letter-box'><p>Get our letter on ferries each Friday, free of charge.</p></div>"


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def story(n: int) -> str:
    text = "".join(f"<p>{WORDS.format(n=f'{n}{row}') * 3}</p>" for row in range(4))
    return f"<title>Judul</title><h1>Judul cerita nomor {n}</h1><div class=isi>{text}{BOX}</div>"


def saved(home: Home, name: str, text: str) -> str:
    (home.path / name).write_text(text, encoding="utf-8")
    return name


def answers(home: Home, *lines: dict[str, object]) -> list[dict[str, Any]]:
    typed = "\n".join(map(json.dumps, lines)).encode()
    ran = home.run("new", "--batch", stdin=typed)
    assert ran.status == 0, ran.err
    assert home.origin.requests == []
    return [json.loads(line) for line in ran.lines()]


def asked(home: Home, **more: object) -> dict[str, object]:
    path = saved(home, "list.html", listing(*ROWS))
    return {"id": "x", "url": PAGE, "html_path": path, **more}


def test_a_page_gives_its_items_and_rules_that_a_site_file_can_state(home: Home) -> None:
    (answer,) = answers(home, asked(home))
    assert list(answer) == ["id", "items", "rules", "seconds"]
    assert [item["url"] for item in answer["items"]] == [f"{PAGE}{n}" for n in range(6)]
    assert set(answer["rules"]) == {"listing"}
    site = read_site("x", json.dumps({"url": PAGE, **answer["rules"]}).encode(), file="x.yaml")
    assert [rule.text for rule in site.listing.item] == [answer["rules"]["listing"]["item"]]


def test_saved_articles_tell_what_their_pages_need(home: Home) -> None:
    paths = {f"{PAGE}{n}": saved(home, f"{n}.html", story(n)) for n in range(3)}
    (answer,) = answers(home, asked(home, article_paths=paths))
    assert answer["rules"]["article"] == {"remove": [".letter-box"]}


def test_a_feed_becomes_the_listing(home: Home) -> None:
    items = "".join(
        f"<item><title>Cerita {n}</title><link>{PAGE}{n}</link></item>" for n in range(4)
    )
    feed = f"<rss version='2.0'><channel><title>Kabar</title>{items}</channel></rss>"
    (answer,) = answers(
        home, {"id": 1, "url": f"{PAGE}rss", "html_path": saved(home, "f.xml", feed)}
    )
    assert answer["rules"] == {"source": "feed"}
    assert len(answer["items"]) == 4


def test_articles_that_are_not_there_or_not_so_named_are_an_answer_and_others_go_on(
    home: Home,
) -> None:
    missing = asked(home, article_paths={f"{PAGE}1": "gone.html", f"{PAGE}2": "gone.html"})
    named_wrong = asked(home, article_paths=["1.html"])
    one, two, good = answers(home, missing, named_wrong, asked(home))
    assert "gone.html can't be read" in one["error"]
    assert "article_paths is to be" in two["error"]
    assert good["items"]


def test_no_file_is_written(home: Home) -> None:
    answers(home, asked(home))
    assert home.files() == {"list.html"}
