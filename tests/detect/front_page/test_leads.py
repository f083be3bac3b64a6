"""Front pages: what stands above the main list, or beside it, and is of its stories as well.

Which list is the main one is tried in `test_evidence` and `test_listing`; whole pages stand in
`test_made_pages`.
"""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run
from detect.test_listing import MENU, PAGE, STORIES, TITLES, TOPICS, items, links

CARD = "<a class=card href=/news/{n}-a-story><img src=/{n}.jpg><b>{title}</b><i>Read on</i></a>"
RIVER = "<li><a href=/news/{n}-a-story>{title}</a></li>"
LEAD = "<div class=hero><h1><a href={to}>{title}</a></h1><p>So it was said at the pier.</p></div>"
TITLE = "What was found below the old pier"
COLUMN = (
    "<article><p><a href=/autor/writer-{n}>Writer {n}</a></p>"
    "<h4><a href=/news/{n}0-a-column>{title}</a></h4></article>"
)


def test_what_was_loaded_most_stands_above_the_list_with_counts_that_fall() -> None:
    top = "".join(
        f"<a class=row href=/news/9{n}-a-story>{count} - {TITLES[n]} is loaded</a>"
        for n, count in enumerate((412, 97, 60, 60, 8))
    )
    river = items(
        "<div class=story><h2><a href=/news/{n}-a-story>{title}</a></h2><p>{title}</p></div>"
    )
    assert links(f"{MENU}<main><div class=box>{top}</div>{river}</main>") == STORIES
    named = top.replace("412 - ", "41 - ")  # none falls from 41 to 97: numbers of something else
    assert len(links(f"{MENU}<main><div class=box>{named}</div>{river}</main>")) > len(STORIES)


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


def test_a_story_above_whose_heading_is_no_link_is_one_of_a_list_that_has_such_too() -> None:
    small = (
        "<article class=small><h3>{title}</h3><p>So it was said.</p><a href=/n{n}.html>Read more</a>"
        "</article>"
    )
    large = "<article class=large><h1>{title}</h1><p>So it was said.</p>{more}</article>"
    more, author = "<a href=/n90.html>Read more</a>", "<a href=/ann>Ann of the mill</a>"
    cards = f"<div class=grid>{items(small)}</div>"
    own = [f"https://www.example.org/n{n}.html" for n in range(len(TITLES))]
    above = large.format(title=TITLE, more=more)
    html = f"{MENU}<main>{above}{cards}</main>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found] == ["https://www.example.org/n90.html", *own]
    assert [title for title, _ in found.values()] == [TITLE, *TITLES]
    for other in (
        large.format(title="The mill", more=more),
        large.format(title=TITLE, more=author),
        large.format(title=TITLE, more=f"{author} {more}"),
        f"<nav>{above}</nav>",
    ):
        assert links(f"{MENU}<main>{other}{cards}</main>") == own, other


def test_a_short_title_above_in_a_heading_named_as_theirs_is_one_of_the_grids_stories() -> None:
    large = "<div class='c left'><h2 class=name><a href=/n/9-a-story>Floods</a></h2><i>9 May 2024</i></div>"
    card = (
        "<div class='c right'><div class=in><h4 class=name><a href=/n/{n}-a-story>{title}</a></h4>"
        "<i>1{n} May 2024</i></div></div>"
    )
    for named, one_more in (("name", 1), ("other", 0)):
        above = large.replace("name", named)
        found = links(f"{MENU}<div class=grid>{above}{items(card, TITLES[1:7])}</div>")
        assert len(found) == 6 + one_more, found


def test_tiles_of_other_shelves_above_a_shop_s_goods_are_none_of_them() -> None:
    tile = "<a class=tile-item href=/shelf/{n}-for-a-boat><img src=/t{n}.jpg><div>{title}</div></a>"
    good = (
        "<a class=ware-item href=/ware/{n}-of-good-wood><img src=/w{n}.jpg><div>{title}</div></a>"
    )
    html = f"{MENU}<div>{items(tile)}</div><main>{items(good, [f'{t} by hand' for t in TITLES])}</main>"
    goods = [f"https://www.example.org/ware/{n}-of-good-wood" for n in range(len(TITLES))]
    assert links(html, "https://www.example.org/shelf/oars/") == goods
    assert len(links(html, "https://www.example.org/")) == 2 * len(goods)


