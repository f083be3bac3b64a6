"""Runs of a site whose pages all say the same of themselves: entries keep their own words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from newsroom import Newsroom

AUTOMATIC = "url: {url}\nlanguage: id\nrequest: {{delay: 0s}}\nlisting: {{item: .item}}\narticle: {{content: article}}\n"
SHARED = (
    "<title>Kabar</title><meta property=og:title content=Kabar>"
    "<meta property=og:image content=/share.png>"
    "<meta property=og:description content='Kabar terbaru setiap hari dari pelabuhan.'>"
)
NAMES = {1: "Feri kembali", 2: "Lampu menyala", 3: "Tali baru"}


def serve(newsroom: Newsroom, *numbers: int) -> None:
    rows = "".join(
        f"<li class=item><a href=/{n}><img src=/thumb/{n}.jpg width=300></a><h3>{NAMES[n]}</h3>"
        f"<p>Ringkasan cerita nomor {n}, cukup panjang untuk sebuah ringkasan.</p></li>"
        for n in numbers
    )
    page = f"<html lang=id><title>Berita</title><ul>{rows}</ul>"
    newsroom.origin.page("/", page, headers={"ETag": f'"{len(numbers)}"'})
    for n in numbers:
        text = f"<p>Paragraf dari cerita nomor {n} bercerita panjang lebar tentang kapal.</p>" * 4
        newsroom.origin.page(f"/{n}", f"<html lang=id>{SHARED}<article>{text}</article>")


def words(newsroom: Newsroom) -> list[tuple[str, str, str]]:
    """What the feed says of each entry, by title."""
    told = [
        (one.title, one.image.partition(newsroom.origin.url(""))[2], one.summary[:22])
        for one in newsroom.feed().entries
    ]
    return sorted(told)


def own(*numbers: int) -> list[tuple[str, str, str]]:
    return sorted((NAMES[n], f"/thumb/{n}.jpg", "Ringkasan cerita nomor") for n in numbers)


@pytest.fixture
def kabar(newsroom: Newsroom) -> Newsroom:
    newsroom.edit(AUTOMATIC)
    return newsroom


def test_the_first_build_gives_each_entry_its_own_words(kabar: Newsroom) -> None:
    serve(kabar, 1, 2, 3)
    assert kabar.run().whole == 3
    assert words(kabar) == own(1, 2, 3)


def test_a_second_article_tells_what_the_first_one_shared_and_moves_nothing(
    kabar: Newsroom,
) -> None:
    serve(kabar, 1)
    kabar.run()
    (before,) = kabar.feed().entries
    assert before.title == "Kabar"
    serve(kabar, 2, 1)
    kabar.run(hours=1)
    after = {entry.id: entry for entry in kabar.feed().entries}[before.id]
    assert after.title == NAMES[1]
    assert (after.id, after.published, after.updated) == (
        before.id,
        before.published,
        before.updated,
    )


def test_what_is_known_holds_behind_a_304_and_when_the_others_have_gone(kabar: Newsroom) -> None:
    serve(kabar, 1, 2, 3)
    kabar.run()
    assert kabar.run(hours=1).unchanged
    (last,) = (known.id for known, _ in kabar.store.published("kabar") if known.url.endswith("/1"))
    for known, _ in list(kabar.store.published("kabar")):
        if known.id != last:
            kabar.store.drop_entry("kabar", known.id, instead=last)
    assert words(kabar) == own(1)


def test_a_state_of_before_tells_it_from_what_is_stored(kabar: Newsroom) -> None:
    serve(kabar, 1, 2, 3)
    kabar.run()
    state = kabar.store.site_state("kabar")
    assert state is not None
    about = replace(state.about, titles=(), pictures=())
    kabar.store.save_site_state("kabar", replace(state, common=(), about=about))
    assert words(kabar) == own(1, 2, 3)
