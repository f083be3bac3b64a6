"""A title is what a reader sees of a node: not what is hidden, and with what is drawn."""

from __future__ import annotations

import pytest

from feedmaker.page.document import Document
from feedmaker.page.shown_text import shown_text


def shown(html: str) -> str:
    (node,) = Document(f"<h2 id=t>{html}</h2>", "http://h/").tree.css("#t")
    return shown_text(node)


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("Dues <i>rise</i><br>again", "Dues rise again"),
        ("<span class='sr-only'>Article:</span> Dues rise", "Dues rise"),
        ("<span class='u-visually-hidden'>Article:</span> Dues rise", "Dues rise"),
        ("Dues rise <b class='screen-reader-text'>(new window)</b>", "Dues rise"),
        ("Dues rise <b class='not-sr-only'>again</b>", "Dues rise again"),
        ("Dues rise <b style='color:red; DISPLAY : none'>opens</b>", "Dues rise"),
        ("Dues rise <b style='position:absolute;clip:rect(0 0 0 0)'>opens</b>", "Dues rise"),
        ("Dues rise <b hidden>opens</b>", "Dues rise"),
        ("Dues rise <b hidden=until-found>again</b>", "Dues rise again"),
        ("Dues rise <b class='d-none'>opens</b>", "Dues rise"),
        ("<b class='displaynone'>Name :</b> Dues rise", "Dues rise"),
        ("<b class='Teaser_kicker__x1'>Analysis</b> Dues rise", "Dues rise"),
        ("<b class=badge>Plus</b>Dues rise<b class=fileSize>(PDF, 2 MB)</b>", "Dues rise"),
        ("<b class='badge'>Dues rise</b>", "Dues rise"),
        (f"<b class=premium>Dues rise{' again' * 7}</b> now", f"Dues rise{' again' * 7} now"),
        ("Dues rise <b class='hidden md:inline'>again</b>", "Dues rise again"),
        ("Dues rise <a aria-hidden=true href=#x>#</a>", "Dues rise"),
        ("Dues rise <svg aria-hidden=true></svg><b class=sr-only>opens</b>", "Dues rise"),
        ("<b aria-hidden=true>D</b><b class=sr-only>D</b>ues rise", "Dues rise"),
        ("<b aria-hidden=true>Dues rise</b> <b class=sr-only>Dues rise</b>", "Dues rise"),
    ],
)
def test_hidden_words_are_not_in_a_title(html: str, title: str) -> None:
    assert shown(html) == title


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<b class=sr-only>Dues rise</b><img src=/a.jpg>", "Dues rise"),
        ("<b hidden>x</b><b class=sr-only>Dues rise</b><img src=/a.jpg>", "Dues rise"),
        ("<b style='display:none'>Dues rise</b>", "Dues rise"),
    ],
)
def test_where_all_words_are_hidden_they_are_the_title(html: str, title: str) -> None:
    assert shown(html) == title


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>の話", "漢字(かんじ)の話"),
        ("<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>の話", "漢字（かんじ）の話"),
        ("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>の話", "漢(かん)字(じ)の話"),
        ("<ruby>\n <rb>漢字</rb>\n <rt> かんじ </rt>\n</ruby>の話", "漢字(かんじ)の話"),
        ("<ruby>漢字<rt></rt></ruby>の話", "漢字の話"),
        ("Read <ruby>Kanji<rt>kan-dzi</rt></ruby> now", "Read Kanji(kan-dzi) now"),
    ],
)
def test_ruby_reads_as_text_with_its_reading_in_brackets(html: str, title: str) -> None:
    assert shown(html) == title


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("Well done <img alt=😉 src=/1f609.png> crew", "Well done 😉 crew"),
        ("Well done<img alt=❤️ src=/2764.svg>!", "Well done❤️!"),
        ("Sea <img alt=👩🏽‍🚒 src=/x.png width=18>", "Sea 👩🏽‍🚒"),
        ("Pier <img alt=1️⃣ src=/x.png>", "Pier 1️⃣"),
        ("Flag <img alt=🇫🇮 src=/x.png>", "Flag 🇫🇮"),
        ("Well <img class=wp-smiley alt=':-)' src=/x.gif>", "Well :-)"),
        ("<b aria-hidden=true><img alt=😉 src=/x.png></b> Well", "😉 Well"),
        ("Well <img alt='A gull' src=/x.png>done", "Well done"),
        ("Well <img alt=- src=/x.png>done", "Well done"),
        ("Well <img alt=😉 src=/x.png width=640>done", "Well done"),
    ],
)
def test_an_emoji_drawn_as_a_picture_is_its_alt(html: str, title: str) -> None:
    assert shown(html) == title


def test_a_very_deep_title_is_read() -> None:
    assert shown("<b>" * 5000 + "x") == "x"