def test_columns_that_name_their_author_first_are_stories_as_those_below_them() -> None:
    columns = items(COLUMN, TITLES[:4])
    row = f"<div class=row><h3>{RIVER[4:-5]}</h3><p>{'And much more of it. ' * 9}</p></div>"
    rows = items(row, TITLES * 2)
    found = links(f"{MENU}<div class=top>{columns}</div><div>{rows}</div>")
    assert set(found) >= {STORIES[8], *(f"{PAGE}{n}0-a-column" for n in range(4))}
    assert not any("autor" in address for address in found)


def sections(name: str, of: str = "/{at}", lines: int = 3) -> str:
    """Six sections, each of a story with a picture and lines below it, in a list so named."""
    made = ""
    for n in range(6):
        to = of.format(at=("town", "coast", "sport", "arts", "land", "world")[n])
        below = "".join(
            f"<li><a href={to}/{TITLES[n + k].replace(' ', '-')}-1.{n}{k}>{TITLES[n + k]} {n}{k}</a>"
            for k in range(lines)
        )
        made += (
            f"<article class=part><h2><a href={to}/the-lead-of-this-section-1.{n}>"
            f"{TITLES[n]} leads here</a></h2><p>So it was said.</p><ul class={name}>{below}</ul>"
            "</article>"
        )
    return f"{MENU}<main>{made}</main>"


def test_lines_below_the_story_of_each_section_are_stories_as_well() -> None:
    assert len(links(sections("lines"))) == 24
    assert len(links(sections("related"))) == 24  # below the section's own address


def in_two_ways(other: str) -> str:
    """Six sections, of which the latter three have the lines below their story set otherwise."""
    made = ""
    for n in range(6):
        lines = "".join(
            (other if n > 2 else "<li>{line}</li>").format(
                line=f"<a href=/{n}{k}/the-line-of-this-section>{TITLES[k]} in part {n}</a>"
            )
            for k in range(4)
        )
        made += (
            f"<div class=part><img src=/{n}.jpg><h2><a href=/{n}9/the-lead-of-this-section>"
            f"{TITLES[n]} leads here</a></h2><p>So it was said.</p><ul>{lines}</ul></div>"
        )
    return f"{MENU}<main>{made}</main>"


def test_lines_of_sections_are_found_where_half_of_those_have_them_set_otherwise() -> None:
    assert len(links(in_two_ways("<li><i></i><b>{line}</b></li>"))) == 30
    assert len(links(in_two_ways("<li></li>"))) == 6


def test_stories_on_the_same_below_those_of_a_river_are_none_of_it() -> None:
    assert len(links(sections("related", of="/news"))) == 6
    assert len(links(sections("lines", lines=2))) == 6


def boxes(head: str) -> str:
    """Three boxes that begin with something, and have lines below it."""
    made = ""
    for n in range(3):
        lines = "".join(
            f"<li class=line><div><a href=/view?idxno=8{n}{k}>{title}</a></div></li>"
            for k, title in enumerate(TITLES[3 * n : 3 * n + 3])
        )
        made += f"<section><ul>{head.format(n=n)}{lines}</ul></section>"
    return f"{MENU}<main>{made}</main>"


def test_a_picture_with_its_title_at_the_head_of_each_box_is_a_story() -> None:
    picture = (
        "<li class=pic><a href={to}><img src=/{{n}}.jpg><b>What it was at the pier</b></a></li>"
    )
    assert len(links(boxes(picture.format(to="/view?idxno=7{n}")))) == 12
    for to in ("/section-{n}", "https://www.example.net/view?idxno=7{n}", "/view?idxno=800"):
        assert len(links(boxes(picture.format(to=to)))) == 9, to
    assert len(links(boxes("<li><a href=/view?idxno=7{n}>More</a></li>"))) == 9


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


def test_cards_without_heading_or_date_among_those_with_are_stories_too() -> None:
    card = "<div class=slot><a class=text href=/news/{n}-a-story><h2>{title}</h2><i>{day}.5.2024</i></a></div>"
    shown = "<div class=slot><a class=photo href=/news/{n}-a-story><img src=/{n}.jpg><b>{title}</b></a></div>"
    cards = [items(card), items(shown)]
    mixed = "".join(
        (shown if n % 3 == 1 else card).format(n=n, title=title, day=n + 1)
        for n, title in enumerate(TITLES)
    )
    assert all(links(f"<main>{alike}</main>") == STORIES for alike in cards)
    assert links(f"<main>{mixed}</main>") == STORIES


