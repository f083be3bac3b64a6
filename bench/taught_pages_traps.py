"""16 more invented sites of 12 articles, full of what repeats and yet belongs to each article.

Written without sight of what learns from them, as `taught_pages_unseen`: columns with the same first
and last sentence, recipes' steps, tables with the same rows, interviews with the same questions,
formulas of courts and of obituaries, refrains, signs of the zodiac, credits; amid what such sites
carry round them. One site is made anew after its sixth article. All words are invented here.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from taught_pages import ARTICLES, Saved
from taught_pages_unseen import Day, Skeleton, own, save

_SIGNS = "Carneiro Touro Gémeos Caranguejo Leão Virgem Balança Escorpião Sagitário Capricórnio Aquário Peixes".split()
_TEAMS = "Hafen 09|SV Deich|TuS Leuchtturm|FC Marsch|Blau-Weiß Kai|VfL Priel|SC Sandbank".split("|")
_FIRMS = ("Brinemark Systems", "Tolley & Rask", "Northquay Foods")
_DEAD = "Edda Holloway|Martin Quill|Rosalind Pike|Osmund Tate|Vera Lindqvist|Abel Marsh|Nora Fenwick|Hugo Straker|Ida Penrose|Cyril Dunmore|Wilma Oakes|Basil Thorne".split(
    "|"
)


def corner_column(day: Day) -> str:  # Craft: the same first and last sentence each week
    author = day.author()
    return f"""<main id="content" class="c-layout"><article class="c-entry c-entry--column"><header class="c-entry__head"><p class="c-kicker">The Corner Table</p><h1 class="c-entry__title">{day.title()}</h1><p class="c-meta">{author} <time>{day.date()}</time> <span>{day.number % 4 + 3} minute read</span></p></header>
<div class="c-share" role="group"><button>Copy link</button><a href="#w">WhatsApp</a><a href="#b">Bluesky</a><a href="#p">Print</a></div>
<div class="c-richtext">{own("<p>Good morning from the corner table, where the coffee is hot and the window faces the quay.</p>")}{day.paragraphs(2, 3)}
<div class="c-signup"><p class="c-signup__title">Get the Corner Table by post</p><p>One letter each Saturday, no advertising, and you can leave whenever you like.</p><form><input type="email"><button>Sign me up</button></form></div>
{day.paragraphs(2, 4)}{day.some(0.3, own(f"<blockquote><p>{day.sentence()}</p></blockquote>"))}{own("<p>That is all from the corner table. Mind the tide, and be kind to the ferryman.</p>")}</div>
<footer class="c-bio"><img src="/p/{author[:4]}.jpg" alt=""><p><strong>{author}</strong> has written the Corner Table since {2001 + len(author)} and lives above a chandlery.</p></footer></article>
<section class="c-cards"><h2>Earlier columns</h2>{day.links(4, '<article class="c-card"><h3><a href="/c/{at}">{title}</a></h3><p>{n} replies</p></article>')}</section></main>"""


def cuisine_statamic(day: Day) -> str:  # a recipe: steps, units and headings come again
    degrees = day.dice.choice((180, 200, 220))
    return f"""<div class="wrapper"><article class="recette"><h1>{day.title()}</h1><ul class="recette-meta"><li>Préparation : {day.number + 9} min</li><li>Facile</li></ul>
