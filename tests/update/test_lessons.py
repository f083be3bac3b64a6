"""What a site's articles teach, over whole runs: real origin, real sandbox, real store."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsroom import RULES, Newsroom, listing
from stories import SHARE, WORDS, brief, page, told

from feedmaker.model import Entry
from feedmaker.store.store import Store

TOPICS = "<ul class='topik daftar'><li><a href=/t/{n}>Topik {n}</a></ul>"
NO_RULES = RULES.replace("content: .body, ", "")


def send(newsroom: Newsroom, *numbers: int, **how: str) -> None:
    """Put these stories up, the newest first."""
    rows = [
        (f"/{n}", f"Judul {n}", f"29 April 2024 | 09:{n:02} WIB") for n in sorted(numbers)[::-1]
    ]
    newsroom.origin.page("/", listing(*rows))
    for n in numbers:
        newsroom.origin.page(f"/{n}", page(n, **how))


def entries(newsroom: Newsroom) -> dict[str, Entry]:
    return {entry.title: entry for entry in newsroom.feed().entries}


@pytest.mark.parametrize("rules", [RULES, NO_RULES], ids=["rule", "no rule"])
def test_what_stands_on_every_article_goes_from_the_first_one_too(
    newsroom: Newsroom, rules: str
) -> None:
    newsroom.edit(rules)
    send(newsroom, 1, 2, 3, 4, 5)
    newsroom.run()
    found = entries(newsroom)
    assert len(found) == 5
    for n in range(1, 6):
        content = found[f"Judul {n}"].content
        assert "Bagikan" not in content
        assert f"Cerita {n} alinea 0" in content
        assert f"Cerita {n} alinea 5" in content


def test_a_sites_first_articles_are_published_whole(newsroom: Newsroom) -> None:
    send(newsroom, 1, 2)
    newsroom.run()
    assert all("Bagikan" in entry.content for entry in entries(newsroom).values())


def test_lessons_add_up_over_runs_and_leave_what_was_published_as_it_is(
    newsroom: Newsroom,
) -> None:
    send(newsroom, 1)
    newsroom.run()
    send(newsroom, 1, 2)
    newsroom.run(hours=1)
    before = entries(newsroom)
    send(newsroom, 1, 2, 3)
    report = newsroom.run(hours=1)
    after = entries(newsroom)
    assert (report.new, report.changed) == (1, 0)
    assert "Bagikan" not in after["Judul 3"].content
    for title in ("Judul 1", "Judul 2"):
        assert "Bagikan" in before[title].content
        assert after[title] == before[title]


def test_no_news_means_the_same_bytes_whatever_was_learned_since(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    for numbers in ([1], [1, 2], [1, 2, 3]):  # the third teaches what the first two still show
        send(newsroom, *numbers)
        newsroom.run(hours=1)
    newsroom.publish(tmp_path / "out")
    files = [file for file in sorted((tmp_path / "out").rglob("*")) if file.is_file()]
    before = [file.read_bytes() for file in files]
    assert any(b"Bagikan" in data for data in before)
    newsroom.run(hours=1)
    assert newsroom.publish(tmp_path / "out") == 0
    assert [file.read_bytes() for file in files] == before


def test_a_lesson_changes_no_id(newsroom: Newsroom) -> None:
    seen: dict[str, str] = {}
    for last in range(1, 6):
        send(newsroom, *range(1, last + 1))
        newsroom.run(hours=3)
        ids = {title: entry.id for title, entry in entries(newsroom).items()}
        assert len(ids) == last
        assert ids.items() >= seen.items()
        seen = ids


def test_an_asked_for_reread_takes_what_was_learned_from_old_entries_too(
    newsroom: Newsroom,
) -> None:
    for numbers in ([1], [1, 2], [1, 2, 3]):
        send(newsroom, *numbers)
        newsroom.run(hours=1)
    before = entries(newsroom)
    newsroom.run(hours=1, reread=3)
    after = entries(newsroom)
    assert not any("Bagikan" in entry.content for entry in after.values())
    assert {t: e.updated for t, e in after.items()} == {t: e.updated for t, e in before.items()}


def test_the_second_look_does_not_take_a_lesson_for_an_update(newsroom: Newsroom) -> None:
    newsroom.origin.page("/", listing(*[(f"/{n}", f"Judul {n}", "") for n in (1, 2, 3, 4)]))
    for n in (1, 2, 3, 4):
        newsroom.origin.page(f"/{n}", page(n, SHARE + TOPICS.replace("{n}", WORDS[n % 10])))
    newsroom.run()
    before = entries(newsroom)
    assert not any("Topik" in entry.content for entry in before.values())
    for n in (1, 2, 3, 4):  # other topics, which nobody sees
        newsroom.origin.page(f"/{n}", page(n, SHARE + TOPICS.replace("{n}", WORDS[n + 4])))
    report = newsroom.run(hours=6.1)
    assert (report.opened, report.changed) == (4, 0)
    assert {t: e.updated for t, e in entries(newsroom).items()} == {
        t: e.updated for t, e in before.items()
    }


def test_the_second_look_takes_out_what_was_learned_since_and_is_no_news(
    newsroom: Newsroom,
) -> None:
    for n in (1, 2, 3):
        newsroom.origin.page(f"/{n}", page(n, TOPICS.replace("{n}", WORDS[n % 10])))
        newsroom.origin.page("/", listing(*[(f"/{m}", f"Judul {m}", "") for m in range(n, 0, -1)]))
        newsroom.run(hours=1)
    before = entries(newsroom)["Judul 1"]
    assert "Topik" in before.content
    assert newsroom.run(hours=6.1).changed == 0
    after = entries(newsroom)["Judul 1"]
    assert "Topik" not in after.content
    assert after.updated == before.updated


def test_a_text_that_changed_is_an_update_whatever_was_learned(newsroom: Newsroom) -> None:
    send(newsroom, 1, 2, 3)
    newsroom.run()
    newsroom.origin.page("/1", page(1, body="<p>Alinea baru yang menambah sesuatu.</p>" + told(1)))
    assert newsroom.run(hours=6.1).changed == 1
    assert "Alinea baru" in entries(newsroom)["Judul 1"].content


def test_reading_an_article_again_teaches_nothing(newsroom: Newsroom) -> None:
    send(newsroom, 1, 2)
    for n in (1, 2):
        newsroom.origin.page(f"/{n}", page(n, body=brief(n)))
    newsroom.run()
    for _ in range(3):
        newsroom.run(hours=7, reread=2)
    memory = newsroom.store.site_state("kabar")
    assert memory is not None
    assert memory.lesson.pages == 2
    assert all(article and not article.marks for _, article in newsroom.store.published("kabar"))
    assert "Bagikan" in entries(newsroom)["Judul 1"].content


def test_one_story_at_two_addresses_teaches_once(newsroom: Newsroom) -> None:
    send(newsroom, 1, 2)
    newsroom.run()
    newsroom.origin.page("/", listing(("/pindah/1", "Judul 1", ""), ("/2", "Judul 2", "")))
    newsroom.origin.page("/pindah/1", page(1))
    newsroom.run(hours=1)
    memory = newsroom.store.site_state("kabar")
    assert memory is not None
    assert memory.lesson.pages == 2


@pytest.mark.parametrize("more", [SHARE, TOPICS], ids=["text", "looks"])
def test_a_story_is_known_again_at_another_address_whatever_was_learned_since(
    newsroom: Newsroom, more: str
) -> None:
    for n in (1, 2, 3):
        newsroom.origin.page(f"/{n}", page(n, more.replace("{n}", WORDS[n])))
        newsroom.origin.page("/", listing(*[(f"/{m}", f"Judul {m}", "") for m in range(n, 0, -1)]))
        newsroom.run(hours=1)
    newsroom.origin.page("/", listing(("/pindah/1", "Judul 1", "")))
    newsroom.origin.page("/pindah/1", page(1, more.replace("{n}", WORDS[1])))
    assert newsroom.run(hours=1).new == 0
    assert sorted(newsroom.titles()) == ["Judul 1", "Judul 2", "Judul 3"]


def test_a_run_without_news_leaves_the_lesson_and_the_store_alone(newsroom: Newsroom) -> None:
    send(newsroom, 1, 2, 3)
    newsroom.edit(RULES.replace("author: .by", "author: .by, again: false"))
    newsroom.run()
    before = newsroom.store.site_state("kabar")
    newsroom.run(hours=1)
    after = newsroom.store.site_state("kabar")
    assert before
    assert after
    assert (after.lesson, after.version) == (before.lesson, before.version)


def test_the_lesson_survives_a_restart_and_articles_are_stored_without_their_marks(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    send(newsroom, 1, 2, 3)
    newsroom.run()
    assert all(article and not article.marks for _, article in newsroom.store.published("kabar"))
    before = newsroom.store.site_state("kabar")
    newsroom.store.close()
    with Store(tmp_path / "state") as store:
        again = store.site_state("kabar")
        assert before
        assert again
        assert again.lesson == before.lesson
        newsroom.store = store
        send(newsroom, 1, 2, 3, 4)
        newsroom.run(hours=1)
        assert "Bagikan" not in entries(newsroom)["Judul 4"].content
