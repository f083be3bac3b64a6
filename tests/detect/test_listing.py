"""The main list of a page without rules: which links are its stories, and rules that find them."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from time import process_time
from urllib.parse import unquote, urlsplit

import pytest
from detect.pages import rules_of, run

from feedmaker.detect.elements import read_places
from feedmaker.detect.groups import items_of
from feedmaker.detect.links import read_links
from feedmaker.detect.listing import choose, find_listing, propose
from feedmaker.detect.selectors import Picker
from feedmaker.model import ListingRules
from feedmaker.page.charset import decode
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import link_of, read_values, select_nodes, text_of
from feedmaker.urls import absolute

PAGE = "https://www.example.org/news/"
LISTINGS = Path(__file__).parents[3] / "shared/data/listings"
TOPICS = ("storm", "ferry", "bridge", "school", "market", "museum", "library", "station", "garden")
TITLES = [f"The {topic} of the old town opens again this spring" for topic in TOPICS]
MENU = "<nav><ul>" + "".join(f"<li><a href=/{t}>{t}</a>" for t in TOPICS) + "</ul></nav>"
POPULAR = (
    "<aside class=popular><ul>"
    + "".join(
        f"<li><a href=/p/{n}-most-read-story>Everyone reads the long story number {n} today</a>"
        for n in range(5)
    )
    + "</ul></aside>"
)


def items(template: str, titles: list[str] = TITLES) -> str:
    return "".join(
        template.format(n=n, title=title, day=n + 1, turn=("odd", "even")[n % 2])
        for n, title in enumerate(titles)
    )


def links(html: str, url: str = PAGE) -> list[str]:
    """Return the addresses that the found rules give, run as any others."""
    document = Document(html, url)
    rules = find_listing(document)
    if rules is None:
        return []
    found = []
    inside = [*select_nodes(document, rules.within)] if rules.within else [document.root]
    for item in [item for at in inside for item in select_nodes(document, rules.item, at)]:
        node = next(iter(select_nodes(document, rules.link, item)), item) if rules.link else item
        found.append(absolute(link_of(node), document.base))
    return list(dict.fromkeys(filter(None, found)))


STORIES = [f"https://www.example.org/news/{n}-a-story" for n in range(len(TITLES))]


TEMPLATES = {
    "article": "<article class=post><h2><a href=/news/{n}-a-story>{title}</a></h2><p>Words.</p></article>",
    "states": "<li class='item item-{n} {turn}'><a href=/news/{n}-a-story>{title}</a> <time>{day} May 2024</time>",
    "picture": """<div class='row row-{turn}'><a class=img href=/news/{n}-a-story><img></a>
        <a class=title href=/news/{n}-a-story>{title}</a></div>""",
    "byline": """<div class=card><a class=topic href=/t/{n}>News</a>
        <a href=/news/{n}-a-story>{title}</a> by <a class=by href=/u/{n}>Jane {n}</a></div>""",
    "tile": "<a class=tile href=/news/{n}-a-story><b>{day}.5.2024</b><h3>{title}</h3></a>",
    "table": "<tr><td>{day} May 2024</td><td><a href=/news/{n}-a-story>{title}</a></td></tr>",
}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_the_stories_are_found_and_nothing_of_the_chrome(template: str) -> None:
    body = items(template)
    if template.startswith("<tr"):
        body = f"<table>{body}</table>"
    assert links(f"{MENU}<main>{body}</main>{POPULAR}") == STORIES


def test_a_slider_of_the_best_does_not_beat_the_river() -> None:
    slider = items(
        "<div class=slide><h2><a href=/best/{n}-a-story>{title}</a></h2></div>", TITLES[:3]
    )
    river = items(
        "<div class=post><h3><a href=/news/{n}-a-story>{title}</a></h3><p>Words.</p></div>"
    )
    assert links(f"<div class=slider>{slider}</div><main>{river}</main>") == STORIES


def test_a_card_without_a_heading_has_a_rule_for_its_title() -> None:
    card = (
        "<a class=card href=/news/{n}-a-story><span class=kicker>Town</span>"
        "<span class=card-title>{title}</span><span class=text>More words of this story.</span></a>"
    )
    document = Document(f"<main>{items(card)}</main>", PAGE)
    rules = find_listing(document)
    assert rules is not None
    first = select_nodes(document, rules.item)[0]
    values = read_values(document, rules.fields.title, text_of, first)
    assert [value for value, _ in values] == TITLES[:1]


def test_dates_that_call_themselves_so_get_a_rule() -> None:
    item = "<li><a href=/news/{n}-a-story>{title}</a><b class=pub-date>{day} May 2024</b>"
    rules = find_listing(Document(f"<ul>{items(item)}</ul>", PAGE))
    assert rules is not None
    assert [rule.select for rule in rules.fields.date] == [".pub-date"]


def test_selectors_are_short_and_name_no_state_and_no_number() -> None:
    item = "<li class='news-item post-{n}12 {turn}'><a href=/news/{n}-a-story>{title}</a>"
    rules = find_listing(Document(f"<ul>{items(item)}</ul>", PAGE))
    assert rules is not None
    assert [rule.select for rule in rules.item] == [".news-item"]
    assert rules.link == ()


@pytest.mark.parametrize(
    ("body", "within", "item"),
    [
        ("{others}<ul class=news>{river}</ul>", ".news", "li"),
        ("<ul id=news>{river}</ul>", "#news", "li"),
        ("<ul class='mt-2 news-list css-1x9f2k'>{river}</ul>", ".news-list", "li"),
        (
            "<div class=news><ul>{river}</ul></div><div class=news><ul>{more}</ul></div>",
            "",
            ".news li",
        ),
    ],
)
def test_where_items_have_no_name_their_list_is_named(body: str, within: str, item: str) -> None:
    river = items("<li class='mt1 undefined'><a href=/news/{n}-a-story>{title}</a></li>")
    more = items("<li class='mt1 undefined'><a href=/more/{n}-a-story>{title}</a></li>")
    html = f"<main>{body.format(river=river, more=more, others=MENU)}</main>"
    rules = find_listing(Document(html, PAGE))
    assert rules is not None
    assert [rule.text for rule in rules.within] == ([within] if within else [])
    assert [rule.text for rule in rules.item] == [item]


def two_lists() -> Document:
    river = items(
        "<div class=post><h3><a href=/news/{n}-a-story>{title}</a></h3><p>Words.</p></div>"
    )
    notes = "".join(f"<li><a href=/notes/{n}>Note {n}</a></li>" for n in range(6))
    return Document(f"<main>{river}</main><ul class=notes>{notes}</ul>", PAGE)


def given(document: Document, rules: ListingRules | None) -> list[str]:
    assert rules is not None
    return [absolute(link_of(node), PAGE) for node in select_nodes(document, rules.item)]


@pytest.mark.parametrize("shown", [".notes li", ".notes a"])
def test_one_example_chooses_another_list(shown: str) -> None:
    document = two_lists()
    rules = propose(document, yes=document.tree.css(shown)[2:3])
    assert given(document, rules) == [f"https://www.example.org/notes/{n}" for n in range(6)]


def test_what_is_no_story_is_left_out_of_the_list() -> None:
    document = two_lists()
    rules = propose(document, no=document.tree.css(".post"))
    assert given(document, rules) == [f"https://www.example.org/notes/{n}" for n in range(6)]


def test_examples_of_no_common_list_give_no_rules() -> None:
    document = two_lists()
    assert propose(document, yes=document.tree.css("p")) is None


@pytest.mark.parametrize("html", ["", "<a href=#top>Up</a>", f"{MENU}<p>{TITLES[0] * 3}</p>"])
def test_a_page_without_a_list_has_no_rules(html: str) -> None:
    assert find_listing(Document(html, PAGE)) is None


@pytest.mark.parametrize(
    "html",
    [
        items("<li><a href=/news/{n}-a-story>{title}</a>") * 1000,
        items("<ul class=c{n}><li><a href=/news/{n}-a-story>{title}</a>") * 200,
        items("<div class='{title}{title}x{n}'><a href=/news/{n}-a-story>{title}</a>") * 100,
    ],
    ids=["many", "deep", "classes"],
)
def test_hostile_pages_take_bounded_time(html: str) -> None:
    document = Document(html, PAGE)
    started = process_time()
    find_listing(document)
    assert process_time() - started < 5


@pytest.mark.skipif(not LISTINGS.is_dir(), reason="needs the shared pages")
def test_real_pages_give_their_stories() -> None:
    scores = []
    for page in json.loads((LISTINGS / "listings_dev.json").read_text()):
        html = decode(gzip.decompress((LISTINGS / page["html"]).read_bytes()))
        found = {_key(link) for link in links(html, page["url"])}
        core = {_key(item["url"]) for item in page["items"] if item["role"] == "core"}
        more = {_key(item["url"]) for item in page["items"]} - core
        hits, wrong = len(found & core), len(found - core - more)
        scores.append(2 * hits / (hits + wrong + len(core)))
    assert sum(scores) / len(scores) > 0.95


@pytest.mark.skipif(not LISTINGS.is_dir(), reason="needs the shared pages")
def test_on_real_pages_the_rules_give_the_links_that_they_were_made_for() -> None:
    scores = {}
    for page in json.loads((LISTINGS / "listings_dev.json").read_text()):
        html = decode(gzip.decompress((LISTINGS / page["html"]).read_bytes()))
        chosen = choose(Document(html, page["url"]))
        assert chosen is not None
        wanted = {_key(link.url) for link in chosen.links}
        found = {_key(link) for link in links(html, page["url"])}
        scores[page["id"]] = 2 * len(found & wanted) / (len(found) + len(wanted))
    worst = sorted(scores.items(), key=lambda pair: pair[1])[:3]
    assert sum(scores.values()) / len(scores) > 0.99, worst
    assert worst[0][1] > 0.95, worst


def _key(url: str) -> str:
    parts = urlsplit(url)
    path = re.sub("/+", "/", unquote(parts.path)).rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{path}?{unquote(parts.query)}"


def data(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


SHORT = [f"<li><a href=/{kind}/{{n}}>{{title:.12}}</a></li>" for kind in ("a", "b")]
B_LINKS = [f"https://www.example.org/b/{n}" for n in range(len(TITLES))]
STATED = {
    "list": {
        "@type": "ItemList",
        "itemListElement": [{"@type": "ListItem", "url": url} for url in B_LINKS],
    },
    "inner": {
        "@graph": [
            {
                "@type": ["WebPage", "CollectionPage"],
                "mainEntity": {
                    "@type": "ItemList",
                    "itemListElement": [{"item": {"@id": url}} for url in B_LINKS],
                },
            }
        ]
    },
    "blog": {"@type": "Blog", "blogPost": [{"@type": "BlogPosting", "url": u} for u in B_LINKS]},
    "part": [{"@type": "CollectionPage", "hasPart": [{"url": f"/b/{n}"} for n in range(9)]}],
}


@pytest.mark.parametrize("stated", STATED.values(), ids=STATED)
def test_of_two_lists_alike_the_one_in_the_page_s_data_is_it(stated: object) -> None:
    first, second = (f"<div id={n}x><ul>{items(SHORT[n])}</ul></div>" for n in (0, 1))
    assert links(first + second + data(stated)) == B_LINKS


SECTIONS = "".join(
    f"<section><h2>{name}</h2><ul>"
    + items(f"<li class=card><a href=/{name}/{{n}}>{{title}}</a></li>")
    + "</ul></section>"
    for name in ("home", "world", "sport")
)


@pytest.mark.parametrize(
    ("stated", "found"),
    [("home", ["home", "world", "sport"]), ("world", ["world"])],
    ids=["the first ones", "those of a list in the midst"],
)
def test_data_that_breaks_off_after_the_first_stories_leaves_none_out(
    stated: str, found: list[str]
) -> None:
    told = {"@type": "ItemList", "itemListElement": [f"/{stated}/{n}" for n in range(len(TITLES))]}
    wanted = [f"https://www.example.org/{at}/{n}" for at in found for n in range(len(TITLES))]
    assert links(SECTIONS + data(told)) == wanted


@pytest.mark.parametrize("block", ["{", "[" * 90_000, '{"itemListElement": [1, null, {}]}'])
def test_data_that_says_nothing_does_no_harm(block: str) -> None:
    html = f'<script type="application/ld+json">{block}</script>'
    assert links(f"<ul>{items(TEMPLATES['states'])}</ul>{html}") == STORIES


def test_way_marks_are_no_list_of_stories() -> None:
    marks = {
        "@type": "BreadcrumbList",
        "itemListElement": [{"item": {"@id": f"/{topic}"}} for topic in TOPICS],
    }
    river = items("<li><a href=/news/{n}-a-story>{title}</a></li>")
    assert links(f"{MENU}<ul>{river}</ul>{data(marks)}") == STORIES


CARD = "<li><a class=t href=/topic/{turn}>Town</a> <a href=/news/{n}-a-story>{title}</a>"


def test_a_topic_named_on_many_items_is_no_story_of_the_list() -> None:
    document = Document(f"{MENU}<ul>{items(CARD.replace(' class=t', ''))}</ul>", PAGE)
    assert links(document.tree.html or "") == STORIES


def test_two_lists_of_a_front_page_that_look_alike_are_both_taken() -> None:
    river = "<li><h2><a href=/news/{n}-a-story>{title}</a></h2><time>{day} May 2024</time></li>"
    front = (
        "<div class=lead><h3><a href=/lead/{n}-a-story>{title}</a></h3><i>{day}.5.2024</i></div>"
    )
    found = links(f"<ul>{items(river)}</ul><section>{items(front)}</section>")
    assert sorted(found) == sorted(
        [*STORIES, *(url.replace("/news/", "/lead/") for url in STORIES)]
    )


def test_a_list_without_dates_is_not_taken_beside_one_that_has_them() -> None:
    river = "<li><h2><a href=/news/{n}-a-story>{title}</a></h2><time>{day} May 2024</time></li>"
    front = "<div class=lead><h3><a href=/lead/{n}-a-story>{title}</a></h3></div>"
    assert links(f"<ul>{items(river)}</ul><section>{items(front)}</section>") == STORIES


def test_buttons_that_put_things_into_the_cart_are_not_the_list() -> None:
    shop = (
        "<div class=box><a class=b href=/cart/add?id={n}12345>Put {title} into the cart now</a>"
        "<a href=/{n}/x.html>The {title}</a></div>"
    )
    assert links(items(shop)) == [f"https://www.example.org/{n}/x.html" for n in range(len(TITLES))]


def test_a_button_that_only_sold_out_goods_have_is_no_second_story_of_its_item() -> None:
    card = (
        "<div class=row><div class=over><div class=w><div class=name><a href=/{n}/x.html>The {title}</a>"
        "</div><p>28,70 €</div><div class=slide><div class=cart>{button}</div></div></div></div>"
    )
    goods = [f"{one} {number}" for number in range(4) for one in TITLES]
    button = "<a class=button href=/{n}/x.html/notify>Notify me</a>"
    shop = "".join(
        card.format(n=n, title=title, button=button.format(n=n) if n in {5, 17} else "")
        for n, title in enumerate(goods)
    )
    chosen = choose(Document(shop, PAGE))
    assert chosen is not None
    there = [f"https://www.example.org/{n}/x.html" for n in range(len(goods))]
    assert [link.url for link in chosen.links] == there
    assert links(shop) == there


def test_goods_that_are_sold_out_are_of_the_shelf_without_a_price_and_called_otherwise() -> None:
    card = (
        "<li class='{kind}'><span class=box><a class=img href=/hats/{n}-a-hat><img src=/{n}.jpg></a>"
        "<h3><a href=/hats/{n}-a-hat>The warm {title} hat</a></h3>{price}</span></li>"
    )
    there = range(len(TITLES))
    shop = "".join(
        card.format(
            n=n,
            title=title,
            kind="sold_out" if n >= len(TITLES) - 2 else "",
            price="<b>Gone</b>" if n >= len(TITLES) - 2 else "<p class=price>£34.95</p>",
        )
        for n, title in enumerate(TITLES)
    )
    hats = [f"https://www.example.org/hats/{n}-a-hat" for n in there]
    assert links(f"{MENU}<ul class=shelf>{shop}</ul>") == hats
    # what is set in another way is no hat: an advert has no heading of its own
    advert = "<li class=sold_out><a href=/hats/9-a-sale><img src=/s.jpg>All of it must go</a></li>"
    assert links(f"{MENU}<ul class=shelf>{shop}{2 * advert}</ul>") == hats


def test_the_name_of_a_box_above_a_list_is_none_of_it_though_it_is_called_as_its_titles() -> None:
    topics = "".join(f"<p class=topic><a href='/?s={n}'>Topic {n}</a></p>" for n in range(30))
    box = (
        f"<div id=top><table><tr><td>{topics}<td><p>{'Welcome to our shop. ' * 20}</p><table><tr>"
        "<td colspan=2><a class=name href='/?s=88'>Events</a><tr>{events}</table></table></div>"
    )
    event = "<td><i>06.08.2012</i><a class=event href='/?s=88&n={n}'>We sing on day {n}</a>"
    events = "".join(event.format(n=n) for n in range(3))
    card = (
        "<td><div class=group><div class=image><a href='/?n={n}&s=4'><img src=/{n}.jpg></a></div>"
        "<a class=name href='/?s=4&n={n}&from=1'>The {title} and what goes with it, 150 ml</a>"
        "<a class=order href='/?s=4&n={n}&from=1'>Order</a></div>"
    )
    shelf = f"<div id=new><p>New</p><table><tr>{items(card)}</table></div>"
    goods = [f"https://www.example.org/?s=4&n={n}&from=1" for n in range(len(TITLES))]
    assert links(f"<body>{box.format(events=events)}{shelf}") == goods
    # a story that is shown above the others has none below it
    assert "https://www.example.org/?s=88" in links(f"<body>{box.format(events='')}{shelf}")


def test_items_without_any_name_are_said_by_the_element_that_holds_them() -> None:
    menu = "".join(f"<li><a href=/t/{n}>Topic {n}</a></li>" for n in range(12))
    river = "<li><a href=/news/{n}-a-story>{title}</a></li>"
    html = f"<div><ul>{menu}</ul></div><div><p>News</p><ul>{items(river)}</ul></div>"
    document = Document(html, PAGE)
    rules = find_listing(document)
    assert rules is not None
    assert [rule.text for rule in rules.within] == ["body > div:nth-of-type(2) > ul:nth-of-type(1)"]
    (holder,) = select_nodes(document, rules.within)
    found = select_nodes(document, rules.item, holder)
    assert [absolute(link_of(node), PAGE) for node in found] == STORIES


def test_a_block_of_larger_stories_above_the_list_is_taken_with_it() -> None:
    names = ("council", "ferry", "school", "market", "bridge", "museum", "tannery", "river")

    def stories(form: str, kind: str, names: tuple[str, ...] = names) -> str:
        return "".join(form.format(kind=kind, name=n, n=i) for i, n in enumerate(names))

    row = (
        "<div class=row><h3><a href=/{kind}/the-{name}-waits-for-{kind}>"
        "The {name} waits for the {kind} of all</a></h3><p>And so do many others here.</p></div>"
    )
    tile = (
        "<a class=t{n} href=/{kind}/the-{name}-waits-for-{kind}>"
        "<b>The {name} waits for the {kind} of all</b></a>"
    )
    author = tile.replace("/{kind}/", "/author/")
    found = links(
        f"<div class=top>{stories(tile, 'rain', names[:4])}</div>"
        f"<div class=them>{stories(author, 'sun', names[4:])}</div>"
        f"<div>{stories(row, 'snow')}</div>"
        f"<div class=end>{stories(tile, 'wind', names[4:])}</div>"
    )
    assert {address.split("-")[-1] for address in found} == {"rain", "snow"}
    assert len(found) == 12


def test_posts_called_recent_in_the_main_part_are_no_sidebar() -> None:
    """So is a blog's own list called, and its parts after it; its sidebar may be as well."""
    post = (
        "<div class=recent-item><div class={kind}><a class=name href=/news/{n}-a-story>{title}</a>"
        "<time>{day}.5.2024</time><p>{text}</p></div></div>"
    )
    posts = "".join(
        post.format(
            n=n,
            day=n + 1,
            title=TITLES[n][:14],
            kind=("recent-info", "'recent-info bare'")[n % 2],
            text="Some words. " * 6,
        )
        for n in range(5)
    )
    latest = "".join(
        f"<li><a href=/news/{n}-a-story>{title}</a> <time>{n}.6.2024</time>"
        for n, title in enumerate(TITLES[3:8], 3)
    )
    page = f"<div class=recent-list>{posts}</div><aside><ul class=recent-list>{latest}</ul></aside>"
    assert links(page) == STORIES[:5]


