"""What tells a list of stories from others where its names tell nothing: one page for each sign.

The signs are tried alone, on pages that would be read wrongly without them. Whole pages of
many kinds are in `test_made_pages`.
"""

from __future__ import annotations

from time import process_time

import pytest
from detect.pages import rules_of, run
from detect.test_listing import MENU, PAGE, STORIES, TITLES, TOPICS, items, links

from feedmaker.detect.elements import read_places
from feedmaker.detect.groups import find_groups
from feedmaker.detect.links import read_links
from feedmaker.detect.listing import find_listing
from feedmaker.detect.signals import worth
from feedmaker.detect.titles import title_rule
from feedmaker.page.document import Document

PROMISED = 2.0  # seconds of one page, as the issue of the finder has it
SLACK = 3  # a slow machine, one that is busy
RIVER = "<li><a href=/news/{n}-a-story>{title}</a></li>"
SHORT = [f"{topic.capitalize()} v. Town" for topic in TOPICS]


def test_a_tree_of_lists_is_a_menu_and_not_the_list() -> None:
    leaf = "".join(f"<li><a href=/help/form-{n}-for-all>{t}</a></li>" for n, t in enumerate(TITLES))
    tree = "".join(f"<li><a href=/{t}>{t}</a><ul>{leaf}</ul></li>" for t in TOPICS[:4])
    rows = items("<tr><td><a href=/news/{n}-a-story>{title}</a></td><td>A-{n}</td></tr>", SHORT)
    assert links(f"<div><ul>{tree}</ul></div><table>{rows}</table>") == STORIES


@pytest.mark.parametrize(
    "moment",
    [
        "2024-05-1{n} 21:40:0{n}",
        "1{n} May 2024, 21:4{n}",
        "Tue May 1{n}, 2024 9:4{n} am",
        "1{n}.05.2024 - 21:4{n} Uhr",
        "1{n} мая 2024, 21:4{n}",
    ],
)
def test_the_moment_of_the_last_answer_is_no_title_however_many_words_it_has(moment: str) -> None:
    row = (
        "<tr class={turn}><td><a href=/news/{n}-a-story>{title}</a> by Ann</td><td>{n}</td>"
        f"<td><a href=/post/{{n}}71>{moment}</a> by Ben</td></tr>"
    )
    assert links(f"<table>{items(row, SHORT)}</table>") == STORIES


def test_links_that_sort_or_filter_the_page_itself_are_not_its_list() -> None:
    ways = "".join(
        f"<li><a href='{PAGE}?cat={n}12'>In the colour {topic} and all its shades</a></li>"
        for n, topic in enumerate(TOPICS * 2)
    )
    rows = items(RIVER.replace("li>", "div>"), SHORT)
    assert links(f"<ul>{ways}</ul><div>{rows}</div>") == STORIES


def test_a_script_that_has_each_story_in_its_query_lists_them() -> None:
    rows = items("<li><a href=/news.php?id={n}12>{title}</a></li>")
    found = links(f"{MENU}<ul>{rows}</ul>", "https://www.example.org/news.php")
    assert found == [f"https://www.example.org/news.php?id={n}12" for n in range(len(TITLES))]


def test_what_has_a_price_is_the_shop_s_list() -> None:
    shelf = (
        "<div><a href=/news/{n}-a-story><img src=/{n}.jpg></a><p>Of good wood</p>"
        "<b><a href=/news/{n}-a-story>{title}</a></b><span>€ {n}9,00</span></div>"
    )
    money = "".join(f"<li><a href=/set/{n}00>Pay in {t} now</a></li>" for n, t in enumerate(TOPICS))
    assert links(f"<ul>{money}</ul><main>{items(shelf, [*TOPICS])}</main>") == STORIES


