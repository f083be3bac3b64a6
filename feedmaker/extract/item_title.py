"""An item of a listing -> the words that name it, where no rule says which.

Words that only say what a click does ("Read more") name nothing while anything else in the
item does. Which title wins, the listing's or the article's, is for `entries.precedence`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from feedmaker.extract.title_marks import are_days_first, is_hour, title_marks, without_day
from feedmaker.page.document import Document
from feedmaker.page.invitations import calls, invites, without_permanent
from feedmaker.page.shown_text import is_hidden, is_unseen, shown_text
from feedmaker.text import folded, plain_line
from feedmaker.urls import absolute, document_alias, story_link

HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading]"
_NAMED = (
    "[itemprop~=headline], [itemprop~=name], [class*=title i], [class*=headline i],"
    " [class*=heading i]"
)
_SURELY = 3  # words of a tooltip that is a title
_KICKER_WORDS = 12  # of a heading above the title, and the date between them
_SPELLED = 3  # words that an address has by no chance
_SLUG_WORD = re.compile(r"[^\W_]+")
_MARK_WORDS = 2  # words in front of it that are a mark and none of the title
_TWO = 2  # headings: what a story is about, and its title
_BULLET = re.compile(r"^[●•▪■◦‣▸▹►▶∙]\s+(?=\S)")  # set by hand before each line of a list
_ADDRESS = re.compile(r"(?i)(?:https?://|www\.)\S+")
_OF_DATE = re.compile(r"(?:^|[\s_-])date(?:$|[\s_-])")  # "date headline" is styled as one, at most
_OF_ANOTHER = ("sub", "site", "author", "category", "section", "blog")
"""What else than a story has a title, as classes say it."""


@dataclass(frozen=True, slots=True)
class TitleWords:
    """What the links of a list together tell: which words are no title, and no part of one."""

    common: frozenset[str] = frozenset()  # `labels`
    marks: frozenset[int] = frozenset()  # `title_marks`
    days_in: str = ""  # the language of the days that all begin with, if they do


def labels(links: Iterable[tuple[LexborNode | None, str]]) -> frozenset[str]:
    """Return the words that stand on several links: "Read more", "12 comments" are no titles.

    Those that each of the addresses is made of are: two of a shop's goods have one name.
    """
    found: dict[str, set[str]] = defaultdict(set)
    said: dict[str, str] = {}
    for node, url in links:
        if node is not None and url:
            text = shown_text(node)
            said[folded(text)] = text
            found[folded(text)].add(url)
    several = {words: urls for words, urls in found.items() if len(urls) > 1}
    return frozenset(words for words, urls in several.items() if not _spelled(said[words], urls))


def _spelled(text: str, urls: Iterable[str]) -> bool:
    """Tell whether all addresses have all words of a phrase in their last part.

    Two words may be there by chance, unless nothing but a number stands beside them.
    """
    words = {*_SLUG_WORD.findall(text.lower())}
    lasts = (unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2].lower() for url in urls)
    spelled = [{*_SLUG_WORD.findall(last)} for last in lasts]
    if len(words) < _TWO or not all(words <= said for said in spelled):
        return False
    return len(words) >= _SPELLED or all(
        more.isdigit() for said in spelled for more in said - words
    )


def of_list(links: Sequence[tuple[LexborNode | None, str]], language: str) -> TitleWords:
    """Return what the links of a list, each with its address, tell of its titles."""
    marks = title_marks(title_nodes(links))
    shown = ((shown_text(node, marks), url) for node, url in links if node is not None and url)
    return TitleWords(labels(links), marks, language if are_days_first(shown, language) else "")


def title_nodes(
    links: Iterable[tuple[LexborNode | None, str]],
) -> Iterator[tuple[LexborNode, str]]:
    """Yield what shows the titles of links, each with the link's address, if it has elements."""
    for node, url in links:
        if node is not None and url and node.tag == "a" and not _is_plain(node):
            inner = _title_within(node)
            yield (inner if inner is not None else node), url


