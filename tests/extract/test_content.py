"""The content of an article page without a rule: the page's own subtree, whole and alone."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from trafilatura import extract

from feedmaker.extract.content import find_content, judges
from feedmaker.extract.content.blocks import read_blocks, summed
from feedmaker.extract.content.choose import believed, choose
from feedmaker.extract.content.judges import Handed, told_by_the_page
from feedmaker.extract.content.needless import find_needless
from feedmaker.extract.content.signals import shares, told_by_themselves
from feedmaker.extract.content.thread.threads import called_posts, find_thread
from feedmaker.extract.content.verdicts import Verdict, by_signals, with_lists
from feedmaker.extract.content.words import Spoken, words_of
from feedmaker.extract.guesses import guess_fields
from feedmaker.page.charset import decode
from feedmaker.page.document import Document

PAGE = "https://www.example.org/news/ferry"
SENTENCES = [
    "The ferry came back to the harbour early on Monday, two years after the storm.",
    "Hundreds of people stood on the quay and waved when it passed the old lighthouse.",
    "The crew had sailed for eleven days and slept little, the captain told the paper.",
    "Tickets for the first crossing were sold out within an hour, said the harbour office.",
    "The town will pay for the repair of the pier, which is to begin in the summer.",
]
STORY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
FIGURE = "<figure><img src=/ferry.jpg alt=Ferry><figcaption>At the quay. Photo: Pier</figcaption></figure>"
TABLE = "<table><tr><th>Day</th><th>Time</th></tr><tr><td>Monday</td><td>07:55</td></tr></table>"
ARTICLES = Path(__file__).parents[3] / "shared/data/articles"


def page(article: str) -> Document:
    html = f"""<!doctype html><title>Ferry returns | Gazette</title><body>
    <nav><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></nav><h1>Ferry returns</h1>
    <main>{article}</main>
    <aside><h3>Most read</h3><ul><li><a href=/a>Storm over the coast</a>
    <li><a href=/b>Bridge closed for repair</a></ul></aside>
    <footer><p>Copyright Harbour Gazette. All rights reserved.</p></footer>"""
    return Document(html, PAGE)


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_the_whole_story_is_found_without_the_pages_chrome() -> None:
    found = text(find_content(page(f"<article>{STORY}</article>")))
    assert all(sentence in found for sentence in SENTENCES)
    assert not re.search("Home|Most read|Storm over|Copyright", found)


def test_pictures_captions_and_tables_stay_where_they_stood() -> None:
    half = len(STORY) // 2
    story = STORY.replace("</p>", f"</p>{FIGURE}{TABLE}", 1)
    assert len(story) > half
    found = find_content(page(f"<article>{story}</article>"))
    order = [found.index(part) for part in (SENTENCES[0], "ferry.jpg", "At the quay", "07:55")]
    assert order == sorted(order)
    assert found.index("07:55") < found.index(SENTENCES[1])


def test_links_to_other_stories_within_the_content_go_with_their_pictures() -> None:
    box = (
        "<div class=box><a href=/x><img src=/x.jpg>Lighthouse is to be painted red again</a>"
        "<a href=/y><img src=/y.jpg>Fishermen meet in the town hall tonight</a></div>"
    )
    found = find_content(page(f"<article>{STORY}{box}</article>"))
    assert SENTENCES[-1] in found
    assert "x.jpg" not in found


def test_a_hidden_second_copy_of_the_story_is_not_taken_too() -> None:
    found = find_content(page(f"<article>{STORY}</article><div class=copy>{STORY}</div>"))
    assert found.count(SENTENCES[0]) == 1


def test_a_story_without_spaces_between_its_words_is_found() -> None:
    story = "".join(
        f"<p>渡船は二年ぶりに港へ戻り、岸壁では{n}百人の町の人が手を振って迎えた。</p>"
        for n in "一二三四五"
    )
    assert "渡船は二年ぶりに" in find_content(page(f"<article>{story}</article>"))


@pytest.mark.parametrize(
    "body", ["", "<p>Short.</p>", "<img src=/a.jpg>", "<script>var a = 1</script>"]
)
def test_a_page_without_an_article_has_no_content(body: str) -> None:
    assert find_content(Document(f"<body>{body}</body>", PAGE)) == ""


def test_a_page_that_is_all_story_gives_no_body_tag() -> None:
    found = find_content(Document(f"<body>{STORY}", PAGE))
    assert SENTENCES[0] in found
    assert "<body" not in found


def test_the_guess_is_the_heading_and_the_contents_first_picture() -> None:
    document = page(f"<article>{STORY}</article>")
    fields = guess_fields(document, f"<div>{FIGURE}<img src=/second.jpg></div>")
    assert fields.title == "Ferry returns"
    assert fields.image == "https://www.example.org/ferry.jpg"


def test_the_guess_is_the_head_where_there_is_no_heading_and_no_picture() -> None:
    fields = guess_fields(Document("<title>Ferry  returns</title>", PAGE), "")
    assert (fields.title, fields.image) == ("Ferry returns", "")


def test_the_judge_is_imported_only_when_it_is_asked() -> None:
    code = "import sys, feedmaker.extract.content; sys.exit('trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_unseen_characters_and_ruby_do_not_hide_that_texts_agree() -> None:
    assert words_of("Ha\u00adfen\u200b ﬁsh CAFÉ") == ["hafen", "fish", "café"]
    story = STORY.replace("harbour", "har&shy;bour").replace("ferry", "fer&shy;ry")
    found = find_content(page(f"<article>{story}</article>"))
    assert found.count("<p>") == len(SENTENCES)
    story = "".join(
        f"<p><ruby>渡船<rt>とせん</rt></ruby>は<ruby>{n}年<rt>ねん</rt></ruby>ぶりに港へ戻り、岸壁では町の人が手を振って迎えた。</p>"
        for n in "一二三四五"
    )
    assert find_content(page(f"<article>{story}</article>")).count("<rt>") == 10


def test_plain_letters_give_the_same_words_whatever_stands_beside_them() -> None:
    line = "It's 07:55, snake_case & CAFE-bar\x1fbehind"
    words = ["it", "s", "07", "55", "snake_case", "cafe", "bar", "behind"]
    assert words_of(line) == words
    assert words_of(f"{line} é") == [*words, "é"]


def test_names_tell_what_stands_beside_an_article_in_any_case_and_within_words() -> None:
    names = ["Related-Stories", "postShareBar", "ad", "top-ads", "mainMenu menu", "authorBio"]
    others = ["header", "loaded", "readable", "submenu", "story2", "shadow"]
    for name in [*names, *others]:
        html = f"<body><div class='{name}'><p>{SENTENCES[0]}</p></div><main>{STORY}</main>"
        body = Document(html, PAGE).tree.body
        assert body is not None
        block = next(one for one in shares(read_blocks(body)) if one)
        assert (block["named beside"] < 0) == (name in names), name


def test_only_words_in_a_row_agree() -> None:
    spoken = Spoken(words_of("the ferry came back to the harbour"))
    assert spoken.agreeing(words_of("Today the ferry came back, and to the harbour")) == 7
    assert spoken.agreeing(words_of("harbour the to back came ferry")) == 0
    assert spoken.agreeing(["ferry", "boat"]) == 1


def test_a_short_notice_is_an_article_too() -> None:
    notice = "<p>No ferry on Monday: the crew has its yearly training day.</p>"
    assert "yearly training" in find_content(page(f"<article>{notice}</article>"))


def test_the_judge_with_whom_all_others_agree_best_is_believed() -> None:
    menu, story, most = Verdict([9, 0, 0], 9), Verdict([0, 30, 0], 30), Verdict([0, 30, 8], 38)
    nothing = Verdict([0, 0, 0], 0)
    assert believed([menu, story], most) is story
    assert believed([most, story], menu) is most  # both are as near to each other: the first
    assert believed([nothing, menu], nothing) is menu  # who found nothing has no vote


def test_what_the_blocks_tell_counts_as_much_as_two_judges_and_is_believed_alone() -> None:
    short, whole = Verdict([30, 0], 30), Verdict([30, 60], 90)
    assert believed([short, whole, short], whole) is whole
    assert believed([Verdict([0, 0], 0)], whole) is whole


def test_a_line_is_not_the_article_if_all_beside_it_say_the_same() -> None:
    again = f"<p>{SENTENCES[0]} {SENTENCES[1]}</p>"
    found = find_content(page(f"<article>{again * 4}</article>"))
    assert found.count(SENTENCES[0]) == 4


def test_who_is_not_installed_has_no_vote() -> None:
    code = (
        "import sys; sys.modules['resiliparse'] = None\n"
        "from feedmaker.extract.content.judges import Handed, judge_resiliparse\n"
        "from feedmaker.page.document import Document\n"
        "page = Handed(Document('<p>The ferry came back.</p>', ''))\n"
        "sys.exit(judge_resiliparse(page) != '')"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_judges_share_a_tree_and_each_says_what_it_says_of_the_html_alone() -> None:
    beside = "<aside><script>let a = '<p>';</script>\x01<p>Tides: high at noon.</p></aside>"
    parted = "<p>It lay at the north pier of the har<script>go()</script>bour for a<style></style> week.</p>"
    shared = Handed(page(f"<!-- x --><article>{STORY}{parted}</article>{beside}"))
    asked: dict[str, dict[str, Any]] = {
        "fast": {"fast": True},
        "precision": {"favor_precision": True},
        "default": {},
    }
    for name in [*asked, *reversed(asked)]:
        judge = getattr(judges, f"judge_{name}")
        alone = extract(shared.html, include_comments=False, **asked[name])
        assert alone
        assert words_of(judge(shared)) == words_of(alone)  # in lines or not


def test_data_that_judges_read_stays_for_them() -> None:
    told = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(SENTENCES)})
    document = page(f'<script type="application/ld+json">{told}</script><script>go()</script>')
    assert SENTENCES[-1] in judges.judge_default(Handed(document))


@pytest.mark.parametrize(
    "opened",
    ["<dialog>", "<div role=dialog>", "<div class='privacy-modal x'>", "<div id=cookie-banner>"],
)
def test_what_is_laid_over_the_page_is_not_its_article(opened: str) -> None:
    consent = (
        "<p>We and our partners store small files on your device, to measure what you read"
        " and to show you offers that suit you.</p>"
    )
    layer = f"{opened}<h2>Your choice</h2>{consent}</{'dialog' if opened == '<dialog>' else 'div'}>"
    found = find_content(page(f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>{layer}"))
    assert SENTENCES[1] in found
    assert "partners" not in found


def test_an_article_that_is_called_a_dialog_is_read() -> None:
    found = find_content(page(f"<div class=dialog><article>{STORY}</article></div>"))
    assert SENTENCES[-1] in found


def test_the_items_of_a_list_in_the_midst_of_an_article_are_of_it() -> None:
    items = "".join(f"<li>Take the {n} ferry to the island</li>" for n in ("first", "second"))
    links = "<ul><li><a href=/a>Storm over the coast</a></ul>"
    body = page(f"<p>{SENTENCES[0]}</p><ul>{items}</ul>{links}<p>{SENTENCES[1]}</p>").tree.body
    assert body is not None
    blocks = read_blocks(body)
    left_out = Verdict([len(b.words) if b.tag == "p" else 0 for b in blocks], 30)
    mended = with_lists(blocks, left_out, [0.0] * len(blocks))
    taken = [" ".join(b.words) for b in blocks if b.tag == "li" and mended.agreed[b.at]]
    assert taken == ["take the first ferry to the island", "take the second ferry to the island"]
    assert mended.words == 30 + 14


def test_the_text_that_a_page_tells_itself_is_read_from_its_data() -> None:
    told = json.dumps({"@type": "NewsArticle", "articleBody": f"<p>{SENTENCES[0]}</p>"})
    for block, text_of_it in ((told, SENTENCES[0]), ('{"@type": "NewsArticle"}', ""), ("{", "")):
        html = f"<script type=application/ld+json>{block}</script>{STORY}"
        assert told_by_the_page(Document(html, PAGE)).strip() == text_of_it


def posts(tag: str, name: str, texts: list[str]) -> str:
    return "".join(
        f"<{tag} class='{name}'><div class=user><a href=/u/{n}>Sailor {n}</a> <span>Rank 4</span></div>"
        f"<div class=body><p>{text}</p></div><ul><li><a href=#q>Quote</a></ul></{tag}>"
        for n, text in enumerate(texts)
    )


@pytest.mark.parametrize(
    ("tag", "name"),
    [("article", "message message--post"), ("div", "post bg1"), ("li", "postbit postcontainer")],
)
def test_of_a_thread_all_posts_are_taken_in_order(tag: str, name: str) -> None:
    found = find_content(page(posts(tag, name, SENTENCES)))
    places = [found.index(sentence) for sentence in SENTENCES]
    assert places == sorted(places)
    assert not re.search("Most read|Storm over|Copyright", found)


def asked(document: Document) -> list[str]:
    choice = choose(document)
    assert choice is not None
    return list(choice.heard)


def test_of_a_thread_that_is_the_page_no_judge_is_asked() -> None:
    talk = posts("article", "message", SENTENCES)
    assert asked(page(talk)) == ["signals"]
    says_article = '<meta property="og:type" content="article">'
    assert "fast" in asked(page(says_article + talk))
    assert "fast" in asked(page(posts("div", "answer", SENTENCES)))
    assert "fast" in asked(page(f"{STORY * 3}{posts('div', 'comment', SENTENCES)}"))


@pytest.mark.parametrize(
    ("told", "others"),
    [
        (SENTENCES, []),
        (SENTENCES[:2], ["fast"]),
        (["Storms are rare on this coast."] * 9, ["fast"]),
    ],
)
def test_of_a_text_that_the_page_tells_itself_no_judge_is_asked(
    told: list[str], others: list[str]
) -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(told)})
    script = f"<script type='application/ld+json'>{data}</script>"
    heard = asked(page(f"{script}<article>{STORY}</article>"))
    assert heard == ["signals", *(others or ["page"])]


@pytest.mark.parametrize(("name", "found"), [("message", 5), ("comment", 0)])
def test_a_thread_is_found_though_the_judges_took_a_line_beside_it(name: str, found: int) -> None:
    posts_of_it = posts("article", name, [f"{one} {one}" for one in SENTENCES])
    body = page(f"<p>Ask the crew here whatever you want to know.</p>{posts_of_it}").tree.body
    assert body is not None
    blocks = read_blocks(body)
    beside = next(block for block in blocks if block.words[:1] == ["ask"])
    agreed = summed(blocks, lambda b: 4 if b is beside else 0)
    assert (
        len(thread.posts if (thread := find_thread(blocks, agreed, called_posts(blocks))) else ())
        == found
    )


def test_an_article_and_the_teasers_of_others_are_no_thread_though_each_is_called_a_post() -> None:
    read_on = "".join(
        f"<article class=post><h3><a href=/{n}>Storm over the coast</a></h3><p>{text}</p></article>"
        for n, text in enumerate(SENTENCES)
    )
    for beside, found in ((read_on, 0), (read_on.replace("href=/", "href=#"), 6)):
        body = page(f"<article class=post>{STORY}</article>{beside}").tree.body
        assert body is not None
        blocks = read_blocks(body)
        agreed = summed(blocks, lambda block: len(block.words))
        assert (
            len(
                thread.posts
                if (thread := find_thread(blocks, agreed, called_posts(blocks)))
                else ()
            )
            == found
        )


def test_a_request_for_consent_that_is_longer_than_the_page_is_not_taken() -> None:
    asked = "<p>We and our partners store cookies on your device to show you other offers.</p>" * 30
    found = find_content(page(f"{STORY}<p>{SENTENCES[0]}</p><div id=the-consent-sdk>{asked}</div>"))
    assert SENTENCES[-1] in found
    assert "our partners" not in found


def test_comments_below_an_article_are_no_thread() -> None:
    comments = posts("div", "comment", ["I was on the quay that day, too, and it was cold."] * 4)
    found = find_content(page(f"<article>{STORY}</article><section>{comments}</section>"))
    assert SENTENCES[-1] in found
    assert "it was cold" not in found


def test_what_stands_in_a_noscript_for_all_of_the_page_is_read() -> None:
    body = (
        f"<body><div id=app></div><noscript><main>{STORY}</main><footer>Imprint</footer></noscript>"
    )
    found = find_content(Document(body, PAGE))
    assert all(sentence in found for sentence in SENTENCES)
    assert "noscript" not in found
    body = f"<body><article>{STORY}</article><noscript>{STORY}</noscript>"
    assert "<article>" in find_content(Document(body, PAGE))


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="needs the shared pages")
def test_real_pages_give_most_of_their_text_and_little_else() -> None:
    folder = ARTICLES / "scrapinghub"
    scores = []
    for line in gzip.decompress((folder / "items.jsonl.gz").read_bytes()).splitlines()[:25]:
        item = json.loads(line)
        html = decode(gzip.decompress((folder / item["html"]).read_bytes()))
        found = set(re.findall(r"\w+", text(find_content(Document(html, item["url"])))))
        gold = set(re.findall(r"\w+", item["gold"]["text"]))
        scores.append(2 * len(found & gold) / (len(found) + len(gold)))
    assert sum(scores) / len(scores) > 0.85


def test_what_holds_no_words_or_only_links_off_the_text_is_spared_the_judges() -> None:
    links = "<ul><li><a href=/a>Storm over the coast</a><li><a href=/b>Bridge closed</a></ul>"
    document = page(f"{links}<article>{STORY}<p></p>{links}{STORY}</article>{links}<div></div>")
    body, html = document.tree.body, document.root.html
    assert body is not None
    blocks = read_blocks(body)
    told = told_by_themselves(blocks)
    handed = Handed(document, find_needless(blocks, told, by_signals(blocks, told)))
    tree = handed.tree
    assert tree is not None
    assert len(tree.findall(".//li")) == 6  # those in the box around the text, too
    assert len(tree.findall(".//article/p")) == 2 * len(SENTENCES)
    assert tree.find(".//nav/ul") is None
    assert document.root.html == html  # the page itself keeps all, as it was


def test_what_is_spared_the_judges_still_parts_words() -> None:
    document = Document("<body><div>one<p></p>two<script>x</script>three</div>", PAGE)
    empty = document.tree.css("p")
    tree = Handed(document, empty).tree
    assert tree is not None
    assert [*tree.itertext()] == ["one", "two", "three"]
