"""How well a text names a story, from 0 to 1, and the texts of a part those of a list.

Pure judgement of words and of the part's own name; which parts an item has is for `parts`.
"""

from __future__ import annotations

import re
from collections import Counter

from feedmaker.detect.elements import DATE_NAME, is_date_text, says_only_day, tells_day
from feedmaker.page.invitations import calls, invites
from feedmaker.text import folded

ENOUGH = 0.6  # share of the items that must have the part
OFTEN = 0.8  # share of the texts that have in common what speaks against, or for, all of them
SURELY = 0.6  # worth of links' words that need no rule
PLAIN = frozenset({"div", "span", "td", "p"})  # tags that say nothing of what they hold
_FEWEST = 5  # words of a title that is surely one
_OF_TEXT = 0.3  # by which sentences name less
MOST_WORDS = 30  # what is longer is a text
_TITLE_NAME = re.compile(
    r"(?i)title|headline|heading|judul|ttl|titre|titul|titol|titel|t[yí]tul|baslik|otsikko"
    r"|(?:^|[-_])(?:name|tit|hl)(?:$|[-_])"
)
_NO_TITLE = re.compile(
    r"(?i)(?:sub|sous|sur|unter|dach|ante|sopra|sotto|after|before)-?tit|read|author|cat(?:egory)?s?$"
    r"|tag|meta|excerpt|summary|desc|[-_]num(?:ber)?$|byline"
)
_VERSION = re.compile(r"(?:(?<=[\s(/-])|(?<=[\s(/-]v))\d{1,3}(?:\.\d{1,4})+\b")
_RELEASE = re.compile(r"(?=\S*[^\W\d_]{2})\S+\s[vV]?\d+(?:\.\d+)+[-.+\w]*")
_REPOSITORY = re.compile(r"[^\W\d_]{2}[\w.-]*\s?/\s?[^\W\d_]{2}[\w.-]*")
_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{1,2}|[^\W\d_]{2,}")
_NUMBER = re.compile(r"\d{2}")
_DIGITS = re.compile(r"\d[\d.,]*")
LABEL = re.compile(r"\w[\w ]{1,20}:(?=\s)")
_NAME = re.compile(r"[^\W\d_]{3,}")
_SHORTENED = re.compile(r"[^\W\d_]{1,4}\.")  # a weekday, mostly: "Sa.", "Thu."
_NAME_WORDS = 2  # of what has versions


def is_title_name(name: str) -> bool:
    """Tell whether a class is what makers of pages call a title."""
    return bool(_TITLE_NAME.search(name)) and not _NO_TITLE.search(name)


def quality(text: str) -> float:
    """Return how well a text names a story: 0 for none, 1 for a sentence of a headline's length."""
    words = len(_WORD.findall(text))
    if not words or invites(text) or calls(text) or _SHORTENED.fullmatch(text):
        return 0.0
    if words <= _NAME_WORDS and _NAME.match(text) and _VERSION.search(text):
        return SURELY  # "Ferryboat 2.1.0" is all that a release is called
    if _RELEASE.fullmatch(text) or _REPOSITORY.fullmatch(text):
        return SURELY  # "boat-race_tools 2014.11.24", "harbour/boat-race": one name, however joined
    if words == 1 and _NUMBER.search(text):
        return 0.1  # the number of a docket, a paper
    if (is_date_text(text) and words <= _FEWEST) or says_only_day(text):
        return 0.1
    return 0.4 if words > MOST_WORDS else 0.3 + 0.7 * min(1.0, words / _FEWEST)


def worth_of(name: str, texts: list[str]) -> float:
    """Return how well a part names the items, of its selector and its text in each ("" if none)."""
    some = [text for text in texts if text]
    if name in PLAIN:
        return 0.0  # the first of its tag is as often something else
    if len(some) < ENOUGH * len(texts):
        return 0.0
    worth = sum(map(quality, some)) / len(texts) * len(set(map(folded, some))) / len(some)
    if _same_start(some):
        worth -= 0.5
    worth -= _OF_TEXT * sum(map(_is_sentence, some)) / len(some)
    if len(some) > 1 and len({_DIGITS.sub("", text) for text in some}) == 1:
        worth -= 0.3  # a count: "97 views", "485 views"
    if DATE_NAME.search(name) or sum(map(tells_day, some)) >= OFTEN * len(some):
        worth -= 0.5  # a line with the date and what stands beside it
    if _TITLE_NAME.search(name) and not _NO_TITLE.search(name):
        worth += 0.35
    elif _NO_TITLE.search(name):
        worth -= 0.3
    return worth


def _is_sentence(text: str) -> bool:
    """Tell whether a text ends as those below titles do, and few titles."""
    return text.endswith((".", "。", "…")) and len(_WORD.findall(text)) > _FEWEST


def _same_start(texts: list[str]) -> bool:
    """Tell whether most texts begin with the same small word: "by Ann", "updated today"."""
    starts = Counter(text.split()[0] for text in texts if text.strip())
    word, times = starts.most_common(1)[0] if starts else ("", 0)
    return word.islower() and times > OFTEN * len(texts)
