"""What pages say of themselves: each tests/data/metadata/NAME.html gives what NAME.toml states."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feedmaker.extract.byline import all_names
from feedmaker.extract.jsonld import ADDRESSES, Graph
from feedmaker.extract.metadata import Metadata, read_about, read_metadata
from feedmaker.model import Locale, SiteDate
from feedmaker.page.document import Document

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
CASES = sorted((Path(__file__).parents[1] / "data/metadata").glob("*.toml"))
PAGE = "https://www.example.org/news/ferry"


def read(html: str, url: str = PAGE) -> Metadata:
    return read_metadata(Document(html, url), Locale("", UTC, NOW))


def stated(found: SiteDate | None) -> date | datetime | None:
    if found is None:
        return None
    return found.moment.date() if found.day_only else found.moment


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_a_page_says_of_itself(case: Path) -> None:
    expected = tomllib.loads(case.read_text("utf-8"))
    meta = read(case.with_suffix(".html").read_text("utf-8"), expected["url"])
    fields = meta.fields
    assert {
        "why": expected["why"],
        "url": expected["url"],
        "title": fields.title,
        "date": stated(fields.date),
        "updated": stated(fields.updated),
        "summary": fields.summary,
        "authors": list(fields.authors),
        "image": fields.image,
        "categories": list(fields.categories),
        "enclosures": [f"{file.url} {file.type}" for file in fields.enclosures],
        "canonical": meta.canonical,
        "language": meta.language,
    } == {
        "date": None,
        "updated": None,
        "summary": "",
        "authors": [],
        "image": "",
        "categories": [],
        "enclosures": [],
        "canonical": "",
        "language": "",
        **expected,
    }


@pytest.mark.parametrize(
    ("head", "shown", "title"),
    [
        ("Ferry returns - Harbour Gazette", "", "Ferry returns"),
        ("Harbour Gazette » Ferry returns", "", "Ferry returns"),
        ("Ferry: the return | News | Harbour Gazette", "", "Ferry: the return | News"),
        ("Ferry returns | Another Name", "Ferry returns", "Ferry returns"),
        ("Ferry RETURNS | Harbour Gazette", "Ferry returns!", "Ferry returns!"),
        ("Ferry returns after two years", "Ferry", "Ferry returns after two years"),
        ("Ferry returns", "Harbour Gazette", "Ferry returns"),
        ("Harbour Gazette", "Harbour Gazette", "Harbour Gazette"),
        ("", "Ferry returns", "Ferry returns"),
    ],
)
def test_a_title_is_the_heading_that_agrees_or_the_head_without_the_site(
    head: str, shown: str, title: str
) -> None:
    heading = f"<h1>{shown}</h1>" if shown else ""
    html = f'<title>{head}</title><meta property="og:site_name" content="Harbour Gazette">{heading}'
    assert read(html).fields.title == title


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Pier", ["Jane Pier"]),
        ("Von: Jana Mole und Tim von Kai", ["Jana Mole", "Tim von Kai"]),
        ("Oleh Budi Dermaga", ["Budi Dermaga"]),
        ("Di Quay", ["Di Quay"]),
        ("Jane Pier, Senior Reporter", ["Jane Pier"]),
        ("Jane Pier, Tom Quay & Ann Dock", ["Jane Pier", "Tom Quay", "Ann Dock"]),
        ("View all posts by Jane Pier", ["Jane Pier"]),
        ("Jane Pier (jane@example.org)", ["Jane Pier"]),
        ("Jane Pier | 29.04.2024", ["Jane Pier"]),
        ("Jane Pier; jane pier", ["Jane Pier"]),
        ("https://www.example.org/jane-pier", []),
        ("www.example.org", []),
        ("Admin", []),
        ("---", []),
    ],
)
def test_names_are_names_alone(text: str, names: list[str]) -> None:
    assert list(all_names([text])) == names


def test_the_sites_own_name_is_the_author_only_for_want_of_another() -> None:
    site = '<meta property="og:site_name" content="Harbour Gazette">'
    own = '<meta name="author" content="Harbour Gazette">'
    assert read(site + own).fields.authors == ("Harbour Gazette",)
    both = site + own + '<meta name="dc.creator" content="Jane Pier">'
    assert read(both).fields.authors == ("Jane Pier",)


def test_many_marked_up_authors_are_of_other_stories() -> None:
    links = "".join(f"<a rel=author href=/{name}>{name} Pier</a>" for name in "ABCDEF")
    assert read(links).fields.authors == ("A Pier",)


def test_the_first_story_is_taken_where_none_names_this_page() -> None:
    block = """[{"@type": "NewsArticle", "headline": "One"}, {"@type": "NewsArticle", "headline": "Two"}]"""
    assert read(f"<script type=application/ld+json>{block}</script>").fields.title == "One"


def test_things_that_refer_to_one_another_in_circles_end() -> None:
    block = '{"@type": "Article", "@id": "#a", "author": {"@id": "#a"}, "name": [{"@id": "#a"}]}'
    graph = Graph([block])
    (thing,) = graph.about(lambda _: True)
    assert list(graph.texts(thing, "author")) == []
    assert list(graph.texts(thing, "author", ADDRESSES)) == ["#a"]


@pytest.mark.parametrize("block", ["[" * 100_000, '{"a":' * 100_000, "", "null", "3", '"x"'])
def test_blocks_that_hold_no_thing_hold_nothing(block: str) -> None:
    assert Graph([block]).about(lambda _: True) == []


@settings(max_examples=50)
@example("Ada ada@quay.example Keel")
@given(
    st.recursive(
        st.text() | st.integers() | st.none(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["@type", "@id", "author", "name", "image", "datePublished"]), inner
            )
        ),
    )
)
def test_any_values_give_plain_lines_and_addresses(value: object) -> None:
    block = json.dumps({"@type": "Article", "author": value, "image": value, "headline": value})
    fields = read(f"<script type=application/ld+json>{block.replace('<', '')}</script>").fields
    assert all(line == " ".join(line.split()) for line in (fields.title, *fields.authors))
    assert fields.image == "" or fields.image.startswith("http")


def test_a_listing_page_tells_its_sites_name_words_language_and_icon() -> None:
    about = read_about(
        Document(
            "<html lang=id><title>Berita | Kabar</title><meta property=og:site_name content=Kabar>"
            "<meta name=description content='Berita  pelabuhan'><link rel='shortcut icon' href=/f.ico>"
            "<link rel=apple-touch-icon href=/touch.png><svg><title>Logo</title></svg>",
            "https://www.example.org/berita",
        )
    )
    assert about.title == "Kabar"
    assert about.description == "Berita pelabuhan"
    assert about.language == "id"
    assert about.image == "https://www.example.org/touch.png"


def test_a_listing_page_without_a_site_name_is_named_by_its_title() -> None:
    about = read_about(Document("<title>Berita</title><html lang='?'>", "https://www.example.org/"))
    assert (about.title, about.language) == ("Berita", "")


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (
            (
                '<span>Updated <time datetime="2026-11-22">x</time></span>'
                ' <span>Published <time datetime="2026-11-20">x</time></span>'
            ),
            date(2026, 11, 20),
        ),
        (
            (
                '<p>Aktualisiert: <time datetime="2026-11-22">x</time></p>'
                '<p>Veröffentlicht: <time datetime="2026-11-20">x</time></p>'
            ),
            date(2026, 11, 20),
        ),
        (
            "<i class=date>Updated 22 November 2026</i><i class=date>Posted 20 November 2026</i>",
            date(2026, 11, 20),
        ),
        ("<p>Updated <time datetime=2026-11-22>x</time>", date(2026, 11, 22)),
    ],
)
def test_a_day_called_published_comes_before_one_called_updated_wherever_they_stand(
    body: str, day: date
) -> None:
    language = "de" if "Aktualisiert" in body else "en"
    assert stated(read(f"<html lang={language}><body>{body}").fields.date) == day
