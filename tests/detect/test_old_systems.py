"""Lists as old publishing systems write them, whose names say less than today's or something else.

One page for each habit, which would be read wrongly without what knows it. Signs that any page may
have are tried in `test_evidence`, whole pages of many kinds in `test_made_pages`.
"""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run
from detect.test_listing import MENU, PAGE, STORIES, TITLES, TOPICS, items, links

SHORT = [f"Of the {topic}, a long tale" for topic in TOPICS]


def test_the_first_row_is_a_row_though_it_has_a_class_of_its_own() -> None:
    row = (
        "<div class='views-row {edge}'><div class=views-field-title><span><a href={to}>{title}</a></span>"
        "</div>{more}</div>"
    )
    hall = (
        "<div class=views-field-place><span><a href=/halls/{n}>Hall {n}</a></span></div>"
        "<p>In the hall by the lock, with tea and cakes for all who help.</p>"
    )
    rows = "".join(
        row.format(
            edge="" if n else "views-row-first",
            to=story,
            title=f"The {topic} at night",
            more=hall.format(n=n % 5),
        )
        for n, (story, topic) in enumerate(zip(STORIES, TOPICS, strict=True))
    )
    side = "".join(
        row.format(edge="", to=f"/more/{n}-a-story", title=title, more="")
        for n, title in enumerate(TITLES[:4])
    )
    html = f"<div id=sidebar-left>{side}</div><div id=main class=view>{rows}</div>"
    assert links(html) == STORIES


def test_rows_of_two_names_in_turns_are_told_from_the_pager_s_row() -> None:
    rows = "".join(
        f"<tr class=entry{1 + n % 2}><td>{n}</td><td><a href=/news/{n}-a-story>{title}</a></td></tr>"
        for n, title in enumerate(TITLES)
    )
    pager = (
        "<tr><td colspan=2><a href=/news/?start=20>2</a> <a href=/news/?start=40>3</a></td></tr>"
    )
    assert links(f"<form><table>{rows}{pager}</table></form>") == STORIES


def test_a_list_whose_links_stand_in_parts_of_another_name_is_another_list() -> None:
    row = (
        "<li><div class=index-title><a href=/news/{n}-a-story>{title}</a></div>"
        "<p>{day} May 2024, 10:22</p><img src=/{n}.jpg><p>It is told by those who were there, and by the mayor.</p></li>"
    )
    read = (
        "<li><div class=loved-title><a href=/loved/{n}-a-story>{title}</a></div>"
        "<p>{day} May 2024, 10:22</p></li>"
    )
    html = f"{MENU}<div class=index><ul>{items(row)}</ul></div><div class=loved><ul>{items(read, SHORT)}</ul></div>"
    assert links(html) == STORIES


def test_a_story_s_own_address_in_its_foot_names_it_where_its_heading_is_no_link() -> None:
    entry = (
        "<div class=entry><h3>{title}</h3><p>All of the story stands here, word by word.</p>{more}"
        "<p class=entry-footer>Ann : 10:22 | <a class=permalink href=/news/{n}-a-story>Permanent link</a>"
        " | <a href=/news/{n}-a-story#comments>Comments (2)</a></p></div>"
    )
    more = "<p class=more><a href=/news/{n}-a-story#more>Read on: {title}</a></p>"
    entries = "".join(
        entry.format(n=n, title=title, more="" if n % 3 else more.format(n=n, title=title))
        for n, title in enumerate(TITLES)
    )
    last = items("<li><a href=/old/{n}-a-story>{title}</a></li>", [f"Of the {t}" for t in TOPICS])
    html = f"<div id=left>{entries}</div><div id=right><ul>{last}</ul></div>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [url.partition("#")[0] for url in found] == STORIES
    assert [title for title, _ in found.values()] == TITLES


