"""What stands beside an article's root and is its own, and what stands in it and is not."""

from __future__ import annotations

import re

import pytest

from feedmaker.extract.content import find_content
from feedmaker.extract.content.beside import find_beside
from feedmaker.extract.content.blocks import Block, read_blocks, summed
from feedmaker.extract.content.candidates import take
from feedmaker.extract.content.leftovers import find_leftovers
from feedmaker.extract.content.signals import told_by_themselves
from feedmaker.extract.place import place_mark
from feedmaker.page.document import Document

PAGE = "https://www.example.org/news/ferry"
LEAD = (
    "After two years in the yard the old ferry crosses the bay again, and the island is glad of it."
)
SENTENCES = [
    "The boat came back to the harbour early on Monday, long after the storm that broke its rudder.",
    "Hundreds of people stood on the quay and waved when it passed the lighthouse at noon.",
    "The crew had sailed for eleven days and slept little, the captain told the paper.",
    "Tickets for the first crossing were sold out within an hour, said the harbour office.",
    "The town will pay for the repair of the pier, which is to begin in the summer.",
]
STORY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def found(article: str, description: str = LEAD, *, before: str = "") -> str:
    html = f"""<!doctype html><title>Ferry returns | Gazette</title>
    <meta name=description content="{description}"><body>
    <nav><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></nav>
    <main><header><h1>Ferry returns</h1>{before}<p class=by>By Ann Pier, 3 May</p></header>
    <div class=share><a href=/s>Share</a></div>{article}</main>
    <footer><p>Copyright Harbour Gazette. All rights reserved.</p></footer>"""
    return find_content(Document(html, PAGE))


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def blocks_of(html: str) -> list[Block]:
    body = Document(html, PAGE).tree.body
    assert body is not None
    return read_blocks(body)


BODY = f"<div class=story-text>{STORY}</div>"


def test_the_lead_that_the_page_describes_itself_by_comes_first() -> None:
    content = found(BODY, before=f"<div class=teaser>{LEAD}</div>")
    assert text(content).startswith(LEAD)
    assert text(content).endswith(SENTENCES[-1])
    assert not re.search("Share|Ann Pier|Home", content)


def test_a_lead_is_known_by_a_description_that_is_cut_off() -> None:
    cut = " ".join(LEAD.split()[:14]) + " ..."
    assert LEAD in found(BODY, cut, before=f"<h2>{LEAD}</h2>")


@pytest.mark.parametrize(
    ("before", "description"),
    [
        (f"<p class=teaser>{LEAD}</p>", "The gazette of the harbour and its island, each morning."),
        (f"<p class=teaser hidden>{LEAD}</p>", LEAD),
        (f"<p class=teaser><a href=/x>{LEAD}</a></p>", LEAD),
        (f"<ul><li class=teaser>{LEAD}</ul>", LEAD),
    ],
    ids=["not described", "hidden", "a link", "an item"],
)
def test_other_lines_above_a_text_are_no_lead(before: str, description: str) -> None:
    assert LEAD not in found(BODY, description, before=before)


@pytest.mark.parametrize(
    ("before", "stays"),
    [
        (f"<p class='article-page__lead big'>{LEAD}</p>", True),
        (f"<div class=chapo>{LEAD}</div>", True),
        (f"<div class=article__lead><p>{LEAD}</p></div>", True),
        (f"<h2 class=synopsis>{LEAD}</h2>", True),
        (f"<p class=leader-board>{LEAD}</p>", False),
        (f"<div class=lead><p>{LEAD}</p><p>By Ann Pier of the Gazette</p></div>", False),
        (f"<p class=lead><a href=/x>{LEAD}</a></p>", False),
        (f"<p class=lead>{SENTENCES[0]}</p>", False),
        (f"<div class=card><h4>Read on</h4><p class=card__excerpt>{LEAD}</p></div>", False),
        (f"<figure><img src=/1.jpg><figcaption class=lead>{LEAD}</figcaption></figure>", False),
    ],
)
def test_a_lead_is_known_by_its_name_though_the_page_describes_itself_otherwise(
    before: str, *, stays: bool
) -> None:
    assert beside(f"<h1>Ferry returns</h1>{before}") == ([LEAD] if stays else [])


def test_what_is_called_a_lead_on_a_page_without_a_headline_is_none() -> None:
    assert beside(f"<p class=lead>{LEAD}</p>") == []


