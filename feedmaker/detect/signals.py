"""How much a group of links looks like a list of stories: one table of signals.

Each signal looks at one thing and says from 0 to 1 how much it is so; what it weighs stands in
the table. No signal knows a site. Which group is taken then, `listing` decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import islice, pairwise
from math import log
from statistics import median
from urllib.parse import urlsplit

from feedmaker.detect.elements import ElementInfo, is_date_text, is_moment
from feedmaker.detect.groups import (
    Group,
    called_news,
    dated_below,
    fewness,
    kinds_unpriced,
    mixed,
    two_lists,
    two_scripts,
    words_below,
)
from feedmaker.detect.links import Link, folder_of, in_sentence, is_in
from feedmaker.page.rule_engine import text_of
from feedmaker.text import folded

_LONG = 6  # times the usual item's words
_PHRASE = 4  # words of a title that is no name
_NUMBER = 2  # words that the number of a docket is worth
_HOST = re.compile(r"(?i)\(?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[\w.-]+)?\)?")  # "blog.example.org" alone
_PACKED = re.compile(  # "harbour-1.9.0.tar.gz" is a file
    r"(?i)\.(?:tar|tgz|zip|gz|bz2|xz|zst|7z|rar|deb|rpm|exe|msi|dmg|pkg|jar|whl|apk|iso|bin)$"
)
_NAMES = re.compile(r"[^\W\d_]{3}")
_SEVERAL = 3  # lists of the same
_RIVER = 8  # stories whose days fall by chance in hardly any list
_INDEX = 8  # names that stand by the alphabet in hardly any list of news
_NEARLY = 0.9
_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/_.-])", re.ASCII)
_LOOKED_AT = 12  # links to one address: enough to know, and a page may have thousands
_DAYS_OWN = re.compile(r"/(?:19|20)\d\d[/-]\d\d?[/-]0?(\d\d?)/?$", re.ASCII)  # a diary's day
_LABEL = 3  # items whose headings lead to one address, as those with a section's name do

_ACTION = re.compile(
    r"(?i)(?:^|[/?&=_.-])(?:add_?-?to_?-?(?:cart|basket|bag|wishlist|compare)|cart|basket|checkout|wishlist"
    r"|bibtex|log-?in|log-?out|sign-?(?:in|up)|register|reply|vote|share|print|lastpost|newpost)(?:$|[/?&=_.-])"
    r"|\.(?:bib|ris|enw|ics|vcf)(?:$|[?&])"
)
_CITED = re.compile(r"[(\[][^()\[\]]{0,40}\b(?:19|20)\d\d[)\]].{0,20}\d")  # "[2013] EWHC 503"
_DOCKET = re.compile(r"(?i)[a-z]{1,2}[/-]\d{1,6}/(?:19|20)\d\d|(?:19|20)\d\d/\d{3,}")  # "V-07/2013"
_COUNT = re.compile(r"[\d.,\u00a0]+[km]?\s*([^\W\d]+(?:\s[^\W\d]+){0,2})", re.IGNORECASE)
_HOLDS = re.compile(
    r"\w\s*[(\[]\s?(?!(?:19|20)\d\d\b)\d[\d.,\s]*[)\]]$"
)  # "Jackets (12)", a filter or a topic
_ADDRESS = re.compile(r"(?i)(?:https?://|www\.)\S+")
_MONTH = r"[^\W\d_]{3,12}\.?"
_UNTIL = r"(?:[-–—]|to|until|till|through|bis|au|al?|hasta(?:\sel)?|até|tot|t/m|do|до|til)"
_PERIOD = re.compile(
    rf"(?i)(?<!\d)(?:\d{{1,2}}[./-]\d{{1,2}}(?:[./-](?:19|20)\d\d|\.)?\s?{_UNTIL}\s?"
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d"
    rf"|\d{{1,2}}\.?(?:\s{_MONTH}(?:\s(?:19|20)\d\d)?)?\s?{_UNTIL}\s?"
    rf"\d{{1,2}}\.?\s{_MONTH}\s(?:19|20)\d\d)(?!\d)"
)  # "du 11/10/2015 au 17/04/2016", "12.–15. Mai 2024"
_MOST_WITH_PERIOD = 150  # words of an item that is looked through for one
_UNSEEN = re.compile("[\u200b\u00ad\u2060]")  # where a long word may break


_Signal = Callable[[Group], float]


def _words_within(group: Group) -> float:
    """Return the words of the items; one that is far longer than most holds more than a story."""
    if words := words_below(group):
        return words
    most = _LONG * median(item.words for item in group.items)
    return sum(min(item.words, most) for item in group.items)


def _near_dates(group: Group) -> float:
    return max(group.share(dated), dated_below(group))


def _lengths(group: Group) -> list[int]:
    """Return how long the titles are, in words; a number is none, however many parts it has.

    Nor is an address, which the item shows beside its name.
    """
    columns = zip(group.links, group.titles, group.lengths, strict=True)
    return [
        n if _NAMES.search(title) and not is_address(link.title) else min(n, _NUMBER)
        for link, title, n in columns
    ]


def _hosts_only(link: Link, _: ElementInfo) -> bool:
    """Tell whether a link says but a site's name, as the lists of links do beside each title."""
    named = not link.file and _HOST.fullmatch(link.title)
    return bool(named and not _PACKED.search(link.title))


