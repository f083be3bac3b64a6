"""What names an item of a list: its headline, and none of the marks that stand beside it."""

from __future__ import annotations

import pytest

from feedmaker.detect.elements import read_places
from feedmaker.detect.titles.other_places import told_unseen
from feedmaker.extract.item_title import TitleWords, item_words, of_list
from feedmaker.page.document import Document


@pytest.mark.parametrize(
    ("link", "title"),
    [
        (
            '<a href=/1 title="The ferry sails again">Plus The ferry sails again</a>',
            "The ferry sails again",
        ),
        (
            '<a href=/1 title="The ferry sails again today">The ferry sails…</a>',
            "The ferry sails again today",
        ),
        (
            '<a href=/1 title="sails again now">The old ferry of Mill sails again now</a>',
            "The old ferry of Mill sails again now",
        ),
        ("<a href=/1>● The ferry sails again</a>", "The ferry sails again"),
        ("<a href=/1>▸ Red boat</a>", "Red boat"),
        (
            "<a href=/1><b class=title>Name :</b> <b class=title>Red boat</b></a>",
            "Red boat",
        ),
        (
            "<a href=/1><b class=titleWrap><i>New</i> <i class=title>Red boat</i></b> 3 m</a>",
            "Red boat",
        ),
        (
            "<a href=/1><b class='title displaynone'>Name</b> <i>Red boat</i></a>",
            "Red boat",
        ),
    ],
)
def test_a_mark_before_a_title_is_none_of_it(link: str, title: str) -> None:
    document = Document(f"<ul><li>{link}</li></ul>", "https://www.example.org/")
    item = document.tree.css_first("li")
    node = document.tree.css_first("a")
    assert item is not None
    assert item_words(document, item, (node, "https://www.example.org/1"), TitleWords()) == title


@pytest.mark.parametrize(
    ("tooltip", "title"),
    [
        ("Permanent link: Repair", "Repair"),
        ("Repair of the old ferry", "Repair of the old ferry"),
        ("Permanent link to Repair of the old ferry", "Repair of the old ferry"),
        ("Lien permanent vers Repair of the old ferry", "Repair of the old ferry"),
        ("Permalinks are for ever", "Permalinks are for ever"),
    ],
)
def test_a_name_that_two_items_share_is_their_title_if_the_tooltip_tells_no_more(
    tooltip: str, title: str
) -> None:
    link = f"<a href=/1 title='{tooltip}'>Repair</a>"
    document = Document(f"<ul><li>{link}</li></ul>", "https://www.example.org/")
    item, node = document.tree.css_first("li"), document.tree.css_first("a")
    assert item is not None
    words = TitleWords(common=frozenset({"repair"}))
    assert item_words(document, item, (node, "https://www.example.org/1"), words) == title


@pytest.mark.parametrize(
    ("words", "title"), [("Red boat", "Red boat"), ("Read more", "1984"), ("€ 12", "€ 12")]
)
def test_a_price_is_no_name_of_what_several_sell(words: str, title: str) -> None:
    other = "<a href=/1>1984</a>"
    document = Document(f"<li>{other}<a href=/1 id=b>{words}</a></li>", "https://www.example.org/")
    item, node = document.tree.css_first("li"), document.tree.css_first("#b")
    assert item is not None
    told = TitleWords(common=frozenset({"red boat", "read more"}))
    assert item_words(document, item, (node, "https://www.example.org/1"), told) == title


@pytest.mark.parametrize(("words", "title"), [("Red boat", "Red boat"), ("Read more", "{}")])
@pytest.mark.parametrize("address", ["https://www.example.org/1", "www.example.org/1"])
def test_an_address_shown_is_no_name_of_what_is_called_as_another(
    words: str, title: str, address: str
) -> None:
    html = f"<li><a href=/1>{words}</a> <a href=/1>{address}</a></li>"
    document = Document(html, "https://www.example.org/")
    item, node = document.tree.css_first("li"), document.tree.css_first("a")
    assert item is not None
    told = TitleWords(common=frozenset({"red boat", "read more"}))
    found = item_words(document, item, (node, "https://www.example.org/1"), told)
    assert found == title.format(address)


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        (
            "<h5>Boats</h5><i>Today</i><h3>The old ferry sails again</h3>",
            "The old ferry sails again",
        ),
        ("<h3>The old ferry</h3><h5>It sails again this spring</h5>", "The old ferry"),
        ("<h4>Lamp</h4><h3>€ 29.90</h3>", "Lamp"),
        (
            f"<h3>The old ferry</h3><p>{'word ' * 20}</p><h2>How it went on board</h2>",
            "The old ferry",
        ),
        ("<b role=heading>Boats</b><h3>The old ferry sails again</h3>", "Boats"),
    ],
)
@pytest.mark.parametrize("whole", ["<a href=/1>{}</a>", "<div>{}<a href=/1>Boats</a></div>"])
def test_a_small_heading_above_a_larger_one_tells_what_the_title_is_about(
    whole: str, inside: str, title: str
) -> None:
    document = Document(f"<ul><li>{whole.format(inside)}</li></ul>", "https://www.example.org/")
    item, node = document.tree.css_first("li"), document.tree.css_first("a")
    assert item is not None
    words = TitleWords(common=frozenset({"boats"}))
    assert item_words(document, item, (node, "https://www.example.org/1"), words) == title


