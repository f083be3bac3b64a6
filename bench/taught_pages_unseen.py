"""21 more invented sites of 12 articles, written without sight of what learns from them.

Where `taught_pages` has the boilerplate that learning was made for, these have what is hard: authors'
boxes, lists and captions that change from day to day, notes that come and go, legal lines within the
article; and what looks alike and belongs to it: headings that come every week, formulas, standfirsts,
ingredients. In ten languages, on skeletons that the first set lacks. All words are invented here.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape

from taught_pages import ARTICLES, Saved

_WORDS = {
    "en": (
        "the harbour office|a small bakery|the northern team|our correspondent|the ferry company|a retired welder|the choir|the school board|a young botanist|the library",
        "announced|repaired|measured|sold|questioned|painted|rebuilt|counted|borrowed|defended",
        "the old signal tower|seven wooden boats|a plan for the market|the winter timetable|two broken lamps|the price of salt|a map of the marshes|the last tram|an orchard of pears|the town's accounts",
        "before the tide turned|in front of a full hall|with help from neighbours|although nobody had asked|for the third time since spring|under a grey sky|without a word of complaint|after {n} days of rain|at a cost of {n} crowns|while {n} people waited",
    ),
    "de": (
        "das Hafenamt|eine kleine Bäckerei|der Gemeinderat|die Feuerwehr|ein junger Gärtner|die Bürgermeisterin|der Chor|das Museum|eine Lehrerin|der Fährmann",
        "prüfte|verkaufte|reparierte|zählte|verteidigte|bemalte|vermaß|eröffnete|verschob|lobte",
        "den alten Signalturm|sieben Boote aus Holz|einen Plan für den Markt|die Glocke am Tor|zwei kaputte Laternen|den Preis für Salz|eine Karte der Auen|die letzte Straßenbahn|den Garten hinter dem Amt|die Rechnungen der Stadt",
        "noch vor dem Abend|in einem vollen Saal|mit Hilfe der Nachbarn|obwohl niemand gefragt hatte|zum dritten Mal seit Ostern|unter grauem Himmel|ohne ein Wort der Klage|nach {n} Tagen Regen|für {n} Kronen|während {n} Leute warteten",
    ),
    "fr": (
        "le bureau du port|une petite boulangerie|la mairie|un jardinier|la compagnie du bac|une institutrice|le chœur|le musée|un marin retraité|la bibliothèque",
        "a vendu|a réparé|a mesuré|a compté|a défendu|a repeint|a reporté|a ouvert|a prêté|a raconté",
        "la vieille tour|sept barques de bois|un projet pour le marché|la cloche du quai|deux lampes cassées|le prix du sel|une carte des marais|le dernier tramway|le verger de poires|les comptes de la ville",
        "avant la marée|devant une salle pleine|avec des voisins|sans que personne le demande|pour la troisième fois|sous un ciel gris|sans se plaindre|après {n} jours de pluie|pour {n} couronnes|devant {n} curieux",
    ),
    "es": (
        "la oficina del puerto|una panadería pequeña|el ayuntamiento|un jardinero joven|la compañía del barco|una maestra|el coro|el museo|un marinero jubilado|la biblioteca",
        "vendió|reparó|midió|contó|defendió|pintó|aplazó|abrió|prestó|explicó",
        "la torre vieja|siete barcas de madera|un plan para el mercado|la campana del muelle|dos faroles rotos|el precio de la sal|un mapa de las marismas|el último tranvía|el huerto de perales|las cuentas del pueblo",
        "antes de la marea|ante una sala llena|con ayuda de los vecinos|sin que nadie lo pidiera|por tercera vez este año|bajo un cielo gris|sin una queja|tras {n} días de lluvia|por {n} coronas|ante {n} curiosos",
    ),
    "it": (
        "l'ufficio del porto|un piccolo forno|il comune|un giovane giardiniere|la compagnia del traghetto|una maestra|il coro|il museo|un marinaio in pensione|la biblioteca",
        "ha venduto|ha riparato|ha misurato|ha contato|ha difeso|ha dipinto|ha rinviato|ha aperto|ha prestato|ha spiegato",
        "la vecchia torre|sette barche di legno|un piano per il mercato|la campana del molo|due lampioni rotti|il prezzo del sale|una mappa delle paludi|l'ultimo tram|il frutteto di peri|i conti del paese",
        "prima della marea|davanti a una sala piena|con l'aiuto dei vicini|senza che nessuno lo chiedesse|per la terza volta|sotto un cielo grigio|senza lamentarsi|dopo {n} giorni di pioggia|per {n} corone|davanti a {n} curiosi",
    ),
    "pt": (
        "a capitania|uma padaria pequena|a prefeitura|um jardineiro jovem|a companhia da balsa|uma professora|o coral|o museu|um marinheiro aposentado|a biblioteca",
        "vendeu|consertou|mediu|contou|defendeu|pintou|adiou|abriu|emprestou|explicou",
        "a torre velha|sete barcos de madeira|um plano para o mercado|o sino do cais|duas lâmpadas quebradas|o preço do sal|um mapa dos pântanos|o último bonde|o pomar de peras|as contas da cidade",
        "antes da maré|diante de uma sala cheia|com ajuda dos vizinhos|sem que ninguém pedisse|pela terceira vez|sob um céu cinzento|sem reclamar|depois de {n} dias de chuva|por {n} coroas|diante de {n} curiosos",
    ),
    "nl": (
        "het havenkantoor|een kleine bakkerij|de gemeente|een jonge tuinman|de veerdienst|een juf|het koor|het museum|een oude zeeman|de bibliotheek",
        "verkocht|herstelde|mat|telde|verdedigde|schilderde|verplaatste|opende|leende|prees",
        "de oude seintoren|zeven houten boten|een plan voor de markt|de klok aan de kade|twee kapotte lampen|de prijs van zout|een kaart van het moeras|de laatste tram|de boomgaard|de boeken van de stad",
        "voor het tij keerde|voor een volle zaal|met hulp van buren|hoewel niemand het vroeg|voor de derde keer|onder een grijze lucht|zonder te klagen|na {n} dagen regen|voor {n} kronen|terwijl {n} mensen wachtten",
    ),
    "sv": (
        "hamnkontoret|ett litet bageri|kommunen|en ung trädgårdsmästare|färjebolaget|en lärare|kören|museet|en gammal sjöman|biblioteket",
        "sålde|lagade|mätte|räknade|försvarade|målade|flyttade|öppnade|lånade|prisade",
        "det gamla signaltornet|sju träbåtar|en plan för torget|klockan vid kajen|två trasiga lampor|priset på salt|en karta över kärret|den sista spårvagnen|fruktträdgården|stadens räkenskaper",
        "innan kvällen kom|inför en full sal|med hjälp av grannar|fast ingen hade frågat|för tredje gången|under grå himmel|utan att klaga|efter {n} dagar med regn|för {n} kronor|medan {n} personer väntade",
    ),
    "ru": (
        "портовая контора|маленькая пекарня|городской совет|молодой садовник|паромная компания|учительница|хор|музей|старый моряк|библиотека",
        "продали|починили|измерили|посчитали|защитили|покрасили|перенесли|открыли|одолжили|похвалили",
        "старую башню|семь деревянных лодок|план для рынка|колокол у причала|два разбитых фонаря|цену на соль|карту болот|последний трамвай|грушевый сад|счета города",
        "до вечера|перед полным залом|с помощью соседей|хотя никто не просил|в третий раз с весны|под серым небом|без единой жалобы|после {n} дней дождя|за {n} крон|пока ждали {n} человек",
    ),
    "pl": (
        "urząd portowy|mała piekarnia|rada miasta|młody ogrodnik|firma promowa|nauczycielka|chór|muzeum|stary marynarz|biblioteka",
        "sprzedaje|naprawia|mierzy|liczy|chroni|maluje|przenosi|otwiera|pożycza|chwali",
        "starą wieżę|siedem drewnianych łodzi|plan dla rynku|dzwon przy nabrzeżu|dwie zepsute lampy|cenę soli|mapę bagien|ostatni tramwaj|sad gruszowy|rachunki miasta",
        "przed wieczorem|przed pełną salą|z pomocą sąsiadów|choć nikt nie prosił|po raz trzeci|pod szarym niebem|bez słowa skargi|po {n} dniach deszczu|za {n} koron|gdy czeka {n} osób",
    ),
}  # fmt: skip
_JOIN = {
    "en": "and", "de": "und", "fr": "et", "es": "y", "it": "e", "pt": "e", "nl": "en", "sv": "och", "ru": "и", "pl": "i",
}  # fmt: skip
_PEOPLE = ("Runa Velde", "Caspar Moll", "Ines Tarrow", "Bodil Harke", "Piet Sandau", "Lena Orsk")
_OPEN, _SHUT = "\ue000", "\ue001"  # round what belongs to the article


@dataclass(frozen=True, slots=True)
class Day:
    """One article of a site in the making: its number, its language, and its own dice."""

    number: int
    lang: str
    dice: random.Random

    def sentence(self) -> str:
        """Return a sentence."""
        who, did, what, how = (part.split("|") for part in _WORDS[self.lang])
        pick = self.dice.choice
        words = f"{pick(who)} {pick(did)} {pick(what)} {pick(how)}"
        if self.dice.random() < 0.4:
            words += f", {_JOIN[self.lang]} {pick(who)} {pick(did)} {pick(what)}"
        words = words.replace("{n}", str(self.dice.randrange(3, 900)))
        return words[0].upper() + words[1:] + "."

    def title(self) -> str:
        """Return a title, of this or of another story."""
        who, did, what, _ = (part.split("|") for part in _WORDS[self.lang])
        words = " ".join(self.dice.choice(part) for part in (who, did, what))
        return words[0].upper() + words[1:]

    def paragraph(self) -> str:
        """Return two to four sentences."""
        return " ".join(self.sentence() for _ in range(self.dice.randrange(2, 5)))

    def paragraphs(self, least: int, most: int, tag: str = "p", attributes: str = "") -> str:
        """Return so many paragraphs of the article."""
        count = self.dice.randrange(least, most + 1)
        return "".join(own(f"<{tag}{attributes}>{self.paragraph()}</{tag}>") for _ in range(count))

    def author(self) -> str:
        """Return one of four authors."""
        return _PEOPLE[self.dice.randrange(4)]

    def links(self, count: int, shape: str = '<li><a href="/{at}">{title}</a></li>') -> str:
        """Return links to other stories, others every day."""
        return "".join(
            shape.format(
                at=self.dice.randrange(9999), title=self.title(), n=self.dice.randrange(2, 90)
            )
            for _ in range(count)
        )

    def some(self, chance: float, html: str) -> str:
        """Return html on some days."""
        return html if self.dice.random() < chance else ""

    def date(self) -> str:
        """Return the day."""
        return f"{self.number:02}.03.2025"


def own(html: str) -> str:
    """Return html marked as the article's."""
    return f"{_OPEN}{html}{_SHUT}"


