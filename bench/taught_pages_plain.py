"""Twenty-one ordinary, invented sites of eight articles, as their systems write them.

The fourth set of pages for `taught_sites`, written without sight of what learns from pages and of
the other sets. Nothing is odd here: what surrounds an article is what its system and its editors
put there on any day. Every fifth article has another template. The words of the articles' own text are
in `taught_pages_words`; no measuring belongs here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from random import Random

from taught_pages import Saved
from taught_pages_words import AR, DE, EN, ES, FR, ID, JA, PEOPLE, Tongue, pool

ARTICLES = 8
LENGTHS = (230, 700, 60, 340, 1500, 120, 450, 260)
"""About how many words the articles of a site have; each site begins at another of them."""
OWN, END = "\x02", "\x03"
"""What lies between these is the article's own; `pages_of` takes them away."""


@dataclass
class Story:
    """One article to be put into a page: its text, and the dice for all around it."""

    number: int
    tongue: Tongue
    words: int
    dice: Random

    def __post_init__(self) -> None:
        """Throw what the page has in several places."""
        self.title = self.headline()
        self.author = self.tongue.names[self.number % 2]
        self.other = self.tongue.names[1 - self.number % 2]
        self.day = f"{self.number * 3 + 2} {self.tongue.months[self.number % 3]} 2026"
        odd = {3: ("gallery", "live", "opinion")[self.words % 3], 6: "opinion"}
        self.kind = odd.get(self.number, "article")
        self.slug = f"{self.number + 1}-{self.dice.randrange(10**6)}"

    def say(self) -> str:
        """Return a sentence that no other article has."""
        t, any_of = self.tongue, self.dice.choice
        text = any_of(t.shapes)
        for place, choice in (("who", t.who), ("did", t.did), ("what", t.what), ("where", t.where)):
            while "{" + place + "}" in text:
                text = text.replace("{" + place + "}", any_of(choice), 1)
        where2 = any_of(t.where)
        text = text.replace("{where2}", where2[:1].upper() + where2[1:]).replace(
            "{why}", any_of(t.why)
        )
        text = text.replace("{person}", any_of(PEOPLE[t.names[0]])).replace(
            "{num2}", self.count(40, 900)
        )
        text = text.replace("{num}", self.count(2, 38))
        return text[:1].upper() + text[1:]

    def headline(self) -> str:
        """Return a title, of this article or of another."""
        t, any_of = self.tongue, self.dice.choice
        parts = (any_of(t.who), any_of(t.did), any_of(t.what), any_of(t.where))
        return t.joint.join(parts).capitalize()

    def count(self, low: int, high: int) -> str:
        """Return a number as a site counts."""
        return f"{self.dice.randint(low, high):,}"

    def paragraph(self, sentences: int = 0) -> str:
        """Return some sentences."""
        return self.tongue.joint.join(
            self.say() for _ in range(sentences or self.dice.randint(1, 5))
        )

    def links(self, number: int = 4, form: str = '<li><a href="/{0}">{1}</a></li>') -> str:
        """Return links to other articles; their titles change."""
        return "".join(
            form.format(f"{self.dice.randrange(9999)}-x", self.headline()) for _ in range(number)
        )

    def length(self, text: str) -> float:
        """Return how many words a text has, about."""
        return len(text) / (2.2 if self.tongue is JA else 6)


def own(html: str) -> str:
    """Mark what belongs to the article."""
    return f"{OWN}{html}{END}"


def blocks(s: Story, p: str, plain: bool) -> Iterator[str]:
    """Return the article's blocks, one after another; `p` is the form of its paragraphs."""
    done, at, seen = 0.0, 0, s.kind if not plain else "article"
    while done < s.words:
        text = s.paragraph(2 if seen == "gallery" else 0)
        done += s.length(text)
        at += 1
        if seen == "gallery":
            yield own(
                f'<figure><img src="/i/{s.slug}-{at}.jpg" alt=""><figcaption>{text}</figcaption></figure>'
            )
        elif seen == "live":
            yield own(f"<h3>{9 + at // 4}:{(at * 17) % 60:02}</h3>" + p.format(text))
        elif at % 5 == 4 and not plain:
            yield own(f"<h2>{s.headline()}</h2>" + p.format(text))
        elif at % 7 == 5 and not plain:
            yield own(f"<blockquote>{p.format(text)}</blockquote>")
        elif at % 9 == 6:
            yield own("<ul>" + "".join(f"<li>{s.say()}</li>" for _ in range(3)) + "</ul>")
        else:
            yield own(p.format(text))


def body(s: Story, between: Mapping[int, str], p: str = "<p>{}</p>", plain: bool = False) -> str:
    """Return the article with what its system puts after the nth block, where it is that long."""
    return "\n".join(block + between.get(at, "") for at, block in enumerate(blocks(s, p, plain), 1))


def photo(
    s: Story,
    credit: str,
    form: str = '<figure><img src="/i/{0}.jpg" alt=""><figcaption>{1}</figcaption></figure>',
) -> str:
    """Return a picture with its caption; the photographer's name is part of it."""
    return own(form.format(s.slug, f"{s.say()} {credit}".strip()))


