"""Bytes to cells exactly as printed, links behind cells too."""
