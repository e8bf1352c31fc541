"""Answers over HTTP: made once, kept, packed, asked for again only if they changed."""
