"""A site file's bytes -> Site, complete and checked, or all its faults at once.

YAML is read in `yaml_text`, the keys and their values in `keys`; here the
two meet: what is wrong gets the line on which it stands, and what no key can tell
alone is looked at. Which files there are is `folder`'s to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from pydantic import BaseModel, ValidationError

from feedmaker.config.diagnostics import Path, WrongValueError, dotted, near, new_fault
from feedmaker.config.json_schema import json_schema
from feedmaker.config.keys import (
    LATER,
    DefaultKeys,
    HostKeys,
    HostRequestKeys,
    ListingKeys,
    SiteKeys,
)
from feedmaker.config.secrets import NAME, PREFIX, placeholders
from feedmaker.config.values import name_problem
from feedmaker.config.yaml_text import Node, Nodes, merge, node_at, plain, read_nodes, texts
from feedmaker.errors import ConfigError, Fault
from feedmaker.model import ArticleRules, FieldRules, HostSettings, ListingRules, Rule, Site
from feedmaker.urls import is_public_suffix

__all__ = ["Checked", "check_site", "json_schema", "read_defaults", "read_host", "read_site"]

MOST_SELECTORS = 50
"""Of one site: each costs time on every page."""

_KnownKeys = Mapping[Path, type[BaseModel]]

_KEYS: _KnownKeys = {
    (): SiteKeys,
    **{
        (key,): SiteKeys.model_fields[key].default.__class__
        for key in ("listing", "article", "filter", "feed", "request")
    },
}
_HOST_KEYS: _KnownKeys = {(): HostKeys, ("request",): HostRequestKeys}
_NOT_BY_DEFAULT: tuple[Path, ...] = (("url",), ("formerly",), ("feed", "id"))
_FIELD_KEYS = frozenset(field.name for field in fields(FieldRules))
_ITEM_KEYS = _FIELD_KEYS | {"link", "id"}
_RULE_KEYS = _ITEM_KEYS | {"within", "item", "next", "remove", "single_page"}
_FEED_KEYS = frozenset({"pages", "limit", "order"})
"""Of `listing`, where the address gives a feed."""
_STEPS = frozenset({"match", "replace", "format", "join", "value"})
_NO_URL = "is missing: the address of the listing page, as `url: https://www.example.org/news`"
_FROM_ROOT = re.compile(r"\s*(?:xpath:\s*)?\(*\s*/")


@dataclass(frozen=True, slots=True)
class Checked:
    """A good site file, and what is likely not meant in it."""

    site: Site
    warnings: tuple[Fault, ...] = ()


def read_site(
    name: str,
    body: bytes,
    *,
    file: str,
    defaults: Node | None = None,
    secrets: frozenset[str] = frozenset(),
) -> Site:
    """Return the site of a file. `file` is its name for people; else as `check_site`."""
    return check_site(name, body, file=file, defaults=defaults, secrets=secrets).site


def check_site(
    name: str,
    body: bytes,
    *,
    file: str,
    defaults: Node | None = None,
    secrets: frozenset[str] = frozenset(),
) -> Checked:
    """Return the site of a file with its warnings.

    `defaults` are `read_defaults`' nodes; `secrets` the names that the operator
    lists for this site. Raises ConfigError with all faults, in the order of their
    lines.
    """
    if problem := name_problem(name):
        raise ConfigError((new_fault(file, 0, 0, (), problem),))
    own = read_nodes(body, file)
    root = merge(defaults, own.root)
    faults = [*own.faults, *_secret_faults(root, secrets)]
    keys, more = _validated(SiteKeys, root, own)
    faults += more
    site = keys.site(name) if isinstance(keys, SiteKeys) else None
    if isinstance(keys, SiteKeys) and site is not None:
        faults += [_fault(root, path, what) for path, what in _disagreements(keys, site)]
        faults += _without_meaning(own.root, site)
    if faults or site is None:
        raise ConfigError(_in_order(faults))
    return Checked(site, _in_order(_warnings(root, own.root, site)))


def read_defaults(body: bytes, *, file: str) -> Node:
    """Return the values of `_defaults.yaml` as nodes. Raises ConfigError with all their faults."""
    nodes = read_nodes(body, file)
    faults = [fault for fault in nodes.faults if fault.line]  # an empty one is no fault
    given = dict(_below(nodes.root))
    what = "belongs to one site, not to `_defaults.yaml`"
    faults += [_point(given[path], path, what) for path in _NOT_BY_DEFAULT if path in given]
    _, more = _validated(DefaultKeys, nodes.root, nodes)
    told = {(fault.line, fault.column) for fault in faults}
    faults += [fault for fault in more if (fault.line, fault.column) not in told]
    if faults:
        raise ConfigError(_in_order(faults))
    return nodes.root


def read_host(
    body: bytes, *, file: str, host: str = "", secrets: frozenset[str] = frozenset()
) -> HostSettings:
    """Return what a `_hosts/HOST.yaml` says. `secrets` as in `check_site`.

    Raises ConfigError with all faults.
    """
    nodes = read_nodes(body, file)
    faults = [*nodes.faults, *_secret_faults(nodes.root, secrets, whose=f"`_hosts/{host}`")]
    keys, more = _validated(HostKeys, nodes.root, nodes, known=_HOST_KEYS)
    faults += more
    if isinstance(keys, HostKeys) and keys.subdomains and is_public_suffix(host):
        what = (
            f"`{host}` is a public suffix: the hosts below it belong to many owners; name the file"
            f" after one owner's domain, as `name.{host}.yaml`, or leave `subdomains` out"
        )
        faults.append(_fault(nodes.root, ("subdomains",), what))
    if faults or not isinstance(keys, HostKeys):
        raise ConfigError(_in_order(faults))
    return keys.host_settings()


def _validated(
    kind: type[BaseModel], root: Node, nodes: Nodes, *, known: _KnownKeys | None = None
) -> tuple[BaseModel | None, list[Fault]]:
    """Return the keys of a mapping, or None and why; a value that YAML swallowed is told once."""
    try:
        return kind.model_validate(plain(root)), []
    except ValidationError as error:
        found: list[Fault] = []
        for one in error.errors(include_url=False, include_input=False):
            path = tuple(one["loc"])
            for below, what in _problems(one["type"], path, one["msg"], one.get("ctx"), known):
                at = (*path, *below)
                told = any(at and lost[: len(at)] == at for lost in nodes.dropped)
                unread = one["type"] == "missing" and nodes.faults and not nodes.root.value
                if not told and not unread:
                    found.append(_fault(root, at, what))
        misspelt = any("did you mean `url`" in fault.problem for fault in found)
        return None, [fault for fault in found if not (misspelt and fault.problem == _NO_URL)]


def _problems(
    kind: str, path: Path, text: str, context: dict[str, object] | None, known: _KnownKeys | None
) -> tuple[tuple[Path, str], ...]:
    """Return what one of pydantic's errors says in our words, each with its path below `path`."""
    cause = (context or {}).get("error")
    if isinstance(cause, WrongValueError):
        return cause.problems
    if kind == "missing":
        return (((), _NO_URL),)
    if kind == "extra_forbidden":
        return (((), _unknown_key(path, known)),)
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        also = ", or `false`" if path == ("article",) else ""
        return (((), f"keys are wanted below it{also}"),)
    return (((), text),)


