"""What each verb does; `main.py` holds the arguments."""

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from command_line.comparing import checked_money, compared, comparison_tables
from command_line.delivery import csv_text, deliver, json_text, style_for
from command_line.tables import lever_table, projection_tables
from command_line.texts import print_problems
from model.errors import InputError, Problem
from model.export.comparison import comparison_json, comparison_rows
from model.export.projection import projection_json, wide_rows
from model.results.indicator_at import TOTAL, fund_titles
from model.results.projection import Projection, project
from model.scenario.file import read_file
from model.scenario.lever_rows import lever_rows, lever_rows_of, matching
from model.scenario.migration import migrated
from model.scenario.reading import load_scenario
from model.scenario.scenario import Scenario
from model.scenario.writing import reform_text, save_text
from model.words.labels import key_meant, nearest_labelled
from model.words.texts import Language, Text, message
from model.words.units import money_units


def project_file(
    path: Path,
    style: str,
    output: Path | None,
    language: Language,
    money: str | None,
    funds: Sequence[str],
) -> None:
    """Print or write the projection of a scenario."""
    style = style_for(style, output)
    projection = chosen_projection(path, money, funds)
    if style == "json":
        deliver(json_text(projection_json(projection, money)), output)
    elif style == "csv":
        deliver(csv_text(wide_rows(projection, money, language)), output)
    else:
        projection_tables(projection, money, language)
    if style == "table" or output is not None:
        _print_notes(projection, language)
    if output is not None:
        print(message("written: {name}", name=output).say(language), file=sys.stderr)


def compare_files(
    paths: Sequence[Path],
    style: str,
    output: Path | None,
    language: Language,
    money: str | None,
    funds: Sequence[str] = (),
) -> None:
    """Print or write a comparison; the first file is the baseline."""
    if funds:
        what = message("a comparison shows every fund that moved")
        raise InputError([Problem("--fund", what, message("leave it out, or add --explain"))])
    style = style_for(style, output)
    comparison = compared(paths)
    checked_money(comparison, money)
    if style == "json":
        deliver(json_text(comparison_json(comparison, money)), output)
    elif style == "csv":
        deliver(csv_text(comparison_rows(comparison, money, language)), output)
    else:
        comparison_tables(comparison, money, language)
    if output is not None:
        print(message("written: {name}", name=output).say(language), file=sys.stderr)


def check_files(paths: Sequence[Path], language: Language) -> int:
    """Print every problem of the files; return 1 if there is one."""
    found = 0
    for path in paths:
        try:
            load_scenario(path)
        except InputError as error:
            found = 1
            for problem in error.problems:
                said = problem.say(language)
                print(said if said.startswith(path.name) else f"{path.name}: {said}")
    return found


def list_levers(path: str | None, style: str, output: Path | None, language: Language) -> None:
    """Print the levers of a scenario file, or those whose path holds some words."""
    if path is not None and path.endswith(".toml"):
        rows = list(lever_rows_of(load_scenario(Path(path)), language))
    else:
        every = list(lever_rows(language))
        other = lever_rows("en" if language == "zh" else "zh")
        rows = matching(every, list(other), path or "")
        if not rows:
            names = sorted({str(row["path"]).rpartition(".")[2] for row in every})
            close = get_close_matches(str(path).rpartition(".")[2], names, n=1, cutoff=0.6)
            cure = (
                message("did you mean {name}?", name=close[0])
                if close
                else message("fundrunway params lists them all")
            )
            raise InputError([Problem(str(path), message("no lever has such a path"), cure)])
    style = style_for(style, output)
    if style == "json":
        deliver(json_text(rows), output)
    elif style == "csv":
        deliver(csv_text([list(rows[0]), *(list(row.values()) for row in rows)]), output)
    else:
        lever_table(rows, language)


