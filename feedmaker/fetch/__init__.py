"""The only way to the network: an address -> Page.

`web` asks the web, `replay` the same from saved pages, `record` saves what another one gives.
`robots` says what a robots.txt allows, `ssrf_guard` which addresses may be connected to, `probe`
whether a name or the proxy is there at all. The rest is inner. What a page says is read elsewhere.
"""
