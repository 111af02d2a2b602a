"""The marketplace. It is the one list that all workspaces share.

Keys (W = workspace, M = listing id, P = who rates):

    MARKET     L#M        a listing with its counts; of templates that come with the product the counts alone.
                          gsi1 = what a workspace has published: MARKET#W
    MARKET#M   RATE#P     a rating; gsi1 = what was rated and reported from a workspace: MARKET#W
    MARKET#M   REPORT#P   a report; the same
Blobs: market/M/flow.json, market/M/picture
"""

from typing import Any

from pydantic_core import from_json, to_json

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document, load_document
from flow_builder.domain.ids import now
from flow_builder.domain.market import Counts, Listing, Rating, Stored
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.blobs import Blobs
from flow_builder.store.table import Absent, Condition, Delete, Item, Present, Put, RevIs, Table, Update, Write

_LIST = "MARKET"
_PAGE = 500
_TRIED = 200


class MarketStore:
    """The repository of the marketplace."""

    def __init__(self, table: Table, blobs: Blobs) -> None:
        self.table = table
        self.blobs = blobs
        self.generation = 0
        """Goes up with every write of this process."""

    # ---- listings

    async def publish(self, listing: Listing, workspace: str, template: str, document: FlowDocument) -> Stored:
        """Stores a listing, or the newer state of one; its counts stay."""
        data = to_json(dump_document(document))
        await self.blobs.put(_blob(listing.id, "flow.json"), data, "application/json")
        fields = {"shown": listing.model_dump(mode="json"), "workspace": workspace, "template": template}
        keys = {"gsi1pk": _own(workspace), "gsi1sk": f"L#{listing.id}"}
        item = await self.table.update(Update(_LIST, f"L#{listing.id}", set=fields, keys=keys))
        self.generation += 1
        return _stored(item)

    async def put_picture(self, listing: str, picture: bytes, content_type: str) -> None:
        """Keeps the picture of a listing."""
        await self.blobs.put(_blob(listing, "picture"), picture, content_type)

    async def picture(self, listing: str) -> bytes:
        """Returns the picture of a listing; NotFound."""
        return await self.blobs.get(_blob(listing, "picture"))

    async def document(self, listing: str) -> FlowDocument:
        """Returns the flow of a listing; NotFound."""
        return load_document(from_json(await self.blobs.get(_blob(listing, "flow.json"))))

    async def get(self, listing: str) -> Stored:
        """Returns a listing; NotFound."""
        item = await self.table.get(_LIST, f"L#{listing}")
        if item is None or "shown" not in item.doc:
            raise missing(listing)
        return _stored(item)

    async def counts(self, listing: str) -> Counts:
        """Returns what is counted of a listing or of a template that comes with the product."""
        item = await self.table.get(_LIST, f"L#{listing}")
        return Counts() if item is None else Counts(**item.doc)

    async def all(self) -> tuple[list[Stored], dict[str, Counts]]:
        """Returns all listings, and the counts of all that have some."""
        listings: list[Stored] = []
        counts: dict[str, Counts] = {}
        cursor: str | None = None
        while True:
            page = await self.table.query(_LIST, prefix="L#", limit=_PAGE, cursor=cursor)
            for item in page.items:
                counts[item.sk[2:]] = Counts(**item.doc)
                if "shown" in item.doc:
                    listings.append(_stored(item))
            if (cursor := page.cursor) is None:
                return listings, counts

    async def unpublish(self, listing: str) -> None:
        """Removes a listing with its ratings and reports; a missing one is fine."""
        await self.table.write(Delete(_LIST, f"L#{listing}"))
        while True:
            page = await self.table.query(f"MARKET#{listing}", limit=90)
            if not page.items:
                break
            await self.table.write(*(Delete(item.pk, item.sk) for item in page.items))
        for name in ("flow.json", "picture"):
            await self.blobs.delete(_blob(listing, name))
        self.generation += 1

    async def of_workspace(self, workspace: str) -> list[str]:
        """Returns the ids of what a workspace has published."""
        page = await self.table.query(_own(workspace), index="gsi1", prefix="L#", limit=1_000)
        return [item.sk[2:] for item in page.items]

    async def forget(self, workspace: str) -> None:
        """Removes what a workspace has published, and what was rated and reported from it."""
        for listing in await self.of_workspace(workspace):
            await self.unpublish(listing)
        while True:
            page = await self.table.query(_own(workspace), index="gsi1", limit=_PAGE)
            if not page.items:
                return
            for item in page.items:
                listing, kind = item.pk.removeprefix("MARKET#"), item.sk.partition("#")[0]
                taken: dict[str, float]
                taken = {"reports": -1} if kind == "REPORT" else {"stars": -item.doc["stars"], "ratings": -1}
                await self._take_back(item, _count(listing, taken, bundled=False))
            self.generation += 1

    async def _take_back(self, item: Item, count: Update) -> None:
        gone = Delete(item.pk, item.sk)
        try:
            await self.table.write(gone, count)
        except Conflict:
            await self.table.write(gone)  # the listing is no more, and nothing is counted of it

    # ---- what people think of them

    async def used(self, listing: str, *, bundled: bool) -> None:
        """Counts that a flow was made from a listing."""
        try:
            await self.table.write(_count(listing, {"uses": 1}, bundled=bundled))
        except Conflict:
            return  # it was withdrawn meanwhile
        self.generation += 1

    async def rating(self, listing: str, who: str) -> Rating | None:
        """Returns what somebody thinks of a listing."""
        item = await self.table.get(f"MARKET#{listing}", f"RATE#{who}")
        return None if item is None else Rating(**item.doc)

    async def rate(self, listing: str, who: str, workspace: str, stars: int | None, *, bundled: bool) -> None:
        """Sets or removes (None) somebody's rating in one transaction with the sum of all; NotFound."""
        pk, sk = f"MARKET#{listing}", f"RATE#{who}"
        for _ in range(_TRIED):
            before = await self.table.get(pk, sk)
            was = 0 if before is None else int(before.doc["stars"])
            number = (stars is not None) - (before is not None)
            condition: Condition = Absent() if before is None else RevIs(before.rev)
            op: Write
            if stars is None:
                if before is None:
                    return
                op = Delete(pk, sk, condition)
            else:
                rev = 1 if before is None else before.rev + 1
                doc: dict[str, Any] = {"stars": stars, "at": now()}
                op = Put(Item(pk, sk, doc, _own(workspace), f"R#{listing}", rev=rev), condition)
            count = _count(listing, {"stars": (stars or 0) - was, "ratings": number}, bundled=bundled)
            try:
                await self.table.write(op, count)
            except Conflict:
                if not bundled:
                    await self.get(listing)
                continue
            self.generation += 1
            return
        raise Conflict("The rating changes too often at the moment.", code="market.busy", hint="Try again.")

    async def report(self, listing: str, who: str, workspace: str, reason: str, *, bundled: bool) -> None:
        """Keeps what somebody reports about a listing, counted once for each; NotFound."""
        pk, sk = f"MARKET#{listing}", f"REPORT#{who}"
        doc: dict[str, Any] = {"reason": reason, "at": now()}
        item = Item(pk, sk, doc, _own(workspace), f"R#{listing}")
        try:
            await self.table.write(Put(item, Absent()), _count(listing, {"reports": 1}, bundled=bundled))
        except Conflict:
            if not bundled:
                await self.get(listing)
            try:
                await self.table.update(Update(pk, sk, set=doc, condition=Present()))
            except Conflict as error:
                raise missing(listing) from error
        self.generation += 1

    async def reports(self, listing: str, limit: int = 100) -> list[dict[str, Any]]:
        """Returns what was reported about a listing, without by whom."""
        page = await self.table.query(f"MARKET#{listing}", prefix="REPORT#", limit=limit)
        return [item.doc for item in page.items]


def missing(listing: str) -> NotFound:
    """Returns the error for a listing that is not there."""
    return NotFound(
        f"There is no template {listing!r} in the marketplace.",
        code="market.not_found",
        hint="GET /marketplace lists those there are.",
    )


def _count(listing: str, add: dict[str, float], *, bundled: bool) -> Update:
    return Update(_LIST, f"L#{listing}", add=add, condition=None if bundled else Present())


def _stored(item: Item) -> Stored:
    counts = Counts(**{name: item.doc[name] for name in Counts.model_fields if name in item.doc})
    return Stored(
        shown=Listing(**item.doc["shown"]),
        workspace=item.doc["workspace"],
        template=item.doc["template"],
        counts=counts,
    )


def _blob(listing: str, name: str) -> str:
    return f"market/{listing}/{name}"


def _own(workspace: str) -> str:
    return f"MARKET#{workspace}#OWN"
