"""Nothing of one evaluation is seen by the next one, in a realm that both share."""

import json
import subprocess
import sys
import threading

import pytest

from flow_builder.expressions import evaluate
from flow_builder.expressions.realm import Realm, Stopped

LIMITS = {"seconds": 0.5, "limit": 100_000}


def run(realm: Realm, source: str, scope: str = "{}") -> object:
    return json.loads(realm.run(source, scope, False, **LIMITS))


@pytest.fixture
def realm() -> Realm:
    return Realm()


LEAKS = {
    "a global": ("globalThis.leak = 1", "typeof leak"),
    "an undeclared name": ("leak = 1", "typeof leak"),
    "this": ("(function () { return this })().leak = 1", "typeof leak"),
    "defineProperty on the global": ("Object.defineProperty(globalThis, 'leak', {value: 1})", "typeof leak"),
    "Reflect.set on the global": ("Reflect.set(globalThis, 'leak', 1)", "typeof leak"),
    "Object.prototype": ("Object.prototype.leak = 1", "typeof ({}).leak"),
    "Object.prototype by __proto__": ("({}).__proto__.leak = 1", "typeof ({}).leak"),
    "Object.prototype by name": (
        "Object.prototype.toString = () => 'leak'",
        "String({}) === 'leak' ? 'leak' : 'undefined'",
    ),
    "setPrototypeOf": ("Object.setPrototypeOf(Array.prototype, {leak: 1})", "typeof [].leak"),
    "Reflect.setPrototypeOf": ("Reflect.setPrototypeOf(Object.prototype, {leak: 1})", "typeof ({}).leak"),
    "Array.prototype": ("Array.prototype.map = () => 'leak'", "[1].map(x => 'undefined')[0]"),
    "Array.prototype length": ("Array.prototype.push.call(Array.prototype, 'leak')", "typeof Array.prototype[0]"),
    "a static": ("Math.leak = 1", "typeof Math.leak"),
    "JSON.stringify": ("JSON.stringify = () => '\"leak\"'", "'undefined'"),
    "JSON.parse": ("JSON.parse = () => ({})", "typeof JSON.leak"),
    "Date.now": ("Date.now = () => 'leak'", "typeof Date.now() === 'number' ? 'undefined' : 'leak'"),
    "an iterator's prototype": (
        "Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({done: true, value: 'leak'})",
        "[...'ab'].length + [...[1]].length === 3 ? 'undefined' : 'leak'",
    ),
    "an iterator's prototype by property": (
        "Object.getPrototypeOf(new Map().entries()).leak = 1",
        "typeof new Map().entries().leak",
    ),
    "a generator's prototype": (
        "Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())).leak = 1",
        "typeof (function* () {})().leak",
    ),
    "an async generator's prototype": (
        "Object.getPrototypeOf(async function* () {}).leak = 1",
        "typeof (async function* () {}).leak",
    ),
    "a promise": ("Object.getPrototypeOf((async () => 1)()).leak = 1", "typeof (async () => 1)().leak"),
    "a function's prototype": ("(() => {}).__proto__.leak = 1", "typeof (() => {}).leak"),
    "an async function's prototype": ("Object.getPrototypeOf(async () => {}).leak = 1", "typeof (async () => {}).leak"),
    "the RegExp statics": (
        "/(l)eak/.test('leak')",
        "typeof RegExp.$1 + (RegExp.lastMatch ?? '') === 'undefined' ? 'undefined' : 'leak'",
    ),
    "RegExp.prototype": ("RegExp.prototype.exec = () => ['leak']", "/x/.exec('y') === null ? 'undefined' : 'leak'"),
    "RegExp.prototype.lastIndex": ("RegExp.prototype.lastIndex = 5", "typeof RegExp.prototype.lastIndex"),
    "a literal's lastIndex": (
        "(() => { const r = /a/g; r.leak = 1; r.test('aa'); return 1 })()",
        "(() => { const r = /a/g; return r.lastIndex === 0 ? typeof r.leak : 'leak' })()",
    ),
    "Error.prepareStackTrace": (
        "Error.prepareStackTrace = () => 'leak'",
        "new Error('x').stack === 'leak' ? 'leak' : typeof Error.prepareStackTrace",
    ),
    "Error.stackTraceLimit": ("Error.stackTraceLimit = 0", "typeof Error.stackTraceLimit"),
    "Error.captureStackTrace": ("Error.captureStackTrace({})", "typeof Error.captureStackTrace"),
    "Error.prototype": ("Error.prototype.message = 'leak'", "new Error().message === 'leak' ? 'leak' : 'undefined'"),
    "toJSON": (
        "Date.prototype.toJSON = () => 'leak'",
        "JSON.stringify(new Date(0)) === '\"leak\"' ? 'leak' : 'undefined'",
    ),
    "Symbol.for": ("Symbol.for('leak').description.leak = 1", "typeof Symbol.for('leak').leak"),
    "Symbol.prototype": ("Symbol.prototype.leak = 1", "typeof Symbol().leak"),
    "Number.prototype": ("Number.prototype.leak = 1", "typeof (1).leak"),
    "typed arrays": ("Object.getPrototypeOf(Int8Array).leak = 1", "typeof Int8Array.leak"),
    "a template object": (
        "(() => { const t = s => s; const a = t`x`; a.raw.leak = 1; return a })()",
        "(s => typeof s.raw.leak)`x`",
    ),
    "a let at top level": ("1); let leak = 1; (2", "typeof leak"),
    "a var at top level": ("1)}); var leak = 1; (function () { return (2", "typeof leak"),
    "a comment": ("1 //)}); var leak = 1; (function () { return (2", "typeof leak"),
    "an array wrapper": ("1]}); var leak = 1; (function () { return [2", "typeof leak"),
    "arguments.callee": ("arguments.callee.leak = 1", "typeof arguments.callee.leak"),
    "a caller": ("(function f() { f.caller.leak = 1 })()", "(function f() { return typeof f.caller.leak })()"),
    "a callback's arguments": (
        "(function f() { return f.arguments.leak = 1 })()",
        "(function f() { return typeof f.arguments.leak })()",
    ),
    "the wrapper's prototype": ("Object.getPrototypeOf(arguments).leak = 1", "typeof arguments.leak"),
    "an iterator accessor": (
        "Iterator.prototype[Symbol.toStringTag] = 'leak'",
        "Iterator.prototype[Symbol.toStringTag] === 'leak' ? 'leak' : 'undefined'",
    ),
    "an iterator constructor": (
        "Iterator.prototype.constructor = 'leak'",
        "Iterator.prototype.constructor === 'leak' ? 'leak' : 'undefined'",
    ),
    "__defineGetter__": ("({}).__proto__.__defineGetter__('leak', () => 1)", "typeof ({}).leak"),
    "a pending job": ("(async () => { await 1; globalThis.leak = 1 })()", "typeof leak"),
}