<p class="affilie"><small>Cette page contient des liens affiliés : si vous achetez par eux, nous touchons une petite commission, sans frais pour vous.</small></p>
{day.paragraphs(1, 2)}<section class="ingr">{own(f"<h2>Ingrédients</h2><ul><li>{day.dice.randrange(2, 9) * 50} g de farine</li><li>2 œufs</li><li>1 pincée de sel</li><li>{day.dice.randrange(1, 9)} cuillères de miel</li><li>25 cl de lait entier</li></ul>")}</section>
<div class="pub-infolettre"><strong>La lettre des gourmands</strong><p>Trois recettes chaque jeudi dans votre boîte, gratuitement.</p><a href="/lettre">Je m'abonne</a></div>
<section class="etapes">{own(f"<h2>Préparation</h2><ol><li>Préchauffez le four à {degrees} degrés et beurrez le moule.</li><li>Mélangez la farine, le sel et les œufs dans un grand saladier.</li><li>{day.sentence()}</li><li>{day.sentence()}</li><li>Laissez refroidir sur une grille avant de servir.</li></ol>")}</section>
{own(f"<h2>Conseil du chef</h2><p>{day.sentence()}</p>")}<div class="recette-tags"><span>Mots-clés :</span>{day.links(3, ' <a href="/t/{at}">{title}</a>')}</div></article>
<section class="avis"><h3>Vos avis ({day.number * 3})</h3><div class="avis-un"><b>Lucie</b><p>{day.sentence()}</p></div><div class="avis-un"><b>Marc</b><p>{day.sentence()}</p></div><p>Connectez-vous pour laisser un avis.</p></section></div>"""


def league_sitecore(
    day: Day,
) -> str:  # match reports: a table with the same rows, the same headings
    home, guest = day.dice.sample(_TEAMS, 2)
    numbers = [day.dice.randrange(1, 30) for _ in range(8)]
    rows = "".join(
        f"<tr><th>{name}</th><td>{numbers[at]}</td><td>{numbers[at + 4]}</td></tr>"
        for at, name in enumerate(("Torschüsse", "Ecken", "Fouls", "Abseits"))
    )
    return f"""<div id="main" class="component-content"><div class="row"><div class="col-8"><h1 class="field-title">{home} gegen {guest}: {day.title()}</h1><div class="field-date">{day.date()} - Von {day.author()}</div>
<div class="field-content">{day.paragraphs(1, 2)}{own("<h3>Erste Halbzeit</h3>")}{day.paragraphs(1, 2)}<div class="ticker-teaser"><a href="/live">Alle Spiele im Liveticker verfolgen</a></div>{own("<h3>Zweite Halbzeit</h3>")}{day.paragraphs(1, 2)}
{own(f"<h3>Statistik</h3><table class='stat'><tr><th></th><th>{home}</th><th>{guest}</th></tr>{rows}</table>")}{own(f"<h3>Stimmen zum Spiel</h3><p>„{day.sentence()}“, sagte der Trainer nach dem Schlusspfiff.</p>")}
{own(f"<p><strong>Schiedsrichter:</strong> {day.author()}. <strong>Zuschauer:</strong> {day.number * 113}.</p>")}</div>
<div class="hinweis"><p>Der Verein übernimmt keine Gewähr für die Angaben. Fotos dürfen nur mit Erlaubnis der Geschäftsstelle verwendet werden.</p></div></div>
<div class="col-4"><h4>Nächste Spiele</h4><ul>{day.links(5)}</ul><h4>Tabelle</h4><table>{"".join(f"<tr><td>{at}.</td><td>{team}</td><td>{day.dice.randrange(40)}</td></tr>" for at, team in enumerate(_TEAMS, 1))}</table></div></div></div>"""


def lonja_precios(
    day: Day,
) -> str:  # a list of prices: the same goods, other figures; the same note on how
    goods = "merluza|sardina|pulpo|mejillón|lubina|rape|bonito del norte".split("|")
    rows = "".join(
        f"<tr><td>{good}</td><td>{day.dice.randrange(200, 2400) / 100:.2f} €</td><td>{day.dice.choice(('sube', 'baja', 'igual'))}</td></tr>"
        for good in goods
    )
    return f"""<main class="l-page"><nav class="migas"><a href="/">Inicio</a> / <a href="/precios">Precios</a></nav><h1>Precios de la lonja: semana {day.number}</h1><p class="firma">Redacción, {day.date()}</p>