def is_story(link: Link, item: ElementInfo) -> bool:
    for place in link.place.upwards():
        if place.story:
            return True
        if place is item:
            break
    return False


def _stray(group: Group) -> float:
    """Return the share of titles that are much shorter than most: other links of the items."""
    least = median(group.lengths) / 3
    return sum(length < least for length in group.lengths) / len(group.lengths)


def in_heading(link: Link, _: ElementInfo) -> bool:
    return link.place.headed or link.place.in_heading


def _in_menu(group: Group) -> float:
    """Return for how many links one has to go down in lists within lists, as in menus."""
    if group.thread:
        return 0.0
    return group.share(lambda link, _: any(place.branch for place in link.place.upwards()))


def _repeated(group: Group) -> float:
    """Return how many titles are said before; an answer has that of its message.

    Buttons say the same on every item, and are no headings: those are names. So are goods', and
    "Minutes" where each row has a day of its own.
    """
    if group.thread:
        return 0.0
    again = 1 - len(set(group.titles)) / len(group.titles)
    papers = group.share(lambda link, item: link.file and dated(link, item))
    return again * (1 - max(group.share(in_heading), group.share(priced), papers) / 2)


def in_chrome(link: Link, _: ElementInfo) -> bool:
    return link.place.chrome


def _in_several_lists(group: Group) -> float:
    """Return for how many links the same address stands in several lists: it's what each offers.

    So a portal lists the same films under each theatre of the town. Two are a small screen's.
    """

    def again(link: Link, item: ElementInfo) -> bool:
        alike = (o.place for o in group.beside[link.alias] if o.place.path == link.place.path)
        holders = {_above(place, item.depth - 1) for place in islice(alike, _LOOKED_AT)}
        return len(holders) >= _SEVERAL

    return group.share(again)


def _above(place: ElementInfo, depth: int) -> int:
    """Return which element at a depth a place stands in."""
    return next((up.at for up in place.upwards() if up.depth <= depth), -1)


def in_carousel(link: Link, _: ElementInfo) -> bool:
    return link.place.carousel


def dated(_: Link, item: ElementInfo) -> bool:
    return item.dated or item.row_dated


def _on_day(_: Link, item: ElementInfo) -> bool:
    return item.on_day and not item.dated


def _called_news(group: Group) -> float:
    """Return for how many items words say that they are news, of those without a day.

    A list with days is told by them, and a newspaper's "latest" stands beside its main list.
    """
    undated = 1 - group.share(dated)
    return undated * called_news(group.items) if undated else 0.0


def _lasts(_: Link, item: ElementInfo) -> bool:
    """Tell whether an item is on from one day to another, as exhibitions are, and no news."""
    short = item.dated and item.words <= _MOST_WITH_PERIOD
    return short and bool(_PERIOD.search(text_of(item.node)))


def priced(_: Link, item: ElementInfo) -> bool:
    return item.priced


def stated(link: Link, _: ElementInfo) -> bool:
    return link.stated


def ranked(group: Group) -> bool:
    """Tell whether the items are numbered from 1, in front of their titles: "most read"."""
    first = (_first_text(item) for item in group.items)
    return all(text.strip("#. ").lstrip("0") == str(number) for number, text in enumerate(first, 1))


def _first_text(item: ElementInfo) -> str:
    texts = (n.text_content or "" for n in item.node.traverse(include_text=True) if n.is_text_node)
    return next((text.strip() for text in texts if text.strip()), "")


