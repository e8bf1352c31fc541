"""Where records are kept: the folder that a person names, or the platform's own."""

from __future__ import annotations

import os
from pathlib import Path

from ofrecord.errors import BadRequest

HOME_VARIABLE = "OFRECORD_HOME"


def find_home(named: Path | str | None = None) -> Path:
    """The folder of records: as named, or ``OFRECORD_HOME``, or the platform's for user data.

    >>> find_home("records").name
    'records'
    """
    named = named or os.environ.get(HOME_VARIABLE)
    if named:
        if "\0" in str(named):
            raise BadRequest("no folder can have this name", argument="--home", given=str(named))
        try:
            return Path(named).expanduser()
        except RuntimeError:  # "~somebody" where there is no such person: a folder's name
            return Path(named)
    from platformdirs import user_data_path

    return user_data_path("ofrecord", appauthor=False)
