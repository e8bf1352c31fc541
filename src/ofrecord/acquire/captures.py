"""The bytes of captures, kept for ever under their sha256."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from ofrecord.errors import CaptureError


@dataclass(frozen=True, slots=True)
class CaptureShelf:
    """The folder in which captures' bytes are kept, one file for each content."""

    folder: Path

    def keep(self, sha256: str, data: bytes) -> None:
        """Keeps the bytes; a file that stands here is whole, whenever the process ends.

        Raises ``CaptureError`` where they cannot be written.
        """
        path = self.path_of(sha256)
        if path.exists():
            return
        part = path.with_suffix(f".{os.getpid()}.part")
        try:
            try:
                part.write_bytes(data)
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                part.write_bytes(data)
            part.replace(path)
        except OSError as error:
            raise CaptureError(f"{path} cannot be written: {error.strerror}") from None

    def path_of(self, sha256: str) -> Path:
        """Where the bytes of that sha256 are, or would be."""
        return self.folder / sha256[:2] / sha256

    def read(self, sha256: str) -> bytes:
        """The bytes; ``CaptureError`` where they are not held, or are no longer the same."""
        try:
            data = self.path_of(sha256).read_bytes()
        except OSError:
            raise CaptureError(f"the capture {sha256} is not held here") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise CaptureError(f"the capture {sha256} is damaged: its bytes have another sha256")
        return data