def test_two_stories_that_are_articles_make_a_list_if_their_links_are_called_titles() -> None:
    story = "<article><p>{day}.5.2024</p><a class=post-title href=/news/{n}-a-story>{title}</a></article>"
    assert links(f"{MENU}<main>{items(story, TITLES[:2])}</main>") == STORIES[:2]
    for other in ("div", "section"):
        plain = story.replace("article", other)
        assert find_listing(Document(f"<main>{items(plain, TITLES[:2])}</main>", PAGE)) is None


def test_two_cards_that_are_links_around_a_heading_make_a_list() -> None:
    card = "<div class=news-card><a href=/news/{n}-a-story><h2>{title}</h2></a><p>Read on</p></div>"
    latest = "<ul class=sidebar>" + items("<li><a href=/a/{n}>Tea {n}</a>") + "</ul>"
    assert links(f"<main>{items(card, TITLES[:2])}</main>{latest}") == STORIES[:2]


def test_the_page_of_a_topic_is_no_cloud_of_topics() -> None:
    """It is named after the topic, as clouds are, but its stories have dates, which topics have not."""
    row = "<div class=row><time>{day}.5.2024</time> <a href=/news/{n}-a-story>{title}</a></div>"
    latest = (
        "<div class=row><time>{day}.6.2024</time> <a href=/news/{n}-a-story>{title} and summer</a>"
    )
    beside = items(latest, TITLES[2:8])
    page = f"<main><div id=tag>{items(row, TITLES[:4])}</div><aside>{beside}</aside></main>"
    assert links(page) == STORIES[:4]
    cloud = items("<a class=t href=/topics/{n}-the-topic>All that we know of {title}</a>")
    river = items("<div><a href=/news/{n}-a-story>{title}</a></div>")
    assert links(f"<main><div>{river}</div><div id=tags>{cloud}</div></main>") == STORIES


