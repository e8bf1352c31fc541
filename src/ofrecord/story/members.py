"""Who is on the list, under which model, and who is all of it."""

from __future__ import annotations

from collections.abc import Iterator

from ofrecord.story.bodies import Body
from ofrecord.story.claims import Comparator, Measure, Reading, Scope
from ofrecord.story.context import Sentence, codes_of
from ofrecord.story.offices import GENERIC
from ofrecord.story.speech import word_set
from ofrecord.story.subjects import Found, carried, make_reading, named, states_of
from ofrecord.story.tokens import Token

MEMBER_WORDS = word_set(
    "sign signs signed signatures has have had hold holds held join joins joined part participate "
    "participates participating participants participated include includes included including "
    "among list listed lists covers cover covered partner partners partnered partnering cooperate "
    "cooperates cooperating board aboard entities come entered enters signing participan participa "
    "tiene tienen firmado forma colabora colaboran enrolled with under agreements agreement belongs struck uses use"
)
"""Words with which those on a list are spoken of."""
MODEL_VERBS = word_set(
    "under within operates operate works work working participates participate takes take uses use "
    "used using signed has have holds hold joined join gave lists listed is are as authorized "
    "through chose choosing opted adopted model models with"
)
"""Words that join an agency to a model."""
POWERS = frozenset({"authorized", "deputized", "empowered"})
UNREAL = word_set(
    "sued sue lawsuit bill legislation would could ban banned bans prohibits forbids urged asked "
    "considering voted proposed oppose opposes opposed protested withdrew ended terminated ends "
    "ending terminates terminate terminating quits quit exits withdraws cancels canceled cancelled "
    "wants want hopes hope seeks seek considers weighs rescinds rescinded scraps scrapped arrested"
)
"""Words of sentences that tell of something else than who takes part."""
_LEFT = (
    "off the list",
    "off the rolls",
    "pulled out",
    "dropped out",
    "backed out",
    "off the books",
    "tears up",
    "tore up",
    "torn up",
    "rips up",
    "walked away",
)
_ADOPTS = word_set(
    "uso limited limitado limitará limita use uses used using chose choosing adopted operates signed joined"
)
_OFFICE_WORDS = word_set("the sheriff's sheriffs' offices departments of in and police counties")
_LISTS = word_set("list model roster participants agreements agreement partners")
_LISTING = frozenset({"include", "includes", "including", "among", "on"})
_SOME = word_set("among include including includes examples latest recent newest")
_NEAR = 12
_BESIDE = 30
"""A county so many characters or fewer from an agency may only say where it is."""


def read_members(sentence: Sentence) -> Iterator[Found]:
    """Who is said to be on the list, by name or as a kind of agency in some states."""
    bodies = _spoken_of(sentence)
    if not bodies:
        yield from _kinds(sentence)
        yield from read_carried_models(sentence)
        return
    subject = named(bodies)
    models = [t for t in sentence.tokens if t.sort == "model"]
    codes = tuple(dict.fromkeys(t.value for t in models))
    states, phrases = states_of(sentence), subject.phrases
    if _is_all(sentence, bodies):
        scope = Scope(states=states, agencies=phrases, models=codes)
        reading = make_reading(sentence, Measure.SET, scope, value=str(len(phrases)))
        yield subject.start, subject.end, reading
    elif not _said(sentence, bodies):
        return
    elif models and not MODEL_VERBS.isdisjoint(sentence.present):
        start = min(subject.start, *(t.start for t in models))
        end = max(subject.end, *(t.end for t in models))
        yield start, end, _under(sentence, models, Scope(states=states, agencies=phrases))
    else:
        scope = Scope(states=states, agencies=phrases)
        reading = make_reading(sentence, Measure.MEMBERSHIP, scope, value="yes")
        yield subject.start, subject.end, reading


def _under(sentence: Sentence, models: list[Token], scope: Scope) -> tuple[Reading, ...]:
    value = ",".join(sorted({t.value for t in models}))
    only = "only" in sentence.present and len(models) == 1
    comparator = Comparator.AT_MOST if only else Comparator.EXACT
    return make_reading(sentence, Measure.MODELS, scope, value=value, comparator=comparator)


