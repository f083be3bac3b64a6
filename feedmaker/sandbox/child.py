"""The child's side of the sandbox: serves one stage call after another until the parent is gone.

Runs in an interpreter of its own, started by `pool` alone. It reads
requests from a socket (pickles of ours, so trusted) and writes answers to it
(`codec`, because the parent trusts nothing from here). A frame is eight bytes of
length, then as many bytes.
"""

from __future__ import annotations

import fcntl
import gc
import importlib
import os
import pickle  # requests come from our own parent
import resource
import signal
import traceback
from collections.abc import Callable
from time import process_time
from typing import BinaryIO

from feedmaker import codec
from feedmaker.errors import FeedmakerError, PageTooHardError, ReadError, StageError

_LIFELINE = 0
"""A pipe whose other end only the parent holds and never writes to."""

_GARBAGE = 50_000
"""New containers between two collections: a page makes thousands, and hardly any cycle."""

_KEPT = 192 * 2**20
"""Resident bytes with which a child may go on; all libraries together take about 100 MiB."""

Stage = Callable[..., object]


def serve(channel: int, memory: int, cpu_seconds: float, packages: tuple[str, ...]) -> None:
    """Answer requests from the socket until it ends.

    `memory` is in bytes, of address space; stages come from `packages` alone.
    """
    gc.set_threshold(_GARBAGE)
    _confine(memory)
    _die_with_the_parent()
    with (
        open(channel, "rb") as requests,
        open(channel, "wb", closefd=False) as answers,
    ):
        _send(answers, b"")  # ready
        while size := int.from_bytes(requests.read(8), "big"):
            # Starts anew with each call. The kernel ends us in the midst of a C
            # call, too; RLIMIT_CPU does the same but counts whole seconds.
            signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
            _send(answers, _answer(requests.read(size), memory, packages))


def _send(answers: BinaryIO, answer: bytes) -> None:
    answers.write(len(answer).to_bytes(8, "big"))
    answers.write(answer)
    answers.flush()


def _confine(memory: int) -> None:
    """Give up what no stage needs, for good."""
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 2**20),  # stages write nothing; imports may write bytecode
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 0),  # no process, no thread (root is exempt)
    ):
        hard = resource.getrlimit(limit)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (least, least))
    _settle_signals()
    # From here on nothing is for people: libraries print what foreign pages say.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _settle_signals() -> None:
    # A Ctrl-C or a stop reaches the whole group; whether we end is the parent's
    # choice. The other two must end us, whatever the parent ignores or blocks.
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    for deadly in (signal.SIGPROF, signal.SIGIO):
        signal.signal(deadly, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _die_with_the_parent() -> None:
    """Let the kernel send SIGIO, which ends us, when the parent's end of the lifeline closes.

    A thread that watches would wait for the interpreter's lock as long as a
    parser holds it; the parent's death signal (prctl) is that of its thread.
    """
    fcntl.fcntl(_LIFELINE, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(_LIFELINE, fcntl.F_GETFL)
    fcntl.fcntl(_LIFELINE, fcntl.F_SETFL, flags | os.O_ASYNC)


def _answer(request: bytes, memory: int, packages: tuple[str, ...]) -> bytes:
    """Return the frame of (value, error or None, CPU seconds, whether this child may go on)."""
    stage, fit, started = "the sandbox", True, process_time()
    try:
        module, name, args, kwargs = pickle.loads(request)  # noqa: S301  our parent wrote it
        stage, started = f"{module}.{name}", process_time()
        value = _find(module, name, packages)(*args, **kwargs)
        return codec.dumps((value, None, process_time() - started, _is_lean()))
    except BaseException as problem:  # noqa: BLE001  a panic in Rust is no Exception
        error, fit = _judge(problem, stage, memory)
    return codec.dumps((None, error, process_time() - started, fit and _is_lean()))


def _find(module: str, name: str, packages: tuple[str, ...]) -> Stage:
    if module.partition(".")[0] not in packages:
        raise ImportError(f"{module} is in none of the packages {packages}")
    stage: Stage = getattr(importlib.import_module(module), name)
    return stage


def _judge(problem: BaseException, stage: str, memory: int) -> tuple[FeedmakerError, bool]:
    """Return the error as the parent's caller shall see it, and whether this child may go on."""
    if isinstance(problem, ReadError):
        return problem, True
    if isinstance(problem, RecursionError):
        return PageTooHardError("", "the page nests too deep to be read"), True
    if isinstance(problem, MemoryError) or _peak() > 0.75 * memory:
        # Engines name a lack of memory as they like; lexbor's is "can't parse HTML".
        what = f"reading the page took more than {memory // 2**20} MiB of memory"
        return PageTooHardError("", what), False
    return StageError(stage, "".join(traceback.format_exception(problem))), True


def _peak() -> int:
    """The most address space that this process ever had, in bytes."""
    with open("/proc/self/status", encoding="ascii") as lines:  # noqa: PTH123  a page in memory
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmPeak"))


def _is_lean() -> bool:
    """Whether the memory of pages read so far came back."""
    with open("/proc/self/statm", "rb", buffering=0) as sizes:  # noqa: PTH123
        resident = int(sizes.read(100).split()[1])
    return resident * resource.getpagesize() < _KEPT
