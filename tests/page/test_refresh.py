"""Which pages send their readers on at once, and where to."""

from __future__ import annotations

import pytest

from feedmaker.errors import SentOnError
from feedmaker.model import Page
from feedmaker.page.document import read_document

URL = "https://www.example.org/old?a=1"


def target(head: str, *, body: str = "", refresh: bool = True) -> str:
    html = f"<!doctype html><html><head><title>Moved</title>{head}</head><body>{body}<p>Ferry"
    page = Page(URL, URL, html.encode(), content_type="text/html", refresh=refresh)
    try:
        read_document(page)
    except SentOnError as sent:
        return sent.target
    return ""


def meta(content: str, name: str = "refresh") -> str:
    return f'<meta http-equiv="{name}" content="{content}">'


@pytest.mark.parametrize(
    "content",
    [
        "0;url=/new",
        "0; URL=/new",
        " 0 ,  url = '/new' and more",
        "0;/new",
        "0 /new",
        "00.9; url=&quot;/new&quot;",
        ".5;url=/new",
        "0;url=https://www.example.org/new",
    ],
)
def test_an_immediate_refresh_sends_on(content: str) -> None:
    assert target(meta(content, "Refresh")) == "https://www.example.org/new"


@pytest.mark.parametrize(
    "head",
    [
        meta("1;url=/new"),
        meta("300"),
        meta("0"),
        meta("0;url="),
        meta("0url=/new"),
        meta("soon;url=/new"),
        meta("-0;url=/new"),
        meta("0;url=/old?a=1#top"),
        meta("0;url=#top"),
        meta("0;url=javascript:go()"),
        meta("0;url=file:///etc/passwd"),
        meta("9;url=/new") + meta("0;url=/new"),
        meta("0;url=/new", "refresher"),
        f"<noscript>{meta('0;url=/new')}</noscript>",
        f"<template>{meta('0;url=/new')}</template>",
        f"<!-- {meta('0;url=/new')} -->",
        "<meta name=refresh content='0;url=/new'><meta http-equiv=refresh>",
    ],
)
def test_any_other_page_is_just_a_page(head: str) -> None:
    assert not target(head)


def test_a_refresh_in_the_body_is_none() -> None:
    assert not target("", body=f"<div>{meta('0;url=/new')}</div>")


def test_the_site_file_may_keep_to_the_page() -> None:
    assert not target(meta("0;url=/new"), refresh=False)


def test_the_base_counts() -> None:
    head = "<base href='https://other.example/deep/'>" + meta("0;url=new")
    assert target(head) == "https://other.example/deep/new"