def page(
    s: Story, site: str, head: str, main: str, foot: str, lang: str = "en", body_class: str = ""
) -> str:
    """Return a whole page."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"{" dir=rtl" if lang == "ar" else ""}><head><meta charset="utf-8"><title>{s.title} - {site}</title>'
        f'<meta property="og:title" content="{s.title}"><meta name="author" content="{s.author}"></head>'
        f'<body class="{body_class}">{head}{main}{foot}</body></html>'
    )


def menu(names: str, tag: str = "nav") -> str:
    """Return a site's menu."""
    return (
        f"<{tag}><ul>"
        + "".join(f'<li><a href="/{n.lower()}/">{n}</a></li>' for n in pool(names))
        + f"</ul></{tag}>"
    )


# fmt: off
def wordpress_classic(s: Story) -> str:
    news = '<div class="mc4wp-form"><h4>Get the Sunday letter</h4><p>One mail a week, no adverts, and you can leave at any time.</p><input type="email"><button>Sign me up</button></div>'
    share = '<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="#">Facebook</a></li><li><a href="#">Print</a></li><li><a href="#">Email</a></li></ul></div>'
    about = {0: "has written about towns and water since 1998 and keeps bees behind the office.", 1: "covers councils, courts and cricket; before that he drove the night bus."}[s.number % 2]
    text = photo(s, "Photo: Ida Brun") + body(s, {2: news, 5: '<p><strong>Advertisement</strong></p><div class="ad"></div>'})
    if s.number % 2:
        text += "<p><em>This article was made possible by the Friends of Tarn Valley Trust.</em></p>"
    main = (
        f'<div id="content"><article class="post-{s.number} post type-post format-{s.kind}"><h1 class="entry-title">{s.title}</h1><div class="entry-meta">Posted on {s.day} by <a href="/author/a">{s.author}</a></div>'
        f'<div class="entry-content">{text}{share}<div class="jp-relatedposts"><h3><em>Related</em></h3>{s.links(3, "<h4><a href=/{0}>{1}</a></h4><p>In &quot;Town&quot;</p>")}</div></div>'
        f'<div class="author-box"><h4>About {s.author}</h4><p>{s.author} {about}</p></div><footer class="entry-footer">Tagged <a href="#">canal</a>, <a href="#">council</a></footer></article>'
        f'<div id="comments"><h2>{s.count(2, 9)} thoughts on “{s.title}”</h2><ol><li><b>Hank</b> says: <p>{s.say()}</p></li><li><b>Lil</b> says: <p>{s.say()}</p></li></ol><p>Your email address will not be published. Required fields are marked *</p></div></div>'
    )
    side = f'<div id="secondary"><h3>Recent Posts</h3><ul>{s.links(5)}</ul><h3>Archives</h3><ul><li>March 2026</li></ul></div>'
    return page(s, "Tarn Valley Chronicle", menu("Home|News|Sport|About"), main, side + "<footer>© 2026 Tarn Valley Chronicle. Proudly powered by WordPress</footer>", body_class="single")


def wordpress_blocks(s: Story) -> str:
    plea = f'<div class="wp-block-group has-background"><p>You have read {s.count(2, 5)} of our articles this month. <strong>{s.count(1200, 1900)} neighbours pay for The Weir</strong> so that all can read it. Will you be one of them?</p><a class="wp-block-button__link" href="/join">Join from £3 a month</a></div>'
    more = f'<div class="wp-block-group"><p><strong>Read more:</strong> <a href="/{s.slug}">{s.headline()}</a></p></div>'
    text = body(s, {1: more, 3: plea, 8: more}, '<p class="wp-block-paragraph">{}</p>')
    tail = f'<p class="has-small-font-size"><em>Do you know more about this? Write to tips@weir.example, or send a letter to 4 Mill Row.</em></p><p class="has-small-font-size"><em>This piece was updated on {s.day} to make the wording clearer.</em></p>'
    width = "alignfull" if s.kind != "article" else "has-global-padding"
    main = (
        f'<main class="wp-block-group"><h1 class="wp-block-post-title">{s.title}</h1><div class="wp-block-post-author-name">{s.author}</div>'
        f'<div class="entry-content wp-block-post-content {width} is-layout-constrained">{text}{tail}</div>'
        f'<div class="wp-block-group"><p>Filed under: <a href="#">Community</a></p><nav class="post-navigation-link">← {s.links(1, "<a href=/{0}>{1}</a>")}</nav></div><h2>More posts</h2><ul class="wp-block-post-template">{s.links(4)}</ul></main>'
    )
    return page(s, "The Weir", menu("Stories|Join|Who we are"), main, "<footer class='wp-block-template-part'><p>The Weir is owned by its readers.</p></footer>")


