"""Rules that miss a table's rows for the `tbody` that HTML puts there."""

from __future__ import annotations

import pytest
from stated import URL, locale_of, page_of

from feedmaker.config.site import read_site
from feedmaker.errors import NoMatchError
from feedmaker.extract.listing import read_listing
from feedmaker.model import Site

ROW = '<tr class="row"><td><a href="/{0}">Story {0}</a></td></tr>'
TABLE = f'<div><table id="t">{ROW.format(1)}{ROW.format(2)}</table></div>'


def site(rule: str, within: str = "") -> Site:
    lines = [f"url: {URL}", "listing:", f"  item: '{rule}'"]
    lines += [f"  within: '{within}'"] if within else []
    return read_site("news", "\n".join(lines).encode(), file="f")


def missed(rule: str, within: str = "") -> NoMatchError:
    one = site(rule, within)
    with pytest.raises(NoMatchError) as caught:
        read_listing(page_of(TABLE), one.listing, locale_of(one))
    return caught.value


@pytest.mark.parametrize(
    ("rule", "within", "meant"),
    [
        ("table > tr", "", "table > tbody > tr"),
        ("#t>tr", "", "#t > tbody>tr"),
        ("table > tr.row", "", "table > tbody > tr.row"),
        ("div > table > tr:nth-child(n+1)", "", "div > table > tbody > tr:nth-child(n+1)"),
        (":self > tr", "table", ":self > tbody > tr"),
        ('//table[@id="t"]/tr', "", '//table[@id="t"]/tbody/tr'),
        ("/html/body/div/table/tr", "", "/html/body/div/table/tbody/tr"),
        ("//table/child::tr[td]", "", "//table/child::tbody/child::tr[td]"),
        ("./tr", "table", "./tbody/tr"),
        ("xpath:tr", "table", "tbody/tr"),
    ],
)
def test_rows_behind_a_tbody_are_told_with_the_rule_that_finds_them(
    rule: str, within: str, meant: str
) -> None:
    told = missed(rule, within)
    assert told.hint.startswith(f"`{meant}` matches 2, because HTML puts a `tbody`")
    assert told.hint in str(told)
    prefix = "xpath:" if rule.startswith("xpath:") else ""
    again = site(prefix + meant, within)
    assert len(read_listing(page_of(TABLE), again.listing, locale_of(again)).teasers) == 2


@pytest.mark.parametrize(
    "rule", ["li", "table > thead > tr", "tbody > tr.none", "//tr/th", "table > th", "//thead/tr"]
)
def test_nothing_is_told_where_a_tbody_is_not_the_reason(rule: str) -> None:
    assert missed(rule).hint == ""
