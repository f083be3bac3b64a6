"""A rule as a site file writes it -> model.Rule, checked whole: it will run, or it is refused.

The grammar is SITE_FILE.md's "Rules". Used by `site`, and by commands that take
a rule as an option. Running rules is `rule_engine`' business.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from feedmaker.config.diagnostics import WrongValueError, near
from feedmaker.config.patterns import read_pattern, read_replacement
from feedmaker.config.suggest import as_value
from feedmaker.config.values import (
    read_keys,
    read_list,
    read_text,
)
from feedmaker.model import Rule, Rules

Kind = Literal["element", "value", "date"]
"""What a key wants of its rule: elements themselves, a value, or a date's text."""

_SELF = ":self"
_PREFIX = re.compile(r"([A-Za-z][\w-]*):(?!:)\s*")
_PSEUDO = re.compile(r"-?[A-Za-z][\w-]*")
_ATTRIBUTE = re.compile(r"(?s)(?P<select>.*\S)\s+@(?P<name>[A-Za-z_:][\w:.-]*)")
_TIGHT = re.compile(r"(?P<select>.*[\w\])*])@(?P<name>[A-Za-z_:][\w:.-]*)")
_XPATH_STARTS = ("/", "./", "(")
_XPATH_SIGNS = re.compile(r"/|@|::|\(| \| |\[\d")
"""What tells an XPath from a selector with a fault, where it would run as the one."""
_ENDS_IN_TEXT = re.compile(r"/(?:@[\w:-]+|text\(\))\s*$")
_NO_RULES = frozenset({"false", "true", "yes", "no", "on", "off", "null", "none", "~"})
_NAMES = (
    "class content datetime href id itemid itemprop itemscope itemtype name property rel "
    "role src srcset type"
)
_ATTRIBUTE_NAMES = frozenset(_NAMES.split())
_LATER = {"json": "for pages of JSON", "meta": "for a page's metadata"}
_LONGEST_XPATH = 500
_XPATH_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")
_XPATH_PREFIX = re.compile(r"[\w-]+:(?!:)[\w*]+")
_XPATH_CALL = re.compile(r"([A-Za-z][\w-]*)\s*\(")
_CORE = (  # XPath 1.0 §4, node tests, and operators before a bracket
    "last position count id local-name namespace-uri name string concat starts-with "
    "contains substring-before substring-after substring string-length normalize-space "
    "translate boolean not true false lang number sum floor ceiling round node text "
    "comment processing-instruction and or div mod"
)
_XPATH_FUNCTIONS = frozenset(_CORE.split())


def read_rules(value: object, kind: Kind = "value") -> Rules:
    """Return the rules of a key, in the order in which they are tried: a text, keys, or a list."""
    if isinstance(value, list) and len(value) == 1 and _is_attribute_name(value[0]):
        raise WrongValueError(f'for an attribute write `"[{value[0]}]"`, with the quotes')
    return tuple(rule for some in read_list(value, lambda v: _read_one(v, kind)) for rule in some)


def _is_attribute_name(value: object) -> bool:
    return isinstance(value, str) and (
        value in _ATTRIBUTE_NAMES or value.startswith(("data-", "aria-"))
    )


def _read_one(value: object, kind: Kind) -> Rules:
    if isinstance(value, dict):
        return _read_keys(value, kind)
    if isinstance(value, list):
        raise WrongValueError("a list of rules can't hold another list")
    return (read_rule_text(read_text(value), kind),)


def read_rule_text(text: str, kind: Kind = "value") -> Rule:
    """Return the rule that a text means. Raises WrongValueError."""
    written = text.strip()
    if not written:
        raise WrongValueError("is empty: leave the key out")
    if written.lower() in _NO_RULES:
        raise WrongValueError(f"`{written}` is no rule: leave the key out")
    if re.match(r"(?i)https?://", written):
        raise WrongValueError(f"`{written}` is an address, and no rule: where does it stand?")
    prefix, select = _split_prefix(written)
    if prefix == "xpath" or (not prefix and select.startswith(_XPATH_STARTS)):
        return _xpath_rule(written, select, kind)
    return _css_rule(written, select, kind)


def _split_prefix(text: str) -> tuple[str, str]:
    """Return "css", "xpath" or "", and the rest. A colon before a pseudo-class is no prefix."""
    from feedmaker.config.css_lint import KNOWN

    found = _PREFIX.match(text)
    if found is None:
        return "", text
    word, rest = found[1].lower(), text[found.end() :]
    if word in {"css", "xpath"}:
        return word, rest
    if word in _LATER:
        raise WrongValueError(f"`{word}:` ({_LATER[word]}) is not there yet")
    pseudo = _PSEUDO.match(text, found.end())
    name = pseudo[0].lower() if pseudo and text[found.end() - 1] == ":" else ""
    if name and (name in KNOWN or near(name, KNOWN)):
        return "", text
    raise WrongValueError(f"`{found[1]}:` is no kind of rule: `css:` or `xpath:`, or no such word")