def elementor(s: Story) -> str:
    call = '<div class="elementor-element elementor-widget-heading"><h3>Need help with your books?</h3><p>Talk to one of our advisers today. The first half hour costs nothing.</p><a class="elementor-button" href="/call">Book a call</a></div>'
    risk = "<p>The above is general information only and should not be taken as tax or legal advice. Figures were correct when published. Bramwell &amp; Ott LLP is authorised and regulated in England and Wales.</p>"
    text = body(s, {3: "</div></div>" + call + '<div class="elementor-element elementor-widget-text-editor"><div class="elementor-widget-container">'})
    main = (
        f'<div data-elementor-type="single-post" class="elementor elementor-{77 if s.kind == "article" else 91}"><section class="elementor-section"><div class="elementor-container"><div class="elementor-column"><div class="elementor-widget-wrap">'
        f'<div class="elementor-widget-theme-post-title"><h1>{s.title}</h1></div><div class="elementor-widget-post-info"><span>{s.day}</span> <span>{s.author}</span> <span>{s.count(2, 9)} min read</span></div>'
        f'<div class="elementor-element elementor-widget-text-editor"><div class="elementor-widget-container">{text}{risk}</div></div>'
        f'<div class="elementor-widget-share-buttons"><p>Share this post</p><span>LinkedIn</span><span>WhatsApp</span></div><div class="elementor-author-box"><h4>{s.author}</h4><p>{s.author} is a partner of the firm and looks after family businesses, charities and farms across the north.</p></div>'
        f'</div></div></div></section><section><h2>You may also like</h2>{s.links(3, "<article><h3><a href=/{0}>{1}</a></h3><a>Read More »</a></article>")}</section></div>'
    )
    return page(s, "Bramwell & Ott", menu("Services|People|Insights|Contact"), main, "<footer><p>Bramwell &amp; Ott, 12 Corn Street. Registered number 0440117.</p></footer>")


def ghost(s: Story) -> str:
    card = '<div class="kg-card kg-signup-card"><h2>Sign up for Slow Trains</h2><p>Stories on rails and ferries in your inbox, twice a month.</p><form><input type="email"><button>Subscribe</button></form><p>No spam. Unsubscribe anytime.</p></div>'
    ask = '<div class="kg-card kg-callout-card"><div class="kg-callout-text">Slow Trains is paid for by readers alone. If this was worth your time, <a href="#/portal">become a member</a>.</div></div>'
    serial = '<p><em>This is part of our series on the branch lines that closed in the sixties. <a href="/series">All parts are here.</a></em></p><hr>' if s.number in (1, 2, 4, 5) else ""
    text = serial + body(s, {2: card}) + ask
    figure = photo(s, "", '<figure class="article-image"><img src="/c/{0}.jpg"><figcaption>{1}</figcaption></figure>')
    main = (
        f'<main class="gh-main"><article class="gh-article post {"no-image" if s.kind == "opinion" else ""}"><header class="gh-article-header"><h1>{s.title}</h1><div class="gh-article-meta"><h4>{s.author}</h4><time>{s.day}</time> — {s.count(2, 9)} min read</div>{figure}</header>'
        f'<section class="gh-content gh-canvas">{text}</section></article><section class="gh-comments"><h3>Member discussion</h3><p>{s.count(2, 60)} comments</p></section><div class="gh-readmore"><h3>Read more</h3>{s.links(3, "<article><h3><a href=/{0}>{1}</a></h3><p>A day on the line, with a flask and a map.</p></article>")}</div></main>'
    )
    return page(s, "Slow Trains", menu("Home|About|Sign in"), main, "<footer class='gh-foot'>Slow Trains © 2026. Powered by Ghost</footer>")


def substack(s: Story) -> str:
    head = "<p><em>Welcome to The Ledge, a letter about climbing and cooking by two people who are bad at both. If a friend sent you this, you can get your own:</em></p>"
    box = '<div class="subscription-widget-wrap"><div class="preamble"><p>The Ledge is a reader-supported publication. To receive new posts and support our work, consider becoming a free or paid subscriber.</p></div><input placeholder="Type your email…"><button>Subscribe</button></div>'
    thanks = '<p class="button-wrapper"><a class="button" href="/share"><span>Share</span></a></p><p>Thanks for reading The Ledge! This post is public so feel free to share it.</p>'
    text = head + body(s, {3: box, 9: f"<p>{OWN}{s.say()}{END}</p>"}, "<p>{}</p>", plain=s.number % 2 == 0) + thanks
    main = (
        f'<div class="single-post"><article class="newsletter-post post"><div class="post-header"><h1 class="post-title">{s.title}</h1><h3 class="subtitle">{s.headline()}</h3><div class="byline-wrapper"><a>{s.author}</a> and <a>{s.other}</a> {s.day}</div><div class="post-ufi"><a>{s.count(10, 300)}</a><a>{s.count(2, 40)}</a><a>Share</a></div></div>'
        f'<div class="available-content"><div dir="auto" class="body markup">{text}</div></div></article></div><div class="comments-section"><h4>Discussion about this post</h4><div class="comment"><a>Wren</a><p>{s.say()}</p><a>Like</a><a>Reply</a></div></div><div class="portable-archive"><div>Top</div><div>Latest</div>{s.links(3, "<div><a href=/p/{0}>{1}</a></div>")}</div>'
    )
    return page(s, "The Ledge", '<div class="topbar"><a>Subscribe</a><a>Sign in</a></div>', main, '<div class="footer">© 2026 The Ledge · Privacy ∙ Terms ∙ Collection notice. Start your Substack. Get the app. Substack is the home for great culture</div>')


