"""The site served from a thread of this process, for tools that look at it in a browser."""

import threading
import time
from contextlib import contextmanager

import uvicorn

import ofrecord
from ofrecord.web.app import SiteApp
from ofrecord.web.site import Site


@contextmanager
def served(address: str = ""):
    """The address of the site: the one given, or that of a server that runs meanwhile."""
    if address:
        yield address.rstrip("/")
        return
    site = Site(ofrecord.open())
    config = uvicorn.Config(
        SiteApp(lambda: site), host="127.0.0.1", port=0, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    listening = config.bind_socket()
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
