import { expect, test } from "vitest";

import type { Flow } from "@/api/types";
import { crumbs, foldersBelow } from "@/flows/folders";

const flows = ["", "Shop", "Shop/Prices", "Shop/Prices/Old", "Ada"].map((folder) => ({ folder }) as Flow);

test("the top shows the outermost folders, with all flows in them and deeper", () => {
  expect(foldersBelow(flows, "")).toEqual([
    { path: "Ada", name: "Ada", flows: 1 },
    { path: "Shop", name: "Shop", flows: 3 },
  ]);
});

test("a folder shows those right below it", () => {
  expect(foldersBelow(flows, "Shop")).toEqual([{ path: "Shop/Prices", name: "Prices", flows: 2 }]);
  expect(foldersBelow(flows, "Sho")).toEqual([]);
});

test("crumbs lead from the outermost folder to the folder itself", () => {
  expect(crumbs("Shop/Prices")).toEqual([
    { name: "Shop", path: "Shop" },
    { name: "Prices", path: "Shop/Prices" },
  ]);
});