Skeleton = Callable[[Day], str]


def membership_blog(day: Day) -> str:  # hashed classes, "follow", claps, a bio that changes
    author = day.author()
    return f"""<div id="root"><div class="a b c"><div class="ab q"><a class="af ag" href="/m/sign">Sign up</a> <a class="af" href="/m/in">Sign in</a></div>
<article><div class="l"><section><div class="fr fs"><h1 class="pw-post-title hq">{day.title()}</h1><div class="speechify-ignore ab"><a href="/@{author}">{author}</a> <button>Follow</button> <span>{day.number + 2} min read</span> <span>{day.date()}</span> <span>{day.number * 13} claps</span></div>
{day.paragraphs(2, 3, attributes=' class="pw-post-body-paragraph mk"')}
<div class="ng nh"><p class="mk ml">This story is free for everyone because members of Tideline pay for it. <a href="/plans">Become a member</a> and read without limits.</p></div>
{day.paragraphs(3, 5, attributes=' class="pw-post-body-paragraph mk"')}
<p class="pw-post-body-paragraph mk"><em>Thanks for reading! If you liked it, hold the button and clap up to fifty times.</em></p></div></section></div></article>
<div class="tags">{day.links(3, '<a href="/tag/{at}">{title}</a> ')}</div>
<div class="ab pz"><h2><a href="/@{author}">Written by {author}</a></h2><p>{day.number * 7}K followers. {author} writes about boats, salt and slow towns.</p><button>Follow</button></div>
<div class="mr"><h2>More from {author} and Tideline</h2>{day.links(4, '<div class="mq"><h3><a href="/{at}">{title}</a></h3><p>{n} min read, {n} responses</p></div>')}</div></div></div>"""