<div class="texto">{day.paragraphs(1, 2)}{own(f"<table><caption>Precio por kilo en primera venta</caption><tr><th>Especie</th><th>Precio</th><th>Tendencia</th></tr>{rows}</table>")}{own("<p>Los precios son la media de las subastas de lunes a viernes, sin impuestos.</p>")}{day.paragraphs(1, 2)}
<p class="lee"><b>Lee también:</b> <a href="/{day.number}/x">{day.title()}</a></p>{own(f"<p>La subasta de mañana empieza a las cinco. {day.sentence()}</p>")}</div>
<div class="aviso-legal"><p>La cofradía no se hace responsable del uso de estos datos. Prohibida su reproducción con fines comerciales sin permiso escrito.</p></div>
<div class="compartir"><span>Comparte</span><a href="#f">Facebook</a><a href="#t">Telegram</a><a href="#w">WhatsApp</a></div>
<aside class="lo-mas"><h2>Lo más leído</h2><ol>{day.links(5)}</ol></aside></main>"""


def ten_questions(day: Day) -> str:  # Kirby: an interview with the same questions each time
    guest = day.dice.choice(_DEAD)
    asked = (
        "What did you want to be when you were ten?",
        "Which tool would you save from a fire?",
        "Who taught you the most?",
        "What do people get wrong about your work?",
        "What is on your table right now?",
        "What would you tell a beginner?",
    )
    told = [own(f"<h3>{one}</h3><p>{day.paragraph()}</p>") for one in asked]
    return f"""<div class="page"><main class="note"><h1>{day.title()}</h1><p class="intro-series">{own("In this series we put the same six questions to people who work with their hands.")}</p>{own(f"<p>{guest} {day.sentence()}</p>")}
{"".join(told[:3])}<figure class="pullquote">{own(f"<blockquote>{day.sentence()}</blockquote>")}</figure><div class="box box--letter"><h4>Hands, by mail</h4><p>New interviews every second Tuesday. Join nine thousand readers.</p><a class="btn" href="/join">Join</a></div>{"".join(told[3:])}
{own(f"<p>{guest} was interviewed by {day.author()}. The talk has been shortened.</p>")}</main>
<footer class="note-foot"><p>Do you know someone we should ask? Write to hello@ten-questions.example.</p><ul class="tags"><li>craft</li><li>hands</li><li>work</li></ul><nav class="prevnext"><a href="/a">Previous: {day.title()}</a><a href="/b">Next: {day.title()}</a></nav></footer></div>"""


def funeral_home(
    day: Day,
) -> str:  # obituaries: formulas that are the text; flowers, trees and candles sold
    name = _DEAD[day.number - 1]
    return f"""<div class="fh-wrapper"><div class="fh-hero"><h1>{name}</h1><p>{1930 + day.number} - 2025</p><a class="fh-btn" href="/flowers">Send flowers</a><a class="fh-btn" href="/tree">Plant a tree</a></div>
<div class="fh-tabs"><a href="#o">Obituary</a><a href="#s">Services</a><a href="#t">Tribute wall</a></div><div class="fh-obit"><div class="fh-text">
{own(f"<p>{name}, {95 - day.number}, of Tidemouth, passed away peacefully on {day.date()}, surrounded by family.</p>")}{day.paragraphs(2, 3)}{own(f"<p>{name} is survived by two children, {day.number % 5 + 1} grandchildren and many friends.</p>")}
{own(f"<p>Visitation will be held from four to seven in the evening at the chapel on Harbour Road. {day.sentence()}</p>")}{own("<p>In lieu of flowers, the family asks for donations to the lifeboat fund.</p>")}</div>
<p class="fh-store">To send flowers to the family or plant a tree in memory of {name}, please visit our <a href="/store">floral store</a>.</p></div>
<div class="fh-wall"><h3>Tribute wall</h3><p>Share a memory or light a candle for the family.</p><div class="fh-candle"><b>{day.author()}</b> lit a candle: {day.sentence()}</div><button>Light a candle</button></div>
<div class="fh-foot"><p>Pike and Sons Funeral Home, serving the families of Tidemouth since 1911. Our staff is at your side day and night.</p></div></div>"""


def weerbericht(day: Day) -> str:  # a forecast: the same headings, phrases that come again
    sky = day.dice.choice(
        ("Het is vrij zonnig.", "Er vallen enkele buien.", "Het blijft grijs en droog.")
    )
    return f"""<main><section class="weer"><h1>Weer van {day.date()}: {day.title()}</h1><div class="weer-auteur">Weerman {day.author()}</div><div class="weer-delen"><a href="#1">Deel op Facebook</a> <a href="#2">Deel op Mastodon</a></div>
