"""Fifteen invented sites of six articles, each with one trait that a careful tester would think of.

The fifth set of pages for `taught_sites`. What repeats is the article's own on one site and the
site's on the next: that is the test. The traits stand in each skeleton's first line; the words of
the articles' own text are in `taught_pages_words`. No measuring belongs here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from html import unescape
from random import Random

from taught_pages import Saved
from taught_pages_plain import END, OWN, Story, menu, own, page, photo
from taught_pages_words import DE, EN, ES, FR, ID, Tongue

ARTICLES = 6
LENGTHS = (320, 180, 520, 240, 760, 150)
"""About how many words the articles of a site have; each site begins at another of them."""


def paragraphs(s: Story, form: str = "<p>{}</p>", words: int = 0) -> list[str]:
    """Return the article's own paragraphs."""
    told, done = [], 0.0
    while done < (words or s.words):
        text = s.paragraph()
        done += s.length(text)
        told.append(own(form.format(text)))
    return told


def between(s: Story, at: int, html: str, form: str = "<p>{}</p>") -> str:
    """Return the article's paragraphs with this after so many of them."""
    told = paragraphs(s, form)
    return "".join((*told[:at], html, *told[at:]))


# fmt: off
def gallery_first(s: Story) -> str:
    """The first article of the site is a gallery; a plea stands below all."""
    ask = '<p>Like our pictures? <a href="/prints">Order a print</a> from the shop, or write to us at pictures@lanternquay.example.</p>'
    if s.number == 0:
        text = "".join(own(f'<figure><img src="/p/{s.slug}-{at}.jpg" alt=""><figcaption>{s.paragraph(2)}</figcaption></figure>') for at in range(9))
    else:
        text = photo(s, "Photo: Ida Brun") + "".join(paragraphs(s))
    main = f'<main><article class="story"><h1>{s.title}</h1><p class="by">{s.author}, {s.day}</p><div class="story-body">{text}{ask}</div></article><section class="more"><h2>More from the quay</h2><ul>{s.links(4)}</ul></section></main>'
    return page(s, "Lantern Quay", menu("News|Pictures|Tides"), main, "<footer>© 2026 Lantern Quay</footer>")


def live_first(s: Story) -> str:
    """The first article is a live blog with a standing note on each of its posts."""
    note = "<p>Sie können uns jederzeit schreiben: <a href='mailto:live@bote.example'>live@bote.example</a>.</p>"
    if s.number == 0:
        text = "".join(own(f"<h3>{8 + at // 3}:{(at * 23) % 60:02} Uhr</h3><p>{s.paragraph(2)}</p>") for at in range(14))
    else:
        text = "".join(paragraphs(s))
    main = f'<div class="spalte"><h1>{s.title}</h1><div class="zeile">{s.day}</div><div class="artikeltext">{text}{note}</div><div class="teilen"><a>Drucken</a> <a>Mailen</a></div></div><div class="rechts"><h2>Meistgelesen</h2><ol>{s.links(5)}</ol></div>'
    return page(s, "Altmoorer Bote", menu("Ort|Kreis|Sport"), main, "<div class=fuss>Impressum</div>", "de")


def two_templates(s: Story) -> str:
    """Two templates in turn, each with boilerplate of its own."""
    if s.number % 2:
        tail = "<p><em>Field Notes is written on foot. If you would like to walk along, the next dates are on <a href='/walks'>our page</a>.</em></p>"
        main = f'<div class="notes"><h1>{s.title}</h1><div class="notes__text">{"".join(paragraphs(s))}{tail}</div></div>'
    else:
        tail = "<h3>About the institute</h3><p>The Tarn Institute studies rivers and the towns beside them. It was founded in 1961 and has 84 employees.</p>"
        main = f'<article class="report"><header><h1>{s.title}</h1><p>{s.author}</p></header><div class="report-main">{"".join(paragraphs(s))}{tail}</div></article>'
    return page(s, "Tarn Institute", menu("Reports|Notes|People"), main, "<footer>Tarn Institute, Mill Row 2</footer>")


