"""A key's text -> the value it stands for: addresses, zones, names, headers.

Each reader takes what the file holds (a text, a list or a mapping of texts) and
raises WrongValueError, which says what is wrong and what to write instead. They
know nothing of where a value stands, or of other keys. Rules are read in
`rule_syntax`, intervals and zones in `spans`, languages in `languages`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TypeVar
from urllib.parse import urlsplit

from feedmaker.config.diagnostics import Path, WrongValueError, near
from feedmaker.config.suggest import as_keys, as_list, as_value, quoted
from feedmaker.model import FEED_FORMATS, FeedFormat, ListingUrl

T = TypeVar("T")
C = TypeVar("C", bound=str)
K = TypeVar("K", bound=str)

RESERVED_NAMES = frozenset({"index", "feeds", "assets", "feedmaker-status"})
"""Files of the folder itself."""

_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # no file may be so called on Windows
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 §5.6.2
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e]*")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")  # RFC 3986 §3, visible ASCII
_MOST_URLS = 100
_MOST_PARTS = 20
_BETWEEN = (",", ";", r"\s\|\s", r"\s+(?:and|&|\+)\s+|\s*[&+]\s*", r"\s+")
"""What people write between the parts of a list that has no brackets."""

# What fetch itself says, or what would break the connection (RELIABILITY: S22).
_OWN_HEADERS = re.compile(
    r"host|content-length|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect"
    r"|proxy-.*|accept-encoding|range|if-.*|cookie2|via|forwarded"
)
_OTHER_KEY = {"cookie": "cookies", "user-agent": "user_agent"}


def read_each(values: Iterable[tuple[str | int, object]], read: Callable[[object], T]) -> list[T]:
    """Return what `read` makes of each value; raises once, with the problems of all."""
    done: list[T] = []
    problems: list[tuple[Path, str]] = []
    for step, value in values:
        try:
            done.append(read(value))
        except WrongValueError as error:
            problems += [((step, *path), problem) for path, problem in error.problems]
    if problems:
        raise WrongValueError(*problems)
    return done


def read_list(value: object, read: Callable[[object], T]) -> list[T]:
    """Return what `read` makes of each of a list's values, or of one that stands without a list."""
    if isinstance(value, str):
        return [_read_alone(value, read)]
    if not isinstance(value, list):
        return [read(value)]
    if not value:
        raise WrongValueError("the list is empty")
    return read_each(enumerate(value), read)


def _read_alone(text: str, read: Callable[[object], T]) -> T:
    """Return what one text means; one that fails may have been meant as a list."""
    try:
        return read(text)
    except WrongValueError as error:
        parts = [] if "write `" in str(error) else _parts_that_stand(text, read)
        if not parts:
            raise
        what = f"`{text}` is one text; a list is `{as_list(parts)}`"
    raise WrongValueError(what)


def _parts_that_stand(text: str, read: Callable[[object], T]) -> list[str]:
    """Return the parts of a text, if all can be read; [] if it has none, or they can't."""
    for between in _BETWEEN:
        parts = split_list(text, between)
        whole = all(one.count(a) == one.count(b) for one in parts for a, b in ("()", "[]", "{}"))
        if whole and 1 < len(parts) <= _MOST_PARTS:
            with suppress(WrongValueError):
                read_each(enumerate(parts), read)
                return parts
    return []


def split_list(text: str, between: str = "[,;|]") -> list[str]:
    """Return the parts of a text with a pattern between them, as it would be a list."""
    return [part for part in (one.strip() for one in re.split(between, text)) if part]


