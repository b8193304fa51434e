"""The rows of a world's data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Iterator, List, Literal, Mapping, Optional, Union

from .connection import Connection
from .wire import members, read

#: A row by the names of its columns.
Row = Dict[str, Union[str, int, bool, None]]

#: What there are rows of.
Kind = Literal["organizations", "users", "seats", "inventory", "customers", "tenants", "services"]


@dataclass(frozen=True)
class RowPage:
    """Rows in the order of an index; `next` is the `after` of the next page."""

    kind: str
    rows: List[Row]
    next: Optional[str]


class Data:
    """Lists what a world holds, and changes it row by row.

    Listed rows come page by page, as they are consumed; `search` is how their names begin. A change
    returns the row as it is then. It follows the rules of the API, but no fault strikes it, and the
    journal does not have it. `tenant_id` names an organization by its tenant or a domain, where
    several are meant otherwise.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def organizations(self, search: Optional[str] = None) -> Iterator[Row]:
        return self.rows("organizations", search)

    def users(self, search: Optional[str] = None) -> Iterator[Row]:
        return self.rows("users", search)

    def seats(self, search: Optional[str] = None) -> Iterator[Row]:
        return self.rows("seats", search)

    def inventory(self, search: Optional[str] = None) -> Iterator[Row]:
        return self.rows("inventory", search)

    def customers(self, search: Optional[str] = None) -> Iterator[Row]:
        return self.rows("customers", search)

    def tenants(self, search: Optional[str] = None) -> Iterator[Row]:
        return self.rows("tenants", search)

    def services(self, search: Optional[str] = None) -> Iterator[Row]:
        return self.rows("services", search)

    def rows(self, kind: Kind, search: Optional[str] = None) -> Iterator[Row]:
        after: Optional[str] = None
        while True:
            page = self.page(kind, after=after, limit=1000, search=search)
            yield from page.rows
            if page.next is None:
                return
            after = page.next

    def page(
        self,
        kind: Kind,
        *,
        after: Optional[str] = None,
        limit: Optional[int] = None,
        search: Optional[str] = None,
    ) -> RowPage:
        """One page, of 50 rows unless `limit` says otherwise."""
        answer = self._connection.get(f"data/{kind}", after=after, limit=limit, search=search)
        return read(RowPage, answer)

    def assign_seat(
        self, assigned_to: str, product_id: str, sku_id: str, *, tenant_id: Optional[str] = None
    ) -> Row:
        """Assigns a seat to a user."""
        key = {"assigned_to": assigned_to, "product_id": product_id, "sku_id": sku_id}
        return self._change("PUT", "seats", {**key, "tenant_id": tenant_id})

    def reclaim_seat(
        self, assigned_to: str, product_id: str, sku_id: str, *, tenant_id: Optional[str] = None
    ) -> Row:
        """Takes a seat back from a user."""
        key = {"assigned_to": assigned_to, "product_id": product_id, "sku_id": sku_id}
        return self._change("DELETE", "seats", {**key, "tenant_id": tenant_id})

    def add_user(
        self, user_name: str, *, tenant_id: Optional[str] = None, object_id: Optional[str] = None
    ) -> Row:
        """Adds a user to the directory, or brings one back into it."""
        key = {"user_name": user_name, "tenant_id": tenant_id}
        return self._change("PUT", "users", key, {"object_id": object_id})

    def remove_user(self, user_name: str, *, tenant_id: Optional[str] = None) -> Row:
        """Takes a user out of the directory, who keeps the seats."""
        return self._change("DELETE", "users", {"user_name": user_name, "tenant_id": tenant_id})

    def set_capacity(
        self, product_id: str, sku_id: str, seat_capacity: int, *, tenant_id: Optional[str] = None
    ) -> Row:
        """Gives an entry of the inventory so many seats."""
        key = {"product_id": product_id, "sku_id": sku_id, "tenant_id": tenant_id}
        return self._change("PATCH", "inventory", key, {"seat_capacity": seat_capacity})

    def change_tenant(
        self,
        customer_id: str,
        id: str,
        *,
        type: Optional[int] = None,
        available_user_seat: Optional[int] = None,
        assigned_user_seat: Optional[int] = None,
    ) -> Row:
        """Changes the numbers of a customer's tenant that are given. `type` is the tenant's, where
        several have the id."""
        key = {"customer_id": customer_id, "id": id, "type": type}
        numbers = {
            "available_user_seat": available_user_seat,
            "assigned_user_seat": assigned_user_seat,
        }
        return self._change("PATCH", "tenants", key, numbers)

    def _change(
        self,
        method: str,
        kind: Kind,
        key: Mapping[str, Any],
        content: Optional[Mapping[str, Any]] = None,
    ) -> Row:
        given = None if content is None else members(content)
        query = members(key)
        row: Row = self._connection.call(method, f"data/{kind}", given, query=query).json()
        return row