def medium(s: Story) -> str:
    follow = f'<div class="bh l ab"><h2>Written by {s.author}</h2><p>{s.count(300, 2000)} followers</p><p>Builder of small compilers. Writes on Tuesdays about what broke on Monday.</p><button>Follow</button></div>'
    gift = '<p class="pw-post-body-paragraph mo mp">If you enjoyed this, hold the clap button, follow me here, or <a href="/coffee">buy me a coffee</a>. I also write a free letter for builders.</p>'
    text = body(s, {}, '<p id="' + s.slug + '" class="pw-post-body-paragraph mo mp">{}</p>') + '<div role="separator">···</div>' + gift
    main = (
        f'<article><div class="l"><div class="go gp">Member-only story</div><h1 class="pw-post-title">{s.title}</h1><div class="ab ac"><a>{s.author}</a> · <button>Follow</button><span>{s.count(2, 12)} min read · {s.day}</span></div><div class="pw-multi-vote-count">{s.count(20, 900)}</div><div>Listen</div><div>Share</div>'
        f'<section class="{"fo fp" if s.kind == "article" else "ft fu"}"><div><div class="ch bg">{text}</div></div></section></div></article>{follow}<div class="rec"><h2>More from {s.author} and The Compiler Shed</h2>{s.links(4, "<div><h3><a href=/{0}>{1}</a></h3></div>")}<h2>Recommended from Medium</h2>{s.links(4, "<div><h3><a href=/{0}>{1}</a></h3></div>")}</div>'
    )
    return page(s, "The Compiler Shed", "<div>Open in app Sign up Sign in</div>", main, "<div>Help Status About Careers Press Blog Privacy Rules Terms Text to speech</div>")


def drupal(s: Story) -> str:
    give = '<div class="paragraph paragraph--type--donation"><h3>Clean water for one child costs £14</h3><p>Your gift today reaches a village within six weeks. <a href="/give">Give now</a></p><ul><li>£14</li><li>£28</li><li>£70</li></ul></div>'
    text = body(s, {2: give})
    note = f"<p>The figures on this page were last checked on {s.day}. Please name Wells for All if you use them.</p><p>Media enquiries: press office, 020 5550 1990, press@wells.example</p>"
    main = (
        f'<div class="layout-content"><article class="node node--type-{s.kind} node--view-mode-full"><h1 class="page-title"><span class="field field--name-title">{s.title}</span></h1><footer class="node__meta">Submitted by {s.author} on {s.day}</footer><div class="node__content">'
        f'<div class="field field--name-field-image">{photo(s, "Credit: Wells for All")}</div><div class="clearfix text-formatted field field--name-body field__item">{text}{note}</div><div class="field field--name-field-tags"><div class="field__label">Tags</div><a>Water</a> <a>Rights</a></div></div></article>'
        f'<div class="views-element-container"><h2>Latest news</h2>{s.links(3, "<div class=views-row><a href=/{0}>{1}</a></div>")}</div><div class="block-newsletter"><h2>Stay in touch</h2><p>Hear how your gifts are used. We never pass on your address.</p></div></div>'
    )
    return page(s, "Wells for All", menu("What we do|Where we work|Give|News"), main, "<footer>Wells for All is a charity registered in England (27754).</footer>", body_class="path-node")


def joomla(s: Story) -> str:
    text = body(s, {4: '<p style="text-align:center"><strong>Publicité</strong></p>'})
    end = "<p><strong>Le Bourg Libre vit de vos abonnements. Pour nous aider, rendez-vous sur la page Soutien ou passez nous voir au marché du samedi.</strong></p>"
    main = (
        f'<div class="com-content-article item-page{"-galerie" if s.kind != "article" else ""}"><div class="page-header"><h1>{s.title}</h1></div><dl class="article-info text-muted"><dt>Détails</dt><dd class="createdby">Écrit par : {s.author}</dd><dd>Publication : {s.day}</dd><dd class="hits">Clics : {s.count(100, 4000)}</dd></dl>'
        f'<div class="com-content-article__body">{text}{end}</div><nav class="pagenavigation"><a>Précédent</a><a>Suivant</a></nav></div>'
    )
    side = f'<div class="sidebar-right"><div class="moduletable"><h3>Les plus lus</h3><ul class="mostread">{s.links(5)}</ul></div><div class="moduletable"><h3>Suivez-nous</h3><p>Retrouvez toute l\'actualité du bourg sur nos réseaux.</p></div></div>'
    return page(s, "Le Bourg Libre", menu("Accueil|Village|Culture|Soutien"), main, side + "<footer>© 2026 Le Bourg Libre. Tous droits réservés. Joomla! est un logiciel libre.</footer>", "fr")


def typo3(s: Story) -> str:
    text = "".join(f'<div class="frame frame-default frame-type-textmedia"><div class="ce-bodytext">{b}</div></div>' for b in blocks(s, "<p>{}</p>", plain=False))
    contact = f'<div class="frame frame-default frame-type-textmedia"><div class="ce-bodytext"><p><strong>Pressekontakt</strong><br>{s.author}<br>Stadtwerke Altmoor, Referat Kommunikation<br>Telefon 0555 1200-{10 + s.number % 2}<br>presse@altmoor.example</p></div></div>'
    about = '<div class="frame frame-default frame-type-textmedia"><div class="ce-bodytext"><p><strong>Über die Stadtwerke Altmoor</strong></p><p>Die Stadtwerke Altmoor versorgen rund 41.000 Menschen mit Strom, Wasser und Wärme und betreiben das Freibad. Sie beschäftigen 212 Frauen und Männer.</p></div></div>'
    main = (
        f'<main id="page-content"><div class="news news-single"><div class="article"><div class="header"><h1>{s.title}</h1><p class="news-date">{s.day}</p></div><div class="teaser-text lead">{own("<p>" + s.paragraph(2) + "</p>")}</div><div class="news-text-wrap">{text}{contact}{about}</div>'
        f'<div class="news-backlink-wrap"><a>Zurück zur Übersicht</a></div><div class="news-related"><h4>Weitere Meldungen</h4><ul>{s.links(4)}</ul></div></div></div></main>'
    )
    return page(s, "Stadtwerke Altmoor", menu("Strom|Wasser|Bad|Presse"), main, "<footer>Impressum Datenschutz Barrierefreiheit. Störung melden: 0555 1200-0, rund um die Uhr.</footer>", "de")


