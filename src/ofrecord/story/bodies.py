"""Agencies and counties as a sentence names them: single, in lists, and by office and place."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"(?:(?:St|Ste|Ft|Mt)\.\s|(?:Mc|Mac|De|La|Le|Van|Du|O[’'])?)[A-ZÀ-Ý][\w’'\-]*(?:\s(?:de|du|of\sthe|la|le|lac)\s[A-Z][\w’'\-]*|\s(?!County|Counties|Parish|Police|Sheriff)[A-Z][\w’'\-]*){0,3}"
_LIST = rf"(?:{_NAME})(?:,\s(?:and\s)?(?:{_NAME}))*,?\s(?:and|plus|y)\s(?:{_NAME})"
_OFFICE = (
    r"(?:Police\s(?:Department|Services\sDepartment|Dept\.?)|Sheriff[’']?s?[’']?\s(?:Office|Department)|"
    r"Department\sof\s[A-Z][\w&’'\-]*(?:(?:\s(?:and|&|of)\s|\s)[A-Z][\w&’'\-]*)*|"
    r"Division\sof\s[A-Z][\w&’'\-]*(?:(?:\s(?:and|&|of)\s|\s)[A-Z][\w&’'\-]*)*|"
    r"Bureau\sof\s[A-Z][\w&’'\-]*(?:\s[A-Z][\w&’'\-]*)*|Highway\sPatrol|State\sPolice|State\sPatrol|"
    r"(?:Army\s)?National\sGuard|State\sGuard|Fish\sand\sWildlife(?:\sConservation)?\sCommission|"
    r"Attorney\sGeneral[’']?s?(?:\sOffice)?|District\sAttorney[’']?s?(?:\sOffice)?|"
    r"Corrections?\sDepartment|Constable[’']?s?(?:\sOffice)?|Marshal[’']?s?\sOffice|Gaming\sCommission|"
    r"University(?:\sof\s[A-Z]\w+(?:\s[A-Z]\w+)*)?(?:\sPolice\sDepartment)?)"
)
_BODY = re.compile(
    rf"(?:{_NAME}(?:\s(?:County|Parish|Township|Borough|Village|Town|City))?\s)?{_OFFICE}"
)
_OFFICE_IN = re.compile(
    rf"(?i:sheriff[’']?s?[’']?\s(?:office|department|offices|departments)|police\sdepartments?|"
    rf"police\sforces?|sheriffs?|deputies|officers)\s(?i:in|of|for)\s(?i:the\s)?(?:(?i:town|city|village|counties)\sof\s)?"
    rf"(?P<places>{_LIST}|{_NAME})(?P<county>\s(?:County|Counties|counties|Parish))?"
)
_COUNTIES = re.compile(rf"(?P<names>{_LIST})\s(?:counties|Counties|parishes|Parishes|condados)\b")
_AMONG = re.compile(rf"(?P<names>{_LIST})\s(?:are|were)\s(?:\w+\s){{0,3}}(?:the\s)?(?:counties|parishes)\b")
_COUNTIES_OF = re.compile(rf"\b(?:counties|parishes)(?:\sof|:|,\snamely)?\s(?P<names>{_LIST})")
_COUNTY = re.compile(rf"(?P<name>{_NAME})\s(?:County|Parish)\b(?P<s>[’']s)?(?!\s(?:Sheriff|Police|Jail|Correct|Attorney))")
_TOWN = re.compile(rf"\b(?i:town|village|city|borough|township)\sof\s(?P<name>{_NAME})")
_GENERIC = re.compile(
    r"^(?:County\s)?(?:Sheriff[’']?s?[’']?\s(?:Office|Department)|Police\s(?:Department|Dept\.?)|"
    r"Attorney\sGeneral[’']?s?(?:\sOffice)?|University|Constable[’']?s?|Corrections?\sDepartment)$"
)
_IN_PLACE = re.compile(rf"In (?P<name>{_NAME}), ")
_CONDADO = re.compile(rf"\bcondado\s(?:texano\s)?de\s(?P<name>{_NAME})")
_HINT = re.compile(
    r"Depart|[Ss]heriff|Office|Count[yi]|count(?:y|ies)|condado|[Pp]arish|Patrol|[Pp]olice|Guard|Division|Bureau|"
    r"Commission|Attorney|Correction|Constable|Marshal|Universit|(?:[Tt]own|[Cc]ity|[Vv]illage|[Bb]orough)|deputies|officers"
)
_OFFICE_HINT = re.compile(
    r"Depart|Sheriff|Patrol|Police|Guard|Division|Bureau|Commission|Attorney|Correction|Constable|Marshal|Universit"
)
_SPLIT = re.compile(r",\s(?:and\s)?|\s(?:and|plus|y)\s")
_LEADING = re.compile(
    r"^(?:The|In|On|And|But|By|For|With|At|Of|Since|Under|When|As|After|Before|While|Also|Both|Neither|"
    r"Sheriff|Chief|Gov|Mr|Ms|Only|First|Last|January|February|March|April|June|July|August|September|"
    r"October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\.?\s"
)
_NOT_A_BODY = re.compile(
    r"^(?:U\.?S\.?\s|Homeland Security$|Department of Homeland|Immigration|Justice Department|"
    r"Department of Justice$|ICE\b|White House|Supreme Court)"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A named agency, county or town: the phrase, where it stands, and what sort it is."""

    phrase: str
    start: int
    end: int
    sort: str
    """``agency``, ``county`` or ``town``."""


