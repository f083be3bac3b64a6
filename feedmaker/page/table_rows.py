"""Why a rule finds no rows of a table: HTML puts a `tbody` around them that no source shows.

For the words of a fault alone; a rule is never run as another than its site file has it.
The tree of an XHTML page has that `tbody` too (`xhtml`), so none is ever missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from feedmaker.model import Rule, Rules
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import select_nodes

_GROUPS = r"(?:tbody|thead|tfoot)"
_CSS_ROW = re.compile(r"\s*>\s*tr(?![\w-])")
_CSS_GROUP = re.compile(rf"(?:^|[\s>+~(,]){_GROUPS}(?![\w-])[^\s>+~]*$")
_XPATH_ROW = re.compile(r"(?P<step>/(?:child::)?|(?<![/:@\w-])(?:child::)?)tr(?![\w-])")
_XPATH_GROUP = re.compile(rf"(?:^|[/:]){_GROUPS}(?:\[[^\]]*\])*$")


def tbody_hint(
    document: Document, rules: Rules, inside: Sequence[LexborNode | None] = (None,)
) -> str:
    """Return which rule would match with a `tbody` before its rows, and how often; "" if none."""
    for rule in rules:
        other = _with_tbody(rule)
        if other == rule:
            continue
        found = {node.mem_id for at in inside for node in select_nodes(document, (other,), at)}
        if found:
            why = "HTML puts a `tbody` between a table and its rows"
            return f"`{other.select}` matches {len(found)}, because {why}"
    return ""


def _with_tbody(rule: Rule) -> Rule:
    if rule.engine == "css":
        return replace(rule, select=_css(rule.select))
    return replace(rule, select=_xpath(rule.select)) if rule.engine == "xpath" else rule


def _css(select: str) -> str:
    def put(found: re.Match[str]) -> str:
        grouped = _CSS_GROUP.search(select[: found.start()])
        return found[0] if grouped else f" > tbody{found[0]}"

    return _CSS_ROW.sub(put, select)


def _xpath(select: str) -> str:
    def put(found: re.Match[str]) -> str:
        before, step = select[: found.start()], found["step"]
        if before.endswith("/") or _XPATH_GROUP.search(before):  # `//tr` finds them all
            return found[0]
        return f"{step}tbody/{step.removeprefix('/')}tr"

    return _XPATH_ROW.sub(put, select)