def aem_newsroom(s: Story) -> str:
    text = own(f"<p><b>OLDMERE, {s.day}</b> – {s.paragraph(2)}</p>") + body(s, {}, plain=s.number % 3 == 0)
    about = "<p><b>About Norvale Group</b></p><p>Norvale Group (NRV) makes pumps, valves and meters for water works. Founded in 1887 in Oldmere, it has 9,400 employees in 31 countries and had sales of 2.1 billion euros in 2025. Learn more at www.norvale.example.</p>"
    ahead = "<p><b>Forward-looking statements</b></p><p>This release contains statements about the future that rest on what management knows today. Actual results may differ from them in either direction. Norvale Group does not undertake to update them.</p>"
    touch = f"<p><b>Media contact</b><br>{s.author}, Group Communications<br>Phone +44 5550 77 0{s.number % 2}<br>media@norvale.example</p>"
    main = (
        f'<main class="root responsivegrid"><div class="aem-Grid aem-Grid--12"><div class="title"><div class="cmp-title"><h1 class="cmp-title__text">{s.title}</h1></div></div><div class="text"><div class="cmp-text"><p>Press release | {s.day}</p></div></div><div class="text aem-GridColumn"><div class="cmp-text">{text}</div></div>'
        f'<div class="text aem-GridColumn"><div class="cmp-text">{about}{ahead}{touch}</div></div><div class="download"><h3>Downloads</h3><ul><li>Press release (PDF, {s.count(90, 900)} KB)</li><li>Picture (JPG, {s.count(2, 9)} MB)</li></ul></div><div class="list"><h3>Related news</h3><ul class="cmp-list">{s.links(3)}</ul></div></div></main>'
    )
    return page(s, "Norvale Newsroom", menu("Products|Investors|Newsroom|Careers"), main, "<footer>© Norvale Group 2026. Imprint. Terms of use. Follow us on LinkedIn.</footer>")


def blogger(s: Story) -> str:
    text = body(s, {}, "<div>{}</div><div><br></div>", plain=s.number % 2 == 1)
    tail = '<div style="text-align: center;">~ ~ ~</div><div>I share at these linky parties. <a>Follow me on Pinterest</a> for more from the cottage. This post may contain affiliate links; they cost you nothing and keep the kettle on.</div><div><i>With love from the cottage, Nell</i></div>'
    main = (
        f'<div class="main section" id="main"><div class="widget Blog"><div class="date-outer"><h2 class="date-header">{s.day}</h2><div class="post hentry uncustomized-post-template"><h3 class="post-title entry-title">{s.title}</h3><div class="post-body entry-content" id="post-body-{s.number}">{text}{tail}<div style="clear: both;"></div></div>'
        f'<div class="post-footer"><span class="post-author">Posted by {s.author}</span> at <a>7:1{s.number}</a> <a>{s.count(2, 30)} comments:</a> <span>Email This BlogThis! Share to X</span><div class="post-labels">Labels: <a>cottage</a>, <a>baking</a></div></div></div><div class="comments"><h4>{s.count(2, 9)} comments:</h4><p>{s.say()}</p><p>Post a Comment</p></div></div></div></div>'
    )
    side = f'<div class="sidebar"><h2>About Me</h2><p>I am Nell. I live in a crooked cottage with two dogs, and write down what I bake.</p><h2>Popular Posts</h2><ul>{s.links(5)}</ul></div>'
    return page(s, "Crooked Cottage", "", main, side + "<div>Simple theme. Powered by Blogger.</div>")


def arc(s: Story) -> str:
    lea = f'<div class="b-interstitial"><p><strong>Lea también:</strong> <a href="/{s.slug}">{s.headline()}</a></p></div>'
    news = '<div class="c-newsletter"><h3>Boletín de la mañana</h3><p>Las noticias que importan en la bahía, de lunes a viernes a las siete.</p><button>Apuntarme</button></div>'
    text = body(s, {2: lea, 4: news, 7: lea}, '<p class="c-paragraph">{}</p>')
    if s.number % 2 == 0:
        text += '<p class="c-paragraph"><em>Este contenido se ofrece gracias al apoyo de Cajas Reunidas de la Bahía.</em></p>'
    end = '<p class="c-paragraph">Síguenos en nuestro canal de WhatsApp y no te pierdas lo último de la bahía.</p>'
    main = (
        f'<article class="b-{s.kind}"><div class="b-headline"><h1 class="c-heading">{s.title}</h1><h2 class="c-subhead">{s.say()}</h2></div>{photo(s, "(EFEX)")}<div class="b-byline">{s.author} {s.day}</div><div class="b-article-body article-body-wrapper">{text}{end}</div>'
        f'<div class="c-trust">Se adhiere a los criterios de <a>The Trust Project</a></div><div class="c-tags">Archivado en: <a>Puerto</a> <a>Pesca</a></div><div class="b-bio"><h4>{s.author}</h4><p>Redactora de la sección local. Escribe de pesca, de puertos y de quienes viven de ellos.</p></div></article><aside><h3>Lo más visto</h3><ol>{s.links(5)}</ol></aside>'
    )
    return page(s, "Diario de la Bahía", menu("Local|Puerto|Deportes|Opinión"), main, "<footer>© Diario de la Bahía, S.L. Queda prohibida toda reproducción sin permiso.</footer>", "es")


