"""The content of an article page without a rule: the page's own subtree, whole and alone."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from feedmaker.extract.main_content import find_content, guess_fields
from feedmaker.page.charset import decode
from feedmaker.page.document import Document

PAGE = "https://www.example.org/news/ferry"
SENTENCES = [
    "The ferry came back to the harbour early on Monday, two years after the storm.",
    "Hundreds of people stood on the quay and waved when it passed the old lighthouse.",
    "The crew had sailed for eleven days and slept little, the captain told the paper.",
    "Tickets for the first crossing were sold out within an hour, said the harbour office.",
    "The town will pay for the repair of the pier, which is to begin in the summer.",
]
STORY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
FIGURE = "<figure><img src=/ferry.jpg alt=Ferry><figcaption>At the quay. Photo: Pier</figcaption></figure>"
TABLE = "<table><tr><th>Day</th><th>Time</th></tr><tr><td>Monday</td><td>07:55</td></tr></table>"
ARTICLES = Path(__file__).parents[3] / "shared/data/articles"


def page(article: str) -> Document:
    html = f"""<!doctype html><title>Ferry returns | Gazette</title><body>
    <nav><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></nav><h1>Ferry returns</h1>
    <main>{article}</main>
    <aside><h3>Most read</h3><ul><li><a href=/a>Storm over the coast</a>
    <li><a href=/b>Bridge closed for repair</a></ul></aside>
    <footer><p>Copyright Harbour Gazette. All rights reserved.</p></footer>"""
    return Document(html, PAGE)


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_the_whole_story_is_found_without_the_pages_chrome() -> None:
    found = text(find_content(page(f"<article>{STORY}</article>")))
    assert all(sentence in found for sentence in SENTENCES)
    assert not re.search("Home|Most read|Storm over|Copyright", found)


def test_pictures_captions_and_tables_stay_where_they_stood() -> None:
    half = len(STORY) // 2
    story = STORY.replace("</p>", f"</p>{FIGURE}{TABLE}", 1)
    assert len(story) > half
    found = find_content(page(f"<article>{story}</article>"))
    order = [found.index(part) for part in (SENTENCES[0], "ferry.jpg", "At the quay", "07:55")]
    assert order == sorted(order)
    assert found.index("07:55") < found.index(SENTENCES[1])


def test_links_to_other_stories_within_the_content_go_with_their_pictures() -> None:
    box = (
        "<div class=box><a href=/x><img src=/x.jpg>Lighthouse is to be painted red again</a>"
        "<a href=/y><img src=/y.jpg>Fishermen meet in the town hall tonight</a></div>"
    )
    found = find_content(page(f"<article>{STORY}{box}</article>"))
    assert SENTENCES[-1] in found
    assert "x.jpg" not in found


def test_a_hidden_second_copy_of_the_story_is_not_taken_too() -> None:
    found = find_content(page(f"<article>{STORY}</article><div class=copy>{STORY}</div>"))
    assert found.count(SENTENCES[0]) == 1


def test_a_story_without_spaces_between_its_words_is_found() -> None:
    story = "".join(
        f"<p>渡船は二年ぶりに港へ戻り、岸壁では{n}百人の町の人が手を振って迎えた。</p>"
        for n in "一二三四五"
    )
    assert "渡船は二年ぶりに" in find_content(page(f"<article>{story}</article>"))


@pytest.mark.parametrize(
    "body", ["", "<p>Short.</p>", "<img src=/a.jpg>", "<script>var a = 1</script>"]
)
def test_a_page_without_an_article_has_no_content(body: str) -> None:
    assert find_content(Document(f"<body>{body}</body>", PAGE)) == ""


def test_a_page_that_is_all_story_gives_no_body_tag() -> None:
    found = find_content(Document(f"<body>{STORY}", PAGE))
    assert SENTENCES[0] in found
    assert "<body" not in found


def test_the_guess_is_the_heading_and_the_contents_first_picture() -> None:
    document = page(f"<article>{STORY}</article>")
    fields = guess_fields(document, f"<div>{FIGURE}<img src=/second.jpg></div>")
    assert fields.title == "Ferry returns"
    assert fields.image == "https://www.example.org/ferry.jpg"


def test_the_guess_is_the_head_where_there_is_no_heading_and_no_picture() -> None:
    fields = guess_fields(Document("<title>Ferry  returns</title>", PAGE), "")
    assert (fields.title, fields.image) == ("Ferry returns", "")


def test_the_judge_is_imported_only_when_it_is_asked() -> None:
    code = "import sys, feedmaker.extract.main_content; sys.exit('trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="needs the shared pages")
def test_real_pages_give_most_of_their_text_and_little_else() -> None:
    folder = ARTICLES / "scrapinghub"
    scores = []
    for line in gzip.decompress((folder / "items.jsonl.gz").read_bytes()).splitlines()[:25]:
        item = json.loads(line)
        html = decode(gzip.decompress((folder / item["html"]).read_bytes()))
        found = set(re.findall(r"\w+", text(find_content(Document(html, item["url"])))))
        gold = set(re.findall(r"\w+", item["gold"]["text"]))
        scores.append(2 * len(found & gold) / (len(found) + len(gold)))
    assert sum(scores) / len(scores) > 0.85
