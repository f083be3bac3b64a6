"""Some pages of a site -> rules for its articles, written where they beat what is found without.

What is furniture, and where the content stands, is told of pieces in `tests/detect`; here whole
pages are read, and rules must not bring back what reading leaves out by itself.
"""

from __future__ import annotations

import random

from feedmaker.extract.article_rules import find_article_rules
from feedmaker.model import Page

WORDS = [
    "harbour",
    "boat",
    "winter",
    "morning",
    "rope",
    "council",
    "tide",
    "lantern",
    "bridge",
    "market",
    "station",
    "garden",
]
LIST = "<div class=news-list><h3>More news</h3>{}</div>"
MORE = "<p class=news-item><a href=/n{n}><b>The {a} of the {b} is open</b></a><br>Details there</p>"
TAIL = "<div class=detail-share>Share: <a href=#v>Plaza</a> <a href=#o>Pals</a></div><p>Seen: {n}</p><p><a href=/news/>Back to the list</a></p>"


def sentence(dice: random.Random) -> str:
    return "The " + " ".join(dice.choices(WORDS, k=12)) + " was seen."


def story(n: int, *, head: str = "", tail: str = "", short: bool = False, more: str = "") -> str:
    """A page as a publishing system writes it, its text with breaks and no paragraphs."""
    dice = random.Random(n)
    rows = 2 if short else 4
    text = "<br><br>".join(" ".join(sentence(dice) for _ in range(3)) for _ in range(rows))
    title = " ".join(dice.choices(WORDS, k=5))
    return (
        f"<html lang=en><title>{title}</title><body><nav><a href=/>Start</a></nav><div class=workarea>"
        f"<div class=detail><h1>{title}</h1>{head}<div class=detail-text>{text}</div>{tail}</div>{more}</div>"
    )


def pages(*bodies: str) -> list[Page]:
    urls = [f"https://paper.example/news/{n}" for n in range(len(bodies))]
    return [
        Page(url, url, body.encode(), "text/html; charset=utf-8")
        for url, body in zip(urls, bodies, strict=True)
    ]


def list_below(n: int, length: int) -> str:
    return LIST.format(
        "".join(
            MORE.format(n=f"{n}{k}", a=WORDS[(n + k) % 12], b=WORDS[(n * 3 + k) % 12])
            for k in range(length)
        )
    )


def further(name: str, count: int = 8) -> str:
    """A part after the text, of whole sentences."""
    rows = (random.Random(100 + k) for k in range(count))
    text = "".join(f"<p>{' '.join(sentence(dice) for _ in range(5))}</p>" for dice in rows)
    return f"<div class={name}>{text}</div>"


def content(*bodies: str) -> list[str]:
    return [rule.text for rule in find_article_rules(pages(*bodies)).fields.content]


def test_a_text_that_is_taken_for_another_on_one_page_gets_a_rule() -> None:
    bodies = [story(n, short=n == 0, more=further("second") if n == 0 else "") for n in range(5)]
    assert content(*bodies) == [".workarea"]


def test_what_calls_itself_furniture_is_no_text_that_was_missed() -> None:
    bodies = [story(n, short=n == 0, more=further("comments") if n == 0 else "") for n in range(5)]
    assert content(*bodies) == []


def test_a_rule_that_brings_back_what_is_left_out_without_it_is_not_written() -> None:
    bodies = [
        story(n, tail=TAIL.format(n=n * 91), more=list_below(n, 4 if n else 2)) for n in range(5)
    ]
    assert content(*bodies) == []


def test_what_only_the_odd_page_has_beside_its_text_is_no_text_that_was_missed() -> None:
    odd = story(0, tail=TAIL.format(n=91) + list_below(0, 2))
    assert content(odd, *(story(n) for n in range(1, 5))) == []
