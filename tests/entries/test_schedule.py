"""When a site is due: pure, with the clock as an argument."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feedmaker.entries.schedule import (
    Waiting,
    is_due,
    may_run,
    next_run,
    retry_article,
    sort_due,
    zone_of,
)
from feedmaker.model import Every, ListingUrl, Site, SiteState

NOW = datetime(2024, 4, 29, 8, 0, tzinfo=UTC)  # a Monday
LEAST = timedelta(minutes=1)
HOURLY = Every(timedelta(hours=1))


def ran(minutes_ago: float = 0, **more: object) -> SiteState:
    started = NOW - timedelta(minutes=minutes_ago)
    return SiteState("urn:x", **({"started": started, "succeeded": started} | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("minutes_ago", "span", "due"),
    [
        (60, timedelta(hours=1), True),
        (54, timedelta(hours=1), True),
        (53, timedelta(hours=1), False),
        (4, timedelta(minutes=5), True),
        (3.9, timedelta(minutes=5), False),
        (1, timedelta(minutes=1), True),
        (0.5, timedelta(minutes=1), False),
    ],
)
def test_a_site_is_due_after_its_interval_less_a_tenth_or_a_minute(
    minutes_ago: float, span: timedelta, *, due: bool
) -> None:
    assert is_due(ran(minutes_ago), Every(span), UTC, NOW, least=LEAST) is due


def test_a_site_that_never_ran_is_due() -> None:
    assert is_due(SiteState("urn:x"), HOURLY, UTC, NOW, least=LEAST)


def test_a_clock_that_was_set_back_makes_a_site_due() -> None:
    assert is_due(ran(-600), HOURLY, UTC, NOW, least=LEAST)


def test_a_clock_that_was_set_back_a_year_does_not_make_retry_after_last_a_year() -> None:
    ahead = ran(-600, retry=NOW + timedelta(minutes=660))
    assert is_due(ahead, HOURLY, UTC, NOW, least=LEAST)
    assert may_run(ahead, NOW, least=LEAST)


def test_a_run_that_was_cut_off_goes_on_as_soon_as_it_may() -> None:
    before = NOW - timedelta(hours=2)
    weekly = Every(timedelta(days=7))
    cut_off = ran(2, succeeded=before)
    assert next_run(cut_off, weekly, UTC, least=LEAST) == NOW - timedelta(minutes=1)
    assert is_due(cut_off, weekly, UTC, NOW, least=LEAST)
    assert not is_due(ran(0.5, succeeded=before), weekly, UTC, NOW, least=LEAST)
    assert not is_due(ran(2, succeeded=before, failures=1), weekly, UTC, NOW, least=LEAST)


def test_failures_double_the_wait_up_to_a_day() -> None:
    waits = [next_run(ran(failures=n), HOURLY, UTC, least=LEAST) for n in (0, 1, 2, 5, 50)]
    hours = [(wait - NOW) / timedelta(hours=1) for wait in waits if wait]
    assert hours == [1, 2, 4, 24, 24]


def test_a_weekly_site_is_not_asked_more_often_because_it_fails() -> None:
    weekly = Every(timedelta(days=7))
    planned = next_run(ran(failures=3), weekly, UTC, least=LEAST)
    assert planned == NOW + timedelta(days=7)


def test_what_the_server_asked_for_holds_even_when_a_person_asks() -> None:
    asked = ran(300, retry=NOW + timedelta(minutes=5))
    assert not is_due(asked, HOURLY, UTC, NOW, least=LEAST)
    assert not may_run(asked, NOW, least=LEAST)
    assert may_run(asked, NOW + timedelta(minutes=5), least=LEAST)


def test_the_operators_shortest_interval_holds() -> None:
    assert not may_run(ran(0.5), NOW, least=LEAST)
    eager = Every(timedelta(seconds=1))
    assert next_run(ran(0), eager, UTC, least=LEAST) == NOW + LEAST


@pytest.mark.parametrize(
    ("cron", "zone", "expected"),
    [
        ("0 9 * * *", "UTC", "2024-04-29T09:00:00+00:00"),
        ("0 9 * * *", "Asia/Jakarta", "2024-04-30T02:00:00+00:00"),
        ("*/30 6-22 * * *", "UTC", "2024-04-29T08:30:00+00:00"),
        ("0 6 * * 0", "UTC", "2024-05-05T06:00:00+00:00"),  # Sunday
        ("0 6 * * 7", "UTC", "2024-05-05T06:00:00+00:00"),  # Sunday too
        ("0 6 * * 5-7", "UTC", "2024-05-03T06:00:00+00:00"),
        ("0 6 * * 1", "UTC", "2024-05-06T06:00:00+00:00"),
        ("0 6 * * mon-fri", "UTC", "2024-04-30T06:00:00+00:00"),
        ("0 6 * * */2", "UTC", "2024-04-30T06:00:00+00:00"),
        ("0 6 1 * 2", "UTC", "2024-04-30T06:00:00+00:00"),  # the 1st, or a Tuesday
        ("0 6 1 jan *", "UTC", "2025-01-01T06:00:00+00:00"),
    ],
)
def test_a_cron_line_means_what_crontab_says(cron: str, zone: str, expected: str) -> None:
    planned = next_run(ran(0), Every(None, cron), zone_of(zone), least=LEAST)
    assert planned is not None
    assert planned.astimezone(UTC).isoformat() == expected


@pytest.mark.parametrize(
    ("cron", "before", "expected"),
    [
        ("30 2 * * *", "2024-03-31T00:50+01:00", "2024-03-31T01:00:00+00:00"),  # in the gap
        ("30 2 * * *", "2024-10-27T01:00+02:00", "2024-10-27T00:30:00+00:00"),  # comes twice:
        ("30 2 * * *", "2024-10-27T02:30+02:00", "2024-10-28T01:30:00+00:00"),  # runs once
        ("30 * * * *", "2024-10-27T02:30+02:00", "2024-10-27T01:30:00+00:00"),  # every hour
    ],
)
def test_where_the_clock_is_turned_a_cron_line_runs_once_and_is_not_left_out(
    cron: str, before: str, expected: str
) -> None:
    started = datetime.fromisoformat(before).astimezone(UTC)
    state = SiteState("urn:x", started=started, succeeded=started)
    planned = next_run(state, Every(None, cron), zone_of("Europe/Berlin"), least=timedelta())
    assert planned
    assert planned.astimezone(UTC).isoformat() == expected


def test_a_cron_site_is_due_when_an_instant_has_passed() -> None:
    nine = Every(None, "0 7 * * *")
    assert is_due(ran(61), nine, UTC, NOW, least=LEAST)
    assert not is_due(ran(59), nine, UTC, NOW, least=LEAST)


def test_an_article_is_tried_again_ever_later() -> None:
    waits = [(retry_article(n, NOW) - NOW).total_seconds() / 60 for n in range(4)]
    assert waits == [10, 20, 40, 80]


@pytest.mark.parametrize("minutes", [5, 300])
def test_the_moment_that_the_server_named_is_when_the_next_run_is_sooner_or_later(
    minutes: int,
) -> None:
    named = NOW + timedelta(minutes=minutes)
    for state in (ran(retry=named), ran(succeeded=None, retry=named), ran(failures=3, retry=named)):
        assert next_run(state, HOURLY, UTC, least=LEAST) == named
        assert next_run(state, Every(None, "0 9 * * *"), UTC, least=LEAST) == named
    before = ran(300, retry=named)
    assert not is_due(before, HOURLY, UTC, named - timedelta(seconds=1), least=LEAST)
    assert is_due(before, HOURLY, UTC, named, least=LEAST)


def test_a_moment_that_is_kept_counts_no_more_and_none_is_sooner_than_the_shortest_interval() -> (
    None
):
    assert next_run(ran(retry=NOW), HOURLY, UTC, least=LEAST) == NOW + timedelta(hours=1)
    soon = NOW + timedelta(seconds=5)
    assert next_run(ran(retry=soon), HOURLY, UTC, least=LEAST) == NOW + LEAST
    assert next_run(ran(wanted=soon), HOURLY, UTC, least=LEAST) == NOW + LEAST


def test_what_waits_for_another_host_makes_a_run_sooner_and_never_later() -> None:
    soon, late = NOW + timedelta(minutes=5), NOW + timedelta(hours=5)
    assert next_run(ran(wanted=soon), HOURLY, UTC, least=LEAST) == soon
    assert next_run(ran(wanted=late), HOURLY, UTC, least=LEAST) == NOW + timedelta(hours=1)
    assert next_run(ran(wanted=soon, retry=late), HOURLY, UTC, least=LEAST) == soon
    assert next_run(ran(wanted=NOW), HOURLY, UTC, least=LEAST) == NOW + timedelta(hours=1)
    daily = Every(timedelta(days=1))
    assert not is_due(ran(wanted=soon), daily, UTC, soon - timedelta(seconds=1), least=LEAST)
    assert is_due(ran(wanted=soon), daily, UTC, soon, least=LEAST)


def test_a_cron_site_that_was_asked_just_before_its_time_waits_the_shortest_interval() -> None:
    nine = Every(None, "0 8 * * *")
    half_past = timedelta(minutes=30)
    assert next_run(ran(10), nine, UTC, least=half_past) == NOW + timedelta(minutes=20)


def test_a_cron_site_is_due_in_its_own_zone_and_to_the_moment() -> None:
    three_in_jakarta = Every(None, "0 15 * * *")  # 8:00 in UTC
    jakarta = zone_of("Asia/Jakarta")
    assert is_due(ran(60), three_in_jakarta, jakarta, NOW, least=LEAST)
    assert not is_due(ran(60), Every(None, "0 15 * * *"), UTC, NOW, least=LEAST)


def test_a_site_may_run_when_the_shortest_interval_is_just_over_and_not_twice_at_once() -> None:
    assert may_run(ran(1), NOW, least=LEAST)
    assert may_run(SiteState("urn:x"), NOW, least=LEAST)
    assert not may_run(ran(0), NOW, least=LEAST)
    assert not is_due(ran(0), HOURLY, UTC, NOW, least=LEAST)


def a_site(name: str, **more: object) -> Site:
    return Site(name, (ListingUrl(f"https://{name}.test/"),), every=HOURLY, **more)  # type: ignore[arg-type]


IN_FIVE = NOW + timedelta(minutes=5)
MEMORY = {
    "late": ran(90),
    "early": ran(20),
    "now": ran(0.5),
    "held": ran(90, retry=IN_FIVE),
    "let-go": ran(90, retry=NOW),
    "asked-again": ran(0.5, retry=NOW - timedelta(minutes=1)),
}
SITES = [a_site(name) for name in ("new", *MEMORY)]


def test_a_round_takes_what_is_due_and_says_when_the_others_are() -> None:
    due, waiting = sort_due(SITES, MEMORY, NOW, least=LEAST, asked=False)
    assert [site.name for site in due] == ["new", "late", "let-go"]
    assert waiting == [
        Waiting("early", NOW + timedelta(minutes=40)),
        Waiting("now", NOW + timedelta(minutes=59.5)),
        Waiting("held", IN_FIVE),
        Waiting("asked-again", NOW + timedelta(minutes=59.5)),
    ]


def test_who_asks_for_a_site_gets_it_unless_its_server_is_to_be_spared_and_is_told_why() -> None:
    due, waiting = sort_due(SITES, MEMORY, NOW, least=LEAST, asked=True)
    assert [site.name for site in due] == ["new", "late", "early", "let-go"]
    lately = "was asked less than 1 min ago (min_interval)"
    half = NOW + timedelta(seconds=30)
    assert waiting == [
        Waiting("now", half, lately),
        Waiting("held", IN_FIVE, "its server asked us to wait (Retry-After)"),
        Waiting("asked-again", half, lately),
    ]


def test_a_round_reads_cron_lines_in_each_sites_own_zone() -> None:
    site = replace(
        a_site("kabar"), every=Every(None, "0 15,16 * * *"), timezone="Asia/Jakarta"
    )  # 8 and 9 in UTC
    for ago, due_now in ((10, True), (0, False)):
        due, waiting = sort_due([site], {"kabar": ran(ago)}, NOW, least=LEAST, asked=False)
        assert (due == [site]) is due_now
        assert due_now or waiting == [Waiting("kabar", NOW + timedelta(hours=1))]
