"""26 invented sites of 12 articles each, on skeletons of real systems, for `taught_sites`.

Each skeleton has the boilerplate that such sites carry in and around the text: share bars, authors'
boxes, newsletter forms, lines that ask to follow or to pay, disclaimers, tags, other
stories. All words are made from a small vocabulary, in the same way every time; nothing is taken
from any real page. What comes of the pages is not looked at here.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ARTICLES = 12
"""Of each site."""

_PEOPLE = ("Mara Venn", "Ilse Tarko", "Joren Pask", "Odile Brandt", "Tomas Reek", "Nadia Sorel")
_TOPICS = tuple(
    "harbour council weather markets sailing gardens railways schools music bridges".split()
)
_NOUNS = tuple(
    "ferry captain quay council lighthouse harbour bridge market garden railway school orchestra"
    " tide storm budget pier engine library teacher fisherman mayor festival museum valley river"
    " orchard station committee report crew timetable ticket baker lantern causeway archive meadow"
    " warehouse".split()
)
_VERBS = tuple(
    "reached repaired closed opened described measured followed painted bought lost counted"
    " visited postponed inspected praised warned crossed restored surveyed replaced announced"
    " welcomed".split()
)
_HOW = (
    "early",
    "quietly",
    "twice",
    "slowly",
    "without warning",
    "before noon",
    "after the storm",
    "last winter",
    "in the rain",
    "on a Monday",
    "at night",
    "against all advice",
    "at great cost",
    "for the first time",
    "with some luck",
)
_MORE = (
    "which surprised the neighbours",
    "as the older people remember",
    "and nobody had asked for it",
    "while the others waited outside",
    "because the old one had rusted",
    "although the plans said otherwise",
    "so the work went on until dusk",
    "where the road bends to the north",
    "when the first boats came back",
)


@dataclass(frozen=True, slots=True)
class Story:
    """One article: the HTML of its own text, and that text as people should get it."""

    title: str
    author: str
    day: int
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a skeleton draws a page from, besides the story."""

    site: str
    number: int
    dice: random.Random

    def titles(self, count: int) -> list[str]:
        """Return titles of other stories, others on each page."""
        return [_title(self.dice) for _ in range(count)]

    def topics(self, count: int) -> list[str]:
        """Return some of the site's topics."""
        return self.dice.sample(_TOPICS, count)


Skeleton = Callable[[Story, Surroundings], str]


# --- The stories -----------------------------------------------------------------


def _title(dice: random.Random) -> str:
    return f"The {dice.choice(_NOUNS)} that {dice.choice(_VERBS)} the {dice.choice(_NOUNS)}"


def _sentence(dice: random.Random) -> str:
    said = (
        f"the {dice.choice(_NOUNS)} of the {dice.choice(_NOUNS)} {dice.choice(_VERBS)}"
        f" the {dice.choice(_NOUNS)} {dice.choice(_HOW)}, {dice.choice(_MORE)}"
    )
    return f"{said[0].upper()}{said[1:]}, some {dice.randrange(3, 900)} in all."


def _paragraph(dice: random.Random) -> str:
    return " ".join(_sentence(dice) for _ in range(dice.randint(1, 5)))


def make_story(site: str, number: int) -> Story:
    """Return the same story for the same site and number every time."""
    dice = random.Random(f"{site}/{number}")
    blocks = [("p", _paragraph(dice)) for _ in range(dice.choice((2, 3, 5, 7, 9, 12)))]
    if len(blocks) > 4:
        blocks.insert(3, ("h2", _title(dice)))
    if dice.random() < 0.3:
        blocks.append(("ul", "|".join(_sentence(dice) for _ in range(3))))
    if dice.random() < 0.3:
        blocks.insert(2, ("blockquote", _sentence(dice)))
    html, text = [], []
    for tag, words in blocks:
        rows = words.split("|")
        text += rows
        inner = "".join(f"<li>{row}</li>" for row in rows) if tag == "ul" else words
        html.append(
            f"<{tag}>{inner}</{tag}>" if tag != "blockquote" else f"<{tag}><p>{inner}</p></{tag}>"
        )
    return Story(
        _title(dice), dice.choice(_PEOPLE), dice.randint(1, 28), "\n".join(html), "\n".join(text)
    )


def _amid(html: str, insert: str, after: int = 2) -> str:
    """Return a story with something put amid its paragraphs."""
    parts = html.split("</p>")
    if len(parts) <= after + 1:
        return html + insert
    return "</p>".join(parts[:after]) + "</p>" + insert + "</p>".join(parts[after:])


