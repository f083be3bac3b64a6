"""Lines that only lead to another story: which go, and which stay."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from feedmaker.clean.related_links import _WORDS, drop_read_also

URL = "https://news.example/story"
LINK = '<a href="https://news.example/other">Another story</a>'
PHRASES = [(language, phrase) for language, all_ in _WORDS.items() for phrase in all_.split("|")]


def left(html: str, url: str = URL) -> str:
    root = LexborHTMLParser(f"<!doctype html><body>{html}").body
    assert root is not None
    drop_read_also(root, url)
    return root.inner_html or ""


def test_the_table_speaks_many_languages() -> None:
    assert len(_WORDS) >= 25


def test_no_phrase_stands_twice() -> None:
    bare = [phrase.rstrip(":") for _, phrase in PHRASES]
    assert len(set(bare)) == len(bare)


@pytest.mark.parametrize(("language", "phrase"), PHRASES)
def test_each_phrase_takes_its_line_out(language: str, phrase: str) -> None:
    words = phrase.rstrip(":")
    keep = "<p>Keep.</p>"
    assert left(f"{keep}<p>{words}: {LINK}</p>") == keep
    assert left(f"{keep}<p>{words.upper()} : {LINK}</p>") == keep
    assert left(f"{keep}<p><b>{words}:</b></p><ul><li>{LINK}</li><li>{LINK}</li></ul>") == keep


@pytest.mark.parametrize(
    "line",
    [
        f"<p>Baca juga {LINK}</p>",
        f"<p>(Baca Juga: {LINK})</p>",
        f"<p>➤ BACA&nbsp;JUGA: {LINK}.</p>",
        f"<p><strong><em>Baca juga:</em></strong> {LINK}, {LINK} dan {LINK}</p>",
        '<p><a href="https://news.example/other">Baca juga: Another story</a></p>',
        '<p><a href="https://news.example/other"><img src="x">Baca juga Another story</a></p>',
        f"<div><span>Baca juga</span><div>{LINK}</div></div>",
        f"<h3>Baca juga</h3><div><div>{LINK}</div><div>{LINK}</div></div>",
        f"<p>Baca juga:</p><p>{LINK}</p><p>{LINK}</p>",
        f"<blockquote><p>Baca juga: {LINK}</p></blockquote>",
        '<p>Baca juga: <a href="https://elsewhere.example/x">Elsewhere</a></p>',
    ],
)
def test_every_shape_of_such_a_line_goes(line: str) -> None:
    assert left(f"<p>Before.</p>{line}<p>After.</p>") == "<p>Before.</p><p>After.</p>"


@pytest.mark.parametrize(
    "line",
    [
        f"<p>Please read also the notes {LINK} of May.</p>",
        f"<p>Baca juga cerita lain di {LINK} ini.</p>",
        f"<p>Bacaan juga: {LINK}</p>",
        "<p>Baca juga:</p><p>Without a link.</p>",
        f"<p>{LINK}</p>",
        '<p>Baca juga: <a href="https://news.example/story#part-2">this very page</a></p>',
        '<p>Baca juga: <a href="https://www.news.example/story/?utm_source=x">this page</a></p>',
        '<p>Baca juga: <a href="https://news.example/report.pdf">a file</a></p>',
        '<p>Baca juga: <a href="mailto:desk@news.example">mail</a></p>',
        f'<p>Baca juga: {LINK} <img src="https://news.example/i.jpg"></p>',
        f"<p>See also {LINK}</p>",
        '<p>See also: <a href="https://elsewhere.example/x">a page of another site</a></p>',
        f"<p>A sentence with <em>see also {LINK}</em> in it.</p>",
        f"<p>Sources:</p><ul><li>{LINK}</li></ul>",
        f"<p>Baca juga:</p><p>A text.</p><ul><li>{LINK}</li></ul>",
    ],
)
def test_what_is_more_than_that_stays(line: str) -> None:
    assert left(line) == LexborHTMLParser(f"<!doctype html><body>{line}").body.inner_html  # type: ignore[union-attr]


def test_the_breaks_around_a_line_go_with_it() -> None:
    assert left(f"one<br><br>Baca juga: {LINK}<br><br>two") == "one<br><br>two"
    assert left(f"one<br>Baca juga: {LINK}") == "one"
    assert left(f"Baca juga: {LINK}<br><br>two") == "two"
    assert left(f"<p>one <b>Baca juga: {LINK}</b></p>") == "<p>one </p>"


def test_a_long_list_of_links_is_read_in_linear_time() -> None:
    items = "".join(f'<li><a href="https://news.example/{n}">{n}</a></li>' for n in range(5000))
    assert left(f"<ul>{items}</ul>").count("<li>") == 5000


def test_it_tells_whether_anything_went() -> None:
    root = LexborHTMLParser(f"<p>Baca juga: {LINK}</p><p>x</p>").body
    assert root is not None
    assert drop_read_also(root, URL)
    assert not drop_read_also(root, URL)
