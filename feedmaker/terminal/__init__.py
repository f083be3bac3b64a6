"""What people see: `screen` (streams, tables, words), `summary` (a run), `inspect` (pages read
without a store), `listing_view` (a listing's items, and what changed of them). Only `commands`
and `cli` use it; nothing is decided here.
"""
