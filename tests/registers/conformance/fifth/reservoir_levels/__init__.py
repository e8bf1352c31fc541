"""Water held in an invented valley's reservoirs, by week."""

from __future__ import annotations

from pathlib import Path

from ofrecord.series import SeriesDeclaration, load_series


def register() -> SeriesDeclaration:
    """The register's declaration."""
    return load_series(Path(__file__).with_name("register.toml"))