def _links(titles: Sequence[str], before: str = "<li>", after: str = "</li>") -> str:
    return "".join(
        f'{before}<a href="/{re.sub("[^a-z]+", "-", title.lower())}">{title}</a>{after}'
        for title in titles
    )


# --- The skeletons -----------------------------------------------------------------


def wordpress_jetpack(story: Story, around: Surroundings) -> str:
    tags = ", ".join(f'<a href="/tag/{t}/" rel="tag">{t}</a>' for t in around.topics(3))
    related = "".join(
        f'<div class="jp-relatedposts-post"><h4><a href="/r{n}/">{t}</a></h4><p>In "News"</p></div>'
        for n, t in enumerate(around.titles(3))
    )
    return f"""<body class="single single-post postid-{around.number}"><div id="page"><main>
    <article id="post-{around.number}" class="post type-post"><header class="entry-header">
    <h1 class="entry-title">{story.title}</h1><div class="entry-meta">By {story.author}</div></header>
    <div class="entry-content">{story.html}
    <p>If you enjoy what we write, please consider buying the editors a coffee this month.</p>
    <div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul>
    <li><a href="?share=twitter">Click to share on Twitter</a></li><li><a href="?share=fb">Click to
    share on Facebook</a></li></ul></div>
    <div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3>{related}</div></div>
    <footer class="entry-footer">Posted in <a href="/c/">News</a>. Tagged {tags}</footer></article>
    <div id="comments"><h2>Leave a Reply</h2><p>Your email address will not be published.</p></div>
    </main></div>"""


def wordpress_blocks(story: Story, around: Surroundings) -> str:
    body = _amid(
        story.html,
        '<div class="wp-block-group has-background"><p>Get the harbour letter in your inbox every'
        " Friday, free of charge and without advertising.</p></div>",
    )
    return f"""<body><div class="wp-site-blocks"><main class="wp-block-group"><h1
    class="wp-block-post-title">{story.title}</h1><div class="entry-content wp-block-post-content
    is-layout-constrained">{body}<hr class="wp-block-separator">
    <p><em>All views are those of the writer alone and not of the club, its board or members.</em></p>
    <p>Filed under <a href="/x">{around.topics(1)[0]}</a></p></div>
    <div class="wp-block-post-author"><p class="wp-block-post-author__name">{story.author}</p>
    <p class="wp-block-post-author__bio">{story.author} has written for us since the first issue.</p>
    </div></main><footer><p>Proudly made by the harbour club with WordPress.</p></footer></div>"""


def ghost(story: Story, around: Surroundings) -> str:
    cards = "".join(
        f'<article class="post-card"><a href="/p{n}/"><h2>{t}</h2></a><div>Some words on this</div></article>'
        for n, t in enumerate(around.titles(3))
    )
    return f"""<body class="post-template"><div class="viewport"><main class="gh-main"><article
    class="gh-article post"><header class="gh-article-header gh-canvas"><h1>{story.title}</h1>
    <h4>{story.author}</h4><time>{story.day} May</time><span>4 min read</span></header>
    <section class="gh-content gh-canvas">{story.html}
    <div class="kg-card kg-callout-card"><div class="kg-callout-text">This letter is free because a few
    readers pay for it. Become one of them and keep it going for all.</div></div>
    <div class="kg-card kg-button-card"><a href="/join" class="kg-btn">Become a member today</a></div>
    <div class="kg-card kg-signup-card"><h2>Sign up for more like this.</h2><p>Enter your email</p>
    </div></section></article><aside class="read-more-wrap"><h2>Read more</h2>{cards}</aside></main>
    </div>"""


def blogger(story: Story, around: Surroundings) -> str:
    loose = story.html.replace("<p>", "<div>").replace("</p>", "</div><div><br /></div>")
    return f"""<body><div id="main"><div class="blog-posts hfeed"><div class="post hentry">
    <h3 class="post-title entry-title">{story.title}</h3><div class="post-body entry-content"
    id="post-body-{around.number}">{loose}<div>&#9733; Follow this blog on the open web and tell a
    friend about it &#9733;</div><div><a href="/p/support.html">Support the blog</a> | <a
    href="/p/about.html">About the author</a> | <a href="/feeds/posts">Feed</a></div></div>
    <div class="post-footer">Posted by {story.author} at 10:30 Labels:
    {_links(around.topics(2), "", " ")}</div></div></div></div><div id="sidebar"><h2>Popular Posts
    </h2><ul>{_links(around.titles(5))}</ul><h2>Blog Archive</h2></div>"""


