"""The data dictionary: the tables of a record, their columns, keys, and what each column means."""

from __future__ import annotations

from dataclasses import dataclass

VIEWS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "editions": (
        "One row an edition.",
        (
            ("register", "VARCHAR"),
            ("list", "VARCHAR"),
            ("edition_id", "VARCHAR"),
            ("published_on", "DATE"),
            ("part", "VARCHAR"),
            ("dated_by", "VARCHAR"),
            ("printed_rows", "INTEGER"),
            ("edition_number", "INTEGER"),
            ("flags", "VARCHAR"),
        ),
    ),
    "captures": (
        "One row a capture.",
        (
            ("register", "VARCHAR"),
            ("edition_id", "VARCHAR"),
            ("sha256", "VARCHAR"),
            ("file", "VARCHAR"),
            ("url", "VARCHAR"),
            ("captured_at", "VARCHAR"),
        ),
    ),
    "windows": (
        (
            "One row for each run of editions (first_edition to last_edition, by edition_number) "
            "in which a list prints an entry one way. Join it to editions for the list of a day."
        ),
        (
            ("register", "VARCHAR"),
            ("list", "VARCHAR"),
            ("agreement_id", "VARCHAR"),
            ("agency_id", "VARCHAR"),
            ("agency", "VARCHAR"),
            ("state", "VARCHAR"),
            ("county", "VARCHAR"),
            ("county_fips", "VARCHAR"),
            ("place", "VARCHAR"),
            ("type", "VARCHAR"),
            ("model", "VARCHAR"),
            ("signed", "DATE"),
            ("moa_url", "VARCHAR"),
            ("addendum_url", "VARCHAR"),
            ("first_edition", "INTEGER"),
            ("last_edition", "INTEGER"),
            ("first_day", "DATE"),
            ("last_day", "DATE"),
        ),
    ),
    "agreements": (
        "One row an agreement, and one an application that was never signed.",
        (
            ("register", "VARCHAR"),
            ("agreement_id", "VARCHAR"),
            ("agency_id", "VARCHAR"),
            ("agency", "VARCHAR"),
            ("state", "VARCHAR"),
            ("county", "VARCHAR"),
            ("county_fips", "VARCHAR"),
            ("type", "VARCHAR"),
            ("model", "VARCHAR"),
            ("signed", "DATE"),
            ("first_listed", "DATE"),
            ("last_listed", "DATE"),
            ("removed_by", "DATE"),
            ("status", "VARCHAR"),
            ("superseded_by", "VARCHAR"),
            ("pending_since", "DATE"),
            ("pending_until", "DATE"),
            ("days_pending", "INTEGER"),
        ),
    ),
    "agencies": (
        "One row an agency.",
        (
            ("register", "VARCHAR"),
            ("agency_id", "VARCHAR"),
            ("agency", "VARCHAR"),
            ("state", "VARCHAR"),
            ("county", "VARCHAR"),
            ("county_fips", "VARCHAR"),
            ("place", "VARCHAR"),
            ("type", "VARCHAR"),
            ("first_listed", "DATE"),
            ("last_listed", "DATE"),
            ("active_models", "VARCHAR"),
            ("spellings", "VARCHAR"),
        ),
    ),
    "changes": (
        "One row a change.",
        (
            ("register", "VARCHAR"),
            ("day", "DATE"),
            ("edition_id", "VARCHAR"),
            ("list", "VARCHAR"),
            ("kind", "VARCHAR"),
            ("agreement_id", "VARCHAR"),
            ("agency_id", "VARCHAR"),
            ("agency", "VARCHAR"),
            ("state", "VARCHAR"),
            ("county", "VARCHAR"),
            ("model", "VARCHAR"),
            ("before", "VARCHAR"),
            ("after", "VARCHAR"),
        ),
    ),
    "series_values": (
        (
            "One row for each value that an edition of a series gives: a measure, a day. Join it "
            "to editions for what was known on a day."
        ),
        (
            ("register", "VARCHAR"),
            ("list", "VARCHAR"),
            ("edition_id", "VARCHAR"),
            ("published_on", "DATE"),
            ("measure", "VARCHAR"),
            ("observed_on", "DATE"),
            ("value", "BIGINT"),
            ("marks", "VARCHAR"),
        ),
    ),
    "registers": (
        "One row a register.",
        (
            ("register", "VARCHAR"),
            ("title", "VARCHAR"),
            ("publisher", "VARCHAR"),
            ("home", "VARCHAR"),
            ("licence", "VARCHAR"),
        ),
    ),
    "lists": (
        "One row a list of a register, or a document of a series.",
        (
            ("register", "VARCHAR"),
            ("list", "VARCHAR"),
            ("title", "VARCHAR"),
            ("role", "VARCHAR"),
        ),
    ),
    "measures": (
        "One row a measure of a series.",
        (
            ("register", "VARCHAR"),
            ("measure", "VARCHAR"),
            ("title", "VARCHAR"),
            ("unit", "VARCHAR"),
            ("cumulative", "BOOLEAN"),
        ),
    ),
    "notes": (
        "One row for each thing that has to be said with the values of a series.",
        (
            ("register", "VARCHAR"),
            ("about", "VARCHAR"),
            ("name", "VARCHAR"),
            ("note", "VARCHAR"),
        ),
    ),
}
"""The views: what each holds, and its columns with their types."""