def live_paper(
    day: Day,
) -> str:  # Escenic: a live headline, correction notes, most read that changes
    return f"""<main class="page-main"><div class="article article--live"><header><p class="live-tag">Live reporting: you are reading our rolling coverage, newest first</p><h1>{day.title()}</h1>
{own(f'<p class="standfirst">{day.sentence()}</p>')}<p class="byline">By {day.author()} and {day.author()}, {day.date()}</p></header>
<div class="article-body"><ul class="share"><li><a href="#f">Share on Facebook</a></li><li><a href="#x">Share on X</a></li><li><a href="#m">Send by email</a></li></ul>
{day.paragraphs(2, 3)}<aside class="most-read-inline"><h3>Most read</h3><ol>{day.links(5)}</ol></aside>{day.paragraphs(2, 4)}
{own(f"<h2>What we know so far</h2><ul><li>{day.sentence()}</li><li>{day.sentence()}</li><li>{day.sentence()}</li></ul>")}{own("<h2>What happens next</h2>")}{day.paragraphs(1, 2)}
{day.some(0.4, own(f'<p class="correction">This article was amended on {day.date()}: an earlier version said that {day.sentence()}</p>'))}
<p class="contact">Do you have a story? Write to tips@rolling-courier.example or send us a letter; we protect our sources.</p></div></div>
<section class="comments"><h2>{day.number * 31} comments</h2><p>Comments are moderated. Please keep to the rules of the house.</p></section></main>"""


def nordic_paper(day: Day) -> str:  # fact boxes of its own, "läs också", a newsletter amid the text
    return f"""<div class="site"><main><article class="story" itemscope><h1 itemprop="headline">{day.title()}</h1>{own(f'<div class="preamble">{day.sentence()} {day.sentence()}</div>')}
<div class="byline-block"><span>{day.author()}</span><a href="mailto:red@kusten.example">Mejla reportern</a><span>Publicerad {day.date()}</span></div>
<div class="body-text">{day.paragraphs(2, 3, attributes=' class="text"')}
<p class="text"><strong>Läs också:</strong> <a href="/{day.number}">{day.title()}</a></p>
{day.paragraphs(1, 2, attributes=' class="text"')}
<div class="newsletter-teaser"><h4>Kustens morgonbrev</h4><p>Få dagens viktigaste nyheter gratis i din inkorg varje morgon klockan sex.</p><form><input placeholder="E-post"><button>Prenumerera</button></form></div>
{day.paragraphs(2, 3, attributes=' class="text"')}
{own(f'<div class="factbox"><h3>Fakta: {day.title()}</h3><p>{day.sentence()}</p><p>{day.sentence()}</p></div>')}
<p class="text"><em>Vill du också skriva på debattsidan? Skicka din text till debatt@kusten.example, högst fyra tusen tecken.</em></p></div>
<footer class="story-foot"><p>Kusten står bakom god sed för medier. Den som känner sig kränkt kan vända sig till nämnden.</p></footer></article>
<aside><h2>Mest läst</h2><ol>{day.links(6)}</ol></aside></main></div>"""


def broadcast_video(
    day: Day,
) -> str:  # Brightspot: videos with captions that repeat, a series' introduction
    series = '<div class="SeriesIntro"><p>This report is part of Low Water, our year-long series about towns that live by the tide. <a href="/low-water">Read the other parts</a>.</p></div>'
    return f"""<div class="ArticlePage"><div class="ArticlePage-main"><h1 class="ArticlePage-headline">{day.title()}</h1><div class="ArticlePage-byline">{day.author()} | Channel 6 Newsroom</div>
<div class="ArticlePage-articleBody"><div class="RichTextArticleBody RichTextBody">{series}
<div class="VideoEnhancement"><video src="/v/{day.number}.mp4"></video><div class="VideoEnhancement-caption">Watch: today's top headlines from the Channel 6 newsroom, recorded on {day.date()}</div></div>
{day.paragraphs(2, 3)}<div class="Enhancement"><figure><img src="/i/{day.number}.jpg" alt="">{own(f"<figcaption>{day.sentence()}</figcaption>")}</figure></div>
{day.paragraphs(1, 3)}<p><b>RELATED:</b> <a href="/{day.number}1">{day.title()}</a></p>{day.paragraphs(2, 3)}
<div class="VideoEnhancement"><div class="VideoEnhancement-caption">More stories from around the bay in our evening programme at six</div></div>
<p>Download the free Channel 6 app for breaking news and weather alerts.</p>
<p><i>Copyright 2025 Channel 6. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.</i></p></div></div></div>
<div class="ArticlePage-aside"><h3>Trending</h3>{day.links(5, '<div class="PromoB"><a href="/{at}">{title}</a></div>')}</div></div>"""