@pytest.mark.parametrize("hour", ["21:1{n}", "0{n}:10 PM"])
def test_a_diary_s_entry_is_at_the_address_behind_its_hour_and_not_that_of_its_replies(
    hour: str,
) -> None:
    own = f"<a href=/news/{{n}}-a-story>{hour}</a>"
    replies = "<a href='/cgi/replies?entry={n}'>Replies (0)</a>"
    entry = (
        "<h2 class=day>{n} May 2024</h2><div class=body><a name={n}></a><h3>{title}</h3>"
        "<p>All of it stands here, <a href=https://river{n}.example/a-long-way>word by word</a>.</p>"
        f"<div class=foot>Written by Ann at {own} | {replies}</div></div>"
    )
    html = f"<div class=diary>{''.join(entry.format(n=n, title=t) for n, t in enumerate(TITLES, 1))}</div>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found] == [f"https://www.example.org/news/{n}-a-story" for n in range(1, 10)]
    assert [*found.values()] == [(t, f"2024-05-{n:02}") for n, t in enumerate(TITLES, 1)]


@pytest.mark.parametrize(
    "foot",
    [
        "1{n}:10 <a href=/news/{n}-a-story>permalink</a>",
        "<a href=/news/{n}-a-story>0{n}:10 PM</a> | <a href=/news/{n}-a-story#comments>Comments ({n})</a>",
        "<a href=/news/{n}-a-story>1{n}:10</a> | <a href=/news/{n}-a-story#comments>Comments (0)</a>",
    ],
)
def test_lines_below_the_texts_of_a_diary_are_called_by_the_headings_above_these(foot: str) -> None:
    entry = (
        "<a name={n}></a><h3>{title}</h3> It stands here, word by word.<p>And more.</p>"
        f"<p class=posted>by Ann at {foot}</p>"
    )
    html = f"<div id=content><h2>The diary</h2>{items(entry)}</div>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found] == STORIES
    assert [title for title, _ in found.values()] == TITLES


def test_years_below_a_table_that_lead_to_its_archives_are_none_of_its_rows() -> None:
    row = (
        "<tr><td>{title}</td><td>1{n}:30</td><td><a href=/files/May{n}Agenda.pdf>Agenda</a></td></tr>"
        "<tr><td colspan=3><b>Next month</b></td></tr>"
    )
    names = [f"The {TOPICS[n % 3]} committee here" for n in range(9)]
    years = "".join(
        f"<tr><td colspan=3><b><a href=/{n}-archive.aspx>{n}</a></b></td></tr>"
        for n in range(2010, 2018)
    )
    html = f"<div id=text><table>{items(row, names)}{years}</table></div>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found] == [f"https://www.example.org/files/May{n}Agenda.pdf" for n in range(9)]
    assert [title for title, _ in found.values()] == names


def test_the_wares_of_a_grid_are_not_its_buttons_though_all_are_links_of_one_cell() -> None:
    cell = (
        "<td><a href=/product.php?id={n}00><img src=/{n}.jpg alt='{title}'></a><br>"
        "<a href=/product.php?id={n}00>{title}</a><br>{n}9,00 TL<br>"
        "<a href=/index.php?buy={n}00><img src=/buy.gif alt='Buy now'></a></td>"
    )
    cells = [cell.format(n=n + 1, title=f"Oar {topic}") for n, topic in enumerate(TOPICS)]
    rows = "".join(f"<tr>{''.join(cells[at : at + 3])}</tr>" for at in (0, 3, 6))
    loved = items(
        "<tr><td>0{day}.</td><td><a href=/product.php?id={n}77>{title}</a></td></tr>",
        [f"Tar {topic}" for topic in TOPICS],
    )
    html = f"<table><tr><td><table>{loved}</table></td><td><table>{rows}</table></td></tr></table>"
    found = links(html, "https://www.example.org/index.php?cat=3")
    assert found == [f"https://www.example.org/product.php?id={n}00" for n in range(1, 10)]


