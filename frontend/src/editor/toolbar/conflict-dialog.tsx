import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { createFlow, flowQuery, saveFlow } from "@/api/flows";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { taken } from "@/editor/autosave";
import { forget } from "@/editor/kept";
import { edit, useEditor } from "@/editor/store";
import { toMend } from "@/flow/problems";
import { t } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";
import { useQueryClient } from "@tanstack/react-query";

/** Somebody else saved this flow: theirs, mine, or mine as a copy. Nothing is lost before one is chosen. */
export function ConflictDialog() {
  const conflict = useEditor((state) => state.saving === "conflict");
  const cache = useQueryClient();
  const navigate = useNavigate();
  const theirs = useMutation({
    mutationFn: () => cache.query({ ...flowQuery(useEditor.getState().flow), staleTime: 0 }),
    onSuccess: (flow) => {
      forget(flow.id);
      const { rev, version, document, diagnostics } = flow;
      useEditor.setState({
        rev,
        version,
        diagnostics: toMend(diagnostics),
        saved: document,
        saving: "saved",
      });
      // A step of the history like any other, so that undoing it brings mine back.
      edit(t("Take the other changes"), () => document);
    },
  });
  const mine = useMutation({
    mutationFn: async () => {
      const { flow, document } = useEditor.getState();
      const now = await cache.query({ ...flowQuery(flow), staleTime: 0 });
      taken(await saveFlow(flow, document, now.rev), document);
    },
  });
  const copy = useMutation({
    mutationFn: () => {
      const { document } = useEditor.getState();
      return createFlow(
        { ...document, id: undefined, name: t("{name} (my copy)", { name: document.name }) },
        randomId(24),
      );
    },
    onSuccess: async (created) => {
      forget(useEditor.getState().flow);
      useEditor.setState({ saving: "saved" });
      await navigate({ to: "/flows/$flow", params: { flow: created.id } });
    },
  });
  const busy = theirs.isPending || mine.isPending || copy.isPending;
  return (
    <Dialog
      open={conflict}
      wide
      title={t("This flow was changed elsewhere")}
      description={t(
        "Somebody, or another tab of yours, has saved it since you opened it. Your changes are still here.",
      )}
      footer={
        <>
          <Button disabled={busy} onClick={() => theirs.mutate()}>
            {t("Take theirs, drop mine")}
          </Button>
          <Button disabled={busy} onClick={() => mine.mutate()}>
            {t("Keep mine, replace theirs")}
          </Button>
          <Button look="primary" disabled={busy} onClick={() => copy.mutate()}>
            {t("Keep both: mine as a copy")}
          </Button>
        </>
      }
    />
  );
}
