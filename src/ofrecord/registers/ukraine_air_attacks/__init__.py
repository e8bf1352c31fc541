"""Missile and drone attacks on Ukraine by day, as reported by the Ukrainian Air Force."""

from __future__ import annotations

from pathlib import Path

from ofrecord.registers.ukraine_air_attacks.attacks import REMARKS, observe
from ofrecord.series import SeriesDeclaration, load_series


def register() -> SeriesDeclaration:
    """The register's declaration.

    >>> [measure.name for measure in register().measures[:3]]
    ['drones', 'missiles', 'total']
    """
    return load_series(Path(__file__).with_name("register.toml"), observe, REMARKS)