def test_wares_under_empty_links_are_the_list_and_not_the_buttons_in_them() -> None:
    card = (
        "<div class=ware><a class=over href=/wares/{n}-oar></a><p><img src=/{n}.jpg alt='{title}'></p>"
        "<p><a class=buy href=/index.php?buy={n}00 rel=nofollow><span>Put in</span></a></p>"
        "<div class=name>{title}</div><div>{n}9,00 TL</div></div>"
    )
    html = items(card, [f"Oar {topic}" for topic in TOPICS])
    assert links(html) == [f"https://www.example.org/wares/{n}-oar" for n in range(len(TOPICS))]
    several = "<div class=ware>" + "<a href=/wares/0-oar></a>" * 3 + html  # empty, of no one card
    assert links(several) == links(html)


def test_a_note_in_brackets_behind_a_link_in_its_cell_is_not_of_its_title() -> None:
    names = [f"State v. {topic.capitalize()}" for topic in TOPICS]
    rows = "".join(
        f"<tr><td>May {n + 1}, 2018</td><td><a href=/docket/{n}>20-00{n}</a></td>"
        f"<td><a href=/news/{n}-a-story>{name}</a> (Opinion by Judge Oar, C.J.)</td></tr>"
        for n, name in enumerate(names)
    )
    html = f"<table><tr><th>Date</th><th>No.</th><th>Case</th></tr>{rows}</table>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [title for title, _ in found.values()] == names


@pytest.mark.parametrize(
    "name", ["{topic}_kit 2014.11.2{n}", "b3-{topic} 0.{n}.2rc1", "quay/{topic}"]
)
def test_what_a_row_says_of_a_package_is_not_its_name(name: str) -> None:
    names = [name.format(topic=topic, n=n) for n, topic in enumerate(TOPICS)]
    rows = "".join(
        f"<tr><td>2024-05-0{n + 1}</td><td><a href=/news/{n}-a-story>{name}</a></td><td>{title}</td></tr>"
        for n, (name, title) in enumerate(zip(names, TITLES, strict=True))
    )
    html = f"<table><tr><th>Updated</th><th>Package</th><th>About</th></tr>{rows}</table>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [title for title, _ in found.values()] == names


def test_what_follows_a_break_in_a_row_s_cell_is_not_of_its_title() -> None:
    rows = "".join(
        f"<tr><td><a href=/news/{n}-a-story>LR-{n}12</a></td><td>May {n + 1}, 2018</td><td>{title}"
        f"{f'<br><i>See also:</i> <a href=/files/{n}.pdf>Complaint</a>' if n % 2 else ''}</td></tr>"
        for n, title in enumerate(TITLES)
    )
    html = f"<table><tr><th>No.</th><th>Date</th><th>Action</th></tr>{rows}</table>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [title for title, _ in found.values()] == TITLES


PAPERS = {
    "bold": "<li>{who}. <b>{title}</b>. <i>Letters on Locks</i>, {year}. [<a href={to}>pdf</a>]</li>",
    "quoted": '<li>{who}, "{title}," in <i>Letters on Locks</i>, {year}. <a href={to}>[PDF]</a></li>',
    "curled": "<li>{who}: “{title}”. Letters on Locks, {year}. <a href={to}>PDF</a></li>",
}


@pytest.mark.parametrize("kind", PAPERS)
def test_papers_are_called_by_their_titles_and_not_by_the_author_or_the_link(kind: str) -> None:
    authors = ["A. Hill and <b>N. Quist</b>", "B. Mill", "<b>N. Quist</b>", "C. Lock, B. Mill"]
    rows = "".join(
        PAPERS[kind].format(who=authors[n % 4], title=title, year=2025 - n, to=f"/papers/{n}.pdf")
        for n, title in enumerate(SHORT)
    )
    html = f"<body>{MENU}<h1>Papers</h1><ul>{rows}</ul>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [title for title, _ in found.values()] == SHORT


def test_an_entry_that_is_named_after_its_author_is_no_byline() -> None:
    entry = (
        "<h2 class=date-header>May 0{day}, 2024</h2>"
        "<div class='entry entry-author-ann_oar entry-category-boats'><h3><a href=/news/{n}-a-story>{title}</a></h3>"
        "<p>It is told by those who were there. <a href=/news/{n}-a-story>Read more</a></p></div>"
    )
    last = items("<li><a href=/news/{n}-a-story>{title}</a></li>", TITLES[:5])
    side = f"<div id=beta><h2>Recent Posts</h2><ul class=module-list>{last}</ul></div>"
    html = f"<div id=alpha>{items(entry)}</div>{side}"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert list(found) == STORIES
    assert [date for _, date in found.values()] == [f"2024-05-0{n + 1}" for n in range(len(TITLES))]


