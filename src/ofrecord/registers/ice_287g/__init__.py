"""ICE's 287(g) lists: who has signed an agreement, and who has applied for one."""

from __future__ import annotations

from pathlib import Path

from ofrecord.register import Declaration, load_declaration


def register() -> Declaration:
    """The register's declaration.

    >>> [entry.name for entry in register().lists]
    ['participating', 'pending']
    """
    return load_declaration(Path(__file__).with_name("register.toml"))
