"""Undo, redo and reset, at least fifty steps back."""

from playwright.sync_api import Locator, Page, expect
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Visit
from tests.app.driving import expect_at, figures, key, lever, put, settled

RATE = "funds.enterprise_pension.policy.employer_rate"
EMPLOYEE_RATE = "funds.enterprise_pension.policy.employee_rate"


def _button(page: Page, name: str) -> Locator:
    return key(page, f"{name}_button").get_by_role("button")


def test_buttons_and_keys_undo_redo_and_reset(visit: Visit) -> None:
    page = visit()
    rate, employee = lever(page, RATE), lever(page, EMPLOYEE_RATE)
    for name in ("undo", "redo", "reset"):
        expect(_button(page, name)).to_be_disabled()
    before = figures(page)
    put(rate, "16")
    expect_at(rate, "16.0")
    put(employee, "10")
    expect_at(employee, "10.0")
    expect(page.get_by_text("未保存的修改：2")).to_be_visible()

    _button(page, "undo").click()
    expect_at(employee, "8.0")
    expect_at(rate, "16.0")
    page.keyboard.press("Control+z")
    expect_at(rate, "20.0")
    expect(_button(page, "undo")).to_be_disabled()
    assert figures(page) == before

    page.keyboard.press("Control+Shift+z")
    expect_at(rate, "16.0")
    _button(page, "redo").click()
    expect_at(employee, "10.0")
    expect(_button(page, "redo")).to_be_disabled()

    _button(page, "reset").click()
    expect_at(rate, "20.0")
    expect_at(employee, "8.0")
    settled(page)
    assert figures(page) == before
    _button(page, "undo").click()  # a reset can be undone like anything else
    expect_at(rate, "16.0")
    expect_at(employee, "10.0")


def test_fifty_changes_are_undone_one_by_one() -> None:
    session = AppTest.from_function(_sixty_changes).run()

    assert not session.exception
    assert session.markdown[0].value == "60 10 0 60"


def _sixty_changes() -> None:
    """Change a lever sixty times, go fifty steps back, the rest, and all of it forth."""
    import streamlit as st

    from ui.shared.session import draft, edit, redo, start, undo

    def now() -> int:
        return int(draft().get("policy.joint_collection", 0))

    start()
    for value in range(1, 61):
        edit({"policy.joint_collection": value})
    seen = [now()]
    for steps, step in ((50, undo), (10, undo), (60, redo)):
        for _ in range(steps):
            step()
        seen.append(now())
    st.markdown(" ".join(map(str, seen)))
