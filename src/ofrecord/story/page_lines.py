"""What each line of a page is: prose, a headline, a byline, a link list's heading, furniture.

These are rules for the language of pages, English and Spanish. A line is looked at by itself; what
it means among its neighbours is for ``page_text`` to say.
"""

from __future__ import annotations

import re
from enum import StrEnum

from ofrecord.story.publication_day import read_header_day


class Kind(StrEnum):
    """What a line of a page is."""

    BLANK = "blank"
    PROSE = "prose"
    HEADLINE = "headline"
    """Short, and no sentence: a headline, a subhead or a title in a list."""
    POSTED = "posted"
    """Where or when the story was posted: "posted in: All news | 0", "September 8, 2025"."""
    BYLINE = "byline"
    RELATED = "related"
    """The heading of a list of links to other stories."""
    LINK = "link"
    """One line that leads to another story: "Related: …"."""
    FURNITURE = "furniture"
    """What belongs to the page and to no story: share buttons, newsletters, contacts, rights."""
    END = "end"
    """After this line the story is over: "The post … appeared first on …", "Leave a reply"."""
    RULE = "rule"
    """A line of dashes or stars between stories or parts."""


_SHORT = 240
"""Letters up to which a line can be anything but prose."""
_HEADLINE_WORDS = 30
_END_STARTS = ("the ", "this", "la e")

_RULE = re.compile(r"[-–—_*=#•·~. ]{3,}$")
_CLOSING = "\"'”’»)]"
_INITIAL = re.compile(r"(?:^|[^\w])[A-Z]\.$")
_SENTENCE_INSIDE = re.compile(r"[.!?][\"'”’»)\]]*\s+[\"'“‘«(\[¿¡]?[A-ZÁÉÍÓÚÑ]\w")
_INITIALS_INSIDE = re.compile(
    r"\b(?:[A-Z]\.)+|\b(?:Mr|Mrs|Ms|Dr|St|Sr|Jr|Sen|Rep|Gov|Gen|vs|No|Sgt|Lt|Col)\."
)

