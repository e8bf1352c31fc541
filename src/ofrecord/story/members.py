"""Who is on the list, under which model, who is all of it, and who has applied."""

from __future__ import annotations

from collections.abc import Iterator

from ofrecord.story.bodies import Body
from ofrecord.story.claims import Comparator, Measure, Scope
from ofrecord.story.context import Sentence, codes_of
from ofrecord.story.subjects import Found, Subject, make_reading, named, states_of, subject_of

WAITING_WORDS = frozenset(
    [
        "pending",
        "awaits",
        "awaiting",
        "awaited",
        "applied",
        "applying",
        "submitted",
        "weighed",
        "waiting",
        "pendiente",
        "application",
        "applications",
        "review",
        "enrolled",
        "put",
        "applies",
        "seeking",
        "sought",
        "requested",
    ]
)
_MEMBER_WORDS = frozenset(
    [
        "sign",
        "signs",
        "signed",
        "signatures",
        "has",
        "have",
        "had",
        "hold",
        "holds",
        "held",
        "join",
        "joins",
        "joined",
        "part",
        "participate",
        "participates",
        "participating",
        "participants",
        "participated",
        "include",
        "includes",
        "included",
        "including",
        "among",
        "list",
        "listed",
        "lists",
        "covers",
        "cover",
        "covered",
        "partner",
        "partners",
        "partnered",
        "partnering",
        "cooperate",
        "cooperates",
        "cooperating",
        "board",
        "aboard",
        "entities",
        "come",
        "entered",
        "enters",
        "signing",
        "participan",
        "participa",
        "tiene",
        "tienen",
        "firmado",
        "enrolled",
        "with",
        "under",
        "agreements",
        "agreement",
        "belongs",
        "struck",
        "uses",
        "use",
    ]
)
_MODEL_VERBS = frozenset(
    [
        "under",
        "within",
        "operates",
        "operate",
        "works",
        "work",
        "working",
        "participates",
        "participate",
        "takes",
        "take",
        "uses",
        "use",
        "used",
        "using",
        "signed",
        "has",
        "have",
        "holds",
        "hold",
        "joined",
        "join",
        "gave",
        "lists",
        "listed",
        "is",
        "are",
        "as",
        "authorized",
        "through",
        "chose",
        "choosing",
        "opted",
        "adopted",
        "model",
        "models",
        "with",
    ]
)
_UNNAMED = frozenset(
    [
        "it",
        "they",
        "he",
        "she",
        "its",
        "his",
        "her",
        "their",
        "department",
        "office",
        "county",
        "sheriff",
        "agency",
        "city",
    ]
)
_POWERS = frozenset({"authorized", "deputized", "empowered"})
_UNREAL = frozenset(
    [
        "sued",
        "sue",
        "lawsuit",
        "bill",
        "legislation",
        "would",
        "could",
        "ban",
        "banned",
        "bans",
        "prohibits",
        "forbids",
        "urged",
        "asked",
        "considering",
        "voted",
        "proposed",
        "oppose",
        "opposes",
        "opposed",
        "protested",
        "withdrew",
        "ended",
        "terminated",
    ]
)
_OFFICE_WORDS = frozenset(
    [
        "the",
        "sheriff's",
        "sheriffs'",
        "offices",
        "departments",
        "of",
        "in",
        "and",
        "police",
        "counties",
    ]
)
_NOT_WAITING = frozenset(
    [
        "bill",
        "lawsuit",
        "court",
        "charges",
        "legislation",
        "trial",
        "case",
        "appeal",
        "sentencing",
        "ruling",
    ]
)


def read_waiting(sentence: Sentence) -> Iterator[Found]:
    """As in "The deal still awaits approval", "the Highway Patrol has applied"."""
    words = sentence.words.words
    place = next(
        (n for n, word in enumerate(words) if word in WAITING_WORDS and _waits(sentence, n)), -1
    )
    if place < 0 or not _NOT_WAITING.isdisjoint(words[: place + 1]):
        return
    bodies = [b for b in sentence.bodies if b.sort != "county"] or sentence.bodies
    subject = named(bodies) if bodies else Subject(sentence.story.bodies[:1])
    if not subject.phrases:
        return
    scope = Scope(
        states=states_of(sentence),
        agencies=subject.phrases,
        models=sentence.models()[:1],
        pending=True,
    )
    first = last = place
    while first and words[first - 1] in {"still", "is", "are", "has", "have", "yet", "now"}:
        first -= 1
    while (
        last + 1 < len(words)
        and last - place < 7
        and words[last + 1] not in {",", ";", "(", ")", "—", "but"}
    ):
        last += 1
    start, end = sentence.words.starts[first], sentence.words.ends[last]
    if subject.here:
        start, end = min(start, subject.start), max(end, subject.end)
    yield start, end, make_reading(sentence, Measure.STATUS, scope, value="pending")


def _waits(sentence: Sentence, place: int) -> bool:
    words = sentence.words.words
    word, after = words[place], words[place + 1 : place + 4]
    if word in {"applied", "enrolled"}:
        return after[:1] in (["for"], ["to"], [])
    if word == "put":
        return after[:2] == ["in", "for"]
    if word in {"application", "applications", "review"}:
        return word == "review" and words[place - 1 : place] == ["under"]
    if word in {"waiting", "submitted", "weighed", "seeking", "sought", "requested"}:
        return (
            sentence.cue
            or sentence.has_noun("agreements", "applications")
            or "program" in sentence.present
        )
    return True


