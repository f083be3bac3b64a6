"""Dates: the table in tests/data/dates.toml, and what holds for any text."""

from __future__ import annotations

import contextlib
import pickle
import re
import subprocess
import sys
import time
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedmaker.dates.cldr import CLDR_VERSION, LANGUAGES, ZONES
from feedmaker.dates.parse import guess_zone_hint, parse_date, read_date
from feedmaker.dates.strptime import format_fault
from feedmaker.errors import UnreadableDateError
from feedmaker.model import Locale, SiteDate

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)
JAKARTA = ZoneInfo("Asia/Jakarta")
TABLE = tomllib.loads((Path(__file__).parents[1] / "data" / "dates.toml").read_text("utf-8"))
CASES = [tuple(case) for name, group in TABLE.items() if name != "on_sites" for case in group]


def read(
    text: str, language: str = "en", *, zone: ZoneInfo | None = None, form: str = ""
) -> SiteDate:
    return parse_date(text, language=language, zone=zone or UTC, now=NOW, format=form)


def written(date: SiteDate) -> str:
    if date.day_only:
        assert date.moment.isoformat().endswith("T00:00:00+00:00")
        return date.moment.date().isoformat()
    return date.moment.isoformat() + ("" if date.offset_known else "?")


@pytest.mark.parametrize(
    ("text", "language", "expected"), CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES]
)
def test_a_text_names_the_date_of_the_table(text: str, language: str, expected: str) -> None:
    if expected.startswith("!"):
        with pytest.raises(UnreadableDateError, match=re.escape(expected[1:])):
            read(text, language)
    else:
        assert written(read(text, language)) == expected


# --- Zones -----------------------------------------------------------------


def test_the_moment_behind_wib_is_seven_hours_earlier_in_utc() -> None:
    found = read("Senin, 29 April 2024 | 07:55 WIB", "id")
    assert found.moment.astimezone(UTC) == datetime(2024, 4, 29, 0, 55, tzinfo=UTC)


def test_the_sites_zone_counts_where_the_text_names_none() -> None:
    assert (
        read("29 April 2024 07:55", zone=JAKARTA).moment.isoformat() == "2024-04-29T07:55:00+07:00"
    )
    assert read("29 April 2024", zone=JAKARTA).moment.isoformat() == "2024-04-29T00:00:00+07:00"
    assert read("2024-04-29T07:55Z", zone=JAKARTA).moment.isoformat() == "2024-04-29T07:55:00+00:00"


def test_a_relative_moment_is_now_less_the_amount_in_the_sites_zone() -> None:
    found = read("2 hours ago", zone=JAKARTA)
    assert found == SiteDate(datetime(2024, 5, 2, 17, tzinfo=found.moment.tzinfo))
    assert found.moment.utcoffset() == timedelta(hours=7)


def test_yesterday_is_the_day_before_in_the_sites_zone() -> None:
    kiritimati = ZoneInfo("Pacific/Kiritimati")  # 14 hours ahead: there it is 3 May already
    assert read("yesterday", zone=kiritimati).moment.isoformat() == "2024-05-02T00:00:00+14:00"


@pytest.mark.parametrize(
    "text",
    ["2 hours ago", "an hour ago", "2h", "1.333 hours ago", "1 month 2 hours ago", "3 days ago"],
)
def test_a_relative_moment_is_no_finer_than_a_second(text: str) -> None:
    now = datetime(2024, 5, 2, 12, 0, 7, 654_321, tzinfo=UTC)
    found = parse_date(text, language="en", zone=UTC, now=now)
    assert found.moment.microsecond == 0


def test_months_ago_end_with_a_shorter_month() -> None:
    now = datetime(2024, 3, 31, 12, tzinfo=UTC)
    found = parse_date("1 month ago", language="en", zone=UTC, now=now)
    assert found.moment.date() == date(2024, 2, 29)


def test_a_midnight_that_clocks_skip_stays_on_its_day() -> None:
    found = read("30 March 2024", zone=ZoneInfo("Asia/Beirut"))
    beirut = read("31 March 2024", zone=ZoneInfo("Asia/Beirut"))
    assert found.moment.isoformat() == "2024-03-30T00:00:00+02:00"
    assert beirut.moment.astimezone(ZoneInfo("Asia/Beirut")).date() == date(2024, 3, 31)


