"""The kinds of values that keys of a site file have: each with its reader and its JSON Schema.

An editor checks a file against the schema; its YAML reads `no` and `1252` as other
than text, and feedmaker does not: so texts may be numbers and booleans there.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema

from feedmaker.config.diagnostics import WrongValueError
from feedmaker.config.languages import read_language
from feedmaker.config.patterns import FILTER_FIELDS, read_filter_patterns
from feedmaker.config.rule_syntax import read_rules
from feedmaker.config.spans import read_every, read_seconds, read_span, read_zone
from feedmaker.config.suggest import quoted
from feedmaker.config.values import (
    is_false,
    read_choice,
    read_cookies,
    read_encoding,
    read_feed_id,
    read_formats,
    read_headers,
    read_keys,
    read_line,
    read_listing_urls,
    read_names,
    read_number,
    read_pairs,
    read_text,
    read_truth,
    read_url,
    read_user_agent,
    read_words,
)
from feedmaker.model import (
    FEED_FORMATS,
    Every,
    FailedChoice,
    FeedFormat,
    FilterField,
    ListingSource,
    ListingUrl,
    ListOrder,
    NextUrl,
    RepairChoice,
    Rules,
)

Schema = dict[str, Any]  # JSON Schema is a tree of anything

RULE: Schema = {"x-rule": True}
"""Stands for a reference to the rule's own schema, which `json_schema` puts in."""

_MOST_PAGES = 100
_MOST_ITEMS = 1000
_SOURCES = ("html", "feed", "json", "sitemap", "browser")
_KNOWN_SOURCES: tuple[ListingSource, ...] = get_args(ListingSource)
_METHODS: tuple[Literal["GET", "POST"], ...] = ("GET", "POST")
_ORDERS: tuple[ListOrder, ...] = ("newest_first", "newest_last")
_FAILED: tuple[FailedChoice, ...] = ("wait", "summary", "skip")
_REPAIRS: tuple[RepairChoice, ...] = get_args(RepairChoice)
_CONTENTS: tuple[Literal["full", "summary", "none"], ...] = ("full", "summary", "none")


def key(default: object, description: str, shown: object = None) -> Any:
    """Return a key's field; `shown` is its default as a site file would write it."""
    extra: Schema = {} if shown is None else {"default": shown}
    return Field(default, description=description, json_schema_extra=extra)


class Keys(BaseModel):
    """A mapping whose keys are all known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _one_or_list(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def _keyed(properties: dict[str, Schema], *required: str) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_WHOLE: Schema = {"type": "integer", "minimum": 1}
_TRUTH: Schema = {"type": "boolean"}
_ADDRESS: Schema = {"type": "string", "pattern": "^https?://"}
_INTERVAL: Schema = {"type": "string", "pattern": r"^\s*\d+(\.\d+)?[smhd]\s*$"}
_FALSE: Schema = {"const": False}
_TEXTS: Schema = {"type": "object", "additionalProperties": _TEXT}
_PATTERNS = _keyed({field: _one_or_list({"type": "string"}) for field in FILTER_FIELDS})
_NEXT_URL = _keyed(
    {
        "url": {"type": "string", "pattern": r"\{n\}"},
        "from": {"type": "integer", "minimum": 0, "default": 2},
    },
    "url",
)
_LISTING: Schema = {"anyOf": [_ADDRESS, _keyed({"url": _ADDRESS, "category": _TEXT}, "url")]}


def _read_link(value: object) -> Rules | None:
    return None if is_false(value) else read_rules(value)


def _read_next(value: object) -> Rules | NextUrl:
    if isinstance(value, str) and (template := _template_meant(value)):
        raise WrongValueError(f"`{value}` is an address, and no rule: write `{template}`")
    if not isinstance(value, dict) or not {"url", "from"} & value.keys():
        return read_rules(value)
    number = partial(read_number, least=0, most=100_000)
    texts = {"url": _read_template, "from": lambda v: str(number(v))}
    keys = read_keys(value, texts, needed="url")
    return NextUrl(keys["url"], int(keys.get("from", NextUrl("").first)))


def _template_meant(text: str) -> str:
    """Return how a counted address is written, if a text is one; "" if not."""
    if "{n}" not in text and re.match(r"https?://", text):
        text = re.sub(r"[0-9]+(?=/?$)", "{n}", text)
    if text.count("{n}") == 1 and text.startswith(("http://", "https://", "/", "?")):
        return f"{{url: {quoted(text)}}}"
    return ""


def _read_template(value: object) -> str:
    """Return an address with `{n}`: absolute, or relative to the listing's own."""
    template = read_line(value)
    if template.count("{n}") != 1:
        raise WrongValueError("`{n}` must stand in it once: the page's number")
    if not template.startswith(("/", "?")):
        read_url(template.replace("{n}", "2"))
    return template


def _read_age(value: object) -> timedelta:
    return read_span(value, least=timedelta(minutes=1))


def _read_again(value: object) -> timedelta | None:
    return None if is_false(value) else _read_age(value)