def nextjs(s: Story) -> str:
    ad = '<div class="Ad_slot__x81kq"><span class="Ad_label__p01zz">ADVERTISEMENT</span></div>'
    sign = '<section class="Signup_box__Q2x9e"><h3>Sign up to The Kerb</h3><p>Everything that moves in the city, in five minutes, each weekday.</p><small>By signing up you agree to our terms and privacy notice.</small></section>'
    text = body(s, {1: ad, 3: sign, 6: ad, 12: ad}, '<p class="Article_text__9fLmD">{}</p>')
    also = f'<p class="Article_text__9fLmD"><strong>Also on The Kerb: <a href="/{s.slug}">{s.headline()}</a></strong></p>'
    shell = "Article_wrap__1aB" if s.kind == "article" else "Longread_wrap__7uT"
    main = (
        f'<div id="__next"><main class="{shell}"><h1 class="Head_title__aa1">{s.title}</h1><p class="Head_by__bb2">By {s.author}</p><div class="Share_row__cc3"><button>Copy link</button><button>Share</button><button>Save for later</button></div><div class="Article_body__2Wq">{text}{also}<p class="Article_text__9fLmD"><i>Have a tip? Reach our reporters safely on Signal at kerb.07.</i></p></div>'
        f'<section class="Most_read__k0"><h2>Most read</h2><ol>{s.links(5)}</ol></section><section class="Rel_list__m4"><h2>Related</h2>{s.links(3, "<div><a href=/{0}><h3>{1}</h3><p>Four minutes</p></a></div>")}</section></main></div>'
    )
    return page(s, "The Kerb", menu("City|Trains|Bikes|Opinion"), main, '<script id="__NEXT_DATA__" type="application/json">{}</script><footer>© 2026 Kerb Media Ltd</footer>')


def tables_2003(s: Story) -> str:
    text = body(s, {5: '<p><table align="right" width="160"><tr><td><font size="1"><b>Sponsors</b><br>Visit Dunn &amp; Sons for all your boat paint.</font></td></tr></table></p>'}, '<p><font face="Verdana" size="2">{}</font></p>', plain=s.kind != "article")
    end = '<p><font face="Verdana" size="2"><b>Have something to say? Write to the editor, or sign our guest book.</b></font></p><p><font size="1">The views expressed here are those of the writer and not always those of the Brask Island Packet.</font></p>'
    main = (
        '<table width="760" border="0"><tr><td width="140" valign="top"><a href="/">Front page</a><br><a href="/ferry">Ferry times</a><br><a href="/tides">Tides</a></td>'
        f'<td valign="top"><font size="5"><b>{s.title}</b></font><br><font size="1">By {s.author}, {s.day}</font><p>{text}{end}<p><font size="1"><a>Printer-friendly version</a> | <a>E-mail this story to a friend</a></font></p></td>'
        f'<td width="150" valign="top"><b>Other stories</b><br>{s.links(5, "<a href=/{0}>{1}</a><br>")}</td></tr></table>'
    )
    return page(s, "Brask Island Packet", "", main, "<center><font size=1>Copyright 2003-2026 Brask Island Packet. Best viewed at 800 x 600.</font></center>")


def mediawiki(s: Story) -> str:
    text = body(s, {2: '<table class="ambox"><tr><td>This page has no pictures yet. You can help Ferrypedia by adding one.</td></tr></table>'})
    box = '<table class="navbox"><tr><th>Ferries of the Tarn</th></tr><tr><td><a>Adelheid</a> · <a>Brask I</a> · <a>Brask II</a> · <a>Concordia</a> · <a>Little Owl</a></td></tr></table>'
    notice = "<p><i>Ferrypedia is written by volunteers. If you find a fault, mend it: every page has an edit button.</i></p>"
    main = (
        f'<div id="content" class="mw-body"><h1 id="firstHeading">{s.title}</h1><div id="siteSub">From Ferrypedia, the book of boats</div><div id="mw-content-text" class="mw-body-content"><div class="mw-parser-output">{text}{notice}{box}</div></div>'
        f'<div id="catlinks">Categories: <a>Ferries</a> <a>Built in 19{s.count(10, 60)}</a></div></div><div id="mw-navigation"><ul><li>Read</li><li>View source</li><li>View history</li></ul><h3>Tools</h3><ul><li>What links here</li><li>Special pages</li></ul></div>'
    )
    return page(s, "Ferrypedia", "", main, f"<div id='footer'>This page was last edited on {s.day}, at 12:{s.count(10, 59)}. Content is available under CC BY-SA.</div>")


