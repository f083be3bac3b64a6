from __future__ import annotations

import os
import resource
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from types import FrameType

import pytest
import sandbox_stages as stages

from feedmaker.errors import NoMatchError, PageTooHardError, StageError, StoppedError
from feedmaker.model import Article, Page
from feedmaker.sandbox.pool import Sandbox

MIB = 2**20
small = partial(
    Sandbox,
    memory=128 * MIB,
    cpu_seconds=0.5,
    wall_seconds=60.0,
    packages=("feedmaker", "sandbox_stages"),
)
"""Limits that a test meets soon; the wall is far off, for slow machines."""


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with small() as sandbox:
        yield sandbox


def children() -> set[int]:
    """Every child of these tests' sandboxes, and every dead one that nobody has reaped.

    The session's own sandbox may have a child as well; that one knows no test's stages.
    """
    found = set[int]()
    for task in Path("/proc/self/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has ended meanwhile
            found.update(map(int, task.read_text().split()))
    return {child for child in found if not is_anothers(child)}


def is_anothers(child: int) -> bool:
    try:
        command = Path(f"/proc/{child}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return bool(command) and b"sandbox_stages" not in command  # a dead one has none


def seconds_of_the_reaped() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def descriptors() -> set[str]:
    return {fd.name for fd in Path("/proc/self/fd").iterdir() if fd.exists()}


def gone_within(process: int, seconds: float) -> bool:
    """Wait for the end of a process that may be nobody's child any more."""
    try:
        watch = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watch], [], [], seconds)[0])
    finally:
        os.close(watch)


def run_program(text: str) -> subprocess.Popen[str]:
    """Start a Python program that has a Sandbox of these stages as `sandbox`."""
    start = (
        "from feedmaker.sandbox.pool import Sandbox; import sandbox_stages as stages;"
        "sandbox = Sandbox(packages=('feedmaker', 'sandbox_stages'), wall_seconds=60);"
    )
    return subprocess.Popen(
        [sys.executable, "-c", start + text],
        env={"PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


# --- Values and errors -----------------------------------------------------


def test_a_stage_gives_its_value(sandbox: Sandbox) -> None:
    page = Page("https://harbour.example/1", "https://harbour.example/1", "Ebbe ist früh".encode())
    assert sandbox.call(stages.read, page, length=4) == Article(page.url, content="Ebbe")  # type: ignore[arg-type]


def test_a_page_of_many_megabytes_goes_in_and_out(sandbox: Sandbox) -> None:
    text = "ü" * 4 * MIB
    assert sandbox.call(stages.echo, text) == text


def test_the_seconds_are_those_of_the_stage(sandbox: Sandbox) -> None:
    _, seconds = sandbox.timed(stages.compute, 0.2)
    assert 0.2 <= seconds < 0.5


def test_a_foreseen_error_comes_back_as_itself(sandbox: Sandbox) -> None:
    with pytest.raises(NoMatchError) as caught:
        sandbox.call(stages.fail_as_foreseen, "listing.item")
    assert caught.value.rule == "listing.item"


def test_a_bug_comes_back_with_its_traceback_and_the_child_lives_on(sandbox: Sandbox) -> None:
    child = sandbox.call(stages.process_id)
    with pytest.raises(StageError) as caught:
        sandbox.call(stages.fail_by_a_bug, {})
    assert str(caught.value) == "a bug in sandbox_stages.fail_by_a_bug: KeyError: 'absent'"
    assert 'return words["absent"]' in caught.value.traceback
    assert sandbox.call(stages.process_id) == child


def test_a_value_that_does_not_travel_is_the_bug_of_its_stage(sandbox: Sandbox) -> None:
    with pytest.raises(StageError, match=r"give_what_cannot_travel: .*object does not travel"):
        sandbox.call(stages.give_what_cannot_travel)


def test_a_stage_of_another_package_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(StageError, match=r"posix is in none of the packages"):
        sandbox.call(os.getpid)


# --- Limits ----------------------------------------------------------------

FONTS = "".join(f"<font size={number}><p>" for number in range(3000))
"""55 KB for which lexbor wants more than a gigabyte."""


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (partial(stages.parse, "<div>" * 100_000), "took more than 0.5 s of CPU"),
        (partial(stages.parse, FONTS), "took more than (128 MiB of memory|0.5 s of CPU)"),
        (stages.compute_forever, "took more than 0.5 s of CPU"),
        (stages.fill_memory, "took more than 128 MiB of memory"),
        (partial(stages.die_of, signal.SIGSEGV), r"crashed the reader \(SIGSEGV\)"),
        (partial(stages.die_of, signal.SIGKILL), r"crashed the reader \(SIGKILL\)"),
        (partial(stages.leave, 3), r"ended the reader \(exit status 3\)"),
        (stages.hang_up, r"crashed the reader \(SIGKILL\)"),
    ],
    ids=["deep", "fonts", "loop", "memory", "segfault", "killed", "exit", "hang-up"],
)
def test_a_hard_page_fails_alone_and_the_next_one_is_read(
    sandbox: Sandbox, stage: Callable[[], object], words: str
) -> None:
    inner = getattr(stage, "func", stage)
    child = sandbox.call(stages.process_id)
    with pytest.raises(PageTooHardError, match=words):
        sandbox.call(inner, *getattr(stage, "args", ()))
    assert gone_within(child, 0)
    assert sandbox.call(stages.process_id) != child


