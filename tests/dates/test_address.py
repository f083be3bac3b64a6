"""The day in a story's address dates it where neither rule nor page does, and says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from stated import locale_of, page_of, site_of

from feedmaker.dates.address import address_date, address_days, days_by_address, years_by_address
from feedmaker.extract.article import read_part
from feedmaker.extract.listing import read_listing
from feedmaker.model import Locale, SiteDate

LOCALE = Locale("", UTC, datetime(2026, 11, 23, 8, tzinfo=UTC))
STORY = "https://www.harbour-gazette.example/2026/11/20/ferry"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2024/04/29/ferry", "2024-04-29"),
        ("news/2024/4/9/", "2024-04-09"),
        ("news/2024-04-29-ferry.html", "2024-04-29"),
        ("news/2024-04-29", "2024-04-29"),
        ("2024/04/29/2024-04-29-ferry", "2024-04-29"),
        ("2024/04/ferry", ""),  # a month
        ("2024/04/29km-ferry", ""),
        ("20240429/ferry", ""),  # a number of the site's
        ("2024/13/29/ferry", ""),
        ("2024/02/30/ferry", ""),
        ("1945/05/08/peace", ""),
        ("2026/12/24/feast", ""),  # lies ahead
        ("2024/04/29/2024/05/01/ferry", ""),  # two days
        ("ferry?day=/2024/04/29/", ""),
    ],
)
def test_an_address_names_a_day(path: str, day: str) -> None:
    found = address_date(f"https://www.harbour-gazette.example/{path}", LOCALE)
    assert (found.moment.date().isoformat() if found else "") == day
    if found:
        assert (found.told, found.day_only) == ("address", True)


@pytest.mark.parametrize(
    ("shown", "day", "told"),
    [
        ("", "2026-11-20", "address"),
        ("<i class=date>19 November 2026</i>", "2026-11-19", "words"),
        ("<i class=date>12/11/2026</i>", "2026-11-12", "words"),  # the other day lies ahead
        ("<i class=date>09/11/2026</i>", "2026-11-20", "address"),  # could be two
    ],
)
def test_it_dates_an_item_that_shows_no_date(shown: str, day: str, told: str) -> None:
    site = site_of("listing: {item: li}")
    html = f"<ul><li><a href={STORY}>The ferry is back</a> {shown}</li></ul>"
    found = read_listing(page_of(html), site.listing, locale_of(site))
    date = found.teasers[0].by_itself.date
    assert date is not None
    assert (date.moment.date().isoformat(), date.told) == (day, told)
    assert found.two_ways == ""


def test_it_dates_an_article_that_says_none_and_stands_behind_the_listings_words() -> None:
    site = site_of("language: en")
    assert site.article is not None
    html = "<h1>Ferry</h1>{}<p>Text.</p>"
    bare = read_part(page_of(html.format(""), STORY), site.article, locale_of(site))
    assert bare.by_guess.date is not None
    assert bare.by_guess.date.told == "address"
    assert bare.by_page.date is None
    dated = html.format("<time datetime=2026-11-19>x</time>")
    assert read_part(page_of(dated, STORY), site.article, locale_of(site)).by_guess.date is None


@pytest.mark.parametrize(
    ("names", "days"),
    [
        (
            ("01-15-2019", "02-07-2019-agenda", "3-5-2019"),
            ["2019-01-15", "2019-02-07", "2019-03-05"],
        ),
        (("15.01.2019", "07.02.2019", "05.03.2019"), ["2019-01-15", "2019-02-07", "2019-03-05"]),
        (("01-10-2019", "02-07-2019", "03-05-2019"), []),  # nothing tells which is the month
        (("01-15-2019", "15-01-2019", "03-05-2019"), []),
        (("01-15-2019", "01-15-2019?b", "01-15-2019?c"), []),  # of one day's page
        (("01-15-2019", "agenda", "03-05-2019"), []),
    ],
)
def test_days_with_the_year_behind_them_date_a_list_if_one_tells_the_order(
    names: tuple[str, ...], days: list[str]
) -> None:
    found = address_days([f"https://www.example.org/pdf/{name}" for name in names], LOCALE)
    assert [date.moment.date().isoformat() for date in found.values()] == days


@pytest.mark.parametrize(
    ("folders", "language", "days"),
    [
        (("12/06/2021", "12/06/2021", "11/06/2021"), "ru", ["12", "12", "11"]),
        (("06/12/2021", "06/12/2021", "06/13/2021"), "ru", ["12", "12", "13"]),  # the list tells it
        (("12/06/2021", "news", "12/06/2021", "12/06/2021"), "ru", ["12", "12", "12"]),
        (("12/06/2021", "12/06/2021"), "ru", []),
        (("12/06/2021", "12/06/2021", "11/06/2021"), "", []),  # nothing tells it
        (("12/06/2021", "12/06/2021", "11/06/2021"), "en", []),  # its lands write it both ways
        (("13/06/2021", "06/13/2021", "06/13/2021"), "ru", []),
    ],
)
def test_folders_of_days_whose_year_comes_last_date_the_stories_in_them(
    folders: tuple[str, ...], language: str, days: list[str]
) -> None:
    urls = [f"https://www.example.org/town/{one}/{n}c4" for n, one in enumerate(folders)]
    found = address_days(urls, replace(LOCALE, language=language))
    assert [date.moment.date().isoformat() for date in found.values()] == [
        f"2021-06-{day}" for day in days
    ]


@pytest.mark.parametrize(
    ("folders", "days"),
    [
        (("24/0429", "24/0429", "23/1231"), ["2024-04-29", "2024-04-29", "2023-12-31"]),
        (("24/0429", "24/0429", "24/0429"), []),  # of one page
        (("24/0429", "24/0431", "23/1345"), []),  # numbers of the site's
        (("36/0429", "36/0428", "36/0427"), []),  # lie ahead
    ],
)
def test_folders_of_a_short_year_and_a_day_date_a_list(
    folders: tuple[str, ...], days: list[str]
) -> None:
    urls = [f"https://www.example.org/{one}/07/{n}c4.html" for n, one in enumerate(folders)]
    found = address_days(urls, LOCALE)
    assert [date.moment.date().isoformat() for date in found.values()] == days


@pytest.mark.parametrize(
    ("stamps", "years"),
    [
        (("20151204102047-kdv6s", "20151203-a", "2015/12/02/b"), [2015] * 3),
        (("20151205002047-kdv6s", "20151203-a", "2015/12/02/b"), [2015] * 3),  # another zone
        (("20150704102047-kdv6s", "20150703-a", "2015/07/02/b"), [2025] * 3),  # another day
        (("20151204102047-kdv6s", "20151203-a", "2015120277"), [2025] * 3),  # a number
        (("20161204102047-kdv6s", "20151203-a", "weir"), [2025] * 3),  # not all
        (("2015/12/weir", "2015/12/mill/", "2015/12/quay.html"), [2015] * 3),
        (("2015/07/weir", "2015/07/mill/", "2015/07/quay.html"), [2025] * 3),  # another month
        ((*tuple(f"2015/12/{n}" for n in range(1, 12)), "weir"), [2015] * 12),
    ],
)
def test_a_day_without_its_year_has_that_of_the_addresses_of_its_list(
    stamps: tuple[str, ...], years: list[int]
) -> None:
    urls = [f"https://www.example.org/item/{one}" for one in stamps]
    days = [
        SiteDate(datetime(2025, 12, 20 - n if len(urls) > 3 else 4 - n, 10, tzinfo=UTC))
        for n in range(len(urls))
    ]
    found = years_by_address(urls, days)
    assert [date.moment for date in found if date] == [
        day.moment.replace(year=year) for day, year in zip(days, years, strict=True)
    ]


def test_addresses_of_one_make_date_their_stories_whatever_else_the_list_holds() -> None:
    dated = [f"https://news.example/26/110{n}/08/ferry.html" for n in range(1, 6)]
    others = [f"https://news.example/special/ferry-{n}/" for n in range(5)]
    found = address_days([*dated, *others, *dated], LOCALE)
    assert {url: one.moment.day for url, one in found.items()} == {
        url: n for n, url in enumerate(dated, 1)
    }


def test_a_year_and_month_glued_by_a_dash_above_the_day_date_a_list() -> None:
    urls = [f"https://news.example/world/2026-11/0{n}/c_11{n}.htm" for n in range(1, 6)]
    assert [address_days(urls, LOCALE)[url].moment.day for url in urls] == [1, 2, 3, 4, 5]


def _shown(*days: tuple[int, int, int, int]) -> list[SiteDate]:
    return [SiteDate(datetime(*day, tzinfo=UTC), day_only=day[3] == 0) for day in days]


def _addresses(*days: str) -> list[str]:
    return [f"https://news.example/{day}/ferry-{n}/" for n, day in enumerate(days)]


def test_a_list_that_shows_but_months_has_the_days_of_those_in_its_addresses() -> None:
    urls = _addresses("2023/02/28", "2023/02/14", "2022/10/12", "2022/07/01")
    shown = _shown((2023, 2, 1, 0), (2023, 2, 1, 0), (2022, 10, 1, 0), (2022, 7, 1, 0))
    found = days_by_address(urls, shown, LOCALE)
    assert [one.moment.day for one in found if one] == [28, 14, 12, 1]


@pytest.mark.parametrize(
    "shown",
    [
        _shown((2023, 2, 1, 0), (2023, 2, 1, 0), (2022, 10, 2, 0)),  # days, one by chance the first
        _shown((2023, 3, 1, 0), (2023, 3, 1, 0), (2022, 11, 1, 0)),  # other months
        _shown((2023, 2, 1, 7), (2023, 2, 1, 8), (2022, 10, 1, 9)),  # moments
    ],
)
def test_days_that_a_list_shows_stay_beside_those_of_its_addresses(shown: list[SiteDate]) -> None:
    urls = _addresses("2023/02/28", "2023/02/14", "2022/10/12")
    assert days_by_address(urls, shown, LOCALE) == shown


def _ago(*hours: int) -> list[SiteDate]:
    return [SiteDate(LOCALE.now - timedelta(hours=n)) for n in hours]


def test_hours_ago_on_a_page_that_was_kept_for_years_give_way_to_its_addresses() -> None:
    urls = [
        *_addresses(*["2018/03/16"] * 6, "2018/03/15", "2018/03/15", "2018/03/03"),
        "https://news.example/ferry-lanes/",
    ]
    shown = _ago(1, 2, 2, 3, 3, 5, 25, 40, 7 * 24, 30)
    found = days_by_address(urls, shown, LOCALE)
    days = [(one.moment.year, one.moment.month, one.moment.day) for one in found if one]
    assert days[:9] == [(2018, 3, day) for day in (16, 16, 16, 16, 16, 16, 15, 15, 3)]
    assert days[9] in [(2018, 3, 14), (2018, 3, 15)]  # counted from the same day


@pytest.mark.parametrize(
    ("days", "hours"),
    [
        (("2018/03/16", "2018/03/16", "2018/03/16"), (1, 2, 20)),  # one day: that of their calendar
        (("2018/03/16", "2017/11/02", "2016/06/30"), (1, 2, 20)),  # changed today, all of them
        (("2018/03/16", "2018/03/15", "2018/03/14"), (9000, 9024, 9048)),  # no time of late
        (("2018/03/16", "2018/03/15"), (1, 25)),  # too few
    ],
)
def test_hours_ago_are_believed_where_the_addresses_do_not_all_agree_on_another_now(
    days: tuple[str, ...], hours: tuple[int, ...]
) -> None:
    shown = _ago(*hours)
    assert days_by_address(_addresses(*days), shown, LOCALE) == shown


MANY_SITES = ("news/2019/03/15/ferry", "html/20190315/k10", "a/b/20190315/36.shtml", "n/324043")


@pytest.mark.parametrize(
    ("ways", "is_told"),
    [
        (MANY_SITES, True),
        (("news/2019/03/15/ferry", "n/324043", "weir"), False),  # all of one make
        (("news/2019/03/15/ferry", "html/20170315/k10", "a/b/20150711/36", "n/3"), False),
    ],
)
def test_sites_that_name_one_day_in_several_ways_tell_when_links_to_them_were_new(
    ways: tuple[str, ...], *, is_told: bool
) -> None:
    urls = [f"https://links.example/url/site{n}.example/{way}" for n in (1, 2) for way in ways]
    shown = _ago(*range(1, len(urls) + 1))
    days = {one.moment.year for one in days_by_address(urls, shown, LOCALE) if one}
    assert days == ({2019} if is_told else {2026})


DAYS = [datetime(2026, 10, 28, tzinfo=UTC) - timedelta(days=11 * n) for n in range(6)]


@pytest.mark.parametrize(
    "form",
    [
        "news/ferry-%Y-%m-%d",
        "news/%Y_%m_%d_ferry.html",
        "news/%Y.%m.%d/ferry",
        "news/ferry_%Y%m%d.html",
        "a/%Y%m%dA012.html",
        "news/%Y%m%d093800/ferry",
        "view/ABC%Y%m%d739917",
        "%Y%m/%d/ferry.html",
        "story?id=12&date=%Y-%m-%d",
        "index.php?date=%Y%m%d&no=1",
        "%Y/%B/%d/ferry",
        "news/%Y/%b%d/ferry.html",
        "minutes/board-%B-%d-%Y",
        "news/%d-%b-%Y-ferry",
        "artikel/%d%m%Y/ferry",
        "docs/minutes%m%d%Y.pdf",
        "docs/%m-%d-%y-minutes.pdf",
        "docs/Agenda%m%d%y.pdf",
        "%y%m%d/ferry.html",
        "%y/%m/%d/ferry.html",
    ],
)
def test_a_day_that_all_addresses_of_a_list_have_in_one_form_dates_them(form: str) -> None:
    urls = [f"https://news.example/{day:{form}}" for day in DAYS]
    assert [day.moment for day in address_days(urls, LOCALE).values()] == DAYS


@pytest.mark.parametrize(
    "ends",
    [
        ("20110801", "20110843", "20110888", "20110921"),  # numbers of the site's
        ("120511", "110512", "130514"),  # of two ways, neither of which falls for long
        ("2027-01-02", "2027-01-01", "2026-12-31"),  # what is on then
        ("2026-10-28", "28-10-2026", "28-oct-2026"),  # no form has all
    ],
)
def test_numbers_in_addresses_that_need_not_be_days_date_nothing(ends: tuple[str, ...]) -> None:
    assert address_days([f"https://news.example/ferry-{end}" for end in ends], LOCALE) == {}
