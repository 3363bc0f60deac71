"""Files and events while they come. In: an answer. Out: bytes piece by piece, or events one by one. Holds neither whole."""

from __future__ import annotations

import http.client
import json
import os
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from .problem import Unreachable

PIECE = 64 << 10


class Download:
    """A file on its way: read it, go through it piece by piece, or save it. To be closed, or used by `with`."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self._answer = answer
        self._left = answer.length
        self.headers = answer.headers
        self.media: str = answer.headers.get("content-type", "application/octet-stream")
        self.name = _file_name(answer.headers.get("content-disposition", ""))

    def __enter__(self) -> Download:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._answer.close()

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read(PIECE):
            yield piece

    def read(self, size: int = -1) -> bytes:
        """Bytes; fewer than were promised are an error, not an end."""
        try:
            piece = self._answer.read(None if size < 0 else size)
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable("The line broke in the middle of the file.") from error
        if self._left is not None:
            self._left -= len(piece)
            if self._left > 0 and (size < 0 or not piece):
                raise Unreachable("The file ended too early.")
        return piece

    def save(self, path: str | os.PathLike[str]) -> int:
        """Writes the file, and gives how many bytes it has. What came in part is not left behind."""
        part = f"{os.fspath(path)}.part"
        try:
            with open(part, "wb") as file:
                size = sum(file.write(piece) for piece in self)
            os.replace(part, path)
        finally:
            self.close()
            if os.path.exists(part):
                os.remove(part)
        return size


def _file_name(disposition: str) -> str | None:
    """The name in `filename*=UTF-8''…`; never a path."""
    found = re.search(r"filename\*=UTF-8''([^;]+)", disposition, re.IGNORECASE)
    return re.sub(r"[/\\]", "_", unquote(found[1].strip())) if found else None


class ServerEvent(NamedTuple):
    """An event of a stream; `data` is a document."""

    event: str
    id: str | None
    data: Any


def events(answer: http.client.HTTPResponse) -> Iterator[ServerEvent]:
    """Server-sent events as they are written in the HTML standard, as far as a server of ours writes them."""
    name, number, data = "message", None, []
    with answer:
        for line in answer:
            text = line.decode().rstrip("\r\n")
            field, _, value = text.partition(":")
            value = value.removeprefix(" ")
            if field == "event":
                name = value
            elif field == "id":
                number = value
            elif field == "data":
                data.append(value)
            elif not text:
                if data:
                    yield ServerEvent(name, number, json.loads("\n".join(data)))
                name, number, data = "message", None, []