def _spoken_of(sentence: Sentence) -> list[Body]:
    """The agencies a sentence speaks of, without the towns that only say where."""
    bodies = sentence.bodies
    without = [b for b in bodies if b.sort != "town"]
    if any(t.form and not t.used for t in sentence.tokens):
        without = [b for b in without if b.sort == "agency" or not _is_where(sentence, b)]
        if not without:
            return []
    return without or (bodies if sentence.cue else [])


def _is_where(sentence: Sentence, body: Body) -> bool:
    """Whether a county only tells where others are: "in Oneida County, seven agencies …"."""
    place = sentence.place(body.start)
    return place > 0 and sentence.words.words[place - 1] in {"in", "across", "within", "of"}


def _said(sentence: Sentence, bodies: list[Body]) -> bool:
    """Whether a sentence says that those it names take part."""
    present = sentence.present
    if not UNREAL.isdisjoint(present) or {"not", "application"} <= present:
        return False
    if any(phrase in sentence.words.low for phrase in _LEFT):
        return False
    if not POWERS.isdisjoint(present):
        return bodies[0].sort != "town"
    models = sentence.models()
    about = sentence.cue or sentence.has_noun("agreements", "agencies") or "program" in present
    if models and not MODEL_VERBS.isdisjoint(present):
        return True
    lists = not _LISTING.isdisjoint(present) and not {"list", "roster"}.isdisjoint(present)
    if MEMBER_WORDS.isdisjoint(present) or not (about or models or lists):
        return False
    words = sentence.words.words
    first, last = sentence.place(bodies[0].start), sentence.place(bodies[-1].end)
    near = words[max(0, first - _NEAR) : first] + words[last : last + _NEAR]
    return not MEMBER_WORDS.isdisjoint(near)


def _is_all(sentence: Sentence, bodies: list[Body]) -> bool:
    """Whether those named are said to be all: "only X and Y", "on the list: X and Y"."""
    first = sentence.place(bodies[0].start)
    lead = sentence.words.words[:first]
    before = lead[-4:]
    if len(bodies) < 2 and "only" not in before:
        return False
    if "among them" in sentence.words.low or "among others" in sentence.words.low:
        return False
    if "only" in before and ("by" in before or "are" in before or first < 5):
        return True
    if ":" in lead and not _LISTS.isdisjoint(lead):
        return {"include", "including", "includes"}.isdisjoint(lead)
    while lead and lead[-1] in _OFFICE_WORDS:
        lead = lead[:-1]
    if not lead or lead[-1] != "are" or not _SOME.isdisjoint(lead):
        return False
    return any(t.first < first and t.sort in {"model", "noun"} for t in sentence.tokens)


def _kinds(sentence: Sentence) -> Iterator[Found]:
    """A kind of agency in each of some states: "statewide agencies in Iowa have signed"."""
    kinds = [t for t in sentence.tokens if t.sort == "kind" and t.value.startswith("type:")]
    states = [t for t in sentence.states() if kinds and t.start > kinds[0].start]
    if not kinds or not states or MEMBER_WORDS.isdisjoint(sentence.present):
        return
    if any(t.form and not t.used for t in sentence.tokens):
        return
    if not UNREAL.isdisjoint(sentence.present):
        return
    scope = Scope(
        states=codes_of(states), types=(kinds[0].value[5:],), models=sentence.models()[:1]
    )
    reading = make_reading(sentence, Measure.MEMBERSHIP, scope, value="yes")
    yield kinds[0].start, states[-1].end, reading


def read_carried_models(sentence: Sentence, signed: Reading | None = None) -> Iterator[Found]:
    """The models of an agency named before: "it made use of the warrant service model".

    Where it is only told by the day on which it ``signed``, they are those of what was signed then.
    """
    models = [t for t in sentence.tokens if t.sort == "model"]
    if not models or sentence.states() or any(t.form and not t.used for t in sentence.tokens):
        return
    if _ADOPTS.isdisjoint(sentence.present) or GENERIC.isdisjoint(sentence.present):
        return
    start, end = models[0].start, models[-1].end
    subject, states = carried(sentence), states_of(sentence)
    if subject.phrases:
        scope = Scope(states=states, agencies=subject.phrases)
    elif signed is not None and signed.measure is Measure.SIGNED_DATE and states:
        day = str(signed.value)
        scope = Scope(states=states, signed_since=day, signed_until=day)
    else:
        yield start, end, sentence.nothing("the agency is not named")
        return
    yield start, end, _under(sentence, models, scope)
