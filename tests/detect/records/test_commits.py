"""Summaries of repositories: what is new there is the log, beside branches and tags."""

from __future__ import annotations

import pytest
from detect.pages import rules_of, run
from detect.test_listing import PAGE, items

CHANGES = ["mend the gate", "First push", "import tree", "oil the old lock", "no more rust"]


def repository(to: str = "commit/?id={n:040x}", said: str = "{title}") -> str:
    """A repository's summary: branches, tags with their archives and the log in one table."""
    branch = "<td><a href=/r/log/?h=b{n}>b{n}</a><td><a href=/r/commit/?h=b{n}>{title}</a>"
    name = "harbour/of-the-old-mill/1.{n}.20261018.tar"
    tag = "<td><a href=/r/tag/?h=v{n}>v{n}</a><td>" + "".join(
        f"<a href=/r/snapshot/{name}.{kind}>{name}.{kind}</a> " for kind in ("gz", "xz")
    )
    age = "<td>Ann<td><span title='2026-10-1{n} 08:30:22'>4 years</span></tr>"
    log = f"<td>2026-10-1{{n}}<td><a href=/r/{to}>{said}</a><i class=deco></i><td>Ann</tr>"
    head = "<tr class=nohover><th>{}<th>{}<th>Author<th>Age</tr>"
    return (
        "<div class=content><table class=list>"
        + head.format("Branch", "Commit message")
        + items(f"<tr>{branch}{age}", CHANGES)
        + head.format("Tag", "Download")
        + items(f"<tr>{tag}{age}")
        + head.format("Age", "Commit message")
        + items(f"<tr>{log}", CHANGES)
        + "</table></div>"
    )


def test_of_the_parts_of_a_repositorys_summary_the_log_is_the_list() -> None:
    html = repository()
    found = run(html, PAGE, rules_of(html, PAGE))
    assert list(found) == [f"https://www.example.org/r/commit/?id={n:040x}" for n in range(5)]
    assert [*found.values()] == [(title, f"2026-10-1{n}") for n, title in enumerate(CHANGES)]


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("commit/?id={n:040x}", "{n:08x}"),
        ("commit/?id=" + "f" * 40, "{title}"),
        ("talk/?id={n:040x}", "{title}"),
    ],
)
def test_checksums_that_tell_no_change_make_no_log(to: str, said: str) -> None:
    html = repository(to, said)
    assert any("/snapshot/" in url for url in run(html, PAGE, rules_of(html, PAGE)))