def _is_plain(link: LexborNode) -> bool:
    """Tell whether a link holds one text and nothing else, as most do."""
    inner = link.first_child
    return inner is not None and inner.is_text_node and inner.next is None


def item_words(
    document: Document,
    item: LexborNode,
    link: tuple[LexborNode | None, str],
    told: TitleWords,
) -> str:
    """Return the words that name an item: its link's, unless those only say what a click does.

    A link that a rule took from an attribute or made
    of a text is the item's `<a>` to the same address, where there is one.
    """
    node, url = link
    anchors = list(_anchors(document, item, url))
    if node is None or (node.mem_id == item.mem_id and node.tag != "a"):
        node = anchors[0] if anchors else node
    label = ""
    if node is not None:
        all_of_it = node.tag == "a" or node.mem_id == item.mem_id
        inner = _title_within(node) if all_of_it and not _is_plain(node) else None
        line = plain_line(shown_text(inner if inner is not None else node, told.marks))
        line = _BULLET.sub("", line)
        if line and (inner is not None or not _only_invites(line, told.common)):
            line = (told.days_in and without_day(line, told.days_in)) or line
            return _whole(_without_address(line, url), node)
        label = line
    marks = frozenset(one.mem_id for one in anchors if _is_mark(one))
    for heading in _own_first(_headings(item), anchors):
        if line := plain_line(shown_text(heading, marks)):
            return line
    cards = ((not _is_plain(one) and _title_within(one)) or one for one in anchors)
    for other in (*cards, *_named(item)):
        line = plain_line(shown_text(other))
        if line and not _only_invites(line, told.common) and _tells_more(line, label):
            return line
    unseen = _unseen_words(node) if label else ""
    # "Permanent link: Repair" tells no more than "Repair", of which there are two
    named = unseen.endswith(label) and not invites(label)
    return label if named else unseen or label


def unseen_title(link: LexborNode | None) -> str:
    """Return what a link is called where it shows no words; "" if nothing says it."""
    if link is None:
        return ""
    if line := _unseen_words(link):
        return line
    picture = link.css_first("img[alt]")
    return plain_line(picture.attributes.get("alt") or "") if picture is not None else ""


def _unseen_words(link: LexborNode | None) -> str:
    for attribute in ("title", "aria-label") if link is not None else ():
        line = plain_line(link.attributes.get(attribute) or "") if link is not None else ""
        if line and not invites(line) and any(map(str.isalpha, line)):
            return without_permanent(line)  # without a letter it is a number, or the day of a comic
    return ""


def _whole(line: str, node: LexborNode) -> str:
    """Return a line as the node's tooltip has it: all of one that is cut off, without a mark.

    "The ferry will…" may be longer there, and "Plus The ferry will sail" be without the first word.
    """
    if not (tooltip := node.attributes.get("title")):
        return line
    whole = plain_line(tooltip)
    before = line.removesuffix(whole) if len(whole.split()) >= _SURELY else line
    if before != line and len(before.split()) <= _MARK_WORDS:
        return whole
    start = line.rstrip(".…")
    if start == line or not line.endswith(("…", "...")):
        return line
    return whole if len(whole) > len(start) and whole.startswith(start.rstrip()) else line


def _without_address(line: str, url: str) -> str:
    """Return a line without the link's own address, which some show below the words of it."""
    name, _, last = line.rpartition(" ")
    if not _ADDRESS.fullmatch(last) or not any(map(str.isalpha, name)):
        return line
    shown = absolute(last if "://" in last else f"http://{last}", url)
    return name if shown and document_alias(shown) == document_alias(url) else line


def _only_invites(line: str, common: frozenset[str]) -> bool:
    words = folded(line)
    if not words.strip("_") or words in common:
        return True
    return invites(line) or calls(line) or is_hour(line)


def _is_mark(link: LexborNode) -> bool:
    """Tell whether a link says but a sign: "#", beside a title that leads nowhere."""
    return not any(map(str.isalnum, link.text()))