@pytest.mark.parametrize(
    ("language", "zone"),
    [("id", "Asia/Jakarta"), ("ja", "Asia/Tokyo"), ("de-AT", "Europe/Vienna"), ("en", ""), ("zz", ""),
     ("en-GB", "Europe/London"), ("pt-BR", "America/Sao_Paulo"), ("es-XX", "")],
)  # fmt: skip
def test_the_zone_of_a_language_is_guessed_only_where_one_land_speaks_it(
    language: str, zone: str
) -> None:
    assert guess_zone_hint(language) == zone


def test_every_guessed_zone_is_one_that_this_machine_knows() -> None:
    for zone in set(ZONES.values()):
        ZoneInfo(zone)


# --- What is believed ------------------------------------------------------


def story_date(text: str) -> SiteDate:
    return read_date(text, Locale("en", UTC, NOW), told="words")


def test_a_date_more_than_a_day_ahead_is_refused() -> None:
    assert story_date("2024-05-03T12:00:00Z")
    for text in ("2024-05-03T12:00:01Z", "2099-01-01"):
        with pytest.raises(UnreadableDateError, match="lies ahead"):
            story_date(text)


def test_a_day_before_1990_is_one_that_a_story_speaks_of() -> None:
    assert story_date("1 January 1990")
    with pytest.raises(UnreadableDateError, match="1945-05-08 is before 1990"):
        story_date("On this day: 8 May 1945")


def test_a_text_of_more_than_100_characters_is_not_parsed() -> None:
    assert read("x" * 89 + " 2024-04-29")
    with pytest.raises(UnreadableDateError, match="too long"):
        read("x" * 90 + " 2024-04-29")


def test_the_error_keeps_the_text_and_survives_the_way_out_of_the_sandbox() -> None:
    with pytest.raises(UnreadableDateError) as caught:
        read("03/04/2024", "")
    back = pickle.loads(pickle.dumps(caught.value))
    assert (back.text, back.why) == ("03/04/2024", caught.value.why)
    assert "set `language`" in str(back)


# --- format ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "form", "language", "expected"),
    [
        ("29/04/2024 14.30", "%d/%m/%Y %H.%M", "", "2024-04-29T14:30:00+00:00?"),
        ("03/04/2024", "%m/%d/%Y", "id", "2024-03-04"),
        ("29 Mei 2024", "%d %B %Y", "id", "2024-05-29"),
        ("29 May 2024", "%d %B %Y", "id", "2024-05-29"),
        ("Lun 29 avr. 2024", "%a %d %b %Y", "fr", "2024-04-29"),
        ("on May 5, 2023 3 PM", "%B %d, %Y %I %p", "en", "2023-05-05T15:00:00+00:00?"),
        ("2024-4-9", "%Y-%-m-%-d", "", "2024-04-09"),
        ("29.4.24 7:55:06", "%d.%m.%y %T", "de", "2024-04-29T07:55:06+00:00?"),
        ("29 d’abril", "%d %B", "ca", "2024-04-29"),
        ("April 2024", "%B %Y", "en", "2024-04-01"),
        ("٢٩-٠٤-٢٠٢٤", "%d-%m-%Y", "ar", "2024-04-29"),
        ("2024-04-29 07:55 +0700", "%Y-%m-%d %H:%M %z", "", "2024-04-29T07:55:00+07:00"),
        ("29.04.2024 07:55 WIB", "%d.%m.%Y %H:%M %Z", "id", "2024-04-29T07:55:00+07:00"),
        ("2024-03-04", "%Y-%d-%m", "", "2024-04-03"),
        ("20042024", "%d%m%Y", "", "2024-04-20"),
        ("t=1714377300;", "t=%s;", "", "2024-04-29T07:55:00+00:00"),
        ("100% 29.04.2024", "100%% %d.%m.%Y", "", "2024-04-29"),
    ],
)
def test_a_stated_format_is_read_with_the_names_of_the_language(
    text: str, form: str, language: str, expected: str
) -> None:
    assert written(read(text, language, form=form)) == expected