def find_bodies(sentence: str) -> list[Body]:
    """The agencies and counties that a sentence names, in order.

    >>> [b.phrase for b in find_bodies("deputies in Cecil, Frederick and Harford counties")]
    ['Cecil County', 'Frederick County', 'Harford County']
    >>> [b.phrase for b in find_bodies("the Nassau County Police Department signed")]
    ['Nassau County Police Department']
    """
    if not _HINT.search(sentence):
        return []
    found: list[Body] = []

    def free(start: int, end: int) -> bool:
        return not any(b.start < end and start < b.end for b in found)

    counties = "ount" in sentence or "arish" in sentence or "condado" in sentence
    for match in _BODY.finditer(sentence) if _OFFICE_HINT.search(sentence) else ():
        phrase, start = _trim(match[0], match.start())
        if _NOT_A_BODY.match(phrase):
            continue
        if _GENERIC.match(phrase):
            place = _IN_PLACE.match(sentence)
            if place and not phrase.startswith("County"):
                found.append(Body(f"{place['name']} {phrase}", start, match.end(), "agency"))
            continue
        if free(start, match.end()):
            found.append(Body(phrase, start, match.end(), "agency"))
    for pattern in (_COUNTIES, _COUNTIES_OF, _AMONG) if counties else ():
        for match in pattern.finditer(sentence):
            start, end = match.span("names")
            if free(start, end):
                found += _list_bodies(match["names"], start, "county", " County")
    for match in _OFFICE_IN.finditer(sentence):
        start, end = match.span("places")
        if free(start, end):
            office = match[0][: start - match.start()].lower()
            county = bool(match["county"]) or "sheriff" in office or "counties" in office
            tail = " County" if county else ""
            if "sheriff" in office:
                tail += " Sheriff's Office"
            elif "police" in office:
                tail += " Police Department"
            found += _list_bodies(match["places"], start, "agency" if tail else "town", tail)
    for match in _COUNTY.finditer(sentence) if counties else ():
        name, start = _trim(match["name"], match.start())
        if free(start, match.end()) and name:
            found.append(Body(f"{name} County", start, match.end(), "county"))
    for match in _TOWN.finditer(sentence):
        if free(*match.span("name")):
            found.append(Body(match["name"], *match.span("name"), "town"))
    for match in _CONDADO.finditer(sentence):
        if free(*match.span("name")):
            found.append(Body(f"{match['name']} County", match.start(), match.end(), "county"))
    return sorted(found, key=lambda body: body.start)


def _trim(phrase: str, start: int) -> tuple[str, int]:
    """A phrase without the capitalised word that only begins the sentence."""
    match = _LEADING.match(phrase)
    while match and len(phrase) > match.end():
        phrase, start = phrase[match.end() :], start + match.end()
        match = _LEADING.match(phrase)
    return phrase, start


def _list_bodies(names: str, start: int, sort: str, tail: str) -> list[Body]:
    bodies = []
    at = 0
    for part in _SPLIT.split(names):
        place = names.find(part, at)
        name, offset = _trim(part, place)
        name = name.removesuffix(" County").removesuffix(" Counties")
        bodies.append(Body(name + tail, start + offset, start + place + len(part), sort))
        at = place + len(part)
    return bodies
