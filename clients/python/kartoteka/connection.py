"""A conversation with a server. In: calls of operations. Out: documents, pages, files, events; a problem is raised, never given.

Waits when the server says so, and asks again when the line breaks and asking again does no harm.
"""

from __future__ import annotations

import http.client
import io
import json
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeAlias, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urljoin
from urllib.request import HTTPRedirectHandler, Request, build_opener

from .download import Download, ServerEvent, events
from .pages import Page, Pages
from .problem import Problem, StillRunning, Unreachable

T = TypeVar("T")

#: What a change is based on: a document that was got, its `ETag`, or `"*"` for any version.
IfMatch: TypeAlias = "str | Mapping[str, Any]"

LONGEST_WAIT = 60.0
MOST_WAITS = 20
#: Seconds between two tries.
AGAIN = 0.5
BUSY = ("queued", "running", "reading", "checking", "cancelling")


@dataclass
class FileBody:
    """Bytes for the body of a request, or a file that is read while it is sent."""

    content: bytes | BinaryIO
    #: The server looks at the bytes when it is not said.
    media: str = "application/octet-stream"


@dataclass(frozen=True)
class About:
    """What came beside a document."""

    status: int
    #: What a change of the document is based on.
    etag: str | None
    #: Where it is.
    url: str
    request_id: str
    #: The answer to an earlier call with the same key.
    is_replayed: bool


class Answer(dict[str, Any]):
    """A document that a call gave: a dictionary that knows what came beside it."""

    about: About


def about(document: Any) -> About:
    """What came beside a document that a call gave. An entry of a list came alone: ask for it by its number."""
    if isinstance(document, Answer):
        return document.about
    raise TypeError("No call gave this document by itself; ask for it by its number.")