def site_builder(
    day: Day,
) -> str:  # Wix: data-hook, no sensible class; ordinary paragraphs everywhere
    return f"""<div id="SITE_CONTAINER"><div data-hook="post"><div data-hook="post-page"><header><h1 data-hook="post-title">{day.title()}</h1><ul data-hook="post-metadata"><li>{day.author()}</li><li>{day.date()}</li><li>{day.number % 4 + 1} minuti di lettura</li></ul></header>
<section data-hook="post-description"><div class="kyLNz"><div data-rce-version="9.1"><div dir="auto" class="rich">{day.paragraphs(3, 4, "div", ' class="u1 p2"')}
{own('<h2 class="h7">In breve</h2>')}{day.paragraphs(1, 2, "div", ' class="u1 p2"')}{own('<h2 class="h7">Il consiglio della settimana</h2>')}{day.paragraphs(1, 2, "div", ' class="u1 p2"')}
<div class="u1 p2"><strong>Ti è piaciuto questo articolo? Prenota una visita al nostro laboratorio oppure scrivici, rispondiamo sempre.</strong></div>
<div class="u1 p2">Laboratorio Conchiglia, via del Molo 4, aperto dal martedì al sabato.</div></div></div></div></section>
<div data-hook="post-footer"><ul data-hook="tags">{day.links(3)}</ul><span>{day.number * 17} visualizzazioni</span><span>{day.number % 3} commenti</span></div></div>
<section data-hook="recent-posts"><h3>Post recenti</h3>{day.links(3, '<article><a href="/{at}">{title}</a><span>{n}</span></article>')}</section></div></div>"""


def parish_plone(
    day: Day,
) -> str:  # Plone: weather and water levels with the same headings every day
    return f"""<div id="visual-portal-wrapper"><div id="portal-column-content"><div id="content"><h1 class="documentFirstHeading">Lagebericht vom {day.date()}</h1>
{own('<div class="documentDescription">Der tägliche Bericht des Deichverbands über Wetter, Wasser und Wege.</div>')}
<div id="viewlet-above-content-body"><span class="documentAuthor">von {day.author()}</span><span class="documentModified">zuletzt verändert: {day.date()} 06:{day.number + 10}</span></div>
<div id="content-core">{own("<h3>Wetter</h3>")}{day.paragraphs(1, 2)}{own("<h3>Pegel</h3>")}{own(f"<table><tr><td>Nordtor</td><td>{day.dice.randrange(99)} cm</td></tr><tr><td>Südtor</td><td>{day.dice.randrange(99)} cm</td></tr></table>")}{own("<h3>Wege und Brücken</h3>")}{day.paragraphs(1, 3)}{own("<h3>Ausblick</h3>")}{day.paragraphs(1, 2)}
<p class="discreet">Alle Angaben ohne Gewähr. Der Deichverband haftet nicht für Schäden, die aus der Nutzung entstehen.</p></div>
<div id="viewlet-below-content"><div class="documentActions"><ul><li><a href="sendto">Seite versenden</a></li><li><a href="print">Seite drucken</a></li></ul></div><div id="category"><span>abgelegt unter:</span> <a href="/t/{day.number}">Deich</a></div></div></div></div>
<div id="portal-column-two"><dl class="portlet"><dt>Nachrichten</dt>{day.links(4, '<dd><a href="/{at}">{title}</a></dd>')}</dl></div></div>"""


def corporate_news(
    day: Day,
) -> str:  # Sitecore: about the company, looking forward, contacts; within the article
    return f"""<div class="c-page"><div class="c-news-detail"><article><div class="c-news-detail__meta">{day.date()} | Press</div><h1>{day.title()}</h1>
<div class="c-rte">{own(f"<ul><li>{day.sentence()}</li><li>{day.sentence()}</li></ul>")}{own(f"<p><strong>Port Ansel, {day.date()}</strong> {day.paragraph()}</p>")}{day.paragraphs(3, 5)}
{own(f"<p>“{day.sentence()} {day.sentence()}” said {day.author()}, Chief Executive of Ansel Ferries.</p>")}
<h4>About Ansel Ferries</h4><p>Ansel Ferries carries passengers and freight between eleven ports and employs {1400 + day.number // 5} people. Founded in 1911, the company is owned by its crews.</p>
<h4>Forward-looking statements</h4><p>This release contains statements about the future that are subject to risks; actual results may differ. Ansel Ferries does not undertake to update them.</p>
<h4>Media contact</h4><p>{day.author()}, press office, +00 555 0{day.number:02}, press@ansel.example</p></div></article>
<div class="c-downloads"><h3>Downloads</h3><a href="/d/{day.number}.pdf">Press release (PDF, {day.number * 11} KB)</a></div></div>
<div class="c-related"><h3>Related news</h3>{day.links(3, '<div class="c-card"><time>{n}</time><a href="/{at}">{title}</a></div>')}</div></div>"""


