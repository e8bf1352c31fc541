"""The words with which news counts, signs, holds, hedges and denies, in English and Spanish.

Nothing here knows a register: what one is called, and what it counts, stands in its description.
"""

from __future__ import annotations

from types import MappingProxyType

from ofrecord.story.claims import Comparator

_ROLES = {
    # Something was signed, or someone joined.
    "sign": """sign signs signed signing ink inks inked joins joined join joining enters entered entering
        enter strikes struck accepts accepted accept approved approval adopted finalized executed
        partnered enrolled enrolling enroll won signature signatures entrant newcomers agreed agree
        penned landed adds added adding add aboard cemented became become sealed
        firmó firmaron firmado firmados firmadas firmar firman unió unieron aprobado suscrito
        suscribió suscribieron renewed renewing inking granted committed""",
    # Something stands, or someone takes part.
    "hold": """applied applying applies awaiting awaits await pending hold holds held holding participate participates participated participating
        participation maintain maintains operate operates operating partner partnering partners
        cooperate cooperates cooperated cooperating teaming deputized covered cover covers covering
        listed enlisted registered involved authorized appear appears includes include including
        tiene tienen participa participan mantiene mantienen existen exist exists active existing
        rostered belong belongs possess possesses carry carries forged established using use uses
        uphold boast boasts wield work works working""",
    # Only carries the number.
    "have": "has have had having is are was were be been with ha han hay there there's",
    # A number reaches a height.
    "count": """number numbers numbered numbering total totals totaled totaling stands stand stood
        count counts counted counting tally tallies tallied reached reaches reach climbed climbs
        rose risen rise rising grown grew grow swelled swollen jumped soared shot hit hits passed
        surpassed exceeded exceeds topped tops come comes came coming listing lists list shows show
        suma suman cuenta cuentan llegó alcanzó account accounts figure roster up down fell dropped
        bringing brought bring gone went expanded ballooned doubled tripled spanning span spans
        spread represented surged exploded""",
    # Nothing has been signed yet, or it is about whether it may be.
    "unreal": """would should must require requires required requiring mandate mandates mandated
        mandating asked asking invited urged urges consider considers considered considering weigh
        weighs weighing propose proposes proposed proposal want wants wanted forbid forbids forbade
        forbidding ban bans banned banning prohibit prohibits prohibited prohibiting bar bars barred
        barring outlaw outlawed block blocks blocked blocking restrict restricts restricted limit
        limits introduce introduced introducing vetoed sue sued suing oppose opposes opposed
        opposing petitioned approached solicited contacted legislation bill bills lawsuit ordinance
        passed urging demand demands demanded allow allows allowed letter letters declined refused
        rejected voted debate debated debating testified protested rallied""",
    # Something else was done.
    "other": """arrested arrest detained detain deported deport jailed booked transferred
        trained training completed attended interviewed surveyed polled fined paid pay pays spent
        spend received receive receives screened flagged questioned identified encountered removed
        charged convicted sentenced injured killed wounded died fired hired elected lost closed
        visited toured searched raided employs employ employed responded called""",
}
ROLES = MappingProxyType({word: role for role, words in _ROLES.items() for word in words.split()})
"""What a verb, or a noun that stands for one, does with a number."""

HEDGES = MappingProxyType(
    {
        "about": Comparator.ABOUT, "around": Comparator.ABOUT, "roughly": Comparator.ABOUT,
        "some": Comparator.ABOUT, "approximately": Comparator.ABOUT, "approx": Comparator.ABOUT,
        "estimated": Comparator.ABOUT, "circa": Comparator.ABOUT, "unos": Comparator.ABOUT,
        "unas": Comparator.ABOUT, "alrededor de": Comparator.ABOUT, "cerca de": Comparator.ABOUT,
        "nearly": Comparator.NEARLY, "almost": Comparator.NEARLY, "close to": Comparator.NEARLY,
        "casi": Comparator.NEARLY, "approaching": Comparator.NEARLY, "nearing": Comparator.NEARLY,
        "more than": Comparator.MORE_THAN, "over": Comparator.MORE_THAN, "past": Comparator.MORE_THAN,
        "upwards of": Comparator.MORE_THAN, "upward of": Comparator.MORE_THAN,
        "above": Comparator.MORE_THAN, "exceeding": Comparator.MORE_THAN,
        "exceeded": Comparator.MORE_THAN, "exceeds": Comparator.MORE_THAN,
        "surpassed": Comparator.MORE_THAN, "surpassing": Comparator.MORE_THAN,
        "topped": Comparator.MORE_THAN, "topping": Comparator.MORE_THAN,
        "beyond": Comparator.MORE_THAN, "greater than": Comparator.MORE_THAN,
        "más de": Comparator.MORE_THAN, "well over": Comparator.MORE_THAN,
        "at least": Comparator.AT_LEAST, "minimum of": Comparator.AT_LEAST,
        "no fewer than": Comparator.AT_LEAST, "no less than": Comparator.AT_LEAST,
        "not less than": Comparator.AT_LEAST, "al menos": Comparator.AT_LEAST,
        "por lo menos": Comparator.AT_LEAST,
        "fewer than": Comparator.UNDER, "less than": Comparator.UNDER, "under": Comparator.UNDER,
        "below": Comparator.UNDER, "menos de": Comparator.UNDER, "short of": Comparator.UNDER,
        "up to": Comparator.AT_MOST, "as many as": Comparator.AT_MOST, "at most": Comparator.AT_MOST,
        "no more than": Comparator.AT_MOST, "hasta": Comparator.AT_MOST,
    }
)  # fmt: skip
"""What stands before a number and loosens it, as one, two or three words."""
HEDGE_ENDS = frozenset(hedge.rsplit(" ", 1)[-1] for hedge in HEDGES)
"""The words that a hedge can end in."""
OVER_AFTER = frozenset(
    [
        "spread",
        "across",
        "divided",
        "distributed",
        "scattered",
        "all",
        "handed",
        "turned",
        "taken",
        "presided",
        "split",
    ]
)
"""After these "over" is where, not how many."""