def read_text(value: object) -> str:
    """Return a text as written."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        inner = ""
        if len(value) == 1 and isinstance(value[0], str):
            inner = f": `{as_value(value[0])}`; if the brackets belong to it, write"
            inner += f" `{quoted(f'[{value[0]}]')}`"
        raise WrongValueError(f"one text is wanted, not a list{inner}")
    raise WrongValueError("one text is wanted, not keys")


def read_line(value: object) -> str:
    """Return a text on one line; it must hold something."""
    if line := " ".join(read_text(value).split()):
        return line
    raise WrongValueError("is empty: leave the key out")


def read_words(value: object) -> tuple[str, ...]:
    """Return a list of lines, each once; one may stand without a list, if no comma is in it."""
    if isinstance(value, str) and len(parts := split_list(value)) > 1:
        what = f"`{value}` is one text; a list is `{as_list(parts)}`"
        raise WrongValueError(f"{what} (or `{as_list([value])}`, if it is one)")
    if isinstance(value, str) and re.match(r"-\S", value):
        dashed = [one for one in re.split(r"\s*(?:^|\s)-\s*", value) if one]
        raise WrongValueError(f"`-` wants a space behind it; a list is `{as_list(dashed)}`")
    return tuple(dict.fromkeys(read_list(value, read_line)))


def read_truth(value: object) -> bool:
    """Return what `true`, `yes`, `on` and their opposites mean."""
    text = read_text(value)
    if (truth := _TRUTHS.get(text.lower())) is None:
        raise WrongValueError(f"`{text}` is neither `true` nor `false`")
    return truth


def is_false(value: object) -> bool:
    """Tell whether a value that may also be something else says `false`."""
    return isinstance(value, str) and _TRUTHS.get(value.lower()) is False


def read_number(value: object, *, least: int = 1, most: int) -> int:
    """Return a whole number between two bounds."""
    text = read_text(value)
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise WrongValueError(f"`{text}` is no whole number from {least} to {most}")
    return int(text)


def read_choice(value: object, choices: tuple[C, ...]) -> C:
    """Return one of some words, whichever way its letters are written."""
    text, known = read_line(value), {choice.lower(): choice for choice in choices}
    if text.lower() not in known:
        names = ", ".join(f"`{choice}`" for choice in known.values())
        raise WrongValueError(f"`{text}` is none of {names}{near(text, known.values())}")
    return known[text.lower()]


def read_name(value: object) -> str:
    """Return the name of a site: that of its file and of its feeds."""
    name = read_text(value)
    if problem := name_problem(name):
        raise WrongValueError(problem)
    return name


def name_problem(name: str) -> str:
    """Return why a feed can't have this name, or "" if it can."""
    if not _NAME.fullmatch(name):
        return f"`{name}` is no name for a feed: a to z, 0 to 9 and `-`, at most 64"
    if name in RESERVED_NAMES:
        return f"`{name}` is the name of one of the folder's own files"
    if _DEVICES.fullmatch(name):
        return f"`{name}` is the name of a device on Windows, where no file can be called so"
    return ""


def read_names(value: object) -> tuple[str, ...]:
    """Return a list of site names; one name may stand without a list."""
    return tuple(dict.fromkeys(read_list(value, read_name)))


def read_url(value: object) -> str:
    """Return an absolute http(s) address, percent-encoded. No user or password may stand in it."""
    from feedmaker.urls import LONGEST, absolute  # not for a run that reads no file

    text = read_line(value)
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise WrongValueError(f"`{text}` is no address: {error}") from None
    if meant := _address_meant(text):
        raise WrongValueError(f"`{text}` is no full address (did you mean `{meant}`?)")
    if not parts.scheme or (not parts.netloc and "." in text.split("/")[0].split(":")[0]):
        guess = f"https://{text.lstrip('/')}"
        has_host = "." in text.lstrip("/").split("/")[0] and not text.startswith(("/", "."))
        hint = f" (did you mean `{guess}`?)" if has_host or text.startswith("//") else ""
        hint = hint if absolute(guess, guess) else ""
        raise WrongValueError(f"`{text}` is no full address{hint}")
    if parts.scheme not in {"http", "https"}:
        raise WrongValueError(f"`{parts.scheme}:` is no web address: http and https only")
    if "@" in parts.netloc:
        raise WrongValueError("no user or password in an address: use `request.headers`")
    if len(text) > LONGEST:
        raise WrongValueError(f"is longer than {LONGEST} characters")
    if not host or not (url := absolute(text, text)):
        raise WrongValueError(f"`{text}` is no address that can be asked")
    return url


def _address_meant(text: str) -> str:
    """Return the address in a text with a slip that can be told for sure; "" if none."""
    bare = text.strip("<>\"'\u201c\u201d\u2018\u2019 ")
    found = re.fullmatch(r"(?i)(https?)(?:[:;]/|//|/|:///+|;//)(?=[^/])(\S+\.\S+)", bare)
    mended = f"{found[1].lower()}://{found[2]}" if found else bare
    return mended if mended != text and re.match(r"https?://[^/]", mended) else ""


def read_listing_urls(value: object) -> tuple[ListingUrl, ...]:
    """Return the listings: one address, or a list of addresses and `{url, category}`."""
    listings = tuple(read_list(value, _read_listing_url))
    if len({listing.url for listing in listings}) < len(listings):
        raise WrongValueError("the same address stands twice")
    if len(listings) > _MOST_URLS:
        raise WrongValueError(f"more than {_MOST_URLS} addresses: make several site files")
    return listings


def _read_listing_url(value: object) -> ListingUrl:
    if isinstance(value, str):
        several = re.split(r"[\s,;]*\s[\s,;]*(?=https?://)", value.strip())
        if len(several) > 1:
            raise WrongValueError(f"`{value}` is one text; a list is `{as_list(several)}`")
        return ListingUrl(read_url(value))
    keys = read_keys(value, {"url": read_url, "category": read_line}, needed="url")
    return ListingUrl(keys["url"], keys.get("category", ""))


