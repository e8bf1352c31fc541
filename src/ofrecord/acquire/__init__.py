"""Captures: found in folders, fetched from sources, kept for ever by their sha256."""
