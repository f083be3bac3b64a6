"""What is remembered between two runs.

`store` is for all others, and `takeover` for sites that were renamed or have no file any more;
the database (file, lock, connections, migrations) is inner. Nothing is decided here.
"""
