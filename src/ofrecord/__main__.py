"""``python -m ofrecord`` is the ``ofrecord`` command."""

from ofrecord.cli import run

raise SystemExit(run())
