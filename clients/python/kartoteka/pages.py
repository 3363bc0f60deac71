"""Lists that come page by page. In: how a page is asked for. Out: entries one after another, or pages. Asks for no page too early."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Page(Generic[T]):
    """One page. `total` only when it was asked for."""

    def __init__(self, data: list[T], next_cursor: str | None, total: int | None) -> None:
        self.data = data
        self.next_cursor = next_cursor
        self.total = total


class Pages(Generic[T]):
    """A list: `for one in pages`, `list(pages)`, `pages.page()`."""

    def __init__(self, ask: Callable[[str | None], Page[T]]) -> None:
        self._ask = ask

    def page(self) -> Page[T]:
        """The first page alone."""
        return self._ask(None)

    def pages(self) -> Iterator[Page[T]]:
        cursor = None
        while True:
            page = self._ask(cursor)
            yield page
            cursor = page.next_cursor
            if cursor is None:
                return

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.data
