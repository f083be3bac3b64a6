"""The values of keys: intervals, cron lines, addresses, languages, zones, headers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedmaker.config.cron import read_cron
from feedmaker.config.diagnostics import WrongValueError, shown
from feedmaker.config.languages import read_language
from feedmaker.config.spans import read_every, read_seconds, read_span, read_zone
from feedmaker.config.values import (
    name_problem,
    read_cookies,
    read_encoding,
    read_formats,
    read_headers,
    read_listing_urls,
    read_number,
    read_truth,
    read_url,
    read_words,
)
from feedmaker.entries import schedule
from feedmaker.model import Every, ListingUrl, SiteState

NOW = datetime(2024, 4, 29, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (read_span, "90s", timedelta(seconds=90)),
        (read_span, "30m", timedelta(minutes=30)),
        (read_span, " 2h ", timedelta(hours=2)),
        (read_span, "1d", timedelta(days=1)),
        (read_seconds, "0.5s", 0.5),
        (read_seconds, "0s", 0.0),
        (read_every, "90s", Every(timedelta(seconds=90))),
        (read_every, "*/30  6-22 * * *", Every(None, "*/30 6-22 * * *")),
        (read_truth, "Yes", True),
        (read_truth, "off", False),
        (read_number, "12", 12),
        (read_language, "id", "id"),
        (read_language, "PT-br", "pt-BR"),
        (read_language, "zh-hant-tw", "zh-Hant-TW"),
        (read_language, "sl-rozaj-biske", "sl-rozaj-biske"),
        (read_zone, "Asia/Jakarta", "Asia/Jakarta"),
        (read_encoding, "Latin1", "latin1"),
        (read_encoding, "1252", "cp1252"),
        (read_url, "https://a.example", "https://a.example/"),
        (read_url, "http://127.0.0.1:8000/x y?q=ü", "http://127.0.0.1:8000/x%20y?q=%C3%BC"),
        (read_url, "https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        (read_words, ["a", " b  c ", "a"], ("a", "b c")),
        (read_words, "a", ("a",)),
        (read_formats, ["json", "RSS"], ("rss", "json")),
        (
            read_listing_urls,
            ["https://a.example/", {"url": "https://b.example/", "category": "Sport"}],
            (ListingUrl("https://a.example/"), ListingUrl("https://b.example/", "Sport")),
        ),
        (read_cookies, {"a": 'b c="d"'}, (("a", 'b c="d"'),)),
        (read_headers, {"Accept-Language": "id"}, (("Accept-Language", "id"),)),
    ],
)
def test_a_text_is_read_as_its_key_means_it(
    read: Callable[..., object], text: object, value: object
) -> None:
    more = {"most": 100} if read is read_number else {}
    assert read(text, **more) == value


@pytest.mark.parametrize(
    ("read", "text", "problem"),
    [
        (read_every, "30", "`30m`?"),
        (read_seconds, "30", "`30s`?"),
        (read_every, "1:30", "`90m`?"),
        (read_every, "often", "write `90s`"),
        (read_every, "0s", "from 1s to 3650d"),
        (read_every, "99999d", "from 1s to 3650d"),
        (read_every, "٣m", "no interval"),
        (read_every, "@reboot", "write `90s`"),
        (read_seconds, "1d", "from 0s to 10m"),
        (read_truth, "1", "neither"),
        (read_number, "0", "from 1 to 100"),
        (read_number, "101", "from 1 to 100"),
        (read_number, "1e1", "no whole number"),
        (read_number, "1.0", "no whole number"),
        (read_language, "id_ID", "did you mean `id-ID`?"),
        (read_language, "Indonesian", "BCP 47"),
        (read_zone, "asia/jakarta", "did you mean `Asia/Jakarta`?"),
        (read_zone, "localtime", "no time zone"),
        (read_zone, "../../etc/passwd", "no time zone"),
        (read_encoding, "utf8-sig", "no known encoding"),
        (read_encoding, "utf-9", "did you mean"),
        (read_encoding, "rot13", "no known encoding"),
        (read_url, "www.a.example/news", "did you mean `https://www.a.example/news`?"),
        (read_url, "ftp://a.example/", "http and https only"),
        (read_url, "file:///etc/passwd", "http and https only"),
        (read_url, "https://me:pw@a.example/", "no user or password"),
        (read_url, "https://me@a.example/", "no user or password"),
        (read_url, "https://a.example:99999/", "no address"),
        (read_url, "https://[::1/", "no address"),
        (read_url, "https://a.example/" + "x" * 3000, "longer than"),
        (read_url, "/news", "no full address"),
        (read_words, [], "the list is empty"),
        (read_words, [""], "is empty"),
        (read_words, {"a": "b"}, "not keys"),
        (read_listing_urls, ["https://a.example", "https://a.example/"], "stands twice"),
        (read_listing_urls, [f"https://a.example/{n}" for n in range(101)], "more than 100"),
        (read_headers, {"HOST": "x"}, "can't be set"),
        (read_headers, {"content-length": "1"}, "can't be set"),
        (read_headers, {"Transfer-Encoding": "chunked"}, "can't be set"),
        (read_headers, {"Proxy-Anything": "x"}, "can't be set"),
        (read_headers, {"If-None-Match": "x"}, "can't be set"),
        (read_headers, {"Cookie": "a=b"}, "`request.cookies`"),
        (read_headers, {"User-Agent": "x"}, "`request.user_agent`"),
        (read_headers, {"X": "a\r\nB: c"}, "one line of ASCII"),
        (read_headers, {"X": "a\0"}, "one line of ASCII"),
        (read_headers, {"X Y": "a"}, "no name of a header"),
        (read_headers, "X: y", "names with a text each"),
        (read_cookies, {"a": "b; path=/"}, "without `;`"),
        (read_cookies, {"a b": "c"}, "without `;`"),
    ],
)
def test_a_text_that_can_not_be_meant_is_refused(
    read: Callable[..., object], text: object, problem: str
) -> None:
    more = {"most": 100} if read is read_number else {}
    with pytest.raises(WrongValueError) as caught:
        read(text, **more)
    assert problem in str(caught.value)


@pytest.mark.parametrize("name", ["sewaktu", "a", "0", "a" * 64, "console", "com10", "a-b-"])
def test_a_feed_can_be_called_so(name: str) -> None:
    assert not name_problem(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "A",
        "a" * 65,
        "-a",
        "a.b",
        "a/b",
        "..",
        "a\0",
        "a\n",
        "é",
        "index",
        "feeds",
        "assets",
        "feedmaker-status",
        "con",
        "nul",
        "aux",
        "prn",
        "com1",
        "lpt9",
        "_defaults",
    ],
)
def test_no_feed_can_be_called_so(name: str) -> None:
    assert name_problem(name)


# --- Cron lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("*/30 6-22 * * *", "*/30 6-22 * * *"),
        ("0,30 0-12/3 1,15 JAN-Mar sun", "0,30 0-12/3 1,15 1-3 0"),
        ("0 6 * * mon-fri", "0 6 * * 1-5"),
        ("0 6 * * sat-sun", "0 6 * * 6-7"),
        ("0 6 * * 5-7", "0 6 * * 5-7"),
        ("0 0 29 2 *", "0 0 29 2 *"),
        ("0 0 31 2 mon", "0 0 31 2 1"),
    ],
)
def test_a_cron_line_is_kept_in_numbers(text: str, line: str) -> None:
    assert read_cron(text) == line
    assert read_cron(line) == line


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("* * * *", "five fields"),
        ("* * * * * *", "five fields"),
        ("60 * * * *", "no minute"),
        ("* 24 * * *", "no hour"),
        ("* * 0 * *", "no day"),
        ("* * * 13 *", "no month"),
        ("* * * * 8", "no weekday"),
        ("* * * * fri-mon", "backwards"),
        ("5/10 * * * *", "`5-59/10`"),
        ("*/0 * * * *", "no step"),
        ("*/60 * * * *", "no step"),
        ("1-5/9 * * * *", "no step"),
        ("a * * * *", "no minute"),
        ("1,,2 * * * *", "of a cron line"),
        ("0 0 30 2 *", "no such day"),
        ("0 0 31 4,6 *", "no such day"),
        ("-1 * * * *", "of a cron line"),
        ("*/٢ * * * *", "of a cron line"),
    ],
)
def test_a_cron_line_that_never_fires_or_can_not_be_read_is_refused(
    text: str, problem: str
) -> None:
    with pytest.raises(WrongValueError) as caught:
        read_cron(text)
    assert problem in str(caught.value)


def _field(least: int, most: int) -> st.SearchStrategy[str]:
    number = st.integers(least, most)
    part = st.one_of(
        st.just("*"),
        number.map(str),
        st.tuples(number, number).map(lambda two: f"{min(two)}-{max(two)}"),
        st.tuples(number, number, st.integers(1, 9)).map(
            lambda t: f"{min(t[:2])}-{max(t[:2])}/{t[2]}"
        ),
        st.integers(1, 6).map(lambda n: f"*/{n}"),
    )
    return st.lists(part, min_size=1, max_size=3).map(",".join)


@given(st.tuples(_field(0, 59), _field(0, 23), _field(1, 31), _field(1, 12), _field(0, 7)))
def test_what_is_accepted_the_schedule_can_run(fields: tuple[str, ...]) -> None:
    try:
        line = read_cron(" ".join(fields))
    except WrongValueError:
        return
    state = SiteState("urn:x", started=NOW, succeeded=NOW)
    planned = schedule.next_run(state, Every(None, line), UTC, least=timedelta())
    assert planned
    assert NOW < planned < NOW + timedelta(days=9000)


# --- What people are shown


@given(st.text())
def test_what_is_shown_is_one_short_line_that_any_terminal_can_bear(text: str) -> None:
    line = shown(text)
    assert line.isprintable()
    assert len(line) <= 500
    line.encode()