@pytest.mark.parametrize("tag", ["h3", "b"])
def test_goods_that_bear_one_name_are_a_list_before_the_shop_s_departments(tag: str) -> None:
    ware = (
        f"<tr><td><{tag}><a href='/index.php?ware={{n}}00'>Brass oar</a></{tag}>"
        "<div>Of the yard by the {title}, with a leather grip.</div>"
        "</td><td>$2{n}.00<br><a href='/index.php?ware={n}00'>... more info</a></td></tr>"
    )
    wares = "".join(ware.format(n=n + 1, title=topic) for n, topic in enumerate(TOPICS))
    shelves = "".join(
        f"<a class=category-top href='/index.php?shelf={n}'>Oars and tar for the {topic}</a><br>"
        for n, topic in enumerate([*TOPICS, *TOPICS])
    )
    html = f"<table><tr><td><div>{shelves}</div></td><td><table>{wares}</table></td></tr></table>"
    found = links(html, "https://www.example.org/index.php?search=oar")
    assert found == [
        f"https://www.example.org/index.php?ware={n + 1}00" for n in range(len(TOPICS))
    ]


PRICES = (
    "2 1{n}0.00 р.",
    "1{n},15 $",
    "1{n}0.000đ",
    "₴1{n}0",
    "1{n} 500 ₸",
    "1{n}0.000 VND",
    "₪ 1{n}",
    "<i>1{n} 500</i> PLN",
)


@pytest.mark.parametrize("price", PRICES)
def test_prices_of_many_lands_tell_goods_from_the_old_notes_below_them(price: str) -> None:
    ware = f"<div class=ware><img src=/{{n}}.jpg><h4><a href=/ware-{{n}}>{{title}}</a></h4><b>{price}</b></div>"
    wares = items(ware, [f"Brass {topic} oar" for topic in TOPICS])
    notes = "".join(
        f"<li><a href=/old/{n}-a-note>What the {topic} of the boats was for, and who had it</a></li>"
        for n, topic in enumerate([*TOPICS, *TOPICS])
    )
    html = f"<div class=shop>{wares}</div><div class=box><ul>{notes}</ul></div>"
    found = links(html, "https://www.example.org/")
    assert found == [f"https://www.example.org/ware-{n}" for n in range(len(TOPICS))]


def test_entries_stand_in_what_is_called_a_widget_though_the_archive_has_more_words() -> None:
    entry = (
        "<div class='post hentry' itemscope itemtype=http://schema.org/BlogPosting><h3><a href=/news/{n}-a-story>{title}</a></h3>"
        "<div><img src=/{n}.jpg></div><p>3 May 2024</p></div>"
    )
    old = "".join(
        f"<li><a href=/old/{n}-a-note>What the {topic} was for, and who had it</a></li>"
        for n, topic in enumerate([*TOPICS, *TOPICS])
    )
    html = (
        f"<div class=section><div class='widget Blog'>{items(entry, SHORT[:4])}</div></div>"
        f"<div class=box><h2>All of them</h2><ul>{old}</ul></div>"
    )
    assert links(html) == STORIES[:4]


def test_a_version_s_digest_beside_its_name_is_no_story_of_the_list() -> None:
    row = (
        "<tr><td><a href=/tag/v{n}>v{n}.0</a></td><td><a href=/change/{n}>change 3ea69{n}7dfc...</a></td>"
        "<td>Ann Ellis</td></tr>"
    )
    html = f"{MENU}<table>{items(row)}</table>"
    assert links(html) == [f"https://www.example.org/tag/v{n}" for n in range(len(TOPICS))]


