"""The state's file: whole, of the right schema, not too large; and whether a feedmaker is at work.

Pure: what was found comes from `store.checkup`. What the state says of sites is looked at
in `sites`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feedmaker.doctor.line import Line, fine, look, some, wrong
from feedmaker.store.checkup import NEWEST, Checkup

_MIB = 1 << 20
_LARGE = 4096 * _MIB
_WAY_OUT = (
    "stop feedmaker, and put back a backup (docs/backup.md); without one, move the file away, and"
    " rebuild it from the published feeds: feedmaker restore"
)


def judge_state(found: Checkup, file: str) -> Iterator[Line]:
    """Say how the file is; `file` is its path as a person here would write it."""
    if found.damage:
        yield wrong("state.damage", f"{file} is damaged: {found.damage}", _WAY_OUT)
    elif not found.whole:
        yield fine("state.damage", f"{file}: no damage seen in the part there was time for")
    else:
        yield fine("state.damage", f"{file} is whole ({found.size / _MIB:,.1f} MiB)")
    since = f", brought up to date on {found.since:%Y-%m-%d}" if found.since else ""
    if found.version > NEWEST:
        yield wrong(
            "state.schema",
            f"{file} is of a newer feedmaker (schema {found.version}, this one knows {NEWEST})",
            "install that newer feedmaker again, or put back a backup from before",
        )
    elif found.version < NEWEST:
        yield look(
            "state.schema",
            f"{file} is of an older feedmaker (schema {found.version} of {NEWEST}{since})",
            "nothing: the next build or run brings it up to date; make a backup before",
        )
    else:
        yield fine("state.schema", f"its schema is the newest ({found.version}{since})")
    if found.size > _LARGE:
        yield look(
            "state.size",
            f"{file} is large: {found.size / _MIB:,.0f} MiB",
            "feedmaker remove NAME forgets sites that nobody reads any more",
        )
    if found.holder:
        yield fine("state.holder", f"a feedmaker is at work (process {found.holder})")
    else:
        yield fine("state.holder", "no feedmaker is at work just now")


def unreadable(problem: str, to_do: str = "") -> Line:
    """Return that the state can't be read at all."""
    return wrong("state.opens", problem, to_do or _WAY_OUT)


def lost(file: str, feeds: Sequence[str], out: str) -> Line:
    """Return that feeds are published, and nothing is remembered of them."""
    return wrong(
        "state.lost",
        f"{file} is gone or empty, though feeds of these sites are in {out}: {some(feeds)}",
        "before the next build, else readers see stories twice: put back a backup, or:"
        f" feedmaker restore --from {out}",
    )
