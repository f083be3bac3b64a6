"""What is taken of each kind of page that feeds lead to, without a rule.

Skeletons of what the usual systems write, with invented text. How judges vote and what a block
tells is tested in `test_content`; what of a picture or a table is fit for a feed, in `clean`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from feedmaker.extract.content import find_content
from feedmaker.extract.content.blocks import read_blocks, summed
from feedmaker.extract.content.candidates import take
from feedmaker.page.document import Document

PAGE = "https://www.example.org/t/pump/71"
ASKED = "My bilge pump starts every ten minutes since Sunday, and I can't find where the water is coming from."
FIRST = "Look at the stern gland first: ours dripped for a whole winter before anyone had thought of it."
LAST = "It was the stern gland. Two turns of the nut, and the pump has been silent since yesterday night."
MENU = "<nav><ul><li><a href=/>Home</a><li><a href=/new>New posts</a><li><a href=/crew>Crew list</a></ul></nav>"
END = "<footer><p>Powered by Harbour Board. <a href=/imprint>Imprint</a></p></footer>"


@dataclass(frozen=True)
class Kind:
    """A page's middle, what must be taken of it in this order, and what must not."""

    html: str
    taken: tuple[str, ...]
    left: tuple[str, ...] = ()


def _posts(post: str) -> str:
    people = (("Ada", ASKED), ("Bo", FIRST), ("Cy", LAST))
    return "".join(
        post.replace("WHO", who).replace("TEXT", text).replace("NR", str(n))
        for n, (who, text) in enumerate(people)
    )


