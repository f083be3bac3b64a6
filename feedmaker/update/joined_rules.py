"""Rules for one list each, all of one site -> rules that read every one of them.

A site file has one `listing` for all its addresses: where these were built in different ways, its
selectors name both (`.story, .card`). Whether such rules find what they should, the caller tries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from feedmaker.detect.repair import with_select
from feedmaker.model import FieldRules, ListingRules, Rule, Rules


def joined(ways: Sequence[ListingRules]) -> Iterator[ListingRules]:
    """Give rules that may read the lists of all these; none where that can't be said in CSS."""
    holders = [way.within for way in ways]
    within = _either(holders) if all(holders) else ()
    item = _either([way.item for way in ways])
    stated = FieldRules()
    for key in (one.name for one in fields(FieldRules)):
        options: list[Rules] = [getattr(way.fields, key) for way in ways]
        either = _either([rules for rules in options if rules])
        if either is None:
            return
        stated = replace(stated, **{key: either})
    if within is None or item is None:
        return
    links = [way.link for way in ways]
    for link in dict.fromkeys([*links, _either([one for one in links if one]) or ()]):
        yield replace(ways[0], within=within, item=item, link=link, fields=stated)


def _either(options: Sequence[Rules]) -> Rules | None:
    """Return the rule that finds what any of these does; None if no one selector can say that."""
    once = list(dict.fromkeys(options))
    if len(once) < 2:
        return once[0] if once else ()
    rules = [rule for one in once for rule in one]
    forms = {_form(rule) for rule in rules}
    if any(len(one) != 1 for one in once) or len(forms) != 1 or rules[0].engine != "css":
        return None
    selectors = dict.fromkeys(part for rule in rules for part in _parts(rule.select))
    if any(selector.startswith(":self") for selector in selectors):
        return None
    return (with_select(rules[0], ", ".join(selectors)),)


def _form(rule: Rule) -> Rule:
    return replace(rule, text="", select="")


def _parts(select: str) -> list[str]:
    """Return the selectors of a plain list; one with brackets stays whole."""
    return [select] if "(" in select or "[" in select else [p.strip() for p in select.split(",")]
