"""Which classes a person would write in a selector, and which a program made up."""

from __future__ import annotations

import pytest

from feedmaker.detect.names import is_layout, is_made_up


@pytest.mark.parametrize(
    "name",
    [
        "css-1x9f2k",
        "sc-bdVaJa",
        "jsx-302913",
        "Story_body__xK3fA",
        "bgqGfh",
        "foHAfE",
        "izuxz",
        "BannerWrapper-krrtvl",
    ],
)
def test_names_of_programs_are_told(name: str) -> None:
    assert is_made_up(name)


@pytest.mark.parametrize(
    "name",
    [
        "px-3",
        "text-3xl",
        "mt-2",
        "flex-col-left",
        "block_1-0-32",
        "transition-bg",
        "mt1",
        "p-nol",
        "cf",
        "row",
        "no-underline",
    ],
)
def test_names_that_tell_only_looks_are_none_either(name: str) -> None:
    assert is_made_up(name)


@pytest.mark.parametrize(
    "name",
    [
        "letter",
        "baca__isi",
        "storyBody",
        "post-content",
        "h-entry",
        "navBar",
        "quizzes",
        "views-row",
        "main-list",
    ],
)
def test_names_of_people_are_told(name: str) -> None:
    assert not is_made_up(name)


@pytest.mark.parametrize("name", ["undefined", "null", "NaN"])
def test_what_a_template_let_slip_is_no_name(name: str) -> None:
    assert is_made_up(name)


@pytest.mark.parametrize(
    ("name", "so"), [("page-wrapper", True), ("left", True), ("news", False), ("mainstream", False)]
)
def test_names_of_places_on_a_page_are_told(name: str, so: bool) -> None:
    assert is_layout(name) == so
