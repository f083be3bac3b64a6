"""The marks that a list's titles carry in them: "Video", a section, a count of comments, a day.

Told by the list as a whole: what is styled alike at one end of several titles and says the same
few words again and again, or but a number, names none of them, and neither does a `<time>`, nor
what is set before a title's capital without a space. What a class calls a mark is left out
elsewhere (`page.shown_text`), and so is what no link holds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from selectolax.lexbor import LexborNode

from feedmaker.dates.parse import is_day_alone
from feedmaker.page.shown_text import shown_text
from feedmaker.text import folded

_LONGEST = 30  # characters of a mark
_MOST_WORDS = 3
_MOST_TITLES = 200  # of a page that are looked at
_MOST_INSIDE = 12  # elements of one title; what holds more is a card
_COUNT = re.compile(r"[\W_]*\d{1,5}[\W_]*")
_YEAR = re.compile(r"\W*(?:19|20)\d\d\W*")
_HOUR = re.compile(r"(?i)\W*\d{1,2}:\d\d(?::\d\d)?(?:\s?(?:uhr|h|[ap]\.?m\.?))?\W*")
_DAY = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:(?:19|20)\d\d|\d\d)"
    r"|\d{1,2}\.? [^\W\d_]{3,12}\.?,? (?:19|20)\d\d|[^\W\d_]{3,12}\.? \d{1,2}, (?:19|20)\d\d)(?!\d)"
)
_LONGEST_DAY = 45  # characters of a day of the week, a day and an hour
_DAY_WORDS = 3
_NAME = re.compile(r"[^\W\d_]+")
_SEVERAL = 3  # titles with a mark, if it doesn't always say the same
_TIMES = 2  # that a mark with a class says each of its words, on average
_TIMES_PLAIN = 4  # that one without does
_LEAST = 6  # letters of the title beside a mark, in the middle
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_OF_SIGN = 3  # letters that a sign stands for
_OWN = 0.9  # share of the titles that must differ without it
_DAY_FIRST = re.compile(r"(?=.{0,18}\d)(.{3,24}?)(?:\s[-–—|·:]|[:：])\s+(?=\S)")
_SPEECH = re.compile(r"[-–—] ")
_QUOTES = "'\"“”„‘’«»‹›"
_JOINED = tuple(",;:.-–—/'’)&+|")  # what binds a mark to the words behind it


@dataclass(frozen=True, slots=True)
class _End:
    """An element of a title that is short enough for a mark."""

    node: LexborNode
    url: str
    words: str
    rest: str  # of the title; "" if the element stands within it
    when: bool  # it says but a day or an hour
    last: bool  # it is the title's end
    glued: bool = False  # the title's capital follows right behind it: "harbourFerry sails"


def title_marks(titles: Iterable[tuple[LexborNode, str]]) -> frozenset[int]:
    """Return the nodes that are marks, by `mem_id`, of titles' nodes with their addresses."""
    alike: dict[tuple[str, str], list[_End]] = defaultdict(list)
    times = set[int]()
    some = [pair for pair, _ in zip(titles, range(_MOST_TITLES), strict=False)]
    short = [_short_parts(title) for title, _ in some]
    said = Counter(words for parts in short for words in {words for _, words in parts})
    for (title, url), parts in zip(some, short, strict=True):
        times.update(_times(title))
        for end in _ends(title, url, parts, said):
            name = " ".join(sorted((end.node.attributes.get("class") or "").split()))
            alike[end.node.tag or "", name].append(end)
    found = (end for key, ends in alike.items() if _are_marks(ends, key[1]) for end in ends)
    return frozenset(end.node.mem_id for end in found) | times


def are_days_first(lines: Iterable[tuple[str, str]], language: str) -> bool:
    """Tell whether all titles of a list, each with its address, begin with a day: "4 June - Rain".

    It is none of their names then, if they differ without it.
    """
    rests: dict[str, str] = {}
    for line, url in lines:
        rest = without_day(line, language)
        if not rest:  # as in most lists with their first title
            return False
        rests[url] = rest
    return len(rests) >= _SEVERAL and len({folded(rest) for rest in rests.values()}) >= _OWN * len(
        rests
    )


def without_day(line: str, language: str) -> str:
    """Return what stands behind the day, without its year, that a line begins with; "" if none."""
    match = _DAY_FIRST.match(line)
    return line[match.end() :] if match and is_day_alone(match[1].strip(), language) else ""


