import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Plus, X } from "lucide-react";
import { useState } from "react";

import { stepOutputQuery, useResumeRun } from "@/api/runs";
import type { Run } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/choice";
import { FormDialog } from "@/components/ui/form-dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { LiveRun } from "@/hooks/use-run-feed";
import { t } from "@/lib/i18n";

const NOTHING = "null";

interface Edit {
  target: string;
  value: string;
}

interface Props {
  run: Run;
  live: LiveRun | undefined;
  /** Step to begin with; empty: what failed. */
  from?: string;
  close: () => void;
}

/** Goes on with an ended run: from what failed or from a step, with changed values if need be. */
export default function ResumeDialog({ run, live, from = "", close }: Props) {
  const [start, setStart] = useState(from);
  const [newest, setNewest] = useState(false);
  const [edits, setEdits] = useState<readonly Edit[]>([]);
  const resume = useResumeRun();
  const navigate = useNavigate();
  const steps = [...new Set([...(live?.feed.steps.values() ?? [])].map((step) => step.key))];
  const bad = edits.find((edit) => edit.target === "" || !isJson(edit.value));
  const go = async () => {
    const set = Object.fromEntries(edits.map(({ target, value }) => [target, JSON.parse(value) as unknown]));
    const resumed = await resume.mutateAsync({
      id: run.id,
      body: { from: start || null, set, newest, failed_items: false },
    });
    close();
    await navigate({ to: "/runs/$run", params: { run: resumed.id } });
  };
  const change = (index: number, edit: Edit) => setEdits((now) => now.with(index, edit));
  const cache = useQueryClient();
  /** Puts what there is at a target below it, to be changed. */
  const fill = async (index: number, { target, value }: Edit) => {
    if (value !== NOTHING) return;
    const [root, key = "", ...rest] = target.split(".");
    const found =
      root === "input"
        ? valueAt(run.input, [key, ...rest])
        : root === "steps" && key !== ""
          ? valueAt(await cache.query(stepOutputQuery(run.id, key, "")).catch(() => undefined), rest)
          : undefined;
    if (found === undefined) return;
    const filled = { target, value: JSON.stringify(found, null, 2) };
    // It came late, perhaps: what was written meanwhile stays.
    setEdits((now) =>
      now[index]?.target === target && now[index].value === NOTHING ? now.with(index, filled) : now,
    );
  };
  return (
    <FormDialog
      title={t("Resume this run")}
      description={t("A new run starts with what this one has recorded, and does only the rest.")}
      action={t("Resume")}
      ready={bad === undefined}
      pending={resume.isPending}
      error={resume.error}
      send={() => void go().catch(() => undefined)}
      close={close}
    >
      <Field label={t("Begin with")}>
        {({ id }) => (
          <Select
            id={id}
            className="w-full"
            value={start}
            onChange={setStart}
            options={[
              { value: "", label: t("What failed or was not reached") },
              ...steps.map((key) => ({ value: key, label: key })),
            ]}
          />
        )}
      </Field>
      <div className="space-y-2">
        <div className="flex items-center">
          <span className="flex-1 text-xs font-medium text-ink-soft">{t("Changed values")}</span>
          <Button size="sm" look="quiet" onClick={() => setEdits([...edits, { target: "", value: NOTHING }])}>
            <Plus />
            {t("Add")}
          </Button>
        </div>
        {edits.length === 0 && (
          <p className="text-xs text-ink-faint">
            {t("Input, outputs of steps and items of loops can be other than they were.")}
          </p>
        )}
        {edits.map((edit, index) => (
          <div key={index} className="flex flex-wrap items-start gap-2 sm:flex-nowrap">
            <Input
              aria-label={t("What is changed")}
              className="w-44 font-mono text-xs"
              placeholder="input.limit"
              list="resume-targets"
              value={edit.target}
              onChange={(event) => change(index, { ...edit, target: event.target.value })}
              onBlur={() => void fill(index, edit)}
            />
            <Textarea
              aria-label={t("New value (JSON)")}
              rows={1}
              className="order-1 flex-1 font-mono text-xs sm:order-none"
              aria-invalid={!isJson(edit.value)}
              value={edit.value}
              onChange={(event) => change(index, { ...edit, value: event.target.value })}
            />
            <IconButton
              label={t("Remove")}
              size="icon-sm"
              onClick={() => setEdits(edits.toSpliced(index, 1))}
            >
              <X />
            </IconButton>
          </div>
        ))}
        <datalist id="resume-targets">
          <option value="input" />
          {steps.map((key) => (
            <option key={key} value={`steps.${key}`} />
          ))}
        </datalist>
      </div>
      <label className="flex items-center gap-3 text-sm">
        <Switch checked={newest} onChange={setNewest} label={t("Use the flow's newest version")} />
        {t("Use the flow's newest version")}
      </label>
    </FormDialog>
  );
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path
    .filter(Boolean)
    .reduce<unknown>(
      (found, name) =>
        typeof found === "object" && found !== null ? (found as Record<string, unknown>)[name] : undefined,
      value,
    );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