def test_a_shop_s_best_sellers_stand_in_the_same_boxes_but_not_below_the_shelf_s_address() -> None:
    box = (
        "<div><div class=name><a href={at}{n}-a-story>{title}</a></div><img src=/{n}.jpg>"
        "<p>{words}</p><div class=price>€ {n}9,00</div></div>"
    )

    def boxes(at: str, many: int, words: str = "") -> str:
        titles = [f"The {topic} oar of wood" for topic in TOPICS * 2][:many]
        return "".join(box.format(at=at, n=n, title=t, words=words) for n, t in enumerate(titles))

    best = f"<div id=left><div class=b>{boxes('/', 6)}</div></div>"
    shelf = boxes("/news/", 15, "Of wood from beside the river, dried for a year")
    html = f"{best}<div id=main><div class=l>{shelf}</div></div>"
    assert links(html) == [f"{PAGE}{n}-a-story" for n in range(15)]


def test_a_box_beside_the_entries_with_one_linked_heading_is_no_entry() -> None:
    text = (
        "What they said was kind and long, and all heard it who stood there with their oars. " * 3
    )
    entry = (
        f"<div class=entry><h2><a href=/news/{{n}}-a-story>{{title}}</a></h2><p>{text}</p>"
        "<p>3 May 2024</p></div>"
    )
    months = "".join(f"<li><a href=/2024/0{n}/>Month 0{n}/2024</a></li>" for n in range(1, 10))
    box = f"<div class=archives><h2><a href=/all-months>All months</a></h2><ul>{months}</ul></div>"
    html = f"<div id=alpha>{items(entry, [*TOPICS])}</div><div id=beta>{box}</div>"
    assert links(html) == STORIES


def test_the_number_of_a_case_is_no_longer_title_for_having_more_parts() -> None:
    row = (
        "<tr><td><a href=/news/{n}-a-story>13-031{n}</a></td><td>{day}/06/2024</td><td>{title}</td>"
        "<td>v.</td><td>Town</td><td><a href=/below/{n}-a-case>05-13-0000{n}-CV</a></td></tr>"
    )
    assert links(f"<table>{items(row, [*TOPICS])}</table>") == STORIES


@pytest.mark.parametrize(("at", "written"), [("before", ""), ("after", ""), ("before", "02d")])
def test_what_is_numbered_from_one_beside_a_list_that_is_not_is_the_most_read(
    at: str, written: str
) -> None:
    most = "".join(
        f"<li><em>{n:{written}}</em><a href=/news/{n + 90}-a-story>What {t} has to do with the mill</a></li>"
        for n, t in enumerate(TOPICS, 1)
    )
    parts = [f"<div><h3>Best</h3><ol>{most}</ol></div>", f"<div><ul>{items(RIVER)}</ul></div>"]
    assert links(f"{MENU}<div>{''.join(parts if at == 'before' else parts[::-1])}</div>") == STORIES
    ranks = "".join(
        f"<li><em>{n}.</em><a href=/news/{n}-a-story>{title}</a></li>"
        for n, title in enumerate(TITLES, 1)
    )
    assert len(links(f"{MENU}<ol>{ranks}</ol>")) == len(TITLES)  # a list of its own


def test_what_holds_the_items_of_a_rule_is_none_of_their_parents() -> None:
    story = "<h2><a href=/news/{n}-a-story>{title}</a></h2><p>3 May 2024</p>"
    wrapped = [story.format(n=n, title=title) for n, title in enumerate(TITLES[:7])]
    lead = f"<div class=lead><div class=first-one>{wrapped[0]}</div></div>"
    rows = "".join(
        f"<div class=line><div class=item>{one}</div><div class=item>{two}</div></div>"
        for one, two in zip(wrapped[1::2], wrapped[2::2], strict=True)
    )
    more = "<div class=more><ol><li><a href=/news/77-an-older-story>An older story</a></ol></div>"
    pages = f"<div class=next><ul><li>1<li><a href='{PAGE}?start=7'>2</a></ul></div>"
    assert links(f"{MENU}<div class=blog>{lead}{rows}{more}{pages}</div>") == STORIES[:7]


def test_a_picture_in_front_that_only_some_items_have_hides_none_of_the_others() -> None:
    rows = "".join(
        "<li><dl>"
        + (f"<dt><a href=/news/{n}-a-story><img src=/{n}.jpg alt=''></a></dt>" if n % 4 else "")
        + f"<dt><a href=/news/{n}-a-story>{title}</a></dt><dd>3 May 2024</dd></dl></li>"
        for n, title in enumerate(TITLES)
    )
    html = f"<html lang=en><body>{MENU}<div>{rows}</div>"
    assert [title for title, _ in run(html, PAGE, rules_of(html, PAGE)).values()] == TITLES


