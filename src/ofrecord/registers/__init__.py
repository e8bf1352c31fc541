"""One folder a register: its description, its corrections, and the little code that it needs."""
