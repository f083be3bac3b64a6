"""feedmaker: clean full-text feeds for sites that have none.

Where to start reading: `update.py` is the program. Then, in the order in which
a site flows through them:

    config      a site file -> Site
    fetch       a request -> Page
    page, rules bytes -> tree; a rule run on it
    listing     Page -> Listing of Teasers
    article     Page -> Part, parts -> Article
    clean       raw HTML -> SafeHtml
    merge       teasers and articles + what is known -> entries
    render      Feed -> bytes
    store, publish   where it is kept, where it is put
    daemon, commands the shells around it
"""

__version__ = "0.1.0"
