"""A batch of saved pages with `--together`: pages of one site teach each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from served import Origin
from shell import MORNING, Home
from stories import brief, by_the_pier, page

IMPRINT = "<p><em>Kabar terbit tiap pagi sejak dua puluh tahun di kota pelabuhan ini.</em></p>"


@pytest.fixture
def home(tmp_path: Path, origin: Origin) -> Home:
    return Home(tmp_path, origin)


def batch(home: Home, pages: dict[str, str], *options: str) -> list[dict[str, Any]]:
    lines = []
    for number, (url, html) in enumerate(pages.items()):
        (home.path / f"{number}.html").write_text(html, encoding="utf-8")
        lines.append(json.dumps({"id": number, "url": url, "html_path": f"{number}.html"}))
    ran = home.run("article", "--batch", *options, stdin="\n".join(lines).encode())
    assert ran.status == 0, ran.err
    return [json.loads(line) for line in ran.lines()]


def test_pages_of_one_site_teach_each_other_and_no_other_site(home: Home) -> None:
    pages = {
        "https://kabar.example/1": page(1, IMPRINT),
        "https://lain.example/2": page(2, IMPRINT),
        "https://www.kabar.example/3": page(3, IMPRINT),
    }
    alone, together = batch(home, pages), batch(home, pages, "--together")
    assert [answer["id"] for answer in together] == [0, 1, 2]
    assert ["Kabar terbit" in answer["text"] for answer in alone] == [True, True, True]
    assert ["Kabar terbit" in answer["text"] for answer in together] == [False, True, False]
    assert together[1] | {"seconds": 0} == alone[1] | {"seconds": 0}
    assert all("Cerita" in answer["text"] for answer in together)


def test_a_page_that_stands_twice_in_a_batch_teaches_once(home: Home) -> None:
    same = page(1, IMPRINT, body=brief(1))
    pages = {
        "https://kabar.example/1": same,
        "https://kabar.example/1?utm_source=x": same.replace("</p>", "<br>berubah</p>"),
        "https://m.kabar.example/satu": same,
    }
    assert all("Kabar terbit" in answer["text"] for answer in batch(home, pages, "--together"))
    pages["https://kabar.example/2"] = page(2, IMPRINT, body=brief(2))
    for answer in batch(home, pages, "--together"):
        assert "Kabar terbit" not in answer["text"]
        assert "baris 8" in answer["text"]


def test_lines_that_fail_are_answers_among_those_that_teach(home: Home) -> None:
    (home.path / "a.html").write_text(page(1, IMPRINT), encoding="utf-8")
    (home.path / "b.html").write_text(page(2, IMPRINT), encoding="utf-8")
    lines = [
        {"id": "a", "url": "https://kabar.example/a", "html_path": "a.html"},
        {"id": "x", "url": "https://kabar.example/x", "html_path": "none.html"},
        "no JSON",
        {"id": "b", "url": "https://kabar.example/b", "html_path": "b.html"},
    ]
    typed = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    ran = home.run("article", "--batch", "--together", stdin=typed.encode())
    answers = [json.loads(line) for line in ran.lines()]
    assert [answer["id"] for answer in answers] == ["a", "x", None, "b"]
    assert ["error" in answer for answer in answers] == [False, True, True, False]
    assert "Kabar terbit" not in answers[0]["text"] + answers[3]["text"]


def test_pages_that_teach_each_other_are_explained_each_by_its_own_places(home: Home) -> None:
    pages = {f"https://kabar.example/{n}": page(n, IMPRINT) for n in (1, 2)}
    for n, answer in enumerate(batch(home, pages, "--together", "--explain"), 1):
        assert answer["title"] == f"Judul {n}"
        assert answer["explained"]["content"]["by"] == "found"
        assert "Kabar terbit" not in answer["text"]


def test_what_the_others_taught_a_page_and_where_they_have_their_article_is_explained(
    home: Home,
) -> None:
    pages = {f"https://kabar.example/{n}": page(n, IMPRINT) for n in (1, 2)}
    for answer in batch(home, pages, "--together", "--explain"):
        taught = answer["explained"]["content"]["taught"]
        (line,) = taught["left_out"]
        assert line["text"].startswith("Kabar terbit tiap pagi")
        assert (line["articles"], line["of"], line["by"]) == (2, 2, "words")
        assert taught["place"] is None
    (alone,) = batch(home, dict([*pages.items()][:1]), "--together", "--explain")
    assert "taught" not in alone["explained"]["content"]


def test_a_page_that_is_read_where_the_others_stand_says_so(home: Home) -> None:
    pages = {f"https://pier.example/{n}": by_the_pier(n, story=6, voices=0) for n in range(1, 5)}
    pages = {"https://pier.example/9": by_the_pier(9, story=1, voices=9)} | pages
    first, *others = batch(home, pages, "--together", "--explain")
    content = first["explained"]["content"]
    place = content["taught"]["place"]
    assert (place["where"], place["articles"], place["of"]) == ("div.story-box", 4, 5)
    assert place["elsewhere"] > 200
    assert "div.story-box" in content["where"]
    assert content["why"]["candidates"][0]["words"] < place["elsewhere"]
    assert all(one["explained"]["content"]["taught"]["place"] is None for one in others)


def test_together_without_a_batch_says_what_it_goes_with(home: Home) -> None:
    ran = home.run("article", "https://kabar.example/1", "--together")
    assert ran.status == 2
    assert "--together goes with --batch" in ran.err


def test_a_page_is_read_where_the_others_of_its_site_have_their_article(home: Home) -> None:
    pages = {
        f"https://pier.example/{number}": by_the_pier(number, story=6, voices=0)
        for number in range(1, 5)
    }
    pages = {"https://pier.example/9": by_the_pier(9, story=1, voices=9)} | pages
    alone, together = batch(home, pages)[0], batch(home, pages, "--together")[0]
    assert "about the fair" in alone["text"]
    assert "about the fair" not in together["text"]
    assert "about the pier" in together["text"]


def test_a_look_at_one_page_of_a_site_knows_what_its_builds_were_taught(home: Home) -> None:
    home.healthy()
    for n in (1, 2, 3):
        home.origin.page(f"/kabar/{n}", page(n, IMPRINT))
    url = home.origin.url("/kabar/1")
    for built in (False, True):
        told = home.run("article", url, "--site", "kabar", "--json").json()
        assert ("Kabar terbit" not in told["content"]) == built
        assert "Cerita" in told["content"]
        assert home.run("build", now=MORNING).status == 0
