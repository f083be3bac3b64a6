"""The only way to the network: an address -> Page.

`web` asks the web, `replay` the same from saved pages, `record` saves what another one gives. The
rest is inner. What a page says is read elsewhere.
"""
