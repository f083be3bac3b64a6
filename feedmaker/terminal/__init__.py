"""What people see: `screen` (streams, tables, words), `summary` (a run), `inspect` (pages read
without a store), `listing_view` (a listing's items, and what changed of them), `date_view` (how
sure dates are). Only `commands` and `cli` use it; nothing is decided here.
"""
