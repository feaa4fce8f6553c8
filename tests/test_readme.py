"""README and first pages say the same in both languages: commands, code, pictures, options."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from model import load_scenario, project
from model.funds.kinds import kinds
from tests.conftest import ROOT, SCENARIOS, Spoken

ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh.md"
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


#: Pages of docs/ that a planner reads first, in Chinese.
PAGES = sorted((ROOT / "docs" / "zh").glob("*.md"))


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(path: Path) -> list[tuple[str, str]]:
    return _BLOCK.findall(text(path))


def code_of(language: str, block: str) -> object:
    """Return what a block does: without what is only said, comments, a title, the language."""
    if language == "toml":
        return {**tomllib.loads(block), "title": ""}
    spoken = re.compile(r" --lang zh\b|\s+#.*")
    return [spoken.sub("", line).rstrip() for line in block.splitlines()]


def test_both_show_the_same_code() -> None:
    english, chinese = blocks(ENGLISH), blocks(CHINESE)

    assert [language for language, _ in english] == ["sh", "toml", "sh", "python"]
    assert [code_of(*block) for block in english] == [code_of(*block) for block in chinese]


def test_every_projection_of_the_chinese_readme_is_asked_for_in_chinese() -> None:
    lines = [
        line
        for language, block in blocks(CHINESE)
        if language == "sh"
        for line in block.splitlines()
        if line.startswith(".venv/bin/fundrunway")
    ]

    assert len(lines) == 4
    assert all(" --lang zh" in line.partition("#")[0] for line in lines)


def test_both_name_the_same_commands_files_and_pictures() -> None:
    def named(path: Path) -> set[str]:
        prose = " ".join(_BLOCK.sub("", text(path)).split())
        return set(re.findall(r"`([^`]+)`", prose)) | set(re.findall(r"!\[.*?\]\((.*?)\)", prose))

    assert named(ENGLISH) == named(CHINESE)
    assert named(ENGLISH) >= set(kinds())


def test_both_have_the_same_sections_and_as_many_limits() -> None:
    def outline(path: Path) -> list[int]:
        sections = re.split(r"^## ", text(path), flags=re.MULTILINE)
        return [len(re.findall(r"^- ", one, re.MULTILINE)) for one in sections]

    assert outline(ENGLISH) == outline(CHINESE)


@pytest.mark.parametrize("path", [ENGLISH, CHINESE], ids=lambda path: path.name)
def test_every_link_of_the_readme_leads_to_a_file(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", text(path))

    assert {"README.zh.md", "README.md"} & set(links) == {
        "README.zh.md" if path == ENGLISH else "README.md"
    }
    for link in links:
        assert (ROOT / link).is_file(), link
    if path == CHINESE:
        english = {f"docs/{page.name}" for page in PAGES} | {"docs/method/README.md"}
        assert not english & set(links)


@pytest.mark.parametrize("path", [ENGLISH, CHINESE], ids=lambda path: path.name)
def test_the_first_scenario_does_what_the_readme_says(path: Path, tmp_path: Path) -> None:
    (tmp_path / "city-2005.toml").write_bytes((SCENARIOS / "city-2005.toml").read_bytes())
    reform = tmp_path / "my-reform.toml"
    reform.write_text(dict(blocks(path))["toml"], encoding="utf-8")

    def dry(file: Path) -> object:
        return project(load_scenario(file)).funds["enterprise_pension"].summary["depletion_month"]

    first = next(line for line in text(path).splitlines() if "project scenarios/my-reform" in line)
    said = set(re.findall(r"\d{4}-\d{2}", first))
    assert said == {dry(reform), dry(tmp_path / "city-2005.toml")}


def test_the_commands_of_the_readme_are_spoken(fundrunway: Callable[..., Spoken]) -> None:
    lines = [
        line
        for language, block in blocks(ENGLISH)
        if language == "sh"
        for line in block.splitlines()
    ]
    verbs = {line.split()[1] for line in lines if line.startswith(".venv/bin/fundrunway")}
    made = {line.split()[1] for line in lines if line.startswith("make")}

    assert verbs == {"project", "compare", "simulate"}
    for verb in verbs:
        assert fundrunway(verb, "--help").status == 0
    for target in made:
        assert f"\n{target}:" in text(ROOT / "Makefile")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_chinese_page_is_linked_with_its_english_one_and_its_links_lead_to_files(
    page: Path,
) -> None:
    english = ROOT / "docs" / page.name

    assert f"[中文](zh/{page.name})" in text(english)
    assert f"[English](../{page.name})" in text(page)
    for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text(page)):
        assert (page.parent / link).is_file(), link
        assert not re.match(r"\.\./method/(?!zh/)", link)


@pytest.mark.parametrize("name", ["application.md", "scenarios.md"])
def test_a_chinese_page_shows_the_code_of_its_english_one(name: str) -> None:
    def code(path: Path) -> list[list[str]]:
        return [
            [re.sub(r"\s+#.*", "", line) for line in block.splitlines()]
            for _, block in blocks(path)
        ]

    assert code(ROOT / "docs" / "zh" / name) == code(ROOT / "docs" / name)


def test_the_chinese_command_line_names_the_options_of_the_english_one() -> None:
    def options(path: Path) -> set[str]:
        return set(re.findall(r"(?<![\w-])--[a-z-]+\b", text(path)))

    page = "command-line.md"
    assert options(ROOT / "docs" / "zh" / page) == options(ROOT / "docs" / page)


def test_the_reforms_that_ship_are_listed_in_chinese() -> None:
    def reforms(path: Path) -> set[str]:
        return set(re.findall(r"reforms/([\w-]+)\.md", text(path)))

    assert reforms(ROOT / "docs" / "zh" / "scenarios.md") == reforms(ROOT / "docs/scenarios.md")
