import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import ts from "typescript";
import { expect, test } from "vitest";

import german from "@/lib/languages/de.json";

const SOURCES = fileURLToPath(new URL("../", import.meta.url));
/** Names of products and formats, keys of a keyboard, samples of what is typed: the same in each language. */
const SAME_EVERYWHERE = new Set([
  "Flow Builder",
  "Slack",
  "CSV",
  "CSV · Excel · JSON",
  "Excel",
  "JSON",
  "JSON Lines",
  "Alt",
  "steps.",
  "/demo/shop/categories/lighting",
  "https://api.example/me",
  "Shop/Prices",
  "Add to cart",
  "input.limit",
  "ada@example.com",
  "SHOP_URL",
]);
/** What the replayed run of the front page has read in a shop. */
const RECORDED = "landing/recording.ts";
/** What people read, as attributes of elements and properties of objects. */
const SHOWN =
  /^(aria-label|aria-description|alt|title|placeholder|label|labels|hint|about|description|action|text|detail|unit)$/;
/** Texts that nothing but people would read. */
const SENTENCE = /^\p{Lu}\p{Ll}+ \p{Ll}|^\p{Lu}.* .*[.?!…]$/u;
const MARKS: Record<string, [from: number, to: number]> = { t: [0, 1], msg: [0, 1], tn: [1, 3] };

interface Found {
  keys: Map<string, string>;
  /** What was looked up. */
  taken: Set<ts.Node>;
  /** Calls with a text that cannot be looked up. */
  made: string[];
  plain: string[];
}

function files(): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.(test|gen)\.tsx?$|^mocks\/|^lib\/i18n\.ts$/.test(name),
  );
}

function read(): Found {
  const found: Found = { keys: new Map(), taken: new Set(), made: [], plain: [] };
  for (const name of files()) {
    const text = readFileSync(SOURCES + name, "utf8");
    const kind = name.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, kind);
    const place = (node: ts.Node) =>
      `${name}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const visit = (node: ts.Node) => {
      const range = ts.isCallExpression(node) && MARKS[node.expression.getText()];
      if (range) for (const given of node.arguments.slice(...range)) take(given, place(node), found);
      const plain = found.taken.has(node) ? null : plainText(node);
      if (plain !== null && /\p{L}/u.test(plain) && !SAME_EVERYWHERE.has(plain) && name !== RECORDED)
        found.plain.push(`${place(node)} ${plain}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

function take(given: ts.Expression, place: string, found: Found): void {
  found.taken.add(given);
  if (ts.isStringLiteralLike(given)) found.keys.set(given.text, place);
  else if (ts.isConditionalExpression(given)) {
    take(given.whenTrue, place, found);
    take(given.whenFalse, place, found);
  } else if (ts.isTemplateExpression(given) || isSum(given)) found.made.push(`${place} ${given.getText()}`);
}

const isSum = (node: ts.Node) =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;

/** Returns what a part of the source shows to people as it stands, null where it shows nothing. */
function plainText(node: ts.Node): string | null {
  if (ts.isJsxText(node)) return node.text.trim().replace(/\s+/g, " ");
  if (ts.isJsxAttribute(node) && SHOWN.test(node.name.getText()) && node.initializer)
    return ts.isStringLiteral(node.initializer) ? node.initializer.text : null;
  if (ts.isStringLiteralLike(node) && SENTENCE.test(node.text)) return node.text;
  if (!ts.isPropertyAssignment(node) || !SHOWN.test(node.name.getText())) return null;
  // A word in small letters is a name in the code, such as a colour or an id.
  return ts.isStringLiteral(node.initializer) && !/^[a-z0-9_.:/-]*$/.test(node.initializer.text)
    ? node.initializer.text
    : null;
}

const { keys, made, plain } = read();
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test("each text of the app has a German one", () => {
  expect([...keys].filter(([key]) => !(key in german)).map(([key, place]) => `${place} ${key}`)).toEqual([]);
});

test("each German text is one of the app's", () => {
  expect(Object.keys(german).filter((key) => !keys.has(key))).toEqual([]);
});

test("a translation has the values of its text", () => {
  const other = Object.entries(german).filter(
    ([text, translated]) => places(text).join() !== places(translated).join(),
  );
  expect(other).toEqual([]);
});

test("texts are not put together before they are looked up", () => {
  expect(made).toEqual([]);
});

test("what people read is said through t", () => {
  expect(plain).toEqual([]);
});
