"""`feedmaker completion SHELL`: a script for that shell, so that Tab knows commands and sites.

shtab writes it from the parser; only what a file, a folder or a site's name is, is told here.
"""

from __future__ import annotations

from argparse import Action, ArgumentParser, Namespace
from collections.abc import Mapping

import shtab

from feedmaker.arguments import parsers

_SITES: dict[str, str] = {
    "bash": """
_feedmaker_sites() {
  local file names=()
  for file in "${FEEDMAKER_SITES:-sites}"/[!_]*.yaml; do
    [ -e "$file" ] && file=${file##*/} && names+=("${file%.yaml}")
  done
  compgen -W "${names[*]}" -- "$1"
}
""",
    "zsh": """
_feedmaker_sites() {
  local -a names
  names=(${FEEDMAKER_SITES:-sites}/[^_]*.yaml(N:t:r))
  compadd -a names
}
""",
    "fish": """
function _feedmaker_sites
  set -q FEEDMAKER_SITES; and set -l folder $FEEDMAKER_SITES; or set -l folder sites
  for file in $folder/[^_]*.yaml
    string replace -r '.*/(.*)\\.yaml$' '$1' -- $file
  end
end
""",
}
"""Shell -> a function that lists the site files of the working folder by their names."""

SHELLS = tuple(_SITES)
_NAMES = {"bash": "_feedmaker_sites", "zsh": "_feedmaker_sites", "fish": "(_feedmaker_sites)"}
_BY_METAVAR: dict[str, Mapping[str, object]] = {
    "NAME": _NAMES,
    "NAME|FILE": _NAMES,
    "FILE": shtab.FILE,
    "DIR": shtab.DIRECTORY,
    "FOLDER": shtab.DIRECTORY,
}


def run(options: Namespace) -> int:
    """Print the script."""
    parser, commands = parsers()
    for one in (parser, *commands.values()):
        for action in _actions(one):
            if isinstance(action.metavar, str) and action.metavar in _BY_METAVAR:
                action.complete = _BY_METAVAR[action.metavar]  # type: ignore[attr-defined]
    print(shtab.complete(parser, options.shell, preamble=_SITES[options.shell]))
    return 0


def _actions(parser: ArgumentParser) -> list[Action]:
    return parser._actions  # noqa: SLF001 - argparse has no other list of them
