"""What people see: `screen` (streams, tables, words), `summary` (a run), `inspect` (pages read
without a store). Only `commands` and `cli` use it; nothing is decided here.
"""
