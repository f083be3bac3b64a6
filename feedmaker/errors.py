"""What can go wrong, grouped by what the catcher does about it.

    FeedmakerError
      ConfigError(faults)                       fix the file; all faults of a file at once
      FetchError(url, problem, status, retry_after)
        UnreachableError                        try next run (DNS, TLS, timeout, 429, 5xx)
        RefusedError                            not again (404, robots, size, type, address)
      ReadError(url, problem, rule, selector)   fix the site's rules, or look at the page
        NoMatchError                            a rule that must match matched nothing
        IsFeedError                             the page is a feed already
        SentOnError(target)                     the page is another's address: read that one
        StandInError(sign, passes)              a login, a captcha, … in place of the page
        UnreadableDateError(text)               a date in no known form
          TwoWaysDateError                      it could be two: let the site file decide
        PageTooHardError                        the page was more than the sandbox allows
      StorageError(path, problem)               stop: the disk is the operator's
      WireError                                 bytes that hold no value of ours: a damaged store
      StageError(stage, traceback)              a bug of ours in a stage: report it, go on
      StoppedError                              the run is ending: ask in the next one
      AnotherRunError(pid)                      another feedmaker holds the state
      UnansweredError(pid)                      it ended before it had done what we asked of it

A raiser states what it knows; a catcher adds its part in the `Report`.
Every error pickles, because a stage may raise it on the far side of the sandbox.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


class FeedmakerError(Exception):
    """Anything that feedmaker itself foresees; its text is one plain line for people."""

    def __reduce__(self) -> tuple[object, ...]:
        # An exception's default reduction calls the class with the message;
        # ours take fields, so rebuild from the fields.
        return rebuild, (type(self), dict(self.__dict__), self.args)


def rebuild(
    kind: type[FeedmakerError], fields: dict[str, object], args: tuple[object, ...]
) -> FeedmakerError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(fields)
    return error


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a site file or of the operator's settings: where it stands and what it is."""

    file: str  # as the user named it
    line: int  # from 1; 0 when the whole file is meant
    column: int  # from 1; 0 when the whole file is meant
    path: str  # dotted path of the key, "listing.item"; may be empty
    problem: str  # what is wrong, with a near match or the quoted form where there is one

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.path}: {self.problem}" if self.path else f"{place}: {self.problem}"


class ConfigError(FeedmakerError):
    """Faults in one file, in the order of their lines."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class FetchError(FeedmakerError):
    """A request that gave no page. `url` is absolute; `retry_after` seconds, as asked for.

    `rests` is the origin that asked for that: a redirect may have led to it. `cause` is one of
    those in `health.advice`, where neither class nor status tells it. `unasked`: it failed
    before any server was asked.
    """

    def __init__(
        self,
        url: str,
        problem: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        rests: str = "",
        cause: str = "",
        unasked: bool = False,
    ) -> None:
        super().__init__(f"{url}: {problem}")
        self.url = url
        self.problem = problem
        self.status = status
        self.retry_after = retry_after
        self.rests = rests
        self.cause = cause
        self.unasked = unasked


def put_off(error: FeedmakerError) -> timedelta | None:
    """Return for how long the host asked to be left alone (Retry-After); None: it did not."""
    if isinstance(error, FetchError) and error.retry_after is not None:
        return timedelta(seconds=error.retry_after)
    return None


class UnreachableError(FetchError):
    """May work in a later run: DNS, TLS, timeout, a broken body, 429, 5xx."""


class RefusedError(FetchError):
    """Asking again won't help: 404, 410, robots.txt, too large, wrong type, a forbidden address."""


class ReadError(FeedmakerError):
    """A page that was fetched but did not give what the rules promise."""

    def __init__(
        self, url: str, problem: str, *, rule: str = "", selector: str = "", hint: str = ""
    ) -> None:
        super().__init__(f"{url}: {problem}" if url else problem)
        self.url = url  # empty: the raiser does not know it
        self.problem = problem
        self.rule = rule  # dotted key of the site file, "listing.item"
        self.selector = selector
        self.hint = hint  # what would match