def _new_first(group: Group) -> float:
    """Tell whether the addresses have days that fall from story to story, not as "most read"."""
    days = [tuple(map(int, day)) for link in group.links for day in _DAY.findall(link.url)[:1]]
    falls = len(days) == len(group.links) >= _RIVER and all(a >= b for a, b in pairwise(days))
    return float(falls and days[0] > days[-1])


def _below_the_page(group: Group) -> float:
    """Return for how many links the page's own address is the first part of theirs."""
    below = is_below(group.url)
    return group.share(lambda link, _: below(link))


def _in_its_folder(group: Group) -> float:
    """Return for how many links the folder of one page of a deep section is theirs as well."""
    folder = folder_of(group.url)
    return group.share(lambda link, _: not link.away and is_in(link.url, folder)) if folder else 0.0


def is_below(url: str) -> Callable[[Link], bool]:
    """Return what tells whether a link leads below a page's own address; none below a home page."""
    page = urlsplit(url).path.rstrip("/")
    return lambda link: bool(page) and urlsplit(link.url).path.startswith(f"{page}/")


def _permalink(link: Link, _: ElementInfo) -> bool:
    return link.permalink


def is_called_by_date(link: Link) -> bool:
    """Tell whether a link names but a day, a month or a year, and neither an entry nor a file.

    The number under which an office keeps a matter has a year in it, and is no date. The day
    of a diary's own page is one: "29", which leads to `/2005/09/29/`.
    """
    if (day := _DAYS_OWN.search(link.url)) and link.title.strip().lstrip("0") == day[1]:
        return not link.permalink
    if link.permalink or link.file or not is_date_text(link.title) or _CITED.search(link.title):
        return False
    if _DOCKET.fullmatch(link.title.strip()):
        return False
    return link.words <= _PHRASE or is_moment(link.title)


def _counts(group: Group) -> float:
    """Return how many titles but count what others count as well: "5 comments", "197 comments"."""
    counted = (
        _COUNT.fullmatch(link.title.strip())
        for link in group.links
        if not (link.permalink or link.place.dated)  # "17 November" counts nothing
    )
    times = Counter(folded(match[1]) for match in counted if match)
    return sum(n for n in times.values() if n > 1) / len(group.links)


def dates_as_titles(group: Group) -> float:
    """Return for how many items a date is all that names them: no heading, or one that leads away.

    Diaries put the story's own address behind the hour, below a title that leads nowhere.
    """
    columns = zip(group.links, group.headings, group.titles, strict=True)
    return sum(
        is_called_by_date(link)
        and (
            title == folded(link.title)
            if heading is None  # else the line behind the day is the name
            else heading.at in group.named or is_date_text(title)
        )
        for link, heading, title in columns
    ) / len(group.links)


def _sorted_by_name(group: Group) -> float:
    """Tell whether the titles rise by the alphabet, as those of a town's services or topics do.

    News come by their days; recipes are sorted at times, and the page's data names them.
    """
    names = [title for title in group.titles if title[:1].isalpha()]
    initials = {name[0] for name in names}  # "Session 1a", "Session 1b" rise as well
    if len(names) < max(_INDEX, _NEARLY * len(group.links)) or len(initials) < _INDEX / 2:
        return 0.0
    rise = sum(a < b for a, b in pairwise(names))
    shown = max(group.share(has) for has in (dated, stated, in_heading))
    return float(rise >= _NEARLY * (len(names) - 1)) * (1 - shown)


def _holds(link: Link, _: ElementInfo) -> bool:
    return bool(_HOLDS.search(link.title))


def is_address(words: str) -> bool:
    """Tell whether a link's words are but an address, and so name nothing."""
    return bool(_ADDRESS.fullmatch(_UNSEEN.sub("", words).strip()))


def _beside_headings(group: Group) -> float:
    """Return for how many items the heading, or a link with its words, leads elsewhere.

    One above a story's own heading that leads where those of other items lead is a label.
    """
    other, leads = 0, Counter(group.named.get(one.at) for one in group.headings if one)
    columns = (group.links, group.items, group.headings, group.titles)
    for link, item, heading, title in zip(*columns, strict=True):
        if heading is not None and (lead := group.named.get(heading.at)):
            label = link.place.in_heading and leads[lead] >= _LABEL
            other += lead != link.alias and not label
        elif heading is not None and (alike := group.said.get(title)):
            there = {one.alias for one in alike if item.at <= one.place.at < item.end}
            other += bool(there) and link.alias not in there
    return other / len(group.links)