def test_a_list_and_its_links_to_people_are_no_second_list() -> None:
    row = (
        "<div><div><a href=/news/{n}-a-story>{title}</a><br><a href=/u{n}>Ann{n}</a></div>"
        "<div>{n} answers</div><div><a href=/v{n}>Bob{n}</a> {n} hours ago</div></div>"
    )
    html = f"{MENU}<main><div>{items(row)}</div></main>"
    assert [*run(html, PAGE, rules_of(html, PAGE))] == STORIES


def test_counts_of_answers_are_no_titles() -> None:
    row = (
        "<div><div><a href=https://elsewhere.example/{n}/>{title}</a></div><div>Ann {n} days ago <a"
        " href=/s/{n}-the-answers-to-a-story>{n}7 comments</a></div></div>"
    )
    html = f"{MENU}<main><div>{items(row)}</div></main>"
    found = run(html, PAGE, rules_of(html, PAGE))
    assert [*found] == [f"https://elsewhere.example/{n}/" for n in range(9)]


def test_what_some_rows_hold_tells_them_from_their_table_s_head_though_another_holds_none() -> None:
    row = "<tr class=row><td><a href=/news/{n}-a-story>{title}</a></td></tr>"
    rows = items(row, [f"{title} of {year}" for title in TITLES for year in (2022, 2023, 2024)])
    beside = items("<tr><td><a class=top href=/tv/{n}-a-story>{title} on air</a></td></tr>")
    head = "<tr><td><a href=/tv/>All that is on air</a></td></tr>"
    lead = (
        "<table class=lead><tr><td><a href=/news/99-a-story>The storm is over</a></td></tr></table>"
    )
    menu = "".join(f"<tr><td><a href=/{t}/{n}>{t}</a></td></tr>" for t in TOPICS for n in range(3))
    table = (
        f"<table class=side>{head}{beside}</table>{lead}<table>{menu}</table><table>{rows}</table>"
    )
    document = Document(f"<body>{table}", PAGE)
    places = read_places(document)
    every = read_links(document, places)
    stories = [link for link in every if link.url.endswith("-a-story")]
    picked = Picker(places, every, stories).pick(items_of(stories))
    assert picked.amiss == 0, picked.selector


def test_the_reader_s_name_above_a_table_of_phrases_is_no_row_of_it() -> None:
    head = (
        "<tr><td><table><tr><td><a href=/><img src=logo.png></a></td><td><a href=newest>new</a></td>"
        '<td><span><a id=me href="user?id=okra">okra</a> (<span>1</span>) |'
        ' <a id=out href="logout?auth=9">logout</a></span></td></tr></table></td></tr>'
    )
    rows = items(
        "<tr class=thing><td>{n}.</td><td><img src=s.gif></td>"
        "<td><span><a href=/careers/{n}-at-the-shop>{title}, {n}</a></span></td></tr>"
        '<tr><td colspan=2></td><td><a href="item?id=47{n}">{n} days ago</a></td></tr>',
        TITLES * 4,
    )
    html = f"<table>{head}<tr><td><table>{rows}</table></td></tr></table>"
    assert all("/careers/" in url for url in links(html, "https://www.example.org/jobs"))
