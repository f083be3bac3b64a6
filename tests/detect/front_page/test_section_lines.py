"""Lines that a front page's sections have below their stories, beside them and not within."""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run
from detect.test_listing import MENU, TITLES

from feedmaker.detect.front_page.addresses import address_kind

HOME = "https://news.example/"
NAMES = ("Town", "Coast", "Sport", "Arts", "Letters")


def front(
    *,
    names: tuple[str, ...] = NAMES,
    lines: int = 4,
    between: str = "",
    on: str = "<li class=last><a href=/section/{n}/all/>More in the section</a>",
    around: str = "div class=part",
) -> str:
    """Return sections of two stories with a text, lines that a class calls related, and a way on."""
    made = ""
    for n, name in enumerate(names, 1):
        stories = "".join(
            f"<div class=story><h3><a href=/read/{n}0{k}/>{TITLES[n + k]} in part {n}</a></h3>"
            "<p>So it was said at the pier by those who had come to see it again.</p></div>"
            for k in range(2)
        )
        rows = "".join(
            f"<li><a href=/read/{n}5{k}/>{TITLES[k]} on day {n}</a>" for k in range(lines)
        )
        head = f"<h4><a href=/section/{n}/all/>{name}</a></h4>" if name else ""
        below = f"{between}<div class=story-related><ul>{rows}{on.format(n=n)}</ul></div>"
        made += f"<{around}>{head}{stories}{below}</{around.split(maxsplit=1)[0]}>"
    return f"{MENU}<main>{made}</main>"


def found_in(html: str) -> set[str]:
    return {*run(html, HOME, rules_of(html, HOME))}


def lines_in(html: str) -> int:
    """Return how many of the lines are found, beside all stories and nothing else."""
    found = found_in(html)
    lines = {url for url in found if "5" in url.removeprefix(f"{HOME}read/")[1:2]}
    assert {url for url in found if "/read/" not in url} == set()
    assert len(found - lines) == 10
    return len(lines)


def test_lines_below_the_stories_of_named_sections_are_found_though_called_related() -> None:
    assert lines_in(front()) == 20
    assert lines_in(front(on="")) == 20


def test_a_section_that_is_set_elsewhere_has_lines_as_well() -> None:
    html = front()
    at = html.index("<div class=part>", html.index("Letters") - 80)
    other = f"{html[:at]}<section><div class=top>{html[at:-7]}</div></section></main>"
    assert lines_in(other) == 20


@pytest.mark.parametrize(
    "html",
    [
        front(names=("", "", "", "", "")),  # of the same matter as the story above
        front(names=("Town",) * 5),
        front(names=("What was said at the pier", *NAMES[1:])),
        front(lines=2),
        front(between="<h5>Most read</h5>"),
    ],
)
def test_lines_below_no_section_s_name_are_none_of_its_stories(html: str) -> None:
    assert lines_in(html) == 0


def test_the_name_of_a_section_may_be_a_link_above_the_part_that_holds_its_stories() -> None:
    html = front().replace("<h4>", "<p class=head>").replace("</h4>", "</p><div class=body>")
    html = html.replace("</ul></div></div>", "</ul></div></div></div>")
    assert lines_in(html) == 20
    assert lines_in(html.replace("</p><div class=body>", " and what is said there</p><div>")) == 0


def test_a_long_first_part_of_an_address_is_a_section_s_name() -> None:
    assert address_kind("/letters-to-the-editor/read/10") == address_kind("/letters/read/10")


STORY = (
    "<h2><a href=/2024/{to}/4{n}/{n}-was-at-the-old-pier.htm>{title}</a></h2><p>So it was said.</p>"
)


def of_sections(*, of: str = "letters", names: int = 3) -> set[str]:
    """Return what is found of letters, so addressed, below sections of two stories."""
    main = ""
    for at, name in enumerate(("town", "coast", "sport")):
        two = "".join(
            f"<div class=row><img src=/{n}.jpg>{STORY.format(to=name, n=n, title=TITLES[n])}</div>"
            for n in range(at * 2, at * 2 + 2)
        )
        head = f"<h3><a href=/2024/{name}/>{name}</a></h3>" if at < names else ""
        main += f"<div class=large>{head}{two}</div>"
    letter = STORY.format(to=of, n=6, title=TITLES[6])
    last = (
        f"<section><h3><a href=/2024/letters/>Letters</a></h3><div><b>{letter}</b></div></section>"
    )
    return {url for url in found_in(f"{MENU}<main>{main}<hr>{last}</main>") if f"/{of}/" in url}


def test_stories_below_a_section_s_name_have_it_in_their_addresses() -> None:
    assert len(of_sections()) == 1
    assert not of_sections(of="liked")
    assert not of_sections(names=2)
