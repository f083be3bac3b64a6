"""Cleaning: cases on the skeletons of real systems, properties, and what an attacker would try."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from feedmaker.clean import steps as module
from feedmaker.clean.allowlist import ALLOWED, is_safe, sanitise
from feedmaker.clean.plain_text import plain_text
from feedmaker.clean.steps import STEPS, clean
from feedmaker.clean.visibility import DEEPEST
from feedmaker.model import SafeHtml
from feedmaker.page.images import candidates

CASES = Path(__file__).parents[1] / "data" / "clean"
NAMES = sorted(path.name.removesuffix(".in.html") for path in CASES.glob("*.in.html"))
URL = "https://news.example/2024/05/story"
TITLE = "A harbour opens again"


def cleaned(html: str, title: str = TITLE) -> SafeHtml:
    return clean(html, base=URL, url=URL, title=title)


def assert_is_safe(html: str) -> None:
    """Look at the HTML as a parser sees it: only what is allowed, every address absolute."""
    assert is_safe(html)
    root = LexborHTMLParser(f"<!doctype html><body>{html}").body
    assert root is not None
    for node in root.traverse():
        assert node.is_element_node, "a comment"
        if node.tag == "body":
            assert not node.attributes
            continue
        assert node.tag in ALLOWED
        for name, value in node.attributes.items():
            assert name in {*ALLOWED[node.tag], "dir", "lang"}
            if name == "href":
                assert (value or "").startswith(("http://", "https://", "mailto:", "tel:"))
            if name in {"src", "poster"}:
                assert (value or "").startswith(("http://", "https://"))
            if name == "srcset":
                assert all(url.startswith("http") for url, _ in candidates(value or ""))
    for letter in html:
        assert letter in "\t\n" or letter >= " "
        assert not 0x7F <= ord(letter) <= 0x9F
        assert not 0xD800 <= ord(letter) <= 0xDFFF
        assert ord(letter) & 0xFFFE != 0xFFFE


# --- cases -------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_body_is_cleaned_as_its_case_says(name: str) -> None:
    raw = (CASES / f"{name}.in.html").read_text("utf-8")
    wanted = (CASES / f"{name}.out.html").read_text("utf-8").removesuffix("\n")
    assert cleaned(raw) == wanted
    assert cleaned(wanted) == wanted
    assert_is_safe(wanted)


def test_every_case_has_both_halves() -> None:
    assert {path.name.removesuffix(".out.html") for path in CASES.glob("*.out.html")} == set(NAMES)
    assert len(NAMES) >= 45


def test_steps_are_named_once_and_give_their_reasons() -> None:
    assert len({step.name for step in STEPS}) == len(STEPS)
    assert all(step.reason for step in STEPS)


# --- properties --------------------------------------------------------------

_TAGS = st.sampled_from(
    [*ALLOWED, "noscript", "script", "style", "svg", "math", "iframe", "object", "button", "form"]
    + ["center", "template", "textarea", "select", "option", "picture", "body", "title", "x-y"]
    + ["amp-img", "font", "td", "tr", "table", "p", "a", "li"] * 2
)
_ATTRIBUTES = st.sampled_from(
    [
        "",
        ' href="/a/2"',
        ' href="#x"',
        ' href="javascript:x()"',
        " src=/i.jpg",
        " hidden",
        ' src="data:image/gif;base64,AA"',
        " data-src=r.png",
        ' srcset="a.jpg 300w, b.jpg 900w"',
        ' aria-hidden="true"',
        ' style="display:none"',
        " onclick=x()",
        " id=x",
        " dir=rtl",
        " class=sr-only",
        " width=1",
        ' title="x<y>&quot;"',
        " open",
        " colspan=2",
        " lang=de",
        ' src="https://www.youtube.com/embed/AbCdEfGhIjK"',
    ]
)
_TEXTS = st.sampled_from(
    [
        " ",
        "\n\n",
        "word",
        "two words. ",
        "Baca juga: ",
        "Read more: ",
        TITLE,
        "&amp;",
        "&lt;b&gt;",
        "&nbsp;",
        "\x01",
        "&#1;",
        "&#13;",
        "\u200b",
        "\ufffe",
        "]]>",
        "<",
        "<!-- c -->",
        "</p>",
        "</a>",
        "</table>",
        "</div>",
        "é",
        "\ud800",
    ]
)


def _element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.tuples(_TAGS, _ATTRIBUTES, st.lists(inside, max_size=4), st.booleans())
    return parts.map(lambda p: f"<{p[0]}{p[1]}>{''.join(p[2])}" + f"</{p[0]}>" * p[3])


_HTML = st.lists(st.recursive(_TEXTS, _element, max_leaves=25), max_size=5).map("".join)


@settings(max_examples=300)
@given(_HTML)
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    once = cleaned(html)
    assert cleaned(once) == once


@settings(max_examples=300)
@given(_HTML)
def test_nothing_unsafe_comes_out(html: str) -> None:
    assert_is_safe(cleaned(html))


@settings(max_examples=200)
@given(st.text())
def test_any_text_can_be_cleaned(text: str) -> None:
    safe = cleaned(text)
    assert_is_safe(safe)
    plain_text(safe)


# --- what an attacker would try ----------------------------------------------

# One or two of each class that sanitisers have failed on.
PAYLOADS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><a><animate attributeName=href values=javascript:alert(1) /><text>x</text></a></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    '<textarea><p title="</textarea><img src=x onerror=alert(1)>">',
    '<select><template><style><!--</style><a rel="--></style></template></select><img src onerror=x>',
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<plaintext><img src=x onerror=alert(1)>",
    '<template shadowrootmode="open"><img src=x onerror=alert(1)></template>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#106;avascript&colon;alert(1)">x</a>',
    '<a href=" &#1; javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<img srcset="javascript:alert(1) 1x, x 2x">',
    '<video poster="javascript:alert(1)" src="javascript:alert(1)"><track src="javascript:x"></video>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '<iframe src="https://www.youtube.com@evil.example/embed/x"></iframe>',
    '<object data="javascript:alert(1)"></object><embed src="javascript:alert(1)">',
    "<button formaction=javascript:alert(1) form=f>x</button><form id=f></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<form name=document><input name=cookie></form><a id=defaultView name=x></a>",
    '<base href="https://evil.example/"><a href="login">x</a>',
    '<meta http-equiv=refresh content="0;url=https://evil.example/">',
    "<style>@import 'https://evil.example/x.css'</style><p style='position:fixed'>x</p>",
    '"><img src=x onerror=alert(1)>',
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "<table><tr><td><style></table><img src=x onerror=alert(1)>",
    '<blockquote cite="javascript:alert(1)">x</blockquote><q cite="javascript:alert(1)">y</q>',
]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "around",
    ["{}", "<p>before</p>{}<p>after</p>", "<svg>{}</svg>", "<table><td>{}", "<a href=/>{}"],
)
def test_no_payload_gets_through(payload: str, around: str) -> None:
    html = around.format(payload)
    assert_is_safe(cleaned(html))
    again = LexborHTMLParser(cleaned(html))  # a reader's parser may write it once more
    assert again.body is not None
    assert_is_safe(again.body.inner_html or "")
    assert "evil.example/" not in cleaned(html)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_sanitiser_alone_leaves_no_script(payload: str) -> None:
    root = LexborHTMLParser(f"<body>{sanitise(payload)}").body
    assert root is not None
    for node in root.css("*"):
        assert node.tag in {"body", *ALLOWED}
        assert not [name for name in node.attributes if name.startswith("on")]
        assert "javascript" not in (node.attributes.get("href") or "")


# --- single facts ------------------------------------------------------------


def test_an_empty_body_is_empty() -> None:
    assert cleaned("") == cleaned(" \n&nbsp;") == cleaned("<div><p></p></div>") == ""


def test_what_lies_too_deep_is_kept_as_text() -> None:
    html = cleaned("<b>" * 3000 + "bottom" + "</b>" * 3000)
    assert "bottom" in html
    assert 0 < html.count("<b>") <= DEEPEST


def test_an_element_with_too_many_attributes_stays() -> None:
    many = " ".join(f"a{number}=1" for number in range(2000))
    assert cleaned(f"<p {many}>Text</p>") == "<p>Text</p>"


def test_a_huge_body_is_cut_with_a_mark() -> None:
    html = cleaned("<p>" + "word " * 200 + "</p>" + ("<p>" + "more " * 200 + "</p>") * 900)
    assert module.LARGEST - 2000 < len(html) <= module.LARGEST
    assert html.endswith(" more</p><p>…</p>")
    assert cleaned(html) == html


def test_one_huge_text_is_cut_too() -> None:
    html = cleaned("a &amp; b " * 100_000)
    assert module.LARGEST * 0.9 < len(html) <= module.LARGEST


def test_a_title_of_other_spelling_is_the_same_title() -> None:
    assert cleaned("<h2>“Ａ HARBOUR — opens again”</h2><p>x</p>") == "<p>x</p>"
    assert cleaned("<h2>A harbour</h2><p>x</p>") == "<h2>A harbour</h2><p>x</p>"
    assert cleaned("<h2>!</h2><p>x</p>", title="…") == "<h2>!</h2><p>x</p>"


def test_without_the_articles_address_read_also_lines_still_go() -> None:
    assert clean('<p>x</p><p>Baca juga: <a href="/a/2">y</a></p>', base=URL) == "<p>x</p>"


def test_addresses_count_from_the_base_given() -> None:
    html = clean('<a href="b">x</a>', base="https://other.example/a/", url=URL)
    assert html == '<a href="https://other.example/a/b">x</a>'


def test_nothing_heavy_is_imported_for_a_plain_article() -> None:
    code = (
        "import sys; from feedmaker.clean.steps import clean;"
        " clean('<p>x <a href=/a>y</a></p><img src=/i.jpg>', base='https://news.example/');"
        " assert not {'bs4', 'lxml', 'publicsuffixlist'} & set(sys.modules), sorted(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("above", "goes"),
    [
        ("<a href=/port>Harbour news</a>", True),
        ("<div>Port<div><time>Monday, 3 May</time></div></div>", True),
        ("Port", True),
        ("<ol><li>Home<li>Port</ol>", True),
        ("<p>The port is open.</p>", False),
        ("<p>Who would have thought of it after all these years</p>", False),
        ("<p>Ada writes:</p>", False),
        ("<div><img src=/flag.png>Port</div>", False),
        ("<blockquote>Open it again</blockquote>", False),
    ],
)
def test_a_section_or_a_day_above_the_title_goes_with_it(above: str, *, goes: bool) -> None:
    text = plain_text(cleaned(f"<header>{above}<h1>{TITLE}</h1></header><p>Ships came.</p>"))
    assert (text == "Ships came.") == goes
    assert (TITLE in text) != goes


def test_what_stands_above_another_heading_stays() -> None:
    assert "Port" in cleaned("<div>Port</div><h2>Two ships</h2><p>They came.</p>")
