"""Runs of one site over its listing pages, and what is remembered of them for the next run."""

from __future__ import annotations

import pytest
from newsroom import RULES, Newsroom, listing

LISTING_ONLY = RULES.replace(
    "article: {{content: .body, title: h1, author: .by}}", "article: false"
)
LINKED = LISTING_ONLY.replace("{{item:", "{{next: a.lanjut, item:")
COUNTED = LISTING_ONLY.replace("{{item:", "{{next: {{url: '/hal/{{n}}', from: 2}}, item:")


def put(
    newsroom: Newsroom, page: int, *numbers: int, status: int = 200, last: bool = False
) -> None:
    """Put a listing page of the stories with these numbers; each but the last leads on."""
    path = "/" if page == 1 else f"/hal/{page}"
    items = [(f"/{n}", f"Cerita {n}", f"29 April 2024 | 07:{n:02} WIB") for n in numbers]
    link = "" if last else f'<a class=lanjut href="/hal/{page + 1}">lanjut</a>'
    tag = [("ETag", f'"{"-".join(map(str, numbers))}"')]
    newsroom.origin.page(path, listing(*items, more=link), status=status, headers=tag)


def numbers(newsroom: Newsroom) -> set[int]:
    return {int(title.removeprefix("Cerita ")) for title in newsroom.titles()}


# --- A list that shrank


def twenty(newsroom: Newsroom) -> None:
    newsroom.edit(LISTING_ONLY)
    put(newsroom, 1, *range(20))
    newsroom.run()


def test_a_list_that_shrank_is_a_problem_until_it_is_back(newsroom: Newsroom) -> None:
    twenty(newsroom)
    put(newsroom, 1, 0, 1)
    for _ in range(3):  # from the second on by a 304
        report = newsroom.run(hours=1)
        assert ["matches 2 of formerly 20" in problem.what for problem in report.problems] == [True]
    assert report.unchanged
    put(newsroom, 1, *range(1, 19))
    assert newsroom.run(hours=1).problems == ()


def test_a_rule_that_fell_silent_stays_a_problem_behind_a_304(newsroom: Newsroom) -> None:
    newsroom.edit(LISTING_ONLY.replace("date: .date", "date: .waktu"))
    put(newsroom, 1, 1, 2, 3)
    first, second = newsroom.run(), newsroom.run(hours=1)
    assert second.unchanged
    assert "`listing.date` gives nothing on all 3 items" in [p.what for p in first.problems]
    assert "`listing.date` gives nothing on all 3 items" in [p.what for p in second.problems]


# --- A walk over further pages that broke off


@pytest.mark.parametrize("text", [LINKED, COUNTED])
def test_a_further_page_that_failed_is_asked_again_behind_a_304(
    newsroom: Newsroom, text: str
) -> None:
    newsroom.edit(text)
    put(newsroom, 1, 9, 8)
    put(newsroom, 2, 7, 6, status=503)
    put(newsroom, 3, 5, 4, last=True)
    first = newsroom.run()
    assert ["/hal/2" in problem.url for problem in first.problems] == [True]
    assert numbers(newsroom) == {9, 8}
    still = newsroom.run(hours=1)
    assert [problem.what for problem in still.problems] == [p.what for p in first.problems]
    put(newsroom, 2, 7, 6)
    newsroom.run(hours=1)
    assert numbers(newsroom) == {9, 8, 7, 6, 5, 4}
    hits = newsroom.origin.hits("/hal/2")
    assert newsroom.run(hours=1).problems == ()
    assert newsroom.origin.hits("/hal/2") == hits  # the walk is whole


def test_what_moved_to_later_pages_since_a_walk_broke_off_is_found(newsroom: Newsroom) -> None:
    newsroom.edit(LINKED)
    put(newsroom, 1, 9, 8)
    put(newsroom, 2, 7, 6, status=503)
    newsroom.run()
    put(newsroom, 1, 11, 10)
    put(newsroom, 2, 9, 8)  # what was on the first page
    put(newsroom, 3, 7, 6)
    put(newsroom, 4, 5, 4)
    newsroom.run(hours=1)
    assert numbers(newsroom) == {11, 10, 9, 8, 7, 6, 5, 4}