def test_a_digest_is_the_link_of_a_row_that_has_no_other() -> None:
    row = "<tr><td><a href=/news/{n}-a-story>3ea69{n}7dfc</a></td><td>{title}</td><td>{day} May 2024</td></tr>"
    assert links(f"<table>{items(row)}</table>") == STORIES


def test_a_page_s_first_version_by_its_hour_is_not_the_page_that_is_new() -> None:
    row = (
        "<li><a href='/w?title={n}&amp;old={n}'>22h5{n} de {day} de setembro de 2024</a> "
        "<a class=name href=/news/{n}-a-story>{title}</a> (<a class=do href='/w?title={n}&amp;do=edit'>edit</a>)</li>"
    )
    assert links(f"{MENU}<ul>{items(row, [*TOPICS])}</ul>") == STORIES


def test_the_tabs_above_a_table_are_none_of_its_rows() -> None:
    row = (
        "<tr><td><a href=/tag/v{n}>v{n}.0</a></td><td><a href=/change/{n}>change 3ea69{n}7dfc...</a></td>"
        "<td>Ann Ellis</td><td><i title='2024-07-08 23:29:54 +0000'>2 years</i></td></tr>"
    )
    tabs = "".join(f"<a href=/{topic}>{topic}</a>" for topic in TOPICS[:5])
    first = (
        "<tr><td><a href=/log>main</a></td><td><a href=/change/>Ten years of the tide and more</a></td>"
        "<td>Ann Ellis</td><td>20 months</td></tr>"
    )
    html = (
        f"<table class=tabs><tr><td>{tabs}</td></tr></table>"
        f"<div class=content><table class=list><tr><th>Tag</th></tr>{first}{items(row)}</table></div>"
    )
    tags = [f"https://www.example.org/tag/v{n}" for n in range(len(TOPICS))]
    found = links(html, "https://www.example.org/refs/")
    assert [url for url in found if "/refs" not in url] == ["https://www.example.org/log", *tags]


def test_a_paper_s_page_is_its_link_before_the_file_though_it_is_called_by_number_and_year() -> (
    None
):
    rows = "".join(
        f"<tr><td><span class=name>{title}</span><br><a href=paper.cgi?id={n}>Oar(Mill 2013)50{n}</a>"
        f" <a class=file href=/files/{n}.pdf>pdf</a> <span>A. Miller</span></td></tr>"
        for n, title in enumerate(TITLES[:5])
    )
    found = run(html := f"<table>{rows}</table>", PAGE, rules_of(html, PAGE))
    assert list(found) == [f"{PAGE}paper.cgi?id={n}" for n in range(5)]
    assert [title for title, _ in found.values()] == TITLES[:5]


def test_a_topic_before_the_title_in_the_heading_of_some_items_is_not_their_link() -> None:
    box = (
        "<div class=box><h2>{topic}<a href=/news/{n}-a-story>{title}</a></h2><p>Told by"
        " <a href=/~ann>ann</a> at 10:22 on {day} May 2024 of all that they have seen there.</p>"
        "<p><a href=/news/{n}-a-story>Read on</a></p></div>"
    )
    label = "<span><a href=//{topic}.example.org>{topic}</a>: </span>"
    boxes = "".join(
        box.format(n=n, title=title, day=n + 1, topic=label.format(topic=topic) if n % 2 else "")
        for n, (title, topic) in enumerate(zip(TITLES, TOPICS, strict=True))
    )
    assert links(f"{MENU}<div id=main>{boxes}</div>") == STORIES


