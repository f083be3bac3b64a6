"""feedmaker.fetch.response, where a real origin can't go (the rest is in test_fetch.py)."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from urllib3 import HTTPHeaderDict

from feedmaker.errors import FetchError
from feedmaker.fetch import response as answer

URL = "https://site.example/"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def blocks(body: bytes, size: int = 64) -> Iterator[bytes]:
    return (body[at : at + size] for at in range(0, len(body), size))


def packed(coding: str) -> HTTPHeaderDict:
    return HTTPHeaderDict({"Content-Encoding": coding})


@given(
    st.binary(max_size=3000), st.sampled_from(["gzip", "deflate", "", "br"]), st.integers(0, 500)
)
def test_whatever_comes_is_held_to_the_limit_or_is_a_fetch_error(
    body: bytes, coding: str, limit: int
) -> None:
    packed_bodies = (gzip.compress(body), zlib.compress(body), brotli.compress(body))
    for form in (body, *packed_bodies, gzip.compress(body)[:-1]):
        with suppress(FetchError):
            assert len(answer.unpack(blocks(form), packed(coding), url=URL, limit=limit)) <= limit


@given(st.binary(max_size=3000), st.integers(1, 5))
def test_a_packed_body_comes_back_whole(body: bytes, members: int) -> None:
    many = gzip.compress(body) * members
    assert answer.unpack(blocks(many), packed("gzip"), url=URL, limit=20_000) == body * members
    assert (
        answer.unpack(blocks(zlib.compress(body)), packed("deflate"), url=URL, limit=20_000) == body
    )
    assert answer.unpack(blocks(brotli.compress(body)), packed("br"), url=URL, limit=20_000) == body


def test_padding_behind_gzip_is_let_pass() -> None:
    body = gzip.compress(b"page") + b"\0" * 100
    assert answer.unpack(blocks(body), packed("gzip"), url=URL, limit=99) == b"page"


def test_a_body_of_very_many_members_is_refused() -> None:
    with pytest.raises(FetchError):
        answer.unpack(blocks(gzip.compress(b"") * 101), packed("gzip"), url=URL, limit=99)


@given(st.text(max_size=100))
def test_retry_after_is_a_minute_to_a_day_or_nothing(text: str) -> None:
    said = answer.retry_after(HTTPHeaderDict({"Retry-After": text}), NOW)
    assert said is None or 60 <= said <= 86_400


@given(st.text(max_size=600), st.text(max_size=80))
def test_validators_are_short_visible_ascii(etag: str, modified: str) -> None:
    kept = answer.read_validators(HTTPHeaderDict({"ETag": etag, "Last-Modified": modified}))
    assert kept.etag in ("", etag)
    assert kept.last_modified in ("", modified)
    for text in (kept.etag, kept.last_modified):
        assert text.isascii()
        assert text == "" or text.isprintable()
        assert len(text) <= 512


@pytest.mark.parametrize(
    ("said", "length"), [("12", 12), ("", 0), ("-1", 0), ("1e3", 0), ("9" * 19, 0)]
)
def test_a_stated_length_is_a_number(said: str, length: int) -> None:
    assert answer.stated_length(HTTPHeaderDict({"Content-Length": said})) == length


def test_nothing_is_read_behind_the_limit() -> None:
    left = blocks(b"x" * 1000)
    with pytest.raises(FetchError, match="too large"):
        answer.unpack(left, HTTPHeaderDict(), url=URL, limit=200)
    assert len(b"".join(left)) == 1000 - 256