def _read_source(value: object) -> ListingSource:
    source = read_choice(value, _SOURCES)
    for known in _KNOWN_SOURCES:
        if source == known:
            return known
    raise WrongValueError(f"`{source}` is not there yet; `html` and `feed` are")


Line = Annotated[str, PlainValidator(read_line), WithJsonSchema(_TEXT)]
Text = Annotated[str, PlainValidator(read_text), WithJsonSchema(_TEXT)]
Truth = Annotated[bool, PlainValidator(read_truth), WithJsonSchema(_TRUTH)]
Words = Annotated[tuple[str, ...], PlainValidator(read_words), WithJsonSchema(_one_or_list(_TEXT))]
Names = Annotated[tuple[str, ...], PlainValidator(read_names), WithJsonSchema(_one_or_list(_TEXT))]
Pages = Annotated[
    int, PlainValidator(partial(read_number, most=_MOST_PAGES)), WithJsonSchema(_WHOLE)
]
Items = Annotated[
    int, PlainValidator(partial(read_number, most=_MOST_ITEMS)), WithJsonSchema(_WHOLE)
]

Elements = Annotated[
    Rules, PlainValidator(partial(read_rules, kind="element")), WithJsonSchema(RULE)
]
Value = Annotated[Rules, PlainValidator(read_rules), WithJsonSchema(RULE)]
Date = Annotated[Rules, PlainValidator(partial(read_rules, kind="date")), WithJsonSchema(RULE)]
Link = Annotated[
    Rules | None, PlainValidator(_read_link), WithJsonSchema({"anyOf": [RULE, _FALSE]})
]
Next = Annotated[
    Rules | NextUrl, PlainValidator(_read_next), WithJsonSchema({"anyOf": [RULE, _NEXT_URL]})
]

Address = Annotated[str, PlainValidator(read_url), WithJsonSchema(_ADDRESS)]
Listings = Annotated[
    tuple[ListingUrl, ...],
    PlainValidator(read_listing_urls),
    WithJsonSchema(_one_or_list(_LISTING)),
]
Source = Annotated[
    ListingSource, PlainValidator(_read_source), WithJsonSchema({"enum": list(_KNOWN_SOURCES)})
]
Language = Annotated[str, PlainValidator(read_language), WithJsonSchema(_TEXT)]
Zone = Annotated[str, PlainValidator(read_zone), WithJsonSchema({"type": "string"})]
Interval = Annotated[Every, PlainValidator(read_every), WithJsonSchema({"type": "string"})]
Age = Annotated[timedelta | None, PlainValidator(_read_age), WithJsonSchema(_INTERVAL)]
Again = Annotated[
    timedelta | None,
    PlainValidator(_read_again),
    WithJsonSchema({"anyOf": [_INTERVAL, _FALSE]}),
]
Order = Annotated[
    ListOrder,
    PlainValidator(partial(read_choice, choices=_ORDERS)),
    WithJsonSchema({"enum": _ORDERS}),
]
Failed = Annotated[
    FailedChoice,
    PlainValidator(partial(read_choice, choices=_FAILED)),
    WithJsonSchema({"enum": _FAILED}),
]
Repair = Annotated[
    RepairChoice,
    PlainValidator(partial(read_choice, choices=_REPAIRS)),
    WithJsonSchema({"enum": list(_REPAIRS)}),
]
Patterns = Annotated[
    tuple[tuple[FilterField, str], ...],
    PlainValidator(read_filter_patterns),
    WithJsonSchema(_PATTERNS),
]

Formats = Annotated[
    tuple[FeedFormat, ...],
    PlainValidator(read_formats),
    WithJsonSchema(_one_or_list({"enum": list(FEED_FORMATS)})),
]
Content = Annotated[
    Literal["full", "summary", "none"],
    PlainValidator(partial(read_choice, choices=_CONTENTS)),
    WithJsonSchema({"enum": _CONTENTS}),
]
Uri = Annotated[str, PlainValidator(read_feed_id), WithJsonSchema({"type": "string"})]

Pairs = Annotated[tuple[tuple[str, str], ...], PlainValidator(read_pairs), WithJsonSchema(_TEXTS)]
Headers = Annotated[
    tuple[tuple[str, str], ...], PlainValidator(read_headers), WithJsonSchema(_TEXTS)
]
Cookies = Annotated[
    tuple[tuple[str, str], ...], PlainValidator(read_cookies), WithJsonSchema(_TEXTS)
]
Method = Annotated[
    Literal["GET", "POST"],
    PlainValidator(partial(read_choice, choices=_METHODS)),
    WithJsonSchema({"enum": _METHODS}),
]
UserAgent = Annotated[str, PlainValidator(read_user_agent), WithJsonSchema(_TEXT)]
Delay = Annotated[float, PlainValidator(read_seconds), WithJsonSchema(_INTERVAL)]
Timeout = Annotated[
    float, PlainValidator(partial(read_seconds, least=1)), WithJsonSchema(_INTERVAL)
]
Encoding = Annotated[str, PlainValidator(read_encoding), WithJsonSchema(_TEXT)]
