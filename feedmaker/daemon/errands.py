"""What somebody asks the running daemon to do, and what comes of it; who asks is `control`'s.

A request names sites and nothing else, never a path. What is asked of a site is done
in its own turn, so that it never runs twice at once; the answer follows when the
folder is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal, Protocol, TypeAlias

from feedmaker.entries.schedule import Waiting, sort_due
from feedmaker.errors import ConfigError, FeedmakerError, StorageError
from feedmaker.model import Problem, Report, Site, SiteState

Answer: TypeAlias = dict[str, object]
"""`error`, or what came of the request; all of it values that `codec` can write."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. `reread` is how many articles to read again; -1: all of the feed."""

    command: Literal["build", "remove"]
    names: tuple[str, ...]  # none: all sites, for `build`
    reread: int = 0
    accept: bool = False


@dataclass(slots=True)
class Errand:
    """A request on its way; all but `answer` is for the daemon's thread alone."""

    request: Request
    answer: Future[Answer] = field(default_factory=Future)
    open: set[str] = field(default_factory=set)  # sites whose turn has not come to its end
    reports: list[Report] = field(default_factory=list)
    faulty: dict[str, ConfigError] = field(default_factory=dict)  # files by the sites' names
    waiting: list[Waiting] = field(default_factory=list)
    due: int = 0  # sites that were run

    def tell(self, answer: Answer) -> None:
        """Give the answer, unless the end of the daemon has given another."""
        if not self.answer.done():
            self.answer.set_result(answer)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a site's turn went in an errand."""

    errand: Errand
    site: str
    result: Report | Waiting


class Sites(Protocol):
    """What errands are done on; `accept` and `site_state` are for many threads."""

    def named(self, names: tuple[str, ...]) -> tuple[list[str], dict[str, ConfigError]]:
        """Return good sites of these names, all for none, and the faults of the faulty files.

        Faults name files by absolute paths: who asked may stand in another folder. Raises
        ConfigError for unknown names.
        """
        ...

    def site_state(self, name: str) -> SiteState | None:
        """Return what is remembered of a site."""
        ...

    def accept(self, site: Site) -> None:
        """Take the site's lists for whole, however much they shrank."""
        ...

    def check_remembered(self, names: tuple[str, ...]) -> None:
        """Raise ConfigError if nothing is remembered of one of these."""
        ...

    def remove(self, names: tuple[str, ...]) -> list[tuple[str, int, str]]:
        """Forget these sites; return each with its files that went, and a site file that stays.

        Raises StorageError.
        """
        ...


class Turns(Protocol):
    """What the scheduler does for errands."""

    def ask(self, name: str, run: Callable[[Site], bool]) -> bool:
        """Give a site a turn as soon as may be, with this in it; False: there is none."""
        ...

    def while_idle(self, names: tuple[str, ...], do: Callable[[], object]) -> bool:
        """Do something while none of these runs; return False, with nothing done, if one does."""
        ...


class Errands:
    """Those that are under way. Used by the daemon's thread, but for what runs in a site's turn."""

    def __init__(
        self,
        sites: Sites,
        turns: Turns,
        *,
        run: Callable[[Site, int], Report],
        tell: Callable[[Outcome], object],
        now: Callable[[], datetime],
        least: timedelta,
    ) -> None:
        """`run` and `tell` are called in a site's turn, by the scheduler's threads.

        `least` is the operator's shortest interval.
        """
        self._sites = sites
        self._turns = turns
        self._run = run
        self._tell = tell
        self._now = now
        self.least = least
        self._builds: list[Errand] = []
        self._removals: list[Errand] = []  # which wait for the end of a run

    def begin(self, errand: Errand) -> None:
        """Begin with it; `has_run` and `go_on` bring it to its end."""
        try:
            if errand.request.command == "build":
                self._begin_build(errand)
            else:
                self._sites.check_remembered(errand.request.names)
                self._removals.append(errand)
        except (ConfigError, StorageError) as error:
            errand.tell({"error": error})

    def has_run(self, outcome: Outcome, trouble: str) -> None:
        """Take how a site's turn went; `trouble` is why its feeds could not be written."""
        errand, result = outcome.errand, outcome.result
        if outcome.site not in errand.open:
            return  # its site file went meanwhile, which was told
        errand.open.discard(outcome.site)
        if isinstance(result, Waiting):
            errand.waiting.append(result)
            return
        errand.due += 1
        errand.reports.append(_troubled(result, trouble))

    def go_on(self, sites: Mapping[str, Site]) -> bool:
        """Take those a step further that waited; return whether any site was removed."""
        for errand in self._builds:
            for name in sorted(errand.open - sites.keys()):
                errand.open.discard(name)
                errand.reports.append(_gone(name))
        removals, self._removals = self._removals, []
        removed = [self._try_removal(errand) for errand in removals]
        return any(removed)

    def answer(self, extra: Callable[[], Answer]) -> None:
        """Answer the builds all of whose sites have had their turn, with `extra` besides."""
        done = [errand for errand in self._builds if not errand.open]
        self._builds = [errand for errand in self._builds if errand.open]
        for errand in done:
            errand.tell(
                {
                    "reports": sorted(errand.reports, key=lambda report: report.site),
                    "faulty": errand.faulty,
                    "waiting": [(one.site, one.until, one.why) for one in errand.waiting],
                    "due": errand.due,
                }
                | extra()
            )

    @property
    def are_to_be_answered(self) -> bool:
        """Whether a build waits for nothing but its answer."""
        return any(not errand.open for errand in self._builds)

    def _begin_build(self, errand: Errand) -> None:
        names, errand.faulty = self._sites.named(errand.request.names)
        errand.open.update(names)
        self._builds.append(errand)
        for name in names:
            if not self._turns.ask(name, lambda site: self._in_turn(errand, site)):
                errand.open.discard(name)
                errand.reports.append(_gone(name))

    def _in_turn(self, errand: Errand, site: Site) -> bool:
        """Run a site, unless what protects its server forbids it; return whether it ran."""
        result: Report | Waiting
        try:
            if errand.request.accept:
                self._sites.accept(site)
            state = self._sites.site_state(site.name)
            states = {site.name: state} if state else {}
            _, held = sort_due([site], states, self._now(), least=self.least, asked=True)
            result = held[0] if held else self._run(site, errand.request.reread)
        except FeedmakerError as error:  # the disk; told as this site's failure
            held, result = [], Report(site.name, failed=True, problems=(Problem(str(error)),))
        self._tell(Outcome(errand, site.name, result))
        return not held

    def _try_removal(self, errand: Errand) -> bool:
        """Forget sites, or let them wait for the end of a run; return whether they are gone."""
        gone: list[tuple[str, int, str]] = []
        names = errand.request.names
        try:
            self._sites.check_remembered(names)  # somebody else may have been faster
            if not self._turns.while_idle(names, lambda: gone.extend(self._sites.remove(names))):
                self._removals.append(errand)
                return False
        except (ConfigError, StorageError) as error:
            errand.tell({"error": error})
            return False
        errand.tell({"removed": gone})
        return True


def _gone(name: str) -> Report:
    return Report(name, failed=True, problems=(Problem("its site file is gone"),))


def _troubled(report: Report, trouble: str) -> Report:
    """Return the report with why its feeds could not be written, if they could not."""
    if not trouble:
        return report
    problem = Problem(f"its feeds could not be written, and will be tried again: {trouble}")
    return replace(report, problems=(*report.problems, problem))