def test_the_rest_of_the_page_around_one_link_makes_no_story_of_it() -> None:
    text = f"<p>{'What this house is for, and how one gets there by tram. ' * 60}</p>"
    whole = f"<div><a href=/login>Log in</a>{text}<ul>{items(RIVER, TITLES[:4])}</ul></div>"
    foot = "".join(f"<div><a href=/{t}-of-the-house>{t} policy</a></div>" for t in TOPICS[:5])
    assert links(f"<div>{whole}{foot}</div>") == STORIES[:4]


def test_one_list_may_lack_dates_here_and_there() -> None:
    story = "<div class={turn}x><h2><a href=/news/{n}-a-story>{title}</a></h2>{when}</div>"
    rows = [
        story.format(
            n=n, title=title, turn=("even", "odd")[n % 2], when="<i>3 May 2024</i>" * (n % 2)
        )
        for n, title in enumerate(TITLES)
    ]
    assert links(f"<div>{''.join(rows)}</div>") == STORIES


@pytest.mark.parametrize("count", ["{n}", "{n} replies"])
def test_a_link_that_counts_replies_is_named_by_the_one_beside_it(count: str) -> None:
    # As in a forum's table without classes: what is new, pinned or closed stands otherwise
    ways = ("{a}", "<b>{a}</b>", "<i>new</i> <span>{a}</span>", "<div><p>{a}</p></div>")
    rows = ""
    for n, title in enumerate(TITLES):
        subject = ways[n % 4].format(a=f"<a href=/news/{n}-a-story>{title}</a>")
        replies = f"<a href=/news/{n}-a-story>{count.format(n=n)}</a>"
        author = f"<a href=/u/{n}1234>Ann of mill {n}</a>"
        cells = (str(n), author, subject, replies, f"{n + 1} May 2024")
        rows += "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    assert links(f"<table>{rows}</table>") == STORIES


def test_a_link_in_a_story_s_text_is_not_its_address_where_its_heading_has_one() -> None:
    section = (
        "<section><h2><a href=/v/{n}>V{n}</a> <small>{day} May 2024</small></h2>"
        "<p>See also <a href=/docs/how-to-go-on-from-{n}>how to go on from an older one to that"
        "</a>.</p></section>"
    )
    assert links(items(section)) == [f"https://www.example.org/v/{n}" for n in range(9)]


POST = (
    "<article class=hentry><h2><a href=/news/{n}-a-story>{title}</a></h2>"
    "<p>As the <a href=https://{n}.example/a-long-tale>old tale of the river in winter</a> goes, "
    "and <a href=https://{n}.example/an-other-tale>the other one of the hills</a> too.</p></article>"
)


def test_two_posts_of_a_young_blog_are_a_list() -> None:
    assert links(f"{MENU}<main>{items(POST, TITLES[:2])}</main>") == STORIES[:2]


def test_two_links_that_are_not_said_to_be_stories_are_no_list() -> None:
    plain = POST.replace("article class=hentry", "div").replace("</article>", "</div>")
    assert not {*links(items(plain, TITLES[:2]))} & {*STORIES}


def test_notes_without_titles_are_found_by_the_address_that_they_mark_as_their_own() -> None:
    note = (
        "<div class=h-entry><p class=p-name>{title}</p><a class=u-url href=/news/{n}-a-story>"
        "<time class=dt-published datetime=2024-05-1{n}>1{n} May 2024</time></a></div>"
    )
    card = "<div class=h-card><a class=u-url href=/about-the-one-who-writes>About Ann</a></div>"
    assert links(f"{items(note)}{card}") == STORIES


