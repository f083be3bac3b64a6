"""One call of a pure stage in a child process that the kernel can end.

Pages are foreign bytes, and every engine that reads them has inputs that cost
it minutes, gigabytes or its life. So `call` sends the stage's name and values
to a child (`child`) with fixed memory and a limit of CPU seconds per
call, and what comes back is the stage's value or its error. A child that dies
fails that page alone, and is replaced at the next call.

The first child starts at the first call (about 60 ms of CPU, and what the stage
imports), a further one only when a call has really waited. Safe for any number
of threads. Arguments are whatever pickles; values come back as `codec` allows, and
only if they are what the stage's annotation promises (`answers`).
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import ParamSpec, Self, TypeVar, cast

from feedmaker import codec
from feedmaker.errors import (
    FeedmakerError,
    PageTooHardError,
    StageError,
    StoppedError,
    WireError,
)
from feedmaker.sandbox.request import request

P = ParamSpec("P")
T = TypeVar("T")

_PATIENCE = 0.5
"""Seconds that a call waits for a free child before it starts another."""

_LONGEST_ANSWER = 32 * 2**20
"""Bytes; read into several times as much. A page of 10 MB stays far below."""

_MALLOC = {"MALLOC_TRIM_THRESHOLD_": str(8 * 2**20)}
"""Bytes that a child keeps for the next page (mallopt(3)); other allocators don't look at it."""

_START = (
    "import sys; sys.path[:] = sys.argv[5:]; from feedmaker.sandbox.child import serve; "
    "serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), tuple(sys.argv[4].split(',')))"
)