def discourse(s: Story) -> str:
    text = body(s, {}, plain=s.number % 2 == 0)
    end = "<hr><p>Lantern is free software and made by nine people. <a>Try it</a>, <a>star it</a>, or <a>sponsor us</a>. Questions go to the help category, bugs to the tracker.</p>"
    main = (
        f'<div id="main-outlet" class="wrap" role="main"><div id="topic-title"><h1><a href="/t/{s.slug}">{s.title}</a></h1><div class="topic-category"><a>Blog</a></div></div><div itemscope class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator"><span itemprop="name">{s.author}</span></span> <time class="post-time">{s.day}</time></div>'
        f'<div class="post" itemprop="text">{text}{end}</div><div><span class="post-likes">{s.count(2, 80)} Likes</span></div></div><div id="related-topics" class="more-topics__list"><h3>Related topics</h3><table class="topic-list"><tr><th>Topic</th><th>Replies</th></tr>{s.links(4, "<tr><td><a href=/t/{0}>{1}</a></td><td>4</td></tr>")}</table></div></div>'
    )
    return page(s, "Lantern Blog", "<header>Lantern Blog</header>", main, "<footer class='container'><nav><a>Home</a> <a>Categories</a> <a>Guidelines</a> <a>Terms of Service</a></nav><p>Powered by Discourse, best viewed with JavaScript enabled</p></footer>", body_class="crawler")


def squarespace(s: Story) -> str:
    p = '<p class="" style="white-space:pre-wrap;">{}</p>'
    text = '<div class="sqs-block html-block"><div class="sqs-html-content">' + body(s, {2: '</div></div><div class="sqs-block newsletter-block"><h2>Join the table</h2><p>Menus, seasons and the odd story, once a month.</p><p>We respect your privacy.</p></div><div class="sqs-block html-block"><div class="sqs-html-content">'}, p) + "</div></div>"
    bio = f'<div class="sqs-block html-block"><div class="sqs-html-content"><p class="sqsrte-small"><strong>{s.author}</strong> runs the stove at Hearth &amp; Heron. Book a table for two or twelve at hearth.example/book; we are closed on Mondays.</p></div></div>'
    main = (
        f'<main id="page"><article class="h-entry blog-item entry"><div class="blog-item-top-wrapper"><h1 class="entry-title">{s.title}</h1><div class="blog-meta-item">{s.day} Written By {s.author}</div></div><div class="blog-item-content e-content"><div class="sqs-layout sqs-grid-{"12" if s.kind == "article" else "6"}">{text}{bio}</div></div>'
        f'<div class="blog-item-author-profile-wrapper"><p>{s.author}</p></div></article><section id="itemPagination"><a>Previous <h2>{s.headline()}</h2></a><a>Next <h2>{s.headline()}</h2></a></section></main>'
    )
    return page(s, "Hearth & Heron", menu("Eat|Visit|Journal"), main, "<footer><p>Hearth &amp; Heron, Fenner Street 9. Open from noon till late.</p></footer>")


def wix(s: Story) -> str:
    text = "".join(f'<div id="viewer-{s.dice.randrange(16**5):05x}" class="BPGBA"><div class="xVISr">{b}</div></div>' for b in blocks(s, '<p class="Iq2DH"><span class="_ya">{}</span></p>', plain=False))
    end = '<div class="BPGBA"><div class="xVISr"><p class="Iq2DH"><span>Ready to get moving? Classes run daily at our studio by the station, and the first one is on us. Call 0555 410 88 or message us on Instagram.</span></p></div></div><div class="BPGBA"><div class="xVISr"><p class="Iq2DH"><span>Please ask your doctor before you start any new exercise.</span></p></div></div>'
    main = (
        f'<div id="SITE_CONTAINER"><div class="masterPage"><div class="o0hs"><div class="c9xk"><article class="TxJ"><div class="uLx"><ul><li>{s.author}</li><li>{s.day}</li><li>{s.count(2, 6)} min read</li></ul></div><h1><span>{s.title}</span></h1><div class="{"RzvTP" if s.kind == "article" else "RzvTQ"}"><div class="fTEXDR">{text}{end}</div></div>'
        f'<div class="m3w"><span>{s.count(10, 400)} views</span><span>{s.count(2, 9)} comments</span><span>Post not marked as liked</span></div></article></div><div class="rp0"><h2>Recent Posts</h2><a>See All</a>{s.links(3, "<div class=gx><a href=/post/{0}><div>{1}</div></a></div>")}</div></div></div></div>'
    )
    return page(s, "Limber Studio", "<div class=hd>Home Classes Blog Contact</div>", main, "<div class=ft>©2026 by Limber Studio. Proudly created with Wix.com</div>")


