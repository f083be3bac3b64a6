"""The story of one site.

`site` is the program: read it first. `articles` is what is due of a site, `crawl` one address,
`ports` what a run works with, `per_host` many sites side by side.
"""