def test_rows_among_stories_that_lead_away_or_to_several_are_no_stories() -> None:
    card = "<div class=slot><a class=text href=/news/{n}-a-story><h2>{title}</h2><i>{day}.5.2024</i></a></div>"
    away = "<div class=slot><a class=photo href=https://ads.example/a><b>Buy a new kettle today</b></a></div>"
    several = (
        "<div class=slot><a href=/topics/all-of-the-harbour>All of the harbour</a>"
        "<a href=/topics/all-of-the-town>All of the town</a></div>"
    )
    for other in (away, several):
        rows = items(card, TITLES[:4]) + other
        rest = "".join(card.format(n=n, title=TITLES[n], day=n + 1) for n in range(4, len(TITLES)))
        assert links(f"<main>{rows}{rest}</main>") == STORIES, other


def test_rows_with_a_name_more_are_of_the_same_list_if_they_have_dates_as_well() -> None:
    row = "<div class='{kind}'>{more}<p><time>{day}.5.2024</time><a href=/news/{n}-a-story>{title}</a></p></div>"

    titles = (
        "Copper salt",
        "Bread bicycle",
        "Harbour and notebook",
        "The calm paper river",
        "Old tea",
    )

    def rows(numbers: range, kind: str, more: str, made: str = row) -> str:
        return "".join(
            made.format(kind=kind, more=more, n=n, day=n + 1, title=titles[n]) for n in numbers
        )

    pictured = rows(range(2), "row", "<img src=/a.jpg>")
    undated = rows(
        range(2), "row", "<img src=/a.jpg>", row.replace("<time>{day}.5.2024</time>", "")
    )
    last = rows(range(2, 5), "row bare", "")
    about = (
        f"<div>{'And much is said of those who write here. ' * 20}</div>"  # so the list is small
    )
    assert links(f"<main><div>{pictured}{last}</div>{about}</main>") == STORIES[:5]
    assert links(f"<main><div>{undated}{last}</div>{about}</main>") == STORIES[2:5]


def test_the_last_story_set_apart_above_others_is_one_though_its_name_is_short() -> None:
    dated = CARD.replace("Read on", "3 May 2024")
    heading = "<h1><a href=/news/90-a-story>The mill</a></h1>"
    last = f"<article>{heading}<time>4 May 2024</time></article>"
    found = links(f"{MENU}<aside>{last}</aside><section>{items(dated)}</section>")
    assert sorted(found) == sorted([*STORIES, f"{PAGE}90-a-story"])
    others = (
        f"<aside><article>{heading}</article></aside>",  # no day
        f"<aside><h2>Best of all</h2>{last}</aside>",
        f"<div class=sidebar><aside>{last}</aside></div>",
        f"<div class=sidebar>{last}</div>",
    )
    for other in others:
        assert links(f"{MENU}{other}<section>{items(dated)}</section>") == STORIES, other


def test_a_list_that_is_called_otherwise_is_another_though_its_links_are_called_alike() -> None:
    row = (
        "<li><img src=/{n}.jpg><a class=wide href=https://news.example.net/{n}-a-story>{title}</a>"
    )
    ranked = "<li><i>{n}</i><a class=wide href=https://blog.example.net/{n}-a-story>{title}</a>"
    others = [f"Why the {topic} of the harbour was painted blue" for topic in TOPICS[:6]]

    def found(name: str, other: str) -> list[str]:
        main, best = items(row), items(ranked, others)
        return links(f"{MENU}<main><ul class='{name}'>{main}</ul><ol class='{other}'>{best}</ol>")

    assert len(found("stories", "best")) == len(STORIES)
    assert len(found("stories wide", "stories")) == len(STORIES) + len(others)


def test_a_list_of_smaller_stories_without_days_goes_on_where_the_main_one_ends() -> None:
    text = "So it was said at the pier, where the boats lie. "
    day = f"<i>{{day}} May 2024</i><img src=/{{n}}.jpg><h3>{{title}}</h3>{text * 4}</a>"
    large = f"<a class=one href=/news/1{{n}}-a-long-story>{day}"
    small = f"<a class=one href=/news/{{n}}-a-long-story><h4>{{title}}</h4>{text}</a>"

    def found(rest: str, many: int = 9) -> int:
        others = [f"Why the {topic} of the harbour was painted blue" for topic in TOPICS[:many]]
        lists = f"<div>{items(large, TITLES[:6])}</div><div>{items(rest, others)}</div>"
        return len(links(f"{MENU}<main>{lists}<div>{text * 90}</div></main>"))

    assert found(small) == 6 + 9
    assert found(small, 5) == 6  # what is read most
    assert found(small.replace("/news/{n}-a-long-story", "/topics/{n}")) == 6
    assert found(small.replace("class=one", "class=other")) == 6
    assert found(small.replace("h4>", "b>")) == 6


