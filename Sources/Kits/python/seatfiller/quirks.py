"""The quirks of a world: how it behaves where the contracts are silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Literal, Mapping, TypedDict, Union

from .connection import Connection
from .wire import read

QuirkSettings = TypedDict(
    "QuirkSettings",
    {
        "store.errorData": Literal["labelled", "positional"],
        "store.errorMembers": Literal["flat", "nested"],
        "store.maxResults": Literal["reject", "clamp"],
        "store.objectId": Literal["reject", "accept"],
        "store.notActivated": Literal["unauthorized", "forbidden"],
        "store.missingTexts": Literal["id", "reject"],
        "store.requestBody": Literal["optional", "required"],
        "store.paging": Literal["keyset", "offset"],
        "elements.licenseAssignedStatus": Literal["project", "ignore", "null", "rows"],
        "elements.requestBody": Literal["optional", "required"],
        "elements.numericStrings": Literal["accept", "reject"],
        "elements.errorBody": Literal["envelope", "problem"],
        "elements.pageSize": Literal["clamp", "reject"],
        "elements.expirationDate": Literal["monthFirst", "iso"],
        "elements.readwriteImpliesRead": Literal["no", "yes"],
        "elements.authErrorBody": Literal["empty", "json"],
    },
    total=False,
)
QuirkSettings.__doc__ = "Values for quirks; the first value of each is the default."


@dataclass(frozen=True)
class Quirk:
    """A quirk, its value in the world, and the values that it can have."""

    name: str
    value: str
    values: List[str]
    says: str


class Quirks:
    """Shows and sets the quirks of a world."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> List[Quirk]:
        return [read(Quirk, quirk) for quirk in self._connection.get("quirks")["quirks"]]

    def get(self, name: str) -> str:
        """The value of a quirk."""
        for quirk in self.list():
            if quirk.name == name:
                return quirk.value
        raise KeyError(name)

    def set(self, settings: Union[QuirkSettings, Mapping[str, str]]) -> None:
        """Sets the named quirks, all or none; the others stay as they are."""
        self._connection.put("quirks", dict(settings))
