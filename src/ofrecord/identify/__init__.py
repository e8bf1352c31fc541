"""Which entries are one agreement or one agency, by what rule, on what evidence."""