def test_beside_its_format_only_iso_and_relative_dates_are_read() -> None:
    assert written(read("2 hours ago", form="%d/%m/%Y")) == "2024-05-02T10:00:00+00:00"
    assert written(read("2024-04-29", form="%d/%m/%Y")) == "2024-04-29"
    for text in ("04/13/2024", "29 April 2024", "1714377300", "2024/04/29"):
        with pytest.raises(UnreadableDateError):
            read(text, form="%d/%m/%Y")


def test_a_faulty_format_is_named_and_reads_nothing() -> None:
    assert not format_fault("%d %B %Y %H:%M")
    assert "%Q" in format_fault("%d %Q %Y")
    assert "month" in format_fault("%d %Y")
    assert format_fault("%")
    with pytest.raises(UnreadableDateError):
        read("29 4 2024", form="%d %Q %Y")


# --- For any text ----------------------------------------------------------

WORDS = st.sampled_from(
    """
    29 4 2024 04 99 1970 9999 0 1.2 29/04/2024 ۱۴۰۳ ٢٠٢٤ 二十九日 年 月 日 前 昨天 april Apr mei Senin
    kemarin ago vor hours an Stunden years 07:55 14.30 Uhr WIB pm +0700 GMT+7 , | - · ( ) / ' พ.ศ. tháng T Z
    """.split()  # noqa: SIM905  (a list of it would fill a page)
)
TEXTS = st.one_of(st.text(max_size=110), st.lists(WORDS, max_size=14).map(" ".join))


@given(
    text=TEXTS,
    language=st.sampled_from([*LANGUAGES, "", "en-GB", "zh-Hant-HK", "xx", "--"]),
    zone=st.sampled_from(["UTC", "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Apia"]),
    form=st.sampled_from(["", "", "%d %B %Y", "%d/%m/%y %H:%M %p", "%A %b %d"]),
)
@settings(max_examples=400)
def test_any_text_gives_an_aware_moment_or_the_one_error(
    text: str, language: str, zone: str, form: str
) -> None:
    try:
        found = parse_date(text, language=language, zone=ZoneInfo(zone), now=NOW, format=form)
    except UnreadableDateError as error:
        assert error.text == " ".join(text.split())[:100]  # noqa: PT017
    else:
        assert found.moment.utcoffset() is not None
        assert 1800 <= found.moment.year <= 2286
        assert pickle.loads(pickle.dumps(found)) == found


@given(
    text=TEXTS,
    language=st.sampled_from(
        ["", "en", "en-GB", "de", "id", "fa", "th", "ja", "zh-TW", "ar", "he"]
    ),
    zone=st.sampled_from(["UTC", "Asia/Tehran", "Asia/Taipei", "Pacific/Kiritimati"]),
    form=st.sampled_from(["", "", "%d/%m/%y", "%s"]),
    order=st.sampled_from(["", "DMY", "MDY"]),
)
@settings(max_examples=400)
def test_whatever_is_read_of_a_story_is_from_1990_to_a_day_ahead(
    text: str, language: str, zone: str, form: str, order: str
) -> None:
    locale = Locale(language, ZoneInfo(zone), NOW, order)
    with contextlib.suppress(UnreadableDateError):
        found = read_date(text, locale, told="rule", format=form)
        assert found.moment.year >= 1990
        assert found.moment <= NOW + timedelta(days=1)


@given(
    moment=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), minutes=st.integers(-720, 840)
)
def test_an_iso_moment_comes_back(moment: datetime, minutes: int) -> None:
    there = datetime.fromisoformat(f"{moment.isoformat()}+00:00") + timedelta(minutes=minutes)
    for text in (there.isoformat(), there.isoformat(" "), there.strftime("%Y%m%dT%H%M%S.%f%z")):
        assert read(text).moment == there


@pytest.mark.parametrize(
    "text",
    [
        "9" * 100,
        "1-" * 50,
        "1 " * 50,
        "april " * 16,
        "x, " * 33,
        "1 april, " * 11,
        "(' ., " * 16,
        "年1" * 50,
    ],
)
def test_a_hostile_text_takes_no_more_than_milliseconds(text: str) -> None:
    language = "ja" if "年" in text else "en"
    for again in range(2):  # the first call loads tables
        begin = time.process_time()
        with contextlib.suppress(UnreadableDateError):
            read(text, language)
        with contextlib.suppress(UnreadableDateError):
            read(text, language, form="%A %B %p %d de %B")
        spent = time.process_time() - begin
        assert spent < 0.05 or not again


