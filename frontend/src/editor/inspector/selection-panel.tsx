import {
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  Box,
  Copy,
  Repeat,
  ShieldCheck,
  Trash2,
  Wand,
} from "lucide-react";

import { Button } from "@/components/ui/button";
import { arrange, copySelected, duplicateSelected, removeSelected, wrapSelected } from "@/editor/actions";
import { edit, useEditor } from "@/editor/store";
import type { Catalogue } from "@/flow/document";
import { align, type Side } from "@/flow/edits";
import { t, tn } from "@/lib/i18n";

/** What can be done with several nodes at once. */
export function SelectionPanel({ catalogue }: { catalogue: Catalogue }) {
  const selected = useEditor((state) => state.selected);
  const lineUp = (label: string, side: Side) => () =>
    edit(label, (document) => align(document, selected, side));
  return (
    <div className="space-y-4 p-4">
      <h2 className="font-semibold">{tn(selected.size, "{n} selected", "{n} selected")}</h2>
      <div className="grid grid-cols-2 gap-2">
        <Button onClick={() => void copySelected()}>
          <Copy />
          {t("Copy")}
        </Button>
        <Button onClick={duplicateSelected}>
          <Copy />
          {t("Duplicate")}
        </Button>
        <Button onClick={lineUp(t("Align left"), "left")}>
          <AlignStartVertical />
          {t("Align left")}
        </Button>
        <Button onClick={lineUp(t("Align top"), "top")}>
          <AlignStartHorizontal />
          {t("Align top")}
        </Button>
        <Button onClick={lineUp(t("Spread in a row"), "row")}>
          <AlignHorizontalDistributeCenter />
          {t("In a row")}
        </Button>
        <Button onClick={() => arrange(catalogue)}>
          <Wand />
          {t("Arrange")}
        </Button>
        <Button onClick={() => wrapSelected("core.loop")}>
          <Repeat />
          {t("Put in a Loop")}
        </Button>
        <Button onClick={() => wrapSelected("core.try")}>
          <ShieldCheck />
          {t("Put in a Try")}
        </Button>
        <Button onClick={() => wrapSelected("core.parallel")}>
          <Box />
          {t("Put in Parallel")}
        </Button>
        <Button className="text-bad" onClick={removeSelected}>
          <Trash2 />
          {t("Remove")}
        </Button>
      </div>
    </div>
  );
}
