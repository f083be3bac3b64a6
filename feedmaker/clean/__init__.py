"""Raw HTML -> SafeHtml; nothing else reaches a feed.

`steps` is the table of all steps in their order, `plain_text` turns safe HTML to text and back,
`allowlist` says what may stand in safe HTML, `dom` what is a block. The rest is inner. Pure, and
run in the sandbox. No site is named here.
"""
