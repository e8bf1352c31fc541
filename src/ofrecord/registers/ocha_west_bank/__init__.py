"""Palestinians killed and injured in the West Bank since 7 October 2023, as running totals."""

from __future__ import annotations

from pathlib import Path

from ofrecord.series import SeriesDeclaration, load_series


def register() -> SeriesDeclaration:
    """The register's declaration.

    >>> register().measure_named("injured").cumulative
    True
    """
    return load_series(Path(__file__).with_name("register.toml"))
