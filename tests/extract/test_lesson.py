"""What a site teaches: blocks on several of its articles go, whatever else is alike stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import SHARE, WORDS, told

from feedmaker.clean.plain_text import plain_text
from feedmaker.clean.steps import clean
from feedmaker.extract.article import join, without_taught
from feedmaker.extract.boilerplate import marks_of, without
from feedmaker.extract.lesson import BOX, LEAST, LONG, learn, learned, learned_of, under_rules
from feedmaker.model import Article, Lesson, Part, SafeHtml, Validators

URL = "https://kabar.example/cerita"


def read(content: str, url: str = URL) -> Article:
    return join((Part(url, url, content),), title="", validators=Validators())


def taught(*contents: str) -> frozenset[str]:
    """What a site has taught that sent these articles."""
    lesson = Lesson()
    for content in contents:
        lesson = learn(lesson, read(content).marks)
    return learned(lesson)


def left(content: str, *others: str) -> str:
    """What is left of an article's HTML when its site has sent these others too."""
    return without_taught(read(content), taught(content, *others)).content


def on_four_pages(extra: str) -> str:
    """What is left of a story when each of four has the extra behind it; {n} is its number."""
    first, *others = [told(n) + extra.replace("{n}", WORDS[n % 10]) for n in range(4)]
    return left(first, *others)


# --- What is learned -----------------------------------------------------------


@pytest.mark.parametrize(
    "boilerplate",
    [
        SHARE,
        "<h3>Buletin kami</h3><p>Daftar gratis, tiap pagi di kotak surat.</p>",
        "<p><b>Ikuti kami</b> di <a href=https://chat.example/k>saluran</a> ini.</p>",
        "<ul><li><a href=/a>Satu</a><li><a href=/b>Dua</a></ul>",
        "<ul class='daftar topik'><li><a href=/t/{n}>{n}</a><li><a href=/u/{n}>u {n}</a></ul>",
        "<aside class=lain><h4>Lain</h4><a href=/{n}>{n}<img src=/{n}.jpg></a><a href=/s{n}>2</a></aside>",
        "<p><img src=https://kabar.example/lencana.png width=300 height=200></p>",
        "<div class=author-bio><p>{n} menulis tentang {n} dan tinggal di tepi {n}.</p></div>",
        "<section class='newsletter-signup x7'><p>Surat {n} tiap hari.</p></section>",
        "<div class='Author_box__x{n}7'><p>{n} menulis tentang {n}.</p></div>",
        "<div data-hook=recent-posts><p>{n} dan {n}</p></div>",
        "<div class=entry-meta><span>Oleh {n}</span></div>",
    ],
    ids=[
        "share",
        "newsletter",
        "follow",
        "list",
        "topics by looks",
        "stories by looks",
        "picture",
        "author",
        "letter",
        "name with a hash",
        "hook",
        "who and when",
    ],
)
def test_boilerplate_goes_whole(boilerplate: str) -> None:
    assert on_four_pages(boilerplate) == clean(told(0), base=URL, url=URL)