_POSTED = re.compile(
    r"""(?:posted|published|filed|updated|last\ updated|categori[sz]ed|categor(?:y|ies)
         | filed\ under|publicado|actualizado|archivado)
        (?:\s+(?:in|on|under|at|by|en|el|por))?\s*[:|]?\s+\S
      | \d+\s+(?:comments?|shares?|views|comentarios?)$
      | .{0,40}\|\s*\d+\s*$
      | .{0,60}\b\d+\ min(?:ute)?s?\s+(?:read|de\ lectura)""",
    re.IGNORECASE | re.VERBOSE,
)
_NAME = r"(?:[A-ZÁÉÍÓÚÑ][\w.'’-]*|de|del|la|van|von|and|y|&|e)"
_BYLINE = re.compile(
    rf"""(?:(?:Story|Text|Reporting|Written|Reported)\s+)?(?:[Bb]y|BY|Por|POR):?\s+
        (?:[Tt]he\s+)?[A-ZÁÉÍÓÚÑ][\w.'’-]*(?:,?\s+{_NAME}){{0,14}}
        (?:(?:\s*[|•·–—/,]|\s+-)\s*.{{0,90}} | \s+\S+@\S+)?
        (?<![a-z]\.)$""",
    re.VERBOSE,
)
_AGENCY = re.compile(
    r"""(?:[A-Z][\w.'’-]+\s+){0,4}(?:The\s+)?
        (?:Associated\ Press|AP|Reuters|AFP|UPI|EFE|Bloomberg\ News|CNN|NPR|McClatchy|Stateline
         | Tribune\ News\ Service|ProPublica|States\ Newsroom)$""",
    re.VERBOSE,
)
_RELATED = re.compile(
    r"""(?:
          (?:related|recommended|more|latest|top|popular|trending|other|recent)\s+
          (?:articles?|stor(?:y|ies)|posts?|news|coverage|content|reading|links|headlines|videos)
        | (?:related|recommended|trending)(?:\s+(?:now|for\s+you))?
        | most\s+(?:popular|read|viewed|recent)
        | (?:read|see|view)\s+(?:more|next|also)
        | also\s+(?:read|see)
        | more\s+(?:from|on|in|about|like)\b.{0,60}
        | you\s+(?:may|might)\s+(?:also\s+)?(?:like|enjoy|be\s+interested\s+in)
        | up\s+next | what\s+to\s+read\s+next | don['’]t\s+miss | in\s+other\s+news
        | editors?['’]?s?\s+picks?
        | (?:art[ií]culos?|noticias?|notas?|historias?|contenidos?)\s+relacionad[oa]s?
        | m[aá]s\s+(?:noticias|le[ií]das?|le[ií]dos|historias|informaci[oó]n)
        | te\s+(?:puede|podr[ií]a)\s+interesar | le[ae]\s+tambi[eé]n | relacionad[oa]s?
        )\s*[:»>…]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_LINK = re.compile(
    r"""(?:related(?:\s+(?:article|story|stories|content))?
        | read\s+(?:more|next|also) | also\s+read | see\s+also | more | recommended | watch | listen
        | previous(?:ly)? | next | previous\s+post | next\s+post
        | lea\s+tambi[eé]n | lee\s+(?:m[aá]s|tambi[eé]n) | relacionad[oa]s? | te\s+puede\s+interesar
        | mire?\s+tambi[eé]n
        )\s*[:|»>]\s*\S""",
    re.IGNORECASE | re.VERBOSE,
)
_END = re.compile(
    r"""(?:the\s+post\s+.{1,300}\s+(?:first\s+appeared|appeared\s+first)\s+(?:on|in|at)\s+.{1,100}
        | this\s+(?:story|article|post)\s+(?:originally|first)\s+appeared\s+(?:on|in|at)
          \s+[^.]{1,100}\.?
        | la\s+entrada\s+.{1,300}\s+(?:se\s+public[oó]|apareci[oó])\s+primero\s+en\s+.{1,100}
        | (?:leave|post)\s+a\s+(?:reply|comment)\b.{0,60}
        | comments\s+are\s+closed\b.{0,40}
        | \d+\s+(?:comments?|replies|responses)\s+to\b.{0,200}
        | deja\s+una?\s+(?:comentario|respuesta)\b.{0,60}
        )$""",
    re.IGNORECASE | re.VERBOSE,
)
_FURNITURE = re.compile(
    r"""(?:want\s+to\s+republish | republish\s+(?:this|our)\b
        | to\s+reach\s+the\s+(?:reporter|editor|author)
        | (?:contact|reach|email|e-mail|follow)\b.{0,80}(?:\S@\S|@\w+)
        | (?:you\s+can\s+)?(?:reach|contact)\s+.{3,60}\s+at\s+\S+@\S+
        | (?:copyright|©|\(c\))\s
        | (?:sign\s+up|subscribe|donate|support\s+(?:our|local|independent|us))\b.{0,140}$
        | (?:get|receive)\s+.{0,60}\b(?:newsletter|inbox|alerts?)\b
        | click\s+(?:here|to\s+share)\b
        | (?:share|like)\s+this(?:\s+\w+)?:?\s*(?:on\b.{0,60})?$
        | share\s+on\b.{0,40}$
        | (?:facebook|twitter|linkedin|whatsapp|email|print|x|pinterest|reddit|bluesky|threads)\s*$
        | (?:like\s+)?loading(?:\.\.\.|…)
        | (?:story|article)\s+continues\s+below | skip\s+to\s+(?:main\s+)?content
        | (?:tags?|topics?|keywords|etiquetas|temas)\s*:\s
        | disclosure:\s | our\s+standards:\s | support\s+news\s+you\s+trust
        | (?:additional\s+)?reporting\s+by\s+.{1,150}\bediting\s+by\b
        | (?:leer|lea)\s+en\s+espa[nñ]ol | read\s+(?:this\s+)?(?:story\s+)?in\s+(?:spanish|english)
        | continue\s+reading\b | (?:back\s+to|scroll\s+to)\s+top
        | our\s+(?:journalism|stories|work)\s+(?:is|are|may)\b.{0,120}
          \b(?:republish|licen[cs]ed?|free)
        | (?:save|print|listen|comments?|menu|search|home|skip|share|advertisement)$
        | (?:publicidad|compartir|suscr[ií]bete)$
        | (?:suscr[ií]bete|s[ií]guenos)\b.{0,100}$
        | (?:photo|image|picture|screenshot|graphic|illustration|video)s?\s+
          (?:credit|courtesy|by)\b.{0,80}(?<![.!?])$
        | (?:credit|courtesy|photo|image|foto|imagen|cr[eé]dito)s?\s*:\s.{0,80}(?<![.!?])$
        )""",
    re.IGNORECASE | re.VERBOSE,
)
_FURNITURE_INSIDE = (
    "all rights reserved",
    "derechos reservados",
    "is licensed under",
    "is part of states newsroom",
    "contributed to this",
    "contributed reporting",
    "can be reached at",
    "contribuyó a este",
    "contribuyeron a este",
)
"""Words that make furniture of a short line, wherever they stand in it."""
DATELINE = re.compile(
    r"(?P<place>[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ.'’ -]{2,40}(?:,\s+[A-Z][\w. ]{0,24})?)"
    r"(?:,\s+(?P<day>[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s+\d{4})?))?"
    r"(?:\s*\((?P<agency>[A-Z][\w .]{1,24})\))?\s+[—–-]{1,2}\s+"
)


def classify(line: str) -> Kind:
    """What a line is, looked at by itself; its spaces are trimmed.

    >>> classify("posted in: All news | 0"), classify("By JILL LAWLESS, Associated Press")
    (<Kind.POSTED: 'posted'>, <Kind.BYLINE: 'byline'>)
    >>> classify("Related Articles"), classify("UK grapples with migrant crossings")
    (<Kind.RELATED: 'related'>, <Kind.HEADLINE: 'headline'>)
    """
    if not line:
        return Kind.BLANK
    if len(line) > _SHORT:
        # An end line quotes a headline, so it can be longer than any other.
        over = len(line) <= 2 * _SHORT and line[:4].lower() in _END_STARTS and _END.match(line)
        return Kind.END if over else Kind.PROSE
    if _END.match(line):
        return Kind.END
    lower = line.lower()
    if _FURNITURE.match(line) or any(words in lower for words in _FURNITURE_INSIDE):
        return Kind.FURNITURE
    if _RULE.match(line):
        return Kind.RULE
    return _classify_short(line)


def _classify_short(line: str) -> Kind:
    if _RELATED.match(line):
        return Kind.RELATED
    if _LINK.match(line):
        return Kind.LINK
    if _BYLINE.match(line) or _AGENCY.match(line):
        return Kind.BYLINE
    if len(line) < 100 and (_POSTED.match(line) or _is_day(line)):
        return Kind.POSTED
    return Kind.HEADLINE if is_title(line) else Kind.PROSE


def _is_day(line: str) -> bool:
    """Whether a line is a day and next to nothing else: "Monday, Sept. 8, 2025, 5:04 p.m. EDT"."""
    if not line[-1:].isalnum() and not line.endswith((".m.", ".")):
        return False
    return len(line) < 60 and len(line.split()) < 9 and read_header_day(line) is not None


def is_title(line: str) -> bool:
    """Whether a line reads as a title: no more than some thirty words, and no plain sentence."""
    if len(line) > _SHORT or line.count(" ") >= _HEADLINE_WORDS:
        return False
    end = line.rstrip(_CLOSING)
    if end[-1:] in {"…", ":", ";", ","} or (end[-1:] == "." and not _INITIAL.search(end[-3:])):
        return False
    if DATELINE.match(line):
        return False
    return not _SENTENCE_INSIDE.search(_INITIALS_INSIDE.sub("", line))


def find_outlet(line: str) -> str:
    """The outlet that an end line names.

    >>> find_outlet("The post Local Police Agreements appeared first on City Limits.")
    'City Limits'
    """
    match = re.search(
        r"(?:appeared\s+first|first\s+appeared|originally\s+appeared)\s+(?:on|in|at)\s+(.{1,100})$"
        r"|(?:public[oó]|apareci[oó])\s+primero\s+en\s+(.{1,100})$",
        line,
        re.IGNORECASE,
    )
    return (match[1] or match[2]).strip().rstrip(".").strip() if match else ""


def read_byline(line: str) -> tuple[str, str]:
    """The names and the outlet that a byline gives; either may be empty.

    >>> read_byline("By JILL LAWLESS, Associated Press")
    ('JILL LAWLESS', 'Associated Press')
    >>> read_byline("By Ana Ley | Updated Sept. 8, 2025"), read_byline("The Associated Press")
    (('Ana Ley', ''), ('', 'The Associated Press'))
    """
    names = re.sub(
        r"^(?:(?:story|text|reporting|written|reported)\s+)?(?:by|por):?\s+",
        "",
        line,
        flags=re.IGNORECASE,
    )
    names = re.sub(r"\s+\S+@\S+", "", names)
    parts = [
        part.strip() for part in re.split(r"\s*[|•·–—/]\s*|,\s+|\s+-\s+", names) if part.strip()
    ]
    parts = [
        part for part in parts if not re.search(r"\d|@|updated|published", part, re.IGNORECASE)
    ]
    outlets = [part for part in parts if _AGENCY.match(part)]
    if names == line:  # no "by": the whole line is an agency, perhaps after a name
        match = re.match(r"(?P<names>.*?)\s*(?P<agency>(?:The )?(?:Associated Press|\S+))$", line)
        agency = match["agency"] if match else line
        return (line.removesuffix(agency).strip(), agency)
    people = [part for part in parts if part not in outlets]
    return ", ".join(people), outlets[0] if outlets else ""