def beside(head: str) -> list[str]:
    """Return what stands beside a text and is its own; judges took the text and nothing else."""
    blocks = blocks_of(f"<body><main><header>{head}</header><hr>{BODY}</main>")
    root = next(block for block in blocks if block.said.get("class") == "story-text")
    agreed = summed(blocks, lambda b: float(len(b.words)) if b.at in root.inside() else 0.0)
    told, description = told_by_themselves(blocks), "The gazette of the harbour and its island."
    found = find_beside(blocks, root, told, agreed, agreed[root.at], description)
    return [text(block.node.html or "") for block in found]


def test_a_description_that_the_text_begins_with_is_not_said_twice() -> None:
    content = found(BODY, SENTENCES[0], before=f"<p class=teaser>{SENTENCES[0]}</p>")
    assert content.count(SENTENCES[0]) == 1


def test_the_place_of_an_article_is_the_same_with_and_without_a_lead() -> None:
    body = f"<div class=story-text>{STORY}</div>"
    mark = place_mark(body)
    assert mark
    assert place_mark(f"<p class=teaser>{LEAD}</p>\n{body}") == mark
    assert place_mark(f"{body}\n{body}") == ()


@pytest.mark.parametrize(
    "name",
    [
        "newsletter-box",
        "related",
        "box related-stories",
        "authorBio-x1",
        "story__contributors",
        "affiliate-disclaimer",
        "photo-copyright",
        "card signup-card",
        "opt-in__content",
        "embed-privacy-overlay",
    ],
)
def test_boxes_in_a_text_that_are_named_so_go(name: str) -> None:
    box = (
        "<p>Every morning at seven we send our readers the best of the harbour's news by post.</p>"
    )
    story = STORY.replace("</p>", f"</p><div class='{name}'>{box}</div>", 1)
    content = found(f"<div class=story-text>{story}</div>")
    assert "Every morning" not in content
    assert all(sentence in content for sentence in SENTENCES)


@pytest.mark.parametrize(
    ("start", "goes"),
    [
        ("div class=newsletter", True),
        ("div class=unrelated", False),
        ("div class='tag-newsletter post'", False),
        ("h2 class=comments", False),
        ("p class=related", True),
        ("p class=disclosure-text", True),
        ("p class=authority", False),
        ("figure><p class=credit", False),
        ("aside", False),
    ],
)
def test_a_box_is_known_by_its_name_and_not_by_what_only_looks_like_it(
    start: str, *, goes: bool
) -> None:
    end = start.partition(" ")[0]
    html = f"<body><div>{STORY}<{start}>Every morning the post is on board</{end}>{STORY}</div>"
    blocks = blocks_of(html)
    agreed = [float(block.total) for block in blocks]
    left = find_leftovers(blocks, blocks[1], [1.0] * len(blocks), agreed)
    assert bool(left) == goes


def test_what_asks_before_it_fetches_a_video_goes_unless_it_shows_the_video_already() -> None:
    asks = (
        "<p>If you agree, a video of another site is fetched here, and it learns who you are.</p>"
    )
    for film, goes in (("", True), ("<iframe src=https://video.example/1></iframe>", False)):
        html = f"<body><div>{STORY}<div class=opt-in>{asks}{film}</div>{STORY}</div>"
        blocks = blocks_of(html)
        box = next(block for block in blocks if block.said.get("class") == "opt-in")
        agreed = [float(block.total) for block in blocks]
        left = find_leftovers(blocks, blocks[1], [1.0] * len(blocks), agreed)
        assert (box.at in left) == goes


def test_an_aside_with_which_the_judges_hardly_agree_goes() -> None:
    html = f"<body><div>{STORY}<aside>About the one who wrote all this today</aside>{STORY}</div>"
    blocks = blocks_of(html)
    agreed = [float(block.total) for block in blocks]
    aside = next(block for block in blocks if block.tag == "aside")
    agreed[aside.at] /= 2
    left = find_leftovers(blocks, blocks[1], [1.0] * len(blocks), agreed)
    assert left == {aside.at}


def test_boxes_that_hold_most_of_the_page_are_the_page() -> None:
    boxes = f"<div class=comment>{STORY}</div>" * 6
    blocks = blocks_of(f"<body><div>{STORY}{boxes}</div>")
    agreed = [float(block.total) for block in blocks]
    assert not find_leftovers(blocks, blocks[1], [1.0] * len(blocks), agreed)


def test_short_unlikely_lines_at_the_end_go_and_an_unlinked_item_stays() -> None:
    tail = "<h3>More</h3><p><a href=/q>Pier closed again</a></p>"
    content = found(f"<div class=story-text>{STORY}{tail}</div>")
    assert SENTENCES[-1] in content
    assert "More" not in content
    items = "<ul><li>two ropes<li>one lamp</ul>"
    assert "one lamp" in found(f"<div class=story-text>{STORY}{items}</div>")


