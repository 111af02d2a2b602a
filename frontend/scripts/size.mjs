// Prints what the first load of each page transfers (gzip), its fonts included, and fails where that is over its budget.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 250;
// What a page fetches unasked as soon as its first picture stands.
const THEN = { "src/editor/editor-page.tsx": "src/editor/canvas/canvas.tsx" };
const dist = process.env.DIST ?? fileURLToPath(new URL("../dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, "utf8"));
const chunks = Object.entries(manifest);
// What every page shows text in; fonts of accented letters and other alphabets are loaded when there is text in them.
const fonts = chunks
  .filter(([name]) => /app\/fonts\/(inter|jetbrains-mono)\.woff2$/.test(name))
  .map(([, { file }]) => file);

function files(name, found = new Set()) {
  const chunk = manifest[name];
  if (!chunk || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const style of chunk.css ?? []) found.add(style);
  for (const needed of chunk.imports ?? []) files(needed, found);
  return found;
}

function size(file) {
  const content = readFileSync(`${dist}/${file}`);
  return file.endsWith(".woff2") ? content.length : gzipSync(content, { level: 9 }).length;
}

const sum = (names) => [...names].reduce((total, file) => total + size(file), 0);
const kb = (bytes) => `${(bytes / 1000).toFixed(1).padStart(6)} KB`;
const entry = chunks.find(([, { isEntry }]) => isEntry)[0];
const always = sum(files(entry)) + sum(fonts);
console.log(`${"every page".padEnd(36)} ${kb(always)}, of which fonts ${kb(sum(fonts)).trim()}`);
for (const [page] of chunks.filter(([name]) => /-page\.tsx$/.test(name))) {
  const first = new Set([...files(entry), ...files(page), ...fonts]);
  const total = sum(first);
  const then = THEN[page] ? sum([...files(THEN[page])].filter((file) => !first.has(file))) : 0;
  console.log(
    `${page.replace("src/", "").padEnd(36)} ${kb(total)}${then ? `, then ${kb(then).trim()}` : ""}`,
  );
  if (total > BUDGET_KB * 1000) {
    console.error(`  more than ${BUDGET_KB} KB`);
    process.exitCode = 1;
  }
}
