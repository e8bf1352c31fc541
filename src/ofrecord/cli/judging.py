"""``ofrecord judge``: what only knowledge can tell of identities, with its evidence."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ofrecord.cli.output import Progress, add_format, print_rows, printable
from ofrecord.model import PlainRow

if TYPE_CHECKING:
    from ofrecord.cli.opening import Commands
    from ofrecord.identify.judgements import Judgement
    from ofrecord.register import Declaration


def add_commands(commands: Commands) -> None:
    """Adds the command."""
    judge = commands.add_parser(
        "judge",
        help="say that printed names are one agency or agreement, or stand apart; take it back",
        description=(
            "Records a judgement on identity beside the record in your folder, with its evidence. "
            "Printed rows are never changed. Without names, lists the judgements in force."
        ),
        epilog=(
            'Example: ofrecord judge agency "Tampa PD" "Tampa Police Department" --state FL '
            '--because "one department" --by "A. Reporter"'
        ),
    )
    judge.add_argument(
        "what",
        nargs="?",
        choices=("agency", "agreement", "renewal", "apart"),
        metavar="WHAT",
        help=(
            "agency or agreement: the names are one; renewal: one agreement follows the other; "
            "apart: the names are two"
        ),
    )
    judge.add_argument("names", nargs="*", metavar="NAME", help="two or more names as printed")
    judge.add_argument("--state", default="", metavar="S", help="the state of the agencies")
    judge.add_argument("--model", default="", metavar="M", help="the agreement's model")
    judge.add_argument(
        "--signed",
        default="",
        metavar="DAY",
        help="the agreement's signing day; several parted by /",
    )
    judge.add_argument("--because", default="", metavar="TEXT", help="the evidence")
    judge.add_argument("--by", default="", metavar="WHO", help="who judges")
    judge.add_argument("--id", default="", metavar="ID", help="a name for the judgement")
    judge.add_argument("--revoke", default="", metavar="ID", help="take a judgement back")
    judge.add_argument("--register", metavar="NAME", help="the register (else the first)")
    add_format(judge)
    judge.set_defaults(run=run_judge)


def run_judge(arguments: argparse.Namespace) -> int:
    """Adds, revokes or lists judgements; derives the record's identities anew."""
    from ofrecord.home import find_home
    from ofrecord.pipeline import build_record, record_path
    from ofrecord.record.derive import home_judgements
    from ofrecord.record.judging import add_judgement, revoke_judgement
    from ofrecord.record.store import only_writer, read_record
    from ofrecord.register import lists_named, registers

    declaration = lists_named(arguments.register or next(iter(registers())))
    home = find_home(arguments.home)
    path = home_judgements(home, declaration)
    made = ""
    if arguments.revoke:
        _need_record(home, declaration)
        with only_writer(record_path(home, declaration.name)):
            revoked = revoke_judgement(path, arguments.revoke)
        print(printable(f"taken back: {_named(revoked)}"))
    elif arguments.what:
        _need_record(home, declaration)
        judgement = _read_judgement(arguments, declaration)
        with only_writer(record_path(home, declaration.name)):
            add_judgement(path, judgement)
        made = judgement.id
        print(printable(f"judged: {_named(judgement)}"))
    else:
        _list(declaration, path, arguments.format)
        return 0
    kept = read_record(record_path(home, declaration.name))
    before = kept.identity.notices if kept else ()
    report = build_record(home, [], declaration, Progress("reading"))
    for notice in report.notices:
        if notice not in before or notice.startswith(f"judgement {made} "):
            print(printable(f"note: {notice}"))
    return 0


def _named(judgement: Judgement) -> str:
    return f"{judgement.id} ({judgement.what}: {'; '.join(judgement.names)})"


def _need_record(home: Path, declaration: Declaration) -> None:
    from ofrecord.errors import BadRequest

    if not (home / declaration.name / "record").exists():
        raise BadRequest(
            f"no record of {declaration.name} is held in {home}; the one inside the package is "
            "not changed",
            hint="Build one first: ofrecord build FOLDER",
        )


def _read_judgement(arguments: argparse.Namespace, declaration: Declaration) -> Judgement:
    from ofrecord.dates import parse_day
    from ofrecord.errors import BadRequest
    from ofrecord.identify.ids import make_id
    from ofrecord.identify.judgements import Judgement
    from ofrecord.measures.asked import Asker

    for name in ("state", "because", "by"):
        if not getattr(arguments, name).strip():
            raise BadRequest("a judgement needs it", argument=f"--{name}")
    said = [*arguments.names, arguments.because, arguments.by, arguments.id]
    if any(0xD800 <= ord(letter) <= 0xDFFF for text in said for letter in text):
        raise BadRequest("a judgement is text in UTF-8", argument="NAME, --because, --by or --id")
    if arguments.id and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}", arguments.id):
        raise BadRequest(
            "not an id", argument="--id", given=arguments.id, hint="Letters, figures and . _ - only"
        )
    days = arguments.signed.split("/")
    if len(arguments.names) < 2 and len(days) < 2:
        raise BadRequest("two or more printed names are needed", argument="NAME")
    if arguments.what in {"agreement", "renewal"} and not (arguments.model and arguments.signed):
        raise BadRequest("an agreement is named by --model and --signed", argument="--model")
    asker = Asker(declaration)
    filters = asker.filters(state=arguments.state)
    model = asker.filters(model=arguments.model).model if arguments.model else ""
    signed = "/".join(
        parse_day(day, argument="--signed").isoformat() for day in days if day.strip()
    )
    today = datetime.now(tz=UTC).date().isoformat()
    return Judgement(
        id=arguments.id or make_id("j", arguments.what, filters.state, *arguments.names),
        what=arguments.what,
        state=filters.state,
        names=tuple(arguments.names),
        evidence=arguments.because,
        decided_on=today,
        by=arguments.by,
        model=model,
        signed=signed,
    )


def _list(declaration: Declaration, path: Path, form: str) -> None:
    from ofrecord.identify.judgements import load_judgements

    kept = [("this record", j) for j in load_judgements(path)]
    kept += [("package", j) for j in load_judgements(declaration.folder / "judgements.toml")]
    rows: list[PlainRow] = [
        {
            "id": judgement.id,
            "what": judgement.what,
            "state": judgement.state,
            "names": list(judgement.names),
            "evidence": judgement.evidence,
            "decided_on": judgement.decided_on,
            "by": judgement.by,
            "kept_in": where,
        }
        for where, judgement in kept
    ]
    print_rows(rows, form, ("id", "what", "state", "names", "decided_on", "kept_in"))