def test_cards_under_links_without_words_are_called_by_their_titles_not_by_the_weekday() -> None:
    card = (
        "<div class=event><div class=panel><div class=top><a class=cover href={to}></a>"
        "<div class=when><div class=panel-title>{weekday}.</div><div class=sub>{day}.10</div></div>"
        "<div class=what><div class=panel-title>{title}</div></div></div>"
        "<div class=hours><p>Meet</p><p>18:{day}</p><p>Start</p><p>19:{day}</p>{late}</div></div></div>"
    )
    names = ["Choir practice", "Tea at the town hall", "Practice", "Rehearsal", "Practice"]
    stories = [
        f"https://www.example.org/{'show' if n in {1, 3} else 'practice'}/view?id=21{n}"
        for n in range(5)
    ]
    cards = "".join(
        card.format(
            to=to,
            title=name,
            weekday=weekday,
            day=n + 22,
            late="" if n else "<p>Too late for you now</p>",
        )
        for n, (to, name, weekday) in enumerate(
            zip(stories, names, ("Sat", "Sun", "Mon", "Wed", "Fri"), strict=True)
        )
    )
    make = "".join(
        f"<a class=choose-item href=/{kind}/create>{kind.capitalize()}</a>"
        for kind in ("practice", "show", "cup", "match", "event")
    )
    about = f"<p>{' '.join(TITLES * 9)}</p>"
    html = f"{MENU}<div class=choose>{make}</div><div class=events>{cards}</div><div>{about}</div>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found] == stories
    assert [title for title, _ in found.values()] == names


def test_links_in_headings_of_three_sizes_are_found_behind_a_section_s_link() -> None:
    sizes = ("h2", "h3", "h4", "h3", "h4", "h2", "h4", "h3", "h2")
    rows = "".join(
        f"<div class=row><div class=head><p><a href=/{topic}>{topic}</a></p>"
        f"<{size}><a href=/news/{n}-a-story>{title}</a></{size}></div></div>"
        for n, (size, title, topic) in enumerate(zip(sizes, TITLES, TOPICS, strict=True))
    )
    html = f"{MENU}<div id=main>{rows}</div>"
    assert links(html) == STORIES
    assert rules_of(html, PAGE).link[0].text == "h2 a, h3 a, h4 a"


def test_what_is_in_a_folder_is_told_from_the_folder_above_and_what_stands_around() -> None:
    folder = f"{PAGE}mill/3/"
    cell = "<tr><td><a href={}><img src=/i.png> {}</a></td><td>{}</td><td>The first copy</td></tr>"
    mark = "<b>r41</b>"
    names = ("plans/", "wheel.txt", "dam.log?view=log", "weir.ini")

    def found(head: str, above: str = "/news/mill/") -> list[str]:
        rows = "".join(cell.format(f"/news/mill/3/{name}", name, mark) for name in names)
        state = "<table><tr><td>Version:<td><a href=/view?r=41415>41415</a> (of <a href=/view?r=71415>71415</a>)</table>"
        html = (
            f"<div><a href={above}>mill</a></div><h1>{head}</h1>{state}<table><tbody>"
            f"{cell.format(above, 'Folder Above', '')}{rows}</tbody></table><hr><table>"
            "<tr><td><strong><a href=/help>Help of it</a></strong></table>"
        )
        return links(html, folder)

    inside = [f"{folder}{name}" for name in names]
    assert found("Index of /mill/3") == inside
    assert found("Index of [/news/mill/3/]") == inside
    assert found("Index of /mill/2") != inside
    assert found("Index of mill") != inside
    assert found("Index of /mill/3", "/news/dam/") != inside


def test_the_front_page_of_the_site_is_no_row_of_the_list_above_it() -> None:
    row = (
        "<tr><td colspan=3><a href=/find.go?sort=2&item=1{n}>{title}</a></td><td rowspan=2>"
        "<a href=/find.go?sort=2&item=1{n}><img src=/{n}.jpg></a></td></tr><tr><td>3 rooms</td></tr>"
    )

    def found(foot: str) -> list[str]:
        rows = items(row, TITLES[:5] * 2)
        inner = f"<table><tr><td>Flats:<br><table>{rows}</table></td></tr></table>"
        html = f"<a name=top><table><tr><td>{inner}</td></tr><tr><td>run by <a href={foot}>The Mill</a></table>"
        page = "https://www.example.org/find.go?sort=2"
        return [*run(html, page, rules_of(html, page))]

    flats = [f"https://www.example.org/find.go?sort=2&item=1{n}" for n in range(10)]
    assert found("https://www.Example.org/") == flats
    assert found("http://example.org") == flats