def read_keys(
    value: object, readers: Mapping[K, Callable[[object], T]], *, needed: str = ""
) -> dict[K, T]:
    """Return a small mapping's values; its keys are those of `readers`, one of them needed."""
    if not isinstance(value, dict):
        raise WrongValueError(f"keys are wanted here: {_and(readers)}")
    problems: list[tuple[Path, str]] = [
        ((key,), f"unknown key `{key}`{near(key, readers)}") for key in value if key not in readers
    ]
    done: dict[K, T] = {}
    for key in [key for key in readers if key in value]:
        try:
            done[key] = readers[key](value[key])
        except WrongValueError as error:
            problems += [((key, *path), problem) for path, problem in error.problems]
    if needed and needed not in value and not any(f"`{needed}`" in what for _, what in problems):
        problems.append(((), f"the key `{needed}` is missing"))
    if problems:
        raise WrongValueError(*problems)
    return done


def read_encoding(value: object) -> str:
    """Return an encoding's label (WHATWG); Python's own names, as `1252`, are understood too."""
    import codecs

    import webencodings
    from webencodings.labels import LABELS

    text = read_line(value)
    if webencodings.lookup(text):
        return text.lower()
    try:
        name = codecs.lookup(text).name
    except LookupError:
        name = ""
    if not name or not webencodings.lookup(name):
        raise WrongValueError(f"`{text}` is no known encoding{near(text, LABELS)}")
    return name


def read_headers(value: object) -> tuple[tuple[str, str], ...]:
    """Return headers in their order, without those that fetch sets itself."""
    pairs = read_pairs(value)
    problems: list[tuple[Path, str]] = []
    for name, text in pairs:
        low = name.lower()
        if not _TOKEN.fullmatch(name):
            problems.append(((name,), f"`{name}` is no name of a header"))
        elif key := _OTHER_KEY.get(low):
            problems.append(((name,), f"not a header here: use the key `request.{key}`"))
        elif _OWN_HEADERS.fullmatch(low):
            problems.append(((name,), f"the header `{name}` can't be set by a site file"))
        elif not _HEADER_VALUE.fullmatch(text):
            problems.append(((name,), "a header holds one line of ASCII"))
    if problems:
        raise WrongValueError(*problems)
    return pairs


def read_cookies(value: object) -> tuple[tuple[str, str], ...]:
    """Return cookies (RFC 6265 §4.1.1, values a little wider, as browsers send them)."""
    pairs = read_pairs(value)
    wrong = [name for name, text in pairs if not _is_cookie(name, text)]
    if wrong:
        raise WrongValueError(*(((name,), "a cookie is ASCII without `;`") for name in wrong))
    return pairs


def _is_cookie(name: str, text: str) -> bool:
    return bool(_TOKEN.fullmatch(name) and re.fullmatch(r"[\x20-\x3a\x3c-\x7e]*", text))


def read_pairs(value: object) -> tuple[tuple[str, str], ...]:
    """Return a mapping's texts in their order."""
    if not isinstance(value, dict):
        meant = as_keys(_pairs_meant(value)) or "{Accept-Language: id}"
        raise WrongValueError(f"names with a text each are wanted, as in `{meant}`")
    return tuple(zip(value, read_each(value.items(), read_text), strict=True))


def _pairs_meant(value: object) -> list[tuple[str, str]]:
    """Return the pairs of `a=1; b=2`, as browsers show cookies, or of a list of `Name: text`."""
    texts = value if isinstance(value, list) else [value]
    pairs = []
    for text in texts:
        if not isinstance(text, str):
            return []
        line = re.sub(r"(?i)^\s*cookie:\s*", "", text)
        for one in [line] if re.match(r"[\w-]+:\s", line) else split_list(line, ";"):
            found = re.fullmatch(r"([\w.-]+)\s*(?:=|:\s)\s*(.*)", one)
            if found is None:
                return []
            pairs.append((found[1], found[2]))
    return pairs


def read_user_agent(value: object) -> str:
    """Return a text that can stand in a header."""
    text = read_line(value)
    if not _HEADER_VALUE.fullmatch(text):
        raise WrongValueError("a header holds ASCII only")
    return text


def read_formats(value: object) -> tuple[FeedFormat, ...]:
    """Return the formats of a feed, each once, in the order in which they are offered."""
    chosen = read_list(value, lambda one: read_choice(one, FEED_FORMATS))
    return tuple(name for name in FEED_FORMATS if name in chosen)


def read_feed_id(value: object) -> str:
    """Return a feed's own id, a URI (RFC 4287 §4.2.6)."""
    text = read_line(value)
    if not _URI.fullmatch(text):
        raise WrongValueError(f"`{text}` is no URI, as `urn:uuid:…`, `tag:…` or `https://…`")
    return text


def _and(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
