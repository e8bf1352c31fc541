"""None: "Illinois has no agreements", "no agency in Oregon takes part", "it has not signed"."""

from __future__ import annotations

from collections.abc import Iterator

from ofrecord.story.claims import Basis, Measure, Scope
from ofrecord.story.context import Sentence, codes_of
from ofrecord.story.scopes import carried_states
from ofrecord.story.speech import ADJECTIVES
from ofrecord.story.subjects import (
    Found,
    Subject,
    before_of,
    clause_end,
    make_reading,
    named,
    states_of,
    subject_of,
)
from ofrecord.story.tokens import PROGRAM, Token

DENIALS = frozenset(
    [
        "no",
        "none",
        "not",
        "never",
        "without",
        "neither",
        "lack",
        "lacks",
        "lacking",
        "zero",
        "doesn't",
        "hasn't",
        "haven't",
        "don't",
        "didn't",
        "isn't",
        "aren't",
        "wasn't",
        "ningún",
        "ninguna",
        "ninguno",
        "ningun",
        "cannot",
        "hadn't",
        "nobody",
    ]
)
_NOT = frozenset(
    ["not", "never", "doesn't", "hasn't", "haven't", "don't", "didn't", "isn't", "aren't", "hadn't"]
)
_MARKS = frozenset(
    [";", ":", "(", ")", "—", "–", "while", "whereas", "but", "although", "though", "because"]
)
_SOFT = frozenset(
    [
        "a",
        "an",
        "any",
        "single",
        "one",
        "such",
        "yet",
        "formal",
        "of",
        "its",
        "the",
        "their",
        "or",
        "local",
        PROGRAM,
        "ever",
        "currently",
    ]
)
_TAKING_PART = frozenset(
    [
        "part",
        "participate",
        "participating",
        "participates",
        "partner",
        "partnered",
        "include",
        "includes",
        "included",
        "including",
        "list",
        "listed",
        "enrolled",
        "member",
        "members",
        "among",
        "join",
        "joined",
        "sign",
        "signed",
        "signing",
        "have",
        "had",
        "entered",
        "enter",
        "participant",
        "agreement",
        "agreements",
        "partnership",
        "program",
    ]
)
_PARTNERS = frozenset({"agreements", "agencies", "applications"})


def read_absence(sentence: Sentence) -> Iterator[Found]:
    """What a sentence says there is none of."""
    words = sentence.words.words
    for place, word in enumerate(words):
        if word not in DENIALS:
            continue
        if words[place : place + 2] == ["not", "one"]:
            found = _none(sentence, place + 1)
        elif word in _NOT and words[place + 1 : place + 2] not in (["a"], ["any"]):
            found = _not_signed(sentence, place)
        elif word in {"none", "ninguno", "ninguna"} and not _counts(sentence, place):
            found = _none(sentence, place)
        elif word == "neither":
            found = _neither(sentence, place)
        else:
            found = _no(sentence, place)
        if found is not None:
            yield found
            return


def _counts(sentence: Sentence, place: int) -> bool:
    """Whether a noun follows at once: "ninguna agencia"."""
    token = sentence.words.at.get(place + 1)
    return token is not None and token.sort in {"noun", "kind"}


def _noun_after(sentence: Sentence, place: int) -> Token | None:
    """What there is none of: the noun that follows, through adjectives, models and states."""
    words, at = sentence.words.words, sentence.words.at
    after, unknown = place + 1, 0
    found: Token | None = None
    while after < len(words) and unknown < 3:
        token = at.get(after)
        if token is not None:
            if token.sort in {"noun", "kind", "elsewhere"}:
                found = token
            elif token.number is not None and words[after] != "one":
                return None
            elif found is not None:
                break
            after = token.last + 1
            continue
        if found is not None or words[after] in _MARKS or words[after] == ",":
            break
        if words[after] == "other":
            return None
        if words[after] not in ADJECTIVES and words[after] not in _SOFT:
            unknown += 1
        after += 1
    return found


def _no(sentence: Sentence, place: int) -> Found | None:
    noun = _noun_after(sentence, place)
    if (
        noun is None
        or noun.sort == "elsewhere"
        or (noun.sort == "noun" and noun.value not in {*_PARTNERS, "counties"})
    ):
        return None
    if sentence.words.words[noun.last + 1 : noun.last + 2] == ["more"]:
        return None
    pending = noun.value == "applications"
    agencies = noun.sort == "kind" or noun.value in {"agencies", "counties"}
    if agencies and not _says_part(sentence, noun):
        return None
    owners = _holders(sentence, place, noun)
    if owners and not agencies and not pending:
        return _membership(sentence, named(owners), place, noun.last)
    return _absent(sentence, place, noun.last, pending=pending)


def _says_part(sentence: Sentence, noun: Token) -> bool:
    """Whether "no agency" is followed by a verb of taking part, or has an agreement."""
    words = sentence.words.words
    after = words[noun.last + 1 : noun.last + 12]
    if {"has", "have", "had"} & set(after[:6]) and {"one", "any", "such", "it"} & set(after):
        return True
    return (
        not _TAKING_PART.isdisjoint(after)
        or "participa" in sentence.present
        or any(
            sentence.role(n) in {"sign", "hold"}
            for n in range(noun.last + 1, min(len(words), noun.last + 9))
        )
    )


def _holders(sentence: Sentence, place: int, noun: Token) -> list:  # type: ignore[type-arg]
    """The agencies that are said to hold none: those before, with only a verb between."""
    words = sentence.words.words
    bodies = [
        b
        for b in before_of(sentence, place)
        if not set(words[sentence.place(b.end) : place]) & _MARKS
    ]
    if not bodies or sentence.place(bodies[-1].end) < place - 6:
        return []
    return bodies


