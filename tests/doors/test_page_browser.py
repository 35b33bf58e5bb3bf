"""The page in a real browser: typed, clicked, by keyboard alone, on a phone, with hostile text; nothing asked afar.

What it shows is compared with the library. Needs `pip install playwright` (its driver, not its browsers) and Chromium.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

import toponyms
from toponyms.serve.views import DOUBT

pytestmark = pytest.mark.slow
playwright = pytest.importorskip("playwright.sync_api", reason="the page's test needs playwright, see docs/testing.md")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
if CHROMIUM is None:
    pytest.skip("the page's test needs Chromium, see docs/testing.md", allow_module_level=True)

HOSTILE = ['<img src=x onerror="window.hacked=1">', '"><script>window.hacked=1</script>', "javascript:window.hacked=1",
           "{{7*7}}${7*7}", "</textarea><svg/onload=window.hacked=1>", "&lt;b&gt;&#x27;"]  # fmt: skip
# Collected in the page itself: what the policy forbade.
WATCH = """window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    command = [sys.executable, "-m", "toponyms", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        said = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
        assert said
        yield said[0]
        server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Visit:
    """A page with all that it asked for and complained of."""

    def __init__(self, browser: Any, url: str, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.context.add_init_script(WATCH)
        self.page = self.context.new_page()
        self.url = url
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))

    def go(self, hash: str = "") -> Any:
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}/{hash}")
        return self.page

    def text(self, selector: str) -> str:
        content: str = self.page.locator(selector).first.text_content()
        return content

    def close(self) -> None:
        violations = self.page.evaluate("window.violations")
        self.context.close()
        assert violations == []
        assert self.errors == []
        hosts = {urlsplit(address).netloc for address in self.asked if address != "about:blank"}
        assert hosts == {urlsplit(self.url).netloc}


@pytest.fixture
def visit(browser: Any, url: str) -> Iterator[Visit]:
    opened = Visit(browser, url, viewport={"width": 1200, "height": 900})
    yield opened
    opened.close()


def headline(visit: Visit, name: str) -> None:
    visit.page.wait_for_function("(name) => document.querySelector('.entry h2')?.textContent === name", arg=name)


# --- a name ---


def test_typing_suggests_and_a_click_shows_the_place(visit: Visit) -> None:
    page = visit.go()
    page.type("#name", "krasnoa", delay=40)
    page.wait_for_selector("#suggestions li")
    page.wait_for_function("() => document.querySelector('#suggestions .stands-for')?.textContent.includes('Pokrovsk')")
    want = toponyms.suggest("krasnoa", limit=8)
    assert page.locator("#suggestions .typed").all_text_contents() == [match.name.text for match in want]
    page.locator("#suggestions li").first.click()
    headline(visit, want[0].place.name)
    assert page.locator("#suggestions").is_hidden()
    assert "place=pokrovsk-donetsk" in page.url
    assert page.title() == "Pokrovsk · toponyms"


