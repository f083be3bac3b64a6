"""Safe HTML as plain text, and plain text as safe HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedmaker.clean.plain_text import paragraphs, plain_text, text_alone
from feedmaker.clean.steps import clean
from feedmaker.model import SafeHtml


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("just text", "just text"),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("<p>One.</p>\n\n<p> Two. </p>", "One.\nTwo."),
        ("<p>a <b>b </b> <i> c</i>d</p>", "a b cd"),
        ("<p>one\n   line</p>", "one line"),
        ("a<br>b<br><br>c", "a\nb\nc"),
        ("<ul><li>one</li><li><p>two</p></li></ul>", "one\ntwo"),
        ("<table><tr><th>a</th><td>b c</td></tr><tr><td>d</td><td></td></tr></table>", "a\tb c\nd"),
        ("<div>head<p>text</p>tail</div>", "head\ntext\ntail"),
        ("<p>a &lt;b&gt; &amp;amp; &quot;c&quot;&nbsp;d</p>", 'a <b> &amp; "c" d'),
        ("<pre>a\n  b &lt; c\n</pre><p>d</p>", "a\n  b < c\nd"),
        ('<p><a href="https://x.example/?a=1&amp;b=%3E" title="1 &lt; 2">a</a></p>', "a"),
        ('<figure><img src="x" alt="no"><figcaption>cap</figcaption></figure>', "cap"),
        ("<p><ruby>港<rt>みなと</rt></ruby>の話", "港(みなと)の話"),
        ("<ruby>港<rp>（</rp><rt><b>みなと</b></rt><rp>）</rp></ruby>", "港（みなと）"),
        ("<p>x<sup>2</sup>, long<wbr>word</p>", "x2, longword"),
    ],
)
def test_safe_html_reads_as_this_text(html: str, text: str) -> None:
    assert plain_text(SafeHtml(html)) == text


def test_a_sign_in_an_attribute_ends_no_tag() -> None:
    html = clean(
        '<p title="a > b">c</p><img src="/i.png" alt="1 > 0 <p>">d', base="https://x.example/"
    )
    assert plain_text(html) == "c\nd"


def test_texts_become_paragraphs_with_their_signs_escaped() -> None:
    assert paragraphs(["a < b & c", "d"]) == "<p>a &lt; b &amp; c</p><p>d</p>"
    assert paragraphs([]) == ""


@given(st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1)))
def test_paragraphs_and_plain_text_are_each_others_way_back(texts: list[str]) -> None:
    assert plain_text(paragraphs(texts)) == "\n".join(texts)


@given(st.text())
def test_paragraphs_are_what_cleaning_would_leave(text: str) -> None:
    line = " ".join("".join(filter(str.isprintable, text)).split())
    html = paragraphs([line] if line else [])
    assert plain_text(clean(html, base="https://x.example/")) == plain_text(html)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ('<figure><img src="x"><figcaption>The <b>harbour</b>.</figcaption></figure>', ""),
        ("<figcaption>Of no figure</figcaption>", "Of no figure\n"),
        (
            "<figure><pre>tide --now</pre><figcaption>Listing 1</figcaption></figure>",
            "tide --now\nListing 1\n",
        ),
    ],
)
def test_where_no_picture_is_shown_its_caption_is_not_said(figure: str, said: str) -> None:
    html = f"<p>A ferry left the quay at nine.</p>{figure}<p>It came back at noon.</p>"
    told = f"A ferry left the quay at nine.\n{said}It came back at noon."
    assert text_alone(SafeHtml(html)) == told


def test_captions_that_are_the_text_are_said() -> None:
    slides = "".join(
        f'<figure><img src="{n}"><figcaption>What the crew saw on day {n}</figcaption></figure>'
        for n in range(3)
    )
    html = SafeHtml(f"<p>Three days at sea.</p>{slides}")
    assert text_alone(html) == plain_text(html)
