"""What the memory of listings tells: lists that shrank, rules that fell silent."""

from __future__ import annotations

import pytest

from feedmaker.health.listings import accept, after_reading, formerly, listing_problems
from feedmaker.model import BrokenWalk, Listing, ListingMemory, Problem, Validators

URL = "https://harbour.example/"
RULES = "first"
SHRUNK = "`listing.item` matches 2 of formerly 20"


def page(matched: int, *misses: tuple[str, int]) -> Listing:
    return Listing(URL, (), matched=matched, misses=misses)


def read(memory: ListingMemory, *pages: Listing, rules: str = RULES) -> ListingMemory:
    return after_reading(
        memory, pages, rules_fingerprint=rules, validators=Validators("v"), broken=()
    )


def told(*listings: ListingMemory) -> list[str]:
    return [problem.what for problem in listing_problems(listings)]


def lengths(*counts: int) -> ListingMemory:
    memory = ListingMemory(URL)
    for count in counts:
        memory = read(memory, page(count))
    return memory


@pytest.mark.parametrize(
    ("counts", "shrank_from"),
    [
        ((20,), 0),
        ((20, 2), 20),
        ((20, 2, 2), 20),  # and it goes on being told
        ((20, 0), 0),  # it may be empty, else it would not have been read
        ((20, 5), 20),
        ((20, 6), 0),  # a fair share is left
        ((20, 2, 19), 0),  # it is back
        ((20, 2, 19, 3), 19),
        ((6, 1), 6),
        ((5, 1), 0),  # too few to tell
        ((20, 10, 4, 2), 0),  # little by little
    ],
)
def test_a_list_that_shrank_is_told_until_it_is_back(
    counts: tuple[int, ...], shrank_from: int
) -> None:
    what = f"`listing.item` matches {counts[-1]} of formerly {shrank_from}"
    assert told(lengths(*counts)) == ([what] if shrank_from else [])


def test_a_shrunk_list_names_its_rule_and_its_page() -> None:
    (problem,) = listing_problems([lengths(20, 2)])
    assert problem == Problem(SHRUNK, "listing.item", url=URL, cause="shrunk")


def test_what_further_pages_give_is_no_length_of_the_list() -> None:
    memory = read(ListingMemory(URL), page(20), page(20), page(20))
    assert told(read(memory, page(20))) == []
    assert told(read(memory, page(3), page(20))) == [SHRUNK.replace("matches 2", "matches 3")]


def test_a_list_that_is_accepted_counts_as_whole() -> None:
    (memory,) = accept([lengths(20, 2)])
    assert told(memory) == []
    assert told(read(memory, page(1))) == []  # the run that it was asked of
    assert told(read(read(memory, page(20)), page(2))) == [SHRUNK]


def test_edited_rules_begin_to_count_anew() -> None:
    assert told(read(lengths(20), page(2), rules="second")) == []


def test_each_listing_has_its_own_length_and_all_are_told() -> None:
    other = ListingMemory(f"{URL}sport")
    memories = read(other, page(20)), lengths(20, 2)
    assert told(*memories) == [SHRUNK]
    assert formerly(memories, URL) == 20
    assert formerly(memories, f"{URL}elsewhere") == 40


def test_a_reading_brings_its_validators_and_where_it_broke_off() -> None:
    walk = BrokenWalk(f"{URL}2", 2)
    memory = after_reading(
        ListingMemory(URL),
        [page(3), page(4)],
        rules_fingerprint=RULES,
        validators=Validators("v"),
        broken=(walk,),
    )
    assert memory == ListingMemory(URL, RULES, Validators("v"), 3, 3, 7, broken=(walk,))


@pytest.mark.parametrize(
    ("pages", "silent"),
    [
        ([page(4)], []),
        ([page(4, ("listing.date", 3))], []),  # one item has it
        ([page(4, ("listing.date", 4))], ["`listing.date` gives nothing on all 4 items"]),
        ([page(4, ("listing.date", 4)), page(2)], []),  # another page has it
        (
            [
                page(4, ("listing.title", 4), ("listing.date", 4)),
                page(2, ("listing.date", 2), ("listing.title", 2)),
            ],
            [
                "`listing.date` gives nothing on all 6 items",
                "`listing.title` gives nothing on all 6 items",
            ],
        ),
        ([page(0, ("listing.date", 0))], []),  # nor had it any items
    ],
)
def test_a_listing_rule_is_told_when_it_is_silent_on_every_item(
    pages: list[Listing], silent: list[str]
) -> None:
    memory = read(ListingMemory(URL), *pages)
    problems = listing_problems([memory])
    assert [problem.what for problem in problems] == silent
    assert all(f"`{problem.rule}`" in problem.what for problem in problems)
    other = read(ListingMemory(f"{URL}sport"), page(1))
    assert listing_problems([memory, other]) == ()  # another listing has it


def test_items_that_fell_together_are_told_with_the_line_that_keeps_them_apart() -> None:
    fallen = Listing(URL, (), matched=9, fell_together=3, apart="id: h2")
    (problem,) = listing_problems([read(ListingMemory(URL), fallen, page(2))])
    assert problem.rule == "listing.id"
    assert problem.what.startswith("3 of 11 items have another one's link and were taken for it")
    assert "`id: h2` in `listing` would keep them apart" in problem.what


def test_a_list_that_may_be_empty_and_is_has_not_shrunk() -> None:
    memory = read(read(ListingMemory(URL), page(20)), page(0))
    assert listing_problems([memory]) == ()
    assert listing_problems([read(memory, page(2))]) == ()  # it grows again
