"""Foreign bytes are read in a child that the kernel can end.

`pool` is the parent's side, and the one to import, with `stage` for a stage by name; the child's
side runs in the child alone. Neither knows what a stage does.
"""
