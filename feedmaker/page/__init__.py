"""Bytes -> tree -> values: what every reader of a page stands on.

`charset` decodes, `document` parses, `rule_engine` runs a rule on the tree, `field_rules` all
rules of an entry's fields, `images` finds the real picture behind an <img>, `shown_text` the
words that a reader sees in a node, `named_part` the part of a page that a fragment names,
`table_rows` why a table's rows are not found. Pure, and run in the sandbox. What the values mean is
for `extract`.
"""
