"""``python -m ofrecord`` is the ``ofrecord`` command."""

from ofrecord.cli import main

raise SystemExit(main())
