"""Whose a file is, and what to do where it is another user's: for messages to people.

Asks the system, opens nothing, and changes nothing. Whether a set-up's folders lie well is
looked at by `doctor`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def user_name(number: int) -> str:
    """Return what a user is called, or its number where it has no name."""
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def way_in(folder: Path, files: Iterable[str]) -> str:
    """Return what to do where we may not use a folder or files in it; "" if all of it is ours."""
    for path in (folder, *(folder / name for name in files)):
        with suppress(OSError):  # it is not there, or we can't even see it
            if (owner := path.stat(follow_symlinks=False).st_uid) != os.geteuid():
                whose = user_name(owner)
                give = f"sudo chown -R {user_name(os.geteuid())} {folder}"
                return f"{path} belongs to {whose}: run feedmaker as {whose}, or: {give}"
    return ""