def test_notes_full_of_links_are_called_by_their_text_and_not_by_their_moment() -> None:
    note = (
        "<li class=note><div class=content><div class=head><a class=who href=/ann><b>Ann Ellis</b>"
        "</a><small class=time><a href=/ann/status/{n}77><i>1{n} h</i><i class=said>1{n} hours ago"
        "</i></a></small><button><i>Translate</i></button></div>"
        "<p class=text><a href=/tag/{n}a><s>#</s><b>Boats</b></a> {title} with "
        "<a href=/tag/{n}b><s>#</s><b>Sails</b></a> <a href=https://{n}.example/>{n}.example</a></p>"
        "</div></li>"
    )
    titles = [rule.text for rule in rules_of(f"<ol>{items(note)}</ol>", PAGE).fields.title]
    assert titles == [".text"]


def test_a_calendar_s_leaf_is_the_date_whole_and_not_its_month_alone() -> None:
    leaf = "<div class=leaf><i>Tue</i> <b>{day}</b> <span>May 2024</span></div>"
    html = items(f"<div>{leaf}<h4><a href=/news/{{n}}-a-story>{{title}}</a></h4></div>")
    assert [rule.text for rule in rules_of(html, PAGE).fields.date] == [".leaf"]


def test_a_line_that_begins_alike_on_all_cards_is_not_their_title() -> None:
    card = (
        "<a class=c href=/news/{n}-a-story><img src={n}.jpg><span class=n>{title}</span>"
        "<span class=u>by Ann of mill {n} and friends</span></a>"
    )
    html = f"<div>{items(card, SHORT)}</div>"
    assert [rule.text for rule in rules_of(html, PAGE).fields.title] == [".n"]


def test_a_card_s_title_without_a_name_is_found_by_the_named_line_before_it() -> None:
    """The second `div` of the card is a name within that line."""
    card = (
        "<a class=article href=/news/{n}-a-story><div class=over><div class=day>{n} May</div>"
        "<div>Town {n}</div></div><div>{title}</div><div class=text>HILL - The mayor did not say "
        "when, and {n} of the builders asked have heard nothing of it. It may take all year.</div></a>"
    )
    html = f"<main>{items(card)}</main>"
    titles = [title for title, _ in run(html, PAGE, rules_of(html, PAGE)).values()]
    assert titles == TITLES


def test_a_rule_for_titles_is_judged_by_what_it_finds_inside_the_item() -> None:
    """`div > div` is the item itself on the page, but its hour when it is asked in the item."""
    card = (
        "<div class=match><a href=/news/{n}-a-story><div class=when><div>1{n}:00</div></div>"
        "<div class=teams><div class=team><div class=side>{title}</div></div>"
        "<div class=team><div class=side>The Mill of Ann</div></div></div>"
        "<div class=cup>Cup of the river</div></a><a href=/odds/{n}>Odds</a></div>"
    )
    html = f"<main><div class=day>{items(card, [*TOPICS])}</div></main>"
    titles = [title for title, _ in run(html, PAGE, rules_of(html, PAGE)).values()]
    assert all(topic in title for topic, title in zip(TOPICS, titles, strict=True))


BODY = f"<p>{'What the neighbours said of it was kind and long. ' * 20}</p>"
HUGE = {
    "texts": f"<article><h2><a href=/n/{{n}}-a-story>{{title}}</a></h2>{BODY * 4}</article>",
    "rows": "<li><a href=/n/{n}-a-story>{title}</a> <a href=/t/{turn}>Town</a></li>",
    "classes": (
        "<div class='a{n} {turn}'><div class=x{day}><a class=k{day} href=/n/{n}-a-story>{title}</a>"
        "<i>3 May 2024</i></div></div>"
    ),
}


@pytest.mark.parametrize("template", HUGE.values(), ids=HUGE)
def test_a_page_of_two_megabytes_is_read_in_the_time_that_is_promised(template: str) -> None:
    one = len(template.format(n=1000, title=TITLES[0], turn="even", day=1000))
    html = f"<main>{items(template, TITLES[:1] * (2_000_000 // one))}</main>"
    assert len(html) > 1_900_000
    started = process_time()
    rules = find_listing(Document(html, PAGE))
    taken = process_time() - started
    assert rules is not None
    assert taken < PROMISED * SLACK


