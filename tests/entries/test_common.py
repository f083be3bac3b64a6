"""What several pages of a site say alike is no one entry's, and all else is as it was."""

from __future__ import annotations

import pytest

from feedmaker.entries.common import Common, find_common, learn
from feedmaker.entries.precedence import sources, title_of, winners
from feedmaker.model import About, Article, Fields, Teaser

SHARE = "https://h.test/share.png"
SLOGAN = "All about ropes, quays and ferries, every day."


NONE = Fields()


def told(
    number: int, by_page: Fields, *, title: str = "", guess: Fields = NONE
) -> tuple[Teaser, Article]:
    url = f"https://h.test/{number}"
    itself = Fields(title=title or f"Story {number}", image=f"{url}/thumb.jpg")
    return Teaser(url, url, by_itself=itself), Article(url, by_page=by_page, by_guess=guess)


def title(pair: tuple[Teaser, Article], common: Common) -> str:
    return title_of(*pair, common)


def image(pair: tuple[Teaser, Article], common: Common) -> str:
    return next((fields.image for fields in sources(*pair, common) if fields.image), "")


def test_a_picture_that_two_articles_have_yields_to_the_listings() -> None:
    pairs = [told(n, Fields(image=SHARE)) for n in (1, 2)]
    common = find_common(pairs, About())
    assert [image(one, common) for one in pairs] == [
        "https://h.test/1/thumb.jpg",
        "https://h.test/2/thumb.jpg",
    ]
    assert image(pairs[0], find_common(pairs[:1], About())) == SHARE


@pytest.mark.parametrize(("pages", "kept"), [(2, SHARE), (3, "")])
def test_a_picture_of_most_pages_is_left_out_where_there_is_no_other(pages: int, kept: str) -> None:
    bare = [(Teaser("u", "u"), told(n, Fields(image=SHARE))[1]) for n in range(pages)]
    assert image(bare[0], find_common(bare, About())) == kept


def test_a_picture_of_some_pages_is_kept_for_want_of_another() -> None:
    some = [(Teaser("u", "u"), told(n, Fields(image=SHARE))[1]) for n in range(3)]
    own = [told(n, Fields(image=f"https://h.test/{n}.jpg")) for n in range(3, 9)]
    common = find_common([*some, *own], About())
    assert image(some[0], common) == SHARE
    assert image(own[0], common) == "https://h.test/3.jpg"


def test_what_the_listing_page_says_of_itself_is_no_entrys() -> None:
    about = About("Quay Courier", SLOGAN, titles=("News - Quay Courier",), pictures=(SHARE,))
    page = Fields(title="NEWS – Quay Courier", summary=SLOGAN, image=SHARE)
    teaser, article = told(1, page)
    common = find_common([(teaser, article)], about)
    assert title_of(teaser, article, common) == "Story 1"
    assert image((teaser, article), common) == "https://h.test/1/thumb.jpg"
    assert sources(teaser, article, common)[2] == Fields()


def test_a_title_of_all_pages_yields_to_the_listings_then_to_the_heading() -> None:
    pairs = [
        told(n, Fields(title="Quay Courier"), guess=Fields(title=f"Heading {n}")) for n in (1, 2)
    ]
    common = find_common(pairs, About())
    assert [title(one, common) for one in pairs] == ["Story 1", "Story 2"]
    untitled = Teaser("u", "u"), pairs[0][1]
    assert title(untitled, common) == "Heading 1"
    nothing_else = Teaser("u", "u"), Article("u", by_page=Fields(title="Quay Courier"))
    assert title(nothing_else, common) == "Quay Courier"


def test_two_stories_that_the_listing_calls_alike_may_have_one_title() -> None:
    pairs = [told(n, Fields(title="Tide table, whole"), title="Tide table") for n in (1, 2)]
    assert title(pairs[0], find_common(pairs, About())) == "Tide table, whole"


def test_parts_of_one_page_share_nothing() -> None:
    teaser, _ = told(1, Fields())
    pairs = [(teaser, Article(f"https://h.test/p#{n}", by_page=Fields(image=SHARE))) for n in "ab"]
    assert image(pairs[0], find_common(pairs, About())) == SHARE


def test_rules_never_give_way() -> None:
    by_rule = Fields(title="Quay Courier", image=SHARE)
    pairs = [
        (told(n, by_rule)[0], Article(f"https://h.test/{n}", by_rule=by_rule, by_page=by_rule))
        for n in (1, 2, 3)
    ]
    common = find_common(pairs, About("Quay Courier", pictures=(SHARE,)))
    assert (title(pairs[0], common), image(pairs[0], common)) == ("Quay Courier", SHARE)


def test_what_was_learnt_holds_when_the_others_are_gone() -> None:
    pairs = [told(n, Fields(image=SHARE)) for n in (1, 2)]
    known = learn(pairs, ())
    assert len(known) == 1
    assert learn(pairs, known) == known
    assert image(pairs[0], find_common(pairs[:1], About(), known)) != SHARE


def test_what_is_remembered_has_a_limit_and_the_oldest_goes() -> None:
    pairs = [told(n, Fields(image=SHARE)) for n in (1, 2)]
    known = learn(pairs, tuple(f"image {n}" for n in range(600)))
    assert len(known) == 500
    assert known[0] == "image 101"


def test_who_wins_is_told_for_each_field() -> None:
    pairs = [told(n, Fields(title=f"Whole {n}", summary=SLOGAN, image=SHARE)) for n in (1, 2)]
    common = find_common(pairs, About())
    assert dict(winners(*pairs[0], common)) == {
        "title": "page",
        "summary": "shared",
        "image": "item",
    }
