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
        path = str(self.path_of(sha256))
        if os.path.exists(path):  # noqa: PTH110  (twice as quick, and there are thousands)
            return
        part = f"{path}.{os.getpid()}.part"
        try:
            try:
                _write(part, data)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
                _write(part, data)
            os.replace(part, path)  # noqa: PTH105
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


def _write(path: str, data: bytes) -> None:
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]
