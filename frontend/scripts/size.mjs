// Prints what the first load of each page transfers, and fails where code and styles are more than 250 KB (gzip).
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LIMIT = 250 * 1000;
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8"));
// Loaded by every page while it shows already; other alphabets are loaded when there is text in them.
const FONTS = Object.values(manifest)
  .filter(({ file }) => /inter-latin-wght/.test(file))
  .map(({ file }) => file);

function files(key, found = new Set()) {
  const chunk = manifest[key];
  if (!chunk || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const style of chunk.css ?? []) found.add(style);
  for (const needed of chunk.imports ?? []) files(needed, found);
  return found;
}

const size = (file) =>
  file.endsWith(".woff2") ? readFileSync(dist + file).length : gzipSync(readFileSync(dist + file)).length;
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const pages = Object.keys(manifest).filter((key) => /-page\.tsx$/.test(key));
for (const page of pages) {
  const sum = (names) => [...names].reduce((total, file) => total + size(file), 0);
  const total = sum(new Set([...files(entry), ...files(page)]));
  const first = !page.includes("editor");
  console.log(
    `${page.replace("src/", "").padEnd(36)} ${(total / 1000).toFixed(1).padStart(7)} KB + ${(sum(FONTS) / 1000).toFixed(0)} KB font`,
  );
  if (first && total > LIMIT) {
    console.error(`  more than ${LIMIT / 1000} KB`);
    process.exitCode = 1;
  }
}
