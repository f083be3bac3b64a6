"""Whole runs of one site: real origin, real sandbox, real store; time is an argument."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from newsroom import RULES, Newsroom, listing, story

from feedmaker.model import EntryChange, SafeHtml

PADDED = "Teks yang cukup panjang agar dua artikel dapat dikenali sebagai satu cerita. "


def test_a_listing_and_its_articles_become_entries_with_full_text(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    report = newsroom.run()
    assert (report.new, report.opened, report.whole, report.failed) == (3, 3, 3, False)
    first, *_ = newsroom.feed().entries
    assert first.title == "Satu"
    assert first.id == newsroom.origin.url("/1")
    assert first.published.isoformat() == "2024-04-29T02:30:00+00:00"
    assert first.authors == ("Ani",)
    assert "Isi cerita nomor 1." in first.content


def test_a_second_run_without_news_asks_once_and_writes_nothing(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.three_stories()
    newsroom.run()
    assert newsroom.publish(tmp_path / "out") == 3
    before = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "out").iterdir()}
    hits = len(newsroom.origin.requests)
    report = newsroom.run(hours=1)
    assert report.unchanged
    assert report.problems == ()
    assert len(newsroom.origin.requests) == hits + 1
    assert newsroom.publish(tmp_path / "out") == 0
    assert {p.name: p.stat().st_mtime_ns for p in (tmp_path / "out").iterdir()} == before


def test_an_entry_stays_in_the_feed_after_it_left_the_listing(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.run()
    newsroom.origin.page("/", listing(("/4", "Empat", "29 April 2024 | 10:30 WIB")))
    newsroom.origin.page("/4", story("Empat", "Isi cerita nomor 4. "))
    newsroom.run(hours=1)
    assert newsroom.titles() == ["Empat", "Satu", "Dua", "Tiga"]


def test_what_per_run_leaves_over_comes_later_even_behind_a_304(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.edit(RULES.replace("content: .body", "content: .body, per_run: 2"))
    first = newsroom.run()
    assert (first.new, first.to_come) == (2, 1)
    assert newsroom.titles() == ["Satu", "Dua"]
    second = newsroom.run(hours=1)
    assert (second.new, second.to_come, second.unchanged) == (1, 0, True)
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]


def test_an_article_that_is_down_waits_and_comes_with_its_own_id(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.origin.page("/2", "busy", status=500)
    first = newsroom.run()
    assert (first.new, first.opened, first.whole) == (2, 3, 2)
    assert newsroom.titles() == ["Satu", "Tiga"]
    newsroom.origin.page("/2", story("Dua", "Isi cerita nomor 2. "))
    newsroom.run(hours=1)
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]


def test_after_six_hours_the_listings_words_are_published_with_the_reason(
    newsroom: Newsroom,
) -> None:
    newsroom.three_stories()
    newsroom.origin.page("/2", "busy", status=500)
    for _ in range(8):
        newsroom.run(hours=1)
    entry = next(e for e in newsroom.feed().entries if e.title == "Dua")
    assert "could not be read" in entry.content
    assert "500" in entry.content


def test_an_article_that_is_gone_is_published_at_once_and_not_asked_again(
    newsroom: Newsroom,
) -> None:
    newsroom.three_stories()
    newsroom.origin.page("/2", "gone", status=404)
    assert newsroom.run().new == 3
    newsroom.run(hours=7)
    assert newsroom.origin.hits("/2") == 1


def test_skip_leaves_out_what_could_not_be_read(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.origin.page("/2", "gone", status=404)
    newsroom.edit(RULES.replace("content: .body", "content: .body, failed: skip"))
    newsroom.run()
    assert newsroom.titles() == ["Satu", "Tiga"]


def test_the_second_look_moves_updated_only_if_the_text_changed(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.run()
    before = {entry.title: entry for entry in newsroom.feed().entries}
    newsroom.origin.page("/1", story("Satu", "Isi yang sudah diperbaiki. "))
    report = newsroom.run(hours=6.1)
    assert report.changed == 1
    after = {entry.title: entry for entry in newsroom.feed().entries}
    assert after["Satu"].updated == newsroom.now.replace(microsecond=0)
    assert after["Satu"].published == before["Satu"].published
    assert after["Dua"].updated == before["Dua"].updated
    hits = newsroom.origin.hits("/1")
    newsroom.run(hours=12)
    assert newsroom.origin.hits("/1") == hits  # one second look, no third


def test_edited_titles_moved_positions_and_query_noise_make_no_new_entry(
    newsroom: Newsroom,
) -> None:
    newsroom.three_stories()
    newsroom.run()
    newsroom.origin.page(
        "/",
        listing(
            ("/3?utm_source=x", "Tiga", ""),
            ("/1?PHPSESSID=77", "Satu, diperbarui", ""),
            ("/2#komentar", "Dua", ""),
        ),
    )
    report = newsroom.run(hours=1)
    assert report.new == 0
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]  # the article's own title stays


def test_a_story_that_moved_to_a_new_address_is_the_same_entry(newsroom: Newsroom) -> None:
    newsroom.origin.page("/", listing(("/lama", "Satu", "")))
    newsroom.origin.page("/lama", story("Satu", PADDED))
    newsroom.run()
    newsroom.origin.page("/", listing(("/baru", "Satu", "")))
    newsroom.origin.page("/baru", story("Satu", PADDED))
    assert newsroom.run(hours=1).new == 0
    (entry,) = newsroom.feed().entries
    assert entry.id == newsroom.origin.url("/lama")
    hits = newsroom.origin.hits("/baru")
    newsroom.origin.page("/", listing(("/baru", "Satu", ""), more="<p>lagi"))
    newsroom.run(hours=1)
    assert newsroom.origin.hits("/baru") == hits  # known by now


def test_a_canonical_link_that_every_page_states_merges_nothing(newsroom: Newsroom) -> None:
    canonical = '<link rel=canonical href="/">'
    for number in (1, 2):
        newsroom.origin.page("/", listing((f"/{number}", f"Cerita {number}", "")))
        text = f"{PADDED}Nomor {number} berbeda sama sekali dari yang lain. "
        newsroom.origin.page(f"/{number}", story(f"Cerita {number}", text, canonical))
        newsroom.run(hours=1)
    assert len(newsroom.feed().entries) == 2


def test_a_failed_listing_keeps_the_feed_and_names_the_rule_and_counts(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.run()
    newsroom.origin.page("/", "<html><p>Kami sedang berbenah.")
    report = newsroom.run(hours=1)
    assert report.failed
    (problem,) = report.problems
    assert problem.what == "`listing.item` matches 0 of formerly 3 (.item)"
    assert len(newsroom.titles()) == 3
    state = newsroom.store.site_state("kabar")
    assert state is not None
    assert (state.failures, state.succeeded) == (1, newsroom.now - timedelta(hours=1))


def test_a_validator_is_not_kept_from_a_listing_that_could_not_be_read(newsroom: Newsroom) -> None:
    newsroom.origin.page("/", "<html><p>Kosong.")
    newsroom.run()
    report = newsroom.run(hours=1)
    assert report.failed  # asked in full, and failed again: no 304 hides it


def test_an_edited_rule_is_not_hidden_by_a_304(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.run()
    newsroom.edit(RULES.replace("title: a,", "title: .date,"))
    assert not newsroom.run(hours=1).unchanged


def test_title_and_filter_act_at_once_on_what_is_stored(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.run()
    newsroom.edit(
        RULES.replace("title: Kabar", "title: Warta") + "filter: {{exclude: {{title: Dua}}}}\n"
    )
    assert newsroom.feed().title == "Warta"
    assert newsroom.titles() == ["Satu", "Tiga"]


def test_a_filter_spares_the_request_and_its_edit_lets_the_item_in(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.edit(RULES + "filter: {{exclude: {{title: Dua}}}}\n")
    newsroom.run()
    assert newsroom.origin.hits("/2") == 0
    newsroom.edit(RULES)
    newsroom.run(hours=1)
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]


def test_the_limit_counts_what_the_filter_keeps(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.edit(
        RULES.replace("{{item:", "{{limit: 2, item:") + "filter: {{exclude: {{title: Satu}}}}\n"
    )
    newsroom.run()
    assert newsroom.titles() == ["Dua", "Tiga"]


def test_a_tightened_filter_opens_no_article_that_it_drops(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.origin.page("/2", "busy", status=500)
    newsroom.run()
    newsroom.edit(RULES + "filter: {{exclude: {{title: 'Dua|Satu'}}}}\n")
    newsroom.run(hours=7, reread=3)  # /2 is to be tried again, /1 looked at again
    hits = [newsroom.origin.hits(path) for path in ("/1", "/2", "/3")]
    assert hits == [1, 1, 2]
    assert newsroom.titles() == ["Tiga"]
    newsroom.edit(RULES)
    newsroom.origin.page("/2", story("Dua", "Isi cerita nomor 2. "))
    newsroom.run(hours=1)
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]


def test_what_waits_is_published_from_the_listing_when_articles_are_opened_no_more(
    newsroom: Newsroom,
) -> None:
    newsroom.three_stories()
    newsroom.edit(RULES.replace("content: .body", "content: .body, per_run: 1"))
    newsroom.origin.page("/2", "busy", status=500)
    newsroom.run()
    newsroom.run(hours=1)
    assert newsroom.titles() == ["Satu"]
    asked = len(newsroom.origin.requests)
    newsroom.edit(
        RULES.replace("article: {{content: .body, title: h1, author: .by}}", "article: false")
    )
    assert newsroom.run(hours=1, reread=3).new == 2
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]
    assert len(newsroom.origin.requests) == asked + 1  # the listing
    assert newsroom.run(hours=9).new == 0


def test_a_tightened_max_age_reaches_what_waits(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.edit(RULES.replace("content: .body", "content: .body, per_run: 1"))
    newsroom.run()
    newsroom.edit(RULES + "filter: {{max_age: 45m}}\n")
    newsroom.run(hours=1)
    assert newsroom.titles() == ["Satu", "Dua"]


def test_what_had_to_wait_for_its_article_does_not_grow_too_old(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.edit(RULES + "filter: {{max_age: 45m}}\n")
    newsroom.origin.page("/1", "busy", status=500)
    newsroom.run()
    newsroom.origin.page("/1", story("Satu", "Isi cerita nomor 1. "))
    newsroom.run(hours=5)
    assert newsroom.titles() == ["Satu", "Dua"]


def test_max_age_is_judged_once_at_first_sight(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.edit(RULES + "filter: {{max_age: 45m}}\n")
    newsroom.run()
    assert newsroom.titles() == ["Satu", "Dua"]
    newsroom.run(hours=48)
    assert newsroom.titles() == ["Satu", "Dua"]


def test_reread_reads_stored_articles_again_and_keeps_ids_and_dates(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.run()
    before = [(entry.id, entry.published) for entry in newsroom.feed().entries]
    newsroom.edit(RULES.replace("content: .body", "content: '.body p:first-child'"))
    newsroom.run(hours=1, reread=2)
    contents = [entry.content for entry in newsroom.feed().entries]
    assert ["Paragraf kedua" in content for content in contents] == [False, False, True]
    assert [(entry.id, entry.published) for entry in newsroom.feed().entries] == before


def test_a_text_that_an_older_feedmaker_made_is_taken_anew_and_is_no_news(
    newsroom: Newsroom,
) -> None:
    newsroom.three_stories()
    newsroom.origin.page(
        "/1", story("Satu", "Isi yang dulu dibaca lain. "), headers={"ETag": '"1"'}
    )
    newsroom.run()
    name = newsroom.site.name
    known, read = next(
        (known, read) for known, read in newsroom.store.published(name) if known.url.endswith("/1")
    )
    assert read is not None
    old = replace(read, content=SafeHtml("<p>Lain</p>"), text_fingerprint="other", text_version=0)
    newsroom.store.save_entry(name, EntryChange(replace(known, text_fingerprint="other"), old))
    version = newsroom.store.site_state(name)
    report = newsroom.run(hours=6.1)  # the second look: the page is as it was, we are not
    assert report.changed == 0
    anew = next(entry for entry in newsroom.feed().entries if entry.title == "Satu")
    assert "dulu dibaca lain" in anew.content
    assert anew.updated == known.updated
    after = newsroom.store.site_state(name)
    assert version is not None
    assert after is not None
    assert after.version > version.version  # so its files are written anew


def test_pages_of_an_article_are_joined_and_loops_end(newsroom: Newsroom) -> None:
    newsroom.edit(RULES.replace("content: .body", "content: .body, next: a.lanjut"))
    newsroom.origin.page("/", listing(("/1", "Satu", "")))
    for page, further in ((1, 2), (2, 3), (3, 1)):
        path = "/1" if page == 1 else f"/1?page={page}"
        link = f'<a class=lanjut href="/1?page={further}">Selanjutnya</a>'
        newsroom.origin.page(path, story("Satu", f"Halaman {page} dari tiga. ", link))
    newsroom.run()
    content = newsroom.feed().entries[0].content
    places = [content.index(f"Halaman {page} dari tiga") for page in (1, 2, 3)]
    assert places == sorted(places)
    assert content.count("<p>Halaman 1 dari tiga. </p>") == 1
    assert newsroom.origin.hits("/1?page=3") == 1


def test_a_single_page_is_taken_instead_of_the_pages(newsroom: Newsroom) -> None:
    newsroom.edit(
        RULES.replace("content: .body", "content: .body, next: a.lanjut, single_page: a.semua")
    )
    newsroom.origin.page("/", listing(("/1", "Satu", "")))
    links = '<a class=lanjut href="/1?page=2">2</a><a class=semua href="/1?page=all">Semua</a>'
    newsroom.origin.page("/1", story("Satu", "Bagian pertama saja. ", links))
    newsroom.origin.page("/1?page=all", story("Satu", "Bagian pertama dan kedua. "))
    newsroom.run()
    assert "pertama dan kedua" in newsroom.feed().entries[0].content
    assert newsroom.origin.hits("/1?page=2") == 0


def test_further_listing_pages_are_read_until_one_tells_nothing_new(newsroom: Newsroom) -> None:
    newsroom.edit(
        RULES.replace("{{item:", "{{next: a.lanjut, item:").replace(
            "article: {{content: .body, title: h1, author: .by}}", "article: false"
        )
    )

    def put(page: int, first: int) -> None:
        path = "/" if page == 1 else f"/hal/{page}"
        items = [(f"/{n}", f"Cerita {n}", "") for n in range(first, first - 2, -1)]
        link = f'<a class=lanjut href="/hal/{page + 1}">lanjut</a>'
        newsroom.origin.page(path, listing(*items, more=link))

    for page in range(1, 8):
        put(page, 101 - 2 * page)
    assert newsroom.run().new == 10  # five pages by default
    put(1, 101)
    put(2, 99)
    hits = newsroom.origin.hits("/hal/3")
    newsroom.run(hours=1)
    assert newsroom.origin.hits("/hal/2") == 2
    assert newsroom.origin.hits("/hal/3") == hits


def test_one_feed_of_several_listings_carries_their_categories(newsroom: Newsroom) -> None:
    text = RULES.replace("url: {url}", "url: [{url}, {{url: {url}olahraga, category: Olahraga}}]")
    newsroom.edit(text)
    newsroom.three_stories()
    newsroom.origin.page("/olahraga", listing(("/9", "Sembilan", "29 April 2024 | 09:40 WIB")))
    newsroom.origin.page("/9", story("Sembilan", "Isi cerita olahraga. "))
    newsroom.run()
    entry = newsroom.feed().entries[0]
    assert (entry.title, entry.categories) == ("Sembilan", ("Olahraga",))


def test_one_listing_that_is_down_does_not_stop_the_others(newsroom: Newsroom) -> None:
    newsroom.edit(RULES.replace("url: {url}", "url: [{url}mati, {url}]"))
    newsroom.three_stories()
    newsroom.origin.page("/mati", "x", status=503)
    report = newsroom.run()
    assert (report.new, report.failed) == (3, False)
    assert any("503" in problem.what for problem in report.problems)


def test_rules_that_the_site_file_lacks_are_found_and_remembered(newsroom: Newsroom) -> None:
    newsroom.edit("url: {url}\nrequest: {{delay: 0s}}\n")
    items = [(f"/cerita/{n}", f"Judul panjang dari cerita nomor {n}", "") for n in range(8)]
    newsroom.origin.page("/", listing(*items))
    for n in range(8):
        newsroom.origin.page(f"/cerita/{n}", story(items[n][1], f"{PADDED} Nomor {n}. "))
    newsroom.run()
    assert len(newsroom.feed().entries) == 8
    state = newsroom.store.site_state("kabar")
    assert state is not None
    assert state.found is not None
    assert state.found.item


def test_a_link_to_a_file_is_an_entry_with_an_enclosure_and_no_failure(newsroom: Newsroom) -> None:
    newsroom.origin.page("/", listing(("/putusan.pdf", "Putusan", ""), ("/berkas", "Berkas", "")))
    newsroom.origin.page("/berkas", b"%PDF-1.7", content_type="application/pdf")
    report = newsroom.run()
    assert (report.failed, report.new) == (False, 2)
    assert newsroom.origin.hits("/putusan.pdf") == 0
    assert [len(entry.enclosures) for entry in newsroom.feed().entries] == [1, 1]


def test_a_missed_rule_is_reported_and_the_content_found_without_it(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.edit(RULES.replace("content: .body", "content: .isi-lama"))
    report = newsroom.run()
    assert any("`article.content` gives nothing on 3 of 3" in p.what for p in report.problems)


def test_an_article_elsewhere_is_read_without_the_sites_rules(
    newsroom: Newsroom, make_origin_elsewhere: str
) -> None:
    newsroom.origin.page("/", listing((make_origin_elsewhere, "Tamu", "")))
    report = newsroom.run()
    assert report.new == 1
    assert not any("article.content" in problem.what for problem in report.problems)


@pytest.fixture
def make_origin_elsewhere(newsroom: Newsroom) -> str:
    """A story on a host of its own, as far as registrable domains go."""
    newsroom.origin.page("/tamu", story("Tamu", PADDED * 5))
    return newsroom.origin.url("/tamu").replace("127.0.0.1", "localhost")


def test_the_missing_zone_is_said_once_with_a_guess(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.origin.page("/", listing(("/1", "Satu", "29 April 2024 09:30")))
    newsroom.edit(RULES.replace("timezone: Asia/Jakarta\n", ""))
    first = newsroom.run()
    assert any("Asia/Jakarta" in problem.what for problem in first.problems)
    newsroom.origin.page("/", listing(("/2", "Dua", "29 April 2024 09:20")))
    assert not any("timezone" in problem.what for problem in newsroom.run(hours=1).problems)


def test_an_item_may_be_the_entry_itself(newsroom: Newsroom) -> None:
    newsroom.edit("url: {url}\nlisting: {{item: section, link: false, title: h2}}\n")
    newsroom.origin.page(
        "/",
        "<section id=v2><h2>Versi 2</h2><p>Lebih cepat.</p></section>"
        "<section><h2 id=v1>Versi 1</h2><p>Pertama.</p></section>",
    )
    newsroom.run()
    entries = {entry.title: entry for entry in newsroom.feed().entries}
    assert entries["Versi 2"].url == newsroom.origin.url("/#v2")
    assert entries["Versi 1"].url == newsroom.origin.url("/#v1")
    assert "Lebih cepat." in entries["Versi 2"].content
    newsroom.origin.page("/", "<section id=v2><h2>Versi 2</h2><p>Lebih cepat lagi.</p></section>")
    assert newsroom.run(hours=1).changed == 1


def test_an_empty_list_is_no_alarm_where_the_site_file_says_so(newsroom: Newsroom) -> None:
    newsroom.edit(RULES.replace("{{item:", "{{within: ul, may_be_empty: true, item:"))
    newsroom.three_stories()
    newsroom.run()
    newsroom.origin.page("/", listing())
    assert not newsroom.run(hours=1).failed
    newsroom.origin.page("/", "<p>berbenah")
    assert newsroom.run(hours=1).failed


def test_an_article_that_ends_its_reader_is_not_the_end_of_the_others(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.origin.page("/2", "".join(f"<font size={number}><p>" for number in range(6000)))
    report = newsroom.run()
    assert report.whole == 2
    (problem,) = report.problems
    assert problem.what.startswith("reading the page took more than ")
    assert newsroom.titles() == ["Satu", "Dua", "Tiga"]


def test_entries_of_one_minute_have_updated_times_of_their_own(newsroom: Newsroom) -> None:
    same = "29 April 2024 | 09:30 WIB"
    newsroom.three_stories()
    newsroom.origin.page("/", listing(("/1", "Satu", same), ("/2", "Dua", same)))
    newsroom.run()
    entries = newsroom.feed().entries
    assert entries[0].published == entries[1].published
    assert entries[0].updated != entries[1].updated


def test_a_site_file_without_articles_asks_for_none(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.site = replace(newsroom.site, article=None)
    assert newsroom.run().new == 3
    assert newsroom.origin.hits("/1") == 0


def test_two_addresses_of_one_story_on_one_page_are_one_entry_and_read_once(
    newsroom: Newsroom,
) -> None:
    newsroom.origin.page("/", listing(("/2", "Dua", ""), ("/2/", "Dua", ""), ("//", "Beranda", "")))
    for path in ("/2", "/2/"):
        newsroom.origin.page(path, story("Dua", PADDED))
    newsroom.run()
    assert newsroom.titles() == ["Dua"]
    hits = newsroom.origin.hits("/2") + newsroom.origin.hits("/2/")
    newsroom.run(hours=1)
    assert newsroom.titles() == ["Dua"]
    assert newsroom.origin.hits("/2") + newsroom.origin.hits("/2/") == hits


def test_what_a_wrong_clock_saw_first_is_read_when_the_clock_is_right(newsroom: Newsroom) -> None:
    newsroom.three_stories()
    newsroom.origin.page("/2", "busy", status=500)
    right = newsroom.now
    newsroom.now += timedelta(days=9000)
    newsroom.run()
    newsroom.now = right
    newsroom.origin.page("/2", story("Dua", "Isi cerita nomor 2. "))
    newsroom.run()
    assert set(newsroom.titles()) == {"Satu", "Dua", "Tiga"}