def _times(title: LexborNode) -> list[int]:
    """Return the elements at either end of a title that say in HTML's way when it was."""
    whole = ""
    found = []
    for node in title.css("time"):
        words, whole = shown_text(node), whole or shown_text(title)
        rest = whole.removesuffix(words) if words else whole
        rest = rest if rest != whole else whole.removeprefix(words)
        if rest != whole and any(map(str.isalpha, rest)):
            found.append(node.mem_id)
    return found


def _short_parts(title: LexborNode) -> list[tuple[LexborNode, str]]:
    """Return the elements of a title that are short enough for a mark, with their words."""
    inside = [node for node in title.css("*") if node.mem_id != title.mem_id]
    if not 1 <= len(inside) <= _MOST_INSIDE:
        return []
    return [(node, words) for node in inside if (words := shown_text(node)) and _is_short(words)]


def _ends(
    title: LexborNode, url: str, parts: list[tuple[LexborNode, str]], said: Mapping[str, int]
) -> list[_End]:
    """Return the short elements of a title that stand at its ends or within.

    What is most of it, and said but once, is the title itself: a short one, beside a mark.
    """
    if not parts:
        return []
    rest = shown_text(title)
    short = [
        (n, words)
        for n, words in parts
        if said[words] > 1 or 2 * len(words) <= len(rest) or _says_when(words)
    ]
    at_end: list[tuple[LexborNode, str]] = []
    glued = set[int]()
    behind: list[tuple[LexborNode, str]] = []
    for node, words in short:
        if rest.startswith(words) and not _is_bound(rest[len(words) :]):
            rest = rest[len(words) :]
            if words[-1].islower() and rest.lstrip(_QUOTES)[:1].isupper():
                glued.add(node.mem_id)
            rest = rest.lstrip()
            at_end.append((node, words))
        else:
            behind.append((node, words))
    within: list[tuple[LexborNode, str]] = []
    first = len(at_end)
    for node, words in reversed(behind):
        if rest.endswith(words):
            rest = rest[: -len(words)].rstrip()
            at_end.append((node, words))
        else:
            within.append((node, words))
    return [
        *(
            _End(
                node,
                url,
                folded(words) or words,
                rest,
                _says_when(words),
                last=at >= first,
                glued=node.mem_id in glued,
            )
            for at, (node, words) in enumerate(at_end)
        ),
        *(_End(node, url, words, "", when=False, last=False) for node, words in within),
    ]


def _is_bound(behind: str) -> bool:
    """Tell whether what stands behind a mark goes on with it; a dash right there begins speech."""
    return behind.lstrip().startswith(_JOINED) and not _SPEECH.match(behind)


def _is_short(words: str) -> bool:
    return (len(words) <= _LONGEST and len(words.split()) <= _MOST_WORDS) or _says_when(words)


def _says_when(words: str) -> bool:
    """Tell whether words are an hour alone, or a day with its year and at most an hour."""
    if len(words) > _LONGEST_DAY or not any(map(str.isdigit, words)):
        return False
    day = _DAY.search(words) is not None and len(_NAME.findall(words)) <= _DAY_WORDS
    return day or is_hour(words)


def is_hour(words: str) -> bool:
    """Tell whether words are an hour alone: behind it diaries put an entry's own address."""
    return len(words) <= _LONGEST_DAY and _HOUR.fullmatch(words) is not None


def _ends_sentences(ends: list[_End]) -> bool:
    """Tell whether what stands before the elements is the same word: "opened by" Ann, or Ben."""
    before = {end.rest.rpartition(" ")[2] for end in ends if end.last}
    return len(before) == 1 and all(end.last for end in ends) and before.pop().isalpha()


def _letters(words: str) -> int:
    """Return how many letters words have; a sign that is a word counts for several."""
    return sum(_OF_SIGN if _SIGN.match(sign) else sign.isalpha() for sign in words)


def _are_marks(ends: list[_End], name: str) -> bool:
    if any(not end.rest for end in ends):
        return False  # a word of the title that is set off, such as the one that was searched for
    stories = {end.url for end in ends}
    said = {end.words for end in ends}
    counted = all(_COUNT.fullmatch(w) and not _YEAR.fullmatch(w) for w in said)
    if len(stories) < (_SEVERAL if len(said) > 1 or not name else _TIMES):
        return False
    if name and len(said) > 1 and _ends_sentences(ends):
        return False
    glued = name and all(end.glued for end in ends)
    times = (
        1
        if counted or glued or all(end.when for end in ends)
        else _TIMES
        if name or len(said) == 1
        else _TIMES_PLAIN
    )
    if len(stories) < times * len(said):
        return False
    if median(map(_letters, (end.rest for end in ends))) < _LEAST:
        return False
    return len({folded(end.rest) for end in ends}) >= _OWN * len(stories)
