"""feedmaker as a contender of the benchmark runner (its `--adapters` file).

One site file per site, `delay: 0s`; the command is one `build` pass.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

Contender = Callable[[argparse.Namespace, str, str, str], list[str]]

if TYPE_CHECKING:  # the runner puts it here

    def contender(adapter: Contender) -> Contender: ...


SITE = """url: {url}
timezone: UTC
every: 1m
listing:
  item: {item}
  link: {link}
article:
  content: {content}
  title: {title}
  author: {author}
  date: {date}
  image: {image}
  category: {tags}
  remove: [{remove}]
  again: false
request:
  delay: 0s
"""


def write_sites(job: str, sites: Path) -> None:
    """Write one site file for each address of the job, once."""
    spec = json.loads(Path(job).read_text())
    sites.mkdir(parents=True)
    selectors = {key: json.dumps(value) for key, value in spec["selectors"].items()}
    selectors["remove"] = ", ".join(
        json.dumps(part.strip()) for part in spec["selectors"]["remove"].split(",")
    )
    for number, url in enumerate(spec["urls"]):
        text = SITE.format(url=url, **selectors)
        (sites / f"site-{number:04}.yaml").write_text(text)


@contender
def feedmaker(options: argparse.Namespace, job: str, out: str, state: str) -> list[str]:
    """The command of a single pass over all sites."""
    sites = Path(state) / "sites"
    if not sites.exists():
        write_sites(job, sites)
    folders = ["--sites", str(sites), "--out", out, "--state", str(Path(state) / "db")]
    settings = {
        "ALLOW_PRIVATE": "127.0.0.0/8",
        "MIN_INTERVAL": "0s",
        "BASE_URL": "http://feeds.example/",
    }
    environment = [f"FEEDMAKER_{name}={value}" for name, value in settings.items()]
    script = Path(options.python).with_name("feedmaker")  # as people call it, where it is installed
    feedmaker = [str(script)] if script.exists() else [options.python, "-m", "feedmaker"]
    command = [*feedmaker, "build", "--force"]
    return ["env", *environment, *command, *folders]
