"""The fair queue against a plain model: limits hold, nobody is passed over, no slot is empty while somebody could start."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flow_builder.machines.queue import FairQueue, Ticket

WORKSPACES, FLOWS = "ABC", "fgh"
IN_A_ROW = 3
Flow: TypeAlias = tuple[str, str]


def flow_of(ticket: Ticket) -> Flow:
    return ticket.workspace, ticket.flow


@dataclass
class Model:
    """What is true of a queue, told by lists and counted anew each time."""

    per_workspace: int
    in_all: int
    queued: list[Ticket] = field(default_factory=list)
    executing: list[Ticket] = field(default_factory=list)
    passed: dict[str, dict[Any, int]] = field(default_factory=dict)
    """Per kind of turns: how often each that could have been next saw another one go, since its last turn."""

    def heads(self, flow: Flow) -> list[Ticket]:
        """Returns the first that is waited for and the first in the background, of a flow."""
        mine = [each for each in self.queued if flow_of(each) == flow]
        return [
            next(each for each in mine if each.background == kind)
            for kind in sorted({each.background for each in mine})
        ]

    def has_room(self, ticket: Ticket) -> bool:
        flow = sum(flow_of(each) == flow_of(ticket) for each in self.executing)
        workspace = sum(each.workspace == ticket.workspace for each in self.executing)
        return flow < ticket.limit and workspace < self.per_workspace and len(self.executing) < self.in_all

    def ready(self) -> dict[Flow, list[Ticket]]:
        """Returns the flows that have room whichever of their heads is next, with these."""
        flows = {flow_of(each): self.heads(flow_of(each)) for each in self.queued}
        return {flow: heads for flow, heads in flows.items() if all(map(self.has_room, heads))}

    def launch(self, ticket: Ticket) -> None:
        flow, workspace = flow_of(ticket), ticket.workspace
        heads = self.heads(flow)
        assert ticket in heads, "first come, first served"
        assert self.has_room(ticket), "a limit is exceeded"
        ready = self.ready()
        self._turn("workspaces", {each for each, _ in ready}, workspace, len(WORKSPACES) - 1)
        mine = {each: found for each, found in ready.items() if each[0] == workspace}
        self._turn(f"flows of {workspace}", mine.keys(), flow, len(FLOWS) * (IN_A_ROW + 1))
        patient = {each for each, found in mine.items() if all(head.background for head in found)}
        kind = "patient" if all(head.background for head in heads) else "waited for"
        self._turn(f"kinds of {workspace}", {"patient"} if patient else set(), kind, IN_A_ROW)
        self._turn(f"lanes of {flow}", {head.background for head in heads}, ticket.background, IN_A_ROW)
        self.queued.remove(ticket)
        self.executing.append(ticket)

    def _turn(self, kind: str, could: AbstractSet[Any], did: Any, most: int) -> None:
        before = self.passed.get(kind, {})
        self.passed[kind] = {each: before.get(each, 0) + 1 for each in could if each != did}
        assert max(self.passed[kind].values(), default=0) <= most, (
            f"{kind} are not served by turns: {self.passed[kind]}"
        )


_TICKETS = st.builds(
    Ticket,
    run=st.just(""),
    workspace=st.sampled_from("AAAABC"),
    flow=st.sampled_from("ffffgh"),
    limit=st.integers(1, 4),
    background=st.sampled_from([False, False, True]),
)
_CROWDS = st.lists(_TICKETS, max_size=80).map(lambda tickets: [("enter", ticket) for ticket in tickets])
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("enter"), _TICKETS),
        st.tuples(st.just("enter"), _TICKETS),
        st.tuples(st.just("force"), _TICKETS),
        st.tuples(st.sampled_from(["end", "withdraw", "pause", "again"]), st.integers(0, 999)),
    ),
    max_size=80,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the queue
@given(crowd=_CROWDS, steps=_STEPS, per_workspace=st.integers(1, 4), in_all=st.integers(1, 8))
def test_limits_hold_everybody_gets_a_turn_and_no_slot_is_left_empty(
    crowd: list[tuple[str, Any]], steps: list[tuple[str, Any]], per_workspace: int, in_all: int
) -> None:
    model = Model(per_workspace, in_all)
    queue = FairQueue(model.launch, per_workspace=per_workspace, in_all=in_all)
    paused: list[Ticket] = []
    for number, (what, how) in enumerate(crowd + steps):
        if isinstance(how, Ticket):
            ticket = Ticket(f"r{number}", how.workspace, how.flow, how.limit, how.background)
            (model.queued if what == "enter" else model.executing).append(ticket)
            (queue.enter if what == "enter" else queue.force)(ticket)
        elif what == "again":
            for ticket in model.queued:
                queue.enter(ticket)
        elif what == "pause" and paused and how % 2:
            model.executing.append(ticket := paused.pop())
            queue.force(ticket)
        elif found := model.queued if what == "withdraw" else model.executing:
            ticket = found.pop(how % len(found))
            if what == "pause":
                paused.append(ticket)
            queue.leave(ticket)
        assert model.ready() == {}, "a slot is empty, and somebody could start"
        assert [each.holds_slot for each in model.executing] == [True] * len(model.executing)
    assert queue.queued() == len(model.queued)
    places = queue.places([*model.queued, *model.executing])
    assert places.keys() == {ticket.run for ticket in model.queued}
    assert all(place.waits_for == "turn" or place.running >= place.limit for place in places.values())
    while model.executing:
        queue.leave(model.executing.pop())
    assert model.queued == [], "somebody is left behind"
    assert [queue.executing(each) for each in WORKSPACES] == [0] * len(WORKSPACES)


def test_of_a_flows_runs_three_that_are_waited_for_go_before_one_in_the_background() -> None:
    order: list[str] = []
    queue = FairQueue(lambda ticket: order.append(ticket.run), per_workspace=9, in_all=9)
    queue.force(first := Ticket("first", "A", "f", 1))
    tickets = {name: Ticket(name, "A", "f", 1, name.isupper()) for name in ["X", "Y", "a", "b", "c", "d", "e"]}
    for ticket in tickets.values():
        queue.enter(ticket)
    assert {run: place.position for run, place in queue.places(tickets.values()).items()} == {
        **{name: number for number, name in enumerate("abcde", 1)},
        "X": 6,
        "Y": 7,
    }
    queue.leave(first)
    while len(order) < len(tickets):
        queue.leave(tickets[order[-1]])
    assert order == ["a", "b", "c", "X", "d", "e", "Y"]


def test_one_busy_flow_holds_up_no_other_and_one_workspace_no_other() -> None:
    order: list[str] = []
    queue = FairQueue(lambda ticket: order.append(ticket.run), per_workspace=9, in_all=1)
    queue.force(first := Ticket("first", "A", "f", 9))
    tickets = {
        name: Ticket(name, workspace, flow, 9)
        for name, workspace, flow in [
            *((f"Af{n}", "A", "f") for n in range(4)),
            *((f"Ag{n}", "A", "g") for n in range(2)),
            *((f"Bf{n}", "B", "f") for n in range(3)),
        ]
    }
    for ticket in tickets.values():
        queue.enter(ticket)
    queue.leave(first)
    while len(order) < len(tickets):
        queue.leave(tickets[order[-1]])
    assert order == ["Af0", "Bf0", "Ag0", "Bf1", "Af1", "Bf2", "Ag1", "Af2", "Af3"]
