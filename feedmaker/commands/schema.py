"""`feedmaker schema`: the JSON Schema of a site file, for editors, on standard output.

What is in it, `config.json_schema` says.
"""

from __future__ import annotations

import json
from argparse import Namespace

from feedmaker.config.json_schema import json_schema


def run(_: Namespace) -> int:
    """Print the schema."""
    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return 0
