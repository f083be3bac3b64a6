"""Front pages: what stands above the main list, or beside it, and is of its stories as well.

Which list is the main one is tried in `test_evidence` and `test_listing`; whole pages stand in
`test_made_pages`.
"""

from __future__ import annotations

from detect.pages import rules_of, run
from detect.test_listing import MENU, PAGE, STORIES, TITLES, items, links

CARD = "<a class=card href=/news/{n}-a-story><img src=/{n}.jpg><b>{title}</b><i>Read on</i></a>"
RIVER = "<li><a href=/news/{n}-a-story>{title}</a></li>"
LEAD = "<div class=hero><h1><a href={to}>{title}</a></h1><p>So it was said at the pier.</p></div>"
TITLE = "What was found below the old pier"
COLUMN = (
    "<article><p><a href=/autor/writer-{n}>Writer {n}</a></p>"
    "<h4><a href=/news/{n}0-a-column>{title}</a></h4></article>"
)


def lead(to: str, title: str = TITLE) -> str:
    return LEAD.format(to=to, title=title)


def test_a_story_with_a_large_heading_above_the_list_is_one_of_its_stories() -> None:
    above = lead("/news/90-a-story")
    found = links(f"{MENU}<main>{above}<section>{items(CARD)}</section></main>")
    assert sorted(found) == sorted([*STORIES, f"{PAGE}90-a-story"])


def test_a_heading_above_the_list_that_leads_elsewhere_is_none_of_its_stories() -> None:
    others = (
        lead("/about/our-mill"),
        lead("/author/90-ann-of-the-mill"),
        lead("/news/90-a-story", "The mill"),
        f"<nav>{lead('/news/90-a-story')}</nav>",
        lead("https://www.example.net/news/90-a-story"),
    )
    for other in others:
        assert links(f"{MENU}{other}<section>{items(CARD)}</section>") == STORIES, other


def test_a_heading_without_a_date_is_none_of_a_list_that_has_them() -> None:
    dated = CARD.replace("Read on", "3 May 2024")
    assert links(f"{MENU}{lead('/news/90-a-story')}<section>{items(dated)}</section>") == STORIES


def test_columns_that_name_their_author_first_are_stories_as_those_below_them() -> None:
    columns = items(COLUMN, TITLES[:4])
    row = f"<div class=row><h3>{RIVER[4:-5]}</h3><p>{'And much more of it. ' * 9}</p></div>"
    rows = items(row, TITLES * 2)
    found = links(f"{MENU}<div class=top>{columns}</div><div>{rows}</div>")
    assert set(found) >= {STORIES[8], *(f"{PAGE}{n}0-a-column" for n in range(4))}
    assert not any("autor" in address for address in found)


def test_a_card_that_is_a_link_whole_is_a_story_above_the_others() -> None:
    card = (
        "<a class={name} href=/news/{n}-the-ferry-waits><time datetime=2026-10-{n}>{n} October 2026</time>"
        "<h2>The ferry waits for {n} guests</h2><p>Ropes are counted, and lamps lit.</p></a>"
    )
    rest = "".join(f"<li>{card.format(name='card', n=n)}</li>" for n in (18, 15, 12, 11))
    html = f"<main><h1>News</h1>{card.format(name='large', n=21)}<ul>{rest}</ul></main>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert found == {
        f"https://www.example.org/news/{n}-the-ferry-waits": (
            f"The ferry waits for {n} guests",
            f"2026-10-{n}",
        )
        for n in (21, 18, 15, 12, 11)
    }


def test_episodes_are_called_by_their_own_headings_and_not_by_those_of_their_shows() -> None:
    episode = (
        "<div class=card><a class=top href=/show/{show}><img src=/p.jpg alt=''><h3>{show}</h3></a>"
        "<a class=low href=/audio/{n}-guests><h4>The ferry waits for {n} guests</h4></a></div>"
    )
    shows = ["Harbour talk at nine", "A night shift", "Hall of waiting guests", "Rope and lamp"]
    episodes = "".join(
        episode.format(n=n, show=shows[n % 2].lower().replace(" ", "-")) for n in range(7, 2, -1)
    )
    row = "<div class=show><h3><a href=/show/{slug}>{name}</a></h3></div>"
    rest = "".join(row.format(slug=s.lower().replace(" ", "-"), name=s) for s in shows)
    html = f"<main><h1>Audio</h1><section>{episodes}</section><section>{rest}</section></main>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert {url: title for url, (title, _) in found.items()} == {
        f"https://www.example.org/audio/{n}-guests": f"The ferry waits for {n} guests"
        for n in range(7, 2, -1)
    }


def test_the_names_of_sites_beside_a_list_of_links_are_no_titles() -> None:
    row = (
        "<li class=story><a href=https://{host}/p/{n}>{title}</a> <a href=/from/{host}>{host}</a>"
        " <time datetime=2026-11-{n}>{n} November 2026</time> <a href=/s/{n}>{n} comments</a></li>"
    )
    titles = ["Lamps", "Why ropes?", "A ferry waits", "Clocks and tides", "Ask: boats", "Oars"]
    hosts = [f"the-old-harbour-of-{n}-boats.example" for n in range(10, 16)]
    rows = "".join(
        row.format(host=host, n=n, title=title)
        for n, (host, title) in enumerate(zip(hosts, titles, strict=True), 10)
    )
    html = f"<main><ol>{rows}</ol></main>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [title for title, _ in found.values()] == titles
