"""What a person has decided of a merge's conflicts so far, and the way back, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from liveable.exchange.team.values import Conflict, Decision

WRITTEN = "written"  # the option of a text of one's own


class Choices:
    """The conflicts of a plan by key, in their order, and the ``decisions`` made of them.

    ``decisions`` of a comparison before this one can be given: what is still asked stays decided.
    ``keep`` is told what is decided of each conflict that a step was about; None: no longer.
    """

    def __init__(
        self,
        conflicts: Sequence[Conflict],
        before: Iterable[tuple[str, Decision]] = (),
        keep: Callable[[Mapping[str, Decision | None]], object] = lambda _now: None,
    ) -> None:
        self.conflicts = conflicts
        self._keep = keep
        self.place = {conflict.key: number for number, conflict in enumerate(conflicts)}
        self.decisions: dict[str, Decision] = {
            key: decision
            for key, decision in before
            if key in self.place and can(conflicts[self.place[key]], decision.option)
        }
        self._steps: list[dict[str, Decision | None]] = []  # what was decided before each step

    @property
    def left(self) -> int:
        """How many are still to be decided."""
        return len(self.conflicts) - len(self.decisions)

    @property
    def steps(self) -> int:
        """How many steps can be taken back."""
        return len(self._steps)

    def decide(self, conflict: Conflict, decision: Decision) -> None:
        """Settle one conflict, or settle it otherwise."""
        self._step({conflict.key: decision})

    def alike(self, conflict: Conflict, option: str) -> list[Conflict]:
        """The other undecided conflicts of the same likeness that can be settled in the same way:
        by an option of the same name that says the same.
        """
        meant = _said(conflict, option)
        if option == WRITTEN or meant is None:
            return []  # each needs a text of its own
        return [
            other
            for other in self.conflicts
            if other.key not in self.decisions
            and other.key != conflict.key
            and other.likeness == conflict.likeness
            and _said(other, option) == meant
        ]

    def decide_alike(self, conflict: Conflict, decision: Decision) -> int:
        """Settle a conflict and all undecided ones like it in one step; says how many."""
        found = {other.key: decision for other in self.alike(conflict, decision.option)}
        self._step({conflict.key: decision} | found)
        return len(found) + 1

    def clear(self) -> int:
        """Let all decisions go in one step; says how many."""
        number = len(self.decisions)
        self._step(dict.fromkeys(self.decisions))
        return number

    def _step(self, new: Mapping[str, Decision | None]) -> None:
        self._steps.append({key: self.decisions.get(key) for key in new})
        self._settle(new)

    def take_back(self) -> list[str]:
        """Take the last step back; the keys of the conflicts it was about, in their order."""
        before = self._steps.pop()
        self._settle(before)
        return sorted(before, key=self.place.__getitem__)

    def _settle(self, now: Mapping[str, Decision | None]) -> None:
        for key, decision in now.items():
            if decision is None:
                self.decisions.pop(key, None)
            else:
                self.decisions[key] = decision
        self._keep(now)


def can(conflict: Conflict, option: str) -> bool:
    """Whether a conflict can be settled in a way of this name."""
    return _said(conflict, option) is not None


def _said(conflict: Conflict, option: str) -> str | None:
    return next((each.text for each in conflict.options if each.name == option), None)
