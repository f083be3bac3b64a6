"""A site file's text and other rules for its list -> the text with these alone changed.

Pure. Comments, order, quotes and line ends of all else stay as their owner wrote them, because the
text is changed only where a value stands. The file was found good before; that the new text means
what it should, the caller asks `config`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

import yaml

from feedmaker.detect.site_file import yaml_text

_IN_FLOW = re.compile(r"[,\[\]{}]")
_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_BOM = "\ufeff"
_Pairs = dict[str, tuple[yaml.Node, yaml.Node]]


def with_rules(text: str, rules: Mapping[str, str], owner: str = "listing") -> str | None:
    """Return a site file's text with other rules in its `listing`, or `article`; "" takes one away.

    None where that can't be said by changing a value: the file's own `listing` has no `item`, its
    `article` no such key, or a key that changes holds a list of rules with steps.
    """
    bare = text.removeprefix(_BOM)  # YAML counts no column for it
    signed = text[: len(text) - len(bare)]
    try:
        for key, rule in rules.items():
            changed = _with_rule(bare, owner, key, rule)
            if changed is None:
                return None
            bare = changed
    except yaml.YAMLError:
        return None  # it is written in a way that no line can be added to (`? item`)
    return signed + bare


def states(text: str, owner: str) -> bool:
    """Tell whether a site file's text has this key itself."""
    return owner in _pairs(yaml.compose(text.removeprefix(_BOM), Loader=yaml.CSafeLoader))


def as_patch(old: str, new: str, name: str) -> list[str]:
    """Return what differs between two texts of a file, as lines of a unified diff."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), name, name, lineterm="", n=2)
    return list(lines)


def _with_rule(text: str, owner: str, key: str, rule: str) -> str | None:
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    name, holder = _pairs(root).get(owner, (None, None))
    if name is None or not isinstance(holder, yaml.MappingNode):
        return None
    keys, flow = _pairs(holder), bool(holder.flow_style)
    if ("item" if owner == "listing" else key) not in keys:
        return None
    if not rule and keys.keys() == {key}:
        return _without_last(text, name, holder)
    written = _written(rule, flow=flow)
    if key not in keys:
        return _added(text, f"{key}: {written}", keys["item"], flow=flow) if rule else text
    named, value = keys[key]
    if not rule:
        return _without(text, named, value, flow=flow)
    if isinstance(value, yaml.MappingNode):
        inner = _pairs(value).get("select")
        if inner is None:
            return None
        written = _written(rule, flow=flow or bool(value.flow_style))
        value = inner[1]
    if isinstance(value, yaml.SequenceNode):
        if not all(isinstance(one, yaml.ScalarNode) for one in value.value):
            return None
        begin, end = _end(text, named), _end(text, value.value[-1])
        if value.flow_style:
            end = _at(text, value.end_mark)
        return f"{text[:begin]}: {written}{text[end:]}"
    return text[: _at(text, value.start_mark)] + written + text[_end(text, value) :]


def _pairs(node: yaml.Node | None) -> _Pairs:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {name.value: (name, value) for name, value in node.value}


def _written(rule: str, *, flow: bool) -> str:
    plain = yaml_text(rule)
    if flow and plain == rule and _IN_FLOW.search(rule):
        return "'" + rule.replace("'", "''") + "'"
    return plain


def _added(text: str, line: str, item: tuple[yaml.Node, yaml.Node], *, flow: bool) -> str:
    """Return the text with one key more, after `item`."""
    name, value = item
    end = _end(text, value)
    if flow:
        return f"{text[:end]}, {line}{text[end:]}"
    found = _BREAK.search(text, end)
    at = found.start() if found else len(text)
    newline = found[0] if found else "\n"
    return f"{text[:at]}{newline}{' ' * name.start_mark.column}{line}{text[at:]}"


def _without(text: str, name: yaml.Node, value: yaml.Node, *, flow: bool) -> str | None:
    """Return the text without a key; None where other keys stand on its lines."""
    begin, end = _at(text, name.start_mark), _end(text, value)
    if isinstance(value, (yaml.MappingNode, yaml.SequenceNode)) and not flow:
        return None
    if flow:
        after = re.compile(r"\s*,\s*").match(text, end)
        if after:
            return text[:begin] + text[after.end() :]
        before = text[:begin].rstrip()
        return before.removesuffix(",") + text[end:]
    found = _BREAK.search(text, end)
    return text[: begin - name.start_mark.column] + (text[found.end() :] if found else "")


def _without_last(text: str, name: yaml.Node, holder: yaml.Node) -> str:
    """Return the text without a key of the top whose only rule falls away."""
    last = holder
    while isinstance(last, yaml.CollectionNode) and not last.flow_style and last.value:
        last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
    found = _BREAK.search(text, _end(text, last))
    return text[: _at(text, name.start_mark)] + (text[found.end() :] if found else "")


def _end(text: str, node: yaml.Node) -> int:
    """Return where a value ends: that of a block (`|`) before its last line's break."""
    at = _at(text, node.end_mark)
    return len(text[:at].rstrip()) if getattr(node, "style", None) in {"|", ">"} else at


def _at(text: str, mark: yaml.Mark) -> int:
    """Return a mark's place in the text."""
    at = 0
    for _ in range(mark.line):
        found = _BREAK.search(text, at)
        if found is None:
            return len(text)
        at = found.end()
    return at + mark.column
