"""A site's text -> SiteDate, in the languages of CLDR.

`parse` is the ladder of all ways, `strptime` a site's own format. The rest is inner.
What a date decides, others say.
"""
