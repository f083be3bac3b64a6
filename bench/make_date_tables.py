"""Write feedmaker/date_tables.py from Unicode's CLDR and bench/date_words.toml.

    python bench/make_date_tables.py

For developers only: reads CLDR through babel, and the words for today and yesterday, which babel
leaves out, through dateparser's copy of CLDR. Prints names that mean two things in one language.
The codes are explained in feedmaker/date_words.py; docs/adr/0008-date-tables.md says why.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import babel
from babel import Locale
from babel.core import get_global
from babel.dates import tokenize_pattern
from babel.localedata import locale_identifiers

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from feedmaker.date_words import key_of, plain  # noqa: E402  (the path comes first)

TARGET = ROOT / "feedmaker" / "date_tables.py"
ALIASES = {
    "nb": "no", "iw": "he", "in": "id", "ji": "yi", "tl": "fil", "mo": "ro", "sh": "sr",
    # No languages, but what pages write for them.
    "jp": "ja", "cn": "zh", "cz": "cs", "dk": "da", "gr": "el", "ua": "uk",
}  # fmt: skip
UNITS = {"second": "s", "minute": "m", "hour": "h", "day": "d", "week": "w", "month": "o", "year": "y"}
PERIODS = {"am": "Pa", "pm": "Pp", "morning": "Pa", "afternoon": "Pf", "evening": "Pp", "night": "Pn"}
UNSPACED = {"ja", "zh", "yue", "ko", "th", "lo", "km", "my", "ii", "bo", "dz"}
# The few zones that stand for a language whose land has several; "" where a guess would be a throw of dice.
ZONES = {
    "id": "Asia/Jakarta", "ru": "Europe/Moscow", "de": "Europe/Berlin", "uk": "Europe/Kyiv",
    "zh": "Asia/Shanghai", "ms": "Asia/Kuala_Lumpur", "kk": "Asia/Almaty", "uz": "Asia/Tashkent",
    "mn": "Asia/Ulaanbaatar", "zh-cn": "Asia/Shanghai", "de-de": "Europe/Berlin", "pt-pt": "Europe/Lisbon",
    "es-es": "Europe/Madrid", "pt-br": "America/Sao_Paulo", "en-nz": "Pacific/Auckland",
    "es-ar": "America/Argentina/Buenos_Aires", "es-mx": "America/Mexico_City", "es-cl": "America/Santiago",
    "id-id": "Asia/Jakarta", "ru-ru": "Europe/Moscow", "en": "", "es": "", "pt": "", "ar": "",
}  # fmt: skip

Names = dict[str, list[str]]  # code -> keys of phrases, most trusted first


def locales_of_languages() -> dict[str, list[Locale]]:
    """Return each language's locales, the plain one first."""
    locales: dict[str, list[Locale]] = defaultdict(list)
    for identifier in sorted(locale_identifiers(), key=lambda name: (name.count("_"), name)):
        locale = Locale.parse(identifier)
        language = ALIASES.get(locale.language, locale.language)
        locales[language].append(locale)
    return locales


def patterns_of(locale: Locale) -> Iterator[str]:
    for width in ("full", "long", "medium", "short"):
        yield locale.date_formats[width].pattern
    for name, skeleton in locale.datetime_skeletons.items():
        if "M" in name and not set(name) - set("yMdEG"):
            yield getattr(skeleton, "pattern", skeleton)


def is_name(key: str) -> bool:
    return len(key) > 1 or bool(key and key > "\u0e00")


def add(names: Names, code: str, phrase: str) -> None:
    key = key_of(phrase)
    if key and key not in names[code]:
        names[code].append(key)


def add_calendar(names: Names, locale: Locale) -> None:
    glued = {part for pattern in patterns_of(locale) for part in around_month(pattern)}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                if not name or re.fullmatch(r"M?\d+", name):
                    continue
                for before, after in sorted(glued | {("", "")}):
                    add_month(names, number, before + name + after)
            for number, name in locale.days[context][width].items():
                if is_name(key_of(name or "")) and not re.search(r"\d", name):
                    add(names, f"W{number}", name)
        for width in ("wide", "abbreviated"):
            for period, name in locale.day_periods[context].get(width, {}).items():
                if code := PERIODS.get(period.rstrip("12")):
                    add(names, code, name)


def add_month(names: Names, number: int, name: str) -> None:
    before, digits, after = re.match(r"(\D*)(\d*)(.*)", plain(name)).groups()
    if not digits:
        if is_name(key_of(name)):
            add(names, f"M{number}", name)
    elif key_of(after):
        add(names, "m", after)
    else:
        add(names, "b", before)