class _Strict(HTTPRedirectHandler):
    """A token must not go anywhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Connection:
    """A server and the token it is asked with. May be used by several threads."""

    def __init__(self, server: str, token: str, *, language: str = "en", timeout: float = 60, patience: float = 60) -> None:
        """`server`: `https://crm.example.com`. `timeout`: seconds of silence on the line. `patience`: seconds for which a server
        that went away is waited for."""
        self._origin = server.rstrip("/").removesuffix("/api/v1")
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
        self._timeout = timeout
        self._patience = patience
        self._opener = build_opener(_Strict)
        self._is_known = False

    def changed(self, document: T) -> T | None:
        """The document as it is now; nothing when it is still what you have."""
        known = about(document)
        headers = {"If-None-Match": known.etag} if known.etag else {}
        return self._document("GET", known.url, headers=headers)

    def wait(self, document: T, seconds: float = float("inf")) -> T:
        """Looks at an import, an export, a mass edit or a deletion until its work is at its end. How it ended stands in the
        document: work that failed is no error here. `StillRunning` after `seconds`; the work goes on."""
        until, pause = time.monotonic() + seconds, 0.04
        while _is_busy(document):
            if time.monotonic() >= until:
                raise StillRunning(document)
            time.sleep(pause)
            pause = min(pause * 1.5, 1)
            document = self.changed(document) or document
        return document

    def _document(self, method: str, path: str, **call: Any) -> Any:
        with self._asked(method, path, **call) as answer:
            text = answer.read()
            if not text:
                return None
            document = self._parsed(text)
            if isinstance(document, dict):
                document = Answer(document)
                document.about = _about(answer)
            return document

    def _nothing(self, method: str, path: str, **call: Any) -> None:
        self._document(method, path, **call)

    def _list(self, method: str, path: str, *, query: dict[str, Any], **call: Any) -> Pages[Any]:
        def ask(cursor: str | None) -> Page[Any]:
            page = self._document(method, path, query=query if cursor is None else {**query, "cursor": cursor}, **call)
            return Page(page["data"], page["next_cursor"], page.get("total"))

        return Pages(ask)

    def _file(self, method: str, path: str, **call: Any) -> Download:
        return Download(self._asked(method, path, **call))

    def _text(self, method: str, path: str, **call: Any) -> str:
        with self._asked(method, path, **call) as answer:
            return answer.read().decode()

    def _events(self, method: str, path: str, **call: Any) -> Iterator[ServerEvent]:
        return events(self._asked(method, path, **call))

    def _asked(self, method: str, path: str, *, is_once: bool = False, **call: Any) -> http.client.HTTPResponse:
        headers, body = self._body(call)
        if is_once:
            headers["Idempotency-Key"] = call.get("key") or str(uuid.uuid4())
        url = path if path.startswith("http") else _address(f"{self._origin}/api/v1", path, call)
        request = Request(url, method=method, headers=headers, data=body)
        # A change without a key may have been done when its answer was lost; a file that is being read cannot be read again.
        is_harmless = (method == "GET" or is_once) and (body is None or isinstance(body, bytes))
        since, waits = time.monotonic(), 0
        while True:
            try:
                return self._sent(request, is_harmless and self._is_known)
            except (Problem, Unreachable) as error:
                seconds = _pause_after(error, is_harmless)
                is_often = isinstance(error, Problem) and error.status == 429
                waits += is_often
                is_over = waits > MOST_WAITS if is_often else time.monotonic() - since >= self._patience
                if seconds is None or is_over or not (body is None or isinstance(body, bytes)):
                    raise
                time.sleep(seconds)

    def _body(self, call: dict[str, Any]) -> tuple[dict[str, str], bytes | BinaryIO | None]:
        headers = {**self._headers, **call.get("headers", {})}
        if (basis := call.get("if_match")) is not None:
            headers["If-Match"] = _etag(basis)
        body = call.get("body")
        if body is None:
            return headers, None
        if isinstance(body, FileBody):
            headers["Content-Type"] = body.media
            return headers, body.content
        headers["Content-Type"] = "application/json"
        return headers, json.dumps(body).encode()

    def _sent(self, request: Request, is_passing: bool) -> http.client.HTTPResponse:
        """`is_passing`: whether a line that breaks is worth another try; a server that never answered is told of at once."""
        try:
            answer = self._opener.open(request, timeout=self._timeout)
        except HTTPError as error:
            self._is_known = True
            if error.code == 304:
                return _unchanged(error)
            with error:
                raise self._problem(error) from None
        except (URLError, OSError, http.client.HTTPException) as error:
            raise Unreachable(f"{self._origin} does not answer: {error}", is_passing) from error
        self._is_known = True
        return answer

    def _problem(self, error: HTTPError) -> Exception:
        if not error.headers.get("content-type", "").startswith("application/problem+json"):
            return Unreachable(f"{self._origin} answered {error.code}, and not as Kartoteka does.")
        retry_after = error.headers.get("retry-after")
        return Problem(error.code, self._parsed(error.read()), float(retry_after) if retry_after else None)

    def _parsed(self, text: bytes) -> Any:
        try:
            return json.loads(text)
        except ValueError:
            raise Unreachable(f"What answers at {self._origin} is no server of Kartoteka.") from None


def _unchanged(error: HTTPError) -> Any:
    """304 is no error to us: an answer without a body."""
    error.close()
    return io.BytesIO(b"")


def _about(answer: http.client.HTTPResponse) -> About:
    headers = answer.headers
    return About(
        status=answer.status,
        etag=headers.get("etag"),
        url=urljoin(answer.url, headers.get("location", "")),
        request_id=headers.get("x-request-id", ""),
        is_replayed=headers.get("idempotent-replayed") == "true",
    )


def _address(base: str, path: str, call: dict[str, Any]) -> str:
    for name, value in call.get("places", {}).items():
        path = path.replace("{" + name + "}", quote(str(value), safe=""))
    pairs = [pair for name, value in call.get("query", {}).items() for pair in _pairs(name, value)]
    return f"{base}{path}?{urlencode(pairs)}" if pairs else f"{base}{path}"


def _pairs(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """A list is its name several times, a mapping its name with the key in brackets."""
    if isinstance(value, bool):
        yield name, "true" if value else "false"
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _pairs(f"{name}[{key}]", one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _pairs(name, one)
    elif value is not None:
        yield name, str(value)


def _etag(basis: IfMatch) -> str:
    etag = basis if isinstance(basis, str) else about(basis).etag
    if etag is None:
        raise TypeError("This document has no version; ask for it by its number.")
    return etag


def _is_busy(document: Any) -> bool:
    job = document.get("job")
    return (job["state"] if job else document.get("state")) in BUSY


def _pause_after(error: Exception, is_harmless: bool) -> float | None:
    """Seconds until another try; nothing when it would do no good, or could do harm."""
    if isinstance(error, Unreachable):
        return AGAIN if error.is_passing else None
    if not isinstance(error, Problem):
        return None
    if error.status in (429, 503):
        # Nothing was done yet.
        return min(max(error.retry_after or 1, AGAIN), LONGEST_WAIT)
    # The first of two is still at work.
    return AGAIN if is_harmless and error.code == "idempotency_key_busy" else None
