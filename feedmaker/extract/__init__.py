"""What a page says: Page -> Listing, Page -> Part, Parts -> Article.

`listing` and `article` are the stages, `field_sources` tells where an article's fields stand, and
`published` reads feedmaker's own feeds; the rest is inner. Pure, and run in the sandbox. Whether an
entry is new, and which word wins, is for `entries`.
"""
