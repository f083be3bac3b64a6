"""A site, as it was found -> the text of its site file: short, in the order of the contract.

Pure, and the one place where YAML is written. What stands in it is decided by others; whether
it reads back as the same site, its caller asks `config`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from feedmaker.model import ArticleRules, FieldRules, ListingRules, Rules, Site
from feedmaker.page.field_rules import as_written
from feedmaker.text import plain_line

_QUOTED = tuple("#[]{}&*!|>'\"%@`,-?:~ ")
"""What a plain value of YAML can't begin with, or can't everywhere."""

_PLAIN_WORD = re.compile(r"(?i)null|true|false|yes|no|on|off|")
_LONGEST_NOTE = 200


def yaml_text(value: str) -> str:
    """Return a line of text as YAML reads it back, quoted where it must be."""
    unsure = value.endswith((":", " ")) or ": " in value or " #" in value
    if unsure or value.startswith(_QUOTED) or _PLAIN_WORD.fullmatch(value):
        return "'" + value.replace("'", "''") + "'"
    return value


def written_rules(rules: ListingRules) -> dict[str, str]:
    """Return the rules as a site file would state them, those that are stated."""
    stated = {"within": rules.within, "item": rules.item, "link": rules.link, "id": rules.id}
    stated |= {name: getattr(rules.fields, name) for name in FieldRules.__dataclass_fields__}
    stated["next"] = rules.next
    return {name: as_written(rule) for name, rule in stated.items() if rule}


def written_article(rules: ArticleRules) -> dict[str, str | list[str]]:
    """Return the rules of articles as a site file would state them, those that are stated."""
    stated = {name: getattr(rules.fields, name) for name in FieldRules.__dataclass_fields__}
    stated["next"] = rules.next
    stated["single_page"] = rules.single_page
    written: dict[str, str | list[str]] = {
        name: as_written(rule) for name, rule in stated.items() if rule
    }
    if rules.remove:
        written["remove"] = [rule.text for rule in rules.remove]
    return written


def listing_text(url: str, rules: ListingRules) -> str:
    """Return a site file, ready to be saved, with these rules for its listing."""
    stated = (f"  {key}: {yaml_text(rule)}" for key, rule in written_rules(rules).items())
    return "\n".join([f"url: {yaml_text(url)}", "listing:", *stated])


def site_text(site: Site, notes: Mapping[str, str]) -> str:
    """Return the site's file: what is stated of it, each with its note as a comment.

    `notes` are by dotted key, as "timezone" and "article.remove"; "" stands at the top. A key
    without a value but with a note stands there as a comment, for its owner to fill in. A note
    may hold words of the page: it stays one line.
    """
    lines = [f"# {line}" for line in _note(notes, "").split(" | ") if line]
    lines += (_line(key, value, notes) for key, value in _top(site) if value or key in notes)
    for owner, parts in (("listing", _of_listing(site)), ("article", _of_article(site))):
        stated = [(key, value) for key, value in parts if value or f"{owner}.{key}" in notes]
        if stated:
            lines += ["", f"{owner}:" if any(value for _, value in stated) else f"# {owner}:"]
            lines += (_line(key, value, notes, owner) for key, value in stated)
    return "\n".join(lines) + "\n"


def _top(site: Site) -> Iterator[tuple[str, str]]:
    yield "url", yaml_text(site.urls[0].url)
    if site.listing.source != "html":
        yield "source", site.listing.source
    yield "title", yaml_text(site.title) if site.title else ""
    yield "language", yaml_text(site.language) if site.language else ""
    yield "timezone", site.timezone
    if site.every.span is not None:
        yield "every", _interval(int(site.every.span.total_seconds()))


def _of_listing(site: Site) -> Iterator[tuple[str, str]]:
    for key, rule in written_rules(site.listing).items():
        yield key, yaml_text(rule)


def _of_article(site: Site) -> Iterator[tuple[str, str]]:
    if site.article is None:
        return
    for name in FieldRules.__dataclass_fields__:
        rules: Rules = getattr(site.article.fields, name)
        yield name, yaml_text(as_written(rules)) if rules else ""
    several = [rule.text for rule in site.article.remove]
    if len(several) > 1:
        yield "remove", f"[{', '.join(map(_in_list, several))}]"
    else:
        yield "remove", "".join(map(yaml_text, several))
    for key, way in (("next", site.article.next), ("single_page", site.article.single_page)):
        yield key, yaml_text(as_written(way)) if way else ""


def _in_list(selector: str) -> str:
    plain = yaml_text(selector)
    return plain if plain.startswith("'") or "," not in plain else f"'{plain}'"


def _line(key: str, value: str, notes: Mapping[str, str], owner: str = "") -> str:
    note = _note(notes, f"{owner}.{key}" if owner else key)
    indent = "  " if owner else ""
    line = f"{indent}{key}: {value}" if value else f"# {indent}{key}: …"
    return f"{line:36}  # {note}" if note else line


def _note(notes: Mapping[str, str], key: str) -> str:
    return plain_line(notes.get(key, ""), _LONGEST_NOTE)


def _interval(seconds: int) -> str:
    for unit, length in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds % length == 0:
            return f"{seconds // length}{unit}"
    return f"{seconds}s"
