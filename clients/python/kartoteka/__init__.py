"""The client: every operation of `Kartoteka` (made from the document), and files that go up in pieces.

In: a server, a token. Out: typed answers, or a `Problem`.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from typing import BinaryIO

from . import models
from .connection import About, Answer, FileBody, IfMatch, about
from .download import Download, ServerEvent
from .operations import Operations
from .pages import Page, Pages
from .problem import Problem, StillRunning, Unreachable

__all__ = [
    "About",
    "Answer",
    "Download",
    "FileBody",
    "IfMatch",
    "Kartoteka",
    "Page",
    "Pages",
    "Problem",
    "ServerEvent",
    "StillRunning",
    "Unreachable",
    "about",
    "models",
]

#: Bytes that go up at once.
PIECE = 4 << 20
#: Pieces in a row that bring nothing across: something on the way does not let them pass.
FRUITLESS = 8
#: What a piece may be told that does not end the upload.
PASSING = ("upload_busy", "upload_offset_unfit", "body_unreadable")


class Kartoteka(Operations):
    """A server of Kartoteka."""

    def upload(
        self,
        file: bytes | str | os.PathLike[str] | BinaryIO,
        name: str | None = None,
        *,
        piece: int = PIECE,
        told: Callable[[int, int], None] | None = None,
    ) -> models.Upload:
        """Brings a file up in pieces: a line that breaks costs one piece. The upload's `id` is what `create_import` takes.

        `file`: bytes, a path, or an open file that can be sought. `told` hears how many bytes are there, of how many.
        """
        if isinstance(file, (str, os.PathLike)):
            with open(file, "rb") as opened:
                return self.upload(opened, name or os.path.basename(file), piece=piece, told=told)
        source = io.BytesIO(file) if isinstance(file, bytes) else file
        size = source.seek(0, os.SEEK_END)
        at = self.begin_upload({"name": name or "file", "size": size})
        fruitless = 0
        while at["offset"] < size:
            if told:
                told(at["offset"], size)
            before = at["offset"]
            source.seek(before)
            at = self._piece(at, source.read(piece))
            fruitless = 0 if at["offset"] > before else fruitless + 1
            if fruitless > FRUITLESS:
                raise Unreachable("Nothing of the file comes across.")
        if told:
            told(size, size)
        return at

    def import_file(
        self,
        file: bytes | str | os.PathLike[str] | BinaryIO,
        request: models.NewImport,
        *,
        idempotency_key: str | None = None,
    ) -> models.ImportMade:
        """A file becomes an import: `upload`, then `create_import`."""
        upload = self.upload(file, request.get("name"))
        return self.create_import({**request, "upload": upload["id"]}, idempotency_key=idempotency_key)

    def _piece(self, at: models.Upload, content: bytes) -> models.Upload:
        """After a broken line the server is asked how far it came."""
        try:
            return self.add_to_upload(at["id"], FileBody(content), offset=at["offset"])
        except (Problem, Unreachable) as error:
            if isinstance(error, Problem) and error.code not in PASSING:
                raise
            return self.get_upload(at["id"])
