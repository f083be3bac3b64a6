"""What is remembered between two runs.

`store` is for all others, `takeover` for sites that were renamed or have no file any more, and
`backup` for copies of the file, `checkup` for a look at its health; the database (file, lock,
connections, migrations) is inner.
Nothing is decided here.
"""