def test_a_portal_that_lists_employers_with_their_jobs_is_one_of_jobs() -> None:
    jobs = ("Cook", "Nurse", "Clerk", "Driver", "Cook", "Baker", "Nurse", "Tutor", "Guard")

    def found(kind: str, sign: str = "_", each: int = 2) -> list[str]:
        rows = "".join(
            "<ul><li><b>"
            + "".join(
                f"<a href={kind}{sign}{n}{k}.html>{jobs[(n + k) % 9]}</a> " for k in range(each)
            )
            + f"</b><p><a href=firm/{n}01.html>The {topic} works of the old town, Limited</a></p></li></ul>"
            for n, topic in enumerate(TOPICS)
        )
        all_of = "<p><b><a href=firm/101.html>All of their jobs</a></b></p>"
        return links(f"{MENU}<div id=new>{rows}</div><form>{rows}{all_of}</form>")

    for kind, sign in (("job", "_"), ("vacancies", "/"), ("stellenangebote", "-")):
        expected = {f"{PAGE}{kind}{sign}{n}{k}.html" for n in range(9) for k in range(2)}
        assert {*found(kind, sign)} == expected, kind
    for kind, each in (("tag", 2), ("jobsite", 2), ("job", 1)):
        assert not any(f"/{kind}_" in one for one in found(kind, "_", each)), kind


def test_jobs_by_their_employers_are_told_by_their_address_where_no_name_does() -> None:
    rows = "".join(
        f"<li><h3><a href=firm/{n}>The {topic} works of the old town</a></h3> <a href=jobs/{n}1-cook>Cook</a>"
        f" <a href=jobs/{n}2-clerk>Clerk</a> <a href=firm/{n}>All of their jobs</a></li>"
        for n, topic in enumerate(TOPICS)
    )
    rules = rules_of(f"{MENU}<ul>{rows}</ul>", PAGE)
    assert rules.item[0].select == 'a[href*="jobs/"]'


def test_jobs_by_their_employers_are_what_a_portal_is_for_and_not_its_advice() -> None:
    jobs = ("Cook", "Nurse", "Clerk", "Driver", "Cook", "Baker", "Nurse", "Tutor", "Guard")
    advice = items("<li><a href=/advice/{n}-a-story>{title}</a> <i>{day} May 2024</i></li>")

    def found(kind: str = "jobs", many: int = 7) -> list[str]:
        rows = "".join(
            f"<li><a href=/firms/{n}/>The {topic} works</a> "
            + " ".join(
                f"<i><a href=/{kind}/{n}{k}.htm>{jobs[(n + k) % 9]}</a></i>" for k in range(4)
            )
            + "</li>"
            for n, topic in enumerate(TOPICS[:many])
        )
        return links(f"{MENU}<ul class=read>{advice}</ul><div class=open><ul>{rows}</ul></div>")

    home = "https://www.example.org"
    assert found() == [f"{home}/jobs/{n}{k}.htm" for n in range(7) for k in range(4)]
    few, others = found(many=3), found("tags")
    assert few == others == [f"{home}/advice/{n}-a-story" for n in range(9)]


@pytest.mark.parametrize("linked", [False, True])
def test_a_word_above_each_title_that_leads_nowhere_is_no_title_though_a_heading(
    linked: bool,
) -> None:
    said = "<a href=/part/{n}/>Part {n}</a>" if linked else "PHOTOS"
    card = f"<div class=top><h3>{said}</h3><a class=to href=/news/{{n}}0-on-top>{{title}} now</a></div>"
    above, river = items(card, TITLES[:4]), items(RIVER)
    found = links(f"{MENU}<main><div>{above}</div><div><ul>{river}</ul></div></main>")
    assert (f"{PAGE}30-on-top" in found) != linked


