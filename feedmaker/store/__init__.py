"""What is remembered between two runs.

`store` is for all others; `sqlite` (file, lock, connections, migrations) is inner. Nothing is
decided here.
"""