def at_the_very_top(s: Story) -> str:
    """Reading time, an audio version and a follow line open each article, in its own element."""
    minutes = 2 + s.words // 90
    top = f"<p>Reading time: {minutes} min</p><p>Audio version: listen to this article ({minutes + 1}:0{s.number + 1})</p><p>Text size: A A A</p><p>Published {s.day} by {s.author}</p>"
    main = f'<main><h1>{s.title}</h1><div class="entry">{top}{"".join(paragraphs(s))}</div></main><aside><h2>Latest</h2><ul>{s.links(5)}</ul></aside>'
    return page(s, "The Slow Post", menu("Essays|Audio|About"), main, "<footer>The Slow Post is free to read.</footer>")


def every_second(s: Story) -> str:
    """Boilerplate that only every second article has, in the midst and at the foot."""
    plea = "<p><strong>Suivez notre chaîne WhatsApp pour ne rien manquer de la vallée.</strong></p>" if s.number % 2 else ""
    foot = "<p>Cet article est publié avec le soutien de la Fondation des Deux Rives. La rédaction reste seule responsable de son contenu.</p>" if s.number % 2 else ""
    main = f'<article><h1>{s.title}</h1><p class="date">{s.day}</p><div class="contenu">{between(s, 2, plea)}{foot}</div></article><section><h2>À lire aussi</h2><ul>{s.links(4)}</ul></section>'
    return page(s, "Les Deux Rives", menu("Vallée|Culture|Opinions"), main, "<footer>© Les Deux Rives</footer>", "fr")


AUTHORS = (
    ("Orla Keating", "covers schools. She taught chemistry for nine years before she joined the Beacon."),
    ("Denis Marlowe", "is the Beacon's night editor and a bell ringer."),
    ("Yusuf Aydin", "writes about food, markets and the people who get up at four."),
    ("Petra Lund", "reports from the courts. Her book on the canal trials came out in 2024."),
    ("Sam Ito", "takes pictures and writes about ships."),
)


def five_authors(s: Story) -> str:
    """Author boxes of five authors, of another length and text each, without a telling name."""
    name, about = AUTHORS[s.number % 5]
    box = f'<div class="c14"><img src="/a/{s.number % 5}.jpg" width="80" height="80"><p><strong>{name}</strong> {about}</p><p>You can reach {name} at {name.split()[0].lower()}@beacon.example.</p></div>'
    main = f'<article class="c2"><h1>{s.title}</h1><p class="c3">By {name} | {s.day}</p><div class="c7">{"".join(paragraphs(s))}{box}</div></article><div class="c20"><h4>Also in the Beacon</h4>{s.links(4, "<p><a href=/{0}>{1}</a></p>")}</div>'
    return page(s, "The Beacon", menu("Town|Courts|Food"), main, "<footer>The Beacon, Oldmere</footer>").replace(s.author, name)


def forty_words(s: Story) -> str:
    """Articles of 40 words, with as much around them in the same element."""
    foot = "<p>Send us your news: notices@brask.example</p><p>Notices are free for members of the parish. The editor may shorten them.</p>"
    main = f'<div id="page"><h2>{s.title}</h2><div class="post"><p class="when">{s.day}</p>{"".join(paragraphs(s, words=36))}{foot}<p><a href="/print">Print</a> | <a href="/mail">Mail</a></p></div></div>'
    return page(s, "Brask Notices", menu("Notices|Church|Hall"), main, "<p>Parish of Brask</p>")


def two_languages(s: Story) -> str:
    """A site in two languages, each with its boilerplate in its own."""
    if s.tongue is DE:
        foot = "<p><em>Dieser Text steht unter einer freien Lizenz. Sie dürfen ihn weiterverbreiten, wenn Sie uns nennen.</em></p><p>Newsletter: <a href='/de/brief'>jetzt abonnieren</a></p>"
    else:
        foot = "<p><em>This text is under a free licence. You may republish it if you name us.</em></p><p>Newsletter: <a href='/en/letter'>subscribe now</a></p>"
    main = f'<main><article lang="{"de" if s.tongue is DE else "en"}"><h1>{s.title}</h1><div class="text">{"".join(paragraphs(s))}{foot}</div></article></main>'
    return page(s, "Grenzland / Borderland", menu("Deutsch|English"), main, "<footer>Grenzland e. V.</footer>", "de" if s.tongue is DE else "en")