def _unlike(group: Group) -> float:
    kinds = Counter((k.place.tag, k.place.classes, k.place.in_heading) for k in group.links)
    return 1 - kinds.most_common(1)[0][1] / len(group.links)


# What speaks for a group: name, weight, a number from 0 to 1.
_FOR: tuple[tuple[str, float, _Signal], ...] = (
    # Titles are phrases; menus and tags are a word or two
    ("long titles", 3.0, lambda g: min(1.0, median(_lengths(g)) / 8)),
    ("headings", 1.5, lambda g: g.share(in_heading) + g.called()),
    ("dates near", 1.5, _near_dates),
    ("days without a year near", 1.2, lambda g: g.share(_on_day)),
    ("prices near", 1.6, lambda g: g.share(priced)),
    ("addresses of stories", 1.0, lambda g: g.share(lambda link, _: link.slug)),
    # The main list is what the page is for
    ("share of the page", 2.4, lambda g: min(1.0, _words_within(g) / (g.places[0].words + 1))),
    ("named as stories", 0.7, lambda g: g.share(is_story)),
    ("listed in the page's data", 2.5, lambda g: g.share(stated)),
    ("marked as addresses of entries", 0.7, lambda g: g.share(_permalink)),
    ("called news", 0.8, _called_news),
    # Of two links with the same words: `/releases/tag/v2`, not `/tree/v2`
    ("below the page's address", 0.2, _below_the_page),
    ("in the folder of its page", 1.0, _in_its_folder),
    # Of two lists that are as good the river, and not what was read most
    ("new ones first", 0.4, _new_first),
    ("many", 0.7, lambda g: min(1.0, log(len(g.links)) / log(50))),
    ("pictures", 0.25, lambda g: g.share(lambda _, item: item.pictured)),
)
# What speaks against it: name, weight, a share from 0 to 1.
_AGAINST: tuple[tuple[str, float, _Signal], ...] = (
    ("in the page's chrome", 0.65, lambda g: g.share(in_chrome)),
    ("repeated titles", 0.8, _repeated),
    ("links away", 0.3, lambda g: g.share(lambda link, _: link.away)),
    # A story's own page before the file that goes with it
    ("files", 0.3, lambda g: g.share(lambda link, _: link.file)),
    # A slider of the best five must not beat the river
    ("few", 1.0, fewness),
    ("few words beside others", 0.5, _stray),
    ("some with headings", 0.2, lambda g: mixed(g.share(in_heading))),
    ("some with dates", 0.2, lambda g: mixed(g.share(dated))),
    ("some kinds without prices", 0.2, kinds_unpriced),
    ("some listed in the data", 0.4, lambda g: mixed(g.share(stated))),
    ("some named as stories", 0.2, lambda g: mixed(g.share(is_story))),
    ("some marked as entries' own", 0.3, lambda g: mixed(g.share(_permalink))),
    ("headings lead elsewhere", 0.4, _beside_headings),
    ("dates as titles", 0.7, dates_as_titles),
    ("sites as titles", 0.7, lambda g: g.share(_hosts_only)),
    ("counts as titles", 0.6, _counts),
    ("numbers of what is there", 0.5, lambda g: max(0.0, 2 * g.share(_holds) - 1)),
    ("sorted by name", 0.4, _sorted_by_name),
    ("addresses as titles", 0.7, lambda g: g.share(lambda k, _: is_address(k.title))),
    ("things to do", 0.6, lambda g: g.share(lambda link, _: bool(_ACTION.search(link.url)))),
    ("in a menu", 0.6, _in_menu),
    ("in several lists", 0.6, _in_several_lists),
    ("the page otherwise sorted", 0.5, lambda g: g.share(lambda link, _: link.sorts)),
    ("two lists", 0.3, two_lists),
    ("two scripts", 0.6, two_scripts),
    # A town's news before what is on there
    ("on for days", 0.3, lambda g: g.share(_lasts)),
    ("in sentences", 0.3, lambda g: g.share(lambda link, _: in_sentence(link))),
    ("unlike", 0.1, _unlike),
)


def worth(group: Group) -> float:
    """Return how much a group looks like a list of stories, by the table of signals."""
    score = sum(weight * signal(group) for _, weight, signal in _FOR)
    for _, weight, signal in _AGAINST:
        score *= 1 - weight * signal(group)
    return score
