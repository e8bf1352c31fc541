"""The command line: words and arguments to the Python face, answers to tables, JSON and CSV."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence

from ofrecord.errors import OfRecordError


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; answers the exit code.

    0 done; 1 done, and something is wrong; 2 the request is wrong; 3 a source was not reached.
    """
    from ofrecord.cli.output import say
    from ofrecord.cli.parser import parse_arguments

    _set_up_streams()
    arguments = parse_arguments(sys.argv[1:] if argv is None else argv)
    collects = gc.isenabled()
    pauses = not getattr(arguments, "collects", True)
    if pauses:
        gc.disable()
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except OfRecordError as error:
        say(f"ofrecord: {error}")
        return error.exit_code
    except BrokenPipeError:
        # The reader has seen enough (… | head): nothing is wrong, and there is no one to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        say(f"ofrecord: {error.filename or 'the answer'} cannot be written: {error.strerror}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        how = getattr(arguments, "stopped", "the record is as it was before")
        say(f"ofrecord: stopped; {how}")
        return 130
    finally:
        if pauses:
            gc.freeze()  # the process ends with it: nothing that it made need be looked through
        if collects:
            gc.enable()
    return code


def _set_up_streams() -> None:
    """Data is UTF-8 whatever the locale; a terminal gets what it can show."""
    if sys.stdout is None:  # it was closed: there is no one to answer
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="surrogateescape")