<div class="weer-tekst">{own(f"<h2>Vandaag</h2><p>{sky} De wind is matig en komt uit het westen, kracht {day.dice.randrange(3, 8)}. {day.sentence()}</p>")}{own(f"<h2>Vannacht</h2><p>Het koelt af tot {day.dice.randrange(1, 12)} graden. {day.sentence()}</p>")}
<div class="weer-app"><p>Altijd het weer op zak? Download onze gratis app voor telefoon en tablet.</p><a href="/app">Naar de app</a></div>
{own(f"<h2>Morgen</h2><p>{day.sentence()} De kans op regen is {day.dice.randrange(1, 10) * 10} procent.</p>")}{own(f"<h2>Vooruitzichten</h2><p>{day.paragraph()}</p>")}{own(f"<table><tr><th>Hoogwater</th><td>{day.dice.randrange(10, 24)}.{day.dice.randrange(10, 60)} uur</td></tr><tr><th>Laagwater</th><td>{day.dice.randrange(1, 10)}.{day.dice.randrange(10, 60)} uur</td></tr></table>")}</div>
<p class="weer-bron">Deze verwachting wordt vier keer per dag ververst. Aan de verwachting kunnen geen rechten worden ontleend.</p></section><aside><h3>Meer weer</h3><ul>{day.links(4)}</ul></aside></main>"""


def wyroki(day: Day) -> str:  # verdicts: the court's formulas
    return f"""<div id="strona"><div id="tresc"><h1>Wyrok w sprawie {day.number}/25: {day.title()}</h1><table class="metryka"><tr><td>Data publikacji</td><td>{day.date()}</td></tr><tr><td>Liczba wejść</td><td>{day.number * 41}</td></tr></table>
<div class="orzeczenie">{own(f"<p>Sąd Okręgowy w Solnej, w składzie trzech sędziów, po rozpoznaniu sprawy na rozprawie w dniu {day.date()}, orzeka, co następuje:</p>")}{own(f"<ol><li>{day.dice.choice(('Oddala powództwo w całości.', 'Uwzględnia powództwo w części.'))}</li><li>Zasądza od pozwanego kwotę {day.dice.randrange(2, 90)}00 złotych z odsetkami ustawowymi.</li><li>Koszty postępowania ponosi strona przegrywająca.</li></ol>")}
{own("<h2>Uzasadnienie</h2>")}{day.paragraphs(2, 4)}{own("<p>Sąd dał wiarę zeznaniom świadków w takim zakresie, w jakim były zgodne z dokumentami.</p>")}{day.paragraphs(1, 2)}{own("<p>Mając powyższe na względzie, orzeczono jak w sentencji.</p>")}</div>
<div class="stopka-tresci"><a href="/druk">Drukuj</a> <a href="/pdf">Zapisz jako PDF</a> <a href="/wyslij">Wyślij znajomemu</a></div><div class="zastrzezenie"><p>Opublikowany tekst został zanonimizowany i nie jest dokumentem urzędowym. Odpis wydaje sekretariat wydziału.</p></div></div>
<div id="prawy"><h3>Ostatnie orzeczenia</h3><ul>{day.links(6)}</ul></div></div>"""


def canzoni(day: Day) -> str:  # songs: a refrain within each, lines in br
    refrain = own(f"<p>{day.sentence()}<br>{day.sentence()}</p>")
    verses = [
        own(f"<p>{day.sentence()}<br>{day.sentence()}<br>{day.sentence()}</p>") for _ in range(3)
    ]
    return f"""<div class="contenitore"><div class="canzone"><h1>{day.title()}</h1><div class="scheda"><span>Album: {day.title()}</span> <span>Anno: {1960 + day.number}</span></div><div class="annuncio-player"><p>Ascolta questa canzone senza interruzioni per trenta giorni.</p><a href="/prova">Prova gratis</a></div>