@pytest.mark.parametrize("name", LEAKS)
def test_an_evaluation_leaves_nothing_behind(name: str, realm: Realm) -> None:
    first, second = LEAKS[name]
    try:
        run(realm, first)
    except Stopped as stopped:
        assert stopped.kind in ("failed", "syntax")  # noqa: PT017 -- succeeding without effect is as good
    try:
        assert run(realm, second) == "undefined"
    except Stopped as stopped:
        assert "TypeError" in stopped.message  # noqa: PT017 -- poisoned properties throw


@pytest.mark.parametrize(
    "source",
    [
        "eval('1')",
        "(0, eval)('1')",
        "Function('return 1')()",
        "new Function('return 1')()",
        "(() => {}).constructor('return 1')()",
        "(async () => {}).constructor('return 1')()",
        "(function* () {}).constructor('return 1')().next()",
        "(async function* () {}).constructor('return 1')()",
        "Object.constructor('return 1')()",
        "[].map.constructor('return 1')()",
        "Reflect.construct(Object.constructor, ['return 1'])()",
        "Object.getPrototypeOf(() => {}).constructor('return 1')()",
    ],
)
def test_text_cannot_be_compiled(source: str, realm: Realm) -> None:
    with pytest.raises(Stopped) as caught:
        run(realm, source)
    assert caught.value.kind in ("failed", "syntax")


@pytest.mark.parametrize(
    "name",
    [
        "eval",
        "Function",
        "WeakRef",
        "FinalizationRegistry",
        "SharedArrayBuffer",
        "Atomics",
        "Promise",
        "queueMicrotask",
        "performance",
        "std",
        "os",
        "require",
        "process",
        "console",
        "print",
        "scriptArgs",
        "setTimeout",
        "fetch",
        "WebAssembly",
        "entry",
    ],
)
def test_a_global_that_could_reach_out_is_gone(name: str, realm: Realm) -> None:
    assert run(realm, f"typeof globalThis.{name}") == "undefined"


