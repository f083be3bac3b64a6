"""An entry's life: what is new, what is due, whose word wins. Pure.

`identity`, `filter` and `schedule`; no storing, no fetching.
"""