def test_rows_whose_titles_are_set_otherwise_are_rows_of_the_table_still() -> None:
    row = "<tr><td><a href={to}><img src=i.gif></a></td><td>{title}</td><td class={name}>{when}</td></tr>"
    forms = ("{}", "<p>{}</p>", "{}", "<font>{}</font>", "<p><font>{}</font></p>", "{}")
    made = []
    for n, form in enumerate(("{}", "{}", "{}", *forms)):
        to, when = f"/news/{n}-a-story", f"{n + 3} May 2024"
        title = form.format(f"<a href={to}>{TITLES[n]}</a>")
        made.append(row.format(to=to, title=title, when=when, name="when" if "<" in form else "at"))
    note = "<tr><td></td><td><p><a href=/about/mill>About the old mill</a></p></td><td></td></tr>"
    others = "".join(
        f"<tr><td><a href=/y{n}><img src=i.gif></a></td><td><a href=/y{n}>All of box {n} of the mill</a></td></tr>"
        for n in range(4)
    )
    frame = "<table><tr><td></td><td></td><td><table>{}</table></td><td></td></tr></table>"
    for first in (0, 6):
        parts = ("".join(made[:first]), "".join(made[first:]) + note, others)
        html = f"{MENU}<table><tr><td>{''.join(map(frame.format, parts))}</td></tr></table>"
        assert links(html) == STORIES


def test_minutes_that_are_called_by_their_days_are_found_however_each_is_set() -> None:
    forms = (
        "<u><a href=/files/minutes{n}.pdf>{day}</a></u>",
        "<a href=/files/minutes{n}.pdf>{day}</a>",
        "<font size=4><a href=/files/minutes{n}.pdf>{day}</a></font>",
        "<strong><u><font color=#333><a href=/files/minutes{n}.docx>{day}</a></font></u></strong>",
        "<span><strong><a href=/files/minutes{n}.pdf>{day}</a></strong></span>",
    )
    lines = "<br>".join(
        forms[(n * n) % len(forms)].format(n=n, day=f"January {n}, 2020") for n in range(31, 9, -1)
    )
    more = "".join(f"<li><a href=/{name}.html>About {name}</a>" for name in ("us", "it", "all"))
    html = f"<body><ul>{more}</ul><div class=text><h2>Minutes</h2>{lines}</div>"
    assert len(run(html, PAGE, rules_of(html, PAGE))) == 22


def test_the_rows_of_a_calendar_are_meetings_though_only_who_meets_is_named() -> None:
    who = ["Town Council", "Committee on Roads and Bridges", "Harbour and Ferry Committee"]
    cell = "<td><a href={to}>{words}</a></td>"
    rows = "".join(
        f"<tr>{cell.format(to=f'/Body.aspx?ID={n % 3}', words=who[n % 3])}<td>{n + 2}/11/2026</td>"
        f"<td><a href=/View.ashx?M=IC&ID={n}><img src=/ical.gif alt='Export to iCalendar'></a></td>"
        + (
            cell.format(to=f"/Meeting.aspx?ID={n}", words="Meeting details")
            if n
            else "<td>None</td>"
        )
        + (cell.format(to=f"/View.ashx?M=A&ID={n}", words="Agenda") if n % 2 else "<td>None</td>")
        + "</tr>"
        for n in range(12)
    )
    html = f"{MENU}<table><tr><th>Name<th>Date<th><th>Details<th>Agenda</tr>{rows}</table>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [(url.rpartition("=")[2], title) for url, (title, _) in found.items()] == [
        (str(n), who[n % 3]) for n in range(1, 12)
    ]
    assert all("/Meeting.aspx" in url for url in found)


BOARDS = (
    "<li class=board><div><h2><a href=/boards/{n}-of-all>{name}</a></h2></div><i>Threads: {n}1</i>{latest}</li>",
    "<tr><td><h3><a href=/boards/{n}-of-all>{name}</a></h3></td>{latest}<td>{n}1</td><td>{n}99</td></tr>",
)
LATEST = (
    "<div class=latest><p><a href=/topic/{n}-a-thread>{title}</a></p><p>by Ann, {day} May 2024</p></div>",
    "<td><a href=/topic/{n}-a-thread>{title}</a><br>by <a href=/u{n}>Ann</a><span>{day} May 2024</span></td>",
)


