"""Rules as site files write them: what they mean, and what lexbor would misread."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedmaker.config.css_lint import LONGEST, STATIC
from feedmaker.config.diagnostics import WrongValueError
from feedmaker.config.rule_syntax import Kind, read_rule_text, read_rules
from feedmaker.model import Rule
from feedmaker.page.document import Document
from feedmaker.page.rule_engine import select_nodes

TABLE = tomllib.loads((Path(__file__).parents[1] / "data/config/rules.toml").read_text("utf-8"))


@pytest.mark.parametrize("text", TABLE["good"])
def test_a_good_rule_is_understood(text: str) -> None:
    engine, select, attribute = TABLE["good"][text]
    assert read_rule_text(text) == Rule(text, engine, select, attribute)


@pytest.mark.parametrize("text", TABLE["bad"])
def test_a_rule_that_would_be_misread_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(WrongValueError) as caught:
        read_rule_text(text)
    assert TABLE["bad"][text] in str(caught.value)


@pytest.mark.parametrize("text", [t for t, told in TABLE["good"].items() if told])
def test_a_good_rule_runs(text: str) -> None:
    page = Document("<ul><li class=k><a href=x title='a @b'>1</a></ul>", "https://a.example/")
    select_nodes(page, (read_rule_text(text),))


@pytest.mark.parametrize("name", sorted(STATIC))
def test_every_pseudo_class_that_is_allowed_runs(name: str) -> None:
    inside = {"has": "(a)", "is": "(a)", "not": "(a)", "where": "(a)", "lexbor-contains": '("x")'}
    call = inside.get(name, "(2n+1)" if name.startswith("nth-") else "")
    assert read_rule_text(f"li:{name}{call}").select == f"li:{name}{call}"


def test_a_very_long_selector_is_refused() -> None:
    assert read_rule_text("a" * LONGEST)
    with pytest.raises(WrongValueError, match="longer than 500"):
        read_rule_text("a" * (LONGEST + 1))
    with pytest.raises(WrongValueError, match="longer than 500"):
        read_rule_text("//a" + "/b" * LONGEST)


def test_a_list_is_tried_in_its_order_and_keys_share_their_steps() -> None:
    rules = read_rules(["h1", {"select": ["h2", "//h3"], "match": "x(.)", "join": ", "}])
    assert rules == (
        Rule("h1", "css", "h1"),
        Rule("h2", "css", "h2", match="x(.)", join=", "),
        Rule("//h3", "xpath", "//h3", match="x(.)", join=", "),
    )


def test_a_fixed_text_needs_no_selector() -> None:
    assert read_rules({"value": "Staff"}) == (Rule("Staff", "none", value="Staff"),)
    assert read_rules({"select": "b", "value": "Paid"}) == (Rule("b", "css", "b", value="Paid"),)


@pytest.mark.parametrize(
    ("value", "kind", "at", "problem"),
    [
        ({"selct": "a"}, "value", ("selct",), "did you mean `select`?"),
        ({"match": "a"}, "value", (), "`select` is missing"),
        ({"value": " "}, "value", (), "`value` is empty"),
        ({"select": "a", "match": "(?=x)"}, "value", ("match",), "look-around"),
        ({"select": "a", "match": r"(a)\1"}, "value", ("match",), "back-references"),
        ({"select": "a", "match": ""}, "value", ("match",), "empty pattern"),
        ({"select": "a", "match": "x" * 1001}, "value", ("match",), "longer than 1000"),
        ({"select": "a", "replace": "x"}, "value", ("replace",), "[PATTERN, TEXT]"),
        ({"select": "a", "replace": ["(", "x"]}, "value", ("replace", 0), "missing )"),
        ({"select": "a", "replace": ["(a)", r"\2"]}, "value", ("replace", 1), "no such group"),
        ({"select": "a", "replace": ["(a)", r"\n"]}, "value", ("replace", 1), "means nothing"),
        ({"select": "a", "format": "%d %B"}, "value", (), "`format` is for dates"),
        ({"select": "a", "format": "%Q"}, "date", ("format",), "%Q"),
        ({"select": ["a", "b >"]}, "value", ("select", 1), "no selector"),
        ({"select": "a", "join": ","}, "element", (), "elements are wanted"),
        ({"select": []}, "value", ("select",), "the list is empty"),
        ({"select": {"a": "b"}}, "value", ("select",), "not keys"),
        ([["a"]], "value", (0,), "another list"),
        ([], "value", (), "the list is empty"),
        (["a", "b >"], "value", (1,), "no selector"),
        (["data-id"], "value", (), '"[data-id]"'),
        ("li @id", "element", (), "not the attribute"),
        ("//li/@id", "element", (), "not their attributes"),
        ("//li/text()", "element", (), "not their attributes or text"),
    ],
)
def test_a_faulty_rule_is_refused_at_its_place(
    value: object, kind: Kind, at: tuple[str | int, ...], problem: str
) -> None:
    with pytest.raises(WrongValueError) as caught:
        read_rules(value, kind)
    ((path, what),) = caught.value.problems
    assert path == at
    assert problem in what


def test_an_element_that_is_named_like_no_attribute_may_stand_in_a_list() -> None:
    assert read_rules(["iframe"], "element") == (Rule("iframe", "css", "iframe"),)


@given(st.text(st.sampled_from("ap.#:>+~*|@/[](){}'\"=,-\\ \n5éself()hashisnot"), max_size=40))
def test_any_text_gives_a_rule_that_runs_or_is_refused(text: str) -> None:
    page = Document("<p class=a><a href=x>1</a></p>", "https://a.example/")
    try:
        rule = read_rule_text(text)
    except WrongValueError:
        return
    select_nodes(page, (rule,), page.tree.css_first("p"))
