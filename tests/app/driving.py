"""How a reader drives the application: open, pick, move, type, and what is then on the screen."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

_READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
#: Streamlit itself asks below a page's address first, is refused, and asks at the root.
_ASKED_TWICE = re.compile(r"/[\w-]+/_stcore/(health|host-config)$")


@dataclass(frozen=True)
class Site:
    """The served application: address, its scenario folder, what the server prints, its process."""

    address: str
    folder: Path
    log: Path
    process: int


@dataclass
class Watch:
    """What a tab's console complains about, and every address it asks for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen."""
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))

    def _said(self, said: ConsoleMessage) -> None:
        refused = "404" in said.text and _ASKED_TWICE.search(said.location["url"])
        if said.type == "error" and not refused:
            self.errors.append(f"{said.text} {said.location['url']}")


def opened(page: Page, address: str) -> Page:
    """Open an address and wait until the page stands."""
    page.goto(address)
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until the server's script has run; fail if it ended in an exception."""
    expect(page.locator(_READY)).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)


def key(page: Page, name: str) -> Locator:
    """Return a widget by its key."""
    return page.locator(f".st-key-{re.sub(r'[^A-Za-z0-9_-]', '-', name)}")


#: An element of each page, by the page's address.
PAGES = {
    "": ".key-figures",
    "levers": ".st-key-lever_words",
    "scenarios": ".st-key-save_title",
    "compare": ".st-key-others",
    "uncertainty": ".st-key-paths",
    "goal-seek": ".st-key-goal_sign",
    "method": ".st-key-method_page",
}


def go(page: Page, name: str) -> None:
    """Click a page in the navigation and wait until it stands."""
    page.locator(f'[data-testid="stTopNavLink"][href$="/{name}"]').click()
    expect(page.locator(PAGES[name]).first).to_be_attached()
    settled(page)


_FIGURES = """() => [...document.querySelectorAll(".key-figures .figure")]
  .map((one) => one.innerText.replace(/\\s+/g, " ").trim())"""


def figures(page: Page) -> list[str]:
    """Return the key figures: label, value and change of each."""
    expect(page.locator(".key-figures .figure").first).to_be_attached()
    return list(page.evaluate(_FIGURES))


def expect_moved(page: Page, before: list[str]) -> None:
    """Wait until the key figures are no longer the same."""
    page.wait_for_function(
        f"before => JSON.stringify(({_FIGURES})()) !== JSON.stringify(before)", arg=before
    )


def expect_figures(page: Page, expected: list[str]) -> None:
    """Wait until the key figures are these."""
    page.wait_for_function(
        f"wanted => JSON.stringify(({_FIGURES})()) === JSON.stringify(wanted)", arg=expected
    )


def lever(page: Page, path: str) -> Locator:
    """Return the slider's row of a lever."""
    return page.locator(f'.lever[data-path="{path}"]')


def slider(row: Locator) -> Locator:
    """Return the handle of a row."""
    return row.locator('input[type="range"]')


def box(row: Locator) -> Locator:
    """Return the number of a row."""
    return row.locator('input[type="text"]')


def nudge(row: Locator, by: str = "Arrow") -> None:
    """Move a slider by a notch (or a page of them) to where there is room."""
    handle = slider(row)
    top = float(handle.get_attribute("max") or 0)
    up, down = ("ArrowRight", "ArrowLeft") if by == "Arrow" else ("PageUp", "PageDown")
    handle.press(up if float(handle.input_value()) < top else down)


def put(row: Locator, number: str) -> None:
    """Type a number into a slider's box."""
    box(row).fill(number)
    box(row).press("Enter")


def expect_at(row: Locator, number: str) -> None:
    """Wait until the server has taken a slider's value."""
    expect(slider(row)).to_have_attribute("aria-valuetext", re.compile(rf"^{re.escape(number)} "))


def pick(page: Page, name: str, option: str) -> None:
    """Choose an option of a select box by the words it begins with."""
    still(key(page, name).locator("input")).click()
    page.get_by_role("option", name=re.compile(f"^{re.escape(option)}")).first.click()


def seek(page: Page, name: str, words: str) -> None:
    """Choose from a long list by typing the words of an option."""
    key(page, name).locator("input").fill(words)
    page.get_by_role("option", name=words, exact=True).click()
    settled(page)


def enter(page: Page, name: str, number: str) -> None:
    """Type a number into a box and wait until the page has followed."""
    field = key(page, name).locator("input")
    field.fill(number)
    field.press("Enter")
    settled(page)


def speak(page: Page, language: str) -> None:
    """Turn the page to a language."""
    words, undo = {"zh": ("简体中文", "撤销"), "en": ("English", "Undo")}[language]
    key(page, "language").get_by_role("radio", name=words).click()
    expect(key(page, "undo_button")).to_contain_text(undo)
    settled(page)


