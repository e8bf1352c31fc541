"""ofrecord: the dated public record behind the numbers in the news.

>>> import ofrecord
>>> ofrecord.open()["ice-287g"].as_of("2025-09-05").counts().agreements
957
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ofrecord.front import Day, Record, Register
    from ofrecord.front import open_record as open  # noqa: A004  (the interface's word)
    from ofrecord.story.claims import Report

__all__ = ["Day", "Record", "Register", "Report", "__version__", "open"]


def __getattr__(name: str) -> object:
    """Loads what is asked for when it is asked for: starting the command stays quick."""
    if name == "__version__":
        from importlib.metadata import version

        return version("ofrecord")
    if name == "Report":
        from ofrecord.story.claims import Report

        return Report
    if name in __all__:
        from ofrecord import front

        return getattr(front, "open_record" if name == "open" else name)
    raise AttributeError(f"module 'ofrecord' has no attribute {name!r}")