def boards(kind: int, latest: str, row: str = "") -> str:
    rows = "".join(
        (row or BOARDS[kind]).format(
            n=n,
            name=f"Talk of {topic}s",
            latest=latest.format(n=n, title=title, topic=topic, day=n + 1),
        )
        for n, (topic, title) in enumerate(zip(TOPICS, TITLES, strict=True))
    )
    return f"{MENU}<ul>{rows}</ul>" if kind == 0 else f"{MENU}<table>{rows}</table>"


@pytest.mark.parametrize("kind", [0, 1])
def test_of_a_forum_s_boards_the_latest_threads_are_the_list(kind: int) -> None:
    html = boards(kind, LATEST[kind])
    found = run(html, PAGE, rules_of(html, PAGE))
    assert list(found) == [f"https://www.example.org/topic/{n}-a-thread" for n in range(9)]
    assert list(found.values()) == [(t, f"2024-05-0{n}") for n, t in enumerate(TITLES, 1)]


@pytest.mark.parametrize("kind", [0, 1])
def test_a_second_link_of_rows_that_are_no_boards_is_not_the_list(kind: int) -> None:
    own = [f"https://www.example.org/boards/{n}-of-all" for n in range(9)]
    latest, row = LATEST[kind], BOARDS[kind]
    assert links(boards(kind, latest.replace("{title}", "Ann {n}"))) == own
    assert links(boards(kind, latest.replace("{title}", "Re: Talk of {topic}s"))) == own
    assert links(boards(kind, latest.replace("{day} May 2024", "today"))) == own
    counted = row.replace("{n}1<", "many<").replace("{n}99", "more")
    assert links(boards(kind, latest, counted)) == own
    dated = row.replace("{name}</a>", "{name}</a><time>4 May 2024</time>")
    assert links(boards(kind, latest, dated)) == own
    away = latest.replace("/topic/", "https://www.example.net/topic/")
    assert links(boards(kind, away)) == own


def test_the_day_behind_each_file_of_a_folder_is_its_own_though_it_stands_before_the_next() -> None:
    days = [f"2026-11-{28 - n:02}" for n in range(12)]
    rows = "".join(
        f"<a href=tool-{n}.1.tar.xz>tool-{n}.1.tar.xz</a>   {day} 20:31   4M\n"
        for n, day in enumerate(days)
    )
    html = f"<h1>Index of /tool/</h1><pre><a href=../>../</a>\n{rows}</pre>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [date for url, (_, date) in found.items() if "tool-" in url] == days


def test_a_title_in_two_parts_of_which_its_address_is_made_is_whole() -> None:
    rows = "".join(
        f"<div class=ware><a href=/{brand}-{name}-x4{n}71.php><span class=mark>{brand}</span><br>"
        f"<span class=ware-name>{name}</span></a><br><span class=price>1{n}0,00 €</span></div>"
        for n, (brand, name) in enumerate(
            (a, b) for a in ("Oak", "Birch", "Elm") for b in ("Rassel", "Melo", "Vintage")
        )
    )
    found = run(rows, PAGE, rules_of(rows, PAGE))
    assert [title for title, _ in found.values()][:2] == ["Oak Rassel", "Oak Melo"]


@pytest.mark.parametrize("foot", ["#", "Permanent link", "Comments ({n})"])
def test_what_stands_at_the_feet_of_entries_leads_to_them_though_their_texts_say_more(
    foot: str,
) -> None:
    own = f"<a href=/news/{{n}}-a-story{'#c' if '{n}' in foot else ''}>{foot}</a>"
    far = "and <a href=http://x{n}.example.com/>all that the others say of it</a> in full"
    rows = items(f"<h2>{{title}}</h2><p>Words {far}</p><p class=end>{own} by Ann</p>", TITLES)
    assert [link.partition("#")[0] for link in links(f"<div>{rows}</div>")] == STORIES