def read_members(sentence: Sentence) -> Iterator[Found]:
    """Who is said to be on the list, by name or as a kind of agency in some states."""
    bodies = _spoken_of(sentence)
    if not bodies:
        yield from _kinds(sentence)
        yield from _carried_models(sentence)
        return
    subject = named(bodies)
    models = [t for t in sentence.tokens if t.sort == "model"]
    states = states_of(sentence)
    scope = Scope(states=states, agencies=subject.phrases)
    whole = _is_all(sentence, bodies)
    if not whole and not _said(sentence, bodies):
        return
    if whole:
        scope = Scope(
            states=states,
            agencies=subject.phrases,
            models=tuple(dict.fromkeys(t.value for t in models)),
        )
        yield (
            subject.start,
            subject.end,
            make_reading(sentence, Measure.SET, scope, value=str(len(subject.phrases))),
        )
    elif models and not _MODEL_VERBS.isdisjoint(sentence.present):
        start = min(subject.start, *(t.start for t in models))
        end = max(subject.end, *(t.end for t in models))
        value = ",".join(sorted({t.value for t in models}))
        only = "only" in sentence.present and len(models) == 1
        yield start, end, make_reading(
            sentence, Measure.MODELS, scope, value=value,
            comparator=Comparator.AT_MOST if only else Comparator.EXACT,
        )  # fmt: skip
    else:
        yield (
            subject.start,
            subject.end,
            make_reading(sentence, Measure.MEMBERSHIP, scope, value="yes"),
        )


def _spoken_of(sentence: Sentence) -> list[Body]:
    """The agencies a sentence speaks of, without the towns and counties that only say where."""
    bodies = sentence.bodies
    agencies = [b for b in bodies if b.sort == "agency"]
    counties = [b for b in bodies if b.sort == "county"]
    if (
        agencies
        and counties
        and any(
            abs(c.start - a.end) < 12 or abs(a.start - c.end) < 30
            for c in counties
            for a in agencies
        )
    ):
        return bodies if len(counties) > 1 else [b for b in bodies if b.sort != "town"]
    return [b for b in bodies if b.sort != "town"] or (bodies if sentence.cue else [])


def _said(sentence: Sentence, bodies: list[Body]) -> bool:
    """Whether a sentence says that those it names take part."""
    words = sentence.words.words
    if not _UNREAL.isdisjoint(sentence.present):
        return False
    if not _POWERS.isdisjoint(sentence.present):
        return bodies[0].sort != "town"
    if _MEMBER_WORDS.isdisjoint(sentence.present):
        return False
    if not (
        sentence.cue
        or sentence.has_noun("agreements", "agencies")
        or "program" in sentence.present
        or sentence.models()
    ):
        return False
    if sentence.models() and not _MODEL_VERBS.isdisjoint(sentence.present):
        return True
    first, last = sentence.place(bodies[0].start), sentence.place(bodies[-1].end)
    near = words[max(0, first - 12) : first] + words[last : last + 12]
    return not _MEMBER_WORDS.isdisjoint(near)


def _is_all(sentence: Sentence, bodies: list[Body]) -> bool:
    """Whether those named are said to be all: "only X and Y", "on the list: X and Y"."""
    words = sentence.words.words
    first = sentence.place(bodies[0].start)
    before = words[max(0, first - 4) : first]
    if len(bodies) < 2 and "only" not in before:
        return False
    if "only" in before and ("by" in before or "are" in before or first < 5):
        return True
    lead = words[:first]
    if ":" in lead and {
        "list",
        "model",
        "roster",
        "participants",
        "agreements",
        "agreement",
        "partners",
    } & set(lead):
        return not {"include", "including", "includes"} & set(lead)
    while lead and lead[-1] in _OFFICE_WORDS:
        lead = lead[:-1]
    if lead and lead[-1] == "are":
        ahead = set(lead) - {"are", "the"}
        tokens = [t for t in sentence.tokens if t.first < first and t.sort in {"model", "noun"}]
        return (
            bool(tokens)
            and not {"among", "include", "including", "examples", "latest", "recent", "newest"}
            & ahead
        )
    return False


def _kinds(sentence: Sentence) -> Iterator[Found]:
    """As in "Statewide agencies in Iowa and Kansas have signed": a kind of agency in each of some states."""
    kinds = [t for t in sentence.tokens if t.sort == "kind" and t.value.startswith("type:")]
    states = [t for t in sentence.states() if kinds and t.start > kinds[0].start]
    if not kinds or not states or _MEMBER_WORDS.isdisjoint(sentence.present):
        return
    if any(t.number and not t.used for t in sentence.tokens):
        return
    if not _UNREAL.isdisjoint(sentence.present):
        return
    scope = Scope(
        states=codes_of(states), types=(kinds[0].value[5:],), models=sentence.models()[:1]
    )
    yield (
        kinds[0].start,
        states[-1].end,
        make_reading(sentence, Measure.MEMBERSHIP, scope, value="yes"),
    )


def _carried_models(sentence: Sentence) -> Iterator[Found]:
    """As in "It made use of the warrant service and jail enforcement models": of an agency named before."""
    models = [t for t in sentence.tokens if t.sort == "model"]
    if not models or any(t.number and not t.used for t in sentence.tokens) or sentence.states():
        return
    verbs = {
        "use",
        "uses",
        "used",
        "using",
        "chose",
        "choosing",
        "adopted",
        "operates",
        "signed",
        "joined",
    }
    subject = subject_of(sentence, [])
    if verbs.isdisjoint(sentence.present) or _UNNAMED.isdisjoint(sentence.present):
        return
    if not subject.phrases:
        yield models[0].start, models[-1].end, sentence.nothing("the agency is not named")
        return
    scope = Scope(states=states_of(sentence), agencies=subject.phrases)
    value = ",".join(sorted({t.value for t in models}))
    yield (
        models[0].start,
        models[-1].end,
        make_reading(sentence, Measure.MODELS, scope, value=value),
    )