def test_old_news_before_the_page_that_failed_is_no_end(newsroom: Newsroom) -> None:
    newsroom.edit(LINKED)
    put(newsroom, 1, 9, 8)
    put(newsroom, 2, 7, 6)
    put(newsroom, 3, 5, 4, status=503)
    newsroom.run()
    put(newsroom, 1, 10, 9)  # all of page 2 is known
    put(newsroom, 3, 5, 4)
    newsroom.run(hours=1)
    assert numbers(newsroom) == {10, 9, 8, 7, 6, 5, 4}


def test_a_walk_stays_broken_while_its_page_fails_whatever_the_first_one_holds(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(LINKED)
    put(newsroom, 1, 9, 8)
    put(newsroom, 2, 7, 6, status=503)
    newsroom.run()
    for first in (9, 8), (10, 9), (10, 9):
        put(newsroom, 1, *first)
        report = newsroom.run(hours=1)
        assert ["/hal/2" in problem.url for problem in report.problems] == [True]
    put(newsroom, 2, 7, 6)
    newsroom.run(hours=1)
    assert numbers(newsroom) == {10, 9, 8, 7, 6}


def test_counting_up_the_first_page_that_is_not_there_is_the_end(newsroom: Newsroom) -> None:
    newsroom.edit(COUNTED)
    put(newsroom, 1, 9, 8)
    put(newsroom, 2, 7, 6)
    newsroom.origin.page("/hal/3", "gone", status=404)
    assert newsroom.run().problems == ()
    newsroom.run(hours=1)
    assert newsroom.origin.hits("/hal/3") == 1


def test_counting_up_a_page_that_is_down_is_no_end(newsroom: Newsroom) -> None:
    newsroom.edit(COUNTED)
    put(newsroom, 1, 9, 8)
    put(newsroom, 2, 7, 6)
    put(newsroom, 3, 5, 4, status=503)
    assert ["/hal/3" in problem.url for problem in newsroom.run().problems] == [True]
    put(newsroom, 3, 5, 4)
    newsroom.run(hours=1)
    assert numbers(newsroom) == {9, 8, 7, 6, 5, 4}


# --- A list that grows at its end


def rows(*numbers: int, dated: bool) -> str:
    items = [
        (f"/c/{n}", f"Bab {n}", f"{n} April 2024 | 07:00 WIB" if dated else "") for n in numbers
    ]
    return listing(*items)


@pytest.mark.parametrize("dated", [True, False])
def test_the_limit_keeps_the_newest_of_a_list_that_grows_at_its_end(
    newsroom: Newsroom, *, dated: bool
) -> None:
    newsroom.edit(LISTING_ONLY.replace("{{item:", "{{limit: 2, item:"))
    newsroom.origin.page("/", rows(1, 2, 3, dated=dated))
    newsroom.run()
    assert newsroom.titles() == ["Bab 3", "Bab 2"]
    newsroom.origin.page("/", rows(1, 2, 3, 4, dated=dated))
    newsroom.run(hours=1)
    assert newsroom.titles() == ["Bab 4", "Bab 3", "Bab 2"]


def test_order_says_so_where_nothing_else_does(newsroom: Newsroom) -> None:
    newsroom.edit(LISTING_ONLY.replace("{{item:", "{{order: newest_last, item:"))
    newsroom.origin.page("/", listing(("/a", "Lama", ""), ("/b", "Baru", "")))
    newsroom.run()
    assert newsroom.titles() == ["Baru", "Lama"]


def test_a_list_that_grows_on_its_last_page_is_read_to_its_end_whatever_the_first_says(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(LINKED)
    put(newsroom, 1, 1, 2, 3)
    put(newsroom, 2, 4, 5, 6, last=True)
    newsroom.run()
    assert newsroom.titles()[0] == "Cerita 6"
    put(newsroom, 2, 4, 5, 6, 7, last=True)
    newsroom.run(hours=1)
    assert numbers(newsroom) == set(range(1, 8))


# --- Walks that broke off, and pages that are no more


def test_where_the_address_of_further_pages_was_wrong_its_mending_ends_the_matter(
    newsroom: Newsroom,
) -> None:
    wrong = COUNTED.replace("/hal/", "/halaman/")
    newsroom.edit(wrong)
    put(newsroom, 1, 9, 8)
    put(newsroom, 2, 7, 6)
    newsroom.origin.page("/hal/3", "gone", status=404)
    assert ["/halaman/2" in problem.url for problem in newsroom.run().problems] == [True]
    newsroom.edit(COUNTED)
    assert newsroom.run(hours=1).problems == ()
    assert numbers(newsroom) == {9, 8, 7, 6}
    hits = len(newsroom.origin.requests)
    newsroom.run(hours=1)
    assert len(newsroom.origin.requests) == hits + 1


def test_where_the_link_to_the_second_page_was_wrong_its_mending_ends_the_matter(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(LINKED.replace("a.lanjut", "a.iklan"))
    newsroom.origin.page(
        "/",
        listing(
            ("/9", "Cerita 9", "29 April 2024 | 07:09 WIB"),
            more='<a class=iklan href="/iklan">i</a><a class=lanjut href="/hal/2">lanjut</a>',
        ),
        headers={"ETag": '"a"'},
    )
    put(newsroom, 2, 7, 6, last=True)
    assert ["/iklan" in problem.url for problem in newsroom.run().problems] == [True]
    newsroom.edit(LINKED)
    newsroom.run(hours=1)
    assert numbers(newsroom) == {9, 7, 6}
    assert newsroom.run(hours=1).problems == ()
    assert newsroom.origin.hits("/iklan") == 1


def cursor(newsroom: Newsroom, first: tuple[int, ...], status: int = 503) -> None:
    """Put a first page up whose link onwards names its last story, as cursors do."""
    items = [(f"/{n}", f"Cerita {n}", f"29 April 2024 | 07:{n:02} WIB") for n in first]
    more = f'<a class=lanjut href="/sebelum/{first[-1]}">lanjut</a>'
    newsroom.origin.page("/", listing(*items, more=more))
    newsroom.origin.page(f"/sebelum/{first[-1]}", "busy", status=status)


@pytest.mark.parametrize("status", [503, 404])
def test_further_pages_that_fail_under_ever_new_addresses_do_not_pile_up(
    newsroom: Newsroom, status: int
) -> None:
    newsroom.edit(LINKED)
    for newest in range(20, 30):
        cursor(newsroom, (newest, newest - 1), status)
        report = newsroom.run(hours=1)
    assert len(report.problems) == 1
    assert newsroom.origin.hits("/sebelum/19") <= 2
    more = [(f"/{n}", f"Cerita {n}", f"29 April 2024 | 07:{n:02} WIB") for n in range(15, 28)]
    newsroom.origin.page("/sebelum/28", listing(*more[::-1]))
    newsroom.run(hours=1)
    assert numbers(newsroom) == set(range(15, 30))


def test_a_page_that_is_gone_for_good_is_let_go_where_the_walk_came_past_it(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(LINKED)
    cursor(newsroom, (9, 8))
    newsroom.run()
    newsroom.origin.page("/sebelum/8", "gone", status=404)
    cursor(newsroom, (10, 9))
    newsroom.origin.page("/sebelum/9", listing(("/8", "Cerita 8", ""), ("/7", "Cerita 7", "")))
    newsroom.run(hours=1)
    assert numbers(newsroom) == {10, 9, 8, 7}
    assert newsroom.run(hours=1).problems == ()


def test_further_pages_that_an_edit_asks_for_come_with_the_next_run(newsroom: Newsroom) -> None:
    newsroom.edit(LINKED.replace("{{next:", "{{pages: 2, next:"))
    for page, first in enumerate((9, 7, 5, 3), 1):
        put(newsroom, page, first, first - 1, last=page == 4)
    newsroom.run()
    assert numbers(newsroom) == {9, 8, 7, 6}
    newsroom.edit(LINKED.replace("{{next:", "{{pages: 3, next:"))
    newsroom.run(hours=1)
    assert numbers(newsroom) == {9, 8, 7, 6, 5, 4}
    newsroom.run(hours=1)
    assert newsroom.origin.hits("/hal/3") == 1


def test_paging_that_an_edit_adds_comes_with_the_next_run(newsroom: Newsroom) -> None:
    newsroom.edit(LISTING_ONLY)
    put(newsroom, 1, 9, 8)
    put(newsroom, 2, 7, 6, last=True)
    newsroom.run()
    newsroom.edit(LINKED)
    newsroom.run(hours=1)
    assert numbers(newsroom) == {9, 8, 7, 6}


def test_what_moved_by_several_pages_since_a_walk_broke_off_is_found(newsroom: Newsroom) -> None:
    newsroom.edit(LINKED)
    put(newsroom, 1, 9, 8)
    put(newsroom, 2, 7, 6, status=503)
    newsroom.run()
    for page, first in enumerate((13, 11, 9, 7), 1):  # the second page is new itself
        put(newsroom, page, first, first - 1, last=page == 4)
    newsroom.run(hours=1)
    assert numbers(newsroom) == set(range(6, 14))


# --- Which number is the day


def dated(newsroom: Newsroom, page: int, *dates: str) -> None:
    """Put a listing page with one story a date, which leads on to the next page."""
    items = [(f"/{page}-{n}", f"Story {page}-{n}", date) for n, date in enumerate(dates)]
    newsroom.origin.page(
        "/" if page == 1 else f"/hal/{page}",
        listing(*items, more=f'<a class=lanjut href="/hal/{page + 1}">lanjut</a>'),
    )


def days(newsroom: Newsroom) -> dict[str, str]:
    return {entry.title: f"{entry.published:%m-%d}" for entry in newsroom.feed().entries}


def test_the_order_of_day_and_month_that_a_page_tells_holds_for_further_pages_and_runs(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(LINKED.replace("id\n", "en\n").replace("Asia/Jakarta", "UTC"))
    dated(newsroom, 1, "05/04/2023", "29/03/2023")
    dated(newsroom, 2, "04/03/2023")
    newsroom.run()
    assert days(newsroom) == {"Story 1-0": "04-05", "Story 1-1": "03-29", "Story 2-0": "03-04"}
    newsroom.edit(LISTING_ONLY.replace("id\n", "en\n").replace("Asia/Jakarta", "UTC"))
    newsroom.origin.page("/", listing(("/new", "Story 4", "07/04/2023")))
    newsroom.run(hours=1)
    assert days(newsroom)["Story 4"] == "04-07"


def test_dates_that_tell_another_order_than_was_remembered_are_believed(
    newsroom: Newsroom,
) -> None:
    newsroom.edit(LISTING_ONLY.replace("Asia/Jakarta", "UTC"))
    dated(newsroom, 1, "05/04/2023")
    newsroom.run()
    assert days(newsroom) == {"Story 1-0": "04-05"}
    newsroom.origin.page("/", listing(("/a", "A", "03/29/2023"), ("/b", "B", "04/06/2023")))
    newsroom.run(hours=1)
    assert (days(newsroom)["A"], days(newsroom)["B"]) == ("03-29", "04-06")


# --- Rules that are found


def test_the_next_page_is_found_where_only_the_number_of_pages_is_stated(
    newsroom: Newsroom,
) -> None:
    found = "listing: {{pages: 2}}\narticle: false\nrequest: {{delay: 0s}}\n"
    newsroom.edit(LISTING_ONLY[: LISTING_ONLY.index("listing:")] + found)
    for page in (1, 2, 3):
        stories = "".join(
            f"<li><a href=/cerita-{n}-panjang>Cerita kota tua nomor {n} dibuka lagi</a></li>"
            for n in range(page * 10, page * 10 + 6)
        )
        path = "/" if page == 1 else f"/hal/{page}"
        more = f'<p><a href="/hal/{page + 1}">Halaman berikutnya</a></p>'
        menu = "".join(f"<li><a href=/m{n}>Menu</a></li>" for n in range(3))
        body = f"<div><ul>{menu}</ul></div><div><ul>{stories}</ul>{more}</div>"
        newsroom.origin.page(path, f"<html><body>{body}</body></html>")
    newsroom.run()
    told = {int(title.split()[4]) for title in newsroom.titles()}
    assert told == {*range(10, 16), *range(20, 26)}