def tab(page: Page, number: int) -> None:
    """Turn to a tab of the page."""
    turned = page.get_by_test_id("stMain").get_by_role("tab").nth(number)
    turned.click()
    expect(turned).to_have_attribute("aria-selected", "true")


def start(page: Page, name: str) -> None:
    """Press the button that starts a piece of work."""
    # not by its role: while a list is open, what is beside it is hidden from screen readers
    key(page, f"start.{name}").locator("button").click()


def typeset(sentence: str) -> str:
    """Return a sentence as the page sets it: signs between spaces become one letter."""
    return sentence.replace(" >= ", " ≥ ").replace(" <= ", " ≤ ")


def expect_finding(page: Page, sentence: str) -> None:
    """Wait for the title of a result; the work beside the page may take its time."""
    said = sentence[:1].upper() + sentence[1:]
    title = page.get_by_test_id("stMain").locator("h5").get_by_text(typeset(said), exact=True)
    expect(title).to_be_visible(timeout=90_000)
    settled(page)


#: Height of a row of a table, and of its head.
_ROW = 35


def rows(table: Locator) -> list[list[str]]:
    """Return what the cells of a table say, without the column of marks."""
    return list(
        table.evaluate(
            """table => [...table.querySelectorAll("tbody tr")]
               .map((row) => [...row.querySelectorAll("td")].map((one) => one.textContent))"""
        )
    )


#: Resolves once an element is in view and has stood still for so many frames: charts above it may
#: still be growing into the page.
_STILL = """element => new Promise(done => {
    let last = null, frames = 0, all = 0
    const look = () => {
        const { x, y } = element.getBoundingClientRect()
        const inside = y >= 0 && y < window.innerHeight
        if (!inside) element.scrollIntoView({ block: "center" })
        frames = inside && last && last.x === x && last.y === y ? frames + 1 : 0
        last = { x, y }
        all += 1  // what never stands still is for the test to find out
        frames < 15 && all < 600 ? requestAnimationFrame(look) : done()
    }
    look()
})"""


def still(element: Locator) -> Locator:
    """Return an element that can be clicked: in view, and no longer moving."""
    element.evaluate(_STILL)
    return element


def pointed(table: Locator, row: int, share: float) -> tuple[float, float]:
    """Bring the pointer over a cell of a table; return where it is then."""
    still(table.locator("canvas").first)
    place = table.locator("canvas").first.bounding_box()
    assert place is not None
    x = place["x"] + (14 if share == 0 else place["width"] * share)
    y = place["y"] + _ROW * (row + 1.5)
    # a pointer comes from somewhere: the table looks where it is, and draws its tools
    table.page.mouse.move(x, y, steps=5)
    still(table.locator("canvas").first)
    return x, y


def tick(table: Locator, words: str) -> None:
    """Pick the first row of a table that says `words`."""
    wanted = table.locator("td").filter(has_text=words).first
    expect(wanted).to_be_attached()
    row = int((wanted.get_attribute("id") or "").rpartition("-")[2])
    table.page.mouse.click(*pointed(table, row, 0))


def open_lever(page: Page, words: str, label: str) -> Locator:
    """Search for a lever on Levers, pick it, and return the grid of its dates."""
    search = key(page, "lever_words").locator("input")
    search.fill(words)
    search.press("Enter")
    # the list of what was found; the one before, which may hold the lever too, is about to go
    found = key(page, f"levers.None.{words}")
    expect(found.locator("td").filter(has_text=label).first).to_be_attached()
    tick(found, label)
    return page.get_by_test_id("stDataFrame").nth(1)


def fill(table: Locator, row: int, share: float, text: str) -> None:
    """Type into the cell of a table that lies at `share` of its width."""
    expect(table.locator("td").first).to_be_attached()
    table.page.mouse.dblclick(*pointed(table, row, share))
    entry = table.page.locator("#portal").locator("input, textarea")
    entry.fill(text)
    entry.press("Enter")


def write(table: Locator, row: int, share: float, text: str) -> None:
    """Click the cell of a table that lies at `share` of its width, open it, and type over it."""
    expect(table.locator("td").first).to_be_attached()
    table.page.mouse.click(*pointed(table, row, share))
    expect(table.locator(f'td[id$="-{row}"][aria-selected="true"]')).to_be_attached()
    table.page.keyboard.press("Enter")
    entry = table.page.locator("#portal").locator("input, textarea")
    entry.fill(text)
    entry.press("Enter")


def address_of(page: Page) -> dict[str, str]:
    """Return what the address bar says after the question mark."""
    return dict(parse_qsl(urlsplit(page.url).query))


def told(page: Page) -> Locator:
    """Return the notices on the page."""
    return page.get_by_test_id("stAlert")
