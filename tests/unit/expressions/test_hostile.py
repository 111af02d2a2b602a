"""Hostile expressions end in a clear error within their limit."""

import os
import resource
import time

import pytest

from flow_builder.domain import limits
from flow_builder.errors import ExpressionError
from flow_builder.expressions import check, evaluate, evaluate_each, pool, run_function

SECONDS = 0.1
SLACK = 1.0
"""CPU seconds for starting the process and ending it."""


def cpu() -> float:
    """Returns the CPU time of this process and of those that it has started and that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    pool.close()  # what an older process has spent counts when it ends
    monkeypatch.setattr(limits, "EXPRESSION_SECONDS", SECONDS)


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives time enough for what another limit stops, on a busy machine too."""
    monkeypatch.setattr(limits, "EXPRESSION_SECONDS", 20.0)


TIMEOUT = {
    "an endless loop": "(() => { for (;;); })()",
    "an endless loop that catches": "(() => { for (;;) { try { for (;;); } catch {} finally { continue } } })()",
    "an endless iterator": "[...{*[Symbol.iterator]() { for (;;) yield* [] }}]",
    "catastrophic backtracking": "/^(a+)+$/.test('a'.repeat(40) + 'b')",
    "a search in a long text": "'a'.repeat(3e6).indexOf('a'.repeat(15e5) + 'b')",
    "a replacement in a long text": "'a'.repeat(3e6).replaceAll('a'.repeat(15e5) + 'b', '')",
    "a sort of a huge length": "Array.prototype.sort.call({length: 2 ** 53 - 1})",
    "a join of a huge length": "new Array(2 ** 31).join('')",
    "a reversed huge length": "Array.prototype.reverse.call({length: 2 ** 53 - 1})",
    "a huge character class": "new RegExp('[' + 'a-z'.repeat(1e6) + ']', 'iu')",
    "a huge power": "7n ** 370000n",
    "many slow built-ins": "(() => { const s = 'a'.repeat(1e6); for (let n = 0; n < 1e5; n++) s.indexOf('b') })()",
    "many slow operators": "(() => { const a = 'a'.repeat(2e7), b = a + 'b'; let n = 0; for (;;) n += a < b })()",
    "a normalisation": "('a' + '\\u0301\\u0316'.repeat(1e6)).normalize('NFD').length",
    "a toJSON trap": "({toJSON() { for (;;); }})",
    "a getter trap": "({get x() { for (;;); }})",
    "a proxy trap": "new Proxy({}, {ownKeys() { for (;;); }})",
    "a toString trap in an error": "(() => { throw {toString() { for (;;); }} })()",
    "a message trap in an error": "(() => { throw {get message() { for (;;); }} })()",
    "a conversion by data": "String({toString: [].join, length: 2 ** 40})",
}


@pytest.mark.parametrize("name", TIMEOUT)
def test_what_runs_too_long_is_stopped(name: str) -> None:
    started = cpu()
    with pytest.raises(ExpressionError) as caught:
        evaluate("{{ " + TIMEOUT[name] + " }}", {})
    assert caught.value.code == "expression.timeout"
    assert cpu() - started < SECONDS + SLACK


MEMORY = {
    "a huge text": "'ab'.repeat(5e8)",
    "a doubled text": "(() => { let s = 'ab'; for (;;) s += s })()",
    "a growing list": "(() => { const a = []; for (;;) a.push(new Array(1000).fill(1)) })()",
    "a huge buffer": "new Uint8Array(1e9)",
    "a huge list": "new Array(1e8).fill(0)",
    "a caught overflow": "(() => { const a = []; for (;;) { try { for (;;) a.push('x'.repeat(1e6) + a.length) } catch { a.push(new Uint8Array(1e9)) } } })()",
}


