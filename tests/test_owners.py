"""What is said where files are another user's: whose they are, and what to do; by real users."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from feedmaker.config.settings import Settings
from feedmaker.errors import StorageError
from feedmaker.owners import user_name, way_in
from feedmaker.store.store import Store
from feedmaker.wiring import has_state

NOBODY = 65534


def as_nobody(folder: Path, do: Callable[[], object]) -> str:
    """Do something in a process of another user, who stands in the folder; return its error."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    hear, say = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.chdir(folder)  # while we may
            os.setresuid(NOBODY, NOBODY, NOBODY)
            do()
        except StorageError as error:
            os.write(say, str(error).encode())
        finally:
            os._exit(0)
    os.close(say)
    os.waitpid(child, 0)
    with os.fdopen(hear) as told:
        return told.read()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_state_of_another_user_says_whose_it_is_and_what_to_do(
    tmp_path: Path, *, read_only: bool
) -> None:
    tmp_path.chmod(0o755)
    Store(tmp_path / "state").close()
    told = as_nobody(tmp_path, lambda: Store(Path("state"), read_only=read_only))
    me, other = user_name(os.geteuid()), user_name(NOBODY)
    assert told.startswith("state/feedmaker.sqlite: ")
    assert (
        f"; state belongs to {me}: run feedmaker as {me}, or: sudo chown -R {other} state" in told
    )


def test_one_file_of_another_user_is_named(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    file.touch()
    assert way_in(tmp_path, ["gone", "lock"]) == ""
    if os.geteuid() == 0:
        os.chown(file, NOBODY, -1)
        assert way_in(tmp_path, ["gone", "lock"]).startswith(f"{file} belongs to ")


def test_a_user_without_a_name_is_a_number() -> None:
    assert user_name(4_000_000) == "4000000"


def test_status_does_not_take_a_state_that_it_may_not_see_for_none(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Store(tmp_path / "state").close()
    seen = Settings(Path("sites"), Path("public"), Path("state"))
    told = as_nobody(tmp_path, lambda: has_state(seen) and Store(seen.state, read_only=True))
    assert "belongs to" in told
    assert not has_state(Settings(Path("sites"), Path("public"), tmp_path / "gone"))
