import { execFileSync } from "node:child_process";

import { expect, test } from "vitest";

test("types and icons are as the server describes them", () => {
  const check = () =>
    execFileSync(process.execPath, ["scripts/generate.mjs", "--check"], { encoding: "utf8", stdio: "pipe" });
  expect(check).not.toThrow();
}, 30_000);