@pytest.mark.parametrize("name", MEMORY)
def test_what_allocates_too_much_is_stopped(name: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate("{{ " + MEMORY[name] + " }}", {})
    assert caught.value.code in ("expression.memory", "expression.timeout")


@pytest.mark.usefixtures("long")
def test_a_huge_allocation_has_the_code_memory() -> None:
    for source in ("'ab'.repeat(5e8)", "new Uint8Array(1e9)"):
        with pytest.raises(ExpressionError) as caught:
            evaluate("{{ " + source + " }}", {})
        assert caught.value.code == "expression.memory"


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize(
    "source",
    [
        "(function f() { return f() })()",
        "(() => { let q = []; for (let n = 0; n < 1e5; n++) q = [q]; return q })()",
        "(() => { let q = []; for (let n = 0; n < 2e3; n++) q = [q]; return q })()",
        "JSON.parse('['.repeat(1e5))",
        "(() => { let p = {}; for (let n = 0; n < 1e5; n++) p = new Proxy(p, {}); return p.x })()",
        "({toJSON() { return this.toJSON() }})",
    ],
)
def test_what_recurses_too_deeply_is_stopped(source: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate("{{ " + source + " }}", {})
    assert caught.value.code == "expression.recursion"


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize(
    "source", ["'x'.repeat(9e6)", "Array.from({length: 1e6}, () => 'xxxxxxxxxx')", "'\\u0000'.repeat(2e6)"]
)
def test_a_result_that_is_too_large_is_refused(source: str) -> None:
    for text in ("{{ " + source + " }}", "text {{ " + source + " }}"):
        with pytest.raises(ExpressionError) as caught:
            evaluate(text, {})
        assert caught.value.code == "expression.result_too_large"


@pytest.mark.parametrize(
    "source",
    [
        "(() => { throw null })",
        "(() => { throw Symbol('x') })",
        "(() => { throw {get name() { throw 1 }, message: 'x'} })",
        "(() => { throw new Proxy({}, {has() { throw 1 }}) })",
        "(() => { const e = new Error('x'.repeat(1e6)); throw e })",
        "(() => { throw '\\ud800' })",
        "(() => { throw {message: {toString() { throw 2 }}} })",
        "(() => { throw undefined })",
        "(() => { throw {message: 'a\\n5'} })",
    ],
)
def test_whatever_is_thrown_becomes_an_error_with_a_short_text(source: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate("{{ " + source + "() }}", {})
    assert caught.value.code in ("expression.failed", "expression.memory")
    assert len(caught.value.message.encode()) < 2_000


@pytest.mark.parametrize(
    "source", ["(() => { const a = []; a.push(a); return a })()", "globalThis", "(async () => 1)()"]
)
def test_a_result_without_a_json_form_is_an_error_or_plain_data(source: str) -> None:
    try:
        value = evaluate("{{ " + source + " }}", {})
    except ExpressionError as error:
        assert error.code == "expression.failed"  # noqa: PT017 -- either is right
    else:
        assert value is None or isinstance(value, dict)


@pytest.mark.parametrize(
    "source",
    ["(" * 100_000, "[" * 50_000 + "]" * 50_000, "-" * 100_000 + "1", "1" + "+1" * 200_000, "a." * 100_000 + "a"],
)
def test_a_hostile_source_is_refused_or_compiled_in_time(source: str) -> None:
    started = cpu()
    try:
        check("{{ " + source + " }}")
    except ExpressionError as error:
        assert error.code in ("expression.syntax", "expression.recursion", "expression.timeout", "expression.memory")  # noqa: PT017 -- long sums are legal
    assert cpu() - started < SECONDS + SLACK


def test_a_slow_evaluation_of_items_is_stopped() -> None:
    items = [{"n": n} for n in range(100)]
    with pytest.raises(ExpressionError) as caught:
        evaluate_each("{{ [item].map(i => { for (;;); }) }}", {}, items)
    assert caught.value.code == "expression.timeout"


def test_a_function_is_stopped_by_its_own_limit() -> None:
    started = cpu()
    with pytest.raises(ExpressionError) as caught:
        run_function("'a'.repeat(3e6).indexOf('a'.repeat(15e5) + 'b')", {}, {}, seconds=0.3)
    assert caught.value.code == "expression.timeout"
    assert cpu() - started < 0.3 + SLACK


def test_the_next_evaluation_works_after_a_process_was_stopped() -> None:
    with pytest.raises(ExpressionError):
        evaluate("{{ new Array(2 ** 31).join('') }}", {})
    assert evaluate("{{ [1].map(x => x + 1) }}", {}) == [2]


def test_a_process_that_dies_between_two_evaluations_is_replaced() -> None:
    evaluate("{{ [1].map(x => x) }}", {})
    pool._idle[-1]._process.kill()
    pool._idle[-1]._process.wait()
    assert evaluate("{{ [1].map(x => x + 2) }}", {}) == [3]


def test_a_forked_child_gets_a_process_of_its_own() -> None:
    assert evaluate("{{ [1].map(x => x) }}", {}) == [1]
    child = os.fork()
    if child == 0:
        works = evaluate("{{ [2].map(x => x) }}", {}) == [2]
        pool.close()
        os._exit(0 if works else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert evaluate("{{ [3].map(x => x) }}", {}) == [3]
