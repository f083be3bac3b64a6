"""What a site teaches where its file has a rule: one that takes too much, and one that is edited."""

from __future__ import annotations

import pytest
from newsroom import RULES, Newsroom, listing
from stories import told

from feedmaker.model import Entry

WIDE = RULES.replace(".body", ".cerita")
ABOUT = ("menulis tentang laut.", "meliput pasar.", "gemar naik kapal.", "tinggal di kota.")


def page(n: int) -> str:
    """A story of which a wide rule takes the share bar, the author's box and the newsletter too."""
    around = (
        "<div class=x1><p>Bagikan: <a href=https://chat.example/s>Obrolan</a></p></div>",
        f"<div class=x2><p><b>Ani Sari</b> {ABOUT[n % 4]}</p></div>",
        "<div class=x3><h3>Surat pagi</h3><p>Daftar gratis, tiap hari di kotak surat Anda.</p></div>",
    )
    return (
        f"<html lang=id><h1>Judul {n}</h1><p class=by>Ani Sari</p><div class=cerita>"
        f"<div class=lead>{around[0]}</div><div class=body>{told(n)}</div>{around[1]}{around[2]}</div>"
    )


def send(newsroom: Newsroom, last: int) -> None:
    """Put stories up to this one up, the newest first."""
    rows = [(f"/{n}", f"Judul {n}", f"29 April 2024 | 09:{n:02} WIB") for n in range(last, 0, -1)]
    newsroom.origin.page("/", listing(*rows))
    newsroom.origin.page(f"/{last}", page(last))


def entries(newsroom: Newsroom) -> dict[str, Entry]:
    return {entry.title: entry for entry in newsroom.feed().entries}


def whole(entry: Entry, n: int) -> bool:
    """Whether an entry has all of its story."""
    return all(f"Cerita {n} alinea {row}:" in entry.content for row in range(6))


def own(entry: Entry, n: int) -> bool:
    """Whether an entry has its story, and nothing else."""
    said = entry.content
    return whole(entry, n) and not any(
        word in said for word in ("Bagikan", "Surat", "kotak", "Ani Sari")
    )


@pytest.mark.parametrize("remove", ["", ", remove: .x1", ", remove: [.x1, .x2]"])
def test_what_a_wide_rule_takes_too_much_goes_from_the_third_article_on(
    newsroom: Newsroom, remove: str
) -> None:
    newsroom.edit(WIDE.replace("author: .by", f"author: .by{remove}"))
    for n in range(1, 7):
        send(newsroom, n)
        newsroom.run(hours=1)
    found = entries(newsroom)
    assert [own(found[f"Judul {n}"], n) for n in range(1, 7)] == [False, False, *[True] * 4]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (WIDE, RULES),
        (RULES, WIDE),
        (WIDE, WIDE.replace("author: .by", "author: .by, remove: [.x2, .x3]")),
        (WIDE, RULES.replace("content: .body, ", "")),
    ],
    ids=["narrower", "wider", "removing", "no rule"],
)
def test_a_rule_edited_after_ten_articles_makes_nothing_unread(
    newsroom: Newsroom, first: str, then: str
) -> None:
    newsroom.edit(first)
    for n in range(1, 11):
        send(newsroom, n)
        newsroom.run(hours=1)
    before = entries(newsroom)
    newsroom.edit(then)
    for hours in (1, 7):  # the second look of the last ones is among these
        report = newsroom.run(hours=hours)
        assert (report.new, report.changed) == (0, 0)
    after = entries(newsroom)
    assert {title: (one.id, one.updated) for title, one in after.items()} == {
        title: (one.id, one.updated) for title, one in before.items()
    }
    if then != WIDE:  # what that takes more is learned from the next articles
        assert all(own(after[f"Judul {n}"], n) for n in range(3, 11))
    for n in range(11, 15):
        send(newsroom, n)
        newsroom.run(hours=1)
    found = entries(newsroom)
    assert [own(found[f"Judul {n}"], n) for n in (13, 14)] == [True, True]
    assert all(whole(found[f"Judul {n}"], n) for n in range(1, 15))
