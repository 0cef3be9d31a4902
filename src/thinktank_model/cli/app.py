"""The command: finds the verbs, runs one, and returns an exit code."""

from __future__ import annotations

import pkgutil
import warnings
from collections.abc import Sequence
from importlib import import_module
from typing import cast

import click

from ..problems.meant import did_you_mean
from ..problems.report import InvalidData
from ..problems.translations import LANGUAGES, Phrase, translation
from ..shapes.migrations import SCHEMA_VERSION
from . import verbs
from .languages import lang_of_all, language, speak
from .output import (
    CLOSED_PIPE,
    FAILED,
    INTERRUPTED,
    OK,
    PROBLEMS,
    ClosedPipeError,
    OutputError,
    program_version,
    say,
    standard_output,
    told,
    write,
)
from .profile import PROFILE, start

__all__ = ["run"]

NAME = "thinktank-model"
SHOWN = 20  # the maximum number of problems of data that are printed
MODULES = {entry.name.rstrip("_"): f"{verbs.__name__}.{entry.name}" for entry in pkgutil.iter_modules(verbs.__path__)}


class Speaking(click.Context):
    """The context of a command whose help is in the language of this run."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return the formatter of the help."""
        if language() == LANGUAGES[0]:
            return super().make_formatter()
        from .helping import TranslatedHelp  # only for help in another language

        return TranslatedHelp(language(), self.terminal_width, self.max_content_width)


class Verbs(click.Group):
    """The verbs. The module of a verb is imported only when the verb is needed."""

    context_class = Speaking

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in MODULES:
            module = import_module(MODULES[cmd_name])
            command = cast(click.Command, module.command)
            if all([option.name != "profile" for option in command.params]):
                PROFILE(command)
            for each in (command, *getattr(command, "commands", {}).values()):
                each.context_class = Speaking
            command.epilog = "\n  ".join(["\b\nExamples:", *module.EXAMPLES])
            return command
        if not ctx.resilient_parsing:  # not during shell completion
            meant = did_you_mean(cmd_name, MODULES, quoted=False)
            listed = ", ".join(sorted(MODULES)) + meant
            ctx.fail(Phrase("there is no verb {name}, only {listed}", name=repr(cmd_name), listed=listed))
        return None


def _show_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        write(f"{NAME} {program_version()}, schema {SCHEMA_VERSION}\n")
        context.exit()


@click.group(
    cls=Verbs, no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
@lang_of_all
def app() -> None:
    """Validate, show and convert records of think-tank cooperation programmes.

    Exit codes: 0 nothing wrong, 1 problems found, 2 could not run, 130 interrupted.
    """


def _say_warning(message: Warning | str, *_: object, **__: object) -> None:
    """Print a warning of the library without its line of code."""
    say(str(message))


def _message_of(error: click.ClickException) -> str:
    """Return the message of a usage error in the language of this run."""
    if language() == LANGUAGES[0]:
        return error.format_message()
    from .helping import message_of  # only for another language

    return message_of(error, language())


def run(arguments: Sequence[str]) -> int:
    """Run the command with these arguments and return its exit code. Nothing that a user can cause raises."""
    try:
        start()
        speak(None)
        with standard_output(), warnings.catch_warnings():
            warnings.showwarning = _say_warning
            return app.main(list(arguments), prog_name=NAME, standalone_mode=False) or OK
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except ClosedPipeError:
        return CLOSED_PIPE
    except OutputError as error:
        say(Phrase("standard output cannot be written: {error}", error=str(error)))
    except click.ClickException as error:
        where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx is not None else NAME
        said = " ".join(_message_of(error).split())
        say(Phrase("{said} (see {command} --help)", said=said, command=where))
    except InvalidData as error:
        for problem in error.problems[:SHOWN]:
            say(told(problem))
        if len(error.problems) > SHOWN:
            left = len(error.problems) - SHOWN
            say(Phrase("{count} more {count:problem|problems}", count=left))
        return PROBLEMS
    except OSError as error:
        say(f"{error.filename or translation(language())(Phrase('a file'))}: {error.strerror or error}")
    except MemoryError:
        say(
            Phrase("there is not enough memory for this; JSON Lines need the least, because they are read line by line")
        )
    return FAILED