NONE_STATED = "none stated, none found"
"""What stands for the selector of a list whose site file has no rules."""


class NoMatchError(ReadError):
    """A rule that must match matched nothing: the site has changed."""

    def __init__(self, url: str, *, rule: str, selector: str = "", hint: str = "") -> None:
        what = f"`{rule}` matches nothing" + (f" ({selector})" if selector else "")
        what += f"; {hint}" if hint else ""
        super().__init__(url, what, rule=rule, selector=selector, hint=hint)


class IsFeedError(ReadError):
    """The address answers with an RSS, Atom or JSON feed instead of a page."""

    def __init__(self, url: str) -> None:
        super().__init__(url, "this is a feed, not a page: `source: feed` reads it")


class SentOnError(ReadError):
    """The page sends its reader on to `target`, absolute, before anything is read."""

    def __init__(self, url: str, target: str) -> None:
        super().__init__(url, f"the page sends its readers on to {target}")
        self.target = target


class StandInError(ReadError):
    """Something else stands at the address in place of its page: a login, a captcha, nothing."""

    def __init__(
        self,
        url: str,
        seen: str,
        *,
        sign: str,
        passes: bool,
        to_do: str = "",
        rule: str = "",
        selector: str = "",
    ) -> None:
        problem = f"{seen}: {to_do}" if to_do else seen
        super().__init__(url, problem, rule=rule, selector=selector)
        self.seen = seen  # the problem for readers of a feed, who can't do anything about it
        self.sign = sign  # of what kind: "captcha" (`health.page_signs`)
        self.passes = passes  # asked again later, the page itself may come
        self.to_do = to_do


class UnreadableDateError(ReadError):
    """A text in which no date could be read; `why` where there is more to say than that."""

    def __init__(self, text: str, why: str = "") -> None:
        super().__init__("", f"no date in {text!r}" + (f": {why}" if why else ""))
        self.text = text
        self.why = why


class TwoWaysDateError(UnreadableDateError):
    """A text that names one day or another, and nothing tells which."""


class UnlikelyDateError(UnreadableDateError):
    """A text that names a day, but none on which a story can have been published."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(text, why)
        self.problem = why


class PageTooHardError(ReadError):
    """Reading the page took more time or memory than the sandbox gives, or crashed the reader."""


class StageError(FeedmakerError):
    """A stage broke in the sandbox by an error that nobody foresaw: a bug of ours."""

    def __init__(self, stage: str, traceback: str) -> None:
        lines = traceback.strip().splitlines()
        super().__init__(f"a bug in {stage}: {lines[-1] if lines else 'no traceback'}")
        self.stage = stage  # "feedmaker.extract.listing.read_listing"
        self.traceback = traceback  # many lines, the child's


class StoppedError(FeedmakerError):
    """The run is ending, so this was not done. Nothing is wrong with the page."""


class WireError(FeedmakerError):
    """A value that does not travel, or bytes that hold none."""


class StorageError(FeedmakerError):
    """The state or the output folder can't be read or written."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class AnotherRunError(FeedmakerError):
    """Another feedmaker, with this process id, works on the same state folder.

    `hint` is what can be done about that, or why it does not do what we asked of it.
    """

    def __init__(self, path: str, pid: int | None, hint: str = "") -> None:
        super().__init__(
            f"{path}: another feedmaker is running on this state"
            + (f" (pid {pid})" if pid else "")
            + (f"; {hint}" if hint else "")
        )
        self.path = path
        self.pid = pid
        self.hint = hint


class UnansweredError(FeedmakerError):
    """The running feedmaker, with this process id, took a request and ended before its answer."""

    def __init__(self, pid: int | None) -> None:
        who = f" (pid {pid})" if pid else ""
        super().__init__(
            f"the running feedmaker{who} ended before it answered; what it had read is kept,"
            " its log says why it ended: ask again"
        )
        self.pid = pid
