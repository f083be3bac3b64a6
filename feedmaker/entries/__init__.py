"""An entry's life. Pure: no storing, no fetching; `now` is an argument.

`identity` says what is new and what is known, `lifecycle` what state an entry is in and when it is
due, `precedence` whose word wins, `common` what several pages say alike, `filter` what a site
keeps, `schedule` when a site is due, `restored` what comes back from published feeds.
"""