def _membership(sentence: Sentence, subject: Subject, place: int, last: int) -> Found:
    scope = Scope(
        states=states_of(sentence), agencies=subject.phrases, models=sentence.models()[:1]
    )
    words = sentence.words
    start = min(subject.start, words.starts[place]) if subject.here else words.starts[place]
    end = max(subject.end, words.ends[last])
    return start, end, make_reading(sentence, Measure.MEMBERSHIP, scope, value="no")


def _absent(sentence: Sentence, place: int, last: int, *, pending: bool = False) -> Found | None:
    words = sentence.words
    tokens = _states_near(sentence, place)
    states = codes_of(tokens) or carried_states(sentence)
    if not states and sentence.local:
        states = sentence.story.place or sentence.story.home
    start = min([words.starts[place], *(t.start for t in tokens)])
    end = max([words.ends[last], *(t.end for t in tokens)])
    if not states:
        counted = any(
            t.sort == "noun" and t.value == "states" and t.first < place for t in sentence.tokens
        )
        if counted or (not sentence.cue and not sentence.has_noun("agreements")):
            return None
        return start, end, sentence.nothing("the state is not named")
    kinds = [t for t in sentence.tokens if t.sort == "kind" and place < t.first <= last]
    scope = Scope(
        states=states,
        models=sentence.models()[:1],
        words=tuple(kinds[0].value.split("|")) if kinds and ":" not in kinds[0].value else (),
        pending=pending,
    )
    if _ever(sentence, place):
        days = _until(sentence)
        return (
            start,
            end,
            make_reading(
                sentence, Measure.AGREEMENTS, scope, value=0.0, days=days, basis=Basis.EVENT
            ),
        )
    return start, end, make_reading(sentence, Measure.AGREEMENTS, scope, value=0.0)


def _states_near(sentence: Sentence, place: int) -> list[Token]:
    """The states of the clause that says none."""
    words = sentence.words.words
    low = max((n for n in range(place) if words[n] in {";", "—", "while", "but"}), default=-1)
    high = min(
        (n for n in range(place, len(words)) if words[n] in {";", "—", "while"}), default=len(words)
    )
    return [t for t in sentence.states() if low < t.first < high]


def _ever(sentence: Sentence, place: int) -> bool:
    """Whether it is said of all time before: "never", "not one had before"."""
    words = sentence.words.words
    if words[place] == "never":
        return True
    return "had" in words[place : place + 7] and any(s.kind == "before" for s in sentence.times)


def _until(sentence: Sentence) -> tuple[str, str] | bool:
    span = next((s for s in sentence.times if s.kind == "before"), None)
    if span is not None:
        return "", span.last.isoformat()
    return ("", sentence.story.day) if sentence.story.day else True


def _none(sentence: Sentence, place: int) -> Found | None:
    """As in "None of the state's counties take part", "none of them plans to join"."""
    words = sentence.words.words
    tail = words[place + 1 : place + 3]
    bodies = before_of(sentence, place)
    if bodies and tail in (["of", "them"], ["of", "these"], ["of", "those"]):
        subject = named(bodies)
        scope = Scope(
            states=states_of(sentence), agencies=subject.phrases, models=sentence.models()[:1]
        )
        return (
            subject.start,
            subject.end,
            make_reading(sentence, Measure.MEMBERSHIP, scope, value="no"),
        )
    if any(t.sort == "elsewhere" and place < t.first < place + 6 for t in sentence.tokens):
        return None
    last = place
    if tail[:1] == ["of"]:
        noun = _noun_after(sentence, place + 1)
        if noun is not None:
            if noun.sort == "elsewhere" or not _says_part(sentence, noun):
                return None
            last = noun.last
    return _absent(sentence, place, last)


def _neither(sentence: Sentence, place: int) -> Found | None:
    after = [b for b in sentence.bodies if b.start > sentence.words.starts[place]]
    if not after or "nor" not in sentence.present:
        return None
    return _membership(sentence, named(after), place, place)


def _not_signed(sentence: Sentence, place: int) -> Found | None:
    """As in "It has not signed", "does not have an agreement", "the log does not yet include the schools"."""
    words = sentence.words.words
    ahead = words[place + 1 : place + 9]
    stop = next((n for n, w in enumerate(ahead) if w in _MARKS or w == ","), len(ahead))
    if _TAKING_PART.isdisjoint(ahead[:stop]):
        return None
    if {"said", "say", "respond", "comment", "immediately", "know"} & set(ahead[:4]):
        return None
    before = [
        b
        for b in before_of(sentence, place)
        if not set(words[sentence.place(b.end) : place]) & {";", "—"}
    ]
    after = [b for b in sentence.bodies if b not in before]
    listing = not {"include", "included", "list"}.isdisjoint(ahead[:stop])
    end = sentence.place(clause_end(sentence, place)) - 1
    if listing and not before:
        subject = (
            named(after) if after else Subject(_object(sentence, place) or sentence.story.bodies)
        )
        return _membership(sentence, subject, place, max(place, end)) if subject.phrases else None
    if before:
        return _membership(sentence, named(before), place, max(place, end))
    states = _states_near(sentence, place)
    if states and states[0].first < place:
        return _absent(sentence, place, max(place, end))
    subject = subject_of(sentence, [])
    if subject.phrases and sentence.cue:
        return _membership(sentence, subject, place, max(place, end))
    return None


def _object(sentence: Sentence, place: int) -> tuple[str, ...]:
    """The kind of agency that a list does not include: "the schools"."""
    for token in sentence.tokens:
        if token.sort == "kind" and token.first > place and not token.value.startswith("type:"):
            return (sentence.words.words[token.last],)
    return ()
