"""Declared shadow roots are open: a page's tree is what a browser shows."""

from __future__ import annotations

import pytest

from feedmaker.extract.content import find_content
from feedmaker.page.document import Document

OPEN = "<template shadowrootmode=open>"


def shown(html: str) -> str:
    body = Document(f"<!doctype html><body>{html}", "https://www.example.org/").tree.body
    return (body.inner_html if body is not None else None) or ""


@pytest.mark.parametrize(
    ("html", "tree"),
    [
        (f"<x-story>{OPEN}<p>Ferry</template>gone</x-story>", "<x-story><p>Ferry</p></x-story>"),
        ("<p><template shadowrootmode=CLOSED>Ferry</template></p>", "<p>Ferry</p>"),
        (f"<div>{OPEN}Ferry</template>{OPEN}Two</template></div>", "<div>Ferry<template>Two</template></div>"),
        (f"<div>{OPEN}{OPEN}no</template>Ferry</template></div>", "<div><template>no</template>Ferry</div>"),
        (f"<x-a>{OPEN}<x-b>{OPEN}<i>Ferry</i></template></x-b></template></x-a>", "<x-a><x-b><i>Ferry</i></x-b></x-a>"),
        (f"<div><script>1</script>{OPEN}Ferry</template></div>", "<div><script>1</script>Ferry</div>"),
    ],
    ids=["custom", "closed", "second", "without host", "nested", "script"],
)  # fmt: skip
def test_a_root_stands_in_the_place_of_its_hosts_children(html: str, tree: str) -> None:
    assert shown(html) == tree


@pytest.mark.parametrize(
    ("root", "own", "tree"),
    [
        ("<p><slot></slot></p>", "Ferry<b>!</b>", "<p>Ferry<b>!</b></p>"),
        ("<p><slot>none</slot></p>", "", "<p>none</p>"),
        ("<slot name=a></slot>", "<b slot=a>1</b><i>no</i><u slot=a>2</u>", '<b slot="a">1</b><u slot="a">2</u>'),
        ("<slot name=a>x</slot><slot name=a>y</slot>", "<b slot=a>1</b>", '<b slot="a">1</b>y'),
        ("<slot name=a>x<slot>y</slot></slot>", "<b>1</b>", "x<b>1</b>"),
        ("<slot name=a>x<slot>y</slot></slot>", "<b slot=a>1</b>no", '<b slot="a">1</b>'),
        (f"<x-b>{OPEN}<i><slot name=z></slot></i></template><slot slot=z></slot></x-b>", "Ferry", "<x-b><i>Ferry</i></x-b>"),
        ("<slot></slot>", f"<x-b>{OPEN}Ferry</template></x-b>", "<x-b>Ferry</x-b>"),
        ("Ferry", f"<x-b>{OPEN}no</template></x-b>", "Ferry"),
    ],
    ids=["default", "fallback", "named", "first of a name", "in a fallback", "fallback gone", "handed on", "host in slot", "host unasked"],
)  # fmt: skip
def test_slots_are_filled_with_what_is_meant_for_them(root: str, own: str, tree: str) -> None:
    assert shown(f"<x-a>{OPEN}{root}</template>{own}</x-a>") == f"<x-a>{tree}</x-a>"


@pytest.mark.parametrize(
    "html",
    [
        "<div><template><p>no</p></template></div>",
        "<div><template shadowrootmode=ajar><p>no</p></template></div>",
        f"<ul>{OPEN}<li>no</li></template></ul>",
        f"<font-face>{OPEN}no</template></font-face>",
        f"<div><template>{'<p>'}{OPEN}no</template></p></template></div>",
        "<p><slot>Ferry</slot></p>",
    ],
)
def test_other_templates_and_slots_stay_what_they_are(html: str) -> None:
    plain = html.replace(" shadowrootmode=open", "").replace(" shadowrootmode=ajar", "")
    assert shown(html).replace(' shadowrootmode="open"', "") == shown(plain)


def test_rules_and_the_search_for_content_see_it() -> None:
    text = "The crane on the quay was lifted at dawn while the ferry crews watched it. " * 8
    html = f"<body><h1>Crane</h1><x-story>{OPEN}<p>{text}</p><p>{text}</p></template></x-story>"
    document = Document(html, "https://www.example.org/")
    assert len(document.tree.css("x-story > p")) == 2
    assert len(document.twin.root.xpath("//x-story/p")) == 2
    assert "lifted at dawn" in find_content(document)


def test_very_many_roots_are_opened_in_time() -> None:
    html = f"<x-a>{OPEN}<p><slot></slot></p></template>Ferry</x-a>" * 5000
    assert len(Document(html, "").tree.css("x-a > p")) == 5000
