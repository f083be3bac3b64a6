"""The store -> the published folder.

`publish` makes again what is stale, `atomic_files` puts files in place whole or not at all. The
rest is inner: an entry's values -> bytes.
"""