def test_the_keyboard_alone_is_enough(visit: Visit) -> None:
    page = visit.go()
    press = page.keyboard.press
    assert page.evaluate("document.activeElement.id") == "name"
    page.keyboard.type("Мирногр", delay=30)
    page.wait_for_selector("#suggestions li")
    page.wait_for_timeout(300)
    press("ArrowUp")
    last = page.locator("#suggestions li").count() - 1
    assert page.get_attribute("#name", "aria-activedescendant") == f"suggestion-{last}"
    press("Escape")
    assert page.get_attribute("#name", "aria-expanded") == "false"
    assert page.input_value("#name") == "Мирногр"
    press("ArrowDown")  # opens again
    page.wait_for_selector("#suggestions li")
    press("ArrowDown")
    assert page.locator("#suggestions [aria-selected=true]").text_content().startswith("Мирноград")
    press("Enter")
    headline(visit, "Myrnohrad")
    press("Tab")
    press("Shift+Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("Ivanivka")
    press("Enter")
    headline(visit, "“Ivanivka”")
    page.locator(".candidates a").first.focus()
    press("Enter")
    headline(visit, toponyms.resolve("Ivanivka").candidates[0].place.name)
    assert page.evaluate("document.activeElement.tagName") == "H2"
    press("/")
    assert page.evaluate("document.activeElement.id") == "name"
    page.go_back()
    headline(visit, "“Ivanivka”")


def test_enter_before_the_suggestions_looks_up_what_was_typed(visit: Visit) -> None:
    page = visit.go()
    page.keyboard.type("Krasnoarmersk")
    page.keyboard.press("Enter")
    headline(visit, "Pokrovsk")
    page.wait_for_timeout(400)
    assert page.locator("#suggestions").is_hidden()


def test_an_answer_that_comes_late_is_dropped(visit: Visit) -> None:
    page = visit.go()

    def late(route: Any) -> None:
        page.wait_for_timeout(700)
        route.continue_()

    page.route(lambda address: address.endswith("prefix=dz"), late)
    page.type("#name", "dz")
    page.wait_for_timeout(150)
    page.type("#name", "erzh")
    page.wait_for_timeout(1500)
    want = [match.name.text for match in toponyms.suggest("dzerzh", limit=8)]
    assert page.locator("#suggestions .typed").all_text_contents() == want


@pytest.mark.parametrize("name", ["Krasnoarmersk", "Dzerzhinsk", "Ivanivka", "Artemivsk", "Nowhereville", "Pokrovske"])
def test_what_is_shown_is_what_the_library_says(visit: Visit, name: str) -> None:
    page = visit.go(f"#name={quote(name)}")
    page.wait_for_selector(".why")
    answer = toponyms.resolve(name, limit=8)
    assert visit.text(".why p:nth-of-type(2)") == answer.explain()
    verdict = "In doubt" if answer.ambiguous else "Found"
    if not answer:
        verdict = "Undecided" if answer.candidates else "Not known"
    assert visit.text(".verdict").startswith(verdict)
    others = [match.place.name for match in answer.candidates if match.place != answer.place]
    assert page.locator(".candidates .word").all_text_contents() == others
    if answer.place:
        assert visit.text(".entry h2") == answer.place.name
        assert page.locator(".facts .code").all_text_contents() == [answer.place.id, *answer.place.ids.values()]
        shown = set(page.locator(".timeline :is(.names, .small) > span").all_text_contents())
        assert shown == {one.text for one in answer.place.names if one.kind in ("official", "former")}
        assert page.locator("svg.map .dot:not(.faint)").count() == (answer.place.lat is not None)


def test_names_through_time_have_their_dates_and_users(visit: Visit) -> None:
    page = visit.go("#place=pokrovsk-donetsk")
    page.wait_for_selector(".timeline")
    assert page.locator(".timeline .when").all_text_contents() == [
        "2016 – today", "1962/1964 – 2016", "1938 – 1962/1964", "1934 – 1938", "1875/1884 – 1934",
    ]  # fmt: skip
    used = page.locator(".timeline .detail .used").all_text_contents()
    assert used == ["Красноармейск is used today by Russian authorities"]
    assert "official until 12 May 2016" in visit.text(".timeline li:nth-child(2) .detail")


def test_an_area_narrows_a_name(visit: Visit) -> None:
    page = visit.go("#name=Ivanivka")
    headline(visit, "“Ivanivka”")
    page.fill("#within", "Rovenky Raion")
    page.press("#within", "Tab")
    page.wait_for_function("() => location.hash.includes('within=Rovenky+Raion')")
    answer = toponyms.resolve("Ivanivka", within="Rovenky Raion", limit=8)
    page.wait_for_function("(text) => document.querySelector('.why').textContent.includes(text)", arg=answer.explain())


def test_a_proposal_is_written_as_one_types(visit: Visit) -> None:
    page = visit.go("#name=Pokrovssk")
    headline(visit, "Pokrovsk")
    page.click(".propose summary")
    page.fill(".propose [name=source]", "https://example.org/a")
    page.wait_for_selector("pre.yaml:has-text('example.org')")
    assert visit.text("pre.yaml") == (
        "pokrovsk-donetsk:\n  uk: Покровськ\n  katottg: UA14160210010099403\n  misspellings:\n"
        "    - text: Pokrovssk\n      source: https://example.org/a"
    )
    command = "toponyms add pokrovsk-donetsk --misspelling Pokrovssk --source https://example.org/a"
    assert visit.text("pre.command") == command
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".copy").nth(1).click()
    assert page.evaluate("navigator.clipboard.readText()") == command


def test_an_unknown_spelling_waits_for_its_place(visit: Visit) -> None:
    page = visit.go("#name=Qwxzyburg")
    page.wait_for_selector(".why.unknown")
    page.fill("#name", "Toretsk")
    page.press("#name", "Enter")
    headline(visit, "Toretsk")
    assert "Qwxzyburg" in visit.text(".propose summary")


# --- a text ---

TEXT = (
    "🕊️👩‍👩‍👧 Dzerzhinsk (Toretsk), Krasnoarmersk.\nБои под Артёмовском 🇺🇦. "
    "Ivanivka was hit; so was Ivanivka\u00a0again."
)


def paste(visit: Visit, text: str) -> Any:
    page = visit.go("#text")
    page.fill("#text", text)
    page.wait_for_function("(text) => document.getElementById('marked').textContent === text", arg=text)
    return page


@pytest.mark.parametrize("to", ["en", "uk", "ru", "id"])
def test_a_text_is_marked_and_normalised(visit: Visit, to: str) -> None:
    page = paste(visit, TEXT)
    page.check(f"input[name=to][value={to}]", force=True)
    want = toponyms.normalise(TEXT, to=to)
    page.wait_for_function("(text) => document.getElementById('normalised').textContent === text", arg=want)
    mentions = toponyms.find(TEXT)
    assert page.locator("#marked .mention").all_text_contents() == [mention.text for mention in mentions]


