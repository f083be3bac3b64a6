"""A site's text -> SiteDate, in the languages of CLDR.

`parse` is the ladder of all ways, `strptime` a site's own format, `day_order` what the dates of
one page tell of 03/04, `deadlines` which date is but the last day for something, `address` the
day that a story's own address names, `falling` what short texts mean where all of a list fall from
day to day, `year_days` which days two numbers are below a year, `home_zone` which zone a site's
land has, `shown_day` in which hours a moment has the day that is shown beside it, `years` where a
text may hold a date at all. The rest is inner. What a date decides, others say.
"""
