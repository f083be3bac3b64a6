"""The golden cases: real site files built from saved pages.

    sites/NAME.yaml  <->  tests/sites/NAME/{pages.toml, pages/, expected/}

`expected/entries.json` is written by hand from what SITE_FILE.md says must come
out. Of an entry, what it leaves out is not judged. Its `content` is the plain
text of each paragraph, and the addresses of pictures and links, in order.
`expected/feed.*` are bytes that were once looked at and found good:

    python tests/golden.py NAME …    writes them anew
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
SITES = ROOT / "sites"
CASES = ROOT / "tests" / "sites"
FEEDS = ("rss", "atom")


def build(name: str, place: Path) -> Path:
    """Build one site from its saved pages; return the folder of its feeds.

    Below `place`, without the settings of whoever runs the tests.
    """
    out = place / "public"
    (place / "feedmaker.toml").write_text('base_url = "https://feeds.example/"\n')
    bare = {key: value for key, value in os.environ.items() if not _is_setting(key)}
    subprocess.run(
        [
            *(sys.executable, "-m", "feedmaker", "build", name),
            *("--config", place / "feedmaker.toml"),
            *("--sites", SITES, "--out", out, "--state", place / "state"),
            *("--replay", (CASES / name).relative_to(ROOT)),
        ],
        cwd=ROOT,
        env=bare,
        check=True,
    )
    return out


def _is_setting(variable: str) -> bool:
    return variable.startswith(("FEEDMAKER_", "GITHUB_"))


def main(names: list[str]) -> None:
    for name in names:
        with TemporaryDirectory() as place:
            out = build(name, Path(place))
            for ending in FEEDS:
                body = (out / f"{name}.{ending}").read_bytes()
                (CASES / name / "expected" / f"feed.{ending}").write_bytes(body)


if __name__ == "__main__":
    main(sys.argv[1:])
