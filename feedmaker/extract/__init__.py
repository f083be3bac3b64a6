"""What a page says: Page -> Listing, Page -> Part, Parts -> Article.

`listing` and `article` are the stages, `article_rules` and `by_example` are those for a site
without a file; `field_sources` tells where an article's fields stand, `lesson` what a site's
articles teach, and `taught` what that did to one.
`sources` tells items apart by `item_identity`, and what is none of its own by `stand_in` and
`own_feed`; the rest is inner. Pure, and run in the sandbox. Whether an entry is new, and which
word wins, is for `entries`.
"""