@pytest.mark.parametrize(
    "own",
    [
        "<div class=ringkasan><p>Ringkasan tentang {n}, yang lain di tiap cerita.</p></div>",
        "<figure class=foto><img src=/{n}.jpg><figcaption>Foto: {n}, Antara</figcaption></figure>",
        "<h3>Bahan</h3><ul><li>Dua sendok {n}</ul>",
        "<p>Bahan</p><ul><li>Dua sendok {n}</ul>",
        "<p><strong>Soal bahagia dan hidup yang baik</strong></p><p>Menurut saya {n} saja.</p>",
        "<p>Apa arti bahagia?</p><p>Menurut saya {n} saja.</p>",
        "<table><tr><td>Harga<td>{n}</table>",
        "<pre>pip install {n}</pre><pre>make</pre>",
        "<blockquote><p>Hidup ini singkat.</p></blockquote><p>Kata {n}.</p>",
        "<ul><li>Satu sendok garam<li>Satu sendok {n}</ul>",
        "<p>Harga mulai 2{n}00 rupiah</p>",
        "<ol class='rujukan'><li><a href=https://jurnal.example/{n}>Jurnal tentang {n}</a></ol>",
        "<div class=layar><a href=/besar/{n}.jpg><img src=/{n}.jpg>Foto {n} besar</a></div>",
        "<p>* * *</p><p>Lalu {n}.</p>",
        "<p>Ya.</p><p>Lalu {n} diam.</p>",
        "<h3>Bahan untuk empat orang yang lapar</h3><ul><li>Garam<li>Satu sendok {n}</ul>",
        "<h3>Skor akhir dari laga malam tadi</h3><table><tr><td>Tim<td>{n}</table>",
        "<h3>Foto pilihan redaksi hari ini</h3><p><img src=/{n}.jpg></p>",
        "<div class=authority><p>Kata {n} kepada {n}.</p></div>",
        "<div class=author><figure><img src=/{n}.jpg><figcaption>{n}</figcaption></figure></div>",
        "<details open><summary>Tersedia di mana saja *</summary><p>Sejak {n}.</p></details>",
        "<div class=teks><a href=/{n}>Warung {n}</a></div><div class=teks>Masakan enak {n}.</div>",
    ],
    ids=[
        "standfirst",
        "caption",
        "heading of its own",
        "label of a list",
        "line in bold",
        "question",
        "table",
        "code",
        "quotation",
        "item of a list",
        "figures",
        "references elsewhere",
        "picture that can be enlarged",
        "ornament",
        "words said amid the text",
        "heading of a list that begins alike",
        "heading of a table that begins alike",
        "heading of a picture",
        "name that begins alike",
        "picture in a box with a name",
        "fold",
        "link that looks like the text",
    ],
)
def test_what_is_alike_on_every_article_without_being_the_sites_stays(own: str) -> None:
    first = told(0) + own.replace("{n}", WORDS[0])
    assert on_four_pages(own) == clean(first, base=URL, url=URL)


@pytest.mark.parametrize(
    "opening",
    [
        "<p>Selamat pagi dari ujung dermaga, tempat kopi selalu encer.</p>",
        "<p>Selamat pagi dari <em>ujung</em> dermaga, tempat kopi selalu encer!</p>",
        "<blockquote><p>Hidup ini singkat.</p></blockquote><p>Inilah kolom tentang kota kecil.</p>",
    ],
)
def test_a_plain_sentence_that_opens_every_article_is_its_own(opening: str) -> None:
    stories = [opening + told(number) for number in range(4)]
    assert left(*stories) == clean(stories[0], base=URL, url=URL)


FORMULA = "<p>Sebagai ganti bunga, keluarga mohon doa untuk semua awak.</p>"


@pytest.mark.parametrize(
    "foot",
    [
        FORMULA,
        FORMULA + "<p>Majelis memutus seperti tersebut dalam amar di atas.</p>",
        "<h2>Masalah</h2><ul><li>Cakram tua membuat awal yang sangat lambat.</ul>" + FORMULA,
    ],
    ids=["a sentence", "two", "a heading and its list"],
)
@pytest.mark.parametrize("after", ["", "<p>Ikuti kami <a href=/k>di sini</a>.</p>"])
def test_a_formula_in_a_row_with_the_paragraphs_is_the_articles(foot: str, after: str) -> None:
    stories = [told(number) + foot + after for number in range(4)]
    assert left(*stories) == clean(told(0) + foot, base=URL, url=URL)


