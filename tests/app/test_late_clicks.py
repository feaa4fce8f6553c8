"""A click is answered also where the browser, or the run that it began, was overtaken."""

from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Visit
from tests.app.driving import key, settled, still, tab
from tests.app.slow_server import SlowServer


def test_a_picture_asked_for_while_the_page_is_drawn_anew_comes(visit: Visit) -> None:
    page = visit("compare?others=rate-20-to-16.toml")
    server = SlowServer(page)
    button = key(page, "compare_png").get_by_role("button")
    expect(button).to_be_visible()

    server.holding = True
    key(page, "all_funds").get_by_role("button").click()
    server.wait_for_run()
    with page.expect_download() as download:
        button.click()
        server.catch_up()

    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    expect(button).to_be_enabled()


def test_a_tab_stays_open_when_the_language_turns(visit: Visit) -> None:
    page = visit("method")
    tab(page, 1)

    key(page, "language").get_by_role("radio", name="English").click()
    expect(page.get_by_role("tab", name="Glossary")).to_have_attribute("aria-selected", "true")
    settled(page)
    expect(page.get_by_role("tab", name="Glossary")).to_have_attribute("aria-selected", "true")


def test_work_that_was_asked_for_begins_though_another_message_ends_that_run() -> None:
    session = AppTest.from_function(_page_of_work).run()
    session.session_state["overtaken"] = True

    session.button(key="start.piece").click().run()
    assert "job.piece" not in session.session_state
    session.run()

    assert session.session_state["job.piece"].key == "inputs"


def _page_of_work() -> None:
    """Draw a button for work; a run that is overtaken ends above it."""
    import streamlit as st

    from ui.shared.long_work import run_button

    if st.session_state.pop("overtaken", False):
        st.stop()
    run_button("piece", "go", "inputs", lambda watch: watch(1.0))


def test_what_comes_and_goes_moves_no_button(visit: Visit) -> None:
    page = visit("?language=en")
    undo = key(page, "undo_button")
    expect(undo).to_contain_text("Undo")  # the button is wide only then
    before = still(undo).bounding_box()

    page.locator(".lever").first.locator('input[type="range"]').press("ArrowLeft")
    expect(page.get_by_text("Unsaved changes: 1")).to_be_visible()
    settled(page)

    assert still(undo).bounding_box() == before
