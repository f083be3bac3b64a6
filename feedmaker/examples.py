"""What each command's --help ends with: a few lines to type, and what they are for.

A table and its layout. Which options there are, and what they mean, is for `arguments`; a test
gives every line here to its parser.
"""

from __future__ import annotations

_EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "init": (
        ("feedmaker init feeds", "a new folder with an example"),
        ("feedmaker init feeds --github-pages", "also what GitHub Pages needs"),
    ),
    "new": (
        ("feedmaker new", "asks for all it needs"),
        ("feedmaker new https://a.example/news", "writes sites/a.yaml"),
        ("feedmaker new https://a.example/news --open", "and shows its feed"),
        ('feedmaker new https://a.example/news --item "Ferry sails"', "the list with this story"),
        ("feedmaker new harbour --repair", "mends rules that miss"),
    ),
    "build": (
        ("feedmaker build", "what is due"),
        ("feedmaker build harbour", "this site, now"),
        ("feedmaker build harbour --reread=20", "its last 20 articles again"),
    ),
    "run": (
        ("feedmaker run", "until Ctrl-C or SIGTERM"),
        ("feedmaker run --serve 127.0.0.1:8000", "and serve the folder"),
    ),
    "check": (
        ("feedmaker check", "all files, without asking any site"),
        ("feedmaker check harbour --live", "and count what each rule gives"),
    ),
    "listing": (
        ("feedmaker listing https://a.example/news", "what is found, as a site file"),
        ("feedmaker listing --site harbour --watch", "again on each save of its file"),
        ("feedmaker listing --html saved.html --url https://a.example/news", "a saved page"),
    ),
    "article": (
        ("feedmaker article https://a.example/news/ferry", "what is found there"),
        ("feedmaker article https://a.example/news/ferry --site harbour", "by its rules"),
        ("feedmaker article https://a.example/news/ferry --explain", "and where each field stands"),
        (
            "feedmaker article https://a.example/news/ferry --explain --to why.html",
            "why this content, as a page to look at",
        ),
        ("feedmaker article --batch --together", "saved pages, that teach each other"),
    ),
    "record": (
        ("feedmaker record harbour", "its pages, and what comes of them"),
        ("feedmaker record harbour --warc harbour.warc.gz", "the record as a WARC file"),
    ),
    "test": (
        ("feedmaker test", "all that are recorded"),
        ("feedmaker test harbour", "this one"),
    ),
    "status": (
        ("feedmaker status", "all sites"),
        ("feedmaker status --problems", "what is wrong, and what to do"),
    ),
    "doctor": (
        ("feedmaker doctor", "what is right and wrong here"),
        ("feedmaker doctor --quiet", "only what is wrong, for cron"),
    ),
    "settings": (
        ("feedmaker settings", "as lines of a feedmaker.toml"),
        ("feedmaker settings --json", "for programs"),
    ),
    "demo": (
        ("feedmaker demo", "build them, twice"),
        ("feedmaker demo --serve", "and keep them open for a look"),
    ),
    "backup": (
        ("feedmaker backup feeds.tar.gz", "pack"),
        ("feedmaker backup feeds.tar.gz --unpack feeds", "unpack into a new folder"),
    ),
    "restore": (
        ("feedmaker restore --from public", "from a copy of the feeds"),
        ("feedmaker restore --from https://feeds.example.org/", "from where they are"),
    ),
    "remove": (
        ("feedmaker remove harbour", "its file in sites/ stays"),
        ("feedmaker remove harbour gazette", "two of them"),
    ),
    "completion": (
        ("feedmaker completion bash", "to save where bash looks for it"),
        ("feedmaker completion fish", "the same for fish"),
    ),
    "schema": (("feedmaker schema > site.schema.json", "for your editor's settings"),),
}

_COLUMN = 42
"""Of what an example is for, on an 80 columns' terminal."""


def examples(name: str) -> str:
    """Return a command's examples, each with what it is for below it where a line is too short."""
    lines = [
        f"  {typed}\n      {what}" if len(typed) > _COLUMN else f"  {typed:{_COLUMN}}  {what}"
        for typed, what in _EXAMPLES.get(name, ())
    ]
    return "\n".join(["examples:", *lines]) if lines else ""
