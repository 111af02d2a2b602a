// Prints what the first load of each page transfers (gzip), its fonts included, and fails where that is over its budget.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 250;
// Pages that are over it: the canvas alone is 60 KB. They may become smaller, and no larger.
const OVER_KB = {
  "editor/editor-page.tsx": 345,
  "runs/run-page.tsx": 268,
  "schedules/schedules-page.tsx": 268,
  "templates/templates-page.tsx": 270,
  "datasets/dataset-page.tsx": 256,
};
const dist = process.env.DIST ?? fileURLToPath(new URL("../dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, "utf8"));
const chunks = Object.entries(manifest);
// What every page shows text in; fonts of accented letters and other alphabets are loaded when there is text in them.
const fonts = chunks.filter(([name]) => /app\/fonts\/(inter|jetbrains-mono)\.woff2$/.test(name)).map(([, { file }]) => file);

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
  const total = sum(new Set([...files(entry), ...files(page), ...fonts]));
  const name = page.replace("src/", "");
  const budget = OVER_KB[name] ?? BUDGET_KB;
  console.log(`${name.padEnd(36)} ${kb(total)}${budget > BUDGET_KB ? ` (budget ${budget} KB)` : ""}`);
  if (total > budget * 1000) {
    console.error(`  more than ${budget} KB`);
    process.exitCode = 1;
  }
}