def test_messages_and_their_answers_are_one_list_though_they_stand_in_lists_within_lists() -> None:
    def message(number: int, title: str, answers: str = "") -> str:
        below = f"<ul>{answers}</ul>" if answers else ""
        return f"<li><a href=00{number}.html>{title}</a> <i>Ann of the Mill</i>{below}</li>"

    titles = ["The oars are too long for us", "Who has the key of the lock", "Tar for old boats"]
    months = "".join(
        message(n * 10, title, message(n * 10 + 1, title, message(n * 10 + 2, title)))
        for n, title in enumerate(titles, 1)
    )
    ways = "<ul><li><a href=subject.html>by subject</a><li><a href=author.html>by author</a></ul>"
    last = message(40, "Nobody answers me on this")
    html = f"<body>{ways}<ul>{months}{last}</ul>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [(url.rpartition("/")[2], title) for url, (title, _) in found.items()] == [
        *((f"00{n}{level}.html", titles[n - 1]) for n in (1, 2, 3) for level in range(3)),
        ("0040.html", "Nobody answers me on this"),
    ]


def test_what_other_programs_take_in_of_a_paper_is_no_paper() -> None:
    row = (
        "<li>Ann of the Mill, Ben Oar. <b>{title}</b>. <i>Letters of Locks</i>, 2024."
        " [<a href=/news/{n}-a-story.pdf>PDF</a>] [<a href=/cited/{n}-a-story.bib>BibTeX</a>]</li>"
    )
    other = row.replace("[<a href=/news/{n}-a-story.pdf>PDF</a>] ", "")
    assert links(f"<ol class=bib>{items(row)}</ol>") == [f"{story}.pdf" for story in STORIES]
    assert len(links(f"<ol class=bib>{items(other)}</ol>")) == len(TITLES)  # better than nothing


def test_of_two_links_with_the_same_words_the_one_below_the_page_s_address_is_it() -> None:
    row = (
        "<section><div><time>3 May 2024</time><p><a href=/tree/{n}>Oar {n}.0</a></p></div><div>"
        "<b><a class=k href=/news/tag/{n}>Oar {n}.0</a></b><p>What is new in it, and what is gone.</p>"
        "</div></section>"
    )
    assert links(f"<main>{items(row)}</main>") == [f"{PAGE}tag/{n}" for n in range(len(TITLES))]


def test_a_title_with_a_year_in_it_has_as_many_words_where_they_are_written_without_spaces() -> (
    None
):
    names = [
        f"关于2026年{what}展览报名工作的通知"
        for what in ("木桨", "河畔", "渡船", "老桥", "集市", "花园")
    ]
    row = (
        "<div class=row><a href=/all?of={n}><i>木桨</i></a><div><a href=/note?id=7{n}><p>{title}</p></a>"
        "<span>2026.05.1{n}</span></div></div>"
    )
    boxes = "".join(
        f"<div class=box><div><a href=/all{n}><p>WHAT'S NEW</p><span>河畔{n}（2026）</span></a></div>{inner}</div>"
        for n, inner in enumerate((items(row, names), "", ""))
    )
    found = links(f"{MENU}<div id=all>{boxes}</div>")
    assert found == [f"https://www.example.org/note?id=7{n}" for n in range(6)]


def test_the_names_of_boxes_in_headings_are_none_of_the_stories_in_them() -> None:
    line = "<li><a class=a href=/{n}/at/{m}10><img src=/{n}.jpg><p>{topic} of the {m} boats</p></a></li>"
    boxes = "".join(
        f"<h3><a class=a href=/{n}/>What is new about the {topic}</a></h3><ul>"
        + "".join(line.format(n=n, m=m, topic=topic) for m in range(3))
        + "</ul>"
        for n, topic in enumerate(TOPICS)
    )
    found = links(f"{MENU}<div class=lists>{boxes}</div>")
    assert len(found) == 27
    assert all("/at/" in url for url in found)


def test_a_line_below_the_title_that_leads_there_as_well_is_not_the_title() -> None:
    row = (
        "<div class=row><div class=x><a class=font-headings href=/news/{n}-a-story>{title}</a>"
        "<p class=y><a class=second href=/news/{n}-a-story>Those who went there tell what came of it in"
        " all of the {day} years since</a></p></div><time>3 May 2024</time></div>"
    )
    html = f"<main>{items(row, SHORT)}</main>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [title for title, _ in found.values()] == SHORT


