"""The links of a page: what each tells by itself, and which are the messages of one discussion.

`links` reads them, `stated_items` what the page's data says of them; `link_rule` tells how each is
found in its item, `threads` finds those that answer each other, `digests` those that name nothing
beside their row's name, `reviews` those that say what somebody thinks, `permalinks` those that but
say to be an entry's own address, `day_lines` the papers behind a day, `beside_days` the titles
beside one, `months` the stories of an archive's own month, and `folders` those to what is in a
folder that the page shows. Which have words that their addresses are made of is in `spelled`, which
stand in a text in `sentences`, which are but a number in `numbers`. Groups of links that stand
alike are made in `detect.groups`.
"""

from __future__ import annotations

from feedmaker.detect.links.beside_days import beside_days, lines_beside_days
from feedmaker.detect.links.day_lines import behind_breaks, papers_of_days
from feedmaker.detect.links.digests import without_digests
from feedmaker.detect.links.folders import folder_of, in_folder, is_in
from feedmaker.detect.links.links import (
    LONGEST,
    Link,
    bare,
    is_home,
    leads_to,
    read_links,
    words_in,
)
from feedmaker.detect.links.months import of_month
from feedmaker.detect.links.numbers import is_number, is_numbered
from feedmaker.detect.links.permalinks import by_days, by_mark, by_words, feet, permanent
from feedmaker.detect.links.reviews import without_reviews
from feedmaker.detect.links.sentences import in_sentence
from feedmaker.detect.links.spelled import is_spelled
from feedmaker.detect.links.threads import entry_of, is_thread, threads

__all__ = [
    "LONGEST",
    "Link",
    "bare",
    "behind_breaks",
    "beside_days",
    "by_days",
    "by_mark",
    "by_words",
    "entry_of",
    "feet",
    "folder_of",
    "in_folder",
    "in_sentence",
    "is_home",
    "is_in",
    "is_number",
    "is_numbered",
    "is_spelled",
    "is_thread",
    "leads_to",
    "lines_beside_days",
    "of_month",
    "papers_of_days",
    "permanent",
    "read_links",
    "threads",
    "without_digests",
    "without_reviews",
    "words_in",
]
