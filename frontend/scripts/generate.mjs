// Writes what is derived from the server's sources; `--check` only tells whether it is up to date.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import openapi, { astToString } from "openapi-typescript";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const CORE = here("../../layers/core/flow_builder/");

async function schema() {
  // Examples hold schemas of their own, whose references lead nowhere here.
  const plain = (name, value) =>
    ["example", "examples"].includes(name) && typeof value !== "function" ? undefined : value;
  const described = JSON.parse(readFileSync(join(CORE, "api/openapi.json"), "utf8"), plain);
  const types = astToString(await openapi(described, { alphabetize: true, defaultNonNullable: false }));
  return `// Generated from the API's openapi.json by \`npm run generate\`.\n\n${types}`;
}

// Only the icons that node types name are shipped, and a new node's icon needs no line here.
function icons() {
  const names = new Set(["box"]);
  for (const file of readdirSync(join(CORE, "nodes"), { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".py")) continue;
    for (const [, name] of readFileSync(join(CORE, "nodes", file), "utf8").matchAll(/\bicon="([a-z0-9-]+)"/g))
      names.add(name);
  }
  const pascal = (name) => name.replace(/(^|-)([a-z0-9])/g, (_, __, letter) => letter.toUpperCase());
  const known = readFileSync(here("../node_modules/lucide-react/dist/lucide-react.d.ts"), "utf8");
  const found = [...names]
    .sort()
    .filter((name) => known.includes(` ${pascal(name)},`) || known.includes(`${pascal(name)}:`));
  const imports = found.map((name) => `  ${pascal(name)},`).join("\n");
  const table = found.map((name) => `  "${name}": ${pascal(name)},`).join("\n");
  return (
    "// Generated from the icons that node types name, by `npm run generate`.\n\n" +
    `import {\n${imports}\n  type LucideIcon,\n} from "lucide-react";\n\n` +
    `export const NODE_ICONS: Record<string, LucideIcon> = {\n${table}\n};\n`
  );
}

const FILES = { "../src/api/schema.gen.ts": await schema(), "../src/components/node-icons.gen.ts": icons() };
const stale = Object.entries(FILES).filter(([path, text]) => {
  try {
    return readFileSync(here(path), "utf8") !== text;
  } catch {
    return true;
  }
});
if (process.argv.includes("--check")) {
  for (const [path] of stale)
    console.error(`${path.replace("../", "frontend/")} is stale: run \`npm run generate\`.`);
  process.exitCode = stale.length ? 1 : 0;
} else {
  for (const [path, text] of stale) writeFileSync(here(path), text);
}
