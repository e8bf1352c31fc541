"""Brings the site's catalogues up to what code, templates and registers say.

    .venv/bin/python tools/write_catalogue.py

New strings are added without a translation, those that nothing says any more are left out. Exit
code 1 where a translation is missing: it is listed.
"""

import sys

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from ofrecord.web.catalogue import strings_of_code, texts_declared
from ofrecord.web.words import LANGUAGES, LOCALE


def renew(language: str) -> list[str]:
    """Writes the catalogue of a language; answers what it lacks."""
    path = LOCALE / f"{language}.po"
    with path.open("rb") as file:
        old = read_po(file, locale=language)
    new = Catalog(locale=language, project="ofrecord", charset="utf-8", header_comment="")
    new.creation_date = new.revision_date = old.creation_date
    missing = []
    said = [*((m, files) for m, files in strings_of_code().items())]
    known = {m if isinstance(m, str) else m[0] for m, _ in said}
    said += [(text, ["registers"]) for text in texts_declared() if text not in known]
    for message, files in said:
        key = message if isinstance(message, str) else message[0]
        before = old.get(key)
        translation = before.string if before else ""
        new.add(message, translation, locations=[(file, 0) for file in files])
        if not translation or (isinstance(translation, tuple) and not all(translation)):
            missing.append(key)
    with path.open("wb") as file:
        write_po(file, new, omit_header=False, include_lineno=False, width=100)
    return missing


def main() -> int:
    missing = [
        (language, text) for language in LANGUAGES if language != "en" for text in renew(language)
    ]
    for language, text in missing:
        print(f"{language}: {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
