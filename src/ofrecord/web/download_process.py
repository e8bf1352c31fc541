"""The process in which the files of data are made: ``python -m ofrecord.web.download_process``.

It writes them into the folder that is named and says what they are on stdout, as JSON. It ends when
whoever started it does.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

import msgspec

from ofrecord.errors import OfRecordError
from ofrecord.export.downloads import export_data
from ofrecord.front import open_record


def main(home: str, folder: str, address: str, pages: str) -> int:
    """Makes the files; 1 where that cannot be done, with the reason on stderr."""
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(OSError, AttributeError):
        os.nice(5)  # requests go before
    try:
        report = export_data(
            open_record(home or None), Path(folder), address=address, pages=pages, workers=1
        )
    except OfRecordError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.buffer.write(msgspec.json.encode(report.exported))
    return 0


def _end_with_parent() -> None:
    """Ends when stdin is closed, which is when the parent has ended."""
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
