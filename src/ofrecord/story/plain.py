"""A report as JSON holds it: the fields that scripts rely on."""

from __future__ import annotations

from dataclasses import fields

from ofrecord.model import Plain, PlainRow, to_plain
from ofrecord.story.claims import Figure, Reading, Report, Scope, Story


def report_to_plain(report: Report) -> PlainRow:
    """A report as a JSON object: ``stories``, ``figures``, ``summary``.

    A story carries its ``text``, since figures' ``start`` and ``end`` count in it.

    >>> from ofrecord.story.claims import Story
    >>> plain = report_to_plain(Report(stories=(Story(text="Nine."),), figures=(), summary={}))
    >>> plain["stories"][0]["text"], plain["figures"]
    ('Nine.', [])
    """
    return {
        "stories": [_plain_story(story) for story in report.stories],
        "figures": [figure_to_plain(figure) for figure in report.figures],
        "summary": dict(report.summary),
    }


def _plain_story(story: Story) -> PlainRow:
    return {
        "title": story.title,
        "published": story.published or None,
        "published_from": story.published_from or None,
        "byline": story.byline,
        "outlet": story.outlet,
        "url": story.url,
        "language": story.language,
        "text": story.text,
    }


def figure_to_plain(figure: Figure) -> PlainRow:
    """One figure as a JSON object."""
    return {
        "id": figure.id,
        "story": figure.story,
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
        "sentence": figure.sentence,
        "register": figure.register or None,
        "reading": reading_to_plain(figure.reading),
        "verdict": str(figure.verdict),
        "found": _plain_number(figure.found),
        "edition": to_plain(figure.edition),
        "explanations": [{"kind": str(e.kind), "text": e.text} for e in figure.explanations],
        "evidence": list(figure.evidence),
        "says": figure.says,
        "other_readings": [reading_to_plain(reading) for reading in figure.other_readings],
        "later_edition": figure.later_edition,
    }


def reading_to_plain(reading: Reading) -> PlainRow:
    """A reading as a JSON object: ``day`` where it is of one day, else the ``window``.

    >>> from ofrecord.story.claims import Measure
    >>> reading = Reading(register="r", measure=Measure.AGREEMENTS, value=958.0,
    ...                   scope=Scope(states=("NY",)), days=("2025-09-05", "2025-09-05"))
    >>> plain = reading_to_plain(reading)
    >>> plain["value"], plain["filters"], plain["day"], plain["window"]
    (958, {'states': ['NY']}, '2025-09-05', None)
    """
    first, last = reading.days or (None, None)
    plain: PlainRow = {
        "measure": str(reading.measure),
        "filters": _plain_scope(reading.scope),
        "day": first if first == last else None,
        "window": [first, last] if first != last else None,
        "basis": str(reading.basis),
        "comparator": str(reading.comparator),
        "value": _plain_number(reading.value),
    }
    if reading.high is not None:
        plain["high"] = _plain_number(reading.high)
    if reading.base:
        plain["base"] = reading.base
    if reading.whole is not None:
        plain["whole"] = _plain_scope(reading.whole)
    if reading.others:
        plain["others"] = list(reading.others)
    if reading.begins:
        plain["begins_by"] = reading.begins
    if reading.ends:
        plain["ends_from"] = reading.ends
    if reading.reason:
        plain["reason"] = reading.reason
    return plain


def _plain_scope(scope: Scope) -> PlainRow:
    """What a scope narrows; what it leaves open is left out."""
    return {
        field.name: to_plain(value)
        for field in fields(scope)
        if (value := getattr(scope, field.name))
    }


def _plain_number(value: float | str | None) -> Plain:
    return int(value) if isinstance(value, float) and value.is_integer() else value