@pytest.mark.parametrize(
    "foot",
    [
        "<p>Subscribe for one crown a week and read all that is written.</p>",
        "<p>The views expressed are the writer's, and nobody else has to hold them.</p>",
        "<p>تابعوا أخبار الميناء كل صباح قبل السابعة.</p>",
        "<p>記事へのご意見は港の編集局までどうぞ。封書でも葉書でもかまいません。いつでも読みます。</p>",
        "<p>Unsere Zeitung gehört denen, die sie jeden Morgen machen.</p>",
        "<p><em>Tulisan ini pernah dimuat di tempat yang lain.</em></p>",
        "<p>Ikuti berita <a href=/k>di sini</a> setiap hari.</p>" + FORMULA,
        "<div class=kotak><p>Balai kota buka tiap hari Senin dan Kamis.</p></div>",
        "<div class=kotak><p>Balai kota buka hari Senin.</p><p>Biaya dibayar dalam empat pekan.</p></div>",
        "<p class=kaki>Balai kota buka tiap hari Senin dan Kamis.</p>",
        "<h3>About the trust</h3><p>It keeps eleven lighthouses and four piers.</p>",
    ],
    ids=[
        "plea",
        "views",
        "Arabic",
        "Japanese",
        "house",
        "note",
        "after a link",
        "box",
        "box of two",
        "look",
        "about",
    ],
)
def test_a_sentence_that_speaks_for_the_site_goes(foot: str) -> None:
    stories = [told(number) + foot for number in range(4)]
    assert left(*stories) == clean(told(0), base=URL, url=URL)


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("<b>Juga di sini:</b> <a href=/kisah/{n}7>Kapal {n} berlabuh di kota lagi</a>", True),
        ("Juga di sini: <a href=https://kabar.example/{n}>Kapal {n} berlabuh di kota</a>", True),
        ("Sumber: <a href=https://jurnal.example/{n}>Kapal {n} berlabuh di kota lagi</a>", False),
        ("Unduh: <a href=/berkas/{n}.pdf>Laporan tentang {n} dan jaring lama</a>", False),
        ("Kata: <a href=/topik/{n}>{n}</a>", False),
        ("Juga di sini: <a href=/kisah/{n}7>Kapal {n} berlabuh di kota</a>, kata {n}", False),
    ],
)
def test_the_way_to_another_story_is_known_by_the_words_before_it(line: str, *, goes: bool) -> None:
    said = [f"<p>{line}</p>".replace("{n}", WORDS[number]) for number in range(4)]
    stories = [told(number) + said[number] + told(number + 4) for number in range(4)]
    alone = clean(told(0) + told(4), base=URL, url=URL)
    assert (left(*stories) == alone) is goes


@pytest.mark.parametrize("label", ["<strong>Advertisement</strong>", "- Iklan -", "広告"])
def test_the_label_of_an_advert_goes_from_between_the_paragraphs(label: str) -> None:
    stories = [f"{told(number)}<p>{label}</p>{told(number + 4)}" for number in range(4)]
    assert left(*stories) == clean(told(0) + told(4), base=URL, url=URL)


@pytest.mark.parametrize(
    "note",
    [
        "<p><em>Tulisan ini memuat tautan yang memberi kami komisi.</em></p>",
        "<p>Baca seri ini dari awal <a href=/seri>di sini, semua bagiannya</a>.</p>",
        "<p>Kirim pendapat dan kabar Anda ke redaksi@kabar.example setiap hari.</p>",
        "<p>Diperbarui setiap hari oleh tim redaksi</p>",
    ],
    ids=["in italics", "link", "mail", "no sentence"],
)
def test_a_note_before_every_article_goes(note: str) -> None:
    stories = [note + told(number) for number in range(4)]
    assert left(*stories) == clean(told(0), base=URL, url=URL)


