"""Which link leads to the next page: by where it leads, and by a name that finds it alone."""

from __future__ import annotations

import pytest

from feedmaker.detect.paging import find_next, find_whole, is_second_page, is_whole_page
from feedmaker.page.document import Document

STORY = "https://a.example/news/ferry"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (STORY, f"{STORY}?page=2"),
        (f"{STORY}?lang=en", f"{STORY}?lang=en&p=2"),
        (STORY, f"{STORY}/2"),
        (f"{STORY}/", f"{STORY}/page/2/"),
        (f"{STORY}.html", f"{STORY}-2.html"),
        (STORY, f"{STORY}/seite-2"),
        ("https://a.example/", "https://a.example/page/2"),
    ],
)
def test_an_address_with_a_two_behind_it_is_the_second_page(url: str, link: str) -> None:
    assert is_second_page(url, link)


@pytest.mark.parametrize(
    "link",
    [
        f"{STORY}?comment=2",
        f"{STORY}?page=3",
        f"{STORY}-2024",
        f"{STORY}/2-men",
        "https://b.example/news/ferry?page=2",
        "https://a.example/news/ferry2",
        STORY,
    ],
)
def test_another_address_is_not(link: str) -> None:
    assert not is_second_page(STORY, link)


def page(body: str, url: str = STORY) -> Document:
    return Document(f"<body>{body}</body>", url)


def test_the_name_of_the_link_is_one_that_finds_no_other() -> None:
    numbers = "<a class=pager href=?page=1>1</a><a class=pager href=?page=2>2</a>"
    on = "<a class='pager pager-on' href='?page=2'>On</a>"
    assert find_next([page(numbers + on)]) == "a.pager-on"
    assert find_next([page(numbers)]) == ""


def test_pages_without_a_next_one_do_not_hide_it_but_other_uses_of_its_name_do() -> None:
    on = "<p class=more><a class=go href='?page=2'>On</a></p>"
    assert find_next([page(on), page("<p>the end</p>")]) == "a.go"
    assert find_next([page(on), page("<a class=go href=/sport>Sport</a>")]) == ".more > a"


def test_what_says_itself_that_it_is_next_goes_first() -> None:
    on = "<a rel=next class=go href='?page=2'>On</a>"
    assert find_next([page(on)]) == "a[rel~=next]"


def test_names_that_a_program_made_up_are_not_written() -> None:
    assert find_next([page("<a class=css-1x9f2k href='?page=2'>On</a>")]) == ""


@pytest.mark.parametrize(
    ("link", "so"),
    [
        (f"{STORY}?page=all", True),
        (f"{STORY}?single-page=true", True),
        (f"{STORY}/all", True),
        (f"{STORY}/seite-all", True),
        (f"{STORY}?page=2", False),
        (f"{STORY}?show=allies", False),
        ("https://a.example/news/all", False),
        ("https://b.example/news/ferry?page=all", False),
        (f"{STORY}?page=all&print=1", False),
    ],
)
def test_which_link_leads_to_all_on_one_page(link: str, so: bool) -> None:
    assert is_whole_page(STORY, link) == so


def test_the_link_to_all_on_one_page_is_found_by_its_name_beside_the_next_one() -> None:
    on = "<a class=on href='?page=2'>On</a> <a class=whole href='?page=all'>All of it</a>"
    assert find_whole([page(on), page("<p>short</p>")]) == "a.whole"
    assert find_next([page(on)]) == "a.on"
    assert find_whole([page("<a class=on href='?page=2'>On</a>")]) == ""
