"""What can be typed: the commands, their options, and what is said of a slip.

Which options mean what together is each command's own to check.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn

from feedmaker import __version__

USAGE = 2
"""The exit status of wrong usage, and of a fault in the operator's settings."""

_HELP = frozenset(("-h", "--help", "--version"))
_COMMANDS = {
    "init": "write a ready folder: settings, an example, and what a way to run it needs",
    "new": "make a site file from an address",
    "build": "fetch the sites that are due, and write every feed",
    "run": "keep the feeds up to date: the daemon",
    "check": "report every fault of the site files",
    "listing": "show what a listing page gives, and which rule gave it",
    "article": "show what an article page gives, and where it comes from",
    "record": "save a site's pages, and what should come of them, for `test`",
    "test": "build the recorded sites offline, and show what is not as expected",
    "status": "show each site's last run, next run and problems",
    "doctor": "say what is right and wrong with this set-up, and what to do",
    "settings": "print what the settings are, and where each comes from",
    "demo": "build feeds from a small site that comes with feedmaker",
    "backup": "pack state, site files and settings into one file, or unpack it",
    "restore": "rebuild what was remembered from the published feeds",
    "remove": "forget a site: its entries and its feeds",
    "completion": "print a script that completes commands and names in your shell",
    "schema": "print the JSON Schema of a site file, for editors",
}
_PLACELESS = frozenset(("init", "completion", "schema"))
"""Commands without folders of their own to name: the first makes them by their usual names."""