def app_magazine(
    day: Day,
) -> str:  # Next.js with CSS modules: names with a hash; "lire aussi" amid the text
    return f"""<div id="__next"><main class="Layout_main__x81Ka"><article class="Article_root__9fQz1"><p class="Article_kicker__aa1"><a href="/s">Société</a></p><h1 class="Article_title__Qp0">{day.title()}</h1>
{own(f'<p class="Article_chapo__3Hs">{day.sentence()} {day.sentence()}</p>')}<div class="Author_box__Kd2"><img src="/a.jpg" alt=""><p>Par <a href="/p">{day.author()}</a>, publié le {day.date()}</p></div>
<div class="Article_content__Zz9">{day.paragraphs(2, 2, attributes=' class="Paragraph_p__11"')}<div class="ReadAlso_box__77"><span>Lire aussi</span><a href="/{day.number}9">{day.title()}</a></div>
{day.paragraphs(1, 2, attributes=' class="Paragraph_p__11"')}{own('<h2 class="Heading_h2__5">Pourquoi c’est important</h2>')}{day.paragraphs(1, 2, attributes=' class="Paragraph_p__11"')}<div class="Newsletter_inline__09"><p>La lettre du quai</p><p>Chaque vendredi, le meilleur de la rédaction dans votre boîte. Gratuit, sans publicité.</p><button>Je m’inscris</button></div>
{day.paragraphs(1, 3, attributes=' class="Paragraph_p__11"')}<p class="Paragraph_p__11">Vous avez une remarque ou une précision à nous apporter ? <a href="/c">Contactez la rédaction</a>.</p></div>
<div class="Support_box__u1"><p>Nous n’avons ni actionnaire ni publicité. Soutenez un journal indépendant dès un euro par mois.</p><a href="/don">Je donne</a></div></article>
<section class="Latest_root__b2"><h2>À la une</h2>{day.links(5, '<a class="Card_card__1" href="/{at}"><h3>{title}</h3></a>')}</section></main></div>"""


def recipe_cards(day: Day) -> str:  # WordPress with a recipe card: units and headings come again
    units = ("200 g farina", "2 uova", "1 cucchiaio di olio", "sale quanto basta", "100 ml latte", "50 g burro", "una mela", "30 g zucchero")  # fmt: skip
    chosen = "".join(f"<li>{one}</li>" for one in day.dice.sample(units, 5))
    return f"""<div class="site-inner"><article class="post entry"><header class="entry-header"><h1 class="entry-title">{day.title()}</h1><p class="entry-meta">{day.date()} di {day.author()} <a href="#c">{day.number} commenti</a></p></header>
<div class="entry-content"><p class="disclosure"><em>Questo articolo può contenere link affiliati; leggi la nostra informativa.</em></p><a class="jump" href="#r">Vai alla ricetta</a>
{day.paragraphs(2, 4)}<div id="r" class="wprm-recipe-container">{own(f"<h3>Ingredienti</h3><ul>{chosen}</ul><h3>Preparazione</h3><ol><li>{day.sentence()}</li><li>{day.sentence()}</li><li>{day.sentence()}</li></ol><h3>Conservazione</h3><p>Si conserva in frigorifero per due giorni, in un contenitore chiuso. {day.sentence()}</p>")}<div class="wprm-call-to-action"><p>Hai provato questa ricetta? Taggaci con una foto, ci fa sempre piacere!</p></div></div>
{day.paragraphs(1, 1)}<div class="sharedaddy"><h3>Condividi</h3><a href="#f">Facebook</a> <a href="#p">Pinterest</a></div></div>
<footer class="entry-footer"><p>Categorie: {day.links(2, '<a href="/{at}">{title}</a> ')}</p></footer></article>
<aside class="sidebar"><section><h4>Ciao, sono {_PEOPLE[0]}</h4><p>Cucino sul mare da vent'anni e scrivo qui ogni settimana.</p></section><section><h4>I più letti</h4><ul>{day.links(5)}</ul></section></aside></div>"""


def obituaries(day: Day) -> str:  # Divi: formulas that are the text itself, a foot of the house
    name = f"{day.author()} {day.dice.choice('ABCDEFGH')}."
    return f"""<div id="page-container"><div id="et-main-area"><div class="et_pb_section"><div class="et_pb_row"><div class="et_pb_column"><div class="et_pb_module et_pb_post_title"><h1>{name}</h1></div>
<div class="et_pb_module et_pb_text"><div class="et_pb_text_inner">{own(f"<p>It is with great sadness that the family announces the passing of {name} on {day.date()}.</p>")}{day.paragraphs(2, 3)}
{own(f"<p>The family will receive friends at the chapel from two to four. {day.sentence()}</p>")}{own("<p>In lieu of flowers, donations may be made to the lifeboat station.</p>")}</div></div>
<div class="et_pb_module et_pb_text"><div class="et_pb_text_inner"><p>To plant a tree in memory of your loved one, please visit our flower store.</p></div></div></div></div>
<div class="et_pb_row"><div class="et_pb_module et_pb_cta_0"><h2>Share a memory</h2><p>Light a candle, leave a word of comfort or a photograph for the family.</p><a href="/g">Sign the guestbook</a></div></div>
<div class="et_pb_row"><div class="et_pb_blurb"><h4>Harrow and Daughters</h4><p>Serving the families of the coast since 1932, day and night.</p></div></div></div></div></div>"""


