"""Pages of all boards of a forum, where the list is the latest thread of each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from detect.test_listing import MENU, TITLES, TOPICS, links

LAST = (
    "<div class=stats>Threads: {n}1</div><div class=latest><h4>Last post:</h4>"
    "<div>{last}</div><p>0{day}-07-2024, <i>11:1{n} PM</i></p></div>"
)
TO_THREAD = "<a href='/show.php/{n}7-a-thread?goto=new'>{title}</a>"
TO_LAST = (
    "<a href='/show.php/{n}7-a-thread?p=9{n}'><img src=last.png alt='Go to the last post'></a>"
)
LONG_NAMED = "<li class=row><div><h2><a href=/{to}/{n}>Of all {topic}s since 200{n}</a></h2></div>{last}</li>"


def long_named(
    title: Callable[[str], str], last: str, to: str = "boards.php", before: str = ""
) -> list[str]:
    rows = "".join(
        LONG_NAMED.format(
            n=n,
            to=to,
            topic=topic,
            last=LAST.format(n=n, day=n + 1, last=last.format(n=n, title=title(TITLES[n]))),
        )
        for n, topic in enumerate(TOPICS)
    )
    return links(f"{MENU}{before}<ul>{rows}</ul>")


def cut(title: str) -> str:
    return title[:9] + "..."


@pytest.mark.parametrize("last", [TO_THREAD + TO_LAST, TO_LAST + TO_THREAD])
def test_boards_of_long_names_have_latest_threads_if_those_are_cut_short(last: str) -> None:
    threads = [f"https://www.example.org/show.php/{n}7-a-thread?goto=new" for n in range(9)]
    assert long_named(cut, last) == threads


def test_rows_of_threads_are_the_list_whatever_their_last_answers_say() -> None:
    threads = [f"https://www.example.org/boards.php/{n}" for n in range(9)]
    assert long_named(str, TO_THREAD) == threads
    assert long_named(lambda _: "Ann Smith...", TO_THREAD) == threads
    own = [f"https://www.example.org/show.php/{n}" for n in range(9)]
    assert long_named(cut, TO_THREAD, to="show.php") == own


IN_SECTION = (
    "<tr class={row}><td class={row}><strong><a href=/talk/{n}-board>{topic}s</a></strong></td>"
    "<td>{n}1</td><td>{n}99</td><td class=last>{by}<br>{day} May 2024</td></tr>"
)
BY = (
    "by <a href=/who/{n}>{who}</a> in <a href=/talk/{n}-board/{n}4>{title}</a>",
    "<p><b><a href=/talk/{n}-board/{n}4>{title}</a></b></p><p>by <b><a href=/who/{n}>{who}</a></b></p>",
)


@pytest.mark.parametrize("by", BY)
def test_boards_below_the_headings_of_sections_have_latest_threads(by: str) -> None:
    who = ("Ann", "Ben", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida")
    rows = [
        IN_SECTION.format(
            row="odd" if n % 2 else "trow1",
            n=n,
            topic=topic,
            day=n + 1,
            by=by.format(n=n, who=who[n], title=f"Their {topic}" if n % 3 else cut(TITLES[n])),
        )
        for n, topic in enumerate(TOPICS)
    ]
    html = "".join(
        f"<div class=section><h2><a href=/talk/part-{n}-of-all>Room number {n}</a></h2>"
        f"<p>For all who come here at any hour.<table>{''.join(rows[n : n + 2])}</table></div>"
        for n in (0, 2, 4, 6, 8)
    )
    threads = [f"https://www.example.org/talk/{n}-board/{n}4" for n in range(9)]
    assert links(MENU + html) == threads


@pytest.mark.parametrize("to", ["/show.php/{n}7-a-thread?goto=new", "/show.php/{n}7-a-thread?p=9"])
def test_a_box_of_the_latest_threads_beside_boards_is_of_the_list(to: str) -> None:
    """Of threads that no board shows, too; not of what boards don't show at all."""
    box = "".join(
        f"<div class=bit><em>Ann</em><span class=what><a href='{to.format(n=n)}'>{title}</a></span></div>"
        for n, title in enumerate([*TITLES[:5], "What else was said there", "And in the end"], 4)
    )
    boards = [f"https://www.example.org/show.php/{n}7-a-thread?goto=new" for n in range(9)]
    threads = [f"https://www.example.org/show.php/{n}7-a-thread?goto=new" for n in range(11)]
    found = long_named(cut, TO_LAST + TO_THREAD, before=f"<div class=box>{box}</div>")
    assert sorted(found) == sorted(threads if "goto" in to else boards)


def test_a_column_of_who_answered_last_and_when_is_not_that_of_the_threads() -> None:
    row = (
        "<tr class=row><td><a href=/board/{topic}-thread_{n}.htm>Of the {topic} now</a><td>{n}7<td>"
        "<a href=/board/{topic}-thread_{n}_9.htm#bas>2{n}-02-2024 à 10:3{n}<br><b>the {topic} fan</b></a></tr>"
    )
    rows = "".join(row.format(n=n, topic=topic) for n, topic in enumerate(TOPICS))
    found = links(f"{MENU}<table>{rows}</table>", "https://www.example.org/board/list.htm")
    assert found == [
        f"https://www.example.org/board/{topic}-thread_{n}.htm" for n, topic in enumerate(TOPICS)
    ]
