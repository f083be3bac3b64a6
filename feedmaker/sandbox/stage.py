"""A stage by its name: the parent has it run without importing what it needs.

What reads pages costs some 50 ms to import; in the parent it would never run, and a parser's
faults have nothing to do there. Types are those of the function that is named: see
`update.stages`.
"""

from __future__ import annotations

import importlib
from typing import Any


class Stage:
    """Stands for the function of that name in that module, which returns `returns`.

    Called, it imports and calls it, so that it can stand for it where there is no sandbox.
    """

    def __init__(self, module: str, name: str, returns: Any) -> None:
        self.__module__ = module
        self.__qualname__ = self.__name__ = name
        self.__annotations__ = {"return": returns}

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the function gives in this process."""
        return getattr(importlib.import_module(self.__module__), self.__qualname__)(*args, **kwargs)
