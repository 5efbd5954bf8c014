"""A long list in order under heads, in which single items come and go without a new start.

A row is a head or an item. All rows are kept in one sorted list of keys, a head's being the
beginning of its items' keys, so that any row is found by bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Head(NamedTuple):
    """The head of a group: where the group comes in order, its name, and how many are in it."""

    order: Any
    name: str
    size: int


class Slot(NamedTuple):
    """Rows ``first`` to ``last``: an item, and its head where it has that to itself."""

    first: int
    last: int
    head: int


class Grouped(Generic[T]):
    """Items by name (``uid``), each in a group (its order and its name) at a place within it.

    Orders compare with each other, and so do places; of two items in one place the uid decides.
    """

    def __init__(
        self,
        items: Iterable[T],
        uid: Callable[[T], str],
        group: Callable[[T], tuple[Any, str]],
        place: Callable[[T], Any],
    ) -> None:
        self._uid, self._group, self._place = uid, group, place
        self._keys: list[tuple[Any, ...]] = []
        self._items: dict[str, T] = {}
        self._names: dict[Any, str] = {}
        self._counts: dict[Any, int] = {}
        self._of: dict[str, tuple[Any, ...]] = {}
        for item in items:
            self._keys.append(self._enter(item))
        self._keys += [(order,) for order in self._counts]
        self._keys.sort()

    def _enter(self, item: T) -> tuple[Any, ...]:
        uid = self._uid(item)
        order, name = self._group(item)
        key = (order, self._place(item), uid)
        self._items[uid], self._of[uid] = item, key
        self._names[order] = name
        self._counts[order] = self._counts.get(order, 0) + 1
        return key

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def __contains__(self, uid: str) -> bool:
        return uid in self._items

    def at(self, row: int) -> T | Head:
        """What stands in a row."""
        key = self._keys[row]
        if len(key) == 1:
            return Head(key[0], self._names[key[0]], self._counts[key[0]])
        return self._items[key[2]]

    def is_head(self, row: int) -> bool:
        """Whether a row is a head."""
        return len(self._keys[row]) == 1

    def heads(self) -> list[int]:
        """The rows of all heads."""
        return [bisect_left(self._keys, (order,)) for order in sorted(self._counts)]

    def item(self, uid: str) -> T | None:
        """An item by its name."""
        return self._items.get(uid)

    def items(self) -> list[T]:
        """All items in order."""
        return [self._items[key[2]] for key in self._keys if len(key) > 1]

    def row(self, uid: str) -> int | None:
        """The row of an item."""
        key = self._of.get(uid)
        return None if key is None else bisect_left(self._keys, key)

    def leaving(self, uid: str) -> Slot:
        """The rows that go when an item goes."""
        key = self._of[uid]
        row, head = bisect_left(self._keys, key), bisect_left(self._keys, key[:1])
        return Slot(head if self._counts[key[0]] == 1 else row, row, head)

    def coming(self, item: T) -> Slot:
        """The rows that a new item will take."""
        order, _ = self._group(item)
        key = (order, self._place(item), self._uid(item))
        row, head = bisect_left(self._keys, key), bisect_left(self._keys, key[:1])
        return Slot(row, row if order in self._counts else row + 1, head)

    def remove(self, uid: str) -> None:
        """Take an item out, and its head with the last one."""
        slot = self.leaving(uid)
        order = self._of.pop(uid)[0]
        del self._keys[slot.first : slot.last + 1]
        del self._items[uid]
        self._counts[order] -= 1
        if not self._counts[order]:
            del self._counts[order], self._names[order]

    def add(self, item: T) -> None:
        """Put a new item in, under a new head where it is the first."""
        slot = self.coming(item)
        key = self._enter(item)
        new = [key] if slot.first == slot.last else [key[:1], key]
        self._keys[slot.first : slot.first] = new

    def new_heads(self, items: Iterable[T]) -> int:
        """How many heads these items would bring with them."""
        return len({self._group(item)[0] for item in items} - self._counts.keys())

    def append(self, items: Iterable[T]) -> None:
        """Put new items, in order, after all there are."""
        for item in items:
            new = self._group(item)[0] not in self._counts
            key = self._enter(item)
            self._keys += [key[:1], key] if new else [key]

    def stays(self, item: T) -> bool:
        """Whether an item that is there keeps its row when it becomes this."""
        order, _ = self._group(item)
        uid = self._uid(item)
        return self._of.get(uid) == (order, self._place(item), uid)

    def replace(self, item: T) -> None:
        """Change an item that keeps its row."""
        self._items[self._uid(item)] = item
