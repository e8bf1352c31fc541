"""What a build does with each file: a new capture, one that is held, or one to keep aside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.acquire.folder import FoundFile, Sidecars
from ofrecord.acquire.sightings import Sighting, order_of_sighting, plain_sightings
from ofrecord.errors import DatingError, OfRecordError
from ofrecord.pipeline.dating import sighting_of
from ofrecord.pipeline.intake import Intake, reject
from ofrecord.pipeline.loading import Loaded
from ofrecord.pipeline.swaps import is_wrong_list
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
        kept = file.error is None  # a folder is nothing that could be kept aside
        reject(file.name, file.name, 0, loaded.error, intake, kept=kept)
        return
    told = sidecar.get(sha256, ())
    named = file.name if not file.shelved else min((s.file for s in told), default=file.name)
    own = {Sighting(file=named)} if not (file.shelved and told) else set()
    if intake.rejections.pop(file.name, None):  # it could not be had before; now it can
        intake.changed = True
    held = intake.held.get(sha256)
    if held is not None:
        if not file.shelved or told:
            _add_sightings(held, {*own, *told}, intake)
        return
    intake.seen.setdefault(sha256, set()).update(own, told)
    rejected = intake.rejections.get(sha256)
    try:
        sightings = _named(sha256, intake.seen[sha256])
        intake.held[sha256] = intake.reading.read(data, sha256, sightings, intake)
    except OfRecordError as error:
        reject(sha256, named, len(data), _explain(error, loaded.file, told), intake)
        return
    if intake.held[sha256].capture.published_on and not is_wrong_list(rejected):
        intake.changed = True
        intake.rejections.pop(sha256, None)


def _explain(error: OfRecordError, file: FoundFile, told: Collection[Sighting]) -> OfRecordError:
    """The error, with what is missing where a shelf does not tell what a capture was called."""
    if not isinstance(error, DatingError) or not file.shelved or told:
        return error
    return DatingError(
        "no day can be found: the shelf does not tell under which names these bytes were seen, and "
        "the workbook does not say when its publisher saved it",
        hint="Build the folder in which it has its name",
    )


def _add_sightings(held: Held, sightings: Iterable[Sighting], intake: Intake) -> None:
    known = {sighting_of(s) for s in held.capture.sightings}
    merged = _named(held.capture.sha256, {*known, *sightings})
    if merged == known:
        return
    try:
        intake.held[held.capture.sha256] = intake.reading.redate(held, merged, intake)
    except OfRecordError:
        return
    intake.changed = True


def retry_undecided(shelf: CaptureShelf, intake: Intake) -> None:
    """Reads again what was kept aside for what stands beside it: it may have other neighbours now.

    That is what had no day, and what was like another list than its columns make it.
    """
    for sha256, rejection in list(intake.rejections.items()):
        undecided = rejection.code == DatingError.code or is_wrong_list(rejection)
        if not undecided or sha256 in intake.held:
            continue
        try:
            sightings = _named(sha256, intake.seen[sha256])
            intake.held[sha256] = intake.reading.read(shelf.read(sha256), sha256, sightings, intake)
        except OfRecordError:
            continue  # it stays aside, for the reason that is known


def _named(sha256: str, sightings: Collection[Sighting]) -> set[Sighting]:
    """The sightings that say something: by its sha256 a capture goes only while it has no name."""
    nameless = Sighting(file=sha256)
    named = plain_sightings(sightings) - {nameless}
    return named or {nameless}


def sightings_to_note(shelf: CaptureShelf, intake: Intake) -> list[tuple[str, Sighting]]:
    """What the shelf has to know so that the same record can be made from it, in a fixed order."""
    found: dict[str, set[Sighting]] = {}
    known = intake.known if shelf.has_sightings() else {}
    for sha256, held in intake.held.items():
        stored, before = held.capture.sightings, known.get(sha256, ())
        if stored is not before:
            found[sha256] = set(map(sighting_of, set(stored).difference(before)))
    for sha256 in intake.rejections.keys() & intake.seen.keys():
        if shelf.holds(sha256):
            found[sha256] = intake.seen[sha256]
    return [
        (sha256, sighting)
        for sha256, sightings in sorted(found.items())
        for sighting in sorted(sightings - intake.noted.get(sha256, set()), key=order_of_sighting)
        if sighting.file != sha256
    ]