def test_a_label_that_is_said_and_not_shown_is_no_title_where_another_heading_is() -> None:
    item = (
        "<li><h2 class=visually-hidden>Kind</h2><p>Call</p><h2>Grants for the harbour</h2>"
        "<a href=/g/1>Read more</a>"
    )
    document = Document(f"<ul>{item}</ul>", "https://www.example.org/")
    node, link = document.tree.css_first("li"), document.tree.css_first("a")
    assert node is not None
    words = item_words(document, node, (link, "https://www.example.org/g/1"), TitleWords())
    assert words == "Grants for the harbour"


def test_two_goods_of_one_name_are_called_so_where_their_addresses_are_made_of_it() -> None:
    row = "<li><a href=/g/{n}/{slug}>{words}</a> <a href=/g/{n}/{slug}>Boats and more</a></li>"
    name = "Red Boat of Oak"
    for slug, titles in (("Red_Boat_of_Oak.htm", [name] * 2), ("id", ["Boats and more"] * 2)):
        html = "".join(row.format(n=n, slug=slug, words=name) for n in (1, 2))
        document = Document(f"<ul>{html}</ul>", "https://www.example.org/")
        links = [
            (item.css_first("a"), f"https://www.example.org/g/{n}/{slug}")
            for n, item in enumerate(document.tree.css("li"), 1)
        ]
        told = of_list(links, "en")
        items = zip(document.tree.css("li"), links, strict=True)
        assert [item_words(document, item, link, told) for item, link in items] == titles


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        ("http://example.org/1", "Mill Bridge Ltd"),
        ("www.example.org/1/", "Mill Bridge Ltd"),
        ("http://example.org/2", "Mill Bridge Ltd http://example.org/2"),
        ("http://[1", "Mill Bridge Ltd http://[1"),
    ],
)
def test_the_links_own_address_below_its_words_is_none_of_the_title(shown: str, title: str) -> None:
    html = f"<ul><li><a href=/1>Mill Bridge Ltd<br><div>{shown}</div></a> Denied</li></ul>"
    document = Document(html, "https://www.example.org/")
    item, link = document.tree.css_first("li"), document.tree.css_first("a")
    assert item is not None
    assert item_words(document, item, (link, "https://www.example.org/1"), TitleWords()) == title


def test_an_address_that_is_all_of_a_links_words_is_its_title() -> None:
    html = "<ul><li><a href=/1>http://example.org/1</a></li></ul>"
    document = Document(html, "https://www.example.org/")
    item, link = document.tree.css_first("li"), document.tree.css_first("a")
    assert item is not None
    words = item_words(document, item, (link, "https://www.example.org/1"), TitleWords())
    assert words == "http://example.org/1"


@pytest.mark.parametrize(
    ("heads", "title"),
    [
        (
            "<h4>Opinion</h4><h5>{}Ten years on from the flood</a></h5>",
            "Ten years on from the flood",
        ),
        ("<h4>Opinion</h4><h5>{}Read more</a></h5>", "Opinion"),
        ("<h4>Opinion of the board</h4><h5>{}Ten years on from the flood</a></h5>", None),
        ("<h4>{}Opinion</a></h4><h5>{}Ten years on from the flood</a></h5>", "Opinion"),
    ],
)
def test_a_label_above_a_smaller_heading_that_leads_to_the_story_is_no_title(
    heads: str, title: str | None
) -> None:
    html = f"<ul><li><a href=/1><img src=/p.jpg></a>{heads.replace('{}', '<a href=/1>')}</li></ul>"
    document = Document(html, "https://www.example.org/")
    item, link = document.tree.css_first("li"), document.tree.css_first("a")
    assert item is not None
    words = item_words(document, item, (link, "https://www.example.org/1"), TitleWords())
    assert words == (title or "Opinion of the board")


@pytest.mark.parametrize(("call", "told"), [("Minutes of", 1), ("Permanent link to", 0)])
def test_what_calls_each_link_its_entrys_own_is_no_rule_for_titles(call: str, told: int) -> None:
    lines = (f"<a href=/{n} title='{call} the Harbour Board {n}'>Here</a>" for n in range(3))
    places = read_places(Document("".join(lines), "https://www.example.org/"))
    assert len(told_unseen([(place, place) for place in places if place.tag == "a"])) == told


def test_a_card_beside_an_empty_link_is_called_by_what_its_markup_calls_a_headline() -> None:
    html = (
        "<div><a href=/1></a><p><a href=/1><i class=tag>Sport</i> <b class=headline>Red boat</b>"
        " <i class=byline>Ann Ellis</i></a></p></div>"
    )
    document = Document(html, "https://www.example.org/")
    item, node = document.tree.css_first("div"), document.tree.css_first("a")
    assert item is not None
    link = (node, "https://www.example.org/1")
    assert item_words(document, item, link, TitleWords()) == "Red boat"


@pytest.mark.parametrize(
    ("words", "addresses", "named"),
    [
        ("Town Elections", ("/town-elections", "/2012/town-elections-2/"), True),
        ("Town Elections", ("/town-elections-begin", "/town-elections-end"), False),
        ("Elections", ("/elections", "/elections-2"), False),
    ],
)
def test_two_words_are_a_title_of_several_stories_whose_addresses_say_but_them(
    words: str, addresses: tuple[str, ...], named: bool
) -> None:
    html = "".join(f"<a href={url}>{words}</a>" for url in addresses)
    document = Document(html, "https://www.example.org/")
    links = [(node, node.attributes["href"] or "") for node in document.tree.css("a")]
    assert bool(of_list(links, "en").common) is not named