def hugo(story: Story, around: Surroundings) -> str:
    return f"""<body><div class="content container"><article class="post-single"><header
    class="post-header"><h1 class="post-title">{story.title}</h1><div class="post-meta">{story.author}
    </div></header><div class="post-content">{story.html}
    <p>Thanks for reading! Comments by mail are always welcome, see the contact page.</p>
    <p>No tracker was used on this page and no cookie was set while you read it.</p></div>
    <footer class="post-footer"><ul class="post-tags">{_links(around.topics(3))}</ul><nav class="paginav">
    {_links(around.titles(2), "<span>", "</span>")}</nav></footer></article></div>"""


def drupal(story: Story, around: Surroundings) -> str:
    return f"""<body class="path-node page-node-type-article"><div class="layout-container"><main><div
    class="layout-content"><h1 class="page-title">{story.title}</h1><article class="node node--type-article">
    <div class="node__content"><div class="field field--name-body field--type-text-with-summary">
    {story.html}</div><div class="field field--name-field-notice"><p>This is a statement of the regional
    authority and may be copied freely if the source is given in full.</p></div>
    <div class="field field--name-field-contact"><div class="field__label">Press contact</div><div
    class="field__item">Office for public affairs, telephone 0123 456, weekdays from nine to four</div>
    </div><div class="field field--name-field-tags"><div class="field__label">Tags</div><ul>
    {_links(around.topics(3))}</ul></div></div></article></div><aside class="layout-sidebar-second">
    <h2>Most read</h2><ul>{_links(around.titles(5))}</ul></aside></main></div>"""


def joomla(story: Story, around: Surroundings) -> str:
    return f"""<body class="site com_content view-article"><div class="body"><div class="item-page"><div
    class="page-header"><h2>{story.title}</h2></div><div class="icons"><a href="#">Print</a> <a
    href="#">Email</a></div><dl class="article-info muted"><dt>Details</dt><dd class="createdby">Written
    by {story.author}</dd><dd>Hits: {around.dice.randrange(90, 9000)}</dd></dl>
    <div itemprop="articleBody">{story.html}<p style="text-align:center"><strong>Visit the club house,
    open on every first Saturday of the month from two o'clock</strong></p></div>
    <ul class="pager pagenav"><li><a href="/a">Prev</a></li><li><a href="/b">Next</a></li></ul></div>
    </div>"""


def newspaper_arc(story: Story, around: Surroundings) -> str:
    more = _links(around.titles(3), '<li class="more-on__item">')
    body = _amid(
        story.html,
        f'<div class="more-on"><h4>More on this</h4><ul>{more}</ul></div>',
    )
    return f"""<body><div id="fusion-app"><section class="article-wrap"><h1 class="headline">{story.title}
    </h1><div class="byline">By {story.author}, staff writer</div><article class="article-body-wrapper">
    {body}<p class="trust-line">Our reporting follows the standards of the trust, which are published in
    full.</p><div class="author-bio-wrap"><p>{story.author} covers {around.topics(1)[0]} and lives by the
    river with two dogs.</p></div><div class="newsletter-promo"><h3>Morning letter</h3><p>What the
    town wakes up to, before breakfast, from our desk.</p></div></article>
    <aside class="right-rail"><h3>Most read</h3><ol>{_links(around.titles(8))}</ol></aside></section></div>"""


def newspaper_portal(story: Story, around: Surroundings) -> str:
    baca = (
        f'<p><strong>Read also: <a href="/z{around.number}">{around.titles(1)[0]}</a></strong></p>'
    )
    return f"""<body><div class="container"><div class="detail"><h1 class="detail__title">{story.title}</h1>
    <div class="detail__body"><div class="detail__body-text itp_bodycontent">{_amid(story.html, baca)}
    <p>Watch the video of the day below and follow our channel on the messenger for more news.</p>
    <div class="detail__body-tag"><div class="nav">{_links(around.topics(4), "", " ")}</div></div>
    <p>({story.author[:1]}{story.author.split()[1][:1].lower()}/ed)</p></div></div></div>
    <div class="column-4"><h2>Trending</h2>{_links(around.titles(8), "<article>", "</article>")}</div></div>"""