MONTHS = ("Maret", "April", "Mei", "Juni")
OLD = "sudah lama sekali dimiliki oleh para awaknya sendiri di tepi laut, turun-temurun, sampai hari ini"


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("Diperbarui oleh redaksi pada {day}", True),
        ("Bunga bank berlaku sampai {day}, pukul 08:3{n}", True),
        (f"Perusahaan kami mempekerjakan {{n}}40 orang di {{n}} pelabuhan dan {OLD}.", True),
        (f"Kami berterima kasih: {{n}}.240 warga dari {{n}}1,305 rumah sudah membantu, dan {OLD}.", True),
        ("<em>Cerita ini disunting lagi pada 2{n} {month} 2025.</em>", True),
        ("<em>This story was put right on {month} 2{n}, 2025.</em>", True),
        ("Pemakaman pada 2{n} {month} 2025 di pelabuhan", False),
        (f"Gempa {{n}},2 terasa {{n}} menit di {{n}} desa, dan tercatat bahwa kapal kami {OLD}.", False),
        ("Skor akhir: pelabuhan {n}, bukit 2. Penonton: {n}310", False),
        ("Harga garam hari ini {n}200 rupiah", False),
    ],
)  # fmt: skip
def test_a_day_makes_a_line_no_other_and_a_number_a_long_one(line: str, *, goes: bool) -> None:
    said = [
        f"<p>{line}</p>".replace("{day}", f"1{n}.03.2025")
        .replace("{n}", f"{n}")
        .replace("{month}", MONTHS[n])
        for n in range(4)
    ]
    stories = [told(number) + said[number] for number in range(4)]
    alone = clean(told(0), base=URL, url=URL)
    assert (left(*stories) == alone) is goes


def test_who_wrote_each_post_of_a_thread_stays() -> None:
    box = "<div class=post-author><a href=/users/{n}/>{n}</a></div>"
    threads = [
        "".join(
            f"<div class=post>{told(page * 4 + post)}{box}</div>".replace("{n}", WORDS[page + post])
            for post in range(3)
        )
        for page in range(4)
    ]
    assert left(*threads) == clean(threads[0], base=URL, url=URL)


def test_a_box_goes_from_the_second_article_on_and_a_line_from_the_third() -> None:
    box = "<div class=author-bio><p>{n} menulis tentang {n} dan tinggal di tepi {n}.</p></div>"
    lesson = Lesson()
    for number in range(3):
        story = told(number) + box.replace("{n}", WORDS[number]) + SHARE + told(number + 5)
        part = Part(URL, URL, story)
        article = join((part,), title="", validators=Validators(), lesson=lesson)
        lesson = learn(lesson, article.marks)
        assert ("tinggal di" in article.content) == (number < 1)
        assert ("Bagikan" in article.content) == (number < 2)


def test_a_line_that_leads_to_another_story_wants_three_pages_even_where_two_are_enough() -> None:
    tease = (
        "<p><b><a href=/kabar/di-mana-salju-turun-besok>Di mana salju akan turun besok</a></b></p>"
    )
    home = "<p><b><a href=/>Baca kabar lain di halaman depan kami</a></b></p>"
    lesson = Lesson()
    for number in range(3):
        article = read(told(number) + tease + home + told(number + 5))
        lesson = learn(lesson, article.marks)
        text = without_taught(article, learned(lesson, least=2)).content
        assert ("halaman depan" in text) == (number < 1)
        assert ("salju akan" in text) == (number < 2)


def test_a_line_that_stands_on_few_of_many_articles_stays() -> None:
    intro = "<p><em>Tulisan ini bagian dari seri tentang laut.</em></p>"
    series = [intro + told(n) for n in range(4)]
    assert "bagian dari seri" in left(*series, *[told(n) for n in range(4, 12)])
    assert "bagian dari seri" not in left(*series)


def test_a_long_passage_is_believed_later_than_a_line() -> None:
    line = "<p>Dukung kami.</p>"
    background = (
        "<p>Pelabuhan itu dibuka seabad lalu, " + "dan sejak itu tumbuh terus " * 5 + "</p>"
    )
    pages = [told(n) + (background + line) * (n % 2 == 0) for n in range(10)]
    shown = left(*pages)
    assert "Dukung" not in shown
    assert "dibuka seabad lalu" in shown


def test_a_story_told_again_teaches_nothing() -> None:
    ticker = told(1) + told(2)
    lesson = learn(Lesson(), read(ticker).marks)
    assert learn(lesson, read(told(1)).marks) == lesson
    assert learn(lesson, read(told(3)).marks).pages == 2


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