def test_names_by_the_alphabet_are_an_index_and_not_the_list() -> None:
    """As the services of a town beside its cases, which have no days."""
    services = (
        "Auto pounds",
        "Bids",
        "Complaints",
        "Dog parks",
        "Events",
        "Fairs",
        "Gardens",
        "Homes",
    )
    index = items("<li class=item><a href=/do/{n}-for-you>{title} for you</a></li>", [*services])
    told = items("<p class=note><a href=/news/{n}-a-story>{title}</a></p>", SHORT)
    assert links(f"<div><ul>{index}</ul></div><div>{told}</div>") == STORIES


def test_what_unfolds_below_a_menu_is_a_menu_whatever_it_is_called() -> None:
    names = ["About the mill", "Who works at the mill", "How to get there", "Work with us today"]
    rows = "".join(
        f"<tr class='cat-list-row{n % 2} row_{n % 2}'><td>Committee of the pier</td><td>June {n}, 2020</td>"
        f"<td><a href=/files/{n}><span>Agenda</span></a></td></tr>"
        for n in range(20, 12, -1)
    )
    for name in ("dj-submenu", "mainnav", "side-navigation", "top_menu"):
        menu = "".join(
            f"<li><a href=/about/{n}-so>{text}</a></li>" for n, text in enumerate(names * 3)
        )
        found = links(f"<div><ul class={name}>{menu}</ul></div><table>{rows}</table>")
        assert found == [f"https://www.example.org/files/{n}" for n in range(20, 12, -1)], name


def test_of_cells_called_alike_in_a_link_the_one_that_names_is_the_title() -> None:
    row = (
        "<li class=row><a href=/news/{n}-a-story><div class=zell><i>Tour</i></div>"
        "<div class=zell>Sa, 1{n}.06.2026</div> <div class=zell>{title}</div>"
        "<div class=zell>4{n}/75/105</div><div class=zell>Old Mill RC (No)</div></a></li>"
    )
    html = f"<ul>{items(row)}</ul>"
    assert [title for title, _ in run(html, PAGE, rules_of(html, PAGE)).values()] == TITLES


def test_of_two_lists_as_good_that_is_it_whose_stories_get_older_from_one_to_the_next() -> None:
    row = "<li><a href=/2024/05/{day}/{n}-a-story>{title}</a></li>"

    def rows(days: list[int], words: str) -> str:
        told = enumerate(zip(days, TOPICS, strict=True))
        return "".join(
            row.format(day=day, n=n + len(words), title=f"The old {topic} {words}")
            for n, (day, topic) in told
        )

    falling, mixed = [19, 18, 18, 17, 16, 16, 15, 14, 14], [19, 12, 18, 17, 11, 16, 15, 19, 14]
    river, often = (
        rows(falling, "opens again this spring"),
        rows(mixed, "opens once again this spring"),
    )
    lists = f"<div><ul class=a>{river}</ul></div><div><ol class=b>{often}</ol></div>"
    found = links(f"{MENU}<main>{lists}</main><p>{'So it was said at the pier. ' * 900}")
    assert [url.split("/")[5] for url in found] == [f"{day}" for day in falling]


@pytest.mark.parametrize(
    ("days", "lasts"),
    [
        ("du 1{n}/10/2015 au 17/04/2016", True),
        ("1{n}.10. - 17.11.2015", True),
        ("1{n} May to 3 June 2024", True),
        ("1{n}.–29. Mai 2024", True),
        ("1{n} May 2024", False),
        ("10.00 - 12.0{n}, 3 May 2024", False),
    ],
)
def test_a_town_s_news_are_its_list_and_not_what_is_on_for_days(days: str, lasts: bool) -> None:
    news = "<tr><td><br><a href=/news/{n}-a-story>{title}</a><div>{day}/11/2015</div><p>So.</p></td></tr>"
    event = (
        "<p><a href=/culture/{n}-a-tale-of-old><span>{title} again</span></a>"
        f"<span>{days}</span><br><span>All who live here may come and see it, as in each year.</span></p>"
    )
    html = f"{MENU}<table>{items(news, SHORT[:6])}</table><dl><dd>{items(event, SHORT)}</dd></dl>"
    assert (links(html) == STORIES[:6]) == lasts


