"""What a new folder of feeds begins with: the texts that `feedmaker init` writes.

`ways` says which files each way to run feedmaker has; `templates/` holds them as they are
written, but for a few words that differ from machine to machine. Nothing here writes.
"""
