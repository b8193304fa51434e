"""Which rules of the APIs the answers of a world have shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional

from .connection import Connection
from .faults import API
from .rules import Label
from .wire import read


@dataclass(frozen=True)
class OperationCoverage:
    """The coverage of one operation; `never` names the rules that no answer has shown."""

    operation: str
    answers: int
    met: int
    rules: int
    never: List[str]


@dataclass(frozen=True)
class CoverageReport:
    """`met` of `rules`, summed over the operations that were called."""

    met: int
    rules: int
    by_operation: List[OperationCoverage]
    never_called: List[str]


class Coverage:
    """The coverage of the contract by the answers of a world, including those before a reset."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def report(self, api: Optional[API] = None, label: Optional[Label] = None) -> CoverageReport:
        """Counts the operations of one API only, or the rules that are known so only."""
        return read(CoverageReport, self._connection.get("coverage", api=api, label=label))

    def markdown(self, api: Optional[API] = None, label: Optional[Label] = None) -> str:
        return self._text("text/markdown", api, label)

    def cobertura(self, api: Optional[API] = None, label: Optional[Label] = None) -> str:
        """The report in Cobertura's XML, which servers of continuous integration display."""
        return self._text("application/xml", api, label)

    def forget(self) -> None:
        """Starts the count again."""
        self._connection.delete("coverage")

    def _text(self, accept: str, api: Optional[API], label: Optional[Label]) -> str:
        query = {"api": api, "label": label}
        return self._connection.call("GET", "coverage", query=query, accept=accept).text()
