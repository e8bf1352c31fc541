"""``ofrecord serve``: the record over HTTP."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ofrecord.cli.opening import Filled, open_record, say_bundled
from ofrecord.errors import BadRequest

if TYPE_CHECKING:
    from ofrecord.cli.opening import Commands

PORT = 8287


def add_commands(commands: Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "serve",
        help="the record over HTTP, until it is stopped",
        description=(
            "Serves the record over HTTP: the site at /, the API below /api/v1, described at "
            "/api/v1/openapi.json. A record that is built anew meanwhile is taken up."
        ),
        epilog="Example: ofrecord serve --port 8000",
    )
    parser.add_argument(
        "--host",
        action=Filled,
        default="127.0.0.1",
        metavar="ADDRESS",
        help="where to listen (this machine alone: 127.0.0.1)",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=PORT,
        metavar="N",
        help=f"the port ({PORT}); 0 is any that is free",
    )
    parser.add_argument(
        "--address",
        default="",
        action=Filled,
        metavar="URL",
        help="the public address of the site, for links in feeds, the sitemap and search engines; "
        "without it links in feeds are relative: name it where others subscribe to them",
    )
    # As for every command it stands before the command too; here it may be written where a person
    # who starts a server looks for it.
    parser.add_argument(
        "--home",
        dest="home_here",
        action=Filled,
        metavar="DIR",
        help="the folder of records, as before the command",
    )
    parser.set_defaults(run=run_serve, collects=True)


def run_serve(arguments: argparse.Namespace) -> int:
    """Serves until it is stopped."""
    from ofrecord.export.downloads import check_address
    from ofrecord.serve import serve

    if not 0 <= arguments.port <= 65_535:
        raise BadRequest("not a port", argument="--port", given=str(arguments.port))
    arguments.home = arguments.home_here or arguments.home
    check_address(arguments.address)
    say_bundled(open_record(arguments))
    return serve(arguments.host, arguments.port, arguments.home, arguments.address)