NOTICE = "Pernyataan hukum: isi laman ini bukan nasihat, dan penulis tidak menanggung rugi. " * 2


@pytest.mark.parametrize(
    "told_on_every_page",
    [
        paragraphs("Semua halaman situs ini sama saja isinya.", "Tanpa beda sedikit pun."),
        paragraphs(NOTICE, NOTICE * 2),
        paragraphs("Putusan nomor {n}.", NOTICE),
        paragraphs("Menteri {n} tiba pagi ini di pelabuhan.", "Demikian laporan kami."),
        paragraphs("Kabar singkat dari pelabuhan.", "Kapal nomor {n} berlabuh."),
        paragraphs(
            "Bursa tutup di {n}.",
            "Indeks papan utama tak banyak berubah dalam perdagangan sepi.",
            "Emas di {n}0, minyak di {n}.",
            "Bank sentral diperkirakan menahan bunga pada rapat berikutnya.",
        ),
        paragraphs(
            "Jakarta cerah berawan sepanjang hari.",
            "Suhu {n} derajat.",
            "Bandung hujan ringan pada sore hari.",
            "Warga diminta waspada.",
        ),
        paragraphs(*[f"Baris {row} yang sama di mana saja." for row in range(9)], "Beda {n}."),
    ],
    ids=[
        "one text for all",
        "notices only",
        "notice and a line",
        "two sentences",
        "two sentences, the first alike",
        "market reports",
        "weather",
        "all but a line",
    ],
)
def test_pages_that_are_mostly_alike_lose_nothing(told_on_every_page: str) -> None:
    pages = [told_on_every_page.replace("{n}", str(n)) for n in range(40, 50)]
    for at, page_ in enumerate(pages):
        others = pages[:at] + pages[at + 1 :]
        assert left(page_, *others) == clean(page_, base=URL, url=URL)


def test_pages_that_copy_a_story_cannot_take_it_out() -> None:
    copied = paragraphs(*[f"Baris {row} dari cerita asli yang sungguh." for row in range(20)])
    assert left(copied + told(7), *[copied] * 9) == clean(copied + told(7), base=URL, url=URL)


def test_an_article_of_which_too_much_would_go_stays_whole() -> None:
    short = "<p>Hari ini cerah.</p>"
    weather = "<p>Cuaca pelabuhan besok, disusun tiap petang oleh dinas setempat.</p>" + short
    assert "disusun tiap petang" in left(weather, *[told(n) + weather for n in range(4)])


def test_what_stands_below_a_short_article_goes_though_it_is_as_long() -> None:
    lines = "".join(
        f"<p>Kapal {word} tiba di pelabuhan pagi ini juga, kata {word}.</p>" for word in WORDS
    )
    below = "".join(
        f"<p><b>Kantor kami di {word}: jalan {word} tujuh, buka tiap hari.</b></p>"
        for word in WORDS
    )
    others = [told(n) + below for n in range(4)]
    assert left(lines + below, *others) == clean(lines, base=URL, url=URL)
    notice = lines[: lines.index("</p>") + 4] + below[: below.index("</p>") + 4]
    assert left(notice, *others) == clean(notice, base=URL, url=URL)


def test_an_articles_only_long_paragraph_stays() -> None:
    lines = "".join(
        f"<p>Baris pendek nomor {WORDS[n % 10]} dari daftar ini saja.</p>" for n in range(12)
    )
    notice = f"<p>{'Pemberitahuan yang panjang dari redaksi kami. ' * 4}</p>"
    others = [told(n) + notice for n in range(4)]
    assert "Pemberitahuan" in left(lines + notice, *others)
    assert "Pemberitahuan" not in left(lines + told(7) + notice, *others)


def test_what_was_mended_later_equals_what_was_read_with_the_lesson() -> None:
    contents = [told(n) + SHARE for n in range(4)]
    early = read(contents[0])
    late = without(early.content, early.marks, taught(*contents), url=URL)
    assert late == left(*contents)


