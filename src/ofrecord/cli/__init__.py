"""The command line: words and arguments to the Python face, answers to tables, JSON and CSV."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ofrecord.errors import OfRecordError


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; answers the exit code.

    0 done; 1 done, and something is wrong; 2 the request is wrong; 3 a source was not reached.
    """
    from ofrecord.cli.parser import parse_arguments

    arguments = parse_arguments(sys.argv[1:] if argv is None else argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except OfRecordError as error:
        print(f"ofrecord: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader has seen enough (… | head): nothing is wrong, and there is no one to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("ofrecord: stopped; the record is as it was before", file=sys.stderr)
        return 130
    return code
