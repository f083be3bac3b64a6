"""The bytes of a file that a person wrote, or the fault for which they can't be had.

What stands in it is `site`'s to say, and which files there are `folder`'s and `hosts`'.
"""

from __future__ import annotations

import os
import stat

from feedmaker.config.diagnostics import new_fault
from feedmaker.errors import ConfigError

_ENOUGH = 1024 * 1024  # bytes; more than a site file may have, so that it is seen to be too large


def read_file(path: str) -> bytes:
    """Return a file's bytes. Raises ConfigError; a pipe or device is not waited for."""
    try:
        # Plain calls of the system: with a thousand files half the time was spent in `open`.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if stat.S_ISREG(os.fstat(number).st_mode):
                return os.read(number, _ENOUGH)
            problem = "is no file"
        finally:
            os.close(number)
    except OSError as error:
        problem = f"can't be read: {error.strerror}"
    raise file_error(path, problem)


def file_error(path: str, problem: str) -> ConfigError:
    """Return the error for a file as a whole."""
    return ConfigError((new_fault(path, 0, 0, (), problem),))
