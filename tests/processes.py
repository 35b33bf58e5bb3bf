"""A program that loads the gazetteer of samples/own.yaml and asks it, for processes of their own, and its answer."""

from __future__ import annotations

import subprocess

ASK = """
import sys
from toponyms import Gazetteer
gazetteer = Gazetteer.load(sys.argv[1], register=False)
print(*(gazetteer.resolve(name).id for name in ("Alfivkaa", "Старобетове", "Betapol", "Nowhere")))
"""
ANSWER = "alpha-town alpha-town beta-town None"


def finish(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Wait for a process that must succeed; return what it printed, and to standard error."""
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return out.strip(), err
