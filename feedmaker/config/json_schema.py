"""The JSON Schema of a site file, for editors (2020-12).

Made from the keys and their types; nothing is checked by it here.
"""

from __future__ import annotations

from pydantic.json_schema import GenerateJsonSchema

from feedmaker.config.key_types import RULE, Schema
from feedmaker.config.keys import SiteKeys

_TEXT_RULE: Schema = {
    "type": "string",
    "minLength": 1,
    "description": "A CSS selector, with ` @name` at its end an attribute; or an XPath 1.0 that"
    " begins with `/`, `./`, `(` or `xpath:`. `:self` is the item.",
}
_PATTERN: Schema = {"type": "string", "description": "A pattern (RE2)."}
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_SELECT: Schema = {
    "anyOf": [_TEXT_RULE, {"type": "array", "items": _TEXT_RULE, "minItems": 1}],
    "description": "Where the value stands; of a list, the first with a value wins.",
}
_STEPS: Schema = {
    "type": "object",
    "description": "Where a value stands, and what is done to its text, in this order.",
    "properties": {
        "select": _SELECT,
        "match": _PATTERN
        | {"description": "A pattern (RE2): keeps its first group, or the whole hit."},
        "replace": {
            "type": "array",
            "prefixItems": [_PATTERN, _TEXT],
            "items": False,
            "minItems": 2,
            "description": r"A pattern (RE2), and the text in its place; `\1` is its first group.",
        },
        "format": {
            "type": "string",
            "description": "A date's form in strptime's codes; names are read in `language`.",
        },
        "join": _TEXT | {"description": "Makes one value of all matches, with this between them."},
        "value": _TEXT | {"description": "A fixed text; with `select`, only where that matches."},
    },
    "additionalProperties": False,
}
_RULE: Schema = {
    "description": "Where a value is. Of a list, the first rule with a value wins.",
    "anyOf": [
        _TEXT_RULE,
        _STEPS,
        {"type": "array", "items": {"anyOf": [_TEXT_RULE, _STEPS]}, "minItems": 1},
    ],
}


class _OwnSpelling(GenerateJsonSchema):
    """Leaves out what pydantic adds: titles, and its spelling of defaults (`key` gives ours)."""

    def default_schema(self, schema: Schema) -> Schema:  # type: ignore[override]  # a plain dict
        return self.generate_inner(schema["schema"])  # type: ignore[no-any-return,unused-ignore]

    def field_title_should_be_set(self, _: object) -> bool:
        return False


def json_schema() -> dict[str, object]:
    """Return the schema, each key with its description."""
    raw = SiteKeys.model_json_schema(schema_generator=_OwnSpelling)
    for keys in raw["$defs"].values():
        del keys["title"]
    article = raw["properties"]["article"]
    article["anyOf"] = [{"const": False} if a == {"type": "null"} else a for a in article["anyOf"]]
    properties = {"url": raw["properties"]["url"], **raw["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A site file of feedmaker",
        "description": raw["description"],
        "type": "object",
        "properties": _with_rules(properties),
        "required": raw["required"],
        "additionalProperties": False,
        "$defs": {
            "Rule": _RULE,
            **{name: _with_rules(keys) for name, keys in raw["$defs"].items()},
        },
    }


def _with_rules(part: object) -> object:
    """Return a schema with the reference to the rule's own in place of its stand-in."""
    if part == RULE:
        return {"$ref": "#/$defs/Rule"}
    if isinstance(part, dict):
        marked = part.keys() & RULE.keys()
        rest = {key: _with_rules(one) for key, one in part.items() if key not in marked}
        return {"$ref": "#/$defs/Rule", **rest} if marked else rest
    if isinstance(part, (list, tuple)):
        return [_with_rules(one) for one in part]
    return part