def is_doubtful(mention: toponyms.Mention) -> bool:
    return mention.place is None or any(match.score > DOUBT for match in mention.candidates[1:])


def test_a_choice_changes_the_normalised_text(visit: Visit) -> None:
    page = paste(visit, TEXT)
    page.check("input[name=to][value=id]", force=True)
    page.wait_for_function("() => document.getElementById('normalised').textContent.includes('bakhmut-donetsk')")
    mention = next(one for one in toponyms.find(TEXT) if one.text == "Ivanivka")
    second = mention.candidates[1].place.id
    before = visit.text("#normalised")
    page.locator("#marked .mention", has_text="Ivanivka").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#chooser:popover-open")
    page.locator("#chooser input[type=radio]").first.focus()
    page.check(f"#chooser input[value={second}]")
    page.keyboard.press("Escape")
    assert page.locator("#chooser").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Ivanivka"
    after = visit.text("#normalised")
    assert after.count(second) == 1
    assert after.replace(second, mention.place.id if mention.place else "Ivanivka") == before
    # The same for every doubtful one of that spelling, and back.
    page.keyboard.press("Enter")
    page.check("#chooser .all input")
    page.check("#chooser input[value='']")
    assert visit.text("#normalised").count("Ivanivka") == 2
    others = [one for one in toponyms.find(TEXT) if one.text != "Ivanivka" and is_doubtful(one)]
    assert (f"{len(others)} in doubt" if others else "places") in visit.text("#text-status")
    assert page.locator("#marked .mention.chosen").count() == 2


def test_undecided_mentions_say_so(visit: Visit) -> None:
    page = paste(visit, "Shelling was reported in Ivanivka.")
    assert page.locator("#marked .mention.open").count() == 1
    assert "1 in doubt" in visit.text("#text-status")
    assert visit.text("#normalised") == "Shelling was reported in Ivanivka."
    page.click("#marked .mention")
    assert page.locator("#chooser input[type=radio]").count() == len(toponyms.resolve("Ivanivka").candidates) + 1


# --- hostile, narrow, dark ---


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_read_as_html(visit: Visit, text: str) -> None:
    page = visit.go()
    page.fill("#name", text)
    page.wait_for_timeout(250)
    page.press("#name", "Enter")
    page.wait_for_selector(".why")
    assert visit.text(".entry h2") == f"“{text}”"
    whole = f"{text} Toretsk {text}"
    paste(visit, whole)
    visit.go(f"#name={quote(text)}&within={quote(text)}")
    page.wait_for_selector("#result p")
    visit.errors.clear()  # the browser reports the refused area
    visit.go(f"#name=Toretsk&place={quote(text)}")
    page.wait_for_selector("#result p")
    visit.errors.clear()
    visit.go("#name=Toretsk")
    headline(visit, "Toretsk")
    page.click(".propose summary")
    page.fill(".propose [name=name]", text)
    page.wait_for_selector("pre.yaml")
    assert text in visit.text("pre.yaml").replace('\\"', '"')
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main script, main b").count() == 0


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("hash", ["", "#name=Dzerzhinsk", "#name=Ivanivka", "#place=kyiv", "#place=crimea", "#text"])
def test_a_phone_needs_no_sideways_scrolling(browser: Any, url: str, width: int, hash: str) -> None:
    phone = Visit(browser, url, viewport={"width": width, "height": 740}, has_touch=True, is_mobile=True)
    page = phone.go(hash)
    if hash == "#text":
        page.tap("#sample")
        page.wait_for_selector("#marked .mention:is(.doubt, .open)")
        page.tap("#marked .mention:is(.doubt, .open)")
        page.wait_for_selector("#chooser:popover-open")
        box = page.locator("#chooser").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    elif hash:
        page.wait_for_selector(".entry")
    else:
        page.type("#name", "kras")
        page.wait_for_selector("#suggestions li")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    phone.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(browser: Any, url: str, scheme: str) -> None:
    visit = Visit(browser, url, color_scheme=scheme)
    page = visit.go("#name=Dzerzhinsk")
    page.wait_for_selector(".candidates")
    page.click(".propose summary")
    page.fill(".propose [name=name]", "Toretssk")
    page.wait_for_selector("pre.yaml")
    poor = page.evaluate(CONTRAST)
    page = paste(visit, TEXT)
    poor += page.evaluate(CONTRAST)
    assert poor == []
    visit.close()


# Each text's colour against the nearest painted ground behind it, by WCAG's formula; 4.5 is asked of small text.
CONTRAST = """() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const linear = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = (color) => [0.2126, 0.7152, 0.0722].reduce((sum, part, i) => sum + part * linear(color[i] / 255), 0);
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = parse(getComputedStyle(each).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const poor = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest("svg")) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.add(`${element.tagName}.${element.className}: ${ratio.toFixed(2)}`);
  }
  return [...poor];
}"""
