"""A plugin of coverage: it lets `make coverage` see into the sandbox's children.

They start without site-packages' start files and without our environment, so
coverage's own way to child processes ends at them; and the parent kills them, so
no end of theirs could write down what ran. So where a sandbox starts one, it
starts the `serve` below instead, which writes that down before each answer.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any

import coverage

if TYPE_CHECKING:
    from coverage.plugin_support import Plugins

_THEIRS = "from feedmaker.sandbox.child import serve;"
_OURS = f"from {__name__} import measured; serve = measured({{!r}});"


def coverage_init(plugins: Plugins, options: dict[str, Any]) -> None:
    """Called where coverage starts, in each process anew."""
    start = subprocess.Popen.__init__

    def start_measured(popen: Any, args: Any, *rest: Any, **more: Any) -> None:
        now = coverage.Coverage.current()
        if now and isinstance(args, list) and any(_THEIRS in str(word) for word in args):
            ours = _OURS.format(now.config.serialize())
            args = [word.replace(_THEIRS, ours) for word in args]
        start(popen, args, *rest, **more)

    vars(subprocess)["Popen"].__init__ = start_measured


def measured(config: str) -> Any:
    """Start to measure; return `serve` of a child that keeps what ran."""
    os.environ["COVERAGE_PROCESS_CONFIG"] = config
    kept: Any = coverage.process_startup()
    del os.environ["COVERAGE_PROCESS_CONFIG"]
    assert kept
    from feedmaker.sandbox import child

    answer = child._answer
    known: dict[str, set[Any]] = {}

    def answer_and_keep(*request: Any) -> bytes:
        answered = answer(*request)
        # To save costs more than most answers, and few run a line that none before has run.
        news = False
        for file, ran in kept._collector.data.items():  # emptied when it is saved
            before = known.setdefault(file, set())
            news |= not before.issuperset(ran)
            before.update(ran)
        if news:
            kept.save()
        return answered

    vars(child)["_answer"] = answer_and_keep
    return child.serve