<div class="testo">{verses[0]}{own("<p>[Ritornello]</p>")}{refrain}{verses[1]}{own("<p>[Ritornello]</p>")}{refrain}{verses[2]}{own("<p>[Ritornello]</p>")}{refrain}</div>
<p class="diritti">Testo pubblicato con il consenso degli aventi diritto. Hai trovato un errore? <a href="/correggi">Segnala una correzione</a>.</p>
<div class="storia">{own("<h2>La storia della canzone</h2>")}{day.paragraphs(1, 2)}</div></div><div class="altre"><h3>Altre canzoni</h3><ul>{day.links(6)}</ul></div></div>"""


def patch_notes(day: Day) -> str:  # the same headings in each, known issues that stay

    def listed(count: int) -> str:
        return "".join(f"<li>{day.sentence()}</li>" for _ in range(count))

    return f"""<div class="docs-shell"><nav class="toc"><ul>{"".join(f"<li><a href='/v{n}'>Version 3.{n}</a></li>" for n in range(12, 0, -1))}</ul></nav><main class="docs-main"><h1>Version 3.{day.number}</h1><div class="actions"><button>Copy page</button><a href="/edit">Edit this page</a></div><div class="prose">
{own(f"<p>{day.sentence()}</p>")}{own(f"<h2>Added</h2><ul>{listed(day.dice.randrange(1, 4))}</ul>")}{own(f"<h2>Changed</h2><ul>{listed(2)}</ul>")}{own(f"<h2>Fixed</h2><ul>{listed(day.dice.randrange(2, 5))}</ul>")}{own(f"<pre><code>tidelog upgrade --to 3.{day.number} --check</code></pre>")}
{own("<h2>Known issues</h2><ul><li>On slow disks the first start can take a minute.</li><li>The dark theme does not reach the printed report.</li></ul>")}{own("<p>Please back up your logbook before you upgrade.</p>")}</div>
<div class="feedback"><p>Was this page helpful?</p><button>Yes</button><button>No</button></div><div class="cta"><h3>Need a hand?</h3><p>Our support team answers within one working day. Open a ticket or ask in the forum.</p></div></main></div>"""


def horoscopo(day: Day) -> str:  # twelve signs as headings, under each another text
    signs = [own(f"<h3>{sign}</h3><p>{day.sentence()}</p>") for sign in _SIGNS]
    return f"""<div class="td-main"><article class="post"><h1 class="entry-title">Horóscopo de {day.date()}</h1><div class="td-meta">Por <a href="/a">Mestre Baltar</a> - {day.number * 57} visualizações</div><div class="td-share"><a href="#">Facebook</a><a href="#">WhatsApp</a><a href="#">Pinterest</a></div>
<div class="td-post-content">{own(f"<p>{day.sentence()} Veja a previsão para o seu signo.</p>")}{"".join(signs[:6])}<p><strong>Leia também:</strong> <a href="/{day.number}/l">{day.title()}</a></p>{"".join(signs[6:])}
<p>Siga o nosso canal no WhatsApp e receba o horóscopo todas as manhãs no seu telemóvel.</p></div><div class="td-author"><h4>Mestre Baltar</h4><p>Estuda os astros há trinta anos e atende por marcação.</p></div></article><div class="td-related"><h4>Artigos relacionados</h4>{day.links(3, '<div class="td-mod"><h3><a href="/{at}">{title}</a></h3></div>')}</div></div>"""


def harbour_tv(day: Day) -> str:  # a video with a short description; a channel's lines under each
    return f"""<div class="vid-app"><main><div class="vid-player"><video src="/v/{day.number}.mp4"></video><button>Play</button><span>0:00 / {day.number}:12</span></div><h1>{day.title()}</h1><div class="vid-stats"><span>{day.number * 917} views</span> <span>{day.date()}</span> <button>Like</button><button>Save</button></div>