# --- Bounds --------------------------------------------------------------------


def test_a_lesson_stays_small_and_keeps_what_comes_again() -> None:
    lesson = Lesson()
    for n in range(200):
        lesson = learn(lesson, [f"s{n}x{at}" for at in range(120)] + ["sagain"])
    assert len(lesson.marks) < 6000
    assert lesson.pages < 60
    assert learned(lesson) == {"sagain"}


def test_an_old_layout_is_forgotten() -> None:
    lesson = Lesson()
    for n in range(60):
        lesson = learn(lesson, [f"s{n}", "sold"])
    for n in range(120):
        lesson = learn(lesson, [f"t{n}", "snew"])
    assert learned(lesson) == {"snew"}


def test_a_redesign_makes_it_forget_at_once() -> None:
    lesson = Lesson()
    for n in range(50):
        lesson = learn(lesson, [f"s{n}", "sold"])
    for n in range(2):
        lesson = learn(lesson, [f"t{n}", "snew"])
    assert learned(lesson) == {"sold"}  # two may be of another kind
    lesson = learn(lesson, ["t2", "snew"])
    assert learned(lesson) == {"snew"}
    assert lesson.pages == 3


def test_a_redesign_is_known_by_the_place_where_a_site_has_taught_nothing_else() -> None:
    lesson = Lesson()
    for n in range(11):
        lesson = learn(lesson, [f"s{n}", "pdiv.old"])
    for n in range(3):
        assert learned(lesson) == {"pdiv.old"}
        lesson = learn(lesson, [f"t{n}", "pdiv.new", "snew"])
    assert learned(lesson) == {"pdiv.new", "snew"}


def test_after_a_redesign_no_article_loses_a_word_and_the_third_is_free_of_the_new_lines() -> None:
    old, new = "<p><em>Tulis kepada kami.</em></p>", "<p><em>Ikuti saluran kami.</em></p>"
    lesson, given = Lesson(), []
    for n in range(12):
        part = Part(URL, URL, told(n) + (old if n < 6 else new))
        article = join((part,), title="", validators=Validators(), lesson=lesson)
        lesson = learn(lesson, article.marks)
        given.append(plain_text(article.content))
    assert ["kami" in text for text in given] == [
        *[True] * 2,
        *[False] * 4,
        *[True] * 2,
        *[False] * 4,
    ]
    assert all(f"Cerita {n} alinea {row}:" in given[n] for n in range(12) for row in range(6))
    assert lesson.pages == 6


def test_a_redesign_is_known_early_where_not_all_articles_had_the_old_lines() -> None:
    lesson = Lesson()
    for n in range(5):
        lesson = learn(lesson, [f"s{n}", *(["sold"] if n != 3 else [])])
    for n in range(3):
        lesson = learn(lesson, [f"t{n}", "snew", "bnew"])
    assert learned(lesson) == {"snew", "bnew"}


def test_a_redesign_that_keeps_a_line_is_known_by_what_stands_instead_of_the_others() -> None:
    lesson = Lesson()
    for n in range(20):
        lesson = learn(lesson, [f"s{n}", "skept", "sold", "sgone"])
    for n in range(3):
        lesson = learn(lesson, [f"t{n}", "skept", "snew"])
    assert learned(lesson) == {"skept", "snew"}
    assert lesson.pages == 3


def test_edited_rules_keep_what_is_believed_and_let_new_lines_be_learned_as_on_a_new_site() -> None:
    lesson = under_rules(Lesson(), "by body")
    for n in range(10):
        lesson = learn(lesson, [f"s{n}", "sold"])
    lesson = under_rules(lesson, "by page")
    for n in range(3):
        assert "sold" in learned_of([f"t{n}", "sold"], lesson)
        lesson = learn(under_rules(lesson, "by page"), [f"t{n}", "sold", "snew", "lnew"])
    assert learned(lesson) == {"sold", "snew", "lnew"}


