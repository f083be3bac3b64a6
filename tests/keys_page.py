"""docs/site-file-keys.md: every key of a site file, written from the tables that read it.

    python tests/keys_page.py        writes the page anew (make keys)

What a key means and what it is without it stands in `config/keys.py`, what its value may be in
`config/key_types.py`; both come by way of the JSON Schema. Nothing is explained here.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from feedmaker.config.keys import LATER
from feedmaker.config.site import json_schema

PAGE = Path(__file__).parents[1] / "docs" / "site-file-keys.md"
SECTIONS = ("listing", "article", "filter", "feed", "request")

Schema = dict[str, Any]

_BEGIN = """\
# The site file, key by key

Every key with the values that it takes. This page is written from the same tables by which
feedmaker reads the files, and so is what `feedmaker schema` prints for editors. How the
keys work together, with examples, is in [the site file](site-file.md); what a rule is, in
[its section on rules](site-file.md#rules).
"""
_RULE = "a [rule](site-file.md#rules)"
_TEXT = {"string", "number", "boolean"}


def page() -> str:
    """Return the page as it should be."""
    schema: Any = json_schema()
    top = {key: of for key, of in schema["properties"].items() if key not in SECTIONS}
    parts = [_BEGIN, "## Top level\n", *_keys("", top, set(schema["required"]))]
    for section in SECTIONS:
        stated = schema["properties"][section]
        keys = schema["$defs"][_reference(stated)]["properties"]
        parts += [f"## {section}\n", f"{stated['description']}\n", *_keys(f"{section}.", keys)]
    steps = next(one for one in schema["$defs"]["Rule"]["anyOf"] if one.get("type") == "object")
    parts += ["## Steps of a rule\n", f"{steps['description']}\n", *_keys("", steps["properties"])]
    later = "\n".join(f"* `{key}`: {what}" for key, what in LATER.items())
    parts += ["## Kept free\n", f"These are promised, and a fault so far:\n\n{later}\n"]
    return "\n".join(parts)


def _keys(before: str, keys: Schema, required: Collection[str] = ()) -> list[str]:
    return [_key(f"{before}{key}", of, key in required) for key, of in keys.items()]


def _key(name: str, of: Schema, is_required: bool) -> str:
    lines = [f"### `{name}`\n", f"{of.get('description', '')}\n", f"* Value: {_kind(of)}."]
    if is_required:
        lines.append("* Must be there.")
    elif of.get("default") not in (None, ""):
        lines.append(f"* Without it: `{_written(of['default'])}`.")
    return "\n".join(lines) + "\n"


def _kind(of: Schema) -> str:
    """Return in words which values a schema takes."""
    if _reference(of) == "Rule":
        return _RULE if "anyOf" not in of else f"{_RULE}, or {_others(of)}"
    if "anyOf" in of:
        return _of_several(of["anyOf"])
    if "enum" in of:
        return "one of " + ", ".join(f"`{_written(one)}`" for one in of["enum"])
    if "const" in of:
        return f"`{_written(of['const'])}`"
    if of.get("type") == "object":
        return _mapping(of)
    if of.get("type") == "array":
        return "a list of two: a pattern, and a text" if "prefixItems" in of else "a list"
    if of.get("type") == "integer":
        return f"a whole number from {of['minimum']}"
    if of.get("type") == "boolean":
        return "`true` or `false`"
    pattern = of.get("pattern", "")
    if pattern.startswith("^https?"):
        return "an address that begins with `https://` or `http://`"
    return "a span of time, as `90s`, `30m`, `2h` or `1d`" if "smhd" in pattern else "a text"


def _of_several(kinds: list[Schema]) -> str:
    """Return the kinds, a list of one of them as such."""
    said: list[str] = []
    for one in kinds:
        if one.get("type") == "array" and said:
            said.append("a list of such")
        elif (kind := _kind(one)) not in said:
            said.append(kind)
    return ", or ".join(said)


def _others(of: Schema) -> str:
    return _of_several([one for one in of["anyOf"] if _reference(one) != "Rule"])


def _mapping(of: Schema) -> str:
    if keys := of.get("properties"):
        return "a mapping with " + ", ".join(f"`{key}`" for key in keys)
    return "a mapping of names to texts"


def _reference(of: Schema) -> str:
    """Return the name of the definition that a schema leans on; "" if none."""
    ways = [of, *of.get("anyOf", ()), *of.get("allOf", ())]
    return next((one["$ref"].rpartition("/")[2] for one in ways if "$ref" in one), "")


def _written(value: object) -> str:
    """Return a value as a site file would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_written, value))}]"
    return str(value)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
