"""feedmaker: clean full-text feeds for sites that have none.

Read `update/site.py` first: it is the program, and tells the story of one site. Each
folder is a subject; what its `__init__.py` names is for all others, the rest is inner.
In the order in which a site flows through them:

    config          a site file -> Site
    update          one site: what is fetched, read, stored
      fetch         a request -> Page
      sandbox       a stage run on foreign bytes in a child
        page        bytes -> tree; a rule run on it
        extract     Page -> Listing of teasers; Page -> Part, parts -> Article
        detect      Page -> rules, where the site file has none
        dates       text -> SiteDate
        clean       raw HTML -> SafeHtml
      entries       teasers and articles + what is known -> what is known now; what is due
      health        what to tell a person
      store         what is remembered
    output          the store -> the published folder
    daemon          all of it for years
    terminal, commands, cli; wiring: what a command opens; demo_site
    scaffold        what `init` writes

Shared by all: model (the values), codec, errors, urls, text, media_types.
"""

__version__ = "0.1.0"
