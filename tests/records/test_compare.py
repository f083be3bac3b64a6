"""feedmaker.records.compare: which entry is which, and what is said of each field."""

from __future__ import annotations

from feedmaker.records.compare import differences, in_words
from feedmaker.records.outcome import Fields, Outcome, Value


def entry(name: str, **fields: Value) -> Fields:
    link = f"https://a.example/{name}"
    usual: dict[str, Value] = {"title": name.title(), "link": link, "id": link, "authors": ("Ada",)}
    return usual | fields


def told(expected: Outcome, got: Outcome) -> list[str]:
    return [line for one in differences(expected, got) for line in in_words(one)]


def of(expected: list[Fields], got: list[Fields]) -> list[str]:
    return told(Outcome(entries=tuple(expected)), Outcome(False, (), {}, tuple(got)))


def test_what_is_as_expected_is_not_told() -> None:
    both = Outcome(False, ("p",), {"title": "t"}, (entry("ferry"),))
    assert told(both, both) == []


def test_a_field_is_told_on_a_line_with_its_entry() -> None:
    assert of([entry("ferry")], [entry("ferry", title="Pier")]) == [
        'entry 1 (https://a.example/ferry): title: expected "Ferry" got "Pier"'
    ]


def test_a_field_that_came_empty_is_told_as_nothing() -> None:
    assert of([entry("ferry")], [entry("ferry", authors=())]) == [
        'entry 1 (https://a.example/ferry): authors: expected "Ada" got nothing'
    ]


def test_a_field_that_is_not_stated_is_not_compared() -> None:
    assert of([{"title": "Ferry"}], [entry("ferry", link="https://b.example/")]) == []
    assert told(Outcome(), Outcome(True, ("p",), {"title": "t"}, (entry("ferry"),))) == []


def test_entries_that_are_gone_or_new_are_named_and_move_no_other() -> None:
    assert of(
        [entry("ferry"), entry("pier"), entry("tide")],
        [entry("fog"), entry("ferry"), entry("tide")],
    ) == [
        'entry 2: missing: "Pier https://a.example/pier"',
        'entry 1: not expected: "Fog https://a.example/fog"',
    ]


def test_another_order_is_told_once() -> None:
    assert of([entry("a"), entry("b"), entry("c")], [entry("c"), entry("a"), entry("b")]) == [
        'entry 1: order: expected "A https://a.example/a" got "C https://a.example/c"'
    ]


def test_an_entry_whose_link_moved_is_still_that_entry() -> None:
    assert of(
        [entry("ferry")], [entry("ferry", link="https://a.example/f", id="https://a.example/f")]
    ) == [
        'entry 1 (https://a.example/ferry): link: expected "https://a.example/ferry" got "https://a.example/f"',
        'entry 1 (https://a.example/ferry): id: expected "https://a.example/ferry" got "https://a.example/f"',
    ]


def test_entries_of_one_title_stay_apart_by_their_ids() -> None:
    one, two = entry("a", title="Same"), entry("b", title="Same")
    assert of([one, two], [one, two]) == []


def test_entries_without_any_name_are_compared_in_their_order() -> None:
    assert of([{"authors": ("Ada",)}, {"authors": ("Bo",)}], [entry("a"), entry("b")]) == [
        'entry 2 (https://a.example/b): authors: expected "Bo" got "Ada"'
    ]


def test_of_a_long_text_that_is_shown_which_differs() -> None:
    (line,) = of([entry("a", summary="x" * 500 + "old")], [entry("a", summary="x" * 500 + "new")])
    assert line.endswith(f'expected …"{"x" * 40}old" got …"{"x" * 40}new"')


def test_of_the_content_the_lines_that_differ_are_shown() -> None:
    old = tuple(f"<p>{n}</p>" for n in range(100))
    new = (*old[:50], "<p>ad</p>", *old[50:98], "<p>end</p>")
    assert of([entry("a", content=old)], [entry("a", content=new)]) == [
        "entry 1 (https://a.example/a): content:",
        '  + line 51: "<p>ad</p>"',
        '  - line 99: "<p>98</p>"',
        '  + line 100: "<p>end</p>"',
        '  - line 100: "<p>99</p>"',
    ]


def test_a_content_that_is_another_one_does_not_fill_the_screen() -> None:
    lines = of([entry("a", content=tuple("ab" * 5000))], [entry("a", content=tuple("cd" * 9000))])
    assert len(lines) == 14
    assert lines[-1].startswith("  … and ")


def test_lists_that_differ_beyond_what_is_compared_are_different_still() -> None:
    lines = of([entry("a", content=("", *"x" * 900))], [entry("a", content=("y", *"x" * 999))])
    assert '  + line 1: "y"' in lines
    lines = of([entry("a", content=tuple("x" * 900))], [entry("a", content=tuple("x" * 999))])
    assert '  + line 901: "x"' in lines


def test_a_run_that_fails_and_what_it_says_are_compared() -> None:
    expected = Outcome(True, ("`listing.item` matches 0",), {"title": "t"}, ())
    assert told(expected, Outcome(False, (), {"title": "u"}, ())) == [
        'run: expected "failed" got "worked"',
        'problems: expected "`listing.item` matches 0" got nothing',
        'feed: title: expected "t" got "u"',
    ]


def test_a_page_cannot_act_on_the_terminal() -> None:
    (line,) = of([entry("a")], [entry("a", title="\x1b[2J\x9b\u202eevil")])
    assert line.isprintable()
