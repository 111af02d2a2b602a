import { beforeEach, expect, test, vi } from "vitest";

import { forgetView, sameView, savedViews, saveView, setOf } from "@/lib/saved-views";

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

test("a view is kept for its list and its workspace, and replaced by one of the same name", () => {
  saveView("runs", "w1", { name: "Broken", search: { status: "failed" } });
  saveView("runs", "w1", { name: "Broken", search: { status: "failed,timed_out" } });
  expect(savedViews("runs", "w1")).toEqual([{ name: "Broken", search: { status: "failed,timed_out" } }]);
  expect(savedViews("runs", "w2")).toEqual([]);
  expect(savedViews("flows", "w1")).toEqual([]);
  forgetView("runs", "w1", "Broken");
  expect(savedViews("runs", "w1")).toEqual([]);
});

test("what is not set makes no difference, nor does the order", () => {
  expect(sameView(setOf({ q: undefined, period: "day", flow: "f" }), { flow: "f", period: "day" })).toBe(
    true,
  );
  expect(sameView(setOf({ trash: true }), {})).toBe(false);
});
