"""Pages that tell their stories themselves: each a part with a name, a date and its own text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from detect.pages import page_of, rules_of, run

from feedmaker.config.site import read_site
from feedmaker.detect.listing import find_listing
from feedmaker.detect.site_file import listing_text
from feedmaker.extract.article import read_article
from feedmaker.model import Article, ArticleRules, Locale, Validators
from feedmaker.page.document import Document

PAGE = "https://www.example.org/changes"
LOCALE = Locale("en", UTC, datetime(2026, 11, 29, tzinfo=UTC))
MENU = "<nav><ul><li><a href=/docs>Docs</a><li><a href=/help>Help</a><li><a href=/blog>Blog</a></ul></nav>"
TEXT = (
    "<p>The clock of the tide table number {n} goes right again, and lamps are lit at dusk.</p>"
    "<ul><li>The bridge opens sooner <a href=https://forge.example/issues/{n}1>#{n}1</a></li>"
    "<li>Ropes are counted twice <a href=https://forge.example/issues/{n}2>#{n}2</a></li></ul>"
)
KINDS = {
    "headings": "<h2 id=v{n}>1.{n}.0 - 2026-10-1{n}</h2>" + TEXT,
    "anchors": "<h2 id=v{n}><a href='#v{n}'>1.{n}.0</a> <time>2026-10-1{n}</time></h2>" + TEXT,
    "marks": "<h2 id=v{n}>1.{n}.0 - 2026-10-1{n}<a class=mark href='#v{n}'>¶</a></h2>" + TEXT,
    "old": "<h3><a name=v{n}></a>Version 1.{n}.0</h3><p><i>2026-10-1{n}</i></p>" + TEXT,
    "sections": "<section id=v{n}><h2>Lamps, part {n}</h2><time>2026-10-1{n}</time>"
    + TEXT
    + "</section>",
}
TITLES = {"anchors": "1.3.0", "old": "Version 1.3.0", "sections": "Lamps, part 3"}


def page(kind: str) -> str:
    stories = "".join(KINDS[kind].format(n=n) for n in range(8, 1, -1))
    return f"<body>{MENU}<main><h1>What is new</h1>{stories}</main><footer>Made by hand</footer>"


@pytest.mark.parametrize("kind", KINDS)
def test_each_part_is_a_story_with_its_date_and_its_text(kind: str) -> None:
    html = page(kind)
    rules = read_site(
        "made", listing_text(PAGE, rules_of(html, PAGE)).encode(), file="made.yaml"
    ).listing
    found = run(html, PAGE, rules)
    assert {url: date for url, (_, date) in found.items()} == {
        f"{PAGE}#v{n}": f"2026-10-1{n}" for n in range(8, 1, -1)
    }
    assert found[f"{PAGE}#v3"][0] == TITLES.get(kind, "1.3.0 - 2026-10-13")
    article = read_article(
        page_of(html, PAGE), ArticleRules(), LOCALE, title="", validators=Validators(), part="v3"
    )
    assert isinstance(article, Article)
    assert "number 3 goes" in article.content
    assert "number 4" not in article.content
    assert "number 2" not in article.content


def test_stories_that_have_pages_of_their_own_are_found_there() -> None:
    story = "<section id=s{n}><h2>Lamps, part {n}</h2><time>2026-10-1{n}</time><p>Lamps.</p>"
    more = story + "<a href=/news/{n}-lamps>Read more</a></section>"
    html = f"<main>{''.join(more.format(n=n) for n in range(7))}</main>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert set(found) == {f"https://www.example.org/news/{n}-lamps" for n in range(7)}


def test_the_chapters_of_an_article_are_no_stories() -> None:
    chapter = "<h2 id=c{n}>Lamps and ropes</h2><p>" + "Nobody knows when the ferry comes back. " * 9
    html = f"<main>{''.join(chapter.format(n=n) for n in range(7))}</main>"
    assert find_listing(Document(html, PAGE)) is None


def test_the_boards_of_an_agenda_are_no_stories_and_the_day_above_a_meeting_no_title() -> None:
    row = (
        "<tr><td><h3>May {day}, 2026 — Posted May 2, 2026 4:10 PM</h3>"
        "<p><a href=/agendas/{board}{day}>{meeting}</a></p></td><td><a href=/minutes/{board}{day}>"
        "<img alt='Minutes for May {day}, 2026' src=/m.png></a></td>"
        "<td><a href=/agendas/{board}{day}>PDF</a> <a href=/older/{board}{day}>Previous Versions</a></td></tr>"
    )
    meetings = ["Regular meeting", "Work session on water rates", "Regular meeting"]
    boards = "".join(
        f"<div id=board{board}><h2>Board of {name}</h2><ul><li><a href='javascript:y()'>2026</a></ul><table>"
        + "".join(
            row.format(board=board, day=day * 5 + board, meeting=meeting)
            for day, meeting in enumerate(meetings, 1)
        )
        + "</table></div>"
        for board, name in enumerate(("mills", "bridges", "ferries"), 1)
    )
    html = f"<body>{MENU}<main><h1>Agendas</h1>{boards}</main>"
    found = run(html, PAGE, rules_of(html, PAGE))
    titles = {url: title for url, (title, _) in found.items()}
    assert titles == {
        f"https://www.example.org/agendas/{board}{day * 5 + board}": meeting
        for board in (1, 2, 3)
        for day, meeting in enumerate(meetings, 1)
    }


@pytest.mark.parametrize("heading", ["{y}", "{y}年", "May {y}", "{y} (3)", "Notes of {y}"])
@pytest.mark.parametrize(
    "day", ["", "<time datetime={y}-03-0{n}>03-0{n}</time> ", "<i>Mar 0{n}</i> "]
)
def test_years_that_have_names_are_no_stories_above_lists_of_them(heading: str, day: str) -> None:
    titles = ["A walk by the river", "Why the clock was late", "Ways to bake", "On a broken lamp"]
    titles += ["The long way home", "Seeds kept for spring"]
    years = [2020, 2020, 2020, 2019, 2018, 2018]
    rows = ""
    for n, (y, title) in enumerate(zip(years, titles, strict=True)):
        above = f"</ul><h2 id=y{{y}}>{heading}</h2><ul>" if y not in years[:n] else ""
        link = "<li>" + day + "<a href=/{y}/story-{n}>{title}</a></li>"
        rows += (above + link).format(y=y, n=n, title=title)
    html = f"<body>{MENU}<main><h1>Archive</h1><ul>{rows}</ul></main>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [title for title, _ in found.values()] == titles


def test_months_that_tell_what_is_new_are_stories() -> None:
    month = "<h2 id=m{n}>{name} 2026</h2>" + TEXT
    names = ["September", "August", "July", "June"]
    html = (
        f"<main>{''.join(month.format(n=9 - n, name=name) for n, name in enumerate(names))}</main>"
    )
    found = run(html, PAGE, rules_of(html, PAGE))
    assert set(found) == {f"{PAGE}#m{n}" for n in (9, 8, 7, 6)}


def test_months_with_one_story_each_are_no_stories() -> None:
    part = (
        "<div class=month><h3 id=m{n}>{name} 2026</h3><ul><li><a href=/news/{n}-lamps>Lamps</a>"
        " by Ann Ellis</li></ul></div>"
    )
    names = ("October", "September", "August", "July", "June", "May")
    html = (
        f"{MENU}<main>{''.join(part.format(n=n, name=name) for n, name in enumerate(names))}</main>"
    )
    found = run(html, PAGE, rules_of(html, PAGE))
    assert list(found) == [f"https://www.example.org/news/{n}-lamps" for n in range(len(names))]


def test_a_year_may_have_no_stories_yet() -> None:
    rows = "".join(
        f"<article><time>2019-0{n}-11</time> <h3><a href=/2019/story-{n}>A walk number {n} by the river"
        f"</a></h3></article>"
        for n in range(1, 6)
    )
    years = f"<h2 id=y2020>2020</h2>{rows}<h2 id=y2019>2019</h2><h2 id=y2018>2018</h2>"
    html = f"<body>{MENU}<main>{years}</main>"
    assert len(run(html, PAGE, rules_of(html, PAGE))) == 5


def test_the_files_of_a_year_are_found_whatever_stands_between_them() -> None:
    files = "".join(
        f"<div class=row>Session {n} <a href=/m/{n}-{{y}}.pdf>Agenda of session {n}</a> or "
        f"<a href=/s/{n}-{{y}}.pdf>Summary of session {n}</a></div>"
        for n in range(1, 5)
    )
    panes = "".join(
        f"<div class=pane id=of{y}><h3>{y}</h3>{files.format(y=y) if y != 2018 else ''}</div>"
        for y in (2020, 2019, 2018)
    )
    html = f"<body>{MENU}<main>{panes}</main>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert {
        f"https://www.example.org/m/{n}-{y}.pdf" for n in range(1, 5) for y in (2020, 2019)
    } <= {*found}


def test_papers_below_the_days_of_their_meetings_are_stories_and_the_days_none() -> None:
    row = (
        "<table><tr class=row id=r{n}><td><h4 id=h{n}><a id=m{n}></a><b>Oct {n}, 2026</b> — Posted Oct 2,"
        " 2026 4:57 PM</h4><p><a href=/files/agenda/{n}>{board} agenda of the month</a></p></td></tr></table>"
    )
    boards = enumerate(("Water", "Harbour", "Library", "Council", "Bridge", "Ferry"), 11)
    rows = "".join(
        f"<div class=listing><h2>{board}</h2>{row.format(n=n, board=board)}</div>"
        for n, board in boards
    )
    html = f"<body>{MENU}<main><h1>Agendas</h1>{rows}</main>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found] == [f"https://www.example.org/files/agenda/{n}" for n in range(11, 17)]