def letter(story: Story, around: Surroundings) -> str:
    return f"""<body><div id="entry"><article class="typography newsletter-post post"><div
    class="post-header"><h1 class="post-title">{story.title}</h1><h3 class="subtitle">{
        story.author
    }</h3>
    </div><div class="available-content"><div class="body markup">{
        _amid(
            story.html,
            '<div class="subscription-widget-wrap"><p>The Harbour Letter is supported by its readers. To get new'
            " posts and keep the work going, consider becoming a subscriber.</p></div>",
        )
    }
    <p>Thank you for reading the Harbour Letter. This post is public, so feel free to share it.</p>
    <p class="button-wrapper"><a class="button" href="/share">Share</a></p></div></div>
    <div class="post-footer">{around.dice.randrange(3, 90)} Likes</div></article></div>"""


def squarespace(story: Story, around: Surroundings) -> str:
    return f"""<body><main id="page"><article class="sections"><section class="page-section"><div
    class="blog-item-wrapper"><h1 class="entry-title">{story.title}</h1><div class="blog-item-content
    e-content"><div class="sqs-layout"><div class="row"><div class="sqs-block html-block"><div
    class="sqs-block-content"><div class="sqs-html-content">{story.html}</div></div></div>
    <div class="sqs-block html-block"><div class="sqs-html-content"><h4>Come and see us</h4><p>The
    workshop is open from Tuesday to Sunday and visitors are always welcome at the kettle.</p></div></div>
    <div class="sqs-block newsletter-block"><p>Sign up with your email address to receive news.</p>
    </div></div></div></div><div class="blog-item-author-profile"><span>{story.author}</span><p>Maker and
    writer.</p></div><section class="item-pagination">{_links(around.titles(2), "<h2>", "</h2>")}
    </section></div></section></article></main>"""


def webflow(story: Story, around: Surroundings) -> str:
    return f"""<body><div class="page-wrapper"><div class="blog-hero"><h1>{story.title}</h1></div><div
    class="container-large"><div class="rich-text-block w-richtext">{story.html}
    <h3>About the company</h3><p>Founded by three sailors, the company makes maps and tide tables for small
    boats and has offices in two ports.</p><p>Talk to our people about a trial of thirty days, no
    card needed.</p></div><div class="cta-block"><h2>Ready to cast off?</h2><a href="/demo">Book a demo
    </a></div></div><div class="blog-grid">{_links(around.titles(3), '<div class="blog-card">', "</div>")}</div></div>"""


def hubspot(story: Story, around: Surroundings) -> str:
    return f"""<body class="hs-blog-post"><div class="body-wrapper"><main><div class="blog-post"><h1><span
    id="hs_cos_wrapper_name">{story.title}</span></h1><div class="blog-post__meta"><a
    href="/a">{
        story.author
    }</a></div><div class="blog-post__body"><span id="hs_cos_wrapper_post_body">
    {
        _amid(
            story.html,
            '<p><a href="/guide"><strong>Download the free guide to harbours and tides'
            "</strong></a></p>",
            1,
        )
    }<p><em>Editor: this post first appeared in the spring and was brought up to date for
    completeness.</em></p></span></div><div class="blog-post__tags">Topics:
    {_links(around.topics(2), "", " ")}</div></div><section class="blog-related-posts">
    {_links(around.titles(3), "<article>", "</article>")}</section></main></div>"""


def tailwind(story: Story, around: Surroundings) -> str:
    return f"""<body><div class="min-h-screen"><main class="mx-auto max-w-3xl px-4"><h1 class="text-4xl
    font-bold">{story.title}</h1><p class="text-gray-500">{story.author}</p><div class="mt-8 flex
    gap-4 text-sm"><button>Copy link</button></div><div class="prose prose-lg mt-6">{story.html}
    <div class="not-prose rounded bg-gray-100 p-4"><p>We are hiring people who like boats and compilers, in
    any time zone.</p></div></div><div class="mt-12 border-t pt-6"><p>Found a mistake in this text?
    Mend it in our repository and send the change to us.</p></div><div class="grid grid-cols-2">
    {_links(around.titles(2), "<div>", "</div>")}</div></main></div>"""


