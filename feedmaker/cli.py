"""The command line: which command, with which options; its errors in plain words.

Exit statuses (SITE_FILE.md §4): 0 the folder is whole; 1 no due site could be
updated, or with --strict any site failed; 2 wrong usage, or a fault in the
operator's settings; 3 another feedmaker is running on the same state.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from feedmaker import __version__
from feedmaker.errors import AnotherRunError, ConfigError, FeedmakerError, StoppedError

FAILED = 1
USAGE = 2
TAKEN = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        run = import_module(f"feedmaker.commands.{options.command}").run
        status: int = run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output went away; that is its right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, StoppedError):
        return 130
    except AnotherRunError as error:
        return _say(error, options, TAKEN)
    except ConfigError as error:
        return _say(error, options, USAGE)
    except FeedmakerError as error:
        return _say(error, options, FAILED)
    return status


def _say(error: FeedmakerError, options: argparse.Namespace, status: int) -> int:
    if options.debug:
        raise error
    print(f"feedmaker: {error}", file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="feedmaker",
        description="Full-text RSS, Atom and JSON feeds for sites that have none.",
        epilog="Start with `feedmaker demo`. One site file, one feed: sites/NAME.yaml.",
    )
    parser.add_argument("--version", action="version", version=f"feedmaker {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build = _command(commands, "build", "fetch the sites that are due and write every feed")
    build.add_argument("names", nargs="*", metavar="NAME", help="these sites, now")
    build.add_argument("--force", action="store_true", help="all sites, due or not")
    build.add_argument(
        "--reread",
        nargs="?",
        type=_count,
        const=-1,
        default=0,
        metavar="N",
        help="read the articles of stored entries again (the last N; default: all in the feed)",
    )
    build.add_argument("--strict", action="store_true", help="exit 1 if any site failed")
    _json(build)
    _replay(build)

    run = _command(commands, "run", "keep the feeds up to date: the daemon")
    run.add_argument("--serve", metavar="HOST:PORT", help="also serve the folder there")
    _replay(run)

    check = _command(commands, "check", "report every fault of the site files")
    check.add_argument("names", nargs="*", metavar="NAME")
    check.add_argument("--live", action="store_true", help="also fetch, and count what rules give")
    _json(check)
    _replay(check)

    for name, what in (
        ("listing", "show what a listing page gives"),
        ("article", "show what an article page gives"),
    ):
        page = _command(commands, name, what)
        page.add_argument("url", nargs="?", metavar="URL")
        page.add_argument("--site", metavar="NAME|FILE", help="use this site's rules")
        page.add_argument("--html", metavar="FILE", help="read a saved page instead")
        page.add_argument("--url", dest="saved_url", metavar="URL", help="address of --html")
        page.add_argument("--batch", action="store_true", help="JSON lines in, JSON lines out")
        if name == "listing":
            page.add_argument("--watch", action="store_true", help="again on each save of the file")
        _json(page)
        _replay(page)

    status = _command(commands, "status", "show each site's last run, next run and problems")
    status.add_argument("--problems", action="store_true", help="only these, with what to do")
    _json(status)

    demo = _command(commands, "demo", "build feeds from a small site that comes with feedmaker")
    demo.add_argument("--serve", nargs="?", const="127.0.0.1:8000", metavar="HOST:PORT")

    remove = _command(commands, "remove", "forget a site: its entries and its files")
    remove.add_argument("names", nargs="+", metavar="NAME")

    _command(commands, "schema", "print the JSON Schema of a site file, for editors")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
    command.add_argument("--sites", metavar="DIR", help="site files (default: sites)")
    command.add_argument("--out", metavar="DIR", help="the feeds' folder (default: public)")
    command.add_argument("--state", metavar="DIR", help="what is remembered (default: .feedmaker)")
    command.add_argument("--config", metavar="FILE", help="settings (default: feedmaker.toml)")
    command.add_argument("--debug", action="store_true", help="show tracebacks")
    return command


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON")


def _replay(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--replay", metavar="FOLDER", help="answer every request from the pages saved there"
    )
    command.add_argument("--now", metavar="TIME", help="the time to take as now, RFC 3339")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