def new_reform(name: str, base: Path, language: Language) -> None:
    """Write a reform file beside its base."""
    scenario = load_scenario(base)
    stem = name.removesuffix(".toml")
    if not stem or Path(stem).name != stem or stem.startswith("."):
        raise InputError(
            [
                Problem(
                    name,
                    message("this is not a plain file name"),
                    message("the reform is put beside its base; give a name without a folder"),
                )
            ]
        )
    target = base.parent / f"{stem}.toml"
    text = reform_text(Text(stem, stem), base.name)
    for fund in scenario.funds.values():
        text += f"\n# [{fund.where}.policy]\n# [{fund.where}.assumptions]\n"
    save_text(target, text, overwrite=False)
    print(target)
    print(message("list in it only what changes").say(language), file=sys.stderr)


def migrate_file(path: Path, language: Language) -> None:
    """Rewrite a file in today's format; a file of today's format is left alone."""
    try:
        text = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        read_file(path)  # says what is wrong
        raise
    fresh = migrated(text, path.name)
    if fresh == text:
        print(
            message("{name} has today's format already", name=path.name).say(language),
            file=sys.stderr,
        )
        return
    save_text(path, fresh)
    print(message("{name} is in today's format now", name=path.name).say(language), file=sys.stderr)
    try:
        load_scenario(path)
    except InputError as error:
        print_problems(error.problems, language)


def run_app(folder: Path | None, port: int | None, browser: bool) -> NoReturn:
    """Run the Streamlit application on this machine only; it finds a free port by itself."""
    entry = Path(__file__).resolve().parents[1] / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(entry)]
    surroundings = dict(os.environ)
    if folder is not None:
        surroundings["FUNDRUNWAY_SCENARIOS"] = str(folder.resolve())
    options = ["--server.address", "127.0.0.1"]
    if port is not None:
        options += ["--server.port", str(port)]
    if not browser:
        options += ["--server.headless", "true"]
    os.chdir(entry.parent)
    # this process becomes the server, so that whoever stops it stops all of it
    os.execve(sys.executable, [*command, *options], surroundings)


def _print_notes(projection: Projection, language: Language) -> None:
    """Tell what was assumed, derived or held flat."""
    for note in projection.notes:
        print(note.say(language), file=sys.stderr)
    for fund in projection.funds.values():
        for note in fund.notes:
            said = Problem(fund.title.say(language), note).say(language)
            print(said, file=sys.stderr)


def chosen_projection(path: Path, money: str | None, funds: Sequence[str]) -> Projection:
    """Return the projection of a file, of the funds named alone; all where none is."""
    return only(project(checked_unit(path, money)), funds)


def checked_unit(path: Path, money: str | None) -> Scenario:
    """Return the scenario of a file whose currency has the unit of money asked for."""
    scenario = load_scenario(path)
    units = money_units(scenario.currency)
    if money is not None and money not in units:
        raise InputError(
            [
                Problem(
                    "--money",
                    message(
                        "{unit} is not a unit of {currency}",
                        unit=repr(money),
                        currency=scenario.currency,
                    ),
                    message("one of {choices}", choices=", ".join(units)),
                )
            ]
        )
    return scenario


def only(projection: Projection, funds: Sequence[str]) -> Projection:
    """Return a projection of the funds named alone; all where none is."""
    named = funds_meant(projection.scenario, funds)
    chosen = {name: projection.funds[name] for name in named or projection.funds}
    return Projection(projection.scenario, projection.years, chosen)


def funds_meant(scenario: Scenario, asked: Sequence[str], total: bool = False) -> list[str]:
    """Return the names of the funds asked for, by name or title; with `total` also of them all.

    Raises
    ------
    InputError
        with every one that the scenario does not have.
    """
    titles = fund_titles(scenario)
    if not total and TOTAL not in scenario.funds:
        del titles[TOTAL]
    names = [key_meant(name, titles) for name in asked]
    problems = [
        Problem(
            "--fund",
            message("the scenario has no fund {name}", name=repr(name)),
            nearest_labelled(name, titles),
        )
        for name in names
        if name not in titles
    ]
    if problems:
        raise InputError(problems)
    return names
