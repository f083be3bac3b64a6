"""The stages by name: each says the type that its function says, and a run imports none of them."""

from __future__ import annotations

import importlib
import subprocess
import sys
from typing import get_type_hints

import pytest

from feedmaker.sandbox.stage import Stage
from feedmaker.update import stages


@pytest.mark.parametrize("name", stages.__all__)
def test_a_stage_returns_what_its_function_does(name: str) -> None:
    stage = getattr(stages, name)
    assert isinstance(stage, Stage)
    function = getattr(importlib.import_module(stage.__module__), stage.__qualname__)
    assert stage.__annotations__["return"] == get_type_hints(function)["return"]


def test_what_updates_a_site_imports_nothing_that_reads_pages() -> None:
    program = (
        "import sys, feedmaker.update.site, feedmaker.wiring, feedmaker.commands.build\n"
        "print(*(one for one in sys.modules.keys() - {'feedmaker.extract.lesson'}"
        " if one.startswith('feedmaker.extract.')"
        " or one.startswith(('feedmaker.detect', 'feedmaker.update.repair'))"
        " or one.split('.')[0] in ('selectolax', 'lxml', 'trafilatura')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.split() == []
