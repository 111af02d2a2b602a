"""Who may execute now, and who is next: limits per flow, workspace and host, and a fair order among those who wait.

The order, from the outside in:

    workspaces    by turns, those that have a run which may start
    flows         by turns within a workspace; flows with runs that somebody waits for before others, but after three
                  of them one of the others
    runs          first come, first served within a flow; runs that somebody waits for before those in the background,
                  again three to one

So nobody waits for ever, whatever else comes in. A flow whose next run finds no room is passed over. All operations take
constant time, whatever the length of the queue; of a run that waits a `Ticket` is all that is kept in memory.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal, TypeAlias

_IN_A_ROW = 3
"""How many that are waited for go before one in the background."""

WaitsFor: TypeAlias = Literal["flow", "workspace", "host", "turn"]
"""What a queued run lacks: room in its flow, its workspace, the host; or just its turn among the flow's runs."""


@dataclass(slots=True, eq=False)
class Ticket:
    """A run's place in the queue, and its right to execute once `holds_slot`."""

    run: str
    workspace: str
    flow: str
    limit: int
    """Runs of the flow at the same time, as the version that it executes has it."""
    background: bool = False
    holds_slot: bool = False


_Lane: TypeAlias = "OrderedDict[str, Ticket]"


@dataclass(slots=True)
class _Flow:
    name: str
    running: int = 0
    lanes: tuple[_Lane, _Lane] = field(default_factory=lambda: (OrderedDict(), OrderedDict()))
    """Runs that somebody waits for, runs in the background; by run id, in the order they came."""
    streak: int = 0

    def next(self) -> Ticket | None:
        first, second = self.lanes
        if second and (self.streak >= _IN_A_ROW or not first):
            return next(iter(second.values()))
        return next(iter(first.values())) if first else None

    def pop(self, ticket: Ticket) -> None:
        del self.lanes[ticket.background][ticket.run]
        self.streak = 0 if ticket.background or not self.lanes[1] else self.streak + 1


