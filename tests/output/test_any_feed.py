"""Any feed at all: it is rendered, breaks no rule, and what it says survives."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from feed_rules import ATOM, CONTENT, DC, check
from gazette import GAZETTE, TIDE
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from rendered import FORMATS, XML_FORMATS

from feedmaker.model import Enclosure, Entry, Feed, FeedFormat, SafeHtml
from feedmaker.output.render import render

TEXTS = st.text(max_size=40) | st.sampled_from(["<b>", "</p>", "&amp;", "]]>", "<![CDATA[", " ", "\0", "\ud800"])  # fmt: skip
LINKS = TEXTS | st.text("abz/?#%[]@: é", max_size=12).map("https://x.example/".__add__)
MOMENTS = st.datetimes(timezones=st.just(UTC) | st.none() | st.just(timezone(timedelta(hours=9))))


def entries() -> st.SearchStrategy[Entry]:
    return st.builds(
        Entry,
        id=LINKS,
        url=LINKS,
        title=TEXTS,
        published=MOMENTS,
        updated=MOMENTS,
        summary=TEXTS,
        content=TEXTS.map(SafeHtml),
        authors=st.lists(TEXTS, max_size=2).map(tuple),
        categories=st.lists(TEXTS, max_size=2).map(tuple),
        image=LINKS,
        enclosures=st.lists(st.builds(Enclosure, LINKS, TEXTS, st.integers()), max_size=2).map(tuple),
        language=TEXTS,
    )  # fmt: skip


FEEDS = st.builds(
    Feed,
    name=st.just("news"),
    id=LINKS,
    title=TEXTS,
    url=LINKS,
    updated=MOMENTS,
    description=TEXTS,
    language=TEXTS,
    image=LINKS,
    base_url=st.sampled_from(["", "https://feeds.example/"]),
    ttl=st.none() | st.timedeltas(),
    entries=st.lists(entries(), max_size=3).map(tuple),
)
NOT_OF_RENDER = {
    *("MissingAtomSelfLink", "MissingSelf", "JsonMissing"),  # no base address
    *("NotHtml", "SecurityRisk", "SecurityRiskAttr", "ContainsRelRef"),  # content is made in clean
    *("DuplicateUpdated", "NonCanonicalURI"),  # merge
    *("ContainsUndeclaredHTML", "ContainsHTML"),  # a title or category that says "</b>" is one
    "MissingDCLanguage",
}


@given(FEEDS, st.sampled_from(FORMATS))
def test_every_feed_can_be_rendered_and_breaks_no_rule_of_its_format(
    feed: Feed, kind: FeedFormat
) -> None:
    body = render(feed, kind)
    assert [one for one in check(f"news.{kind}", body) if one.code not in NOT_OF_RENDER] == []
    assert render(feed, kind) == body


def plain_texts(min_size: int) -> st.SearchStrategy[str]:
    """One line of text as the stages before make it."""
    letters = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp"), exclude_characters="\ufffd")  # fmt: skip
    words = st.text(letters, min_size=1, max_size=12)
    return st.lists(words, min_size=min_size, max_size=4).map(" ".join)


@given(
    st.lists(plain_texts(1), min_size=1, max_size=3),
    st.lists(plain_texts(1), max_size=2, unique=True),
    st.lists(plain_texts(1), max_size=2, unique=True),
    st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)),
    st.sampled_from(XML_FORMATS),
)
def test_ids_links_titles_dates_content_authors_and_categories_survive(
    titles: list[str], authors: list[str], categories: list[str], moment: datetime, kind: FeedFormat
) -> None:
    feed = replace(
        GAZETTE,
        entries=tuple(
            replace(
                TIDE,
                id=f"https://gazette.example/{n}",
                url=f"https://gazette.example/{n}?a=1&b=2",
                title=title,
                summary=title,
                published=moment.replace(tzinfo=UTC),
                content=SafeHtml(f"<p>{html.escape(title)}</p>"),
                authors=tuple(authors),
                categories=tuple(categories),
            )
            for n, title in enumerate(titles)
        ),
    )
    for got, meant in zip(read(render(feed, kind), kind), feed.entries, strict=True):
        assert got == (
            meant.id,
            meant.url,
            meant.title,
            meant.published.replace(microsecond=0),
            meant.content,
            meant.authors,
            meant.categories,
        )


def read(body: bytes, kind: FeedFormat) -> Iterator[tuple[object, ...]]:
    """Read a feed as a plain XML reader does, RSS titles as HTML."""
    root = etree.fromstring(body)
    if kind == "rss":
        for item in root.iter("item"):
            yield (
                item.findtext("guid"),
                item.findtext("link"),
                as_html(item.find("title").xpath("string()")),
                datetime.strptime(item.findtext("pubDate"), "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC),
                item.findtext(f"{CONTENT}encoded"),
                tuple(node.text for node in item.iterfind(f"{DC}creator")),
                tuple(node.xpath("string()") for node in item.iterfind("category")),
            )  # fmt: skip
        return
    for entry in root.iter(f"{ATOM}entry"):
        yield (
            entry.findtext(f"{ATOM}id"),
            entry.find(f"{ATOM}link[@rel='alternate']").get("href"),
            entry.find(f"{ATOM}title").xpath("string()"),
            datetime.fromisoformat(entry.findtext(f"{ATOM}published")),
            entry.findtext(f"{ATOM}content"),
            tuple(node.findtext(f"{ATOM}name") for node in entry.iterfind(f"{ATOM}author")),
            tuple(node.get("term") for node in entry.iterfind(f"{ATOM}category")),
        )


def as_html(text: str) -> str:
    """Return what a browser shows of a text taken for HTML."""
    import html5lib

    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    return "".join(tree.itertext())
