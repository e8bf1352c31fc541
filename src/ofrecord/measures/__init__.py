"""Numbers are born here, and nowhere else: one file a measure."""
