"""A feedmaker that runs in a process of its own, as a service would; its log is read as it comes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

LIMIT = 60.0  # seconds, for what must not take that long


class Process:
    """A running feedmaker; its log is read as it comes."""

    def __init__(self, cwd: Path, program: tuple[str, ...], env: Mapping[str, str]) -> None:
        self.lines: list[str] = []
        self._change = threading.Condition()
        self.popen = subprocess.Popen(
            [sys.executable, *program],
            cwd=cwd,
            env=os.environ | env,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.popen.stderr is not None
        for line in self.popen.stderr:
            with self._change:
                self.lines.append(line.rstrip("\n"))
                self._change.notify_all()

    def until_said(self, pattern: str) -> str:
        """Return the first line of the log that matches."""

        def found() -> str | None:
            return next((line for line in self.lines if re.search(pattern, line)), None)

        with self._change:
            line = self._change.wait_for(found, LIMIT)
        assert line, "\n".join(self.lines)
        return line

    def send(self, number: signal.Signals) -> None:
        self.popen.send_signal(number)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal; return the exit status."""
        self.send(number)
        return self.wait()

    def wait(self) -> int:
        status = self.popen.wait(LIMIT)
        self.close()
        return status

    def close(self) -> None:
        if self.popen.poll() is None:
            self.popen.kill()
            self.popen.wait()
        self._reader.join()
        assert self.popen.stderr is not None
        self.popen.stderr.close()

    def children(self) -> list[int]:
        """Return the processes of its group but itself that are alive."""
        found = []
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                pid, rest = status.read_text("ascii", "replace").split(" ", 1)
                state, _, group = rest.rpartition(") ")[2].split()[:3]
            except OSError:
                continue
            if int(group) == self.popen.pid and int(pid) != self.popen.pid and state != "Z":
                found.append(int(pid))
        return found

    def until_childless(self) -> None:
        """Wait for the end of its children, which the kernel ends after it."""
        deadline = monotonic() + LIMIT
        pause = threading.Event()
        while self.children():
            assert monotonic() < deadline
            pause.wait(0.01)