def recipes(s: Story) -> str:
    """A recipe site: standing headings and steps that come again are the recipe's own."""
    goods = s.dice.sample(["200 g flour", "2 eggs", "a pinch of salt", "100 g butter", "250 ml milk", "1 lemon", "3 apples", "50 g sugar", "1 tsp baking powder"], 6)
    steps = ["Heat the oven to 180 °C.", s.say(), s.say(), "Leave to cool for ten minutes before you serve.", s.say()]
    text = own(f"<p>{s.paragraph(3)}</p><h2>Ingredients</h2><ul>" + "".join(f"<li>{g}</li>" for g in goods) + "</ul><h2>Method</h2><ol>" + "".join(f"<li>{x}</li>" for x in steps) + f"</ol><h2>Tip</h2><p>{s.say()}</p>")
    ask = "<p>Made this? Tag us @crumbandkettle on Instagram so we can see it!</p><p>Some links are affiliate links: we may earn a commission if you buy through them, at no cost to you.</p>"
    main = f'<main><article class="recipe-post"><h1>{s.title}</h1><p><a href="#recipe">Jump to recipe</a> · <a href="#print">Print recipe</a></p><div class="post-content">{text}{ask}</div></article><section class="also"><h3>You may also like</h3>{s.links(3)}</section></main>'
    return page(s, "Crumb & Kettle", menu("Cakes|Soups|About"), main, "<footer>© Crumb & Kettle</footer>")


def weekly_column(s: Story) -> str:
    """A weekly column: the same first sentence and the same farewell are its author's own."""
    text = own("<p>Querida vecina, querido vecino: otra semana que se nos va por el desagüe.</p>") + "".join(paragraphs(s)) + own("<p>Y con esto, y un bizcocho, hasta el jueves a las ocho.</p>")
    foot = "<p><em>Las opiniones de los columnistas no son necesariamente las de este periódico.</em></p>"
    main = f'<article class="columna"><h1>{s.title}</h1><p class="firma">{s.author}</p><div class="columna-texto">{text}{foot}</div></article><aside><h3>Lo más leído</h3><ol>{s.links(5)}</ol></aside>'
    return page(s, "El Faro", menu("Local|Columnas|Deportes"), main, "<footer>El Faro, S. A.</footer>", "es")


def daily_weather(s: Story) -> str:
    """A daily report of which most sentences come again; nothing of it is boilerplate but the last."""
    any_of = s.dice.choice
    text = own(
        f"<h2>Today</h2><p>{any_of(['Rain spreads from the west by noon.', 'It stays dry all day.', 'Fog clears slowly in the valleys.'])} {any_of(['Winds are light.', 'Winds are fresh on the coast.'])} Highs of {s.dice.randint(8, 14)} degrees.</p>"
        f"<h2>Tonight</h2><p>{any_of(['Clouds break up, and there is a touch of frost.', 'It stays mild and cloudy.'])} Lows of {s.dice.randint(1, 6)} degrees.</p>"
        f"<h2>Tomorrow</h2><p>{any_of(['Much the same again.', 'Showers, some with hail.', 'Sunny spells in the morning.'])} There are no warnings in force.</p>"
        f"<h2>Outlook</h2><p>{any_of(['High pressure holds until the weekend.', 'Unsettled, with gales in the north.'])} {s.say()}</p>"
    )
    foot = "<p>Get our forecast on your phone: download the app.</p>"
    main = f'<main><h1>Forecast for {s.day}</h1><div class="forecast">{text}{foot}</div></main>'
    return page(s, "Coast Weather", menu("Today|Charts|Sea"), main, "<footer>Coast Weather Service</footer>")


def daily_horoscope(s: Story) -> str:
    """Signs and their dates stand on each day's page, and are the article's."""
    signs = ("Bélier (21 mars - 20 avril)", "Taureau (21 avril - 20 mai)", "Gémeaux (21 mai - 21 juin)", "Cancer (22 juin - 22 juillet)", "Lion (23 juillet - 22 août)")
    luck = ("Une bonne journée pour ranger.", "Écoutez un ami.", "Ne signez rien aujourd'hui.", "La patience paie.")
    text = own("".join(f"<h3>{sign}</h3><p>{s.say()} {s.dice.choice(luck)}</p><p>Humeur : {s.dice.choice(['calme', 'vive'])}. Chiffre du jour : {s.dice.randint(1, 9)}.</p>" for sign in signs))
    main = f'<main><h1>Votre horoscope du {s.day}</h1><div class="astro">{text}<p>Retrouvez votre horoscope chaque matin sur notre page Facebook.</p></div></main><aside>{s.links(4)}</aside>'
    return page(s, "Le Petit Almanach", menu("Astro|Lune|Jeux"), main, "<footer>Le Petit Almanach</footer>", "fr")


