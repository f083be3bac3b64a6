"""feedmaker: clean full-text feeds for sites that have none.

Where to start reading: `update.py` is the program. Around it, in the order in
which a site flows through them (what a room uses stands below its name):

    config          a site file -> Site
        yaml_nodes, site_keys, key_kinds, site_values, rule_text, selector_check,
        cron_line, patterns, placeholders, faults, schema; sitefolder, settings
    fetch           a request -> Page
        guard, answer, manners, patience, cookies, robots; replay: saved pages instead
    sandbox         a stage run on foreign bytes in a child (sandbox_child, wire)
    page, rules     bytes -> tree; a rule run on it; fields: all rules of a place
    listing         Page -> Listing of Teasers; find (places, selectors): without rules
    article         Page -> Part, parts -> Article
        metadata (jsonld, byline): what a page says of itself; content: found without rules
    dates           text -> SiteDate
        date_text, date_ago, date_words, date_tables, date_format, calendars, zones
    clean           raw HTML -> SafeHtml
        visible, images, figures, embeds, readalso, beacons, allowed, nodes; plain: its text
    merge, filter   teasers and articles + what is known -> entries
    feed, render    entries -> Feed -> bytes (mend, feedgen_corrections); index: the folder's pages
    schedule        what is due; health: what to tell a person
    store           what is remembered (database); publish: what is put into the folder
    update          one site, the listing; articles: what is due of it; reading: one address;
                    world: what they work with; projection: the store -> the folder
    daemon, serve   for years (rota, logs); workers: for one pass
    cli, commands   the command line (workplace: what a command opens); demo_site

Shared by all: model (the values), errors, urls, text, media.
"""

__version__ = "0.1.0"
