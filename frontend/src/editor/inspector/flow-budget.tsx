import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { type Budget, flowBudgetQuery, useSetFlowBudget } from "@/api/credits";
import { ActionButton } from "@/components/action-button";
import { Loaded } from "@/components/loaded";
import { ProblemNote } from "@/components/problem-note";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useEditor } from "@/editor/store";
import { formatNumber, t } from "@/lib/i18n";

/** What runs of this flow may cost; unlike the rest of the settings it holds at once, for published versions, too. */
export function FlowBudget() {
  const flow = useEditor((state) => state.flow);
  const query = useQuery(flowBudgetQuery(flow));
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold">{t("Budget")}</h3>
      <p className="mb-2 text-xs text-ink-faint">
        {t(
          "In credits. What would cost more does not start, or stops. It holds at once, for published versions, too.",
        )}
      </p>
      <Loaded query={query} skeleton={<div className="h-24 skeleton" />}>
        {(budget) => <Form key={`${budget.run}/${budget.month}`} flow={flow} budget={budget} />}
      </Loaded>
    </section>
  );
}

function Form({ flow, budget }: { flow: string; budget: Budget }) {
  const set = useSetFlowBudget(flow);
  const [run, setRun] = useState(budget.run?.toString() ?? "");
  const [month, setMonth] = useState(budget.month?.toString() ?? "");
  const same = run === (budget.run?.toString() ?? "") && month === (budget.month?.toString() ?? "");
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate(
          { run: amount(run), month: amount(month) },
          { onSuccess: () => toast.ok(t("The budget is set")) },
        );
      }}
    >
      <Credits label={t("A run, at most")} value={run} onChange={setRun} />
      <Credits
        label={t("A month, at most")}
        hint={t("{n} used this month", { n: formatNumber(budget.this_month.used) })}
        value={month}
        onChange={setMonth}
      />
      <ProblemNote error={set.error} />
      <ActionButton operation="budgets_replace_flow" size="sm" type="submit" disabled={same || set.isPending}>
        {t("Save the budget")}
      </ActionButton>
    </form>
  );
}

interface CreditsProps {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
}

function Credits({ label, hint, value, onChange }: CreditsProps) {
  return (
    <Field label={label} hint={hint}>
      {(about) => (
        <Input
          {...about}
          type="number"
          min={0}
          className="max-w-40 numeric"
          placeholder={t("No limit")}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function amount(text: string): number | null {
  return text === "" ? null : Number(text);
}
