"""What goes wrong: the server said no, or it could not be reached. In: an answer. Out: errors that can be told apart."""

from __future__ import annotations

from typing import Any


class Problem(Exception):
    """A "no" of the server: problem+json (RFC 9457). `code` is stable, `title` and `detail` are in the language asked for."""

    def __init__(self, status: int, document: dict[str, Any], retry_after: float | None = None) -> None:
        self.status = status
        #: One of the codes of the document; a newer server may know more.
        self.code: str = document.get("code", "unknown")
        self.kind: str = document.get("kind", "unknown")
        self.title: str = document.get("title", f"The server answered {status}.")
        self.detail: str = document.get("detail", self.title)
        self.request_id: str = document.get("request_id", "")
        #: Which places of the document are meant, and what is wrong there.
        self.errors: list[dict[str, Any]] = document.get("errors", [])
        #: The name that was perhaps meant.
        self.likely: str | None = document.get("likely")
        #: Seconds to wait before asking again.
        self.retry_after = retry_after
        super().__init__(self.detail)


class Unreachable(Exception):
    """The server does not answer, or what answers is no server of Kartoteka."""

    def __init__(self, sentence: str, is_passing: bool = False) -> None:
        super().__init__(sentence)
        #: Whether the line broke that held before.
        self.is_passing = is_passing


class StillRunning(Exception):
    """The work was not at its end when there was no more time; it goes on. `document` is how it stood."""

    def __init__(self, document: Any) -> None:
        super().__init__("The work goes on; ask again later.")
        self.document = document
