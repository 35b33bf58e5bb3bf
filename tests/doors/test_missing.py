"""A door whose program is missing says which extra brings it."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(("door", "program"), [("spacy", "spacy"), ("spark", "pyspark"), ("mcp", "mcp")])
def test_a_missing_program_is_named(door: str, program: str) -> None:
    code = f"import sys; sys.modules['{program}'] = None; import toponyms.integrations.{door}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f'ImportError: this needs the extra "{door}": pip install "toponyms[{door}]"'
