"""A file for each command, and nothing else; `cli` calls its `run(options)`.

What several of them need stands in `wiring` (what they open) and `terminal` (what people see).
"""
