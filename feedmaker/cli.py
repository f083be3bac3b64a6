"""The command line: which command, with which options; its errors in plain words.

Exit statuses (SITE_FILE.md §4): 0 the folder is whole; 1 no due site could be
updated, or with --strict any site failed; 2 wrong usage, or a fault in the
operator's settings; 3 another feedmaker is running on the same state.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

from feedmaker.arguments import USAGE, read_options
from feedmaker.errors import AnotherRunError, ConfigError, FeedmakerError, StoppedError
from feedmaker.terminal import screen

FAILED = 1
TAKEN = 3
INTERRUPTED = 130  # as shells say it of SIGINT

_GARBAGE = 50_000
"""New containers between two collections; imports and pages make many, and hardly any cycle."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    gc.set_threshold(_GARBAGE)
    screen.prepare_streams()
    options = read_options(sys.argv[1:] if arguments is None else list(arguments))
    try:
        status: int = import_module(f"feedmaker.commands.{options.command}").run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        screen.mute()  # the reader of our output went away; that is its right
        return 0
    except (KeyboardInterrupt, StoppedError) as error:
        told = str(error) if isinstance(error, KeyboardInterrupt) else ""
        screen.complain(f"feedmaker: stopped; {told or 'what was read is kept'}")
        return INTERRUPTED
    except Exception as error:
        if options.debug and not isinstance(error, AnotherRunError):  # which is nobody's bug
            raise
        screen.complain(_in_words(error))
        return _status_of(error)
    return status


def _in_words(error: Exception) -> str:
    if isinstance(error, ConfigError):
        from feedmaker.wiring import seen_from_here

        return "\n".join(str(seen_from_here(fault)) for fault in error.faults)
    if isinstance(error, FeedmakerError):
        return f"feedmaker: {screen.in_words(error)}"
    if isinstance(error, OSError):
        return f"feedmaker: {error.filename or 'output'}: {error.strerror or error}"
    return f"feedmaker: a bug in feedmaker, please report it: {error!r} (--debug shows where)"


def _status_of(error: Exception) -> int:
    if isinstance(error, AnotherRunError):
        return TAKEN
    return USAGE if isinstance(error, ConfigError) else FAILED
