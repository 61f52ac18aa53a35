"""The HTML report in a real Chromium: accessible, usable by keyboard, quick, harmless, and sufficient in itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from run_evlint import evlint

from evlint.model.diagnostic import Diagnostic
from evlint.model.outcome import Outcome
from evlint.model.settings import Severity
from evlint.model.span import Place, Span
from evlint.report import Style, render

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = 120_000  # milliseconds until a test is given up: a busy machine may be slow to start a browser
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

DESKTOP, PHONE, NARROWEST = (1280, 900), (390, 844), (320, 640)
EVIL = "</script><script>window.stung=1</script><img src=x onerror=window.stung=1>\"'\u202e&amp;"
EVIL_NAME = 'l\'été <img src=x onerror=window.stung=1> "a" & b.md'
Open = Callable[..., Page]
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, timeout=PATIENCE)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of one small site with every kind of trouble, in both languages, and that of a clean one."""
    site = tmp_path_factory.mktemp("site")
    event = "event_start_date: 2026-05-02\nevent_end_date: 2026-05-01\n"
    posts = {
        "_posts/2024-01-02-news.md": "---\ntitle: News\n---\n\nSee [the draft](https://preprod.example.fr/a).\n",
        "_posts/2024-01-03-more.md": "---\ntitle: More\n---\n\n[x]()\n\n[y](http://localhost:4000/)\n",
        f"_events/paris/{EVIL_NAME}": f"---\ntitle: >-\n  {EVIL}\n{event}date: {EVIL}\n---\n\n"
        "[x](https://preprod.example.fr/?</script><script>window.stung=1</script>)\n",
        "_events/over.md": "---\ntitle: Over\npublished: false\nevent_start_date: 2020-05-01\n---\n",
    }
    for name, text in posts.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    for language in ("en", "fr"):
        ended = evlint("check", "--offline", "--isolated", "--lang", language, "--output", f"{language}.html", cwd=site)
        assert ended.status == 1, ended.err
    long_name = f"_events/{'tag_der_offenen_tuer_' * 5}.md"  # as names are that a form makes of titles
    (site / long_name).write_text("---\ntitle: Long\nevent_start_date: 2026-05-04\n---\n", "utf-8")
    ended = evlint("calendar", "--isolated", "--output", "calendar.html", cwd=site)
    assert ended.status == 0, ended.err
    clean = site / "clean.html"
    clean.write_text(render(Outcome(files=3), "html", Style()), "utf-8")
    many = site / "many.html"
    many.write_text(render(Outcome(diagnostics=tuple(map(numbered, range(5000))), files=500), "html", Style()), "utf-8")
    pages = {name: site / f"{name}.html" for name in ("en", "fr", "calendar")}
    return {**pages, "clean": clean, "many": many}


def numbered(number: int) -> Diagnostic:
    severity: Severity = ("error", "warning", "info")[number % 3]
    line, place = number % 10 + 1, Place(number % 10 + 1, 13, 12, 13, 12)
    return Diagnostic(
        rule=f"EV30{number % 8 + 1}",
        name="staging-link",
        severity=severity,
        message=f"The link number {number} leads to a staging host, which readers cannot open.",
        help="Link to the public site.",
        path=f"content/{number // 500}/post-{number // 10:03}.md",
        start=place,
        end=Place(line, 40, 39, 40, 39),
        span=Span(12, 39),
        marked=str(number),
        fingerprint=f"{number:016x}",
        excerpt=(f"See [the page](https://staging.example.org/{number}) and tell us what you think of it.",),
    )


@pytest.fixture
def opens(browser: Browser, reports: dict[str, Path]) -> Iterator[Open]:
    """Opens a report in a fresh context, holds that it asks for nothing and that no error is logged."""
    contexts: list[BrowserContext] = []
    requests: list[str] = []
    errors: list[str] = []

    def opened(
        name: str = "en",
        rest: str = "",
        *,
        size: tuple[int, int] = DESKTOP,
        scheme: Scheme = "light",
        script: bool = True,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type in ("error", "warning") else None)
        page.goto(reports[name].as_uri() + rest)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors
    assert {url.partition("?")[0].partition("#")[0] for url in requests} <= {path.as_uri() for path in reports.values()}


