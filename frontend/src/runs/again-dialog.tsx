import { useState } from "react";

import { type AgainBody, useRunAgain } from "@/api/runs";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { Segments, Switch } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { t, tn } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";

interface Props {
  /** Which failed runs are meant. */
  which: AgainBody;
  close: () => void;
}

/** Starts all failed runs of a list again. */
export default function AgainDialog({ which, close }: Props) {
  const [how, setHow] = useState<"resume" | "retry">("resume");
  const [newest, setNewest] = useState(false);
  const [key] = useState(() => randomId(24));
  const again = useRunAgain();
  const go = async () => {
    const told = await again.mutateAsync({ body: { ...which, resume: how === "resume", newest }, key });
    const started = told.filter((each) => each.started !== null).length;
    const refused = told.find((each) => each.started === null);
    if (started > 0) toast.ok(tn(started, "{n} run was started again", "{n} runs were started again"));
    if (refused)
      toast.info(
        tn(told.length - started, "{n} run was not started", "{n} runs were not started"),
        refused.message ?? undefined,
      );
    if (told.length === 0) toast.info(t("There was no failed run"));
    close();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={t("Run all failed runs again")}
      description={t(
        "Those of the list's flow, trigger and time, the oldest first, a thousand at most. None is started twice.",
      )}
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button look="primary" disabled={again.isPending} onClick={() => void go().catch(() => undefined)}>
            {t("Run all again")}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <Segments
          label={t("Begin with")}
          value={how}
          onChange={setHow}
          options={[
            { value: "resume", label: t("What failed") },
            { value: "retry", label: t("The beginning") },
          ]}
        />
        <label className="flex items-center gap-3 text-sm">
          <Switch checked={newest} onChange={setNewest} label={t("Use the flow's newest version")} />
          {t("Use the flow's newest version")}
        </label>
        <ProblemNote error={again.error} />
      </div>
    </Dialog>
  );
}