def mediawiki_news(story: Story, around: Surroundings) -> str:
    return f"""<body class="mediawiki ns-0"><div id="content" class="mw-body"><h1 id="firstHeading">
    {story.title}</h1><div id="bodyContent"><div id="siteSub">From the free news of the coast</div>
    <div id="mw-content-text"><div class="mw-parser-output"><p><strong>May {story.day}</strong></p>
    {story.html}<table class="noprint"><tr><td>This text is archived and no longer open for changes.
    </td></tr></table><p>Share this: <a href="#m">mail</a> <a href="#p">print</a></p></div></div>
    <div id="catlinks" class="catlinks">Categories: {_links(around.topics(3))}</div></div></div>
    <div id="mw-navigation"><ul>{_links(["Main page", "Recent changes", "Random text"])}</ul></div>"""


def press_release(story: Story, around: Surroundings) -> str:
    return f"""<body><div id="wrapper"><div class="newsroom"><div class="release"><h1>{story.title}</h1><p
    class="release-date">HARBOUR, May {story.day}</p><div class="release-body">{story.html}
    <p><strong>About the Harbour Trust</strong></p><p>The Harbour Trust keeps eleven lighthouses, four piers
    and a small fleet of pilot boats, and employs some two hundred people along the northern coast.</p>
    <p>Forward-looking statements in this release are subject to risks that may let results differ from
    what is expected.</p><p>Contact: press office, harbour street 4, open on weekdays</p></div>
    <div class="release-nav">{_links(around.titles(3))}</div></div></div></div>"""


def typo3(story: Story, around: Surroundings) -> str:
    return f"""<body id="p{around.number}"><div class="main-section"><div class="frame frame-type-list"><div
    class="news news-single"><div class="article"><div class="header"><h1>{story.title}</h1></div><div
    class="news-text-wrap" itemprop="articleBody">{story.html}</div><div class="news-related-wrap"><h4>
    Related news</h4><ul>{_links(around.titles(2))}</ul></div><div class="news-backlink-wrap"><a
    href="/n">Back to the overview of all news</a></div></div></div></div><div class="frame
    frame-type-text"><p>University of the Coast, department of ships and tides, responsible for this page
    is the dean's office.</p></div></div>"""


def movable_type(story: Story, around: Surroundings) -> str:
    return f"""<body class="mt-entry-archive"><div id="container"><div id="content"><div class="asset
    entry"><h1 class="asset-name">{story.title}</h1><div class="asset-content"><div
    class="asset-body">{story.html}<p class="centre">~ ~ ~</p><p>Buy the book of these columns in the
    shop across the square, signed if you ask.</p></div><div class="asset-footer"><h4>Tags</h4><ul
    class="tags">{_links(around.topics(3))}</ul></div></div></div><div id="trackbacks"><h2>No
    TrackBacks</h2></div></div></div>"""


def magazine(story: Story, around: Surroundings) -> str:
    body = _amid(
        story.html,
        f'<aside class="recirc-inline"><span>Recommended</span>{_links(around.titles(1), "<p>", "</p>")}</aside>',
        1,
    )
    return f"""<body><div class="layout"><article><header><h1>{story.title}</h1><p class="dek">Long
    reads</p></header><div class="body__inner-container">{body}<p><em>{story.author} is a contributing editor
    of this magazine.</em></p><p><em>This story appears in the print edition. Subscribers can hear it read
    aloud in our app.</em></p></div><div class="most-popular"><h3>Most Popular</h3><ol>
    {_links(around.titles(5))}</ol></div></article></div>"""


def shop_journal(story: Story, around: Surroundings) -> str:
    return f"""<body class="template-article"><main id="MainContent"><article class="article-template"><h1
    class="article-template__title">{story.title}</h1><div class="article-template__content rte">
    {story.html}<p>Use the code TIDE at the till and save ten of a hundred on your first order.</p>
    <p><a href="/collections/all">Shop the collection</a></p></div><div class="article-template__social">
    <a href="#">Share</a></div><div class="article-template__back"><a href="/blogs/news">Back to blog</a>
    </div></article></main><section class="newsletter"><p>Join our mailing list.</p></section>"""


def broadcaster(story: Story, around: Surroundings) -> str:
    more = _links(around.titles(3), '<li class="e1n">')
    return (
        f"""<body><main id="main-content"><article class="ssrcss-ArticleWrapper"><h1
    id="main-heading">{story.title}</h1><div data-component="byline-block">By {story.author}</div>"""
        + "".join(
            f'<div data-component="text-block" class="ssrcss-RichTextContainer">{block}</div>'
            for block in story.html.split("\n")
        )
        + f"""<div data-component="text-block" class="ssrcss-RichTextContainer"><p>Have you been affected by
    what is told here? Write to the newsroom and leave a number where we may call you.</p></div>
    <div data-component="links-block"><h2>More on this story</h2><ul>{more}</ul></div>
    <div data-component="topic-list"><h2>Related Topics</h2><ul>{_links(around.topics(3))}</ul></div>
    </article></main>"""
    )


