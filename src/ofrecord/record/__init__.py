"""The record: append-only facts, coded by interval, that answer for any day."""