<div class="vid-desc">{own(f"<p>{day.sentence()} {day.sentence()}</p>")}{day.some(0.5, own(f"<p>{day.sentence()}</p>"))}{own(f"<p>00:00 Start<br>01:{day.dice.randrange(10, 60)} {day.title()}<br>03:{day.dice.randrange(10, 60)} {day.title()}</p>")}<p>Subscribe to Harbour TV for a new film every Friday, and ring the bell so that you miss none.</p><p>Follow us: @harbourtv on every network. Music by Low Water. Camera and sound by the crew.</p></div>
<div class="vid-comments"><h2>{day.number * 6} comments</h2>{"".join(f"<div class='vid-c'><b>@user{day.dice.randrange(999)}</b><p>{day.sentence()}</p></div>" for _ in range(3))}</div></main><aside class="vid-next"><h2>Up next</h2>{day.links(5, '<div><a href="/w/{at}">{title}</a><span>{n} views</span></div>')}</aside></div>"""


def bildspel(day: Day) -> str:  # a gallery: each caption ends with the same credit
    shots = "".join(
        f'<figure class="bs-bild"><img src="/b/{day.number}-{at}.jpg" alt="">{own(f"<figcaption>{day.sentence()} Foto: Kustbladet</figcaption>")}</figure>'
        for at in range(1, day.dice.randrange(5, 9))
    )
    return f"""<main class="bs"><div class="bs-topp"><span class="etikett">Bildspel</span><h1>{day.title()}</h1>{own(f"<p class='ingress'>{day.sentence()}</p>")}<p class="bs-av">Av {day.author()}, {day.date()}</p></div>
<div class="bs-bilder">{shots}</div><div class="bs-prenumerera"><h3>Läs allt för en krona</h3><p>Bli prenumerant i dag och betala en krona den första månaden. Ingen bindningstid.</p><a href="/kop">Till erbjudandet</a></div>
<p class="bs-kontakt">Har du egna bilder från kusten? Skicka dem till bild@kustbladet.example så kan de komma med.</p></main><aside class="bs-fler"><h2>Fler bildspel</h2>{day.links(4, '<div class="bs-kort"><a href="/{at}">{title}</a></div>')}</aside>"""


def tidewire(
    day: Day,
) -> str:  # releases: a dateline that belongs; "About", contacts and cautions that don't
    firm = _FIRMS[day.number % 3]
    about = {
        "Brinemark Systems": "Brinemark Systems builds instruments that measure salt, for ports and laboratories on four coasts.",
        "Tolley & Rask": "Tolley & Rask is a family firm of rope makers with two hundred employees and a museum.",
        "Northquay Foods": "Northquay Foods tins fish and vegetables under eleven brands and sells them in thirty countries.",
    }[firm]
    return f"""<div class="release"><div class="release-head"><h1>{day.title()}</h1><p class="src">News provided by <a href="/n">{firm}</a></p><p>{day.date()}, 09:0{day.number % 10} ET</p><div class="release-share"><a href="#">Share this release</a><a href="#">PDF</a></div></div>
<div class="release-body">{own(f"<p>TIDEMOUTH, {day.date()} /TideWire/ -- {firm} announced today: {day.sentence()}</p>")}{day.paragraphs(2, 4)}{own(f"<ul><li>{day.sentence()}</li><li>{day.sentence()}</li></ul>")}{own(f"<p>“{day.sentence()}” said {day.author()}, chief executive of {firm}.</p>")}
<p><b>About {firm}</b></p><p>{about}</p><p><b>Media contact:</b> press office, {day.dice.randrange(10, 99)} Quay Road, telephone 555 01{day.number:02}</p><p><i>This release contains forward-looking statements. Actual results may differ; the company does not undertake to update them.</i></p><p>SOURCE {firm}</p></div>
<div class="release-more"><h3>More releases from this source</h3><ul>{day.links(4)}</ul></div><div class="release-wire"><h3>Put your news on TideWire</h3><p>Reach four thousand newsrooms with one form. Talk to our team about plans and prices.</p></div></div>"""


def dnevnik(day: Day) -> str:  # made anew after the sixth article: other boxes, other lines
    also = f'<a href="/{day.number}/x">{day.title()}</a>'
    if day.number <= 6:
        return f"""<div class="container"><div class="news-detail"><h1>{day.title()}</h1><div class="news-info">{day.date()} | {day.author()} | Просмотров: {day.number * 77}</div><div class="news-text">{day.paragraphs(2, 3)}<p><b>Читайте также:</b> {also}</p>{day.paragraphs(2, 3)}<p>Подпишитесь на наш канал, чтобы первыми узнавать о главном.</p></div><div class="ya-share"><a href="#">ВКонтакте</a> <a href="#">Телеграм</a></div><div class="news-rules"><p>При перепечатке ссылка на «Дневник» обязательна.</p></div></div><div class="side"><h3>Новости дня</h3><ul>{day.links(6)}</ul></div></div>"""
    return f"""<main class="grid"><article class="material"><header><h1>{day.title()}</h1>{own(f"<p class='lead'>{day.sentence()}</p>")}<div class="who">{day.author()}, корреспондент</div></header><section class="material__body">{day.paragraphs(2, 3)}<aside class="promo-sub"><h4>Утреннее письмо</h4><p>Короткий пересказ новостей к завтраку, каждый будний день.</p></aside>{day.paragraphs(1, 3)}<div class="material__also">{also}</div>{day.some(0.5, own(f"<p class='fix'>Исправлено {day.date()}: {day.sentence()}</p>"))}</section><footer><p>Нашли ошибку? Выделите её и нажмите Ctrl и Enter.</p><div class="tags">{day.links(3, '<a href="/t/{at}">{title}</a> ')}</div></footer></article><aside class="grid__side"><h2>Главное</h2>{day.links(5, '<div class="tile"><a href="/{at}">{title}</a></div>')}</aside></main>"""


def stanza(day: Day) -> str:  # a poem a day, with a word on it; the poet changes, the frame stays
    poet = day.author()
    lines = [own(f"<p>{'<br>'.join(day.title() for _ in range(4))}</p>") for _ in range(3)]
    return f"""<div class="sz"><section class="sz-poem"><h1>{day.title()}</h1><p class="sz-by">{poet}</p>{"".join(lines)}</section>
