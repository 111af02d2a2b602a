import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { type Budget, budgetQuery, useSetBudget } from "@/api/credits";
import { ActionButton } from "@/components/action-button";
import { Loaded } from "@/components/loaded";
import { ProblemNote } from "@/components/problem-note";
import { Section } from "@/components/section";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { t } from "@/lib/i18n";

/** What a run and a month may cost, and when to say so. */
export function BudgetSection() {
  const query = useQuery(budgetQuery);
  return (
    <Section title={t("Budget")} about={t("What would cost more does not start, or stops.")}>
      <Loaded query={query} skeleton={<div className="h-40 skeleton" />}>
        {(budget) => <Form budget={budget} />}
      </Loaded>
    </Section>
  );
}

function Form({ budget }: { budget: Budget }) {
  const set = useSetBudget();
  const [run, setRun] = useState(budget.run?.toString() ?? "");
  const [month, setMonth] = useState(budget.month?.toString() ?? "");
  const [low, setLow] = useState(budget.low.join(", "));
  const save = () =>
    set.mutate(
      { run: amount(run), month: amount(month), low: amounts(low) },
      { onSuccess: () => toast.ok(t("The budget is set")) },
    );
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Credits label={t("A run, at most")} value={run} onChange={setRun} />
      <Credits label={t("A month, at most")} value={month} onChange={setMonth} />
      <Field label={t("Tell when the balance falls below")} hint={t("Amounts with commas between.")}>
        {(about) => <Input {...about} value={low} onChange={(event) => setLow(event.target.value)} />}
      </Field>
      <ProblemNote error={set.error} />
      <ActionButton operation="budgets_replace" type="submit" disabled={set.isPending}>
        {t("Save the budget")}
      </ActionButton>
    </form>
  );
}

interface CreditsProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function Credits({ label, value, onChange }: CreditsProps) {
  return (
    <Field label={label}>
      {(about) => (
        <Input
          {...about}
          type="number"
          min={0}
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

function amounts(text: string): number[] {
  return text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => /^\d+$/.test(each))
    .map(Number);
}
