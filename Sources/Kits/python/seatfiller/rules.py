"""The rules that decide answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Literal, Optional

from .connection import Connection
from .wire import read

#: How a rule is known.
Label = Literal["documented", "observed", "inferred", "chosen"]


@dataclass(frozen=True)
class Rule:
    """A numbered statement of an API's contract, and how many answers it has decided."""

    id: str
    says: str
    label: Label
    source: str
    quirk: Optional[str]
    answers: int


class Rules:
    """All rules of the emulated APIs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> List[Rule]:
        return [read(Rule, rule) for rule in self._connection.get("rules")["rules"]]
