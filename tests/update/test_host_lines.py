"""Lines at hosts: one at a time, first come first served."""

from __future__ import annotations

import pytest

from feedmaker.update.host_lines import HostLines


@pytest.fixture
def lines() -> HostLines[str]:
    made = HostLines[str]()
    for host, one in (("a", "1"), ("b", "2"), ("a", "3"), ("a", "4")):
        made.wait(host, one)
    return made


def test_who_came_first_is_called_first(lines: HostLines[str]) -> None:
    assert [lines.call("a") for _ in range(4)] == ["1", "3", "4", None]
    assert lines.waiting == ["2"]


def test_nobody_is_called_to_a_host_where_another_works(lines: HostLines[str]) -> None:
    assert lines.begin("a", "0")
    assert not lines.begin("a", "1")
    assert lines.at_work == ["0"]
    assert lines.call("a") is None
    assert lines.call_any() == ("b", "2")
    assert lines.call_any() is None
    lines.end("a")
    assert lines.call_any() == ("a", "1")


def test_who_is_withdrawn_is_not_called(lines: HostLines[str]) -> None:
    for host, one in (("a", "3"), ("b", "2"), ("b", "1"), ("c", "1")):
        lines.withdraw(host, one)
    assert lines.waiting == ["1", "4"]
    assert lines.call("b") is None


def test_a_host_that_nobody_waits_for_has_no_line(lines: HostLines[str]) -> None:
    assert lines.call("c") is None
    assert HostLines[str]().call_any() is None
