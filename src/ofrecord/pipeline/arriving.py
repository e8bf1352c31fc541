"""What a build does with each file: a new capture, one that is held, or one to keep aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import msgspec

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.acquire.folder import Sidecars, Sighting
from ofrecord.errors import DatingError, OfRecordError
from ofrecord.pipeline.capturing import read_capture
from ofrecord.pipeline.dating import (
    NAME_MARKS,
    date_sightings,
    flag_swap,
    plain_sightings,
    properties_of,
    sighting_of,
    stored_sightings,
    with_dating,
)
from ofrecord.pipeline.intake import Intake, reject
from ofrecord.pipeline.loading import Loaded
from ofrecord.record.history import Held


def take_in_sidecars(sidecars: Sidecars, intake: Intake) -> None:
    """Keeps aside each list of captures that cannot be read; lets go of those that now can."""
    for name in sidecars.read:
        if intake.rejections.pop(name, None):  # it could not be read before; now it can
            intake.changed = True
    for name, error in sidecars.unreadable:
        reject(name, name, 0, error, intake)


def take_in(loaded: Loaded, sidecar: Mapping[str, tuple[Sighting, ...]], intake: Intake) -> None:
    """Takes a file in: as a capture, as a name of one that is held, or aside with its reason.

    ``sidecar`` gives, by sha256, the sightings that the lists beside the captures tell of.
    """
    file, data, sha256 = loaded.file, loaded.data, loaded.sha256
    if loaded.error is not None:
        reject(file.name, file.name, 0, loaded.error, intake)
        return
    sightings = {Sighting(file=file.name), *sidecar.get(sha256, ())}
    if {s.file for s in sightings if s.captured_at or s.seen_at or s.url} >= {file.name}:
        sightings.discard(Sighting(file=file.name))
    if intake.rejections.pop(file.name, None):  # it could not be had before; now it can
        intake.changed = True
    held = intake.held.get(sha256)
    if held is not None:
        _add_sightings(held, sightings, intake)
        return
    rejected = intake.rejections.get(sha256)
    if rejected is not None:  # under that name; perhaps this one tells the day
        sightings = plain_sightings({*sightings, Sighting(file=rejected.file)})
    try:
        intake.held[sha256] = read_capture(data, sha256, sightings, intake)
    except OfRecordError as error:
        reject(sha256, file.name, len(data), error, intake)
        return
    if intake.held[sha256].capture.published_on:
        intake.changed = True
        intake.rejections.pop(sha256, None)


def _add_sightings(held: Held, sightings: Iterable[Sighting], intake: Intake) -> None:
    known = {sighting_of(s) for s in held.capture.sightings}
    merged = plain_sightings({*known, *sightings})
    if merged == known:
        return
    capture = held.capture
    try:
        dating = date_sightings(merged, properties_of(capture), intake.declaration)
    except OfRecordError:
        return
    own = tuple(flag for flag in capture.flags if not flag.startswith(NAME_MARKS))
    capture = msgspec.structs.replace(capture, sightings=stored_sightings(merged))
    own += flag_swap(capture, held.table, intake.declaration)
    intake.held[capture.sha256] = replace(held, capture=with_dating(capture, dating, own))
    intake.changed = True


def retry_undated(shelf: CaptureShelf, intake: Intake) -> None:
    """Reads again what was kept aside because no day was known: it may have neighbours now."""
    for sha256, rejection in list(intake.rejections.items()):
        if rejection.code != DatingError.code or sha256 in intake.held:
            continue
        try:
            data, sightings = shelf.read(sha256), {Sighting(file=rejection.file)}
            intake.held[sha256] = read_capture(data, sha256, sightings, intake)
        except OfRecordError:
            continue  # it stays aside, for the reason that is known
