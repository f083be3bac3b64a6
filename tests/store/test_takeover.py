"""Sites that got another name, and sites whose file is gone."""

from __future__ import annotations

from pathlib import Path

from feedmaker.model import ListingUrl, Site, SiteState
from feedmaker.store.store import Store
from feedmaker.store.takeover import absent_sites, take_over


def a_site(name: str, *formerly: str) -> Site:
    return Site(name, (ListingUrl(f"https://{name}.test/"),), formerly=formerly)


def known(store: Store, *names: str) -> None:
    for name in names:
        store.save_config(name, a_site(name), "d")
        store.save_site_state(name, SiteState(f"urn:{name}"))


def test_a_site_takes_over_what_was_remembered_under_any_older_name(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        known(store, "older", "other")
        take_over({"new": a_site("new", "old", "older"), "b": a_site("b")}, store)
        assert store.names() == ["new", "other"]
        assert store.site_state("new") == SiteState("urn:older")


def test_an_older_name_that_is_another_sites_now_is_not_taken_from_it(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        known(store, "old")
        take_over({"new": a_site("new", "old"), "old": a_site("old")}, store)
        assert store.names() == ["old"]


def test_an_older_name_whose_file_is_faulty_now_is_not_taken_from_it(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        known(store, "old", "older")
        take_over({"new": a_site("new", "old", "older")}, store, faulty={"old": "why"})
        assert store.names() == ["new", "old"]
        assert store.site_state("new") == SiteState("urn:older")


def test_sites_that_are_remembered_and_have_no_file_are_absent(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        known(store, "here", "gone", "faulty", "old")
        store.save_config("never-ran", a_site("never-ran"), "d")
        store.save_site_state("without-file", SiteState("urn:x"))
        sites = {"here": a_site("here", "old")}
        assert absent_sites(sites, store) == {name: a_site(name) for name in ("faulty", "gone")}
        assert absent_sites({name: a_site(name) for name in store.names()}, store) == {}
