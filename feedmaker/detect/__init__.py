"""A page -> the rules that a person would have written for it.

`listing` finds the list that looks like stories, or that examples are of; `article` what the
stories' pages have in common, `labelled` the fields that they name in their own language,
`paging` the way to their next ones; all are run in the sandbox. `draft` makes a site of what was
found, `site_file` its text. `repair` finds a list again whose rules miss, `article_repair` what
articles' rules miss, `site_patch` changes a file's text so. The rest is inner. All of it is pure.
"""