STOP = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "will",
        "would",
        "could",
        "can",
        "may",
        "might",
        "must",
        "should",
        "do",
        "does",
        "did",
        "said",
        "says",
        "that",
        "which",
        "who",
        "where",
        "whose",
        "when",
        "while",
        "because",
        "but",
        "as",
        "than",
        "and",
        "or",
        "y",
        "o",
        "e",
        "in",
        "for",
        "with",
        "by",
        "to",
        "from",
        "at",
        "on",
        "under",
        "between",
        "among",
        "across",
        "about",
        "through",
        "after",
        "before",
        "since",
        "until",
        "within",
        "via",
        "per",
        "throughout",
        "against",
        "toward",
        "towards",
        "into",
        "onto",
        "over",
        "along",
        "alongside",
        "accounts",
        "account",
        "belong",
        "belongs",
        "go",
        "goes",
        "went",
        "grew",
        "grown",
        "rose",
        "fell",
        "made",
        "make",
        "been",
        "if",
        "so",
        "los",
        "las",
        "el",
        "la",
        "en",
        "por",
        "con",
        "para",
        "que",
        "fue",
        "fueron",
        "tiene",
        "tienen",
        "es",
        "son",
        "del",
        "al",
        "se",
        "su",
        "sus",
        "he",
        "she",
        "it",
        "they",
        "we",
        "you",
        "i",
    ]
)
"""Words at which the search for what a number counts ends."""
ADJECTIVES = frozenset(
    [
        "more",
        "other",
        "others",
        "additional",
        "new",
        "such",
        "separate",
        "distinct",
        "different",
        "active",
        "current",
        "total",
        "signed",
        "existing",
        "participating",
        "pending",
        "local",
        "state",
        "federal",
        "further",
        "similar",
        "different",
        "cooperating",
        "enrolled",
        "partnering",
        "approved",
        "confirmed",
        "known",
        "listed",
        "individual",
        "unique",
        "outstanding",
        "overall",
        "combined",
        "single",
        "sole",
        "small",
        "large",
        "big",
        "rural",
        "nuevos",
        "nuevas",
        "tales",
        "activos",
        "activas",
        "locales",
        "participantes",
        "vigentes",
        "awaiting",
        "various",
        "formal",
        "valid",
        "full",
    ]
)
"""Words that may stand between a number and what it counts though they look like verbs, or say nothing."""
PRONOUNS = frozenset(["them", "these", "those", "which", "whom", "ellos", "ellas", "ellas"])
OWNERS = frozenset(
    ["the", "its", "their", "our", "his", "her", "all", "such", "el", "los", "las", "sus"]
)
BORDERS = frozenset(
    [
        ";",
        ":",
        "(",
        ")",
        "—",
        "–",
        "where",
        "while",
        "whereas",
        "which",
        "who",
        "whose",
        "but",
        "although",
        "though",
    ]
)
"""Words and marks at which another clause begins."""
PREPOSITIONS = frozenset(
    [
        "in",
        "of",
        "from",
        "across",
        "for",
        "to",
        "throughout",
        "within",
        "among",
        "around",
        "at",
        "inside",
        "en",
        "de",
        "para",
        "through",
        "between",
        "both",
        "by",
        "outside",
        "covering",
        "spanning",
    ]
)
LISTING = frozenset([",", "and", "&", "plus", "y", "e", "or", "nor", "as", "well"])
"""What stands between the members of a list."""
ALL_OF_THEM = frozenset(
    [
        "nationwide",
        "nationally",
        "national",
        "nation",
        "nation's",
        "country",
        "countrywide",
        "coast-to-coast",
        "overall",
        "nacionalmente",
        "país",
    ]
)
"""Words that speak of the whole country."""
POINTS_BACK = frozenset(
    [
        "statewide",
        "state",
        "state's",
        "there",
        "here",
        "these",
        "those",
        "them",
        "in-state",
        "estado",
        "entidad",
        "its",
        "which",
    ]
)
"""Words that point back to a place or to agreements named before."""
WAITING = frozenset(
    [
        "pending",
        "awaiting",
        "await",
        "awaits",
        "awaited",
        "applied",
        "applicants",
        "applicant",
        "application",
        "applications",
        "apply",
        "applying",
        "waiting",
        "submitted",
        "pendiente",
        "pendientes",
        "solicitud",
        "solicitudes",
        "request",
        "requests",
        "requested",
        "review",
    ]
)
"""Words that tell of applications."""
NOW = frozenset(
    ["now", "today", "currently", "present", "presently", "ahora", "actualmente", "hoy"]
)
