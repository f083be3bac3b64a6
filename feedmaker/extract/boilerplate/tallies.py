"""Lines at the head and foot that tell a number of the page: its day, its length, its readers.

"4 min read", "312 views, 4 comments" and "8 May 2026" say another number on each article, and are
the site's. So such a line has a second mark, of what it says without. A time to read is one only if
the article is about that long: a recipe's "20 min" is the recipe's own. How lines are cut, and
which of them go, is told by `lines`; what is believed, by `lesson`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from feedmaker.extract.boilerplate.days import SENTENCE_ENDS, without_days

_HEAD, _FOOT = 4, 3
"""Lines that are looked at, from the head and from the foot."""
_LONGEST = 60
"""Characters."""
_MOST_WORDS = 8
_SLOWEST, _FASTEST = 60, 400
"""Words a minute, as sites count."""
_SIGNS_A_WORD = 8
"""... at most, so a text without spaces counts too."""
_NUMBERS = re.compile(r"[0-9]+(?:[.,'\xa0][0-9]{3})*")
_DAY = re.compile(r"0(?:,? 0)?")
_MINUTES = re.compile(
    r"(?i)(?<!\w)min(?!\w)|(?<!\w)min(?:s(?!\w)|ut|\.)|мин|хвил|dakika|menit|phút|perc|分|분|دقيق|דקות"
)
_OFTEN = re.compile(
    r"(?i)(?<!\w)(?:views?|comments?|likes?|shares?|clicks?|hits|reads|read|times|votes?|aufrufe|kommentare?"
    r"|klicks|gelesen|vues?|commentaires?|lectures?|partages?|vistas?|visitas|comentarios?|comentários?"
    r"|lecturas|leituras|visualizzazioni|visualizações|commenti|letture|keer|reacties|visningar?|kommentarer"
    r"|dibaca|kali|komentar|dilihat|okunma|yorum|odsłon|komentarzy|просмотр\w*|комментари\w*"
    r"|lượt xem|bình luận)(?!\w)|閲覧|コメント|阅读|閱讀|评论|評論|조회|댓글|مشاهد|تعليق"
)


def tallies(texts: Sequence[str], length: int) -> Iterator[tuple[int, str]]:
    """Yield the number of each line that tells a number of its page, and what it says without.

    `texts` are an article's lines, "" for those that are never taken out; `length` is about how
    many characters the article has.
    """
    head, foot = min(_HEAD, len(texts)), max(_HEAD, len(texts) - _FOOT)
    for number in (*range(head), *range(foot, len(texts))):
        text = texts[number]
        if not 0 < len(text) <= _LONGEST or text.endswith(SENTENCE_ENDS):
            continue
        if text.count(" ") > _MOST_WORDS or _NUMBERS.search(text) is None:
            continue
        told = without_days(text, numbers=False, anywhere=True)
        if number < head and _DAY.fullmatch(told):
            yield number, "0"
        elif _OFTEN.search(told) is not None or _is_time_to_read(told, length):
            yield number, _NUMBERS.sub("0", told)


def _is_time_to_read(text: str, length: int) -> bool:
    numbers = [number for number in _NUMBERS.findall(text) if number != "0"]  # days are 0 by now
    if len(numbers) != 1 or len(numbers[0]) > 2 or _MINUTES.search(text) is None:
        return False
    minutes = int(numbers[0])
    least, most = length / _SIGNS_A_WORD, length / 2  # words, by the longest and the shortest
    return least <= minutes * _FASTEST and most >= (minutes - 1) * _SLOWEST