def _css_rule(written: str, select: str, kind: Kind) -> Rule:
    from feedmaker.config.css_lint import selector_problem  # lexbor: not for `remembered` sites

    found = _ATTRIBUTE.fullmatch(select)
    attribute = found["name"] if found else ""
    select = found["select"] if found else select
    if select != _SELF:
        # The item is marked with an attribute when such a rule runs.
        probe = f"[x]{select.removeprefix(_SELF)}" if _is_from_self(select) else select
        if problem := selector_problem(probe):
            raise WrongValueError(problem + _other_hint(select, kind))
    if attribute and kind == "element":
        raise WrongValueError(f"elements are wanted here, not the attribute `@{attribute}`")
    return Rule(text=written, engine="css", select=select, attribute=attribute)


def _is_from_self(select: str) -> bool:
    return bool(re.match(r":self(?![\w-])", select))


def _other_hint(select: str, kind: Kind) -> str:
    """Return what a text that is no CSS may have been meant to be."""
    if select == ".":
        return "; the item itself is `:self`"
    if re.fullmatch(r"@[\w-]+", select):
        return f"; an attribute of the item itself is `:self {select}`"
    if _XPATH_SIGNS.search(select) and _runs_as_xpath(select, kind):
        return f"; it looks like XPath: write `{as_value(f'xpath:{select}')}`"
    if tight := re.fullmatch(r"([^@\s]+)@([\w-]+)", select):
        return f"; an attribute wants a space before it: `{tight[1]} @{tight[2]}`"
    return ""


def _runs_as_xpath(select: str, kind: Kind) -> bool:
    try:
        _xpath_rule(select, select, kind)
    except WrongValueError:
        return False
    return True


def _xpath_rule(written: str, select: str, kind: Kind) -> Rule:
    if problem := xpath_problem(select):
        raise WrongValueError(problem)
    if kind == "element" and _ENDS_IN_TEXT.search(select):
        raise WrongValueError("elements are wanted here, not their attributes or text")
    return Rule(text=written, engine="xpath", select=select)


def xpath_problem(select: str) -> str:
    """Return why an XPath 1.0 expression can't run, or "" if it can."""
    from lxml import etree  # 13 ms, only for XPath rules

    if not select:
        return "an empty rule"
    bare = _XPATH_TEXT.sub("''", select)
    if found := _XPATH_PREFIX.search(bare):
        return f"`{found[0]}`: names in a page have no prefix"
    if "$" in bare:
        return f"`{select}`: there are no variables"
    for function in _XPATH_CALL.findall(bare):
        if function not in _XPATH_FUNCTIONS:
            return f"`{function}()` is no function of XPath 1.0{near(function, _XPATH_FUNCTIONS)}"
    if len(select) > _LONGEST_XPATH:
        return f"an XPath is longer than {_LONGEST_XPATH} characters"
    try:
        # Some faults only show when it runs.
        value = etree.XPath(select)(etree.fromstring("<html><body/></html>"))
    except (etree.XPathError, ValueError) as error:
        hint = ""
        if found := _ATTRIBUTE.fullmatch(select) or _TIGHT.fullmatch(select):
            hint = f"; an attribute is written `{found['select']}/@{found['name']}`"
        return f"`{select}` is no XPath 1.0: {str(error).strip() or 'unreadable'}{hint}"
    if isinstance(value, bool):
        return f"`{select}` says yes or no, and that is no value"
    return ""


def _read_keys(value: object, kind: Kind) -> Rules:
    """Return the rules of a mapping; the steps after `select` are the same for each of them."""
    given = read_keys(
        value,
        {
            "select": lambda v: _read_selects(v, kind),
            "match": read_pattern,
            "replace": read_replacement,
            "format": read_date_format,
            "join": read_text,
            "value": read_text,
        },
    )
    problems = [f"`{key}` is for dates" for key in given if key == "format" and kind != "date"]
    if kind == "element":
        problems = [f"elements are wanted here: no `{key}`" for key in given if key != "select"]
    elif "value" in given and not str(given["value"]).strip():
        problems.append("`value` is empty")
    if problems:
        raise WrongValueError(*problems)
    steps = replace(
        Rule("", "none"),
        **{key: step for key, step in given.items() if key != "select"},  # type: ignore[arg-type]  # each reader gives its own field's type
    )
    selects = given.get("select")
    if isinstance(selects, tuple):
        return tuple(
            replace(steps, text=r.text, engine=r.engine, select=r.select, attribute=r.attribute)
            for r in selects
            if isinstance(r, Rule)
        )
    if set(given) != {"value"}:
        raise WrongValueError("`select` is missing: where does the value stand?")
    return (replace(steps, text=steps.value),)


def _read_selects(value: object, kind: Kind) -> Rules:
    return tuple(read_list(value, lambda v: read_rule_text(read_text(v), kind)))


def read_date_format(value: object) -> str:
    """Return a date's form in strptime's codes."""
    from feedmaker.dates.strptime import format_fault  # with its names of months: seldom stated

    form = read_text(value)
    if fault := format_fault(form):
        raise WrongValueError(f"`{form}`: {fault}")
    return form
