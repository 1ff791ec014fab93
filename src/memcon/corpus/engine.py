"""What every engine is: units in, coded shards out, in whichever order they are done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from memcon.corpus.recipe import Recipe
    from memcon.corpus.units import Shard, Unit, UnitRead
    from memcon.corpus.worker import Tables


@dataclass(frozen=True)
class Coded:
    """A shard and its tables, ready to be written."""

    shard: Shard
    tables: Tables


@dataclass(frozen=True)
class State:
    """How far a run has come: documents coded (or found coded) and read, bytes of the inputs."""

    coded: int = 0
    found: int = 0
    errors: int = 0
    read: int = 0
    bytes_read: int = 0
    bytes_in_all: int = 0

    @property
    def expected(self) -> int | None:
        """Documents that there will have been in all, by the bytes of them read so far."""
        if not self.bytes_read or not self.read:
            return None
        return max(self.read, round(self.read * self.bytes_in_all / self.bytes_read))


Progress = Callable[[State], None]


class Engine(Protocol):
    """Codes the shards of units."""

    def run(
        self,
        units: Sequence[Unit],
        recipe: Recipe,
        done: frozenset[str],
        progress: Progress | None,
    ) -> Iterator[Coded | UnitRead]:
        """The coded shards that are not `done`, and each unit's end, in any order."""
        ...
