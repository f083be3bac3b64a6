"""Links that say to be an entry's own address, and nothing else: "permanent link to this entry".

Old weblogs put them at the foot of each entry, whose title leads nowhere; some have but a mark
there, or the hour, and the number of its comments. What such an entry tells of has links as well,
to other places and in better words. Between them stand the diary's longer posts, at times, whose
titles lead to them: marked as entries' own addresses alike, and called so in their tooltips.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from feedmaker.detect.elements import ElementInfo, says_only_day
from feedmaker.detect.links.links import Link
from feedmaker.detect.links.sentences import in_sentence
from feedmaker.detect.names import around
from feedmaker.page.rule_engine import text_of
from feedmaker.text import folded

_FEWEST = 3
_SAYS = re.compile(  # words that are folded, and so without spaces
    r"permalink|permanentlink|permanenterlink|permanent(?:url|address)|permalien|lienpermanent"
    r"|(?:link|collegamento)permanente|enlacepermanente|固定リンク|永久链接|固定链接|固定網址"
    r"|постояннаяссылка|постійнепосилання|stałyodnośnik"
)
_LONGEST = 8  # words: "permanent link to this entry"
_MARKS = frozenset({"#", "¶", "∞", "§", "link", "Link"})
_COMMENTS = re.compile(
    r"(?i)\(?(?:comments?|commentaires?|kommentare?|comentarios?|comentários?|commenti|commento"
    r"|reacties?|trackbacks?|notes?|komentarze|komentarzy|kommentarer|коммента\w+|коментар\w*|コメント|评论|回應|댓글)"
    r":? ?(?:\(\)|\[\])?\)?"
)
_AT = "at"  # for all hours: "Posted by Ann at 10:10 AM"
_HOUR = re.compile(r"\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\.?)?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def permanent(links: Sequence[Link], headed: set[str]) -> tuple[list[Link], bool]:
    """Return the links of a page's entries, one each, if nothing else leads to any of them.

    And whether they say so: a mark, an hour or the number of comments is no more than a sign of
    it. All of them say the same. [] if the page has no such entries, or links from their titles
    too, or if they are those of items with a heading, that are `headed`.
    """
    alike: dict[str, dict[str, Link]] = defaultdict(dict)
    titles: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if said := _said(link):
            if not link.away:
                alike[said].setdefault(link.alias, link)
        elif link.words:
            titles[link.alias].append(link)
    for said, own in alike.items():
        alike[said] = {link.alias: link for link in _untitled([*own.values()], titles)}
    entries = max(alike.values(), key=len, default={})
    if len(entries) < _FEWEST or 2 * len(headed & {*entries}) > len(entries):
        return [], False
    sure = all(map(_says_so, entries.values()))
    return _with_marked(links, [*entries.values()]), sure


def _untitled(own: list[Link], titles: Mapping[str, Sequence[Link]]) -> Iterator[Link]:
    """Give the links at entries' feet that no title of the entry itself leads to as well.

    One beside all entries may: it is of the newest ones, by their names.
    """
    holder = around([link.place for link in own]) if own else None
    ends = [holder.at if holder else 0, *(link.place.at for link in own)]
    ends.append(holder.end if holder else own[-1].place.end if own else 0)
    for link, start, end in zip(own, ends, ends[2:], strict=False):
        if not any(start < title.place.at < end for title in titles.get(link.alias, ())):
            yield link


def by_days(links: Sequence[Link], chosen: Sequence[Link]) -> list[Link]:
    """Return the links of a page's entries that are called by but their days, one each.

    Notes and pictures without a title have a link that says when, and one that counts who liked
    it. [] if there are few of them, or if other words of the page lead to most; or if better links
    are `chosen` than those away from sentences, and those that count.
    """
    poor = sum((link.away and in_sentence(link)) or bool(_said(link)) for link in chosen)
    days: dict[str, Link] = {}
    for link in links if poor >= len(chosen) / 2 else ():
        if not link.away and says_only_day(link.title):
            days.setdefault(link.alias, link)
    titles: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.words and not (says_only_day(link.title) or _said(link)):
            titles[link.alias].append(link)
    own = [*_untitled([*days.values()], titles)]
    return own if len(own) >= max(_FEWEST, len(days) / 2) else []


def _with_marked(links: Sequence[Link], entries: list[Link]) -> list[Link]:
    """Return entries with the others of the page that are marked alike, at a foot or by a title."""
    if not all(map(_is_marked, entries)):
        return entries
    own = {link.alias: link for link in entries}
    for link in links:
        if (link.place.in_heading or _says_so(link)) and not link.away and _is_marked(link):
            own.setdefault(link.alias, link)
    return sorted(own.values(), key=lambda link: link.place.at)


def _is_marked(link: Link) -> bool:
    """Tell whether a link is marked as an entry's own, and its tooltip calls it so."""
    said = link.place.node.attributes
    marked = "bookmark" in (said.get("rel") or "").split()
    return marked and says_permanent(said.get("title") or "")


