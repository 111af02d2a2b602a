import { expect, test } from "vitest";

import { cronOfPlan, planOf } from "@/schema-form/schedule/days";

test.each(["30 7 * * MON-FRI", "0 8,18 * * *", "15 6 * * MON,SUN", "0 9 1,15 * *", "0 23 L * *"])(
  "%s is days and times, and they make it",
  (expression) => {
    const plan = planOf(expression);
    expect(plan && cronOfPlan(plan)).toBe(expression);
  },
);

test.each(["*/5 * * * *", "0 9 * 1 *", "0 9 1 * MON", "0,30 9 * * *", "99 9 * * *", "nothing"])(
  "%s is more than days and times",
  (expression) => {
    expect(planOf(expression)).toBeNull();
  },
);
