// Turns a new QuickJS context into a sealed one and returns its entry points; runs once, before any user code.
// Everything that keeps state between two evaluations, reads the outside or compiles text is removed, and every
// intrinsic that is left is frozen, so that an evaluation can change nothing that a later one sees.
(() => {
  "use strict";
  const { freeze, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, isExtensible } = Object;
  const { ownKeys } = Reflect;
  const { parse, stringify } = JSON;
  const { isArray } = Array;

  const functionKinds = [function () {}, async function () {}, function* () {}, async function* () {}];
  const hiddenPrototypes = [
    ...functionKinds.map(getPrototypeOf),
    ...functionKinds.slice(2).map((each) => getPrototypeOf(each.prototype)),
    ...[[][Symbol.iterator](), ""[Symbol.iterator](), new Map().entries(), new Set().entries(), "".matchAll(/a/g)].map(getPrototypeOf),
    getPrototypeOf(Iterator.from({ next() {} })),
    getPrototypeOf([].values().map((each) => each)),
    getPrototypeOf(Int8Array),
    getOwnPropertyDescriptor(getPrototypeOf(() => {}), "caller")?.get,
  ];

  // The ways to compile text, and the names behind them.
  for (const kind of functionKinds) delete getPrototypeOf(kind).constructor;
  const REMOVED = [
    "eval", "Function", "SharedArrayBuffer", "Atomics", "WeakRef", "FinalizationRegistry", "queueMicrotask",
    "performance", "DOMException", "AsyncDisposableStack", "DisposableStack", "SuppressedError", "Promise",
    "std", "os", "bjson", "navigator", "gc", "print", "console", "scriptArgs",
  ];
  const kept = globalThis.Promise;
  for (const name of REMOVED) delete globalThis[name];
  delete kept.prototype.then;
  delete kept.prototype.catch;
  delete kept.prototype.finally;
  // QuickJS keeps these two in the context, behind accessors that freezing would not stop.
  for (const name of ["prepareStackTrace", "stackTraceLimit", "captureStackTrace"]) delete Error[name];

  // How values without a JSON form of their own leave the sandbox.
  const json = (prototype, toJSON) =>
    defineProperty(prototype, "toJSON", { value: toJSON, writable: true, configurable: true, enumerable: false });
  json(BigInt.prototype, function toJSON() { return this.toString(); });
  json(Map.prototype, function toJSON() { return Object.fromEntries(this); });
  json(Set.prototype, function toJSON() { return [...this]; });
  json(RegExp.prototype, function toJSON() { return String(this); });
  json(Error.prototype, function toJSON() { return { name: this.name, message: this.message }; });
  json(getPrototypeOf(Int8Array.prototype), function toJSON() { return [...this]; });
  json(kept.prototype, function toJSON() { throw new TypeError("An expression cannot wait for a promise."); });

  // A frozen property of a prototype would also forbid assigning the same name on objects that inherit from it
  // (`error.name = "x"`); accessors that define the property on the receiver keep that legal.
  const assignable = (prototype) => {
    for (const key of ownKeys(prototype)) {
      const old = getOwnPropertyDescriptor(prototype, key);
      if (!("value" in old) || !old.configurable) continue;
      const { value } = old;
      defineProperty(prototype, key, {
        configurable: false,
        enumerable: old.enumerable,
        get() { return value; },
        set(next) {
          if (this === prototype) throw new TypeError("The built-in objects cannot be changed.");
          defineProperty(this, key, { value: next, writable: true, enumerable: true, configurable: true });
        },
      });
    }
  };
  [Object, Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError].forEach((each) => assignable(each.prototype));

  const seen = new Set();
  const seal = (value) => {
    const queue = [value];
    while (queue.length) {
      const each = queue.pop();
      if ((typeof each !== "object" && typeof each !== "function") || each === null || seen.has(each)) continue;
      seen.add(each);
      freeze(each);
      queue.push(getPrototypeOf(each));
      for (const key of ownKeys(each)) {
        const { value: held, get, set } = getOwnPropertyDescriptor(each, key);
        queue.push(held, get, set);
      }
    }
  };
  seal(kept);
  hiddenPrototypes.forEach(seal);

  // Inputs come from JSON.parse: plain trees, where a frozen object's children are frozen too.
  const deepFreeze = (value) => {
    if (typeof value !== "object" || value === null) return value;
    freeze(value);
    if (isArray(value)) for (let at = 0; at < value.length; at++) deepFreeze(value[at]);
    else for (const key in value) deepFreeze(value[key]);
    return value;
  };

  const text = (value) => {
    if (value === null || value === undefined || typeof value === "function" || typeof value === "symbol") return "";
    if (value instanceof Date || typeof value !== "object") {
      return value instanceof Date ? (stringify(value) ?? "").slice(1, -1) : String(value);
    }
    const json = stringify(value);
    return json === undefined ? "" : json;
  };
  // No JSON text begins with !, L or M, which mark what went wrong. Long texts are not joined with a mark: the bindings
  // cannot read the ropes that come of it.
  const answer = (value, limit) => {
    const json = stringify(value);
    if (json === undefined) return "null";
    return json.length > limit ? "L" + json.length : json;
  };
  const problem = (error) => {
    if (error === null) return "M";
    let message = "";
    try {
      const named = typeof error === "object" && "message" in error;
      message = named ? `${error.name}: ${error.message}` : String(error);
    } catch {
      message = "The expression threw a value without a text.";
    }
    return "!" + message.slice(0, 400).toWellFormed();
  };

  const call = (fn, s, asText, limit) => {
    const value = fn(s.input, s.steps, s.item, s.index, s.vars, s.run, s.env);
    return answer(asText ? text(value) : value, limit);
  };
  const entry = {
    run(fn, scope, asText, freezing, limit) {
      try {
        return call(fn, freezing ? deepFreeze(parse(scope)) : parse(scope), asText, limit);
      } catch (error) {
        return problem(error);
      }
    },
    each(fn, scope, list, asText, freezing, limit) {
      let at = 0;
      try {
        const s = parse(scope);
        const items = parse(list);
        if (freezing) deepFreeze(s), deepFreeze(items);
        const { input, steps, vars, run, env } = s;
        const results = [];
        for (; at < items.length; at++) {
          const value = fn(input, steps, items[at], at, vars, run, env);
          results[at] = asText ? text(value) : value;
          // The engine looks at its clock once in 10,000 loop steps or calls: make it look.
          if (at % 256 === 255) for (let step = 0; step < 10_000; step++);
        }
        return answer(results, limit);
      } catch (error) {
        return problem(error) + "\n" + at;
      }
    },
    call(fn, names, scope, limit) {
      try {
        const s = deepFreeze(parse(scope));
        return answer(fn(...parse(names).map((name) => s[name])), limit);
      } catch (error) {
        return problem(error);
      }
    },
  };
  seal(entry);
  seal(globalThis);
  return entry;
})();