def test_a_dynamic_import_reads_no_file(realm: Realm) -> None:
    for name in ("os", "std", "/etc/hostname"):
        with pytest.raises(Stopped):
            run(realm, f"import({name!r})")


def test_every_intrinsic_that_can_be_reached_is_frozen(realm: Realm) -> None:
    walk = """(() => {
      const seen = new Set(), loose = [];
      const queue = [[globalThis, 'globalThis'], [arguments, '']].slice(0, 1);
      for (const [name, value] of Object.entries({
        generator: (function* () {})(), asyncGenerator: (async function* () {})(), promise: (async () => 1)(),
        matches: 'a'.matchAll(/a/g), map: new Map().entries(), set: new Set().values(), array: [].values(), text: 'a'[Symbol.iterator](),
        helper: [].values().map(x => x), wrapped: Iterator.from({next() {}}), fn: () => 1, asyncFn: async () => 1,
      })) queue.push([Object.getPrototypeOf(value), name]);
      while (queue.length) {
        const [value, path] = queue.pop();
        if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
        seen.add(value);
        if (!Object.isFrozen(value) && !/prototype$/.test(path.replace(/^(generator|asyncGenerator)$/, 'prototype'))) loose.push(path);
        queue.push([Object.getPrototypeOf(value), path + '.__proto__']);
        for (const key of Reflect.ownKeys(value)) {
          const d = Object.getOwnPropertyDescriptor(value, key);
          queue.push([d.value, path + '.' + String(key)], [d.get, path + '.get ' + String(key)], [d.set, path + '.set ' + String(key)]);
        }
      }
      return [loose, seen.size];
    })()"""
    loose, count = run(realm, walk)  # type: ignore[misc]
    assert loose == []
    assert count > 500


def test_values_are_not_shared_between_calls_of_one_expression(realm: Realm) -> None:
    source = "((list) => { list.push(1); return list.length })([])"
    assert [run(realm, source) for _ in range(3)] == [1, 1, 1]
    assert [run(realm, "input.a", json.dumps({"input": {"a": n}})) for n in range(3)] == [0, 1, 2]
    assert run(realm, "typeof input") == "undefined"


def test_a_realm_is_given_up_after_a_limit_was_hit(realm: Realm) -> None:
    with pytest.raises(Stopped, match="interrupted"):
        realm.run("(() => { for (;;); })()", "{}", False, seconds=0.05, limit=1_000)
    assert realm.spent


def test_a_realm_goes_on_after_an_ordinary_error_and_is_given_up_after_many_calls(realm: Realm) -> None:
    with pytest.raises(Stopped):
        run(realm, "nope.x")
    assert not realm.spent
    for _ in range(30_000):
        realm.run("1", "{}", False, **LIMITS)
        if realm.spent:
            break
    assert realm.spent


def test_threads_have_realms_of_their_own() -> None:
    problems: list[BaseException] = []

    def work(n: int) -> None:
        try:
            for _ in range(50):
                assert evaluate("{{ input.n + 1 }}", {"input": {"n": n}}) == n + 1
                assert evaluate("{{ [input.n].map(x => x + 1) }}", {"input": {"n": n}}) == [n + 1]
        except BaseException as error:  # noqa: BLE001 -- reported by the main thread
            problems.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_the_process_ends_with_its_parent_and_has_nothing_of_its_environment() -> None:
    script = (
        "from flow_builder.expressions import evaluate, pool\n"
        "evaluate('{{ [1].map(x => x) }}', {})\n"
        "print(pool._idle[0]._process.pid, flush=True)\n"
        "print(open(f'/proc/{pool._idle[0]._process.pid}/environ').read().replace(chr(0), ' '), flush=True)\n"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, env={"SECRET": "hunter2"}
    )
    pid, _, environment = done.stdout.partition("\n")
    assert "hunter2" not in environment
    deadline = threading.Event()
    for _ in range(200):
        if not _running(int(pid)):
            return
        deadline.wait(0.05)
    pytest.fail("the evaluating process outlives its parent")


def _running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123 -- a kernel file
            return file.read().split()[2] not in ("Z", "X")
    except OSError:
        return False