def visible(page: Page, selector: str = ".finding") -> int:
    return page.locator(f"{selector}:visible").count()


def focused(page: Page) -> Any:
    return page.evaluate("document.activeElement.id || document.activeElement.name || document.activeElement.tagName")


def settled(page: Page, count: int) -> None:
    page.wait_for_function("n => document.getElementById('shown').textContent.startsWith(n + ' ')", arg=str(count))


@pytest.mark.parametrize("name", ["en", "fr", "clean", "calendar", "en?severity=warning", "fr?q=preprod"])
def test_axe_finds_nothing(opens: Open, name: str) -> None:
    report, mark, query = name.partition("?")
    page = opens(report, mark + query)
    if query:
        assert 0 < visible(page) < page.locator(".finding").count()
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    for size in (DESKTOP, PHONE):
        for scheme in SCHEMES:
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.emulate_media(color_scheme=scheme)
            result = page.evaluate("axe.run(document, {rules: {'target-size': {enabled: true}}})")
            assert {one["id"] for one in result["passes"]} >= {"color-contrast", "document-title", "html-has-lang"}
            said = [(one["id"], node["html"]) for one in result["violations"] for node in one["nodes"]]
            assert said == [], (size, scheme)


@pytest.mark.parametrize("name", ["en", "fr", "clean", "many", "calendar"])
def test_the_narrowest_screen_needs_no_scrolling_sideways(opens: Open, name: str) -> None:
    page = opens(name, size=NARROWEST)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST[0]


def test_everything_can_be_reached_and_done_by_keyboard(opens: Open) -> None:
    page = opens()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#findings"
    page.keyboard.press("/")
    assert focused(page) == "q"
    page.keyboard.type("jk/")  # in a text field these are letters
    assert page.locator("[name=q]").input_value() == "jk/"
    reached = []
    for _ in range(6):
        reached.append(focused(page))
        page.keyboard.press("Tab")
    assert reached == ["q", "severity", "rule", "folder", "BUTTON", "keys"]
    page.reload()
    page.locator("[type=reset]").press("Enter")
    settled(page, page.locator(".finding").count())
    ids = page.eval_on_selector_all(".finding", "all => all.map(one => one.id)")
    for _ in ids[:2]:
        page.keyboard.press("j")
    assert focused(page) == ids[1]
    page.keyboard.press("k")
    assert focused(page) == ids[0]
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_keys_can_be_turned_off(opens: Open) -> None:
    page = opens()
    page.locator("#keys").press("Space")
    page.keyboard.press("j")
    page.keyboard.press("/")
    assert focused(page) == "keys"
    assert page.locator(".finding:focus").count() == 0


def test_search_and_filters_narrow_and_stay_in_the_address(opens: Open) -> None:
    page = opens()
    total = page.locator(".finding").count()
    page.fill("[name=q]", "LOCALHOST")
    settled(page, 1)
    assert visible(page) == visible(page, ".file") == 1
    page.reload()
    settled(page, 1)
    page.click("[type=reset]")
    settled(page, total)
    assert page.evaluate("location.search") == ""
    page.select_option("[name=severity]", "info")
    settled(page, page.locator("[data-severity=info]").count())
    page.select_option("[name=severity]", "")
    page.select_option("[name=rule]", "EV301")
    settled(page, page.locator("[data-rule=EV301]").count())
    page.select_option("[name=folder]", "_events/")
    settled(page, 1)
    page.click("[type=reset]")
    settled(page, total)
    page.click("details.sums > summary")  # the tables are folded, so that the first finding is in sight
    page.click("[data-only=EV301]")
    settled(page, page.locator("[data-rule=EV301]").count())
    page.wait_for_function("() => document.activeElement.id === 'findings'")
    page.goto(page.url.partition("?")[0] + "?rule=EV999&folder=x&toString=1")
    settled(page, total)