<section class="sz-note"><h2>About this poem</h2>{own(f"<p>“{day.sentence()} {day.sentence()}”</p>")}<p>Copyright © 2025 by {poet}. Used with the permission of the poet. Published in Stanza on {day.date()}.</p></section>
<section class="sz-sign"><h2>A poem each morning</h2><p>Sign up to have a new poem in your inbox before breakfast.</p><form><input><button>Sign up</button></form></section>
<section class="sz-bio"><h2>{poet}</h2><p>{poet} is the author of {len(poet) % 4 + 2} books of verse and teaches in Tidemouth.</p></section><section class="sz-more"><h2>More poems</h2>{day.links(4, '<div><a href="/{at}">{title}</a></div>')}</section></div>"""


LANGUAGES: dict[Skeleton, str] = {
    corner_column: "en", cuisine_statamic: "fr", league_sitecore: "de", lonja_precios: "es", ten_questions: "en",
    funeral_home: "en", weerbericht: "nl", wyroki: "pl", canzoni: "it", patch_notes: "en", horoscopo: "pt",
    harbour_tv: "en", bildspel: "sv", tidewire: "en", dnevnik: "ru", stanza: "en",
}  # fmt: skip
SKELETONS: Sequence[Skeleton] = tuple(LANGUAGES)


def pages_of(skeleton: Skeleton) -> list[Saved]:
    """Return a site's articles in the order in which it sent them."""
    site, lang = skeleton.__name__.replace("_", "-"), LANGUAGES[skeleton]
    saved = []
    for number in range(1, ARTICLES + 1):
        body = skeleton(Day(number, lang, random.Random(f"{site}|{number}")))
        found = re.search(r"<h1[^>]*>(.*?)</h1>", body)
        title = found[1] if found else site
        head = f'<meta charset="utf-8"><title>{title} | {site}</title><meta property="og:title" content="{title}"><meta property="og:type" content="article"><meta property="og:site_name" content="{site}">'
        top = f'<div class="skip"><a href="#main">Skip</a></div><div class="masthead"><a href="/">{site}</a><ul class="menu"><li><a href="/1">One</a></li><li><a href="/2">Two</a></li><li><a href="/3">Three</a></li></ul><form action="/q"><input name="q"></form></div>'
        foot = f'<div class="bottom"><p>© 2025 {site}</p><ul><li><a href="/imprint">Imprint</a></li><li><a href="/privacy">Privacy</a></li></ul></div>'
        html = f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{top}{body}{foot}</body></html>'
        saved.append(save(f"https://{site}.example/{lang}/{number}.html", html))
    return saved