def test_the_last_item_of_a_row_stays_whole() -> None:
    rows = "".join(f"<li>2026<h3><a href=/{n}>Story {n}</a></h3></li>" for n in range(3))
    content = found(f"<div class=story-text>{STORY}<ul>{rows}</ul></div>")
    assert content.count("</a></h3>") in (0, 3)
    blocks = blocks_of(f"<body><div>{STORY}<ul>{rows}</ul></div>")
    told = [1.0 if block.tag == "p" else -1.0 for block in blocks]
    told[-4:] = [1.0, 1.0, -1.0, -1.0]  # of the first rows judged likely, of the last one not
    agreed = [float(block.total) for block in blocks]
    assert not find_leftovers(blocks, blocks[1], told, agreed)


CHAPTERS = "".join(f"<li>{n}.1 <a href=/book/{n}>All about part {n}</a>" for n in range(1, 9))


def test_the_chapters_of_a_book_before_a_text_go() -> None:
    menu = f"<div id=chapters>Chapters<ol>{CHAPTERS}</ol></div>"
    content = found(f"<div class=story-text>{menu}<h2>Ferries</h2>{STORY * 2}</div>")
    assert "All about part" not in content
    assert SENTENCES[0] in content


def test_contents_of_the_same_page_stay_and_so_does_a_list_that_is_the_text() -> None:
    contents = CHAPTERS.replace("/book/", "#part-")
    story = f"<h2>Ferries</h2>{STORY * 2}"
    blocks = blocks_of(f"<div><ol>{contents}</ol>{story}</div>")
    assert left_out(blocks) == set()
    assert left_out(blocks_of(f"<div><ol>{CHAPTERS}</ol>{story}</div>")) == {2}
    assert left_out(blocks_of(f"<div><ol>{CHAPTERS}</ol><p>{SENTENCES[0]}</div>")) == set()


def left_out(blocks: list[Block]) -> set[int]:
    """Return what goes of a page that is one box, all of which the judges took."""
    agreed = [float(block.total) for block in blocks]
    return find_leftovers(blocks, blocks[1], [1.0] * len(blocks), agreed)


@pytest.mark.parametrize(
    ("passed_over", "stays"),
    [
        ("<h3>Voices of the crew</h3>", True),
        ("<ul><li>two masts<li>nine sails</ul>", True),
        ("<ul><li><a href=/a>Wharf</a><li><a href=/b>Jetty</a></ul>", False),
        ("<h3><a href=/a>Wharf is closed</a></h3>", False),
        ("<h3>More news</h3><div>Pier closed</div>", False),
        ("<div>Advertisement of a yard</div>", False),
    ],
)
def test_headings_and_lists_in_the_midst_stay_though_judges_pass_over_them(
    passed_over: str, *, stays: bool
) -> None:
    for where, expected in (("midst", stays), ("end", False)):
        story = f"{STORY}{passed_over}{STORY if where == 'midst' else ''}"
        blocks = blocks_of(f"<body><div>{story}</div>")
        agreed = summed(blocks, lambda block: len(block.words) * (block.tag == "p"))
        words = blocks[1].node.css("div > *")[len(SENTENCES)].text().split()
        html = take(blocks, blocks[1], agreed, blocks[0].node)
        assert (words[0] in text(html)) == expected, where


def test_in_posts_no_list_stays_that_nobody_wrote() -> None:
    blocks = blocks_of(f"<body><div>{STORY}<ul><li>Rank 7<li>Sailor</ul>{STORY}</div>")
    agreed = summed(blocks, lambda block: len(block.words) * (block.tag == "p"))
    html = take(blocks, blocks[1], agreed, blocks[0].node, is_text=False)
    assert "Sailor" not in html


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("<b>Tip</b> For those who have moored elsewhere, there is a page on rings.", True),
        (
            "Wrap up the season with our almanac, all new next year! <a href=/s>Click here</a>",
            False,
        ),
        (
            "<a href=/s>For all those who have moored elsewhere, there is another page on rings.</a>",
            False,
        ),
        ("Rings.", False),
    ],
)
def test_a_note_between_parts_of_a_text_stays_though_judges_passed_over_it(
    line: str, *, stays: bool
) -> None:
    told = "<p>Come in against the wind, line in hand, and let the boat lose her way.</p>"
    body = Document(f"<main>{told}<div>{line}</div>{told}", "https://h.example/").tree.body
    assert body is not None
    blocks = read_blocks(body)
    agreed = summed(blocks, lambda block: len(block.words) if block.tag == "p" else 0.0)
    html = take(blocks, blocks[1], agreed, blocks[0].node)
    assert html.count("Come in") == 2
    assert ("<div>" in html) is stays
