"""Whose folders and files are, for users that the tests can't become."""

from __future__ import annotations

from dataclasses import replace

from feedmaker.doctor.folders import Seen, judge_out, judge_state

STATE = Seen("state", there=True, is_folder=True, mode=0o700, owner="feeds")
OUT = Seen("out", there=True, is_folder=True, mode=0o755, owner="feeds")


def state(folder: Seen, *, as_root: bool = False) -> list[tuple[str, str, str]]:
    lines = judge_state(folder, (), as_root=as_root)
    return [(line.id, line.level, line.to_do) for line in lines]


def test_another_users_state_is_wrong_and_for_root_wants_a_look() -> None:
    others = replace(STATE, mine=False)
    ((id_, level, to_do),) = state(others)
    assert (id_, level) == ("folders.state.owner", "wrong")
    assert to_do.startswith("run feedmaker as feeds")
    assert state(others, as_root=True)[0][:2] == ("folders.state.owner", "look")
    assert state(STATE)[0][1] == "ok"


def test_a_folder_of_ours_that_we_cannot_write_to_is_wrong() -> None:
    assert state(replace(STATE, writable=False, mode=0o500))[0][:2] == (
        "folders.state.writable",
        "wrong",
    )


def test_a_file_in_place_of_a_folder_is_wrong() -> None:
    assert state(replace(STATE, is_folder=False))[0][1] == "wrong"
    lines = [*judge_out(replace(OUT, is_folder=False), (), (), as_root=False, published=True)]
    assert lines[0].what == "out is no folder"


def test_a_way_that_is_shut_above_the_folder_is_named() -> None:
    above = [Seen("/srv/home", there=True, is_folder=True, mode=0o700)]
    (line,) = judge_out(OUT, (), above, as_root=False, published=True)
    assert line.what.endswith("can't get to out: /srv/home is shut")
    assert line.level == "look"


def test_feed_files_that_others_cannot_read_are_named() -> None:
    files = [Seen("a.rss", there=True, mode=0o600, owner="feeds")]
    (line,) = judge_out(OUT, files, (), as_root=False, published=True)
    assert (line.what, line.to_do) == ("others can't read a.rss", "chmod o+r out/a.rss")
