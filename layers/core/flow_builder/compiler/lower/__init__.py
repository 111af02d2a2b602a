"""Lowering: a plan to a state machine, whose tasks ask hosts to execute the plan's parts.

What a state passes on is never data: `{"workspace", "run", "path"}` and, from the last task, the label `go` that a Choice
routes by. `path` is the iteration path (`"3.0"`). Every task answers with all of it, so no state has to put it together:

    task      answers with `go` …
    region    the port that is live, if exactly one is (`""` else); `ports.c0`, `ports.c1` … (`yes`, `no`), for each case;
              of one that may be left: `again` with `until`, when it is to be asked for again at that moment
    begin     of a container: `run`, or `pass` when it is skipped, blocked or recorded; `items` or `items_key`, `at_once`
    next      of a loop: `more` with the next iteration's path, `rest` when a batch is full, `done`
    end       of a container: `pass`
    pause     `pass`; `hold` with `seconds` for a token to be answered; `timer` with `until`
    call      `pass`, or `run` with `machine`, `name` and `child` of the called run
    stop      `stop`, or `pass` when it is skipped or blocked
    finish    the run's status

Which steps run, are skipped or blocked is decided by the hosts, by the same engine as on one machine: the machine only
orders and waits, and saves calls where a label says that a case is dead. Its limits are kept by construction: a part that
may be repeated so often that a history would outgrow its 25,000 events is a distributed Map, whose iterations have
histories of their own, and lists of items go through storage.
"""

from flow_builder.compiler.lower.machine import lower
from flow_builder.compiler.lower.target import Target

__all__ = ["Target", "lower"]
