"""Every page opens in both languages, says everything in its language, and asks nobody else."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.app.conftest import Visit
from tests.app.driving import PAGES, Site, Watch, go, key, opened, settled

#: What stands in Latin letters on a Chinese page for a reason: keys, kinds of file, names,
#: and what Streamlit itself says and lets nobody translate.
_ALLOWED = re.compile(
    r"Ctrl|Shift|\bZ\b|CSV|PNG|TOML|English|Language|Fundrunway|NaN|JSON|null"
    r"|\S+\.toml|[\w-]+\.md|Skip to main content|Upload|5MB per file|Choose an option"
    # a name that nobody translates, and letters that stand for quantities
    # as scenario files say them: paths
    r"|[a-z_]+\.[\w.\[\]]+"
)
_WORDS = re.compile(r"[A-Za-z]{2,}")
#: Texts and labels that a reader sees or hears, with code, formulas and icons left out.
_READ = """() => {
  const found = [], skipped = "script,style,code,pre,.katex,[data-testid=stIconMaterial]";
  const walk = (node) => {
    if (node.nodeType === 3) { found.push(node.textContent); return; }
    if (node.nodeType === 1) {
      if (node.matches("canvas")) {  // a table is painted; its cells are also said
        node.querySelectorAll("[role=gridcell],[role=columnheader]").forEach(
          (cell) => found.push(cell.textContent));
        return;
      }
      const style = getComputedStyle(node);
      const hidden = style.display === "none" || style.visibility === "hidden";
      if (hidden || node.matches(skipped)) return;
      // labels for screen readers outside of our own sliders are Streamlit's, in English only
      const ours = node.getRootNode() !== document ? ["aria-label", "title"] : [];
      for (const name of ["placeholder", ...ours])
        if (node.hasAttribute(name)) found.push(node.getAttribute(name));
    }
    if (node.shadowRoot) walk(node.shadowRoot);
    node.childNodes.forEach(walk);
  };
  for (const part of ["stSidebarUserContent", "stTopNav", "stMainBlockContainer"])
    document.querySelectorAll(`[data-testid=${part}]`).forEach(walk);
  return found.map((text) => text.trim()).filter(Boolean);
}"""


def _english(page: Page) -> list[str]:
    """Return what is said in Latin letters, once every table has been painted."""
    tables = page.get_by_test_id("stDataFrame")
    for table in tables.all():
        if table.is_visible():
            table.scroll_into_view_if_needed()
            expect(table.locator("td").first).to_be_attached()
    return [text for text in page.evaluate(_READ) if _WORDS.search(_ALLOWED.sub("", text))]


def test_the_navigation_names_every_page(visit: Visit) -> None:
    links = visit().get_by_test_id("stTopNavLink")

    addresses = {urlsplit(one.get_attribute("href") or "").path[1:] for one in links.all()}
    assert addresses == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_by_its_address_and_is_in_chinese(visit: Visit, name: str) -> None:
    page = visit(name)

    expect(page.locator(PAGES[name]).first).to_be_attached()
    expect(key(page, "language").get_by_role("radio", checked=True)).to_have_text("简体中文")
    assert _english(page) == []


def test_every_page_opens_from_the_navigation_in_the_language_chosen(visit: Visit) -> None:
    page = visit("?language=en")

    for name in [*list(PAGES)[1:], ""]:
        go(page, name)
        expect(page).to_have_url(re.compile(rf"/{name}\?language=en$"))
        expect(key(page, "language").get_by_role("radio", checked=True)).to_have_text("English")


def test_one_switch_turns_every_text_to_english_and_back(visit: Visit) -> None:
    page = visit()

    key(page, "language").get_by_text("English").click()
    expect(key(page, "undo_button")).to_contain_text("Undo")
    expect(page).to_have_url(re.compile("language=en"))
    expect(page.locator(".lever label").first).to_have_text(re.compile("^[A-Z][a-z]+"))
    shown = page.evaluate(_READ)
    assert [text for text in shown if re.search("[\u4e00-\u9fff]", text)] == [
        "语言 / Language",
        "简体中文",
    ]

    key(page, "language").get_by_text("简体中文").click()
    expect(key(page, "undo_button")).to_contain_text("撤销")
    expect(page.locator(".lever label").first).not_to_have_text(re.compile("[A-Z][a-z]+"))
    assert _english(page) == []


def test_no_request_leaves_the_machine(visit: Visit, site: Site) -> None:
    page = visit(own=True)  # a window with an empty cache asks for everything
    watch = Watch(page)

    opened(page, f"{site.address}/")
    for name in [*list(PAGES)[1:], ""]:
        go(page, name)
    key(page, "reader").get_by_text("分析版").click()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    settled(page)

    assert any(urlsplit(one).scheme == "ws" for one in watch.asked)
    assert len(watch.asked) > 20
    hosts = {urlsplit(one).netloc for one in watch.asked if not one.startswith(("data:", "blob:"))}
    assert hosts == {urlsplit(site.address).netloc}


def test_the_server_talks_to_this_machine_alone(visit: Visit, site: Site) -> None:
    visit()  # so that there are connections to look at

    mine = _sockets(site.process)
    ends = [ends for inode, ends in _connections() if inode in mine]
    port = urlsplit(site.address).port
    assert ("127.0.0.1", port, "0.0.0.0", 0) in ends  # listens here
    assert {here for here, *_ in ends} == {"127.0.0.1"}
    assert {there for _, _, there, _ in ends} <= {"127.0.0.1", "0.0.0.0"}


def _sockets(process: int) -> set[str]:
    links = (path.readlink().name for path in Path(f"/proc/{process}/fd").iterdir())
    return {name[8:-1] for name in links if name.startswith("socket:[")}


def _connections() -> list[tuple[str, tuple[str, int, str, int]]]:
    """Return each TCP connection of the machine: inode, local end, remote end."""
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            columns = line.split()
            here, there = _end(columns[1]), _end(columns[2])
            found.append((columns[9], (*here, *there)))
    return found


def _end(text: str) -> tuple[str, int]:
    """Read an address as the kernel prints it: bytes of each word turned round."""
    number, port = text.split(":")
    if len(number) > 8:
        return f"[{number}]", int(port, 16)
    return ".".join(str(byte) for byte in reversed(bytes.fromhex(number))), int(port, 16)
