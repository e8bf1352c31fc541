"""Value to value, the printed cell always kept: text, states, counties, places, days, vocabularies.

Every function takes a cell as printed and answers with a ``Cleaned``: the value, how it came from
what was printed, and a note. None of them knows a particular register, and none guesses: where
nothing can be said for sure, the value is None and the note says why.
"""