MEANINGS: dict[str, str] = {
    "about": "what the note is on: `register`, `measure` or `mark`",
    "active_models": "the models of the agreements that are active, parted by semicolons",
    "addendum_url": "the address of the addendum, where one is linked",
    "after": "what the newer edition says",
    "agency": "the agency's name as printed, but for white space and quotation marks",
    "agency_id": "the lasting id of the agency",
    "agreement_id": "the lasting id of the agreement",
    "agreements": "the ids of its agreements",
    "before": "what the older edition said",
    "captured_at": "when the copy was retrieved, ISO 8601 in UTC; empty where unknown",
    "captures": (
        "the captures of the edition: `sha256`, `file`, `url`, `captured_at`, `also_seen_as`,"
        " `path`"
    ),
    "columns": "the headings as printed",
    "county": "the county's Census name",
    "county_fips": "the county's five-digit FIPS code",
    "cumulative": "whether values are running totals",
    "dated_by": "what the day rests on: `file_name`, `last_modified`, `capture` or `contents`",
    "day": "the day of the newer edition; for `judged`, the day of the judgement",
    "days_pending": "days from the first day on the list of applicants to the first listing",
    "edition_id": "the id of the edition",
    "edition_number": "the edition's place in its list, from 0",
    "explained": "the rows that are no entry: `row` and `why`",
    "file": "the name of the file",
    "first_day": "the day of the first edition of the run",
    "first_edition": "the first edition of the run, by `edition_number`",
    "first_listed": "the day of the first edition of the list of members that prints it",
    "flags": "what a reader should know of it, parted by semicolons",
    "former_ids": "other ids that lead to it",
    "home": "the publisher's page",
    "kind": (
        "the kind of change: `signed`, `removed`, `returned`, `renewed`, `redated`, "
        "`remodelled`, `respelled`, `relocated`, `document_posted`, `document_withdrawn`, "
        "`pending_added`, `pending_dropped`, `pending_signed` or `judged`"
    ),
    "last_day": "the day of the last edition of the run",
    "last_edition": "the last edition of the run, by `edition_number`",
    "last_listed": "the day of the last edition of the list of members that prints it",
    "licence": "the terms of the publisher's files and of this record",
    "list": "the list, such as `participating` or `pending`; of a series one of its documents",
    "marks": "what singles the value out, parted by commas",
    "measure": "what is counted, such as `people`; `ofrecord as-of DAY --register NAME` lists them",
    "moa_url": "the address of the memorandum of agreement, where one is linked",
    "moa_urls": "every address at which its memorandum was linked",
    "model": "`JEM`, `TFM` or `WSO`",
    "name": "the name of the measure or mark; empty where the note is on all of the register",
    "note": "what has to be said",
    "observed_on": "the day that the value is of",
    "part": "`am`, `mid` or `pm` where the file's name says it",
    "pending_since": "the first day on which the application was printed",
    "pending_until": "the last day on which the application was printed",
    "place": "the town or city after which the agency is named",
    "printed_rows": "the number of entries",
    "published_on": "the day of the edition",
    "publisher": "who publishes it",
    "register": "the register",
    "removed_by": "the day of the first edition that no longer prints it; null while it is listed",
    "role": "`members` or `applicants`; of a document of a series `official` or `transcription`",
    "rows": "the number of rows below the header",
    "sha256": "the sha256 of the bytes",
    "signed": "the signing day that the list prints",
    "signed_as_printed": "the signing days as editions printed them: `signed`, `from`, `to`",
    "spellings": "the names as printed, parted by semicolons",
    "state": "the USPS code",
    "status": "`active`, `superseded` or `removed`; `pending` or `dropped` for applications",
    "superseded_by": "the id of the agreement that took its place",
    "title": "its name in words",
    "type": "the type of agency, such as `County` or `Municipality`",
    "unit": "what one is one of, in the plural",
    "url": "where the copy was retrieved; empty where unknown",
    "value": "the value as the edition gives it: of running totals the total",
}
"""What each column means; one name means the same in every view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What tells the rows of a table apart, and what leads to rows of another table.

    ``leads`` are pairs of a column and the table whose key it holds; ``sought`` are the columns by
    which rows are looked for, those that are asked for together with a comma between.
    """

    primary: tuple[str, ...] = ()
    leads: tuple[tuple[str, str], ...] = ()
    sought: tuple[str, ...] = ()


_REGISTER = ("register", "registers")
_LIST = ("list", "lists")
_EDITION = ("edition_id", "editions")
_AGREEMENT = ("agreement_id", "agreements")
_AGENCY = ("agency_id", "agencies")
_PLACE = ("state", "county_fips")
KEYS: dict[str, Keys] = {
    "editions": Keys(primary=("edition_id",), leads=(_REGISTER, _LIST), sought=("published_on",)),
    "captures": Keys(
        primary=("edition_id", "sha256"), leads=(_REGISTER, _EDITION), sought=("sha256",)
    ),
    "windows": Keys(
        leads=(_REGISTER, _LIST, _AGREEMENT, _AGENCY),
        sought=(*_PLACE, "model", "first_edition", "first_day"),
    ),
    "agreements": Keys(
        primary=("agreement_id",),
        leads=(_REGISTER, _AGENCY, ("superseded_by", "agreements")),
        sought=(*_PLACE, "model", "status", "signed"),
    ),
    "agencies": Keys(primary=("agency_id",), leads=(_REGISTER,), sought=(*_PLACE, "type")),
    "changes": Keys(
        leads=(_REGISTER, _EDITION, _LIST, _AGREEMENT, _AGENCY),
        sought=("day", "kind", "state", "model"),
    ),
    "series_values": Keys(
        primary=("edition_id", "measure", "observed_on"),
        leads=(_REGISTER, _LIST, _EDITION, ("measure", "measures")),
        sought=("measure,observed_on",),
    ),
    "registers": Keys(primary=("register",)),
    "lists": Keys(primary=("list",), leads=(_REGISTER,)),
    "measures": Keys(primary=("measure",), leads=(_REGISTER,)),
    "notes": Keys(leads=(_REGISTER,)),
}
"""The keys of each table, within one register."""
