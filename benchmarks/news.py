"""Stories made at random from sentences written for this purpose: nobody's reporting.

Four kinds. ``other``: news of anything else, with a number in a third of its sentences. ``near``:
police, courts, budgets and immigration, in the lists' own words but not about them. ``about``: a
story on the lists, as one is written, a third of it figures of theirs. ``dense``: nothing else, a
checkable figure in nearly every sentence.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from ofrecord.clean.states import STATE_NAMES

WORDS = 600
MIX = {"other": 80, "near": 15, "about": 5}
"""Of a hundred stories of the mixed archive, how many are of which kind."""

OTHER = (
    "The river crested at {n} feet on {weekday}, {word} feet below the mark of {year}.",
    "“We have been here before,” said {name}, who has run the shelter for {word} years.",
    "About {thousands} homes lost power, and crews expect to work through the weekend.",
    "The club has signed {word} players to two-year deals, among them the captain.",
    "Attendance has doubled since {year}, the league said in a statement.",
    "The budget of ${n}.{d} million that the council takes up next week leaves a wide gap.",
    "Nobody at the meeting spoke against the plan, though some asked who would pay for it.",
    "The library will open at nine in the morning and close at six, except on Sundays.",
    "{name} won the seat with {n} percent of the vote, a margin of {thousands} ballots.",
    "It was the first time in {word} years that the festival had to be moved indoors.",
    "Prices rose {d}.{d} percent in {month}, more than most economists had expected.",
    "The company plans to hire {n} people for its plant in {county}, {state}.",
    "Doctors there saw {n} cases in {month}, nearly twice as many as a year earlier.",
    "The bridge, built in {year}, carries some {thousands} cars a day across the valley.",
    "She grew up on a farm outside {county} and still spends her summers there.",
    "“It is a lovely thing to see,” he said, looking out over the empty field.",
    "The film opens on {month} {n}; critics have called it slow, tender and far too long.",
    "Firefighters from {word} towns kept the flames from reaching the old mill.",
    "A trial is to begin on {month} {n}, and could last for several weeks.",
    "The museum has agreed to lend {word} of its paintings, the oldest of them from 1640.",
    "Scientists counted {thousands} birds along the coast, a fifth fewer than in {year}.",
    "The agreement between the two airlines lets passengers change flights without a fee.",
    "Her third novel follows a family that leaves {state} in the hard winter of {year}.",
    "The school board voted {word} to {word} to keep the building open for another year.",
    "Rain is expected on {weekday}, and as much as {word} inches could fall in the hills.",
    "Most of the shops along Main Street have stayed closed since the flood.",
    "The team lost {n}-{n} on {weekday} and has now gone {word} games without a win.",
    "Its shares fell by a third, wiping out about ${n} billion in value within hours.",
    "The mayor has promised to answer every letter, but some have waited since {month}.",
    "Researchers at the university followed {thousands} patients for up to {word} years.",
    "In {state}, growers say the harvest came two weeks early and was smaller than hoped.",
    "The choir sings without a conductor, as it has since its founder died.",
    "Voters in {word} counties will choose a new judge this {month}.",
    "A recipe for the soup needs {word} onions, half a pound of beans and some patience.",
    "The new line has {n} stations, and trains will run every {word} minutes.",
    "He was the second officer to be honored in a ceremony at the state capitol.",
)
PLAIN = (
    "“We did not know what to expect, and then the doors opened,” she said.",
    "The council put the matter off once more, to nobody’s surprise.",
    "His lawyer declined to comment, and the company did not answer messages.",
    "Neighbors brought food, blankets and a generator that ran through the night.",
    "The case has drawn attention far beyond the town in which it began.",
    "Critics of the plan say that it does little for those who need it most.",
    "It was not clear on {weekday} whether the road would open again before the holidays.",
    "“People here look after each other,” said {name}, who keeps the shop on the corner.",
    "Officials would not say when the report is to be made public.",
    "The orchestra played on while the rain came through the roof of the tent.",
    "Her opponent called the decision a mistake and promised to undo it.",
    "The governor has not said whether she will sign the bill.",
    "Many who left after the storm have not come back, and their houses stand empty.",
    "The old station, long closed, is to become a market hall.",
    "He thanked the volunteers, the fire department and his mother, in that order.",
    "In {state}, the same question has divided farmers and the people of the cities.",
    "A spokesman for the airline said that it was looking into what had happened.",
    "The children had made signs, and some of them could even be read.",
    "Nothing of the sort had been tried before in {county}, and it showed.",
    "Whoever wins will have to work with a legislature of the other party.",
)
NEAR_PLAIN = (
    "The sheriff has said that he will work with federal agents wherever the law allows it.",
    "Immigrant families in {county} say that they no longer open the door to anyone.",
    "“We want safe streets, and we want trust,” the police chief told the meeting.",
    "The department would not say whether its officers had taken part in the raid.",
    "Civil rights groups have asked the court to stop the arrests at the courthouse.",
    "County officials met with the agency behind closed doors and came out smiling.",
    "The bill would require every sheriff in the state to cooperate with the government.",
    "Her husband was taken on the way to work, and she has not heard from him since.",
)
NEAR = (
    "The sheriff of {county} said that {n} people were being held in the jail on {weekday}.",
    "Agents arrested {thousands} immigrants across {state} in {month}, the agency said.",
    "{county} has signed a contract worth ${n} million for beds at its detention center.",
    "The county’s agreement with the union gives deputies a raise of {word} percent.",
    "Police in {state} made {n} arrests for every {thousands} residents last year.",
    "“Our officers answer calls; they do not ask for papers,” said Chief {name}.",
    "Lawyers for the families filed {word} lawsuits against the agency in federal court.",
    "The task force, set up in {year}, has seized {n} guns and {word} cars.",
    "A judge in {state} ordered the release of {word} people who had been held since {month}.",
    "The state has {n} counties, and in {word} of them the jail is full.",
    "Deportations rose {n} percent, according to figures that the department gave Congress.",
    "Commissioners in {county} put off a vote on the sheriff’s request until {month} {n}.",
    "Some {thousands} people marched through the city in protest against the raids.",
    "The program costs the county about ${n},000 a year, most of it for overtime.",
    "Advocates say that people have stopped calling the police, even when they are hurt.",
    "The department has {n} deputies, a dozen fewer than when {name} took office.",
)
DENSE = (
    "{agreements} 287(g) agreements were in place in {n} states as of Sept. {d}, ICE said.",
    "{state} has {word} such agreements, more than any of its neighbors.",
    "{word} of them are task force agreements and {word} follow the jail enforcement model.",
    "The {county} Sheriff’s Office signed a 287(g) agreement with ICE in {month}.",
    "At least {n} law enforcement agencies in {state} had joined the program by {month}.",
    "The number of agencies taking part has more than tripled since January.",
    "Another {n} applications were pending, according to the agency’s own list.",
    "{state} and {state} have no 287(g) agreements.",
    "{state} ranks third in the nation, with {n} agreements covering {word} counties.",
    "About {n} percent of all 287(g) agreements are with agencies in {state}.",
    "Police in {county} were among the first in {state} to sign a warrant service agreement.",
    "Over the last {word} months, {n} agencies have signed memorandums of agreement with ICE.",
    "Only {word} of the state’s {n} counties take part in the 287(g) program.",
    "Nearly half of the agreements follow the task force model.",
    "ICE could reach {agreements} agreements by the end of the year if the trend continues.",
    "In {month}, {word} sheriffs in {state} signed on, and {word} more have applied.",
)
_PLACES = ("Cedar", "Mercer", "Polk", "Nassau", "Camden", "Broome", "Clay", "Marion", "Lake")
_NAMES = ("Dana Whitlock", "Luis Ferrer", "Ann Petersen", "Marcus Bell", "Grace Oyelaran")
_MONTHS = ("January", "March", "April", "June", "July", "August")
_WEEKDAYS = ("Monday", "Tuesday", "Thursday", "Friday", "Saturday")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve")
_FILLINGS: dict[str, Sequence[str] | range] = {
    "n": range(11, 99),
    "d": range(1, 10),
    "year": range(1988, 2025),
    "word": _NUMBERS,
    "name": _NAMES,
    "month": _MONTHS,
    "weekday": _WEEKDAYS,
    "state": sorted(STATE_NAMES.values()),
}
_KINDS: dict[str, Sequence[Sequence[str]]] = {
    "other": (OTHER, PLAIN, PLAIN),
    "near": (NEAR, NEAR_PLAIN, PLAIN),
    "about": (DENSE, NEAR_PLAIN, PLAIN),
    "dense": (DENSE,),
}
"""What a story's sentences are drawn from, from each as often as from the others."""