def portal_id(s: Story) -> str:
    def baca() -> str:
        return f'<p><strong>Baca Juga: <a href="/{s.dice.randrange(999)}">{s.headline()}</a></strong></p>'
    text = own("<p><strong>SUARA PESISIR</strong> - " + s.paragraph(2) + "</p>") + body(s, {1: baca(), 4: baca(), 7: baca()})
    end = "<p>Simak berita terbaru dan pilihan dari kami langsung di ponselmu. Pilih saluran andalanmu untuk akses berita Suara Pesisir di WhatsApp Channel.</p>"
    main = (
        f'<div class="container"><div class="read__header"><h1 class="read__title">{s.title}</h1><div class="read__time">Suara Pesisir - {s.day}, 07:5{s.number} WIB</div><div class="credit">{s.author}<br>Tim Redaksi</div></div><div class="photo__wrap">{photo(s, "(Dok. Suara Pesisir)", "<img src=/f/{0}.jpg><div class=photo__caption>{1}</div>")}</div><div class="social">Bagikan: <a>Facebook</a> <a>Salin tautan</a></div>'
        f'<div class="read__content{" read__foto" if s.kind != "article" else ""}">{text}{end}</div><div class="tag"><h4>Tag:</h4><a>desa</a> <a>sungai</a></div><div class="comment"><p>Komentar Anda menjadi tanggung jawab Anda sesuai UU ITE.</p></div><div class="terkini"><h2>Terkini</h2>{s.links(6, "<div class=latest__item><h3><a href=/{0}>{1}</a></h3><span>1 jam lalu</span></div>")}</div></div>'
    )
    return page(s, "Suara Pesisir", menu("Nasional|Daerah|Ekonomi|Olahraga"), main, f"<div class=side><h3>Terpopuler</h3><ol>{s.links(5)}</ol></div><footer>Copyright 2026 Suara Pesisir. Hak cipta dilindungi.</footer>", "id")


def paper_ja(s: Story) -> str:
    plea = '<div class="memberBox"><p>この記事は有料会員向けの記事です。登録から三十日間は無料でお読みいただけます。</p><a>ログイン</a></div>'
    text = body(s, {2: plea})
    end = "<p>【川辺新聞 地域報道部】記事へのご意見は編集局までお寄せください。</p><p>無断転載・複製を禁じます。著作権は川辺新聞社に帰属します。</p>"
    main = (
        f'<main><article class="p-article"><h1 class="p-article__title">{s.title}</h1><p class="p-article__date">2026年{s.day}日 {s.author}</p><ul class="sns"><li>ポスト</li><li>シェア</li><li>印刷</li></ul>{photo(s, "=川辺新聞撮影")}<div class="p-article__body{"--photo" if s.kind != "article" else ""}">{text}{end}</div><div class="p-tags">キーワード <a>地域</a> <a>暮らし</a></div></article>'
        f'<section class="p-rank"><h2>アクセスランキング</h2><ol>{s.links(5)}</ol></section><section><h2>関連記事</h2><ul>{s.links(4)}</ul></section></main>'
    )
    return page(s, "川辺新聞", menu("社会|経済|地域|文化"), main, "<footer>© 川辺新聞社</footer>", "ja")


def paper_ar(s: Story) -> str:
    also = f'<div class="related-inline"><p>اقرأ أيضا: <a href="/{s.slug}">{s.headline()}</a></p></div>'
    text = body(s, {1: also, 4: also})
    end = "<p>تابعوا آخر أخبار صحيفة الضفة عبر قناتنا على تيليغرام وصفحتنا على فيسبوك.</p><p>الآراء الواردة في المقال تعبر عن كاتبها ولا تعبر بالضرورة عن رأي الصحيفة.</p>"
    main = (
        f'<main><article class="post-{s.kind}"><h1>{s.title}</h1><div class="meta">{s.author} - {s.day}</div><div class="share">شارك: <a>فيسبوك</a> <a>واتساب</a></div>{photo(s, "(الضفة)")}<div class="article-text">{text}{end}</div><div class="tags">كلمات مفتاحية: <a>المدينة</a> <a>النهر</a></div></article>'
        f'<aside><h3>الأكثر قراءة</h3><ol>{s.links(5)}</ol><h3>النشرة البريدية</h3><p>اشترك ليصلك موجز الصباح كل يوم قبل السابعة.</p></aside></main>'
    )
    return page(s, "الضفة", menu("محليات|اقتصاد|رأي|رياضة"), main, "<footer>جميع الحقوق محفوظة لصحيفة الضفة 2026</footer>", "ar")


SKELETONS: tuple[Callable[[Story], str], ...] = (
    wordpress_classic, wordpress_blocks, elementor, ghost, substack, medium, drupal, joomla, typo3, aem_newsroom, blogger,
    arc, nextjs, tables_2003, mediawiki, discourse, squarespace, wix, portal_id, paper_ja, paper_ar,
)
# fmt: on
TONGUES: dict[Callable[[Story], str], Tongue] = {
    joomla: FR,
    typo3: DE,
    arc: ES,
    portal_id: ID,
    paper_ja: JA,
    paper_ar: AR,
}


def pages_of(skeleton: Callable[[Story], str]) -> list[Saved]:
    """Return a site's articles in order, each with the text that is its own."""
    at = SKELETONS.index(skeleton)
    host = skeleton.__name__.replace("_", "-") + ".example"
    pages = []
    for number in range(ARTICLES):
        dice = Random(zlib.crc32(f"{host} {number}".encode()))
        story = Story(number, TONGUES.get(skeleton, EN), LENGTHS[(number + at * 3) % 8], dice)
        html = skeleton(story)
        mine = re.findall(f"{OWN}(.*?){END}", html, re.DOTALL)
        gold = "\n".join(
            unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", one))).strip() for one in mine
        )
        pages.append(
            Saved(
                url=f"https://{host}/2026/{story.slug}",
                html=re.sub(f"[{OWN}{END}]", "", html),
                gold=gold,
            )
        )
    return pages