def match_reports(day: Day) -> str:  # BLOX: the same headings in each report, a plea for support
    return f"""<div id="site-container"><div id="main-body-container"><article class="asset"><header class="asset-header"><h1 class="headline"><span>{day.title()}</span></h1><div class="meta"><span class="tnt-byline">By {day.author()} sports@coastdaily.example</span><time>{day.date()}</time></div></header>
<div id="article-body" class="asset-content"><div class="subscriber-preview">{day.paragraphs(1, 2)}</div><div class="inline-asset"><div class="tnt-promo"><h4>Support local journalism</h4><p>Your subscription makes our reporting possible. Join for one crown a week.</p><a href="/sub">Subscribe</a></div></div>
<div class="subscriber-only">{own("<h3>First half</h3>")}{day.paragraphs(1, 2)}{own("<h3>Second half</h3>")}{day.paragraphs(1, 2)}{own("<h3>How they scored</h3>")}{own(f"<p>Harbour {day.dice.randrange(5)}, Hill {day.dice.randrange(5)}. Attendance: {day.dice.randrange(200, 4000)}.</p>")}{own("<h3>Next</h3>")}{day.paragraphs(1, 1)}
<p class="tagline">{day.author()} covers sports for the Coast Daily. Reach the desk at 555-0100 or follow on social media.</p></div></div>
<div class="asset-tags"><h4>Tags</h4><ul>{day.links(4)}</ul></div></article>
<div id="tncms-region-article_side"><div class="block-title">Most Popular</div><ul>{day.links(8)}</ul></div></div></div>"""


def weekly_column(
    day: Day,
) -> str:  # Jekyll: the same first sentence each week, a bio as the last line
    return f"""<main class="page-content"><div class="wrapper"><article class="post h-entry"><header class="post-header"><h1 class="post-title">{day.title()}</h1><p class="post-meta"><time>{day.date()}</time></p></header>
<div class="post-content e-content">{own("<p>Good morning, and welcome to another week at the end of the pier, where the coffee is weak and the gulls are strong.</p>")}{day.paragraphs(3, 5)}{own("<h2>Three things I read</h2>")}{own(f'<ul><li><a href="https://one.example/{day.number}">{day.title()}</a>: {day.sentence()}</li><li><a href="https://two.example/{day.number}">{day.title()}</a>: {day.sentence()}</li></ul>')}{own("<p>Until next week, keep your ropes dry.</p>")}
<hr><p>You are reading Pier Notes, a letter about one small town. If a friend sent it to you, <a href="/subscribe">get your own here</a>. Replies go straight to me.</p></div></article>
<nav class="pager">{day.links(2, '<a href="/{at}">{title}</a>')}</nav><div id="comments"><h3>{day.number % 5} replies</h3></div></div></main>"""


def quiz_contao(
    day: Day,
) -> str:  # Contao: questions every time in the same words, answers that differ
    asked = "".join(
        own(
            f"<h3>Frage {n}</h3><p>Welche Antwort stimmt? {day.sentence()}</p><ul><li>{day.title()}</li><li>{day.title()}</li></ul>"
        )
        for n in range(1, 5)
    )
    return f"""<div id="wrapper"><div id="container"><div id="main"><div class="inside"><div class="mod_newsreader block"><div class="layout_full block"><h1>{day.title()}</h1><p class="info"><time>{day.date()}</time> von {day.author()}</p>
<div class="ce_text block">{own(f"<p>Wie gut kennen Sie die Küste? {day.sentence()} {day.sentence()}</p>")}</div><div class="ce_text block">{asked}</div><div class="ce_text block">{own(f"<h3>Auflösung</h3><p>{day.paragraph()}</p>")}</div>
<div class="ce_text block"><p>Einsendeschluss ist der letzte Tag des Monats. Der Rechtsweg ist ausgeschlossen, die Gewinner werden benachrichtigt.</p></div>
<div class="ce_hyperlink block">Mehr Rätsel finden Sie in <a href="/app">unserer App</a></div><p class="back"><a href="javascript:history.go(-1)">Zurück</a></p></div></div></div></div><div id="right"><div class="inside"><h2>Zuletzt erschienen</h2><ul>{day.links(5)}</ul></div></div></div></div>"""


def association_spip(
    day: Day,
) -> str:  # SPIP: introduction of a series, a post-scriptum, portfolio, forum
    return f"""<div class="page"><main class="main"><section class="content"><article><header class="cartouche"><h1 class="crayon article-titre">{day.title()}</h1><p class="publication"><time>{day.date()}</time>, par <span class="auteurs">{day.author()}</span></p></header>
{own(f'<div class="crayon article-chapo chapo"><p>{day.sentence()}</p></div>')}<div class="crayon article-texte texte"><p><i>Cet article fait partie de notre dossier « Vivre avec la marée », publié chaque mois avec le soutien de la région.</i></p>{day.paragraphs(3, 5)}{own('<h3 class="spip">Témoignage</h3>')}{own(f'<blockquote class="spip"><p>{day.paragraph()}</p></blockquote>')}{day.paragraphs(1, 2)}</div>
{day.some(0.5, own(f'<div class="notes"><p>[1] {day.sentence()}</p></div>'))}<div class="ps"><h2>P.-S.</h2><div class="crayon article-ps"><p>Adhérez à l’association : la cotisation est libre et donne droit à la revue. Chèque à l’ordre du Bac.</p></div></div></article>
<aside><h2>Dans la même rubrique</h2><ul>{day.links(6)}</ul></aside><section class="comments"><h2>Répondre à cet article</h2><p>Ce forum est modéré a priori : votre contribution apparaîtra après validation.</p></section></section></main></div>"""


