"""The docs say what is so: commands, options, keys, settings and snippets are those of the code."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import feedmaker
from feedmaker.arguments import parsers, read_options
from feedmaker.config.secrets import placeholders
from feedmaker.config.settings import Settings, read_settings
from feedmaker.config.site import json_schema, read_host, read_site
from feedmaker.errors import ConfigError
from feedmaker.scaffold.ways import WAYS, Words, texts_of

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path(feedmaker.__file__).parent
PAGES = sorted(
    [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "docs/ways").glob("*.md"),
    ]
)
_BLOCK = re.compile(r"(?ms)^```(\w*)\n(.*?)^```$")
_SECTIONS = ("listing", "article", "filter", "feed", "request")


def blocks(page: Path, kind: str) -> list[str]:
    return [text for name, text in _BLOCK.findall(page.read_text("utf-8")) if name == kind]


def rows(page: Path) -> Iterator[tuple[str, str]]:
    """Yield each table row's heading above it, and its first cell, if that is code."""
    heading = ""
    for line in page.read_text("utf-8").splitlines():
        if line.startswith("## "):
            heading = line
        elif found := re.match(r"\| `([^`]+)` \|", line):
            yield heading, found[1]


def commands() -> list[tuple[str, str]]:
    """Every `feedmaker …` that the docs tell people to type."""
    found = []
    for page in PAGES:
        text = page.read_text("utf-8")
        typed = [line[2:] for block in blocks(page, "console") for line in block.splitlines()]
        typed += re.findall(r"`(feedmaker [^`]*)`", _BLOCK.sub("", text))
        typed += re.findall(r"(?m)^\s+- run: (feedmaker .*)$", text)
        found += [(page.name, re.split(r"\s+#|\s+<<<|\s+>", line)[0]) for line in typed]
    return sorted({pair for pair in found if pair[1].startswith("feedmaker ")})


@pytest.mark.parametrize(("page", "command"), commands())
def test_every_command_in_the_docs_can_be_typed(page: str, command: str) -> None:
    typed = shlex.split(command.removeprefix("feedmaker "))
    if "--version" not in typed:  # which ends at once
        read_options(typed)


def test_each_line_for_cron_names_the_command_by_its_path_for_crons_own_is_short() -> None:
    block = re.compile(r"(?ms)^ *```cron\n(.*?)^ *```$")
    texts = [text for page in PAGES for text in block.findall(page.read_text("utf-8"))]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    assert len(lines) == 2
    for line in lines:
        found = re.fullmatch(r"(?:[\d*/,]+ ){5} *cd /\S+ && /\S+/bin/feedmaker (.*)", line)
        assert found, line
        typed = re.sub(r"\$\(.*?\)", "1", found[1].partition(" >")[0])
        read_options(shlex.split(typed))


def examples() -> list[str]:
    """Every command that some --help shows."""
    _, commands = parsers()
    shown = [parser.format_help().partition("\nexamples:\n")[2] for parser in commands.values()]
    return re.findall(r"(?m)^  (feedmaker .*?)(?:  |$)", "\n".join(shown))


@pytest.mark.parametrize("example", examples())
def test_every_example_of_a_help_can_be_typed(example: str) -> None:
    read_options(shlex.split(example.partition(" > ")[0].removeprefix("feedmaker ")))


def test_every_command_has_examples_that_fit_on_a_terminal() -> None:
    _, commands = parsers()
    assert {example.split()[1] for example in examples()} == {*commands}
    for parser in commands.values():
        shown = parser.format_help().partition("\nexamples:\n")[2].splitlines()
        assert max(map(len, shown)) <= 80


def test_every_command_and_option_of_the_parser_is_in_the_docs() -> None:
    text = (ROOT / "docs/commands.md").read_text("utf-8")
    _, commands = parsers()
    for name, parser in commands.items():
        assert f"feedmaker {name}" in text
        for option in parser._option_string_actions:
            assert option == "-h" or f"{option}" in text, f"{name} {option}"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        pytest.param(page.name, text, id=f"{page.name}-{number}")
        for page in PAGES
        for number, text in enumerate(blocks(page, "yaml"))
        if text.startswith("url:")
    ],
)
def test_every_site_file_in_the_docs_is_a_good_one(page: str, text: str) -> None:
    read_site("harbour", text.encode(), file=page, secrets=frozenset(placeholders(text)))


def test_the_host_file_in_the_docs_is_a_good_one() -> None:
    (text,) = (
        text
        for text in blocks(ROOT / "docs/site-file.md", "yaml")
        if text.startswith("# sites/_hosts/")
    )
    host = text.splitlines()[0].removeprefix("# sites/_hosts/").removesuffix(".yaml")
    settings = read_host(text.encode(), file="docs/site-file.md", host=host)
    assert settings.subdomains
    assert settings.request.cookies