def old_archive(s: Story) -> str:
    """Old articles have another foot than new ones: three of each, one after another."""
    if s.number < 3:
        foot = f"<p>This article appeared in print on {s.day}, on page {s.number + 3} of the county edition.</p><p>Copyright 2009 Fenner Gazette. Reproduction is forbidden.</p>"
    else:
        foot = "<p>Have a story for us? Call the newsdesk on 0555 1200 or message us on Signal.</p><p>Follow the Gazette on Mastodon.</p>"
    main = f'<main><article><h1>{s.title}</h1><p class="meta">{s.author}</p><div class="gz-body">{"".join(paragraphs(s))}{foot}</div></article></main><aside><h3>Archive</h3><ul>{s.links(5)}</ul></aside>'
    return page(s, "Fenner Gazette", menu("News|Archive"), main, "<footer>Fenner Gazette</footer>")


def corrections_line(s: Story) -> str:
    """A line on checks and corrections with another day, and another reviewer, on each article."""
    foot = f"<p>This article was last checked on {s.day}. See our <a href='/corrections'>corrections policy</a>.</p><p>Medically reviewed by Dr {s.other} on {s.day}</p><p>Sources are listed on request. The Clinic Paper does not replace a visit to your doctor.</p>"
    main = f'<main><article><h1>{s.title}</h1><div class="clinic-text">{"".join(paragraphs(s))}{foot}</div></article><section><h2>Related topics</h2>{s.links(4)}</section></main>'
    return page(s, "The Clinic Paper", menu("Heart|Sleep|Food"), main, "<footer>The Clinic Paper</footer>")


def without_boxes(s: Story) -> str:
    """Counters, a dated list and a table that is the same on each article, none in a box."""
    count = f"<p>Dibaca {s.count(100, 9000)} kali · {s.count(2, 40)} komentar</p>"
    latest = "<p>Berita terakhir</p><ul>" + s.links(4, '<li>{0} Mar: <a href="/b/{0}">{1}</a></li>') + "</ul>"
    ferries = "<table><tr><th colspan=2>Kapal di selat</th></tr>" + "".join(f"<tr><td><a href='/k/{k}'>{k}</a></td><td>{n} kursi</td></tr>" for k, n in (("Camar", 120), ("Elang", 90), ("Pari", 40), ("Tenggiri", 210))) + "</table>"
    main = f'<div id="isi"><h1>{s.title}</h1>{count}{"".join(paragraphs(s))}{ferries}{latest}</div>'
    return page(s, "Kabar Selat", menu("Laut|Pasar|Desa"), main, "<p>Kabar Selat 2026</p>", "id")


SKELETONS: tuple[Callable[[Story], str], ...] = (
    gallery_first, live_first, two_templates, at_the_very_top, every_second, five_authors, forty_words, two_languages, recipes,
    weekly_column, daily_weather, daily_horoscope, old_archive, corrections_line, without_boxes,
)
# fmt: on
TONGUES: dict[Callable[[Story], str], tuple[Tongue, ...]] = {
    live_first: (DE,),
    every_second: (FR,),
    two_languages: (DE, EN),
    weekly_column: (ES,),
    daily_horoscope: (FR,),
    without_boxes: (ID,),
}


def pages_of(skeleton: Callable[[Story], str]) -> list[Saved]:
    """Return a site's articles in order, each with the text that is its own."""
    at = SKELETONS.index(skeleton)
    host = skeleton.__name__.replace("_", "-") + ".example"
    tongues = TONGUES.get(skeleton, (EN,))
    pages = []
    for number in range(ARTICLES):
        dice = Random(zlib.crc32(f"{host} {number}".encode()))
        tongue = tongues[number % len(tongues)]
        story = Story(number, tongue, LENGTHS[(number + at * 5) % ARTICLES], dice)
        html = skeleton(story)
        mine = re.findall(f"{OWN}(.*?){END}", html, re.DOTALL)
        gold = "\n".join(
            unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", one))).strip() for one in mine
        )
        html = re.sub(f"[{OWN}{END}]", "", html)
        pages.append(Saved(url=f"https://{host}/2026/{story.slug}", html=html, gold=gold))
    return pages