@dataclass(slots=True)
class _Workspace:
    name: str
    running: int = 0
    queued: int = 0
    flows: dict[str, _Flow] = field(default_factory=dict)
    rings: tuple["OrderedDict[str, _Flow]", "OrderedDict[str, _Flow]"] = field(
        default_factory=lambda: (OrderedDict(), OrderedDict())
    )
    """Flows whose next run has room in its flow: those with runs that are waited for, the others."""
    streak: int = 0

    def next(self) -> _Flow:
        first, second = self.rings
        if second and (self.streak >= _IN_A_ROW or not first):
            self.streak = 0
            return next(iter(second.values()))
        self.streak = self.streak + 1 if second else 0
        return next(iter(first.values()))

    def sort(self, flow: _Flow) -> None:
        """Puts a flow into the ring it belongs to now, at the end if it is new there."""
        ticket = flow.next()
        ready = ticket is not None and flow.running < ticket.limit
        wanted = int(not flow.lanes[0])
        for number, ring in enumerate(self.rings):
            if not ready or number != wanted:
                ring.pop(flow.name, None)
        if ready:
            self.rings[wanted].setdefault(flow.name, flow)
        elif ticket is None and not flow.running:
            self.flows.pop(flow.name, None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a queued run stands: `position` 1 is the next one of its flow."""

    position: int
    waits_for: WaitsFor
    limit: int
    """How many may execute at once where it lacks room."""
    running: int
    """How many do."""


class FairQueue:
    """Gives tickets their slots; `launch` is called with each at its turn, at the latest when `leave` makes room.

    Args:
        launch: Lets the run of a ticket begin; must not raise.
        per_workspace: Runs of one workspace at the same time, unless it has a limit of its own.
        in_all: Runs of all workspaces at the same time.
    """

    def __init__(self, launch: Callable[[Ticket], None], *, per_workspace: int, in_all: int) -> None:
        self._launch = launch
        self.per_workspace = per_workspace
        self.in_all = in_all
        self._limits: dict[str, int] = {}
        """Of workspaces with a limit of their own."""
        self._running = 0
        self._workspaces: dict[str, _Workspace] = {}
        self._ring: OrderedDict[str, _Workspace] = OrderedDict()
        self._closed = False

    def enter(self, ticket: Ticket) -> None:
        """Lets a run wait for its turn, which may be at once; one that waits already keeps its place."""
        workspace, flow = self._of(ticket)
        if self._is_free(ticket, workspace, flow):
            workspace.streak = flow.streak = 0
            self._take(ticket, workspace, flow)
            self._launch(ticket)
            return
        lane = flow.lanes[ticket.background]
        if ticket.run not in lane:
            lane[ticket.run] = ticket
            workspace.queued += 1
        self._sort(workspace, flow)
        self._advance()

    def force(self, ticket: Ticket) -> None:
        """Gives a slot at once, also when all are taken: to one that had it before, or that others wait for."""
        if not ticket.holds_slot:
            workspace, flow = self._of(ticket)
            self._take(ticket, workspace, flow)
            self._sort(workspace, flow)

    def leave(self, ticket: Ticket) -> None:
        """Takes a ticket's slot or place away; others get their turn. Does nothing for one that has neither."""
        workspace, flow = self._of(ticket)
        if ticket.holds_slot:
            ticket.holds_slot = False
            flow.running -= 1
            workspace.running -= 1
            self._running -= 1
        elif flow.lanes[ticket.background].get(ticket.run) is ticket:
            del flow.lanes[ticket.background][ticket.run]
            workspace.queued -= 1
        self._sort(workspace, flow)
        self._advance()

    def set_limit(self, workspace: str, limit: int | None) -> None:
        """Gives a workspace a limit of its own, or with None that of all; those that have room now get their turn."""
        if self._limits.get(workspace) == limit:
            return
        if limit is None:
            del self._limits[workspace]
        else:
            self._limits[workspace] = limit
        found = self._workspaces.get(workspace)
        if found is not None:
            self._seat(found)
            self._advance()

    def limit_of(self, workspace: str) -> int:
        """Returns how many runs of a workspace may execute at the same time."""
        return self._limits.get(workspace, self.per_workspace)

    def close(self) -> None:
        """Lets no further run start."""
        self._closed = True

    def open(self) -> None:
        """Lets those start whose turn came while it was closed."""
        self._closed = False
        self._advance()

    def _advance(self) -> None:
        while self._ring and self._running < self.in_all and not self._closed:
            workspace = next(iter(self._ring.values()))
            self._ring.move_to_end(workspace.name)
            flow = workspace.next()
            ticket = flow.next()
            assert ticket is not None
            flow.pop(ticket)
            workspace.queued -= 1
            self._take(ticket, workspace, flow)
            for ring in workspace.rings:
                if flow.name in ring:
                    ring.move_to_end(flow.name)
            self._sort(workspace, flow)
            self._launch(ticket)

    def _is_free(self, ticket: Ticket, workspace: _Workspace, flow: _Flow) -> bool:
        """Tells whether a run can start now and overtakes nobody: if there is room, no others wait for just that."""
        return (
            flow.running < ticket.limit
            and workspace.running < self.limit_of(workspace.name)
            and self._running < self.in_all
            and not self._closed
            and not any(flow.lanes)
        )

    def _take(self, ticket: Ticket, workspace: _Workspace, flow: _Flow) -> None:
        ticket.holds_slot = True
        flow.running += 1
        workspace.running += 1
        self._running += 1

    def _of(self, ticket: Ticket) -> tuple[_Workspace, _Flow]:
        workspace = self._workspaces.get(ticket.workspace)
        if workspace is None:
            workspace = self._workspaces[ticket.workspace] = _Workspace(ticket.workspace)
        flow = workspace.flows.get(ticket.flow)
        if flow is None:
            flow = workspace.flows[ticket.flow] = _Flow(ticket.flow)
        return workspace, flow

    def _sort(self, workspace: _Workspace, flow: _Flow) -> None:
        workspace.sort(flow)
        self._seat(workspace)

    def _seat(self, workspace: _Workspace) -> None:
        """Lets a workspace take part in the turns while it has a run that may start."""
        if workspace.running < self.limit_of(workspace.name) and any(workspace.rings):
            self._ring.setdefault(workspace.name, workspace)
        else:
            self._ring.pop(workspace.name, None)
            if not workspace.flows:
                self._workspaces.pop(workspace.name, None)

    # ---- looking at it

    def executing(self, workspace: str) -> int:
        """Returns how many runs of a workspace have a slot."""
        found = self._workspaces.get(workspace)
        return found.running if found else 0

    def queued(self, workspace: str | None = None, flow: str | None = None) -> int:
        """Returns how many runs are queued: of all workspaces, of one, or of one of its flows."""
        if workspace is None:
            return sum(each.queued for each in self._workspaces.values())
        found = self._workspaces.get(workspace)
        if found is None or flow is None:
            return found.queued if found else 0
        return sum(map(len, found.flows[flow].lanes)) if flow in found.flows else 0

    def flows(self, workspace: str) -> Iterator[tuple[str, int, int]]:
        """Yields (flow, executing, queued) of the flows of a workspace that have runs in the queue."""
        found = self._workspaces.get(workspace)
        for flow in found.flows.values() if found else ():
            if queued := sum(map(len, flow.lanes)):
                yield flow.name, flow.running, queued

    def places(self, tickets: Iterable[Ticket]) -> dict[str, Place]:
        """Returns by run where queued ones stand; it takes as long as the queues of their flows are."""
        wanted: dict[tuple[str, str], list[Ticket]] = {}
        for ticket in tickets:
            wanted.setdefault((ticket.workspace, ticket.flow), []).append(ticket)
        found: dict[str, Place] = {}
        for (name, flow), some in wanted.items():
            workspace = self._workspaces.get(name)
            if workspace is not None and flow in workspace.flows:
                found |= self._places(workspace, workspace.flows[flow], {each.run for each in some})
        return found

    def _places(self, workspace: _Workspace, flow: _Flow, wanted: set[str]) -> dict[str, Place]:
        found: dict[str, Place] = {}
        for position, ticket in enumerate(chain(*(lane.values() for lane in flow.lanes)), 1):
            if ticket.run in wanted:
                found[ticket.run] = Place(position, *self._lack(workspace, flow, ticket))
                if len(found) == len(wanted):
                    break
        return found

    def _lack(self, workspace: _Workspace, flow: _Flow, ticket: Ticket) -> tuple[WaitsFor, int, int]:
        if flow.running >= ticket.limit:
            return "flow", ticket.limit, flow.running
        if workspace.running >= (limit := self.limit_of(workspace.name)):
            return "workspace", limit, workspace.running
        if self._running >= self.in_all:
            return "host", self.in_all, self._running
        return "turn", ticket.limit, flow.running
