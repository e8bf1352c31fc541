"""What ``ofrecord serve`` answers, from a thread of this process, and every type of page of it.

For tools that look at the site in a browser.
"""

import shutil
import threading
import time
from contextlib import contextmanager

import uvicorn

from ofrecord.serve import make_application
from ofrecord.wire.protocol import BoundedProtocol

DAY = "2025-09-05"
PAGES = {
    "home": "/",
    "home-on-a-day": f"/on/{DAY}/",
    "state": f"/on/{DAY}/state/NY/",
    "county": f"/on/{DAY}/county/36065/",
    "county-without": "/county/36061/",
    "model": "/model/TFM/",
    "agency": "/agency/g-he45st9e7t/",
    "agreement": "/agreement/a-dxeea8yyfh/",
    "changes": f"/changes/2025-08-29/{DAY}/",
    "compare": f"/compare/?a=NY&b=TX&c=FL&other={DAY}",
    "editions": "/editions/",
    "edition": "/edition/participating-b497a1fefd/",
    "series": "/series/",
    "one-series": "/on/2025-09-12/series/uk-small-boats/",
    "check": "/check/",
    "data": "/data/",
    "method": "/method/",
    "limits": "/limits/",
    "search": "/search/?q=oneida",
    "missing": "/statte/NY/",
}
"""An address of every type of page, in English."""
NO_CHROMIUM = "Chromium was not found: apt-get install chromium"


def find_chromium() -> str | None:
    """Where the system's Chromium is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def served(address: str = ""):
    """The address of the site: the one given, or that of a server that runs meanwhile."""
    if address:
        yield address.rstrip("/")
        return
    config = uvicorn.Config(
        make_application(),
        host="127.0.0.1",
        port=0,
        http=BoundedProtocol,
        lifespan="on",
        log_level="warning",
    )
    server = uvicorn.Server(config)
    listening = config.bind_socket()
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