def city_bitrix(
    day: Day,
) -> str:  # Bitrix: news-detail, line breaks instead of paragraphs, Telegram
    lines = "<br><br>\n".join(own(day.paragraph()) for _ in range(day.dice.randrange(3, 6)))
    return f"""<div class="workarea"><div class="news-detail"><span class="news-date-time">{day.date()}</span><h1>{day.title()}</h1><div class="news-detail-text">{lines}<br><br>
Подписывайтесь на наш канал, чтобы первыми узнавать новости города и порта.<br><br>Фото: пресс-служба порта. При полном или частичном использовании материалов ссылка обязательна.</div>
<div class="news-detail-share"><noindex><div class="ya-share2">Поделиться: <a href="#v">ВКонтакте</a> <a href="#o">Одноклассники</a></div></noindex></div><p>Просмотров: {day.number * 91}</p><p><a href="/news/">Возврат к списку</a></p></div>
<div class="news-list"><h3>Новости по теме</h3>{day.links(4, '<p class="news-item"><a href="/{at}"><b>{title}</b></a><br>Подробности по ссылке</p>')}</div></div>"""


def portal_pt(
    day: Day,
) -> str:  # a portal: "leia também" amid the text, sponsor with a date, links of the last line
    return f"""<div class="mc-body"><main class="mc-article-body" id="content"><h1 class="content-head__title">{day.title()}</h1>{own(f'<h2 class="content-head__subtitle">{day.sentence()}</h2>')}<div class="content-publication-data"><p>Por {day.author()}, Porto Novo</p><time>{day.date()} 08h{day.number + 10}</time></div>
<article><div class="mc-column content-text">{day.paragraphs(1, 2, attributes=' class="content-text__container"')}<ul class="content-unordered-list"><li><b>✅ <a href="/canal">Clique aqui para seguir o canal do Porto Novo</a></b></li></ul>
{day.paragraphs(2, 3, attributes=' class="content-text__container"')}<p class="content-text__container"><strong>LEIA TAMBÉM:</strong></p><ul class="content-unordered-list">{day.links(3)}</ul>{day.paragraphs(2, 3, attributes=' class="content-text__container"')}
<p class="content-text__container"><em>Oferecimento: Banco das Marés, taxas válidas até {day.date()}, consulte o regulamento.</em></p></div></article>
<div class="mc-column"><h3>Veja os vídeos mais assistidos do Porto Novo</h3>{day.links(4, '<div class="bstn-item"><a href="/{at}">{title}</a><span>há {n} minutos</span></div>')}</div></main></div>"""


def investigations(
    day: Day,
) -> str:  # Statamic: appeals for money, republish box, who paid, a series
    author = day.author()
    return f"""<div class="app"><main><div class="max-w-prose"><p class="text-sm">Investigation</p><h1 class="text-4xl">{day.title()}</h1>{own(f'<p class="text-xl">{day.sentence()}</p>')}<p class="text-sm">{author} <span>{day.date()}</span></p>
<div class="prose">{day.some(0.6, "<p><em>The Sounding is a newsroom without owners. Sign up for our dispatches to receive stories like this one as soon as they appear.</em></p>")}{day.paragraphs(3, 5)}
<aside class="not-prose my-8"><p>We need {9000 - day.number * 213} more readers to keep going.</p><p>Our work is paid by people like you, not by advertisers. A gift of any size today keeps a reporter on the road.</p><a href="/give">Donate now</a></aside>{day.paragraphs(3, 4)}
{own("<h2>How we did it</h2>")}{day.paragraphs(1, 1)}{day.some(0.3, own(f"<p><strong>Correction, {day.date()}:</strong> This story first said that {day.sentence()}</p>"))}
<p><em>{author} is a reporter at The Sounding. {_PEOPLE[4]} contributed research. This story was supported by the Fund for Quiet Places.</em></p></div>
<div class="border p-6"><h3>Republish this story</h3><p>You may republish it for free under our licence; please keep the byline and do not edit the text.</p><textarea>{day.sentence()}</textarea></div></div><section><h2>Read more</h2>{day.links(3, '<a href="/{at}"><h3>{title}</h3></a>')}</section></main></div>"""


def podcast_notes(
    day: Day,
) -> str:  # show notes: sponsors that change, chapters, the same questions
    sponsor = ("Kelp Coffee", "Mooring Bank", "Lantern Socks")[day.number % 3]
    return f"""<div class="castos"><main><article class="podcast"><h1>Episode {40 + day.number}: {day.title()}</h1><audio src="/{day.number}.mp3"></audio><p class="podcast_meta"><a href="/dl">Download file</a> | <a href="/pop">Play in new window</a> | Duration: {day.number + 31}:12</p>
<div class="entry-content">{day.paragraphs(2, 3)}{own("<h3>In this episode</h3>")}{own("<ul>" + "".join(f"<li>{n:02}:{n * 3 + day.number:02} {day.title()}</li>" for n in range(1, 7)) + "</ul>")}{own("<h3>From the conversation</h3>")}{day.paragraphs(2, 3)}
<h3>Sponsors</h3><p>This episode is brought to you by {sponsor}. Use the code PIER{day.number} before {day.date()} for a tenth off your first order.</p>
<h3>Listen and subscribe</h3><p>Find us wherever you get your podcasts. Leave us a review, it helps other people to find the show.</p><p>Music by {_PEOPLE[5]}. Produced by {_PEOPLE[3]} and {day.author()}.</p></div></article></main></div>"""