_WAYS = {
    "github-pages": "also a workflow that builds and publishes on GitHub",
    "systemd": "also a service and a timer for this machine, and settings of a web server",
    "docker": "also an image, and a web server beside it",
    "cron": "also the line for cron, and settings of a web server",
}


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, and what to type; helps with examples."""

    command = ""

    def format_help(self) -> str:
        if self.command:
            from feedmaker.examples import examples  # no run needs them

            self.epilog = examples(self.command)
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.prog}: {message}\nTry: {self.prog} --help\n")


def read_options(arguments: list[str]) -> argparse.Namespace:
    named = bool(arguments) and arguments[0] in _COMMANDS
    parser, commands = parsers(only=arguments[0] if named else "")
    if not arguments:
        parser.print_help(sys.stderr)
        parser.exit(USAGE)
    ordered = [] if arguments[0] in _HELP else _command_first(arguments, commands)
    if not ordered and not _HELP & {*arguments}:
        parser.error(f"a command is missing; it comes first: feedmaker COMMAND {_typed(arguments)}")
    if ordered and (command := ordered[0]) not in commands:
        from feedmaker.config.diagnostics import near

        hint = near(command, commands) or _other_order(ordered, commands)
        parser.error(f"there is no command `{command}`{hint}")
    options, unknown = parser.parse_known_args(ordered or arguments)
    if unknown:
        from feedmaker.config.diagnostics import near

        known = _options_of(commands[options.command])
        what = f"unknown argument `{unknown[0]}`{near(unknown[0].partition('=')[0], known)}"
        commands[options.command].error(what)
    if ordered and ordered != arguments:
        parser.error(f"the command comes first: {_typed(['feedmaker', *ordered])}")
    return options


def _other_order(arguments: list[str], commands: dict[str, _Parser]) -> str:
    """Return what to type where an address, or a site's name, stands in a command's place."""
    later = next((at for at, word in enumerate(arguments) if word in commands), 0)
    if later:
        typed = [arguments[later], *arguments[:later], *arguments[later + 1 :]]
        return f"; the command comes first: {_typed(['feedmaker', *typed])}"
    if arguments[0].startswith(("http://", "https://")):
        return f"; to make a feed of it: {_typed(['feedmaker', 'new', *arguments])}"
    return ""


def _command_first(arguments: list[str], commands: dict[str, _Parser]) -> list[str]:
    """Return the arguments with the command before its options; [] if no word can be meant so."""
    values = {
        key
        for command in commands.values()
        for key, option in _options_of(command).items()
        if option.nargs is None  # it takes the word behind it
    }
    words = [
        at
        for at, word in enumerate(arguments)
        if not word.startswith("-") and (at == 0 or arguments[at - 1] not in values)
    ]
    if not words:
        return []
    at = words[0]
    if at:  # behind options; one of them may take a word in some command only
        at = next((one for one in words if arguments[one] in commands), at)
    return [arguments[at], *arguments[:at], *arguments[at + 1 :]]


def _options_of(command: _Parser) -> dict[str, argparse.Action]:
    return command._option_string_actions  # noqa: SLF001 - argparse has no other list of them


def parsers(only: str = "") -> tuple[_Parser, dict[str, _Parser]]:
    """Return the whole parser, and each command's own; with `only`, that one's alone.

    All of them cost a start 2 ms more.
    """
    parser = _Parser(
        prog="feedmaker",
        description="Full-text RSS, Atom and JSON feeds for sites that have none.",
        epilog="Start with `feedmaker demo`. One site file, one feed: sites/NAME.yaml makes"
        " public/NAME.rss, NAME.atom and NAME.json.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"feedmaker {__version__}")
    below = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    wanted = (only,) if only else _COMMANDS
    commands = {name: _command(below, name, _COMMANDS[name]) for name in wanted}
    return parser, commands


def _typed(words: list[str]) -> str:
    import shlex  # only for a slip

    return shlex.join(words)


def _command(below: argparse._SubParsersAction[_Parser], name: str, what: str) -> _Parser:
    description = what[0].upper() + what[1:] + "."
    command = below.add_parser(
        name,
        help=what,
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,  # keeps the examples' lines
        allow_abbrev=False,
    )
    command.command = name
    if name not in _PLACELESS:
        _of_places(command)
    command.add_argument("--debug", action="store_true", help="show tracebacks")
    if add_options := _OPTIONS.get(name):
        add_options(command)
    return command


def _of_places(command: _Parser) -> None:
    command.add_argument("--sites", metavar="DIR", help="site files (default: sites)")
    command.add_argument("--out", metavar="DIR", help="the feeds' folder (default: public)")
    command.add_argument("--state", metavar="DIR", help="what is remembered (default: .feedmaker)")
    command.add_argument("--config", metavar="FILE", help="settings (default: feedmaker.toml)")


def _of_init(command: _Parser) -> None:
    command.add_argument(
        "dir", nargs="?", default=".", metavar="DIR", help="the folder (default: .)"
    )
    way = command.add_mutually_exclusive_group()
    for name, what in _WAYS.items():
        way.add_argument(f"--{name}", dest="way", action="store_const", const=name, help=what)


def _of_new(command: _Parser) -> None:
    what = "the page that lists the stories; with --repair a site"
    command.add_argument("url", nargs="?", metavar="URL|NAME", help=what)
    command.add_argument(
        "--item",
        action="append",
        default=[],
        metavar="TITLE",
        help="a story of the list that is meant; can be said again",
    )
    command.add_argument(
        "--not",
        dest="other",
        action="append",
        default=[],
        metavar="TITLE",
        help="one of another list; can be said again",
    )
    command.set_defaults(refused=False)  # a list that was shown, step by step
    command.add_argument(
        "--listing", default="", metavar="SELECTOR", help="the element that holds the list"
    )
    command.add_argument("--name", metavar="NAME", help="the site's name (default: its host's)")
    command.add_argument("--force", action="store_true", help="replace a site file that is there")
    command.add_argument(
        "--anyway", action="store_true", help="also where the site has a feed with full texts"
    )
    command.add_argument(
        "--open", action="store_true", help="build its feed, and show it in the browser"
    )
    command.add_argument("--batch", action="store_true", help="JSON lines in, JSON lines out")
    command.add_argument(
        "--repair", action="store_true", help="find what its rules miss again, and show the patch"
    )
    command.add_argument("--yes", action="store_true", help="with --repair: change the file so")
    _replay(command)


def _of_build(command: _Parser) -> None:
    command.add_argument("names", nargs="*", metavar="NAME", help="these sites, now")
    command.add_argument("--force", action="store_true", help="all sites, due or not")
    command.add_argument(
        "--reread",
        nargs="?",
        type=_count,
        const=-1,
        default=0,
        metavar="N",
        help="read the articles of the last N entries again (without N: of all in the feed)",
    )
    command.add_argument(
        "--accept", action="store_true", help="the list is right although it shrank: take it so"
    )
    command.add_argument("--strict", action="store_true", help="exit 1 if any site failed")
    _json(command)
    _replay(command)


def _of_run(command: _Parser) -> None:
    command.add_argument("--serve", metavar="HOST:PORT", help="also serve the folder there")
    _replay(command)


def _of_check(command: _Parser) -> None:
    command.add_argument("names", nargs="*", metavar="NAME", help="these sites (default: all)")
    command.add_argument(
        "--live", action="store_true", help="also fetch, and count what each rule gives"
    )
    _json(command)
    _replay(command)


def _of_page(command: _Parser) -> None:
    command.add_argument("url", nargs="?", metavar="URL", help="the page's address")
    command.add_argument("--site", metavar="NAME|FILE", help="use this site's rules")
    command.add_argument("--html", metavar="FILE", help="read a saved page (.gz allowed)")
    command.add_argument("--url", dest="saved_url", metavar="URL", help="its address")
    command.add_argument("--batch", action="store_true", help="JSON lines in, JSON lines out")
    _json(command)
    _replay(command)


def _of_article(command: _Parser) -> None:
    _of_page(command)
    command.add_argument(
        "--explain",
        action="store_true",
        help="say of each field where exactly it stands, and why the content is this",
    )
    command.add_argument(
        "--together", action="store_true", help="with --batch: pages of one site teach each other"
    )
    command.add_argument("--to", metavar="FILE", help="with --explain: also a page to look at")


def _of_listing(command: _Parser) -> None:
    _of_page(command)
    command.add_argument("--watch", action="store_true", help="again on each save of the site file")


def _of_record(command: _Parser) -> None:
    command.add_argument("names", nargs="+", metavar="NAME", help="these sites")
    command.add_argument("--again", action="store_true", help="replace the record that is there")
    command.add_argument(
        "--failing", action="store_true", help="keep it although the site could not be read"
    )
    command.add_argument(
        "--warc", metavar="FILE", help="also write the record of one site as a WARC file"
    )
    _json(command)
    _records(command)


def _of_test(command: _Parser) -> None:
    command.add_argument("names", nargs="*", metavar="NAME", help="these sites (default: all)")
    command.add_argument("--update", action="store_true", help="what came is what is expected")
    _json(command)
    _records(command)


def _of_status(command: _Parser) -> None:
    command.add_argument(
        "--problems", action="store_true", help="only these, with what to type next"
    )
    _json(command)


def _of_doctor(command: _Parser) -> None:
    command.add_argument("--offline", action="store_true", help="ask nothing of the network")
    command.add_argument("--quiet", action="store_true", help="only what is wrong; else nothing")
    _json(command)


def _of_demo(command: _Parser) -> None:
    command.add_argument(
        "--serve",
        nargs="?",
        const="127.0.0.1:8000",
        metavar="HOST:PORT",
        help="keep the feeds open for a look (default: 127.0.0.1:8000)",
    )


def _of_backup(command: _Parser) -> None:
    command.add_argument("file", metavar="FILE", help="the backup, as backup.tar.gz")
    command.add_argument("--unpack", metavar="DIR", help="lay FILE out in this new folder")


def _of_completion(command: _Parser) -> None:
    command.add_argument("shell", choices=("bash", "zsh", "fish"))


def _of_restore(command: _Parser) -> None:
    command.add_argument(
        "--from",
        dest="source",
        metavar="DIR|URL",
        help="where the feeds are: a folder, or the address at which it is served"
        " (default: `base_url`)",
    )
    command.add_argument(
        "--force", action="store_true", help="also where something is remembered: add the unknown"
    )


def _of_remove(command: _Parser) -> None:
    command.add_argument("names", nargs="+", metavar="NAME")


def _json(command: _Parser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON")


def _records(command: _Parser) -> None:
    command.add_argument(
        "--records", metavar="DIR", help="their folder (default: records, beside the site files)"
    )


def _replay(command: _Parser) -> None:
    command.add_argument(
        "--replay", metavar="FOLDER", help="answer every request from the pages saved there"
    )
    command.add_argument("--now", metavar="TIME", help="the time to take as now, RFC 3339")


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(
            f"`{text}` is no number from 1; put names first, or write --reread=N"
        )
    return int(text)


_OPTIONS: dict[str, Callable[[_Parser], None]] = {
    "init": _of_init,
    "new": _of_new,
    "build": _of_build,
    "run": _of_run,
    "check": _of_check,
    "listing": _of_listing,
    "article": _of_article,
    "record": _of_record,
    "test": _of_test,
    "status": _of_status,
    "doctor": _of_doctor,
    "settings": _json,
    "demo": _of_demo,
    "backup": _of_backup,
    "restore": _of_restore,
    "remove": _of_remove,
    "completion": _of_completion,
}
"""What each command takes besides the folders; `schema` takes nothing."""
