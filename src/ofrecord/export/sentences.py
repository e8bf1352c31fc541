"""Changes and editions told in plain, neutral sentences: what the list says, and no more."""

from __future__ import annotations

from ofrecord.front.data import unbroken
from ofrecord.identify.changes import ChangeKind
from ofrecord.measures.revisions import Revised, Revision
from ofrecord.model import Change

TITLES: dict[str, str] = {
    ChangeKind.SIGNED: "first listed",
    ChangeKind.REMOVED: "no longer listed",
    ChangeKind.RETURNED: "listed again",
    ChangeKind.RENEWED: "renewed",
    ChangeKind.REDATED: "another signing day",
    ChangeKind.REMODELLED: "another model",
    ChangeKind.RESPELLED: "another spelling",
    ChangeKind.RELOCATED: "another state, county or type",
    ChangeKind.DOCUMENT_POSTED: "document linked",
    ChangeKind.DOCUMENT_WITHDRAWN: "link to a document gone",
    ChangeKind.PENDING_ADDED: "application listed",
    ChangeKind.PENDING_DROPPED: "application no longer listed",
    ChangeKind.PENDING_SIGNED: "applicant listed as having signed",
}
"""What happened, in few words."""
_SAYS: dict[str, str] = {
    ChangeKind.SIGNED: "adds the {model}agreement of {who}{signed}.",
    ChangeKind.REMOVED: "no longer has the {model}agreement of {who}{was_signed}.",
    ChangeKind.RETURNED: "has the {model}agreement of {who} again{signed}.",
    ChangeKind.RENEWED: "adds a new {model}agreement of {who}{signed}; it {before}.",
    ChangeKind.REDATED: (
        "gives {after} as the signing day of the {model}agreement of {who}; "
        "the edition before gave {before}."
    ),
    ChangeKind.REMODELLED: (
        "gives {after} as the model of the agreement of {who}; the edition before gave {before}."
    ),
    ChangeKind.RESPELLED: (
        "prints the name of {who} as “{after}”; the edition before printed “{before}”."
    ),
    ChangeKind.RELOCATED: "gives {after} for {who}; the edition before gave {before}.",
    ChangeKind.DOCUMENT_POSTED: "links a document of the {model}agreement of {who}: {after}",
    ChangeKind.DOCUMENT_WITHDRAWN: (
        "no longer links a document of the {model}agreement of {who}: {before}"
    ),
    ChangeKind.PENDING_ADDED: "adds an application{for_model} of {who}.",
    ChangeKind.PENDING_DROPPED: "no longer has the application{for_model} of {who}.",
    ChangeKind.PENDING_SIGNED: (
        "has the {model}agreement of {who}, an applicant: {before}, {after}."
    ),
}
_UNKNOWN = "{kind}: {who}. Before: {before}. After: {after}."
_REVISED = 10
"""So many revised values are told one by one."""


def shown(text: str) -> str:
    r"""A text as one line, without characters that are not seen or that turn others about.

    >>> shown("Bee\n County\u202e  Sheriff")
    'Bee County Sheriff'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    letters = (letter if letter.isprintable() else " " for letter in unbroken(text))
    return " ".join("".join(letters).split())


def title_of(change: Change) -> str:
    """A change as a headline.

    >>> change = Change(
    ...     day="2025-03-11", edition_id="e", list="participating", kind="signed",
    ...     agreement_id="a", agency_id="g", agency="Bee County Sheriff's Office", state="TX",
    ...     county="Bee County", model="WSO", before="", after="2025-03-10")
    >>> title_of(change)
    "Bee County Sheriff's Office, TX: first listed (WSO)"
    >>> sentence_of(change).removeprefix("The participating list of 2025-03-11 adds the ")
    "WSO agreement of Bee County Sheriff's Office (Bee County, TX), signed 2025-03-10."
    """
    what = TITLES.get(change.kind, change.kind)
    where = f", {change.state}" if change.state else ""
    model = f" ({change.model})" if change.model else ""
    return shown(f"{change.agency or 'An agency'}{where}: {what}{model}")


def sentence_of(change: Change) -> str:
    """A change as a sentence that names the list and its day."""
    says = _SAYS.get(change.kind, _UNKNOWN)
    place = ", ".join(filter(None, (change.county, change.state)))
    told = says.format(
        kind=change.kind,
        who=f"{change.agency or 'an agency'}{f' ({place})' if place else ''}",
        model=f"{change.model} " if change.model else "",
        for_model=f" ({change.model})" if change.model else "",
        signed=f", signed {change.after}" if change.after else "",
        was_signed=f", signed {change.before}" if change.before else "",
        before=change.before or "nothing",
        after=change.after or "nothing",
    )
    return shown(f"The {change.list} list of {change.day} {told}")


def title_of_edition(revision: Revision, title: str) -> str:
    """A new edition of a series as a headline."""
    return shown(f"{title}: edition of {revision.day}")


def sentence_of_edition(revision: Revision, title: str) -> str:
    """What a new edition of a series adds and revises."""
    head = f"The edition of {revision.day} of “{title}”"
    if not revision.first:
        return shown(f"{head} gives no value.")
    span = f"{head} gives values from {revision.first} to {revision.last}"
    if not revision.before:
        return shown(f"{span}. It is the first that is held.")
    return shown(
        f"{span}: {_count(revision.new_days, 'day')} more than the edition of "
        f"{revision.before_day}. {_revisions(revision.revised)}"
    )


def _revisions(revised: tuple[Revised, ...]) -> str:
    if not revised:
        return "It revises no value of an earlier day."
    told = "; ".join(
        f"{one.measure.replace('_', ' ')} of {one.day} from {_value(one.before)} to "
        f"{_value(one.after)}"
        for one in revised[:_REVISED]
    )
    more = len(revised) - _REVISED
    rest = f"; and {more:,} more" if more > 0 else ""
    return f"It revises {_count(len(revised), 'value')} of earlier days: {told}{rest}."


def _value(value: int | None) -> str:
    return "none" if value is None else f"{value:,}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
