"""One story's title names its list: on every hand-made listing page, and in the ways pages show it.

What stands alike by itself is held in `detect/test_made_pages`.
"""

from __future__ import annotations

import pytest
from detect.pages import NAMES, Made, page_of, read_made, run

from feedmaker.errors import ReadError
from feedmaker.extract.by_example import find_by_example

URL = "https://gazette.example/news"
NAMED = 2  # of the items, from 0
WORDS = ("ferry sails again", "bridge is closed", "museum shows maps", "pool opens late")


def found_by(made: Made, title: str, *, alone: bool = False) -> dict[str, tuple[str, str]]:
    rules = find_by_example(page_of(made.html, made.url), [title], [], "", alone=alone)
    return run(made.html, made.url, rules)


@pytest.mark.parametrize("name", NAMES)
def test_the_title_of_one_story_gives_its_list(name: str) -> None:
    made = read_made(name)
    titles = [title for title, _ in made.items.values()]
    found = found_by(made, titles[min(NAMED, len(titles) - 1)])
    assert made.score(found) >= 0.98, sorted(found.keys() ^ made.items.keys())
    hits = found.keys() & made.items.keys()
    assert {u: found[u][0] for u in hits} == {u: made.items[u][0] for u in hits}


def test_a_list_that_is_wanted_alone_is_without_those_beside_it() -> None:
    made = read_made("tiles_above_dutch")
    title = next(iter(made.items.values()))[0]
    both, alone = found_by(made, title), found_by(made, title, alone=True)
    assert len(both) == len(made.items)
    assert 1 < len(alone) < len(both)
    assert alone.keys() < both.keys()


@pytest.mark.parametrize(
    ("link", "typed"),
    [
        ("<a href=/n/{n}>The {t} in {n} towns</a>", "The ferry sails again in 0 towns"),
        ("<a href=/n/{n}><b>The {t}</b><br>in {n} towns</a>", "The ferry sails again in 0 towns"),
        ("<a href=/n/{n} title='The {t} in {n} towns'>Read more</a>", "ferry sails again in 0"),
        ("<a href=/n/{n}><img alt='The {t} in {n} towns'></a>", "The ferry sails again in 0 towns"),
        ("<a href=/n/{n}>The {t} in…</a>", "The ferry sails again in 0 towns"),
        ("<a href=/n/{n}>The {t} in...</a>", "The ferry sails again in 0 towns"),
    ],
)
def test_a_title_is_known_as_the_page_says_it(link: str, typed: str) -> None:
    rows = "".join(f"<p>{link.format(n=n, t=text)}</p>" for n, text in enumerate(WORDS))
    likelier = "".join(
        f"<li><a href=/o/{n}>The other {text} on day {n}</a> <time>{n + 1} May 2026</time></li>"
        for n, text in enumerate(WORDS * 2)
    )
    html = f"<body><ul>{likelier}</ul>{rows}"
    rules = find_by_example(page_of(html, URL), [typed], [], "")
    assert run(html, URL, rules).keys() == {f"https://gazette.example/n/{n}" for n in range(4)}


def test_the_title_alone_comes_before_a_longer_one_with_it() -> None:
    news = "".join(f"<li><a href=/n/{n}>The {text}</a></li>" for n, text in enumerate(WORDS))
    read = "".join(
        f"<p><a href=/r/{n}>Most read: the {text}</a></p>" for n, text in enumerate(WORDS)
    )
    html = f"<body><aside>{read}</aside><ul>{news}</ul>"
    rules = find_by_example(page_of(html, URL), ["the pool opens late"], [], "")
    assert run(html, URL, rules).keys() == {f"https://gazette.example/n/{n}" for n in range(4)}


def test_a_few_letters_before_dots_are_no_title_cut_off() -> None:
    rows = "".join(f"<li><a href=/n/{n}>The…</a></li>" for n in range(4))
    with pytest.raises(ReadError, match="no link on this page shows"):
        find_by_example(page_of(f"<body><ul>{rows}</ul>", URL), ["The ferry sails again"], [], "")
