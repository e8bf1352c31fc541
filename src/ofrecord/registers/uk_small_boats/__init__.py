"""People who arrived in the UK in small boats across the Channel, by day."""

from __future__ import annotations

from pathlib import Path

from ofrecord.series import SeriesDeclaration, load_series


def register() -> SeriesDeclaration:
    """The register's declaration.

    >>> [measure.name for measure in register().measures]
    ['people', 'boats', 'uncontrolled_landings']
    """
    return load_series(Path(__file__).with_name("register.toml"))
