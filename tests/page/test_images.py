"""The real picture behind an `<img>`, and the address of whatever a rule points at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from feedmaker.page.images import Picture, candidates, is_lazy, picture_address, read_picture

BASE = "https://news.example/2024/story"
HOST = "https://news.example"


def first(html: str, selector: str = "img") -> LexborNode:
    node = LexborHTMLParser(f"<!doctype html><body>{html}").css_first(selector)
    assert node is not None
    return node


def shown(html: str) -> str:
    picture = read_picture(first(html), BASE)
    return picture.src.removeprefix(HOST) if picture else ""


@pytest.mark.parametrize(
    ("html", "src"),
    [
        ('<img src="/a.jpg">', "/a.jpg"),
        ('<img src="a.jpg">', "/2024/a.jpg"),
        ('<img src="/a.jpg?utm_source=x&amp;w=9">', "/a.jpg?w=9"),
        ("<img>", ""),
        ('<img src="data:image/png;base64,AAAA">', ""),
        ('<img src="javascript:x()">', ""),
        ('<img src="/img/blank.gif">', ""),
        ('<img src="/assets/my-placeholder-300x200.png">', ""),
        ('<img src="/blank-verse.jpg">', "/blank-verse.jpg"),
        ('<img src="/pixel-9-review.jpg">', "/pixel-9-review.jpg"),
        ('<img src="/loading.gif" data-src="/a.jpg">', "/a.jpg"),
        ('<img src="/tiny-blurred.jpg" data-src="/a.jpg">', "/a.jpg"),
        ('<img src="/a.jpg" data-src="">', "/a.jpg"),
        ('<img src="/a.jpg" data-src="{&quot;x&quot;:1}">', "/a.jpg"),
        ('<img src="/x.gif" data-original="/a.jpg">', "/a.jpg"),
        ('<img src="data:," data-lazy-src="/a.jpg">', "/a.jpg"),
        ('<img src="data:," data-some-loader="/a.jpg" data-page="/a.html">', "/a.jpg"),
        ('<img src="/real.jpg" data-some-loader="/a.jpg">', "/real.jpg"),
        ('<img data-sm="/s.jpg" data-lg="/l.jpg" data-md="/m.jpg">', "/l.jpg"),
        ('<img src="/x.jpg" srcset="/a.jpg 800w, /b.jpg 1600w, /c.jpg 3200w">', "/b.jpg"),
        ('<img src="/x.jpg" srcset="/a.jpg 4000w, /b.jpg 2000w">', "/b.jpg"),
        ('<img src="/x.jpg" srcset="/a.jpg, /b.jpg 2x, /c.jpg 3x">', "/b.jpg"),
        ('<img src="/x.jpg" srcset="/a.jpg 3x, /b.jpg 4x">', "/a.jpg"),
        ('<img src="/x.jpg" srcset="/tiny.jpg 20w">', "/x.jpg"),
        ('<img srcset="/only.jpg">', "/only.jpg"),
        ('<img srcset="/only.jpg 20w">', "/only.jpg"),
        (
            '<img src="/x.jpg" srcset="/p.jpg 300w" data-srcset="/a.jpg 300w, /b.jpg 900w">',
            "/b.jpg",
        ),
        ('<img src="/x.jpg" srcset="[&quot;/a.jpg 900w&quot;]">', "/x.jpg"),
        ('<picture><source srcset="/a.webp 900w"><img src="/x.jpg"></picture>', "/a.webp"),
        ('<picture><source srcset="/a.webp"><img src="/x.jpg"></picture>', "/x.jpg"),
        ('<picture><source srcset="/a.webp"><img src="data:,"></picture>', "/a.webp"),
        (
            '<picture><source type="image/avif" srcset="/a.avif 9w"><source srcset="/a.jpg 900w"><img>',
            "/a.jpg",
        ),
        ('<picture><source type="image/avif" srcset="/a.avif 900w"><img></picture>', "/a.avif"),
        ('<picture><source data-srcset="/a.jpg 900w"><img class="lazy"></picture>', "/a.jpg"),
        ('<figure data-srcset="/a.jpg 900w"><img src="data:,"></figure>', "/a.jpg"),
        ('<div data-src="/a.jpg"><a href="/x"><img src="/blank.gif"></a></div>', "/a.jpg"),
        ('<div data-bg="/a.jpg"><img></div>', "/a.jpg"),
        ('<figure data-srcset="/a.jpg 900w"><img src="/b.jpg"></figure>', "/b.jpg"),
        ('<figure data-src="/a.jpg"><img><img src="/b.jpg"></figure>', ""),
        ('<div data-src="/a.html"><img></div>', ""),
        ('<li data-src="/a.jpg"><img></li>', ""),
    ],
)
def test_an_image_shows_what_a_browser_would_have_shown(html: str, src: str) -> None:
    assert shown(html) == src


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ("<img src=/a-20x10.jpg><noscript><img src=/a.jpg></noscript>", "/a.jpg"),
        ("<img src=/a.jpg?w=20><noscript><img src=/a.jpg?w=900></noscript>", "/a.jpg?w=900"),
        ("<img class=lqip src=/x1.jpg><noscript><img src=/a.jpg></noscript>", "/a.jpg"),
        ("<img src=/a.jpg><noscript><img src=/a-20x10.jpg></noscript>", "/a.jpg"),
        ("<img src=/b.jpg><noscript><img src=/a.jpg></noscript>", "/b.jpg"),
        ("<img src=/b-20x10.jpg><img src=/a.jpg>", "/b-20x10.jpg"),
    ],
)
def test_a_preview_gives_way_to_the_original_that_comes_with_it(html: str, address: str) -> None:
    assert picture_address(first(f"<p>{html}", "p"), BASE) == HOST + address


def test_a_rebuilt_srcset_has_absolute_addresses_in_order_of_size() -> None:
    node = first('<img srcset="/b.jpg 900w, /a.jpg 300w, /c.jpg 2000w, javascript:x() 500w">')
    wanted = f"{HOST}/a.jpg 300w, {HOST}/b.jpg 900w"
    assert read_picture(node, BASE) == Picture(f"{HOST}/b.jpg", wanted)


def test_a_rebuilt_srcset_is_read_as_the_same_picture() -> None:
    picture = read_picture(first('<img srcset="/a,1.jpg 1x, /b 2.jpg 1.5x,/c.jpg 2x,">'), BASE)
    assert picture is not None
    assert read_picture(first(f'<img src="x" srcset="{picture.srcset}">'), BASE) == picture


def test_one_candidate_needs_no_srcset() -> None:
    picture = read_picture(first('<img srcset="/a.jpg 900w, /b.jpg 2400w">'), BASE)
    assert picture == Picture(f"{HOST}/a.jpg")


@pytest.mark.parametrize(
    ("srcset", "pairs"),
    [
        ("", []),
        (" , ,", []),
        ("a.jpg", [("a.jpg", "")]),
        ("a.jpg 1x, b.jpg 2x", [("a.jpg", "1x"), ("b.jpg", "2x")]),
        ("a.jpg 300w,b.jpg 600w", [("a.jpg", "300w"), ("b.jpg", "600w")]),
        ("a,b.jpg 1x,\n\tc.jpg", [("a,b.jpg", "1x"), ("c.jpg", "")]),
        ("a.jpg, b.jpg", [("a.jpg", ""), ("b.jpg", "")]),
        ("a.jpg 300w 200h, b.jpg", [("a.jpg", "300w"), ("b.jpg", "")]),
        ("a.jpg ,b.jpg 2x", [("a.jpg", ""), ("b.jpg", "2x")]),
    ],
)
def test_a_srcset_falls_apart_as_the_standard_says(
    srcset: str, pairs: list[tuple[str, str]]
) -> None:
    assert list(candidates(srcset)) == pairs


@given(st.text(alphabet="a1,w x.\t(", max_size=60))
def test_any_srcset_gives_addresses_without_spaces(srcset: str) -> None:
    for url, descriptor in candidates(srcset):
        assert url
        assert not {" ", "\t"} & {*url, *descriptor}


@pytest.mark.parametrize(
    ("html", "selector", "address"),
    [
        ('<meta property="og:image" content="/a.jpg">', "meta", "/a.jpg"),
        ('<link rel="image_src" href="/a.jpg">', "link", "/a.jpg"),
        ('<video poster="/a.jpg" src="/v.mp4"></video>', "video", "/a.jpg"),
        ('<picture><source srcset="/a.webp 900w"></picture>', "picture", "/a.webp"),
        ('<picture><source srcset="/a.webp 900w"><img></picture>', "source", "/a.webp"),
        ('<figure><p>x</p><img data-src="/a.jpg"></figure>', "figure", "/a.jpg"),
        ('<div><img src="/blank.gif"><img src="/a.jpg"></div>', "div", "/a.jpg"),
        ('<div><noscript><img src="/a.jpg"></noscript></div>', "div", "/a.jpg"),
        ("<a style=\"background-image: url('/a.jpg')\" href=/x>x</a>", "a", "/a.jpg"),
        ('<div><i data-bg="/a.jpg"></i></div>', "div", "/a.jpg"),
        ('<a href="/a.jpg">large</a>', "a", "/a.jpg"),
        ('<a href="/a.html">page</a>', "a", ""),
        ("<p>nothing</p>", "p", ""),
        ('<amp-img src="/a.jpg"></amp-img>', "amp-img", "/a.jpg"),
    ],
)
def test_a_rule_may_point_at_anything_that_holds_a_picture(
    html: str, selector: str, address: str
) -> None:
    assert picture_address(first(html, selector), BASE) == (HOST + address if address else "")


def test_an_image_is_lazy_when_a_script_holds_its_address() -> None:
    assert is_lazy(first('<img data-src="/a.jpg">'))
    assert is_lazy(first('<img data-srcset="/a.jpg 2x">'))
    assert not is_lazy(first('<img src="/a.jpg" data-src="">'))