def test_dateparser_is_not_imported_for_what_is_no_date() -> None:
    script = """
import sys
from datetime import UTC, datetime
from feedmaker.dates.parse import parse_date
from feedmaker.errors import UnreadableDateError
for text in ("29 April 2024", "2 hours ago", "12 comments", "$ 12.50", "", "version 1.2.3"):
    try:
        parse_date(text, language="en", zone=UTC, now=datetime(2024, 5, 2, tzinfo=UTC))
    except UnreadableDateError:
        pass
print("dateparser" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_dateparser_is_the_last_step_for_words_of_dates_in_an_odd_order() -> None:
    assert written(read("2023 | 5 | April", "en")) == "2023-04-05"
    assert written(read("5 • April • 2023", "en")) == "2023-04-05"


# --- Every language of CLDR ------------------------------------------------


def cldr_of_the_tables() -> Any:
    """Return babel if it brings the CLDR that the tables were made from; skip the test otherwise."""
    babel = pytest.importorskip("babel", minversion="2.19", reason="CLDR is read through babel")
    from babel.core import get_cldr_version

    if get_cldr_version() != CLDR_VERSION:
        pytest.skip(f"the tables are of CLDR {CLDR_VERSION}, babel brings {get_cldr_version()}")
    return babel


def test_nearly_every_date_that_cldr_writes_is_read_back() -> None:
    babel = cldr_of_the_tables()
    from babel.dates import format_date
    from babel.localedata import locale_identifiers

    days = [
        date(2003, 1, 31),
        date(2011, 5, 4),
        date(2019, 8, 22),
        date(2024, 10, 9),
        date(2023, 12, 12),
    ]
    now = datetime(2030, 1, 1, tzinfo=UTC)
    right, wrong = 0, []
    for identifier in sorted(locale_identifiers()):
        locale = babel.Locale.parse(identifier)
        if locale.territory:
            continue
        for width in ("full", "long", "medium"):
            for day in days:
                text = format_date(day, width, locale=locale)
                if re.search(r"\bM\d", text):
                    continue  # CLDR has no name there
                try:
                    found = parse_date(text, language=identifier, zone=UTC, now=now)
                except UnreadableDateError:
                    found = None
                if found and found.day_only and found.moment.date() == day:
                    right += 1
                else:
                    wrong.append((identifier, text))
    assert right / (right + len(wrong)) > 0.98, wrong[:20]


def test_nearly_every_age_that_cldr_writes_is_read_back() -> None:
    babel = cldr_of_the_tables()
    from babel.localedata import locale_identifiers

    ages = {
        "second": timedelta(seconds=7), "minute": timedelta(minutes=7), "hour": timedelta(hours=7),
        "day": timedelta(days=7), "week": timedelta(weeks=7),
    }  # fmt: skip
    right, wrong = 0, []
    for identifier in sorted(locale_identifiers()):
        fields = babel.Locale.parse(identifier)._data["date_fields"]
        if "_" in identifier:
            continue
        for unit, age in ages.items():
            for pattern in fields.get(unit, {}).get("past", {}).values():
                if "{0}" not in pattern or pattern[0] in "-−":
                    continue  # without a number; or "-7 h", where CLDR has no words
                text = pattern.replace("{0}", "7")
                try:
                    found = parse_date(text, language=identifier, zone=UTC, now=NOW)
                except UnreadableDateError:
                    found = None
                expected = NOW - age
                if found and found.day_only:
                    expected = expected.replace(hour=0)
                if found and found.moment == expected:
                    right += 1
                else:
                    wrong.append((identifier, text))
    assert right / (right + len(wrong)) > 0.97, wrong[:20]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_months_name_stands_for_one_month(language: str) -> None:
    meant: dict[str, str] = {}
    for row in LANGUAGES[language].split(";"):
        code, _, phrases = row.partition(" ")
        for phrase in phrases.split(","):
            assert phrase == phrase.strip() != ""
            if code[0] == "M":
                assert meant.setdefault(phrase, code) == code
