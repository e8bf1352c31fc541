"""The words with which news counts, signs, holds, hedges and denies, in English and Spanish.

Nothing here knows a register: what one is called, and what it counts, stands in its description.
"""

from __future__ import annotations

from types import MappingProxyType

from ofrecord.story.claims import Comparator


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set.

    >>> sorted(word_set("one two"))
    ['one', 'two']
    """
    return frozenset(text.split())


_ROLES = {
    # Something was signed, or someone joined.
    "sign": (
        "sign signs signed signing countersign countersigned ink inks inked joins joined join "
        "joining enters entered entering enter strikes struck accepts accepted accept approved "
        "approval adopted finalized executed partnered enrolled enrolling enroll won signature "
        "signatures entrant newcomers agreed agree penned landed adds added adding add aboard "
        "cemented became sealed firmó firmaron firmado firmados firmadas firmar firman unió "
        "unieron aprobado suscrito suscribió suscribieron renewed renewing inking granted "
        "committed sealed seals cemented clinched secured sumó sumaron landed "
    ),
    # Something stands, or someone takes part.
    "hold": (
        "applied applying applies awaiting awaits await pending hold holds held holding "
        "participate participates participated participating participation maintain maintains "
        "operate operates operating partner partnering partners cooperate cooperates cooperated "
        "cooperating teaming deputized covered cover covers covering listed enlisted registered "
        "involved authorized appear appears includes include including tiene tienen participa "
        "participan mantiene mantienen existen exist exists active existing rostered belong "
        "belongs possess possesses carry carries forged established using use uses uphold boast "
        "boasts wield work works working fall falls follow follows corresponden corresponde "
        "pertenecen pertenece usan usa recruited recruit recruits "
    ),
    # Only carries the number.
    "have": ("has have had having is are was were be been with ha han hay there there's "),
    # A number reaches a height.
    "count": (
        "number numbers numbered numbering total totals totaled totaling stands stand stood "
        "count counts counted counting tally tallies tallied reached reaches reach climbed "
        "climbs rose risen rise rising grown grew grow swelled swollen jumped soared shot hit "
        "hits passed surpassed exceeded exceeds topped tops top nears come comes came coming listing "
        "lists list shows show suma suman cuenta cuentan llegó alcanzó account accounts figure "
        "roster up down fell dropped bringing brought bring gone went expanded ballooned "
        "growing rising surging jumping climbing soaring swelling ballooning surge surges jump "
        "doubled tripled spanning span spans spread represented surged exploded "
    ),
    # Nothing has been signed yet, or it is about whether it may be.
    "unreal": (
        "would should must require requires required requiring mandate mandates mandated "
        "mandating asked asking invited urged urges consider considers considered considering "
        "weigh weighs weighing propose proposes proposed proposal want wants wanted forbid "
        "forbids forbade forbidding ban bans banned banning prohibit prohibits prohibited "
        "prohibiting prevent prevents prevented preventing bar bars barred barring outlaw outlawed block blocks blocked blocking "
        "restrict restricts restricted limit limits introduce introduced introducing vetoed sue "
        "sued suing oppose opposes opposed opposing petitioned approached solicited contacted "
        "legislation bill bills lawsuit ordinance passed urging demand demands demanded allow "
        "allows allowed letter letters declined refused rejected voted debate debated debating "
        "testified protested rallied "
    ),
    # Something else was done.
    "other": (
        "arrested arrest detained detain deported deport jailed booked transferred trained "
        "training completed attended interviewed surveyed polled fined paid pay pays spent "
        "spend received receive receives screened flagged questioned identified encountered "
        "removed charged convicted sentenced injured killed wounded died fired hired elected "
        "torn tore scrapped rescinded canceled cancelled terminated "
        "lost left quit quits withdrew withdrawn closed visited toured searched raided employs employ employed responded called "
    ),
}
ROLES = MappingProxyType({word: role for role, words in _ROLES.items() for word in words.split()})
"""What a verb, or a noun that stands for one, does with a number."""

_HEDGES = {
    Comparator.ABOUT: (
        "about", "around", "roughly", "some", "approximately", "approx", "estimated", "circa",
        "unos", "unas", "alrededor de", "cerca de",
    ),
    Comparator.NEARLY: (
        "nearly", "almost", "shy of", "not quite", "close to", "casi", "approaching", "nearing",
    ),
    Comparator.MORE_THAN: (
        "more than", "over", "past", "upwards of", "upward of", "above", "exceeding",
        "exceeded", "exceeds", "surpassed", "surpassing", "topped", "topping", "tops", "passed", "beyond",
        "greater than", "más de", "well over",
    ),
    Comparator.AT_LEAST: (
        "at least", "minimum of", "no fewer than", "no less than", "not less than", "al menos",
        "por lo menos",
    ),
    Comparator.UNDER: (
        "fewer than", "less than", "under", "below", "menos de", "short of",
    ),
    Comparator.AT_MOST: (
        "up to", "as many as", "at most", "no more than", "hasta",
    ),
}  # fmt: skip
HEDGES = MappingProxyType(
    {phrase: comparator for comparator, phrases in _HEDGES.items() for phrase in phrases}
)
"""What stands before a number and loosens it, as one, two or three words."""
HEDGE_ENDS = frozenset(hedge.rsplit(" ", 1)[-1] for hedge in HEDGES)
"""The words that a hedge can end in."""
OVER_AFTER = word_set(
    "spread across divided distributed scattered all handed turned taken presided split"
)
"""After these "over" is where, not how many."""

STOP = word_set(
    "is are was were be been being has have had will would could can may might must should do does "
    "did said says that which who where whose when while because but as than and or y o e "
    "in for with by to from at on under between among across about through after before since "
    "until within via per throughout against toward towards into onto over along alongside "
    "accounts account belong belongs go goes went grew grown rose fell made make been if so "
    "los las el la en por con para que fue fueron tiene tienen es son del al se su sus "
    "he she it they we you i"
)
"""Words at which the search for what a number counts ends."""
ADJECTIVES = word_set(
    "more other others additional new such separate distinct different active current total signed "
    "existing participating pending local state federal further similar different cooperating "
    "enrolled partnering approved confirmed known listed individual unique outstanding overall "
    "combined single sole small large big rural nuevos nuevas tales activos activas locales "
    "participantes vigentes remaining awaiting various formal valid full"
)
"""Words that may stand between a number and what it counts, though some look like verbs."""
PRONOUNS = word_set("them these those which whom ellos ellas")
OWNERS = word_set("the its their our his her all such el los las sus")
BORDERS = word_set("; : ( ) — – where while whereas which who whose but although though")
"""Words and marks at which another clause begins."""
PREPOSITIONS = word_set(
    "in of from across for to throughout within among around at inside en de para through "
    "between both by outside covering spanning"
)
LISTING = word_set(", and & plus y e or nor as well")
"""What stands between the members of a list."""
ALL_OF_THEM = word_set(
    "nationwide nationally national nation nation's country countrywide coast-to-coast overall "
    "nacionalmente país"
)
"""Words that speak of the whole country."""
POINTS_BACK = word_set(
    "statewide state state's there here these those them in-state estado entidad its"
)
"""Words that point back to a place or to agreements named before."""
IN_STATE = word_set("statewide state's here in-state estado entidad")
"""Words that say outright that it is about one state."""
WAITING = word_set(
    "pending awaiting await awaits awaited applied applicants applicant application applications "
    "apply applying waiting submitted pendiente pendientes esperan espera solicitaron solicitado solicitud solicitudes request requests "
    "requested review"
)
"""Words that tell of applications."""
LAWS = word_set(
    "law laws bill order budget ordinance directive resolution lawsuit mandate act decree memo "
    "petition letter legislation meeting deadline raid election vote hearing arrest shooting rally "
    "protest executive ruling vetoes veto operation"
)
"""What a day may only describe."""
PAPERS = word_set(
    "daily times tribune news observer mirror reformer phoenix independent beacon monitor examiner "
    "lookout recorder advocate bulldog lawyer newsline capital-star herald gazette journal "
    "spotlight dispatch standard sentinel"
)
"""What a newspaper is called beside the name of its state."""
NOW = word_set("now today currently present presently ahora actualmente hoy")
DENIALS = word_set(
    "no none not never without neither lack lacks lacking zero doesn't hasn't haven't don't didn't "
    "isn't aren't wasn't yet absent missing ningún ninguna ninguno ningun cannot hadn't nobody gone"
)
"""Words that deny, or say that there is none."""
