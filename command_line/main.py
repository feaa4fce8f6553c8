"""`fundrunway VERB FILE... [options]`: data to stdout, talk to stderr.

Exit status 0: done; 1: the answer is no; 2: bad input.
"""

import sys
from typing import Annotated

import typer

from command_line.app import add_app
from command_line.backtest import add_backtest
from command_line.check import add_check
from command_line.compare import add_compare
from command_line.language import chosen_language, print_problems
from command_line.migrate import add_migrate
from command_line.new import add_new
from command_line.options import shared_options
from command_line.params import add_params
from command_line.project import add_project
from command_line.sensitivity import add_sensitivity
from command_line.simulate import add_simulate
from command_line.solve import add_solve
from model.errors import InputError
from model.version import __version__
from model.words.texts import Language, message


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

    @app.callback()
    def options(
        lang: Annotated[Language | None, shared_options(language).language] = None,
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

    for add_verb in (
        add_project,
        add_compare,
        add_solve,
        add_simulate,
        add_sensitivity,
        add_backtest,
        add_check,
        add_params,
        add_new,
        add_migrate,
        add_app,
    ):
        add_verb(app, language)
    return app


def _print_version(asked: bool) -> None:
    if asked:
        print(f"fundrunway {__version__}")
        raise typer.Exit


if __name__ == "__main__":
    main()