def make_story(kind: str, chance: random.Random, words: int = WORDS) -> str:
    """A story of so many words or a sentence more: paragraphs of one to four sentences.

    >>> story = make_story("dense", random.Random(1))
    >>> 600 <= len(story.split()) < 625
    True
    """
    told, count = [], 0
    while count < words:
        paragraph = []
        for _ in range(chance.randint(1, 4)):
            if count >= words:
                break
            paragraph.append(_fill(chance.choice(chance.choice(_KINDS[kind])), chance))
            count += len(paragraph[-1].split())
        told.append(" ".join(paragraph))
    return "\n\n".join(told)


def make_archive(count: int, seed: int, mix: dict[str, int] | None = None) -> list[str]:
    """So many stories of 600 words, of every kind in its share, in no order."""
    chance = random.Random(seed)
    mix = mix or MIX
    whole = sum(mix.values())
    kinds = [kind for kind, share in mix.items() for _ in range(round(count * share / whole))]
    chance.shuffle(kinds)
    return [make_story(kind, chance) for kind in kinds]


def _fill(sentence: str, chance: random.Random) -> str:
    """A sentence with its open places filled; each place by itself."""
    while "{" in sentence:
        place = sentence[sentence.index("{") + 1 : sentence.index("}")]
        sentence = sentence.replace(f"{{{place}}}", _choose(place, chance), 1)
    return sentence[0].upper() + sentence[1:]


def _choose(place: str, chance: random.Random) -> str:
    match place:
        case "thousands":
            return f"{chance.randint(1, 40)},{chance.randint(0, 9)}00"
        case "county":
            return f"{chance.choice(_PLACES)} County"
        case "agreements":
            return f"{chance.randint(100, 1400):,}"
        case _:
            return str(chance.choice(_FILLINGS[place]))
