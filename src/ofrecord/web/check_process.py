"""A story that a form sent is checked in a process of its own, which is ended when time is up."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from urllib.parse import parse_qsl

from ofrecord.web.page import Page
from ofrecord.web.words import Words, words_of

SECONDS = 20.0
"""How long a check may take, with the fetching of an address."""
MOST_WAITING = 16


class NotChecked(Exception):
    """A story was not checked, with the status of the answer; its text is in the reader's words."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


class CheckApart:
    """Checks the stories of forms, one at a time, each in a process of its own."""

    def __init__(self, home: str, seconds: float = SECONDS) -> None:
        self._home = home
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def check(self, language: str, form: bytes) -> Page:
        """The annotated page of a form's story; the form again where the story cannot be read.

        Raises ``NotChecked`` where too many wait, or time is up.
        """
        words = words_of(language)
        if self._waiting >= MOST_WAITING:
            raise NotChecked(503, words.say("Too many stories are being checked. Ask again."))
        self._waiting += 1
        try:
            async with self._turn:
                return await self._ask(words, form)
        finally:
            self._waiting -= 1

    async def _ask(self, words: Words, form: bytes) -> Page:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "ofrecord.web.check_process", self._home, words.language),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(self._seconds):
                answer, _ = await process.communicate(form)
        except TimeoutError:
            told = words.say(
                "The story was not checked in time: a check may take {n} seconds. Send a shorter "
                "text, or the text itself in place of the address.",
                n=f"{self._seconds:g}",
            )
            raise NotChecked(504, told) from None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        head, _, body = answer.partition(b"\n")
        status, _, policy = head.decode("latin-1").partition(" ")
        if process.returncode or not status.isdigit():
            raise NotChecked(500, words.say("The check broke off; it can be asked again."))
        return Page(status=int(status), body=body, policy=policy)


def main() -> None:
    """Reads a form from standard input; writes the status, the page's policy, and the page."""
    from ofrecord.front import open_record
    from ofrecord.web.site import Site

    home, language = sys.argv[1:]
    fields = parse_qsl(sys.stdin.buffer.read().decode("utf-8", "replace"), max_num_fields=20)
    page = Site(open_record(home or None)).check(dict(fields), language)
    sys.stdout.buffer.write(f"{page.status} {page.policy}\n".encode() + page.body)


if __name__ == "__main__":
    main()
