"""The words of dates in one language, and a text cut into the pieces that they make.

A word's meanings are short codes, made by `bench/make_date_tables.py`:

    M4 April · J2 the second Persian month · W0 Monday · F a word between the parts ("de", "at")
    Pa morning, Pp afternoon and evening, Pf noon to evening, Pn night, Pd noon, Pz midnight
    Y year, m month, D day, H hour, N minute, S second: written after their number (年月日時分秒)
    b month: written before its number · E2018 an era that counts from there
    Uh a unit of time (s m h d w o y; U2h: "two hours" in one word) · N3 the number three in letters
    A< and A> "ago", before or after its amount · R1 a day so many days ago · Rn now
    Qp published, Qu updated: which date it is

Nothing here knows what a date is: `absolute` does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

Codes = tuple[str, ...]

# Marks that some writers leave out, and letters that keyboards mix up. Only these: a vowel sign
# of an Indic script is a mark too, but tells names apart.
_FOLDED = str.maketrans(
    dict.fromkeys(
        [
            *range(0x300, 0x370),  # Latin, Greek, Cyrillic accents
            *range(0x591, 0x5C8),  # Hebrew points
            *range(0x64B, 0x660),  # Arabic vowels
            0x640,
            0x670,
        ]
    )
    | {ord(a): b for a, b in zip("ıىیکةہۀھ", "iييكهههه", strict=True)}
)
_CLEAN = str.maketrans(
    dict.fromkeys(
        [
            0xAD,
            0x61C,
            0xFEFF,
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x206A),
        ]
    )
    | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
    | dict.fromkeys(map(ord, "’‘ʼʻ′´`׳"), "'")
    | dict.fromkeys(map(ord, "。、।॰"), ".")
    | {0x60C: ",", 0x5F4: '"'}
)
_HAN = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1, "两": 2, "兩": 2}
_HAN_NUMBER = (
    "[〇零元一二三四五六七八九十]+(?=[年月日号號])"
    "|[一二三四五六七八九十两兩]+(?=天|[个個]|[小時时分週周秒][前時时钟鐘間])"
)

# What is no letter: ASCII and Latin-1 signs, general and CJK punctuation, full stops and commas of
# other scripts. (`\w` won't do: it leaves out the vowel signs of Indic scripts.)
_NO_LETTER = (
    r"\s\d\x00-@\[-`{-¿\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u30fb"
    r"\u0589\u060c\u061b\u061f\u06d4\u0964\u0965\u104a\u104b\u1361-\u1368\u17d4\u17d5"
)
# Numeric dates may not touch other numbers, so that versions, telephone numbers and addresses
# stay out; a spaced "29. 4. 2024" is held together by its dots.
_IN_DATE = re.compile(
    r"\b\d{1,2}(?:\.? (?:de )?|[-/])([^\W\d_]+)(?:\.?,? (?:de )?(?:19|20)|\.?[-/](?:19|20)?)\d\d\b"
)
_TOKEN = re.compile(
    rf"""
    (?P<date>(?<![\dA-Za-z+#$])(?<!\d[./:,-])
        (?:\d{{1,4}}(?P<sep>[./-])\d{{1,2}}(?P=sep)\d{{1,4}}
          |\d{{1,4}}\.\ ?\d{{1,2}}\.\ ?\d{{1,4}}|\d{{1,4}}\ /\ \d{{1,2}}\ /\ \d{{1,4}}
          |\d{{1,2}}/\d{{1,2}}(?:\ |-|\ -\ )\d{{4}})
        (?!\d)(?![./:-]\d)(?:T(?=\d\d:)|(?![A-Za-z])))
    |(?P<time>(?<!\d[:.])\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d{{1,9}})?)?(?!\d)(?!:\d))
    |(?P<dotted>(?<!\d[.,])\d{{1,2}}\.\d{{2}}(?!\d)(?![.,:/-]\d))
    |(?P<number>\d{{1,3}}[.,]\d(?![\d.,:/-])|\d+)
    |(?P<word>[^{_NO_LETTER}]+)
    |(?P<space>\s+)
    |(?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
# Thai, Lao, Tibetan; Myanmar; Khmer; kana; Han and Yi; Hangul: words stand without spaces.
_UNSPACED = (
    (0xE00, 0xFFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0xA4CF),
    (0xAC00, 0xD7AF),
)


_CLIPPED = 3  # letters of a month's name that sites leave


class Piece(NamedTuple):
    """A part of a text: what the tokenizer saw, and for a word its meanings."""

    kind: str  # date, time, dotted, number, word, sign
    text: str
    start: int  # in the text that was cut
    end: int
    codes: Codes = ()

    def code(self, kind: str) -> str:
        """Return the rest of the first code of that kind; "" if there is none."""
        return next((code[1:] for code in self.codes if code[0] == kind), "")


class Words(NamedTuple):
    """What words mean in a language, English being everyone's second."""

    language: str  # the table's key; "" where it has none
    tag: str  # language and region, "en-gb"
    order: str  # of numeric dates: DMY, MDY, YMD, or YDM (29/4 where no year leads); "": unknown
    meanings: dict[str, Codes]  # by folded phrase: words joined by one space
    longest: dict[str, int]  # first word of a phrase -> words in the longest such phrase
    letters: int  # in the longest word


def plain(text: str) -> str:
    """Return text with ASCII digits, hyphens and apostrophes, and without invisible marks."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text.translate(_CLEAN)).translate(_CLEAN)
    for sign in set(text):
        if not sign.isascii() and sign.isdecimal():
            text = text.replace(sign, str(unicodedata.decimal(sign)))
    return re.sub(_HAN_NUMBER, _han_number, text)


def _han_number(match: re.Match[str]) -> str:
    tens, ten, ones = match[0].rpartition("十")
    if not ten:  # digit by digit: 二〇二四
        return "".join(str(_HAN[sign]) for sign in match[0])
    if "十" in tens or len(tens) > 1 or len(ones) > 1:
        return match[0]
    return str(10 * _HAN.get(tens, 1) + _HAN.get(ones, 0))


def fold(word: str) -> str:
    """Return a plain word as the tables spell it: no case, no accents."""
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFD", word.casefold()).translate(_FOLDED)
    return unicodedata.normalize("NFC", bare)


def key_of(phrase: str) -> str:
    """Return the tables' key for a name as people write it; "" if it holds no letter."""
    return " ".join(fold(m[0]) for m in _TOKEN.finditer(plain(phrase)) if m.lastgroup == "word")


def cut(text: str, words: Words) -> list[Piece]:
    """Return the pieces of a plain text in order, without the spaces, phrases joined."""
    tokens = list(_tokens(text, words))
    pieces = []
    at = 0
    while at < len(tokens):
        piece = tokens[at]
        after = at + 1
        if piece.kind == "word":
            piece, after = _phrase(tokens, at, words)
        pieces.append(piece)
        at = after
    return pieces


def _tokens(text: str, words: Words) -> Iterator[Piece]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "space":
            continue
        if kind == "word" and _is_unspaced(match[0][0]):
            yield from _segments(match[0], match.start(), words)
        else:
            yield Piece(kind or "date", match[0], match.start(), match.end())


def _is_unspaced(letter: str) -> bool:
    return letter >= "\u0e00" and any(first <= ord(letter) <= last for first, last in _UNSPACED)


def _segments(word: str, start: int, words: Words) -> Iterator[Piece]:
    """Cut a word of a script without spaces: at each place the longest known word."""
    known = words.meanings
    at = rest = 0  # `rest`: where unknown signs began
    while at < len(word):
        for end in range(min(len(word), at + words.letters), at, -1):
            if fold(word[at:end]) in known:
                if rest < at:
                    yield Piece("word", word[rest:at], start + rest, start + at)
                yield Piece("word", word[at:end], start + at, start + end)
                at = rest = end
                break
        else:
            at += 1
    if rest < len(word):
        yield Piece("word", word[rest:], start + rest, start + len(word))


def _phrase(tokens: list[Piece], at: int, words: Words) -> tuple[Piece, int]:
    """Return the longest known phrase that begins with the word at `at`, and where to go on."""
    first = tokens[at]
    key = fold(first.text)
    longest = words.longest.get(key, 0)
    best, after = first, at + 1
    if codes := words.meanings.get(key):
        best = first._replace(codes=codes)
    count, place = 1, at + 1
    while count < longest and place < len(tokens):
        token = tokens[place]
        place += 1
        if token.kind == "word":
            key = f"{key} {fold(token.text)}"
            count += 1
            if codes := words.meanings.get(key):
                best = Piece("word", first.text, first.start, token.end, codes)
                after = place
        elif token.text not in {".", "'", "-", '"'}:
            break
    return best, after


# --- The tables ------------------------------------------------------------


def tags_of(language: str) -> tuple[str, str]:
    """Return a BCP 47 tag as the tables spell it: language, and language with its region."""
    from feedmaker.dates.cldr import ALIASES

    first, *rest = language.strip().lower().replace("_", "-").split("-")
    first = ALIASES.get(first, first)
    region = next((part for part in rest if len(part) == 2), "")
    return first, f"{first}-{region}" if region else first


@lru_cache(maxsize=512)
def words_of(language: str) -> Words:
    """Return the words of a BCP 47 tag, with English; of an unknown one, English alone."""
    from feedmaker.dates.cldr import LANGUAGES, ORDERS

    base, regional = tags_of(language)
    meanings = _read_table(LANGUAGES.get(base, ""))
    for phrase, codes in _english().items():
        own = meanings.get(phrase, ())
        if not own or len(phrase) > 2 or not phrase.isascii():  # "y" is no year in Spanish
            kinds = {code[0] for code in own}
            meanings[phrase] = own + tuple(code for code in codes if code[0] not in kinds)
    meanings |= _clipped(meanings)
    longest: dict[str, int] = {}
    for phrase in meanings:
        first, _, rest = phrase.partition(" ")
        if rest:
            longest[first] = max(longest.get(first, 0), rest.count(" ") + 2)
    return Words(
        language=base if base in LANGUAGES else "",
        tag=regional,
        order=ORDERS.get(regional) or ORDERS.get(base, ""),
        meanings=meanings,
        longest=longest,
        letters=max(map(len, meanings)),
    )


def _clipped(meanings: dict[str, Codes]) -> dict[str, Codes]:
    """Return months' names cut short as sites do where CLDR does otherwise: "aoû" of "août".

    Such has three letters, is no other word of the tables, and of one month alone.
    """
    found: dict[str, set[str]] = {}
    for word, codes in meanings.items():
        month = next((code for code in codes if code[0] == "M"), "")
        if month and word.isalpha() and not _is_unspaced(word[0]):
            found.setdefault(word[:_CLIPPED], set()).add(month)
    return {
        word: tuple(months)
        for word, months in found.items()
        if len(months) == 1 and word not in meanings
    }


@cache
def _english() -> dict[str, Codes]:
    from feedmaker.dates.cldr import LANGUAGES

    return _read_table(LANGUAGES["en"])


def _read_table(table: str) -> dict[str, Codes]:
    meanings: dict[str, Codes] = {}
    for row in table.split(";") if table else ():
        code, _, phrases = row.partition(" ")
        for phrase in phrases.split(","):
            meanings[phrase] = (*meanings.get(phrase, ()), code)
    return meanings


def other_languages(text: str, words: Words) -> list[str]:
    """Return languages that know most of a plain text's words, one for each way to read them.

    For sites that don't say their language. What `words` know is theirs: "Fri 5" is no February;
    but between a day and a year can only be a month: "23 ago 2011".
    """
    months = {fold(match[1]) for match in _IN_DATE.finditer(text)}
    said: list[str] = []
    readings: dict[str, dict[str, str]] = {}  # language -> word -> code
    for match in _TOKEN.finditer(text):
        word = fold(match[0]) if match.lastgroup == "word" else ""
        said.append(word)
        known = "".join(code[0] for code in words.meanings.get(word, ()))
        if word and (not known or (word in months and not {*known} & {"M", "W"})):
            for speaker, code in _speakers().get(word, ()):
                readings.setdefault(speaker, {})[word] = code
    most = max(map(len, readings.values()), default=0)
    first_with: dict[tuple[tuple[str, str], ...], tuple[int, str]] = {}
    for speaker, reading in readings.items():
        if len(reading) == most:
            # Of those that read it alike, one that knows the "de" of "2 de mai de 2017"
            between = sum(word in _fillers(speaker) for word in said)
            best = first_with.setdefault((*reading.items(),), (between, speaker))
            if between > best[0]:
                first_with[(*reading.items(),)] = between, speaker
    if not first_with and months:
        return _languages_between({*said} - words.meanings.keys() - {""})
    return [speaker for _, speaker in first_with.values()]


def _languages_between(unknown: set[str]) -> list[str]:
    """Return a language that sets such words between the parts of a date: "3 de jun de 2011".

    Some months are short for the same in many languages, so that the words beside them tell it.
    """
    from feedmaker.dates.cldr import LANGUAGES

    return next(([one] for one in LANGUAGES if unknown and unknown <= _fillers(one)), [])


@cache
def _fillers(language: str) -> frozenset[str]:
    """Return the words that a language sets between the parts of a date, and that mean nothing."""
    from feedmaker.dates.cldr import LANGUAGES

    rows = (row.partition(" ") for row in LANGUAGES[language].split(";"))
    return frozenset(word for code, _, some in rows if code == "F" for word in some.split(","))


@cache
def _speakers() -> dict[str, list[tuple[str, str]]]:
    """Return for each word the languages that know it, and as what.

    Short words count only in languages whose "ago" CLDR knows: "12 ma" or "5 de" would else be
    dates, in languages with few pages.
    """
    from feedmaker.dates.cldr import LANGUAGES

    speakers: dict[str, list[tuple[str, str]]] = {}
    for language, table in LANGUAGES.items():
        shortest = 3 if table[0] == "A" else 4  # rows are sorted
        for row in table.split(";"):
            code, _, phrases = row.partition(" ")
            if code[0] in "MJARU":
                for word in set(phrases.replace(",", " ").split(" ")):
                    if len(word) >= shortest or word > "\u0300":
                        speakers.setdefault(word, []).append((language, code))
    return speakers