def test_a_deep_link_opens_its_finding_even_if_filters_would_hide_it(opens: Open) -> None:
    page = opens("many")
    last = page.eval_on_selector_all(".finding", "all => all.at(-1).id")
    assert page.locator(f"#{last} .place").get_attribute("href") == f"#{last}"
    for query in ("", "?q=nowhere"):
        page = opens("many", f"{query}#{last}")
        assert focused(page) == last
        page.wait_for_function("id => { const box = document.getElementById(id).getBoundingClientRect(); "
                               "return box.top >= 0 && box.bottom <= innerHeight; }", arg=last)  # fmt: skip
    page.evaluate("location.hash = '#%E0%A4%A'")  # no id, and no proper escape
    assert visible(page) == 5000


def test_a_file_in_the_table_leads_to_its_findings(opens: Open) -> None:
    page = opens("many", "?severity=info")
    link = page.locator("td.count").locator("xpath=..").locator("th a[href^='#file-']").last
    page.click("details.sums > summary")
    link.click()
    page.wait_for_function("() => scrollY > 500")
    assert page.locator("h3:target").count() == 1


def test_print_shows_all_in_dark_ink(opens: Open) -> None:
    page = opens("en", scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert visible(page, "form") == 0
    assert visible(page) == page.locator(".finding").count()
    red, green, blue = (int(part) for part in page.evaluate("getComputedStyle(document.body).color.match(/\\d+/g)"))
    assert max(red, green, blue) < 128
    assert page.pdf().startswith(b"%PDF")


def test_nothing_of_a_post_runs(opens: Open) -> None:
    page = opens()
    assert page.evaluate("window.stung") is None
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe, link, object").count() == 0
    assert page.locator("h3", has_text=EVIL_NAME).count() == 1
    assert page.locator("mark").count() > 0
    assert "\u202e" not in page.locator("body").inner_text()
    for quoted in ("date: </script><script>window.stung=1", "(https://preprod.example.fr/?</script><script>"):
        assert quoted in "".join(page.locator("pre").all_inner_texts())


def test_it_reads_without_its_script(opens: Open) -> None:
    page = opens(script=False)
    assert visible(page) == page.locator(".finding").count() > 0
    assert visible(page, "form") == 0


def test_the_french_page_is_french(opens: Open) -> None:
    def own_words(page: Page) -> list[str]:
        found = page.locator(
            "title, h1, h2, thead th, label, button, .skip, #shown, .place, .finding strong, option[value=''], .counts li"
        ).all_text_contents()
        return [text.strip() for text in found if text.strip()]

    english, french = opens("en"), opens("fr")
    assert french.locator("html").get_attribute("lang") == "fr"
    assert len(own_words(english)) == len(own_words(french)) > 30
    same = set(own_words(english)) & set(own_words(french))
    assert {text for text in same if not text.endswith(("note", "notes"))} == set()
    for name in french.locator("th span").all():
        assert name.get_attribute("lang") in ("en", None)


def test_five_thousand_findings_cost_little(opens: Open) -> None:
    page = opens("many")
    assert page.evaluate("document.querySelectorAll('.finding *').length / 5000") <= 12
    seen = page.eval_on_selector_all(
        ".finding", "all => all.filter(one => one.firstChild.checkVisibility({contentVisibilityAuto: true})).length"
    )
    assert 0 < seen < 100  # the rest is laid out when it is scrolled to
    page.evaluate(
        "() => { window.hidden = 0; window.passes = 0;"
        "new MutationObserver(all => { window.hidden += all.length; })"
        ".observe(document.querySelector('main'), {subtree: true, attributeFilter: ['hidden']});"
        "new MutationObserver(() => { window.passes += 1; })"
        ".observe(document.getElementById('shown'), {childList: true}); }"
    )
    page.evaluate(
        "() => { const q = document.querySelector('[name=q]');"
        "for (const text of ['4', '49', '499', '4999']) {"
        "q.value = text; q.dispatchEvent(new Event('input', {bubbles: true})); } }"
    )
    settled(page, 1)
    assert page.evaluate("passes") == 1  # four letters typed in a row are one search
    assert page.evaluate("hidden") == 4999 + 499  # findings and files, each touched once
    page.select_option("[name=severity]", page.locator(".finding:visible").get_attribute("data-severity"))
    page.wait_for_function("() => passes === 2")
    assert page.evaluate("hidden") == 4999 + 499  # nothing is touched that does not change
