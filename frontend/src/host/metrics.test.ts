import { expect, test } from "vitest";

import { samplesOf, sumOf } from "@/host/metrics";

const TEXT = `# HELP flow_runs_total Runs that ended.
# TYPE flow_runs_total counter
flow_runs_total{trigger="manual",status="succeeded"} 12.0
flow_runs_total{trigger="api",status="failed"} 3.0
flow_http_request_duration_seconds_bucket{le="0.1",route="/x \\"y\\""} 4.0
flow_http_request_duration_seconds_sum{route="/x \\"y\\""} 1.5e-1
process_resident_memory_bytes 1.048576e+06
`;

test("samples have names, labels and values; buckets are left out", () => {
  expect(samplesOf(TEXT).map(({ name }) => name)).toEqual([
    "flow_runs_total",
    "flow_runs_total",
    "flow_http_request_duration_seconds_sum",
    "process_resident_memory_bytes",
  ]);
  expect(samplesOf(TEXT)[2]).toEqual({
    name: "flow_http_request_duration_seconds_sum",
    labels: { route: '/x "y"' },
    value: 0.15,
  });
});

test("a metric is summed over what fits, and null where nothing is counted", () => {
  const samples = samplesOf(TEXT);
  expect(sumOf(samples, "flow_runs_total")).toBe(15);
  expect(sumOf(samples, "flow_runs_total", { status: "failed" })).toBe(3);
  expect(sumOf(samples, "flow_nothing")).toBeNull();
});