def test_a_title_that_opens_its_text_is_no_link_in_a_sentence() -> None:
    text = "is what all of the town reads, says the board, and {link} is what they come for."
    cell = "<tr><td><a href=/offer/{n}/w><img src=/{n}.gif></a><p>{text}</p></td></tr>"
    link = "<a href=/offer/{n}/w>{title}</a>"
    ways = items("<li><a href=/?list={n}>{title}</a></li>", TITLES[:6])

    def found(text: str) -> set[str]:
        rows = items(cell.replace("{text}", text), SHORT)
        return {*links(f"<main><table>{rows}</table><ul>{ways}</ul></main>")}

    offers = {f"https://www.example.org/offer/{n}/w" for n in range(len(TITLES))}
    assert found(f"{link} {text.format(link='this')}") >= offers
    assert not found(f"It {text.format(link=link)}") & offers


def test_a_link_without_words_among_those_of_a_list_adds_no_brackets_to_a_title() -> None:
    rows = "".join(
        f"<li><a href=/n/{n}-x>{f'Ferry {n}' if n else ''}</a><p class=name>The ferry {n}"
        " sails to the old harbour</p>"
        for n in range(8)
    )
    places = read_places(Document(f"<ul>{rows}</ul>", PAGE))
    named, rows_of = ([place for place in places if place.tag == tag] for tag in ("a", "li"))
    found = title_rule(places, [*zip(named, rows_of, strict=True)])
    assert [rule.text for rule in found] == [".name"]


def test_filters_that_say_how_much_there_is_are_no_list_beside_goods() -> None:
    filters = "".join(
        f"<li><a href=/shelf/{n}-by-{t}-and-more>All for the {t} ({n * 7})</a></li>"
        for n, t in enumerate(TOPICS * 3)
    )
    row = "<div><a href=/news/{n}-a-story>{title}</a> <b>{day}9.50 €</b></div>"
    names = [f"{topic} lamp" for topic in TOPICS]
    assert links(f"<div><ul>{filters}</ul></div><div>{items(row, names)}</div>") == STORIES


def worth_of_best(html: str) -> float:
    """Return how much the best group of a page looks like a list of stories."""
    document = Document(html, PAGE)
    places = read_places(document)
    return max(map(worth, find_groups(read_links(document, places), places, PAGE)))


@pytest.mark.parametrize(
    "name", ["What&#8217;s new", "Aktuelles", "Communiqués de presse", "お知らせ", "Новости"]
)
def test_a_list_that_says_to_have_the_news_is_worth_more(name: str) -> None:
    named = f"<section><h2>{{name}}</h2><ul>{items(RIVER, SHORT)}</ul></section>"
    assert worth_of_best(named.format(name=name)) > worth_of_best(named.format(name="Offices"))


@pytest.mark.parametrize(
    ("month", "day"),
    [
        ("May", "2{n} {month}"),
        ("May", "Fri, {month} 2{n}"),
        ("5月", "{month}2{n}日(水)"),
    ],
)
def test_a_list_with_days_is_worth_more_though_these_lack_the_year(month: str, day: str) -> None:
    row = "<p><span>{day}</span> <a href=/news/{n}-a-story>{title}</a></p>"
    named, other = (row.replace("{day}", day).replace("{month}", m) for m in (month, "Pier"))
    assert worth_of_best(items(named, SHORT)) > worth_of_best(items(other, SHORT))


def test_the_days_of_a_diary_that_lead_to_their_own_pages_are_not_its_entries() -> None:
    heads = "".join(
        f'<h2 class=day><a href="/2005/09/{day:02}/">{day}</a></h2>' for day in range(29, 17, -1)
    )
    entry = "<div class=entry><h3><a href=/2005/09/29/note_{n}.html>{title}</a></h3><p>Short.</div>"
    diary = f"<div>{heads}{items(entry, SHORT[:4])}</div>"
    found = links(diary, "https://www.example.org/2005/09/")
    assert found == [f"https://www.example.org/2005/09/29/note_{n}.html" for n in range(4)]
