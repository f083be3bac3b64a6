"""The embedded site of `feedmaker demo`: an invented newspaper and an invented blog.

Stands apart from the pipeline and imports none of it; to feedmaker this is a
site like any other. `server` serves what `pages` makes of news.toml, notes.toml,
the templates and `pictures`; `sites/` holds the site files that read it.
"""
