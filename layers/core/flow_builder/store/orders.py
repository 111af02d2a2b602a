"""Orders of credits, and which notices of payments were heeded.

Keys (W = workspace):

    CREDITS#W       ORDER#<order>   an order; their ids sort by time
    PAYMENT         <event>         a notice that was heeded, for 90 days
    PAYMENT         OF#<payment>    the order that a payment of the provider was for
"""

from typing import Any

from flow_builder.domain.ids import now
from flow_builder.domain.order import Order
from flow_builder.errors import NotFound
from flow_builder.store.table import Absent, FieldIn, Item, Put, RevIs, Table, Update, Write

_KEPT_S = 90 * 86_400


class OrderStore:
    """The repository of orders; every method is scoped by workspace."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def create(self, order: Order) -> None:
        """Stores a new order."""
        doc = order.model_dump(mode="json")
        await self.table.write(Put(Item(_pk(order.workspace), f"ORDER#{order.id}", doc), Absent()))

    async def change(self, order: Order, **changes: Any) -> Order:
        """Changes an open order."""
        op = Update(_pk(order.workspace), f"ORDER#{order.id}", set=changes, condition=FieldIn("status", ("open",)))
        return Order(**(await self.table.update(op)).doc)

    async def get(self, workspace: str, order: str) -> Order:
        """Returns an order; NotFound `order.not_found`."""
        item = await self.table.get(_pk(workspace), f"ORDER#{order}")
        if item is None:
            raise NotFound(f"There is no order {order!r}.", code="order.not_found")
        return Order(**item.doc)

    async def find(self, workspace: str, limit: int, cursor: str | None) -> tuple[list[Order], str | None]:
        """Returns orders, the newest first, and the cursor of the next page."""
        page = await self.table.query(_pk(workspace), prefix="ORDER#", limit=limit, cursor=cursor, reverse=True)
        return [Order(**item.doc) for item in page.items], page.cursor

    async def of_payment(self, payment: str) -> tuple[Order, int] | None:
        """Returns the order that a payment was for and its revision, None when it is none of ours or gone."""
        known = await self.table.get("PAYMENT", f"OF#{payment}")
        item = (
            None if known is None else await self.table.get(_pk(known.doc["workspace"]), f"ORDER#{known.doc['order']}")
        )
        return None if item is None else (Order(**item.doc), item.rev)

    def changed_op(self, order: Order, rev: int) -> Write:
        """Returns the write that replaces an order, if it has this revision."""
        return Put(
            Item(_pk(order.workspace), f"ORDER#{order.id}", order.model_dump(mode="json"), rev=rev + 1), RevIs(rev)
        )

    def paid_ops(self, order: Order, event: str, at: int, payment: str | None = None) -> list[Write]:
        """Returns the writes that mark an order as paid, once, by one notice, and remember the payment."""
        about = {"workspace": order.workspace, "order": order.id}
        return [
            *([] if payment is None else [Put(Item("PAYMENT", f"OF#{payment}", about))]),
            Update(
                _pk(order.workspace),
                f"ORDER#{order.id}",
                set={"status": "paid", "paid_at": at},
                condition=FieldIn("status", ("open",)),
            ),
            Put(
                Item("PAYMENT", event, about, ttl=now() // 1_000 + _KEPT_S),
                Absent(),
            ),
        ]


def _pk(workspace: str) -> str:
    return f"CREDITS#{workspace}"