def _tells_more(line: str, label: str) -> bool:
    """Tell whether a line names an item better than a label: a number does where that is a call.

    Beside "Red boat", of which several are for sale, it is a price; and where an item shows its
    own address as well, that is no name.
    """
    named = any(map(str.isalpha, line)) and not _ADDRESS.fullmatch(line)
    return not label or invites(label) or calls(label) or named


def _anchors(document: Document, item: LexborNode, url: str) -> Iterator[LexborNode]:
    """Yield the links of an item that lead where its own does, itself among them."""
    for node in item.css("a[href]") if url else ():
        if story_link(absolute(node.attributes.get("href") or "", document.base)) == url:
            yield node


def _title_within(card: LexborNode) -> LexborNode | None:
    """Return what names a whole card, which shows a date and a summary beside it."""
    if headings := _headings(card):
        return headings[0]
    named = list(filter(_is_shown, _named(card)))
    for one in named[1:]:
        # In "titleWrap" the title stands beside a mark ("New"), which is none of it
        if _holds(named[0], one) and 2 * len(shown_text(one)) > len(shown_text(named[0])):
            return one
    return named[0] if named else None


def _headings(item: LexborNode) -> list[LexborNode]:
    """Return the headings of an item, a small one right above a larger one behind that.

    It says what the story is about, or who is speaking: "Profile", then the title. One that is
    said and not shown counts if no other does: it is the label of a field; and so does one without
    a letter: it is a price, as shops set it above the name of what they sell.
    """
    headings = item.css(HEADINGS)
    if len(headings) > 1:
        headings = [one for one in headings if not is_unseen(one)] or headings
        headings.sort(key=lambda one: not any(map(str.isalpha, shown_text(one))))
    if len(headings) > 1 and _is_larger(headings[1], headings[0]):
        first, second = headings[:2]
        if _words_from(item, first, second) <= _KICKER_WORDS:
            return [second, first, *headings[2:]]
    return headings


def _own_first(headings: list[LexborNode], anchors: Sequence[LexborNode]) -> list[LexborNode]:
    """Return headings, a label's behind that which is a link to the item: "Opinion", a title."""
    if len(headings) < _TWO or len(plain_line(shown_text(headings[0])).split()) > _MARK_WORDS:
        return headings
    label, second = headings[:_TWO]
    linked = [any(_holds(one, link) for link in anchors) for one in (label, second)]
    longer = len(plain_line(shown_text(second)).split()) > _MARK_WORDS
    return [second, label, *headings[_TWO:]] if linked == [False, True] and longer else headings


def _is_larger(one: LexborNode, other: LexborNode) -> bool:
    """Tell whether a heading is of a larger size than another, and says more: no price, no count.

    One that only has the role of a heading is of no size.
    """
    sizes = one.tag or "", other.tag or ""
    if not all(size[1:].isdigit() for size in sizes) or sizes[0] >= sizes[1]:
        return False
    more, less = (sum(map(str.isalpha, shown_text(node))) for node in (one, other))
    return more > less


def _words_from(item: LexborNode, first: LexborNode, end: LexborNode) -> int:
    """Return how many words stand in an item from one node to another."""
    words, begun = 0, False
    for node in item.traverse(include_text=True):
        begun = begun or node.mem_id == first.mem_id
        if node.mem_id == end.mem_id or words > _KICKER_WORDS:
            break
        if begun and node.is_text_node:
            words += len((node.text_content or "").split())
    return words


def _holds(outer: LexborNode, inner: LexborNode) -> bool:
    above = inner.parent
    while above is not None and above.mem_id != outer.mem_id:
        above = above.parent
    return above is not None


def _is_shown(node: LexborNode) -> bool:
    """Tell whether a node shows words, and no label alone: "Name:"."""
    return not is_hidden(node) and bool(words := shown_text(node)) and words[-1] not in ":："


def _named(item: LexborNode) -> Iterator[LexborNode]:
    """Yield what the item's markup calls a title, though it is no heading."""
    for node in item.css(_NAMED):
        names = (node.attributes.get("class") or "").lower()
        other = _OF_DATE.search(names) or any(word in names for word in _OF_ANOTHER)
        if node.mem_id != item.mem_id and not other:
            yield node
