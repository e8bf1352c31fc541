"""One script for each promise about speed. ``python -m benchmarks`` runs them all.

Each promise is a ratio of two things measured in one run, in turns, on one machine. Nothing here is
a test: a slow machine makes nobody's change wrong.
"""
