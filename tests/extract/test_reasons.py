"""Why a content is what it is: what is told is what was weighed, and no more."""

from __future__ import annotations

from feedmaker.extract.content import Reasons, find_content, reasons_for
from feedmaker.page.document import Document

PAGE = "https://www.example.org/news/ferry"
STORY = (
    "<p>The ferry came back to the harbour early on Monday, two years after the storm.</p>"
    "<p>Hundreds of people stood on the quay and waved when it passed the old lighthouse.</p>"
    "<p>The crew had sailed for eleven days and slept little, the captain told the paper.</p>"
)
LINKS = "<ul>" + "<li><a href=/a>Storm over the coast and bridge closed</a>" * 6 + "</ul>"


def reasons(body: str) -> Reasons:
    told = reasons_for(Document(f"<!doctype html><title>Ferry</title><body>{body}", PAGE))
    assert told is not None
    return told


def test_the_part_that_is_taken_stands_first_and_the_next_best_behind_it() -> None:
    page = f"<div id=news><div class='text wide'>{STORY}</div>{LINKS}</div>"
    told = reasons(page)["candidates"]
    assert [one["place"] for one in told[:2]] == [
        "body > div#news > div.text.wide",
        "body > div#news",
    ]
    scores = [one["score"] for one in told]
    assert scores == sorted(scores, reverse=True)
    taken = find_content(Document(f"<!doctype html><body>{page}", PAGE))
    assert taken.startswith('<div class="text wide">')
    assert len(taken.split("<p>")) == 4
    assert told[0]["agreed"] == told[0]["words"] < told[1]["words"]


def test_each_signals_share_is_told_of_what_is_weighed() -> None:
    told = reasons(f"<div id=news><div class=text>{STORY}</div>{LINKS}</div>")["candidates"]
    assert told[0]["signals"]["prose"] == 0.6
    assert "links" not in told[0]["signals"]
    assert told[1]["signals"]["links"] < 0


def test_where_the_first_two_agree_no_more_are_asked_and_one_is_believed() -> None:
    told = reasons(f"<article>{STORY * 2}</article>")["judges"]
    assert [one["name"] for one in told] == ["signals", "fast"]
    assert [one["believed"] for one in told] == [False, True]


def test_where_they_differ_those_who_were_asked_are_named_with_their_votes() -> None:
    # Judges may take what is hidden for the article; the blocks say what it is
    told = reasons(f"<table><tr><td>{STORY}</table><div hidden>{STORY * 3}</div>")
    names = [one["name"] for one in told["judges"]]
    assert names[:4] == ["signals", "fast", "precision", "resiliparse"]
    (best,) = (one for one in told["judges"] if one["believed"])
    assert best["votes"] == max(one["votes"] for one in told["judges"])
    assert best["alike"] == 1.0


def test_a_thread_names_how_many_posts_it_has() -> None:
    post = "<div class=post><p>The harbour office keeps a copy of the ferry's engine drawings.</p></div>"
    assert reasons(f"<main>{post * 4}</main>")["posts"] == 4


def test_names_of_a_page_cannot_write_to_the_terminal() -> None:
    told = reasons(f"<div class='a\x1b[2Jb'>{STORY}</div><p>One.</p>{LINKS}")
    assert "\x1b" not in told["candidates"][0]["place"]


def test_a_page_without_text_has_no_reasons() -> None:
    assert reasons_for(Document("<!doctype html><body><nav><a href=/>Home</a></nav>", PAGE)) is None