class Sandbox:
    """A few children that run stages, within limits per child (memory) and call (time).

    `memory` is in bytes of address space: 512 MiB read a page of 10 MB with all
    engines in turn, which takes 300. Stages come from `packages` alone.
    """

    def __init__(
        self,
        *,
        workers: int = 2,
        memory: int = 512 * 2**20,
        cpu_seconds: float = 5.0,
        wall_seconds: float = 10.0,
        packages: tuple[str, ...] = ("feedmaker",),
    ) -> None:
        self._workers = workers
        self._limits = (memory, cpu_seconds, packages)
        self._wall_seconds = wall_seconds
        self._children: set[_Child] = set()
        self._idle: list[_Child] = []
        self._changed = threading.Condition()  # guards the two above and `_closed`
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def call(self, stage: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the stage, a function of a module, gives for these values.

        Raises the ReadError that the stage raises, PageTooHardError (without a
        URL) where a limit or a crash ended it, or what came is no answer of it, StageError where
        it has a bug,
        StoppedError once the sandbox is closed.
        """
        return self.timed(stage, *args, **kwargs)[0]

    def timed(self, stage: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> tuple[T, float]:
        """Return as `call`, and the seconds of CPU that the stage took."""
        asked = request(stage, args, kwargs)
        child = self._borrow()
        fit = False
        try:
            value, error, seconds, fit = child.ask(stage, asked, self._wall_seconds)
        except (PageTooHardError, StageError):
            if self._closed:
                raise StoppedError("the run is ending") from None
            raise
        finally:
            self._give_back(child, fit)
        if error is not None:
            raise error
        return cast("T", value), seconds

    def close(self) -> None:
        """End all children at once and reap them; calls under way raise StoppedError."""
        with self._changed:
            self._closed = True
            busy = self._children.difference(self._idle)
            idle, self._idle = self._idle, []
            self._changed.notify_all()
        for child in busy:
            child.kill()  # who waits for its answer lets go of the rest
        for child in idle:
            child.end()

    def _borrow(self) -> _Child:
        """Return a child that nobody else uses; starts one if need be."""
        patience = monotonic() + _PATIENCE
        with self._changed:
            while not self._closed:
                while self._idle:
                    child = self._idle.pop()
                    if child.is_alive():
                        return child
                    self._children.discard(child)
                    child.end()
                left = patience - monotonic()
                if len(self._children) < (1 if left > 0 else self._workers):
                    child = _Child(*self._limits)
                    self._children.add(child)
                    return child
                self._changed.wait(left if left > 0 else None)
        raise StoppedError("the run is ending")

    def _give_back(self, child: _Child, fit: bool) -> None:
        with self._changed:
            if fit and not self._closed:
                self._idle.append(child)
                self._changed.notify()
                return
        child.end()
        with self._changed:
            self._children.discard(child)
            self._changed.notify()


class _Child:
    """A child process and our ends of its channel and lifeline; used by one thread at a time."""

    def __init__(self, memory: int, cpu_seconds: float, packages: tuple[str, ...]) -> None:
        self._cpu_seconds = cpu_seconds
        self._ready = False
        self._channel, theirs = socket.socketpair()
        with theirs:
            limits = (str(theirs.fileno()), str(memory), str(cpu_seconds), ",".join(packages))
            # -I -S: our own sys.path makes the same packages importable, be it
            # from a venv, an editable install or a source tree. The child gets
            # none of our environment, where secrets are, but what finds libpython.
            # glibc would give each page's tree back and be given it again: 6 % of the work.
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter
                [sys.executable, "-I", "-S", "-c", _START, *limits, *_import_path()],
                stdin=subprocess.PIPE,  # the lifeline: nothing is ever written to it
                pass_fds=(theirs.fileno(),),
                env=_MALLOC | {k: v for k, v in os.environ.items() if k == "LD_LIBRARY_PATH"},
                bufsize=0,
            )

    def is_alive(self) -> bool:
        """Whether nobody has ended it while it was idle."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End and reap it. Any thread may do this."""
        self._process.kill()
        self._process.wait()

    def end(self) -> None:
        """End and reap it, and close our ends."""
        self.kill()
        self._channel.close()
        assert self._process.stdin is not None
        self._process.stdin.close()

    def ask(
        self, stage: Callable[..., object], asked: memoryview, wall_seconds: float
    ) -> tuple[object, FeedmakerError | None, float, bool]:
        """Return the stage's value, or its error; the CPU seconds; whether the child may go on.

        Raises PageTooHardError if it gives no answer; then it is dead and reaped.
        """
        from feedmaker.sandbox.answers import believed  # a run without news reads none

        deadline = monotonic() + wall_seconds
        try:
            if not self._ready:
                self._receive(deadline)
                self._ready = True
            self._allow_until(deadline)
            self._channel.sendall(asked)
            return believed(codec.loads(self._receive(deadline)), stage)
        except TimeoutError:
            problem = f"took more than {wall_seconds:g} s"
        except (OSError, EOFError):
            problem = self._last_words()
            if not self._ready:
                raise StageError("feedmaker.sandbox.child.serve", problem) from None
        except WireError as nonsense:
            problem = f"gave no answer that makes sense ({nonsense})"
        self.kill()
        raise PageTooHardError("", f"reading the page {problem}")

    def _last_words(self) -> str:
        """Say why it ended."""
        self.kill()  # it may only have closed its end; if it is dead, its status stands
        status = self._process.returncode
        if status == -signal.SIGPROF:
            return f"took more than {self._cpu_seconds:g} s of CPU"
        if status < 0:
            return f"crashed the reader ({signal.Signals(-status).name})"
        return f"ended the reader (exit status {status})"

    def _receive(self, deadline: float) -> bytearray:
        """Return one frame; raises TimeoutError at the deadline, EOFError where it ends."""
        size = int.from_bytes(self._receive_exactly(8, deadline), "big")
        if size > _LONGEST_ANSWER:
            raise WireError(f"{size} bytes")
        return self._receive_exactly(size, deadline)

    def _receive_exactly(self, size: int, deadline: float) -> bytearray:
        received = bytearray(size)
        rest = memoryview(received)
        while rest:
            self._allow_until(deadline)
            count = self._channel.recv_into(rest)
            if not count:
                raise EOFError
            rest = rest[count:]
        return received

    def _allow_until(self, deadline: float) -> None:
        self._channel.settimeout(max(deadline - monotonic(), 0.001))  # 0 would mean: don't wait


def _import_path() -> list[str]:
    """Where the child finds what we find, and feedmaker even if an import hook found it for us."""
    here = str(Path(__file__).parents[2])
    path = [entry or os.getcwd() for entry in sys.path]  # noqa: PTH109
    return path if here in path else [*path, here]
