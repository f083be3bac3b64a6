"""Bytes of a page become text as in a browser, and better where the page states nonsense."""

from __future__ import annotations

import pytest

from feedmaker.page.charset import decode

RUSSIAN = "Причал закрыт до вторника: канаты меняют, паром ждёт у второго мола."


@pytest.mark.parametrize(
    ("body", "content_type", "override", "text"),
    [
        ("é".encode(), "text/html; charset=utf-8", "", "é"),
        ("é".encode("latin-1"), "text/html; charset=ISO-8859-1", "", "é"),
        ("“x”".encode("windows-1252"), 'text/html; charset="latin1"', "", "“x”"),
        (b"<meta charset=shift_jis>" + "日本".encode("shift_jis"), "text/html", "", "日本"),
        ("\ufeffé".encode(), "text/html; charset=latin-1", "", "é"),
        ("é".encode("utf-16"), "text/html", "", "é"),
        ("é".encode(), "text/html; charset=no-such-thing", "", "é"),
        ("é".encode("latin-1"), "text/html; charset=utf-8", "1252", "é"),
        (b'<meta charset="utf-16">' + "é".encode(), "", "", "é"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?>' + "ž".encode("iso-8859-2"), "", "", "ž"),
        (b"caf\xe9 " * 40, "", "", "café"),
        (b"a\xffb", "text/html; charset=utf-8", "", "a\ufffdb"),
        (
            b"<meta charset=gb2312>" + "一图读懂今日新闻".encode(),
            "text/html",
            "",
            "一图读懂今日新闻",
        ),
    ],
)
def test_the_charset_is_found_as_browsers_find_it(
    body: bytes, content_type: str, override: str, text: str
) -> None:
    assert text in decode(body, content_type, override)


@pytest.mark.parametrize(
    "header",
    [
        'text/html ; x="a;charset=utf-16"; charset="utf-8"; charset=koi8-r',
        'text/html; note="charset=koi8-r"; charset=utf-8',
        r'text/html; note="a \" ; charset=koi8-r"; charset=utf-8',
        "text/html; x-charset=koi8-r; charset=utf-8",
    ],
)
def test_a_charset_in_another_parameter_of_the_header_does_not_count(header: str) -> None:
    assert decode("ж".encode(), header) == "ж"


@pytest.mark.parametrize(
    "head",
    [
        "<!-- <meta charset=latin1> --><meta charset=windows-1251>",
        "<title>Write &lt;<meta charset=latin1> first</title><meta charset=windows-1251>",
        "<script>x = '<meta charset=latin1>'</script><meta charset=windows-1251>",
        "<link title='<meta charset=latin1>'><meta charset=windows-1251>",
        '<meta name=description content="with charset=latin1"><meta charset=windows-1251/>',
        "<meta data-charset=latin1><META HTTP-EQUIV=Content-Type CONTENT='x; charset=cp1251'>",
        "<!-- <meta charset=latin1> --><title>x <meta charset=windows-1251></title>",  # misplaced
    ],
)
def test_only_a_meta_element_of_the_page_states_its_charset(head: str) -> None:
    assert RUSSIAN in decode(f"<html><head>{head}<p>{RUSSIAN}".encode("windows-1251"))


@pytest.mark.parametrize("head", ["", "<meta charset=windows-1251>", "<meta charset=shift_jis>"])
@pytest.mark.parametrize("bad", [b"\xe9", b"\xff", b"\xd0", b"\xf0\x9f"])
def test_a_broken_byte_does_not_turn_a_utf8_page_into_another_charset(
    head: str, bad: bytes
) -> None:
    text = decode(f"{head}<p>{RUSSIAN}".encode() + bad + b"</p>")
    assert RUSSIAN in text
    assert "\ufffd" in text


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (RUSSIAN, "windows-1251"),
        ("Ångström året är över, blåbär på ön", "latin-1"),
        ("新しい桟橋のお知らせ、渡し船が増便されます", "euc_jp"),
        ("新しい桟橋のお知らせ、渡し船が増便されます", "shift_jis"),
        ("一图读懂今日新闻，码头将于周五开放", "gbk"),
        ("부두가 금요일에 열립니다", "euc_kr"),
    ],
)
def test_text_that_is_in_another_charset_is_not_taken_for_broken_utf8(
    text: str, charset: str
) -> None:
    head = f"<meta charset={charset}>"
    assert decode((head + text).encode(charset)) == head + text
    unstated = text.encode(charset)
    assert decode(unstated) != unstated.decode("utf-8", "replace")


def test_signs_of_windows_that_a_converter_made_controls_are_signs() -> None:
    meant = "<p>The pier’s ‘new’ ferry – 5 €…</p>"
    body = meant.encode("windows-1252").decode("latin-1").encode()
    assert b"\xc2\x92" in body
    assert decode(body, "text/html; charset=utf-8") == meant
    assert decode(b"a\xc2\x81b", "text/html; charset=utf-8") == "a\x81b"  # no sign of Windows


def test_a_few_letters_tell_utf8_where_nobody_does() -> None:
    assert "café naïve déjà" in decode("<p>café naïve déjà".encode() + b"\xff")
