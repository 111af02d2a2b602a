"""Prints what evaluating expressions costs, beside a bare engine and bare Python measured in the same run."""

import json
import time
from collections.abc import Callable
from typing import Any

import quickjs

from flow_builder.expressions import compile_value, evaluate_each, resolve

SCOPE: dict[str, Any] = {
    "input": {"limit": 10},
    "steps": {"a": {"rows": [{"price": 3}]}},
    "item": {"price": {"amount": 4, "currency": "EUR"}},
    "index": 0,
}
ITEMS = [{"price": {"amount": n, "currency": "EUR"}, "title": f"Product {n}"} for n in range(10_000)]
WHERE = "{{ item.price.amount < input.limit }}"


def best(action: Callable[[], object], number: int, rounds: int = 5) -> float:
    """Returns the seconds that one call takes, in the best of some rounds."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        for _ in range(number):
            action()
        times.append((time.perf_counter() - started) / number)
    return min(times)


def figures() -> list[tuple[str, float, str, float]]:
    """Returns what was measured, its seconds, its reference and that one's seconds."""
    path = compile_value("{{ steps.a.rows[0].price }}")
    here = compile_value(WHERE)
    there = compile_value("{{ [item].map(i => i.price.amount < input.limit)[0] }}")
    context = quickjs.Context()
    context.eval("var scope = {item: {price: {amount: 4}}, input: {limit: 10}}")
    call = context.eval("(scope) => JSON.stringify(scope.item.price.amount < scope.input.limit)")
    each = context.eval(
        "(s, t) => { const {input} = JSON.parse(s);"
        " return JSON.stringify(JSON.parse(t).map(item => item.price.amount < input.limit)) }"
    )
    items = json.dumps(ITEMS)
    bare = best(lambda: SCOPE["steps"]["a"]["rows"][0]["price"], 100_000)
    live = best(lambda: context.eval("scope.item.price.amount < scope.input.limit"), 20_000)
    decoded = best(lambda: json.loads(call(context.parse_json(json.dumps(SCOPE)))), 10_000)
    return [
        ("plain path of 4 parts", best(lambda: resolve(path, SCOPE), 50_000), "bare Python access", bare),
        ("comparison in this process", best(lambda: resolve(here, SCOPE), 10_000), "bare eval, live context", live),
        ("the same", best(lambda: resolve(here, SCOPE), 10_000), "bare call with the scope as JSON", decoded),
        ("function in the other process", best(lambda: resolve(there, SCOPE), 1_000), "bare eval, live context", live),
        (
            "10,000 items in one call",
            best(lambda: evaluate_each(WHERE, SCOPE, ITEMS), 1),
            "bare call with the items as JSON",
            best(lambda: json.loads(each('{"input": {"limit": 10}}', items)), 1),
        ),
    ]


def main() -> None:
    """Prints one line per figure."""
    for name, seconds, reference, other in figures():
        print(f"{name:32} {seconds * 1e6:12,.2f} µs   {reference:34} {other * 1e6:12,.2f} µs   {seconds / other:6.1f}x")  # noqa: T201 -- its purpose


if __name__ == "__main__":
    main()
