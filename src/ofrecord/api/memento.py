"""Past states by ``Accept-Datetime`` (RFC 7089): which day is meant, and the links that say so.

The original is the list as it is now (``/as-of``), which is its own gate; a memento is the list of
a day. An edition is known by its day, so the day of a moment is that in GMT, and a memento's moment
is the beginning of its edition's day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from ofrecord.api.asking import BASE, Asked, Reply
from ofrecord.api.problems import Refusal
from ofrecord.wire.moments import day_of, read_moment, write_day

if TYPE_CHECKING:
    from ofrecord.record.editions_view import EditionsOfList

LINK_FORMAT = "application/link-format"


def listed(asked: Asked) -> EditionsOfList:
    """The list that is asked about: the one named, or the register's first with editions."""
    view = asked.register.view
    name = asked.get("list")
    if name:
        return view.list_view(name)
    held = [one for one in view.lists.values() if one.days]
    if not held:
        raise Refusal(status=404, code="not-found", detail="the register holds no edition")
    return held[0]


def day_meant(asked: Asked, days: Sequence[str]) -> str:
    """The day that ``Accept-Datetime`` means, within those held; without it the newest."""
    if asked.accept_datetime is None:
        return days[-1]
    moment = read_moment(asked.accept_datetime)
    if moment is None:
        raise Refusal(
            status=400,
            code="bad-request",
            detail="not a moment as HTTP writes it",
            argument="Accept-Datetime",
            given=asked.accept_datetime,
            hint="Such as Fri, 05 Sep 2025 00:00:00 GMT",
        )
    return min(max(day_of(moment).isoformat(), days[0]), days[-1])


def links(asked: Asked, published: str = "", first: str = "", last: str = "") -> str:
    """The ``Link`` header of a gate or a memento; ``published`` is the memento's day."""
    base = _base(asked)
    tail = _tail(asked)
    parts = [
        f'<{base}/as-of{tail}>; rel="original timegate"',
        f'<{base}/timemap{tail}>; rel="timemap"; type="{LINK_FORMAT}"',
    ]
    found: dict[str, str] = {}
    for day, rel in ((first, "first"), (published, ""), (last, "last")):
        if day:
            found[day] = f"{found.get(day, '')} {rel}".strip()
    parts += [_memento(base, day, rel, tail) for day, rel in sorted(found.items())]
    return ", ".join(parts)


def memento_headers(asked: Asked, published: str, days: Sequence[str]) -> dict[str, str]:
    """What the list of a day says of itself."""
    return {
        "memento-datetime": write_day(published),
        "link": links(asked, published, days[0], days[-1]),
    }


def timemap(asked: Asked) -> Reply:
    """Every day on which a list was published, each with the address of the list of that day."""
    days = list(dict.fromkeys(listed(asked).days))
    base, tail = _base(asked), _tail(asked)
    lines = [
        f'<{base}/as-of{tail}>; rel="original timegate"',
        (
            f'<{base}/timemap{tail}>; rel="self"; type="{LINK_FORMAT}"; '
            f'from="{write_day(days[0])}"; until="{write_day(days[-1])}"'
        ),
    ]
    for day in days:
        rel = " ".join(
            word for word, other in (("first", days[0]), ("last", days[-1])) if day == other
        )
        lines.append(_memento(base, day, rel, tail))
    body = ",\n".join(lines) + "\n"
    return Reply(body=body.encode(), media_type=LINK_FORMAT, vary=())


def _base(asked: Asked) -> str:
    return f"{BASE}/{quote(asked.register.name)}"


def _tail(asked: Asked) -> str:
    return f"?list={quote(asked.get('list'))}" if asked.get("list") else ""


def _memento(base: str, day: str, rel: str, tail: str) -> str:
    what = f"{rel} memento".strip()
    return f'<{base}/as-of/{day}{tail}>; rel="{what}"; datetime="{write_day(day)}"'