def says_permanent(words: str) -> bool:
    """Tell whether words say that something is an entry's own address: "Permanent link to "."""
    return bool(_SAYS.search(folded(words)))


def _said(link: Link) -> str:
    """Return what a link says, without numbers, if it is of those at an entry's foot; else ""."""
    if not link.place.words and (mark := text_of(link.place.node).strip()) in _MARKS:
        return mark
    if _HOUR.fullmatch(link.title):
        return _AT
    words = " ".join(_DIGITS.sub("", link.title).split())
    address = urlsplit(link.url)
    if _COMMENTS.fullmatch(words) and (not address.fragment or "comment" in address.query):
        return ""  # they have a page of their own, which is not the entry's
    return words if _says_so(link) or words in _MARKS or _COMMENTS.fullmatch(words) else ""


def _says_so(link: Link) -> bool:
    """Tell whether a link's words say so, or the tooltip of one without words."""
    return link.words <= _LONGEST and says_permanent(link.title)


def feet(entries: Sequence[Link], links: Sequence[Link]) -> list[ElementInfo]:
    """Return the elements of links at entries' feet: the links, or the lines that they stand in.

    So if others in the lines lead to the entries as well, further down: to their comments.
    """
    urls, own = {link.url for link in entries}, {link.alias for link in entries}
    lines = [link.place.parent for link in entries]
    beside = {link.place.parent for link in links if link.alias in own and link.url not in urls}
    if len({*lines}) == len(lines) and len(beside.intersection(lines)) > len(lines) / 2:
        return [line for line in lines if line is not None]
    return [link.place for link in entries]


def by_mark(all_links: Sequence[Link], links: Sequence[Link], items: Sequence[ElementInfo]) -> str:
    """Return the rule that finds items which are the page's marked links; "" if others are too."""
    if any(k.place is not item or not _is_marked(k) for k, item in zip(links, items, strict=True)):
        return ""
    own = {link.alias for link in links}
    marked = (k for k in all_links if "bookmark" in (k.place.node.attributes.get("rel") or ""))
    return "a[rel~=bookmark]" if all(link.alias in own for link in marked) else ""


def by_words(all_links: Sequence[Link], links: Sequence[Link], items: Sequence[ElementInfo]) -> str:
    """Return the rule that finds items which are links by what they say; "" if others say it too.

    No place tells the foot of an entry from a paragraph with links in it, nor the agenda of a
    meeting from its minutes, where both stand in one line behind the day.
    """
    said = {text_of(item.node) for item in items}
    if len(said) > 1 or any(
        link.place is not item for link, item in zip(links, items, strict=True)
    ):
        return ""
    words, own = said.pop(), {link.alias for link in links}
    meant = all(k.alias in own for k in all_links if text_of(k.place.node) == words)
    if not meant or not words or links[0].words > _LONGEST or "'" in words:
        return ""
    return f"xpath://a[normalize-space()='{words}']"