def around_month(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield letters that a pattern writes onto the month's name: a case ending, a preposition."""
    parts = tokenize_pattern(pattern)
    for at, (kind, value) in enumerate(parts):
        if kind == "field" and value[0] in "ML" and value[1] > 2:
            before = parts[at - 1][1] if at and parts[at - 1][0] == "chars" else ""
            after = parts[at + 1][1] if at + 1 < len(parts) and parts[at + 1][0] == "chars" else ""
            yield re.search(r"[^\W\d]*$", before)[0], re.search(r"^[^\W\d]*", after)[0]


def add_fillers(names: Names, locale: Locale) -> None:
    for pattern in patterns_of(locale):
        parts = tokenize_pattern(pattern)
        for at, (kind, value) in enumerate(parts):
            if kind != "chars":
                continue
            field = parts[at - 1][1] if at and parts[at - 1][0] == "field" else ("", 0)
            glued = not value[0].isspace()
            for word in re.findall(r"[^\s\d.,()/·|'’-]+", value):
                if glued and field[0] in ("M", "L") and field[1] < 3 and key_of(word) > "\u3000":
                    add(names, "m", word)
                else:
                    add(names, "F", word)
    for join in locale.datetime_formats.values():
        for word in re.findall(r"[^\s\d.,()/·|'’{}-]+", str(join)):
            add(names, "F", word)


# --- "ago" -----------------------------------------------------------------


def add_relative(names: Names, language: str, locale: Locale) -> None:
    """Split CLDR's "{0} hours ago" into the unit and what all units share."""
    patterns = list(time_patterns(locale, "past"))
    if language in UNSPACED:
        split_unspaced(names, patterns)
        return
    future = {after for *_, after in time_patterns(locale, "future")}
    seen: dict[tuple[int, str], set[str]] = defaultdict(set)  # side, word -> units
    for unit, count, before, after in patterns:
        for side, words in ((0, before.split()), (1, after.split())):
            for word in words if not count else ():
                seen[side, word].add(unit)
    ago = {place for place, units in seen.items() if len(units) > (1 if len(place[1]) > 1 else 2)}
    ago |= {(side, word) for side, code in enumerate(("A<", "A>")) for word in names[code]}
    for unit, count, before, after in patterns:
        left, right = before.split(), after.split()
        first, last = [], []
        while left and (0, left[0]) in ago:
            first.append(left.pop(0))
        while right and (1, right[-1]) in ago:
            last.insert(0, right.pop())
        rest = " ".join(left + right)
        if not rest:
            continue
        if not first and not last:
            if not count and after == rest and rest not in future:  # one word for "days ago"
                add(names, "A>", rest)
                add(names, f"U{UNITS[unit]}", rest)
            continue
        if first and last:  # "för {0} timmar sedan": the end alone tells
            add(names, "F", " ".join(first))
        elif first:
            add(names, "A<", " ".join(first))
        if last:
            add(names, "A>", " ".join(last))
        add(names, f"U{count}{UNITS[unit]}", rest)


def time_patterns(locale: Locale, tense: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield unit, count ("" where the pattern takes a number), keys of what stands before and after."""
    fields = locale._data["date_fields"]  # noqa: SLF001  (babel shows it nowhere else)
    for width in ("", "-short", "-narrow"):
        for unit in UNITS:
            for plural, pattern in fields.get(unit + width, {}).get(tense, {}).items():
                before, number, after = pattern.partition("{0}")
                if number:
                    if not set("-−+") & set(before):
                        yield unit, "", key_of(before), key_of(after)
                elif plural in ("one", "two"):
                    # Without a number all words stand before; words of "ago" are looked for there.
                    yield unit, "12"[plural == "two"], key_of(before), ""


def split_unspaced(names: Names, patterns: Iterable[tuple[str, str, str, str]]) -> None:
    # Words run together; the shared ends are found letter by letter.
    for side in (0, 1):
        texts: dict[str, set[str]] = defaultdict(set)
        for unit, count, before, after in patterns:
            if not count:
                text = (before, after)[side].replace(" ", "")
                ends = range(1, len(text) + 1)
                for end in ends:
                    texts[text[:end] if side == 0 else text[-end:]].add(unit)
        shared = sorted(
            (end for end, units in texts.items() if len(units) > 3 and end[0].isalpha()), key=len, reverse=True
        )
        for unit, count, before, after in patterns:
            text = (before, after)[side].replace(" ", "")
            for end in shared if not count else ():
                if side == 0 and text.startswith(end):
                    add(names, "A<", end)
                    add(names, f"U{UNITS[unit]}", text[len(end) :] or after)
                    break
                if side == 1 and text.endswith(end):
                    add(names, "A>", end)
                    add(names, f"U{UNITS[unit]}", text[: -len(end)] or before)
                    break


def add_days_ago(names: Names, language: str) -> None:
    name = {"no": "nb"}.get(language, language)
    module = f"dateparser.data.date_translation_data.{name}"
    if not importlib.util.find_spec(module):
        return
    relative: Mapping[str, list[str]] = importlib.import_module(module).info.get("relative-type", {})
    for code, key in (("R0", "0 day ago"), ("R1", "1 day ago"), ("R2", "2 day ago"), ("Rn", "0 second ago")):
        for phrase in relative.get(key, ()):
            if not any(part in key_of(phrase).split() for part in names["A<"] + names["A>"]):
                add(names, code, phrase)


# --- All of a language -----------------------------------------------------


def names_of(
    language: str, locales: list[Locale], extra: Mapping[str, list[str]], english: Names
) -> Names:
    names: Names = defaultdict(list)
    for code, phrases in extra.items():
        for phrase in phrases:
            add(names, code, phrase)
    for locale in locales:
        add_calendar(names, locale)
        add_fillers(names, locale)
    for locale in locales:
        add_relative(names, language, locale)
    add_days_ago(names, language)
    settle(names, language)
    if language != "en":  # a locale without words of its own has English ones
        for code, phrases in english.items():
            if code[0] in "MW":
                names[code] = [phrase for phrase in names[code] if phrase not in phrases]
    return {code: phrases for code, phrases in names.items() if phrases}


def settle(names: Names, language: str) -> None:
    """Let a word have one meaning of a kind: the extra spellings' and the plain locale's wins."""
    meant: dict[tuple[str, str], str] = {}
    for code in list(names):
        kept = []
        for phrase in names[code]:
            other = meant.setdefault((code[:2] if code[0] == "A" else code[0], phrase), code)
            if other == code:
                kept.append(phrase)
            elif code[0] in "MW":
                print(f"{language}: {phrase!r} is {other}, not {code}")
        names[code] = kept


def order_of(locale: Locale) -> str:
    """Return the order of numeric dates: DMY, MDY, YMD, or YDM (year first, but 29/4 without a year)."""
    short = in_order(locale.date_formats["short"].pattern)
    if short != "YMD":
        return short if short in ("DMY", "MDY") else "DMY"
    day = locale.datetime_skeletons["Md"].pattern
    # MM-dd comes from CLDR's root, not from what people write there.
    return "YMD" if in_order(day) == "MD" and day != "MM-dd" else "YDM"


def in_order(pattern: str) -> str:
    return "".join(dict.fromkeys(c for c in re.sub("'[^']*'", "", pattern).upper() if c in "DMY"))


def zones() -> dict[str, str]:
    single = {
        territory: names[0]
        for territory, names in get_global("territory_zones").items()
        if len(names) == 1
    }
    found = {}
    for tag, likely in get_global("likely_subtags").items():
        territory = likely.rsplit("_", 1)[-1]
        if tag.isalpha() and tag.islower() and tag in KNOWN and territory in single:
            found[tag] = single[territory]
    for identifier in locale_identifiers():
        locale = Locale.parse(identifier)
        if locale.territory in single and not locale.variant and locale.territory.isalpha():
            language = ALIASES.get(locale.language, locale.language)
            found[f"{language}-{locale.territory.lower()}"] = single[locale.territory]
    return {tag: zone for tag, zone in {**found, **ZONES}.items() if zone}


KNOWN: set[str] = set()


def main() -> None:
    extras = tomllib.loads((ROOT / "bench" / "date_words.toml").read_text("utf-8"))
    languages: dict[str, str] = {}
    orders: dict[str, str] = {}
    regional: dict[str, str] = {"en-ca": "YMD"}
    known = locales_of_languages()
    english = names_of("en", known["en"], extras["en"], {})
    for language, locales in sorted(known.items()):
        names = names_of(language, locales, extras.pop(language, {}), english)
        if not any(code[0] in "MWmb" for code in names):
            continue
        languages[language] = ";".join(f"{code} {','.join(names[code])}" for code in sorted(names))
        orders[language] = order_of(locales[0])
        for locale in reversed(locales):  # one without a script comes first, and counts
            if locale.territory:
                regional[f"{language}-{locale.territory.lower()}"] = order_of(locale)
    for language, extra in extras.items():  # not in CLDR: Latin
        names = names_of(language, [], extra, english)
        languages[language] = ";".join(f"{code} {','.join(names[code])}" for code in sorted(names))
        orders[language] = "DMY"
    orders |= {tag: order for tag, order in regional.items() if order != orders[tag.partition("-")[0]]}
    KNOWN.update(languages)
    TARGET.write_text(
        '"""Words of dates in every language that Unicode\'s CLDR lists. Generated by\n'
        f"bench/make_date_tables.py (babel {babel.__version__}): don't edit. The codes: date_words.py.\n\n"
        'CLDR is copyright Unicode, Inc., under the Unicode License v3 (unicode.org/license.txt).\n"""\n\n'
        + "".join(
            f"{name}: dict[str, str] = {{\n"
            + "".join(f"    {key!r}: {value!r},\n" for key, value in sorted(table.items()))
            + "}\n"
            for name, table in (
                ("LANGUAGES", languages),
                ("ORDERS", orders),
                ("ALIASES", ALIASES),
                ("ZONES", zones()),
            )
        ),
        "utf-8",
    )
    print(f"{len(languages)} languages, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