def agency(story: Story, around: Surroundings) -> str:
    return f"""<body><div class="Page-content"><main class="Page-main"><h1 class="Page-headline">{
        story.title
    }
    </h1><div class="RichTextStoryBody RichTextBody">{
        _amid(
            story.html,
            '<div class="PageListEnhancementGeneric"><h4>Related stories</h4>'
            + _links(around.titles(2), '<div class="PagePromo">', "</div>")
            + "</div>",
            1,
        )
    }
    <p>___</p><p>The agency gets support from foundations for its coverage of the coast and is alone
    answerable for all that it writes.</p></div><div class="Page-authors">{story.author}<p>{
        story.author
    }
    reports from the coast for the agency.</p></div></main></div>"""


def code_blog(story: Story, around: Surroundings) -> str:
    return f"""<body><header class="site-header"><a href="/">notes</a></header><div class="wrapper"><article
    class="post h-entry"><header class="post-header"><h1 class="post-title p-name">{story.title}</h1></header>
    <div class="post-content e-content">{story.html}<p><a href="/hn">Discuss this post</a> or write to
    me at the address below, I answer everybody.</p><div class="sponsor"><p>This month's notes are brought to
    you by the rope makers of the old port.</p></div></div><div class="post-nav">
    {_links(around.titles(2), "<p>", "</p>")}</div></article></div>"""


def municipality(story: Story, around: Surroundings) -> str:
    return f"""<body><div id="contentWrap"><div class="content"><div class="breadcrumb"><a href="/">Start</a>
    <a href="/news">News</a></div><div id="article" class="artikel"><h1>{story.title}</h1>
    <div class="text">{story.html}</div><div class="text"><p>The town hall is open on Monday and Thursday,
    and after an appointment on all other days.</p><p>Fees are due within four weeks of the notice.</p></div>
    <div class="kontakt"><h3>Contact</h3><p>{story.author}, room {around.dice.randrange(1, 90)}</p></div>
    </div></div></div>"""


def town_talk(story: Story, around: Surroundings) -> str:
    talk = "".join(
        f'<div class="row"><b>{around.dice.choice(_PEOPLE)}</b><div class="said">'
        f"{_paragraph(around.dice)}</div></div>"
        for _ in range(around.dice.randint(2, 9))
    )
    return f"""<body><div class="page"><div class="left"><h2>{story.title}</h2><div class="story-box">
    {story.html}<p>Tell us what you think below, politely and under your own name.</p></div></div>
    <div class="voices">{talk}</div></div>"""


def almanac(story: Story, around: Surroundings) -> str:
    past = "".join(f"<p>{_paragraph(around.dice)}</p>" for _ in range(around.dice.randint(1, 6)))
    return f"""<body><div class="grid"><div class="col a"><h1>{story.title}</h1><div class="notice-text">
    {story.html}</div></div><div class="col b"><h3>A hundred years ago</h3>{past}<p>From the bound
    volumes in our cellar, copied by hand and not corrected.</p></div></div>"""


SKELETONS: tuple[Skeleton, ...] = (
    wordpress_jetpack, wordpress_blocks, ghost, blogger, hugo, drupal, joomla, newspaper_arc,
    newspaper_portal, letter, squarespace, webflow, hubspot, tailwind, mediawiki_news, press_release,
    town_talk, almanac, typo3, movable_type, magazine, shop_journal, broadcaster, agency, code_blog, municipality,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Saved:
    """A page with the text that should come of it."""

    url: str
    html: str
    gold: str


def pages_of(skeleton: Skeleton) -> list[Saved]:
    """Return a site's articles in the order in which it sent them."""
    site = skeleton.__name__.replace("_", "-")
    saved = []
    for number in range(1, ARTICLES + 1):
        story = make_story(site, number)
        around = Surroundings(site, number, random.Random(f"{site}#{number}"))
        menu = "<nav><ul>" + _links(["News", "Culture", "Letters", "Archive"]) + "</ul></nav>"
        page = skeleton(story, around).replace(">", ">" + menu, 1)
        head = f'<!doctype html><html lang="en"><head><title>{story.title} | {site}</title></head>'
        saved.append(Saved(f"https://{site}.example/2024/{number}/", head + page, story.text))
    return saved
