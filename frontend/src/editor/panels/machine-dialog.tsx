import { useQuery } from "@tanstack/react-query";
import { Copy, Download } from "lucide-react";
import { useState } from "react";

import { asApiError } from "@/api/errors";
import type { PlanNode } from "@/api/flows";
import type { FlowDocument } from "@/api/types";
import { planQuery } from "@/api/versions";
import { JsonTree } from "@/components/data/json-tree";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { saveText } from "@/lib/download";
import { bytes } from "@/lib/format";
import { t, tn } from "@/lib/i18n";

interface Props {
  document: FlowDocument;
  name: string;
  close: () => void;
}

type View = "plan" | "machine";

/** What a document compiles to: the plan as a tree, and the state machine in Amazon States Language. */
export function MachineDialog({ document, name, close }: Props) {
  const query = useQuery(planQuery(document));
  const [view, setView] = useState<View>("plan");
  const machine = query.data?.machine;
  const plan = query.data?.plan;
  const text = () => JSON.stringify(view === "machine" ? machine?.machine : plan, null, 2);
  const file = `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.${view === "machine" ? "asl" : "plan"}.json`;
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => open || close()}
      title={t("{name} as a state machine", { name: document.name })}
      description={t("What is executed: the drawing's steps in their order, with what runs together.")}
      footer={
        <>
          <Button
            disabled={!plan}
            onClick={() => void navigator.clipboard.writeText(text()).then(() => toast.ok(t("Copied")))}
          >
            <Copy />
            {t("Copy as JSON")}
          </Button>
          <Button look="primary" disabled={!plan} onClick={() => saveText(file, text())}>
            <Download />
            {t("Download")}
          </Button>
        </>
      }
    >
      {query.isPending && <div className="h-64 skeleton" aria-busy />}
      {query.isError && <p className="text-sm text-bad">{asApiError(query.error).message}</p>}
      {query.data && !plan && (
        <p className="text-sm text-ink-soft">{t("It has errors, so there is nothing to execute yet.")}</p>
      )}
      {plan && (
        <div className="space-y-3">
          {machine && (
            <div className="flex flex-wrap items-center gap-3">
              <Segments
                label={t("Shown as")}
                value={view}
                onChange={setView}
                options={[
                  { value: "plan", label: t("Plan") },
                  { value: "machine", label: t("Amazon States Language") },
                ]}
              />
              <span className="text-xs text-ink-faint numeric">
                {[
                  tn(machine.states, "{n} state", "{n} states"),
                  bytes(machine.bytes),
                  tn(machine.events, "{n} history event at most", "{n} history events at most"),
                ].join(" · ")}
              </span>
            </div>
          )}
          {view === "machine" && machine ? (
            <div className="flex h-[50dvh] rounded-lg border">
              <JsonTree value={machine.machine} />
            </div>
          ) : (
            <ul className="overflow-x-auto rounded-lg border p-3 text-sm" aria-label={t("Plan")}>
              <Part part={plan} />
            </ul>
          )}
        </div>
      )}
    </Dialog>
  );
}

/** Of a kind of part: parts that run together and ways that are taken stand out from steps. */
const KINDS: Readonly<Record<string, string>> = {
  flow: "font-semibold",
  region: "font-medium text-ok",
  group: "font-medium text-busy",
  case: "text-wait",
};

function Part({ part }: { part: PlanNode }) {
  return (
    <li>
      <p className="flex items-baseline gap-2 py-0.5 whitespace-nowrap">
        <span className={KINDS[part.kind]}>{part.text}</span>
        {part.kind !== "step" && <span className="text-2xs text-ink-faint">{part.kind}</span>}
      </p>
      {part.children.length > 0 && (
        <ul className="ml-1.5 border-l pl-4">
          {part.children.map((child, index) => (
            <Part key={index} part={child} />
          ))}
        </ul>
      )}
    </li>
  );
}