def test_articles_without_some_lines_and_without_others_instead_are_no_redesign() -> None:
    lesson = Lesson()
    for n in range(20):
        lesson = learn(lesson, [f"s{n}", "skept", "sbox", "slink"])
    for n in range(6):
        lesson = learn(lesson, [f"t{n}", "skept"])
    assert learned(lesson) == {"skept", "sbox", "slink"}


def test_what_stands_on_some_articles_only_is_not_forgotten_for_a_few_without_it() -> None:
    lesson = Lesson()
    for n in range(40):
        lesson = learn(lesson, [f"s{n}", *(["shalf"] if n % 2 else [])])
    for n in range(4):
        lesson = learn(lesson, [f"t{n}"])
    assert learned(lesson) == {"shalf"}
    assert lesson.strange == 4
    assert learn(lesson, ["shalf"]).strange == 0


def test_a_page_of_ten_thousand_blocks_gives_few_fingerprints() -> None:
    html = SafeHtml("".join(f"<p>Baris ke-{n} dari daftar.</p>" for n in range(10_000)))
    assert len(marks_of(html)) == 120
    boxes = "".join(
        f"<ul class=k{'x' * (n % 300)}><li><a href=/{n}>{n}a</a></ul>" for n in range(3000)
    )
    assert len(read(boxes).marks) < 200


def test_a_lesson_wants_several_pages_for_every_fingerprint() -> None:
    lesson = learn(learn(Lesson(), ["sa", "lb"]), ["sa", "lb"])
    assert learned(lesson) == frozenset()
    assert learned(lesson, least=2) == {"sa", "lb"}
    assert learned(learn(lesson, ["sa", "lc"])) == {"sa"}
    assert LEAST == 3
    assert LONG == "l"


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6), max_size=5))  # nothing forgotten
def test_learning_counts_each_block_once_a_page(pages: list[list[str]]) -> None:
    lesson = Lesson()
    for blocks in pages:
        lesson = learn(lesson, [f"s{block}" for block in blocks])
    told_on = [set(blocks) for blocks in pages if blocks]
    assert lesson.pages == len(told_on)
    letters = zip(lesson.marks.split(), lesson.counts, strict=True)
    counts = {name: int(letter, 36) for name, letter in letters}
    assert counts == {
        f"s{block}": sum(block in page for page in told_on) for block in set().union(*told_on)
    }


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=4), max_size=70))
def test_what_is_learned_of_an_article_is_what_it_has_of_all_that_is_learned(
    pages: list[list[str]],
) -> None:
    kinds = {"a": LONG, "b": LONG, "c": BOX, "d": BOX}
    lesson = Lesson()
    for blocks in pages:
        marks = [f"{kinds.get(block, 's')}{block}" for block in blocks]
        after = learn(lesson, marks)
        assert learned_of(marks, lesson) == learned(after).intersection(marks)
        lesson = after


HTML = st.lists(
    st.sampled_from(
        ["<p>satu dua</p>", "<ul><li>tiga<li>empat</ul>", "<h2>lima</h2>", "enam<br>tujuh<br>",
         "<p><b>delapan <i>se</i></b>mbilan</p>", "<div>a<p>b</p>c</div>", told(1, 1), told(2, 2),
         "<figure><img src=/a.jpg><figcaption>k</figcaption></figure>", "<p>x<img src=/b.jpg></p>"]
    )
).map("".join)  # fmt: skip


@given(HTML, st.data())
def test_taking_out_only_takes_out(raw: str, data: st.DataObject) -> None:
    html = clean(raw, base=URL, url=URL)
    blocks = marks_of(html)
    known = data.draw(st.frozensets(st.sampled_from(blocks))) if blocks else frozenset()
    less = without(html, blocks, known, url=URL)
    lines = iter(plain_text(html).split("\n"))
    assert all(line in lines for line in plain_text(less).split("\n") if line)