THREAD = (ASKED, FIRST, LAST)
PHPBB = (
    '<div id=pNR class="post has-profile bg2"><div class=inner><dl class=postprofile><dt><a href=/u/NR>WHO</a></dt>'
    "<dd><strong>Posts:</strong> <a href=/s>71</a></dd></dl><div class=postbody><h3><a href=#pNR>Re: Pump</a></h3>"
    "<p class=author>by <a href=/u/NR>WHO</a></p><div class=content>TEXT</div></div></div></div>"
)
VBULLETIN = (
    '<li class="postbit postbitlegacy postcontainer" id=post_NR><div class=postdetails><div class=userinfo>'
    "<a class=username href=/u/NR>WHO</a><span class=rank>Senior Member</span></div><div class=postbody>"
    "<div class=content><blockquote class=postcontent>TEXT</blockquote></div></div></div>"
    "<div class=postfoot><a href=/reply>Reply With Quote</a></div></li>"
)
DISCOURSE = (
    '<div class="topic-body crawler-post" itemscope itemtype="http://schema.org/DiscussionForumPosting">'
    "<div class=crawler-post-meta><span class=creator><a href=/u/NR><span itemprop=name>WHO</span></a></span></div>"
    "<div class=post itemprop=text><p>TEXT</p></div></div>"
)
QUESTIONS = (
    f'<div class="question js-question"><div class=js-vote-count>12</div><div class="s-prose js-post-body"><p>{ASKED}</p></div></div>'
    + "".join(
        f'<div class="answer js-answer"><div class=js-vote-count>3</div><div class="s-prose js-post-body"><p>{text}</p></div>'
        f"<div class=user-details><a href=/u>{who}</a></div></div>"
        for who, text in (("Bo", FIRST), ("Cy", LAST))
    )
)
ISSUE = (
    '<div class="js-timeline-item"><div class="timeline-comment"><div class="timeline-comment-header"><a href=/WHO>WHO</a>'
    ' commented</div><div class="comment-body markdown-body"><p>TEXT</p></div></div></div>'
)
KINDS = {
    "phpBB": Kind(_posts(PHPBB), THREAD),
    "vBulletin": Kind(f"<ol class=posts>{_posts(VBULLETIN)}</ol>", THREAD),
    "Discourse": Kind(_posts(DISCOURSE), THREAD),
    "questions": Kind(QUESTIONS, THREAD),
    "issue": Kind(_posts(ISSUE), THREAD),
    "mailing list": Kind(
        f"<h1>[Boats] Pump</h1><b>Ada</b> <i>Mon Mar 4 2024</i><hr><pre>{ASKED}\n\n&gt; {FIRST}\n\n{LAST}\n</pre><hr>",
        THREAD,
    ),
    "documentation": Kind(
        f"<div class=toc><ul><li><a href=#a>Installing</a><li><a href=#b>Running it</a></ul></div><div class=body><h2>Installing</h2><p>{ASKED}</p>"
        f"<pre><code>pump --start\npump --every 10</code></pre><p>{FIRST}</p><table><tr><th>Key</th></tr><tr><td>every ten minutes by default</td></tr></table><p>{LAST}</p></div>",
        (ASKED, "pump --start\npump --every 10", FIRST, "by default", LAST),
        ("Running it",),
    ),
    "changelog": Kind(
        "<div class=notes><h2>2.1</h2><ul><li>The pump can be stopped from the bridge.</li><li>Alarms are heard in all cabins.</li></ul>"
        "<h2>2.0</h2><ul><li>The pump counts how often it starts.</li><li>Old valves are no longer supported.</li></ul></div>",
        ("stopped from the bridge", "heard in all cabins", "how often it starts", "Old valves"),
    ),
    "gallery": Kind(
        "<article><p>Forty boats raced around the lighthouse on Sunday; here are the best pictures of the day.</p>"
        + "".join(
            f"<figure><img src=/{n}.jpg><figcaption>Boat number {n} rounds the lighthouse.</figcaption></figure>"
            for n in range(4)
        )
        + "</article>",
        ("Forty boats", "/0.jpg", "Boat number 2", "/3.jpg"),
    ),
    "video": Kind(
        f"<article><video src=/pump.mp4 controls></video><div class=description><p>{ASKED}</p><p>{LAST}</p></div></article>"
        "<ul class=upnext><li><a href=/v/1>How to paint a hull</a><li><a href=/v/2>Ten knots to know</a></ul>",
        (ASKED, LAST),
        ("paint a hull",),
    ),
    "short note": Kind(f"<div class=note><p>{FIRST}</p></div>", (FIRST,)),
    "comic": Kind(
        "<div id=comic><img src=/comics/71.png alt='Two gulls'></div><p>Number 71: Two gulls discuss the price of fish.</p>",
        ("Two gulls discuss",),
    ),
    "press release in a table": Kind(
        f"<table width=760><tr><td width=160><a href=/a>About us</a><br><a href=/b>Press</a></td><td><b>Harbour, 4 March</b><br><br>{ASKED}<br><br>{FIRST}<br><br>{LAST}</td></tr></table>",
        THREAD,
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_of_each_kind_of_page_all_its_text_is_taken_in_order(kind: str) -> None:
    case = KINDS[kind]
    found = find_content(
        Document(f"<title>Pump</title><body>{MENU}{case.html}{END}", PAGE)
    ).replace("&gt;", ">")
    places = [found.find(text) for text in case.taken]
    assert -1 not in places
    assert places == sorted(places)
    for text in (*case.left, "New posts", "Powered by"):
        assert text not in found


@pytest.mark.parametrize("kind", ["phpBB", "vBulletin", "Discourse", "issue"])
def test_who_wrote_each_post_stays(kind: str) -> None:
    found = find_content(Document(f"<title>Pump</title><body>{MENU}{KINDS[kind].html}{END}", PAGE))
    assert all(f">{who}<" in found for who in ("Ada", "Bo", "Cy"))


TALK = "".join(
    f"<li class=comment><a href=/u/{name}>{name}</a><p>{text * 6}</p>"
    for name, text in (
        ("ada", "I crossed on the first boat this morning, and the cabins smell of fresh paint. "),
        ("bob", "Mine was late by an hour, but nobody on the quay seemed to mind it at all. "),
        ("cleo", "Does anyone know whether bicycles are taken for free on the evening boats? "),
        ("dan", "They are, if you come early; the deck holds a dozen of them and no more. "),
    )
)


def talked_of(kind: str) -> str:
    html = f"""<!doctype html><title>The ferry is back</title><meta property=og:type content={kind}>
    <body><main><article><h1>The ferry is back</h1><p>After two years in the yard the old ferry crosses
    the bay again, and the island is glad of it.</p><p>Hundreds of people stood on the quay and waved when
    it passed the lighthouse at noon, said the harbour office, which sold all tickets within an hour.</p>
    <p>The town will pay for the repair of the pier, which is to begin in the summer.</p></article><ul class=talk>{TALK}</ul></main>"""
    return find_content(Document(html, "https://www.example.org/post/7"))


def test_an_article_that_is_far_longer_than_what_other_members_say_below_it_is_no_thread() -> None:
    for times, taken in ((60, False), (8, True)):
        story = "<p>After two years in the yard the old ferry crosses the bay again.</p>" * times
        found = find_content(
            Document(
                f"<title>Ferry</title><body><article><a href=/u/eve>eve</a>{story}</article>"
                f"<ul>{TALK}</ul>",
                PAGE,
            )
        )
        assert "two years" in found
        assert ("bicycles" in found) == taken


def test_paragraphs_that_are_called_posts_are_no_thread_and_what_is_between_them_stays() -> None:
    lines = (
        "After two years in the yard the old ferry crosses the bay again, and the island is glad of it. ",
        "The boat came back to the harbour early on Monday, long after the storm that broke its rudder. ",
        "The crew had sailed for eleven days and slept little, the captain told a friend of ours. ",
        "Tickets for the first crossing were sold out within an hour, said the harbour office. ",
    )
    first, second, third, last = (
        f"<p class=pw-post-body-paragraph>{line * 3}</p>" for line in lines
    )
    found = find_content(
        Document(
            f"<title>Ferry</title><body><article><h1>Ferry</h1>{first}<h2>The long way home</h2>"
            f"{second}{third}<ul><li>Bicycles travel for free<li>Dogs need a lead</ul>{last}</article>",
            PAGE,
        )
    )
    for said in ("After two years", "The long way home", "Dogs need a lead", "Tickets"):
        assert said in found


def test_comments_are_the_page_where_it_says_that_it_is_no_article() -> None:
    content = talked_of("website")
    places = [content.find(part) for part in ("two years", "fresh paint", "bicycles", "a dozen")]
    assert -1 not in places
    assert places == sorted(places)


def test_comments_below_an_article_are_none_of_it() -> None:
    content = talked_of("article")
    assert "two years" in content
    assert "bicycles" not in content


BOATS = ("Adelheid", "Concordia", "Little Owl", "Brask", "Heron", "Nightingale", "Swift", "Petrel")


def _gallery(said: str, below: str) -> str:
    photos = "".join(
        f"<figure><img src=/{at}.jpg><figcaption>{said.replace('BOAT', f'{boat} {at}')}</figcaption></figure>"
        for at, boat in enumerate(BOATS * 2)
    )
    more = "<h3><a href=/1>The mayor forgot the winter road</a></h3><p>A day with a flask and a map.</p>"
    return (
        f"<body>{MENU}<main><h1>The regatta</h1><div class=story>{photos}{below}</div>"
        f"<h2>More stories</h2><div>{more * 3}</div></main>{END}"
    )


def test_the_article_of_a_gallery_is_its_captions_and_not_the_one_note_below_them() -> None:
    said = "Nobody on the quay had seen the BOAT sail before, and her owner will not say where she was."
    note = "<p>If you enjoyed this, hold the button, follow me here, or write to us. I write a free letter, too.</p>"
    found = find_content(Document(_gallery(said, note), PAGE))
    assert all(f"seen the {boat} {at} sail" in found for at, boat in enumerate(BOATS * 2))


def test_pictures_that_say_less_than_the_text_beside_them_are_no_gallery() -> None:
    linked = f"<a href=/1>{ASKED}</a>"
    for said in (linked, "The BOAT"):
        note = f"<div class=text>{f'<p>{FIRST}</p><p>{LAST}</p>' * 8}</div>"
        found = find_content(Document(_gallery(said, note), PAGE))
        assert FIRST in found
        assert MENU not in found
        assert ASKED not in found


def test_code_that_judges_pass_over_stays_with_the_lines_that_tell_of_it() -> None:
    document = Document(
        f"<p>{ASKED}</p><div><h3>Examples</h3><p>Example 1: two basins</p>"
        "<div><code>tide_split($inlet, 2);<br>print_r($basins);</code></div>"
        "<p>The above will output:</p><pre>Array ( 41, 12 )</pre></div>"
        f"<p>Said beside it</p><p>{LAST}</p>",
        PAGE,
    )
    body = document.tree.body
    assert body is not None
    blocks = read_blocks(body)
    agreed = summed(blocks, lambda b: len(b.words) if len(b.words) > 12 else 0)
    found = take(blocks, blocks[0], agreed, body)
    for text in ("Examples", "Example 1:", "tide_split", "The above will", "Array", LAST):
        assert text in found
    assert "Said beside it" not in found