def keys_of(schema: dict[str, Any]) -> set[str]:
    """Return every dotted key of the site file."""
    found = set(schema["properties"])
    for section in _SECTIONS:
        part = schema["properties"][section]
        refs = [
            one.get("$ref", "") for one in (part, *part.get("anyOf", ()), *part.get("allOf", ()))
        ]
        name = next(ref for ref in refs if ref).rpartition("/")[2]
        found |= {f"{section}.{key}" for key in schema["$defs"][name]["properties"]}
    return found


def test_every_key_of_the_site_file_is_explained_and_nothing_else_is() -> None:
    told: set[str] = set()
    for heading, key in rows(ROOT / "docs/site-file.md"):
        sections = [name for name in _SECTIONS if f"`{name}`" in heading]
        if heading == "## Top level":
            told.add(key)
        told |= {f"{section}.{key}" for section in sections}
    assert told == keys_of(json_schema())


def test_every_step_of_a_rule_is_explained_and_nothing_else_is() -> None:
    told = {key for heading, key in rows(ROOT / "docs/site-file.md") if heading == "## Rules"}
    defs: Any = json_schema()["$defs"]
    steps = next(one for one in defs["Rule"]["anyOf"] if one.get("type") == "object")
    assert told == set(steps["properties"])


@pytest.mark.parametrize(
    ("written", "instead"),
    re.findall(
        r"(?m)^\| `(\S+: .*?)` \| .*? \| `(\S+: .*?)` \|$",
        (ROOT / "docs/site-file.md").read_text("utf-8"),
    ),
)
def test_a_trap_of_yaml_is_a_fault_and_the_cure_is_none(written: str, instead: str) -> None:
    def site(line: str) -> bytes:
        key = line.partition(":")[0]
        line = line if key == "every" else f"article:\n  {line}"
        return f"url: https://a.example/\n{line}\n".encode()

    with pytest.raises(ConfigError, match=re.escape(instead.partition(": ")[2].strip('"'))):
        read_site("x", site(written), file="x.yaml")
    read_site("x", site(instead), file="x.yaml")


def test_every_setting_is_explained_and_nothing_else_is() -> None:
    told = {key for heading, key in rows(ROOT / "docs/settings.md") if not heading}
    assert told == {field.name for field in fields(Settings)}


def test_the_settings_file_in_the_docs_is_a_good_one(tmp_path: Path) -> None:
    (text,) = blocks(ROOT / "docs/settings.md", "toml")
    (tmp_path / "feedmaker.toml").write_text(text, encoding="utf-8")
    settings = read_settings({}, {}, tmp_path)
    assert settings.base_url == "https://feeds.example.org/"
    assert settings.secrets == {"harbour": frozenset({"FEEDMAKER_SECRET_HARBOUR_TOKEN"})}


def test_the_saved_pages_in_the_docs_have_the_keys_that_are_read() -> None:
    (text,) = blocks(ROOT / "docs/commands.md", "toml")
    saved = tomllib.loads(text)
    assert set(saved) == {"now", "pages", "redirects", "headers", "failures"}
    assert set(saved["headers"]) < set(saved["pages"])
    assert set(saved["redirects"].values()) < set(saved["pages"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_the_docs_link_to_is_there(page: Path) -> None:
    text = _BLOCK.sub("", page.read_text("utf-8"))
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        file = (page.parent / link).resolve()
        if file.is_relative_to(ROOT / "feedmaker"):  # which lies elsewhere where a wheel is tested
            file = PACKAGE / file.relative_to(ROOT / "feedmaker")
        assert file.exists(), link


def test_every_module_that_how_it_works_names_is_there() -> None:
    text = (ROOT / "docs/how-it-works.md").read_text("utf-8")
    for name in re.findall(r"`([\w/]+\.(?:py|toml))`", text):
        assert (ROOT / name).exists() or (PACKAGE / name).exists(), name


def test_what_the_pages_of_ways_show_is_what_init_writes() -> None:
    wheel = f"./feedmaker-{feedmaker.__version__}-py3-none-any.whl"
    home = "/home/me/feeds"
    words = Words(home, "/home/me/feedmaker/bin/feedmaker", wheel, f"{home}/public")
    written = {pair for way in WAYS.values() for pair in texts_of(way, words).items()}
    named = r"(?m)^`([^`\n]+)`.*\n(?:.+\n)*\n```(?!console)\w*\n((?:.*\n)*?)```$"
    shown = {
        pair
        for page in (ROOT / "docs/ways").glob("*.md")
        for pair in re.findall(named, page.read_text("utf-8"))
    }
    assert len(shown) == 9
    assert shown - written == set()
