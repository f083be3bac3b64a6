"""What a fault says to write instead: pasted as it stands, it is taken, and means what was meant."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedmaker.config.site import read_site
from feedmaker.config.spans import said_span
from feedmaker.config.suggest import as_list, as_value
from feedmaker.config.yaml_text import plain, read_nodes
from feedmaker.errors import ConfigError
from feedmaker.model import Every, Site

URL = "url: https://news.example/\n"


def read(text: str) -> Site:
    return read_site("harbour", text.encode(), file="f")


def fault(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(text)
    (one,) = caught.value.faults
    assert one.line
    return one.problem


def hint(text: str) -> str:
    """Return what the one fault of a file says to write: its last words in backticks."""
    return fault(text).split("`")[-2]


@pytest.mark.parametrize(
    "line",
    [
        r'  date: {select: p, match: "on (\d+ \w+)"}',
        r'  title: {select: h2, match: "\s*(.+)"}',
        r'  title: {select: h2, replace: ["(\s+)\d", "of \1"]}',
        r'  title: {select: h2, match: "say \"(\w+)\" it\'s"}',
        r'  title: {select: h2, match: "\\d \."}',
        r'  title: {select: h2, match: "caf\x{e9}"}',
        r'  title: {select: h2, match: "\bnews\b"}',
    ],
)
def test_a_pattern_in_double_quotes_is_shown_in_single_ones(line: str) -> None:
    told = fault(f"{URL}listing:\n  item: li\n{line}\n")
    mended = re.search(r"write `(.+)`$", told)
    assert mended
    fields = read(f"{URL}listing:\n  item: li\n  {mended[1]}\n").listing.fields
    (rule,) = fields.title or fields.date
    assert "\\" in (rule.match or str(rule.replace))


def test_each_item_of_a_list_in_double_quotes_is_shown_so() -> None:
    told = fault(URL + 'filter:\n  exclude:\n    title:\n      - "\\d+ tips"\n')
    assert told.endswith("write `- '\\d+ tips'`")


def test_a_text_over_two_lines_is_told_in_words() -> None:
    assert fault(URL + 'title: "one\n  \\d two"\n').endswith("write the text in single quotes")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("30", "30m"),
        ("30 minutes", "30m"),
        ("half an hour", "30m"),
        ("every half-hour", "30m"),
        ("1h30m", "90m"),
        ("an hour and a half", "90m"),
        ("one and a half hours", "90m"),
        ("1,5 hours", "90m"),
        ("PT1H30M", "90m"),
        ("forty-five minutes", "45m"),
        ("a quarter of an hour", "15m"),
        ("hourly", "1h"),
        ('"@daily"', "1d"),
        ("twice a day", "12h"),
        ("2 weeks", "14d"),
        ("30M", "30m"),
        ("1:30", "90m"),
        ("00:30:00", "30m"),
        ("weekly", "7d"),
        ("every other day", "2d"),
        ("half hourly", "30m"),
        ("quarter-hourly", "15m"),
        ("1 year", "365d"),
    ],
)
def test_an_interval_in_words_is_shown_as_it_is_written(written: str, meant: str) -> None:
    assert f"`{meant}`" in fault(f"{URL}every: {written}\n")
    assert read(f"{URL}every: {meant}\n").every == Every(
        timedelta(minutes=int(meant[:-1]) * {"m": 1, "h": 60, "d": 1440}[meant[-1]])
    )


def test_an_interval_that_would_not_be_taken_is_not_suggested() -> None:
    assert fault(URL + "request: {timeout: 30 minutes}\n").endswith("from 1s to 10m")
    assert fault(URL + "request: {timeout: 3000}\n").endswith("from 1s to 10m")
    assert fault(URL + "every: soon enough\n").endswith("write `90s`, `30m`, `2h` or `1d`")


@pytest.mark.parametrize(
    ("written", "meant"), [("1.5 sec", "1.5s"), ("500ms", "0.5s"), ("250 milliseconds", "0.25s")]
)
def test_a_short_pause_is_shown_as_long_as_it_was_meant(written: str, meant: str) -> None:
    assert hint(f"{URL}request: {{delay: {written}}}\n") == meant
    assert read(f"{URL}request: {{delay: {meant}}}\n").request.delay == float(meant[:-1])


@pytest.mark.parametrize(
    "written", ["30 Minuten", "5 menit", "3x daily", "30 minutes at night", "Mondays at 8"]
)
def test_words_for_an_interval_that_nobody_knows_are_not_taken_for_a_cron_line(
    written: str,
) -> None:
    assert fault(f"{URL}every: {written}\n").endswith("write `90s`, `30m`, `2h` or `1d`")


@given(st.text(st.sampled_from("0123 .,-ahnouresdtmwpPT~@"), max_size=25))
def test_any_text_is_an_interval_or_none(text: str) -> None:
    span = said_span(text)
    assert span is None or span > timedelta(0)


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        ("tags: news, blogs", "[news, blogs]"),
        ("tags: 'news,  it: all'", '[news, "it: all"]'),
        ("formerly: old-name, older-name", "[old-name, older-name]"),
        ("feed: {formats: 'rss, atom'}", "[rss, atom]"),
        ("listing: {item: '//li, //dd'}", "[//li, //dd]"),
        ("tags: 'news; coast'", "[news, coast]"),
        ("formerly: 'old-name older-name'", "[old-name, older-name]"),
        ("feed: {formats: 'rss and atom'}", "[rss, atom]"),
        ("feed: {formats: 'atom+rss'}", "[atom, rss]"),
        ("listing: {link: 'a @href | b @href', item: li}", "[a @href, b @href]"),
    ],
)
def test_a_list_without_brackets_is_shown_with_them(lines: str, meant: str) -> None:
    assert f"a list is `{meant}`" in fault(f"{URL}{lines}\n")
    read(URL + re.sub(r"(\w+: )('.*'|[\w-]+, [\w-]+)", rf"\1{meant}", lines))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("feed: {formats: rss, atom, json}", "formats: [rss, atom, json]"),
        ("tags: {news, coast}", "tags: [news, coast]"),
    ],
)
def test_a_list_in_braces_is_shown_in_brackets(written: str, meant: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(f"{URL}{written}\n")
    assert all(f"write `{meant}`" in one.problem for one in caught.value.faults)


def test_dashes_without_a_blank_are_shown_as_a_list() -> None:
    assert fault(f"{URL}tags:\n  -news\n  -coast\n").endswith("a list is `[news, coast]`")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("url: https://a.example/ https://b.example/", "[https://a.example/, https://b.example/]"),
        ("url: https://a.example/, https://b.example/", "[https://a.example/, https://b.example/]"),
        ("url: http//news.example/", "http://news.example/"),
        ("url: https:/news.example/", "https://news.example/"),
        ("url: <https://news.example/>", "https://news.example/"),
        ("url: news.example/a", "https://news.example/a"),
        ("url:https://news.example/", "url: https://news.example/"),
        ("url = https://news.example/", "url: https://news.example/"),
        ("- https://news.example/", "url: [https://news.example/]"),
    ],
)
def test_an_address_with_a_slip_is_shown_without_it(written: str, meant: str) -> None:
    assert hint(f"{written}\n") == meant
    read(f"{meant if meant.startswith('url') else f'url: {meant}'}\n")


def test_no_address_is_made_of_a_path() -> None:
    assert "mean" not in fault("url: /news\n")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("GMT+7", "Etc/GMT-7"),
        ("UTC+02:00", "Etc/GMT-2"),
        ("UTC-5", "Etc/GMT+5"),
        ("WIB", "Asia/Jakarta"),
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
    ],
)
def test_a_zone_is_shown_by_its_name(written: str, meant: str) -> None:
    assert hint(f"{URL}timezone: {written}\n") == meant
    assert read(f"{URL}timezone: {meant}\n").timezone == meant


def test_no_zone_is_shown_for_half_an_hour() -> None:
    assert fault(f"{URL}timezone: UTC+5:30\n").endswith("name that of a place, as `Asia/Jakarta`")


@pytest.mark.parametrize(
    ("key", "written", "meant"),
    [
        ("cookies", "'session=a1; seen=yes'", "{session: a1, seen: yes}"),
        ("cookies", "['session=a1']", "{session: a1}"),
        ("headers", "['Accept-Language: id', 'X-From: me']", "{Accept-Language: id, X-From: me}"),
    ],
)
def test_cookies_as_a_browser_shows_them_are_shown_as_keys(
    key: str, written: str, meant: str
) -> None:
    assert hint(f"{URL}request:\n  {key}: {written}\n") == meant
    assert read(f"{URL}request:\n  {key}: {meant}\n").request


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        ("listing: {order: oldest_first}", "newest_last"),
        ("listing: {order: desc}", "newest_first"),
        ("interval: 30m", "every"),
        ("filter: {exclude: {link: x}}", "url"),
        ("listing: {item: li, title: {regex: x, select: h2}}", "match"),
        ("Title: Harbour", "title"),
    ],
)
def test_another_word_for_the_same_is_known(lines: str, meant: str) -> None:
    assert hint(f"{URL}{lines}\n") == meant


@pytest.mark.parametrize("written", ["URL: https://a.example/", "address: https://a.example/"])
def test_the_address_under_another_key_is_told_once(written: str) -> None:
    assert hint(f"{written}\n") == "url"


def test_a_counted_address_is_shown_as_next_wants_it() -> None:
    lines = "listing: {item: li, next: 'https://news.example/?p=2'}"
    meant = hint(f"{URL}{lines}\n")
    assert meant == '{url: "https://news.example/?p={n}"}'
    assert read(f"{URL}listing: {{item: li, next: {meant}}}\n").listing.next_url


def test_an_attribute_without_a_slash_is_shown_with_it() -> None:
    meant = hint(f"{URL}listing: {{item: li, link: './a[1]@href'}}\n")
    assert read(f"{URL}listing: {{item: li, link: '{meant}'}}\n").listing.link


def test_one_tag_may_hold_a_comma_where_it_is_meant() -> None:
    assert read(f"{URL}tags: {hint(URL + 'tags: Food, wine')}\n").tags == ("Food, wine",)


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("german", "de"),
        ("Deutsch", "de"),
        ("Bahasa Indonesia", "id"),
        ("indonesian", "id"),
        ("Japanese", "ja"),
        ("日本語", "ja"),
        ("Portuguese (Brazil)", "pt"),
        ("brazilian portuguese", "pt-BR"),
        ("American English", "en"),
        ("Englsh", "en"),
        ("en_US.UTF-8", "en-US"),
        ("español", "es"),
        ("french language", "fr"),
        ("Swiss German", "de"),
        ("chinese simplified", "zh"),
        ("Latin", "la"),
    ],
)
def test_a_languages_name_is_shown_as_its_tag(written: str, tag: str) -> None:
    assert hint(f"{URL}language: {written}\n") == tag
    assert read(f"{URL}language: {tag}\n").language == tag


@pytest.mark.parametrize(
    "rule",
    [
        "descendant::a/@href",
        "a/@href",
        "..//a/@href",
        "div[@class='x']/a",
        'div[contains(@class, "x")]/a',
        "a[1]",
        "string(a)",
        "h2 | h3",
    ],
)
def test_an_xpath_without_its_beginning_is_shown_with_it(rule: str) -> None:
    written = f"listing: {{item: li, link: {as_value(rule)}}}\n"
    (read_as,) = read(f"{URL}listing: {{item: li, link: {hint(URL + written)}}}\n").listing.link
    assert (read_as.engine, read_as.select) == ("xpath", rule)


def test_a_hint_is_no_xpath_that_the_key_would_refuse() -> None:
    assert "xpath:" not in fault(URL + "listing: {item: h2/text()}\n")
    assert "xpath:" not in fault(URL + "listing: {item: 'svg|a'}\n")


def test_a_missing_address_has_a_line_and_an_example() -> None:
    assert read(f"{hint('title: Harbour')}\ntitle: Harbour\n").title == "Harbour"


@given(
    st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1)
    .map(str.strip)
    .filter(bool)
)
def test_any_text_that_is_shown_as_yaml_is_read_as_itself(text: str) -> None:
    for yaml in (f"k: {as_value(text)}", f"{{k: {as_list([text, text])}}}"):
        value = plain(read_nodes(yaml.encode(), "f").root)
        assert value in ({"k": text}, {"k": [text, text]})