def test_a_lack_of_memory_that_a_parser_names_otherwise_is_seen() -> None:
    with small(cpu_seconds=20.0) as sandbox, pytest.raises(PageTooHardError, match="128 MiB"):
        sandbox.call(stages.parse, FONTS)


def test_a_page_that_only_waits_ends_at_the_wall() -> None:
    with small(wall_seconds=0.5) as sandbox:
        with pytest.raises(PageTooHardError, match=r"took more than 0.5 s$"):
            sandbox.call(stages.wait_forever)
        assert children() == set()


def test_too_deep_a_recursion_fails_the_page_and_the_child_lives_on(sandbox: Sandbox) -> None:
    child = sandbox.call(stages.process_id)
    with pytest.raises(PageTooHardError, match="nests too deep"):
        sandbox.call(stages.recur, 0)
    assert sandbox.call(stages.process_id) == child


def test_the_seconds_of_one_page_do_not_count_for_the_next(sandbox: Sandbox) -> None:
    assert len({sandbox.call(stages.compute, 0.2) for _ in range(4)}) == 1


def test_a_real_page_of_five_megabytes_stays_within_the_default_memory() -> None:
    words = "The ferry waits for the tide, and nobody in the harbour is in a hurry. " * 4
    story = f"<article><h2><a href=/tide>Low tide</a></h2><p>{words}<b>No.</b></p></article>"
    with Sandbox(cpu_seconds=30.0, wall_seconds=60.0, packages=("sandbox_stages",)) as sandbox:
        assert sandbox.call(stages.parse_with_every_engine, (story * 15_000)[: 5 * MIB]) > MIB