def _unknown_key(path: Path, known: _KnownKeys | None) -> str:
    key, parent = str(path[-1]), path[:-1]
    if what := LATER.get(dotted(path)):
        return f"`{key}` ({what}) is not there yet"
    if known is not None:
        return f"unknown key `{key}`{near(key, known.get(parent, HostKeys).model_fields)}"
    homes = [home for home, keys in _KEYS.items() if key in keys.model_fields and home != parent]
    if homes == [()]:
        return f"unknown key `{key}` (did you mean `{key}` at the top, not in `{dotted(parent)}`?)"
    if homes:
        places = " or ".join(f"`{dotted((*home, key))}`" for home in homes)
        return f"unknown key `{key}` (did you mean {places}?)"
    return f"unknown key `{key}`{near(key, _KEYS.get(parent, SiteKeys).model_fields)}"


def _disagreements(keys: SiteKeys, site: Site) -> Iterator[tuple[Path, str]]:
    """Yield what is wrong between keys that are right, each alone."""
    listing, request = keys.listing, keys.request
    if not listing.item and site.listing.source == "html":
        given = [
            key for key in ListingKeys.model_fields if key in _ITEM_KEYS & listing.model_fields_set
        ]
        for key in given[:1]:
            yield ("listing", key), "needs `listing.item`, in which it is looked for"
    if request.method == "GET":
        for key in sorted({"form", "body"} & request.model_fields_set):
            yield ("request", key), "needs `request.method: POST`"
    if request.form and request.body:
        yield ("request", "body"), "either `form` or `body`"
    if site.name in site.formerly:
        yield ("formerly",), "holds the file's own name"
    count = sum(1 for rule in _all_rules(site) if rule.engine != "none")
    if count > MOST_SELECTORS:
        yield (), f"{count} selectors; {MOST_SELECTORS} at most"


