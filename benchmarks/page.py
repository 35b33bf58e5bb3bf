"""How long a person waits: from a key press to the suggestions for what is then in the field, painted, in Chromium.

Needs `pip install playwright` and a Chromium of the system, as the page's test does (docs/testing.md). Names are typed
letter by letter, first with a pause after each letter, long enough to be answered, then at the speed of a quick typist,
where only the last letter counts: the page waits 60 ms for the next one before it asks.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import statistics
import subprocess
import sys
from typing import Any

from toponyms.gazetteer import default

# Notes when each letter reaches the field, and the time of the first frame after the list has been filled for it.
WATCH = """() => {
  window.waits = [];
  let pressed = 0;
  const field = document.getElementById("name");
  field.addEventListener("input", () => { pressed = performance.now(); }, true);
  new MutationObserver(() => {
    const since = pressed;
    requestAnimationFrame(() => requestAnimationFrame(() => { if (since) waits.push(performance.now() - since); }));
  }).observe(document.getElementById("suggestions"), { childList: true });
}"""


def run(options: argparse.Namespace) -> None:
    """Type names and print the waits."""
    from playwright.sync_api import sync_playwright

    cities = [place for place in default().places("city") if place.country == "UA"]
    known = sorted({name.text for place in cities for name in place.names if len(name.text) > 5})
    chosen = random.Random(options.seed).sample(known, min(options.queries, 40))
    command = [sys.executable, "-m", "toponyms", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server, sync_playwright() as playwright:
        assert server.stderr is not None
        url = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
        assert url is not None
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
        )
        page = chromium.new_page()
        page.goto(url[0])
        for label, pause in (("letter by letter", 350), ("quick typing, 90 ms a letter", 90)):
            waits = typed(page, chosen, pause)
            p95 = statistics.quantiles(waits, n=20)[-1]
            print(f"{label}: median {statistics.median(waits):.0f} ms, p95 {p95:.0f} ms, n = {len(waits)}")
        chromium.close()
        server.terminate()


def typed(page: Any, chosen: list[str], pause: int) -> list[float]:
    """Type names, and return the waits in milliseconds."""
    waits = []
    for name in chosen:
        page.reload()
        page.evaluate(WATCH)
        page.type("#name", name[:8], delay=pause)
        page.wait_for_timeout(800)
        seen = page.evaluate("waits")
        waits += seen if pause > 200 else seen[-1:]
    return waits