def test_a_child_writes_no_large_file(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(StageError, match="File too large"):
        sandbox.call(stages.grow_a_file, str(tmp_path / "hoard"))


def test_a_child_sees_no_secret_of_the_environment(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEEDMAKER_SECRET_HARBOUR", "anchor")
    assert "FEEDMAKER_SECRET_HARBOUR" not in sandbox.call(stages.environment)


def test_what_a_library_prints_disturbs_nothing(
    sandbox: Sandbox, capfd: pytest.CaptureFixture[str]
) -> None:
    child = sandbox.call(stages.process_id)
    assert sandbox.call(stages.print_nonsense) == child
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "answer",
    [b"cos\nsystem\n(S'true'\ntR.", b"[1,2]", b"[null,3,0.1,true]", b'{"is":"os.system"}'],
)
def test_an_answer_that_is_none_fails_the_page(sandbox: Sandbox, answer: bytes) -> None:
    frame = len(answer).to_bytes(8, "big") + answer
    with pytest.raises(PageTooHardError, match="no answer that makes sense"):
        sandbox.call(stages.answer_instead, frame)
    assert children() == set()


def test_an_answer_of_a_terabyte_is_not_awaited(sandbox: Sandbox) -> None:
    with pytest.raises(PageTooHardError, match="1099511627776 bytes"):
        sandbox.call(stages.answer_instead, (2**40).to_bytes(8, "big"))


# --- Children --------------------------------------------------------------


def test_nothing_starts_before_the_first_call(sandbox: Sandbox) -> None:
    assert children() == set()


def test_one_child_serves_calls_that_need_not_wait(sandbox: Sandbox) -> None:
    assert len({sandbox.call(stages.process_id) for _ in range(50)}) == 1


def test_a_short_wait_starts_no_second_child(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedmaker.sandbox.pool._PATIENCE", 60.0)
    child = sandbox.call(stages.process_id)
    with ThreadPoolExecutor(2) as threads:
        calls = [threads.submit(sandbox.call, stages.process_id) for _ in range(40)]
        assert {call.result() for call in calls} == {child}


def test_many_threads_share_few_children() -> None:
    with small(cpu_seconds=5.0) as sandbox, ThreadPoolExecutor(64) as threads:
        values = list(range(500))
        assert list(threads.map(lambda value: sandbox.call(stages.echo, value), values)) == values
        assert 1 <= len(children()) <= 2


def test_a_page_that_takes_long_does_not_hold_up_the_others(sandbox: Sandbox) -> None:
    with ThreadPoolExecutor(1) as threads:
        busy = sandbox.call(stages.process_id)
        long = threads.submit(sandbox.call, stages.wait_forever)
        while sandbox.call(stages.process_id) == busy:
            pass  # until the long one has taken that child
        assert not long.done()
        sandbox.close()


def test_a_child_that_was_killed_while_idle_fails_no_page(sandbox: Sandbox) -> None:
    child = sandbox.call(stages.process_id)
    os.kill(child, signal.SIGKILL)
    assert gone_within(child, 30)
    assert sandbox.call(stages.process_id) != child


def test_a_child_that_keeps_much_memory_is_let_go() -> None:
    with small(memory=512 * MIB, cpu_seconds=5.0) as sandbox:
        first = sandbox.call(stages.keep, 10)
        assert sandbox.call(stages.keep, 200) == first
        assert sandbox.call(stages.process_id) != first


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_the_whole_group_leaves_the_end_to_the_parent(
    sandbox: Sandbox, number: signal.Signals
) -> None:
    child = sandbox.call(stages.process_id)
    os.kill(child, number)
    assert sandbox.call(stages.process_id) == child


def test_replaced_children_leave_no_descriptor_and_no_zombie(sandbox: Sandbox) -> None:
    before = descriptors()
    for _ in range(25):
        with pytest.raises(PageTooHardError):
            sandbox.call(stages.die_of, signal.SIGKILL)
    assert descriptors() <= before  # an earlier test's threads may still let go of theirs
    assert children() == set()


# --- The end ---------------------------------------------------------------


def test_closing_reaps_every_child_so_that_its_seconds_count() -> None:
    before = seconds_of_the_reaped()
    with small() as sandbox:
        sandbox.call(stages.compute, 0.3)
    assert children() == set()
    assert seconds_of_the_reaped() - before >= 0.3


def test_closing_ends_calls_under_way_and_those_that_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedmaker.sandbox.pool._PATIENCE", 0.0)
    with small(workers=1, cpu_seconds=60.0) as sandbox:
        with ThreadPoolExecutor(3) as threads:
            child = sandbox.call(stages.process_id)
            calls = [threads.submit(sandbox.call, stages.compute_forever) for _ in range(3)]
            while not all(call.running() for call in calls):
                pass
            start = monotonic()
            sandbox.close()
            errors = [call.exception() for call in calls]
        assert monotonic() - start < 20
        assert [type(error) for error in errors] == [StoppedError] * 3
        assert gone_within(child, 0)
        assert children() == set()


def test_a_closed_sandbox_starts_nothing(sandbox: Sandbox) -> None:
    sandbox.close()
    sandbox.close()
    with pytest.raises(StoppedError):
        sandbox.call(stages.process_id)
    assert children() == set()


def test_a_signal_reaches_the_main_thread_while_a_page_hangs() -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    def compute_until_the_alarm(sandbox: Sandbox) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        sandbox.call(stages.compute_forever)

    with small(cpu_seconds=60.0) as sandbox:
        sandbox.call(stages.process_id)
        usual = signal.signal(signal.SIGALRM, stop)
        try:
            start = monotonic()
            with pytest.raises(KeyboardInterrupt):
                compute_until_the_alarm(sandbox)
            assert monotonic() - start < 20
        finally:
            signal.signal(signal.SIGALRM, usual)
        assert children() == set()


@pytest.mark.parametrize(
    "work",
    ["stages.parse, '<div>' * 300_000", "stages.wait_forever", "stages.compute_forever"],
    ids=["in C", "waiting", "in Python"],
)
def test_no_child_outlives_a_parent_that_was_killed(work: str) -> None:
    with run_program(
        "import threading; print(sandbox.call(stages.process_id), flush=True);"
        f"threading.Thread(target=sandbox.call, args=({work},)).start(); print(flush=True)"
    ) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.stdout.readline()
        parent.kill()
        parent.wait()
        assert gone_within(child, 30)


def test_a_program_that_forgets_to_close_ends_and_leaves_no_child() -> None:
    with run_program("print(sandbox.call(stages.process_id))") as parent:
        out, _ = parent.communicate(timeout=60)
        assert parent.returncode == 0
        assert gone_within(int(out), 30)


def test_a_child_that_cannot_start_is_no_fault_of_the_page(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with small() as sandbox, pytest.raises(StageError, match="exit status 1"):
        sandbox.call(stages.process_id)


def test_a_parent_that_ignores_or_blocks_signals_can_still_end_a_page(sandbox: Sandbox) -> None:
    usual = signal.signal(signal.SIGPROF, signal.SIG_IGN)
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGPROF, signal.SIGIO])
    try:
        with pytest.raises(PageTooHardError, match="of CPU"):
            sandbox.call(stages.compute_forever)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGPROF, usual)
