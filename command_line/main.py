"""`fundrunway VERB FILE... [options]`: data to stdout, talk to stderr.

Exit status 0: done; 1: the answer is no; 2: bad input.
"""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from command_line import verbs
from command_line.backtesting import add_backtest
from command_line.explaining import compare_or_explain, project_open_or_explain
from command_line.sensing import add_sensitivity
from command_line.simulating import add_simulate
from command_line.solving import Question, solve_file
from command_line.texts import chosen_language, print_problems
from model.errors import InputError
from model.version import __version__
from model.words.texts import Language, message

Format = Literal["table", "csv", "json"]


def main() -> None:
    """Run the command line; bad input ends with status 2 and no traceback."""
    language = chosen_language(sys.argv[1:])
    try:
        application(language)()
    except InputError as error:
        print_problems(error.problems, language)
        sys.exit(2)
    except BrokenPipeError:
        # the reader of a pipe (head, less) went away: nothing is wrong
        sys.stderr.close()
        sys.exit(0)


def application(language: Language) -> typer.Typer:
    """Return the commands with help in `language`."""

    app = typer.Typer(
        name="fundrunway",
        no_args_is_help=True,
        add_completion=False,
        help=message("How long do social-insurance funds last?").say(language),
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    file = typer.Argument(help=message("a scenario file").say(language), show_default=False)
    files = typer.Argument(help=message("scenario files").say(language), show_default=False)
    format_help = message("how to print").say(language)
    output_help = message("write to this file instead: .csv or .json").say(language)
    language_help = message("language of labels and messages").say(language)
    money_help = message("unit of money, such as 万元 or 亿元").say(language)
    fund_help = message("only this fund; may be repeated").say(language)

    @app.callback()
    def options(
        lang: Annotated[Literal["zh", "en"] | None, typer.Option(help=language_help)] = None,
        version: Annotated[
            bool,
            typer.Option(
                "--version",
                is_eager=True,
                callback=_print_version,
                help=message("print the version").say(language),
            ),
        ] = False,
    ) -> None:
        """Options before the verb; `chosen_language` has read --lang already."""

    @app.command(help=message("Project a scenario by fund and year.").say(language))
    def project(
        path: Annotated[Path, file],
        style: Annotated[Format, typer.Option("--format", help=format_help)] = "table",
        output: Annotated[Path | None, typer.Option("-o", "--output", help=output_help)] = None,
        lang: Annotated[Literal["zh", "en"] | None, typer.Option(help=language_help)] = None,
        money: Annotated[str | None, typer.Option(help=money_help)] = None,
        fund: Annotated[list[str] | None, typer.Option(help=fund_help)] = None,
        figure: Annotated[
            str | None,
            typer.Option(
                "--open",
                metavar="NAME@YEAR",
                help=message("open one figure: formula, values put in, inputs").say(language),
            ),
        ] = None,
        explain: Annotated[
            str | None,
            typer.Option(
                metavar="INDICATOR@YEAR",
                help=message("why this figure differs from the year before").say(language),
            ),
        ] = None,
    ) -> None:
        project_open_or_explain(
            path, figure, explain, style, output, lang or language, money, fund or []
        )

    @app.command(
        help=message("Compare scenarios: changed inputs beside changed outputs.").say(language)
    )
    def compare(
        base: Annotated[Path, typer.Argument(help=message("the baseline").say(language))],
        others: Annotated[list[Path], files],
        style: Annotated[Format, typer.Option("--format", help=format_help)] = "table",
        output: Annotated[Path | None, typer.Option("-o", "--output", help=output_help)] = None,
        lang: Annotated[Literal["zh", "en"] | None, typer.Option(help=language_help)] = None,
        money: Annotated[str | None, typer.Option(help=money_help)] = None,
        explain: Annotated[
            str | None,
            typer.Option(
                metavar="INDICATOR@YEAR",
                help=message("what each changed lever adds to this figure's change").say(language),
            ),
        ] = None,
        fund: Annotated[list[str] | None, typer.Option(help=fund_help)] = None,
        seed: Annotated[
            int, typer.Option(help=message("of the draws, where there are any").say(language))
        ] = 0,
    ) -> None:
        compare_or_explain(
            [base, *others], explain, style, output, lang or language, money, fund or [], seed
        )

    @app.command(help=message("Find what it takes to meet a target.").say(language))
    def solve(
        path: Annotated[Path, file],
        lever: Annotated[
            list[str],
            typer.Option(
                metavar="PATH",
                help=message("the lever to move; two give a map").say(language),
                show_default=False,
            ),
        ],
        target: Annotated[
            list[str],
            typer.Option(
                metavar="'payout_months>=9@2040'",
                help=message("what is asked for").say(language),
                show_default=False,
            ),
        ],
        from_year: Annotated[
            int | None,
            typer.Option(
                "--from", metavar="YEAR", help=message("first year of the new value").say(language)
            ),
        ] = None,
        between: Annotated[
            list[str] | None,
            typer.Option(
                metavar="LOW:HIGH",
                help=message("narrower bounds, one for each lever").say(language),
            ),
        ] = None,
        wait: Annotated[
            list[int] | None,
            typer.Option(
                min=0,
                metavar="YEARS",
                help=message("also what it takes so many years later; may be repeated").say(
                    language
                ),
            ),
        ] = None,
        together: Annotated[
            bool,
            typer.Option(
                "--package",
                help=message("the least change of all levers that meets all targets").say(language),
            ),
        ] = False,
        style: Annotated[Format, typer.Option("--format", help=format_help)] = "table",
        output: Annotated[Path | None, typer.Option("-o", "--output", help=output_help)] = None,
        lang: Annotated[Literal["zh", "en"] | None, typer.Option(help=language_help)] = None,
        money: Annotated[str | None, typer.Option(help=money_help)] = None,
        fund: Annotated[
            str | None, typer.Option(help=message("whose figure a target means").say(language))
        ] = None,
    ) -> None:
        asked = Question(lever, target, from_year, between or [], wait or [], together, fund, money)
        raise typer.Exit(solve_file(path, asked, style, output, lang or language))

    add_simulate(app, language)
    add_sensitivity(app, language)
    add_backtest(app, language)

    @app.command(help=message("Check scenarios: every problem; silent when none.").say(language))
    def check(
        paths: Annotated[list[Path], files],
        lang: Annotated[Literal["zh", "en"] | None, typer.Option(help=language_help)] = None,
    ) -> None:
        raise typer.Exit(verbs.check_files(paths, lang or language))

    @app.command(help=message("List levers: unit, bounds, default, source.").say(language))
    def params(
        path: Annotated[
            str | None,
            typer.Argument(
                help=message("a scenario file, or part of a lever's path").say(language),
                show_default=False,
            ),
        ] = None,
        style: Annotated[Format, typer.Option("--format", help=format_help)] = "table",
        output: Annotated[Path | None, typer.Option("-o", "--output", help=output_help)] = None,
        lang: Annotated[Literal["zh", "en"] | None, typer.Option(help=language_help)] = None,
    ) -> None:
        verbs.list_levers(path, style, output, lang or language)

    @app.command(help=message("Start a new reform file over a base.").say(language))
    def new(
        name: Annotated[str, typer.Argument(help=message("name of the reform").say(language))],
        base: Annotated[Path, typer.Option(help=message("the file it reforms").say(language))],
        lang: Annotated[Literal["zh", "en"] | None, typer.Option(help=language_help)] = None,
    ) -> None:
        verbs.new_reform(name, base, lang or language)

    @app.command(help=message("Bring an older file to today's format.").say(language))
    def migrate(
        path: Annotated[Path, file],
        lang: Annotated[Literal["zh", "en"] | None, typer.Option(help=language_help)] = None,
    ) -> None:
        verbs.migrate_file(path, lang or language)

    @app.command("app", help=message("Open the application on 127.0.0.1.").say(language))
    def open_app(
        folder: Annotated[
            Path | None,
            typer.Argument(
                help=message("folder of scenario files; that of the program if left out").say(
                    language
                ),
                exists=True,
                file_okay=False,
            ),
        ] = None,
        port: Annotated[
            int | None,
            typer.Option(
                help=message("port; a free one if left out").say(language), min=1, max=65535
            ),
        ] = None,
        browser: Annotated[
            bool, typer.Option(help=message("open a browser window").say(language))
        ] = True,
    ) -> None:
        verbs.run_app(folder, port, browser)

    return app


def _print_version(asked: bool) -> None:
    if asked:
        print(f"fundrunway {__version__}")
        raise typer.Exit


if __name__ == "__main__":
    main()
