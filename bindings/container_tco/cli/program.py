"""The group of commands, and what becomes of every failure.

Exit codes: 0 done; 1 an error of the input or the run; 2 a wrong command line; 4 done, but some inputs could not be
used or placed; 130 interrupted; 141 the reader of standard output went away.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from container_tco._version import version
from container_tco.cli.batch import batch_command
from container_tco.cli.bill import bill_command, focus_command
from container_tco.cli.commitment import commitment_command
from container_tco.cli.compare import compare_command, explain_command, feasibility_command
from container_tco.cli.outlook import outlook_command
from container_tco.cli.pack import pack_command
from container_tco.cli.prices import prices_group
from container_tco.cli.schema import schema_command
from container_tco.cli.timeline import timeline_command
from container_tco.cli.verify import verify_command
from container_tco.cli.waste import waste_command
from container_tco.cli.writing import complain

EXIT_ERROR = 1
EXIT_INTERRUPTED = 130
EXIT_READER_GONE = 141


class Program(click.Group):
    """A group that turns every failure into one message and an exit code, never into a traceback."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run the command and exit."""
        extra.pop("standalone_mode", None)
        extra["prog_name"] = "container-tco"
        sys.exit(self._run(args, extra))

    def _run(self, args: Sequence[str] | None, extra: dict[str, Any]) -> int:
        try:
            code = super().main(args=args, standalone_mode=False, **extra)
            sys.stdout.flush()
            return code if isinstance(code, int) else 0
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except (KeyboardInterrupt, click.Abort):
            complain("interrupted")
            return EXIT_INTERRUPTED
        except BrokenPipeError:
            _drop_output()
            return EXIT_READER_GONE
        except OSError as error:
            complain(_explained(error))
            if error.filename is None:
                _drop_output()
            return EXIT_ERROR
        except Exception as error:
            complain(_explained(error))
            return EXIT_ERROR


def _drop_output() -> None:
    """Let what is left in the buffer go, or it would fail again when Python closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explained(error: Exception) -> str:
    from container_tco import Error
    from container_tco.optional_libraries import MissingLibraryError

    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return f"{os.fsdecode(error.filename)}: {reason}" if error.filename else reason
    if isinstance(error, Error | MissingLibraryError):
        return str(error)
    kind = type(error).__name__
    return f"unexpected error: {kind}: {error}. This is a bug in container-tco: please report it with the command line"


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version, message="%(prog)s %(version)s")
def program() -> None:
    """Should these containers run on EC2 hosts that we look after, or on AWS Fargate, once the labour is counted?

    \b
    Exit codes: 0 done, 1 error, 2 wrong command line,
    4 done although some inputs could not be used or placed, 130 interrupted.
    """


program.add_command(batch_command)
program.add_command(bill_command)
program.add_command(commitment_command)
program.add_command(compare_command)
program.add_command(explain_command)
program.add_command(feasibility_command)
program.add_command(focus_command)
program.add_command(outlook_command)
program.add_command(pack_command)
program.add_command(prices_group)
program.add_command(schema_command)
program.add_command(timeline_command)
program.add_command(verify_command)
program.add_command(waste_command)


def main() -> NoReturn:
    """Run the command with the arguments of the process."""
    if sys.stdout is None:  # Closed by the caller, who wants no output.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # For the life of the process.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    program.main()