@pytest.mark.parametrize(
    ("counts", "left_out"),
    [
        ((5835, 1621, 442, 397, 270), True),
        ((51, 37, 36, 31, 31), True),
        ((51, 37, 41, 31, 30), False),  # those of the last stories, as they come
        ((109, 108, 107, 106, 105), False),  # their own numbers
    ],
)
def test_a_box_whose_counts_fall_is_what_was_shared_most_and_none_of_the_list(
    counts: tuple[int, ...], left_out: bool
) -> None:
    parts = "".join(
        f"<div class=box><h2>{topic}</h2><ul>"
        + "".join(
            f"<li><div class=to><a href=/news/{n}{k}-a-story>{TITLES[k]} in part {n}</a></div></li>"
            for k in range(5)
        )
        + "</ul></div>"
        for n, topic in enumerate(TOPICS[:4])
    )
    liked = "".join(
        f"<li><i>{count}</i><div class=to><a href=/news/9{n}-a-story>{TITLES[n]} is liked</a></div></li>"
        for n, count in enumerate(counts)
    )
    page = f"{MENU}<main>{parts}</main><div class=box><h2>Liked</h2><ul>{liked}</ul></div>"
    assert len(links(page)) == (20 if left_out else 25)


def test_cards_of_two_kinds_without_names_are_called_by_the_part_that_names_each_kind() -> None:
    card = (
        "<li><a href=/news/{n}-a-story><figure><img src={n}.jpg><figcaption>(c) Pier press {day}"
        "</figcaption></figure><ul><li>Our work</li><li>Reports</li></ul><p>{title}</p>"
        "<time>{day} May 2024</time></a></li>"
    )
    notice = (
        "<li><a href=/news/7{n}-a-note><time>{day} May 2024</time><span>{title} to all</span></a>"
    )
    cards, notices = items(card, TITLES[:6]), items(notice, TITLES[:5])
    more = "<ul class=to><li><a href=/news/all-of-it>Show more</a></li></ul>"
    html = (
        f"{MENU}<section><ul class='rows a'>{cards}</ul>{more}</section>"
        f"<section><ul class='rows b'>{notices}</ul>{more.replace('all', 'some')}</section>"
    )
    found = run(html, PAGE, rules_of(html, PAGE))
    said = [f"{title} to all" for title in TITLES[:5]]
    assert [title for title, _ in found.values()] == [*TITLES[:6], *said]


@pytest.mark.parametrize(("name", "found"), [("story-ranking", 6), ("story-rows", 9)])
def test_a_part_that_is_called_a_ranking_is_none_of_the_lists(name: str, found: int) -> None:
    card = "<li><a href=/news/{n}{to}-a-story><p>{title}</p><time>{day} May 2024</time></a></li>"
    own, read = card.replace("{to}", "1"), card.replace("{to}", "2")
    html = (
        f"{MENU}<section class=news><ul>{items(own, TITLES[:6])}</ul></section>"
        f"<section class={name}><ol>{items(read, TITLES[:3])}</ol></section>"
    )
    assert len(links(html)) == found


def test_stories_in_another_tab_are_of_the_list_if_their_name_is_theirs() -> None:
    row = "<article class='{name}'><a href=/news/{head}{n}><{head}>{title}</{head}><i>{n}:15, 9/11/2024</i></a></article>"
    long = [f"{title}, part {n} of all that there is" for n, title in enumerate(TITLES)]
    others = [f"Why the {topic} of the harbour was painted blue" for topic in TOPICS[:4]]

    def found(name: str, when: str = "<i>{n}:15, 9/11/2024</i>") -> int:
        main = row.replace("{head}", "h4").replace("{name}", "line harbour")
        tab = row.replace("{head}", "h3").replace("{name}", name)
        tab = tab.replace("<i>{n}:15, 9/11/2024</i>", when)
        lists = f"<div>{items(main, long)}</div><section><div><ul>{items(tab, others)}</ul></div></section>"
        return len(links(f"{MENU}<main>{lists}</main>"))

    assert found("line") == len(long) + 4
    assert found("other") == len(long)
    assert found("line", when="") == len(long)


def test_what_readers_think_of_the_goods_is_no_list_of_goods() -> None:
    ware = "<div class=story><h3><a href=/view?id=21{n}>{title}</a></h3><p>It was made by hand at the pier.</p></div>"
    said = "<a class=box href=/view?id=11{n}>{title}</a>"
    names = [f"{topic.title()} Ellis" for topic in TOPICS]

    def found(words: str) -> int:
        box = items(said, [words.format(name=name, n=n) for n, name in enumerate(names[:4])])
        return len(links(f"{MENU}<main><div>{box}</div>{items(ware)}</main>"))

    assert found("{name} - It works well for me, and did so from the start {n}.") == len(TITLES)
    assert found("How {name} made the harbour what it is {n}") == len(TITLES) + 4