def amp_courier(day: Day) -> str:  # AMP: everything a direct child of the article, no box at all
    return f"""<main><article class="amp-wp-article"><header class="amp-wp-article-header"><h1>{day.title()}</h1><div class="amp-wp-meta">{day.author()}, {day.date()}</div></header>
<div class="amp-wp-article-content">{day.paragraphs(2, 3)}<p>Czytaj także: <a href="/{day.number}7">{day.title()}</a></p>{day.paragraphs(2, 3)}<p><strong>Zobacz też</strong></p><ul>{day.links(3)}</ul>{day.paragraphs(1, 2)}
<p>Masz temat? Napisz do nas na redakcja@kurier.example, dyżur trwa całą dobę.</p><p>Dziękujemy, że przeczytałaś nasz artykuł do końca. Bądź na bieżąco i obserwuj nas w mediach.</p><p>Źródło: Kurier, {day.author()}</p></div>
<footer class="amp-wp-article-footer"><div class="amp-wp-tax-category">Kategorie: {day.links(2, '<a href="/{at}">{title}</a> ')}</div></footer></article><p class="copyright">© Kurier 2025</p></main>"""


def water_board(
    day: Day,
) -> str:  # Liferay: a notice whose formula is the news, and a changing foot
    return f"""<div id="wrapper"><section id="content"><div class="portlet-layout"><div class="journal-content-article"><h1>{day.title()}</h1>{own(f'<p class="entradilla">El Consejo de Aguas informa a los vecinos de que {day.sentence()}</p>')}
<div class="cuerpo">{day.paragraphs(2, 4)}{own(f"<p><strong>Horario:</strong> de {day.number % 8 + 6} a 14 horas.</p>")}{own("<p>Rogamos disculpen las molestias que estos trabajos puedan ocasionar.</p>")}</div>
<div class="suscripcion"><p>Reciba estos avisos en su correo. Puede darse de baja cuando quiera.</p><input type="email"><button>Suscribirme</button></div></div>
<div class="taglib-ratings"><span>{day.number % 5} votos</span><span>Valorar este contenido</span></div><p class="aviso">Este aviso tiene carácter informativo y no sustituye a la publicación en el boletín oficial.</p></div>
<div class="asset-publisher"><h2>Otros avisos</h2>{day.links(5, '<div class="asset-abstract"><a href="/{at}">{title}</a><p>Leer más sobre este aviso</p></div>')}</div></section></div>"""


def regional_nl(
    day: Day,
) -> str:  # a regional broadcaster: an appeal, app, authors' box in the text's own class
    author = day.author()
    return f"""<div class="container"><main class="main"><article><div class="article-header"><h1 class="article-title">{day.title()}</h1><div class="meta">{day.date()} - aangepast om 12:{day.number + 10}</div></div>
<div class="article-content"><div class="text lead">{own(f"<p><b>{day.sentence()} {day.sentence()}</b></p>")}</div><div class="image"><img src="/{day.number}.jpg" alt=""><span class="caption">Foto: Omroep Schelde</span></div><div class="text">{day.paragraphs(2, 2)}</div><div class="text"><div class="read-more"><p>Lees ook</p><a href="/{day.number}3">{day.title()}</a></div></div>
<div class="text">{own(f"<h2>{day.title()}</h2>")}{day.paragraphs(2, 3)}</div><div class="text"><p>Heb je een foto of tip voor de redactie? Stuur ons een bericht via <a href="/tip">tip@schelde.example</a>.</p></div><div class="text author"><p>{author}</p><p>{author} volgt voor Omroep Schelde het nieuws uit de polder.</p></div></div>
<div class="tags">{day.links(3, '<a href="/{at}">{title}</a> ')}</div></article><section class="more"><h2>Meer nieuws</h2>{day.links(6, '<a class="teaser" href="/{at}"><h3>{title}</h3><p>{n} minuten geleden</p></a>')}</section></main></div>"""


LANGUAGES: dict[Skeleton, str] = {
    membership_blog: "en", live_paper: "en", nordic_paper: "sv", broadcast_video: "en", site_builder: "it",
    parish_plone: "de", corporate_news: "en", app_magazine: "fr", recipe_cards: "it", obituaries: "en",
    match_reports: "en", weekly_column: "en", quiz_contao: "de", association_spip: "fr", city_bitrix: "ru",
    portal_pt: "pt", investigations: "en", podcast_notes: "en", amp_courier: "pl", water_board: "es",
    regional_nl: "nl",
}  # fmt: skip
SKELETONS: Sequence[Skeleton] = tuple(LANGUAGES)


def pages_of(skeleton: Skeleton) -> list[Saved]:
    """Return a site's articles in the order in which it sent them."""
    site, lang = skeleton.__name__.replace("_", "-"), LANGUAGES[skeleton]
    saved = []
    for number in range(1, ARTICLES + 1):
        body = skeleton(Day(number, lang, random.Random(f"{site}/{number}")))
        title = re.search(r"<h1[^>]*>(.*?)</h1>", body)
        head = f"<title>{title[1] if title else site} - {site}</title>"
        menu = '<header><a href="/">Home</a><nav><ul><li><a href="/a">A</a></li><li><a href="/b">B</a></li></ul></nav></header>'
        foot = f"<footer><p>{site}</p><a href='/imprint'>Imprint</a> <a href='/privacy'>Privacy</a></footer>"
        html = f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{menu}{body}{foot}</body></html>'
        saved.append(save(f"https://{site}.example/2025/{number}/", html))
    return saved


def save(url: str, html: str) -> Saved:
    """Return a page with its gold: the text that is marked as the article's."""
    parts = re.findall(f"{_OPEN}(.*?){_SHUT}", html, re.DOTALL)
    gold = unescape("\n".join(re.sub(r"<[^>]*>", " ", part) for part in parts))
    return Saved(url, html.replace(_OPEN, "").replace(_SHUT, ""), gold)