def _without_meaning(own: Node, site: Site) -> Iterator[Fault]:
    """Yield the keys of `listing` that a feed has no use for; defaults for all sites may have."""
    if site.listing.source != "feed":
        return
    for path, node in _below(own):
        if path[:1] == ("listing",) and len(path) == 2 and path[1] not in _FEED_KEYS:
            what = "has no meaning with `source: feed`: the feed says it of its items; take it out"
            yield _point(node, path, what)


def _all_rules(site: Site) -> Iterator[Rule]:
    holders: list[ListingRules | ArticleRules | FieldRules] = [site.listing, site.listing.fields]
    if site.article is not None:
        holders += [site.article, site.article.fields]
    for holder in holders:
        for field in fields(holder):
            value = getattr(holder, field.name)
            if isinstance(value, tuple):
                yield from value


def _secret_faults(
    root: Node, secrets: frozenset[str], *, whose: str = "this site"
) -> Iterator[Fault]:
    for path, node in texts(root):
        for name in placeholders(str(node.value)):
            if path[0] != "request":
                if name.startswith(PREFIX):
                    yield _point(node, path, f"`${{{name}}}` can stand inside `request` only")
            elif not NAME.fullmatch(name):
                yield _point(node, path, f"`${{{name}}}`: only names that begin with `{PREFIX}`")
            elif name not in secrets:
                yield _point(
                    node,
                    path,
                    f"`{name}` is not listed for {whose}: `[secrets]` in feedmaker.toml",
                )


def _warnings(root: Node, own: Node, site: Site) -> Iterator[Fault]:
    """Yield what is allowed, and likely not meant."""
    for path, node in texts(root):
        of_rule = path[0] in {"listing", "article"} and not _RULE_KEYS.isdisjoint(path[1:2])
        if not of_rule or not _STEPS.isdisjoint(path[2:]):
            continue
        if node.comment:
            what = (
                f"`{node.comment}` is a comment to YAML; if it belongs to the rule, quote the rule"
            )
            yield _point(node, path, what)
        if path[0] == "listing" and path[1] in _ITEM_KEYS and _FROM_ROOT.match(str(node.value)):
            yield _point(node, path, "looks in the whole page, not in the item: write `.//`")
    if site.listing.may_be_empty and not site.listing.within:
        path = ("listing", "may_be_empty")
        yield _fault(root, path, "without `within`, a list that vanished looks empty too")
    article = dict(_below(own)).get(("article",))
    if site.listing.item_is_entry and article is not None and isinstance(article.value, dict):
        yield _point(article, ("article",), "has no effect where `listing.link` is `false`")


def _below(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield every key's path and node, two levels deep."""
    if isinstance(node.value, dict) and len(path) < 2:
        for key, child in node.value.items():
            yield (*path, key), child
            yield from _below(child, (*path, key))


def _fault(root: Node, path: Path, problem: str) -> Fault:
    if not path:
        return new_fault(root.file, 0, 0, (), problem)
    node = node_at(root, path)
    if node is root:  # a key that is not there; the address stands in the first line
        at = 1 if problem == _NO_URL else 0
        return new_fault(root.file, at, at, path, problem)
    return _point(node, path, problem)


def _point(node: Node, path: Path, problem: str) -> Fault:
    return new_fault(node.file, node.line, node.column, path, problem)


def _in_order(faults: Iterator[Fault] | list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda f: (f.file, f.line, f.column)))
