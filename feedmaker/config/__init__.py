"""What people write, read and checked: site files, the folder of them, settings.

`folder` gives the sites of a folder, `hosts` what is said of other hosts, `site` reads one
file, `settings` what the operator sets; `secrets` fills a file's, `diagnostics` words a fault,
`json_schema` is for editors. The rest is inner. Nothing here asks the network or the store.
"""
