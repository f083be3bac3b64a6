"""What article pages of one site have in common: what is no text, and where the text is."""

from __future__ import annotations

import pytest

from feedmaker.detect.article import find_content_rule, find_removable
from feedmaker.page.document import Document

TEXT = "Nobody on pier {n} knows when the ferry comes back, and number {n} waits. "


def text(n: int) -> str:
    return "".join(f"<p>{TEXT.format(n=f'{n}x{row}')}</p>" for row in range(8))


def removable(*bodies: str, left: tuple[str, ...] = ()) -> tuple[str, ...]:
    plain = left or tuple(Document(body, "").root.text() or "" for body in bodies)
    return find_removable([f"<div>{body}</div>" for body in bodies], plain)


BOX = "<div class=letter><p>Our letter comes each Friday.</p></div>"


def test_a_box_that_says_the_same_on_each_page_is_removed_by_its_name() -> None:
    assert removable(*(text(n) + BOX for n in range(3))) == (".letter",)


def test_it_may_be_missing_on_one_page_but_not_on_most() -> None:
    assert removable(text(1) + BOX, text(2) + BOX, text(3)) == (".letter",)
    assert removable(text(1) + BOX, text(2), text(3)) == ()


def test_a_name_that_the_text_has_too_is_not_taken() -> None:
    pages = [text(n).replace("<p>", "<p class=letter>", 1) + BOX for n in range(3)]
    assert removable(*pages) == ()


def test_a_box_whose_words_differ_is_known_by_a_name_that_says_what_it_is() -> None:
    pages = [f"{text(n)}<div class=related><p>See also story {n}</p></div>" for n in range(3)]
    assert removable(*pages) == (".related",)


def test_a_heading_that_many_stories_have_stays() -> None:
    pages = [f"{text(n)}<h2 class=part>What we know</h2>{text(n + 9)}" for n in range(3)]
    assert removable(*pages) == ()


def test_what_the_cleaning_takes_away_by_itself_needs_no_rule() -> None:
    assert removable(*(text(n) + BOX for n in range(3)), left=(TEXT, TEXT, TEXT)) == ()


def test_one_page_tells_nothing() -> None:
    assert removable(text(1) + BOX) == ()


def content_rule(*pages: tuple[str, str]) -> str:
    """Of pages, each with the part of it that was found."""
    return find_content_rule([Document(body, "") for body, _ in pages], [part for _, part in pages])


def page(n: int, found: str) -> tuple[str, str]:
    inner = f"<div class=inner>{text(n)}</div>"
    whole = f"<div class=whole>{inner}<div class=more>{text(n + 9)}</div></div>"
    parts = {"whole": whole, "inner": inner, "nothing": ""}
    return f"<nav>Ferries</nav>{whole}", parts[found]


def test_content_that_is_found_in_the_same_place_needs_no_rule() -> None:
    assert content_rule(*(page(n, "whole") for n in range(4))) == ""


def test_one_name_more_or_less_is_the_same_place() -> None:
    pages = [
        (body, part.replace("class=whole", f"class='whole {more}'"))
        for (body, part), more in zip(
            (page(n, "whole") for n in range(3)), ("", "", "wide"), strict=True
        )
    ]
    assert content_rule(*pages) == ""


@pytest.mark.parametrize("odd", ["inner", "nothing"])
def test_content_that_is_found_elsewhere_on_one_page_gets_one(odd: str) -> None:
    pages = (page(0, "whole"), page(1, "whole"), page(2, odd))
    assert content_rule(*pages) == ".whole"
