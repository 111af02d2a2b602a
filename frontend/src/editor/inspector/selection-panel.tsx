import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Box,
  Copy,
  Group,
  type LucideIcon,
  Repeat,
  ShieldCheck,
  Trash2,
  Wand,
} from "lucide-react";

import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import {
  addGroupAt,
  alignSelected,
  arrange,
  copySelected,
  duplicateSelected,
  removeSelected,
  wrapSelected,
} from "@/editor/actions";
import { useEditor } from "@/editor/store";
import type { Side } from "@/flow/align";
import type { Catalogue } from "@/flow/document";
import { msg, t, tn } from "@/lib/i18n";

const SIDES: readonly { side: Side; label: string; icon: LucideIcon }[] = [
  { side: "left", label: msg("Align left"), icon: AlignStartVertical },
  { side: "center", label: msg("Align centres"), icon: AlignCenterVertical },
  { side: "right", label: msg("Align right"), icon: AlignEndVertical },
  { side: "row", label: msg("Spread in a row"), icon: AlignHorizontalDistributeCenter },
  { side: "top", label: msg("Align top"), icon: AlignStartHorizontal },
  { side: "middle", label: msg("Align middles"), icon: AlignCenterHorizontal },
  { side: "bottom", label: msg("Align bottom"), icon: AlignEndHorizontal },
  { side: "column", label: msg("Spread in a column"), icon: AlignVerticalDistributeCenter },
];

/** What can be done with several nodes at once. */
export function SelectionPanel({ catalogue }: { catalogue: Catalogue }) {
  const selected = useEditor((state) => state.selected);
  return (
    <div className="space-y-4 p-4">
      <h2 className="font-semibold">{tn(selected.size, "{n} selected", "{n} selected")}</h2>
      <div role="group" aria-label={t("Align")} className="grid w-fit grid-cols-4 gap-1">
        {SIDES.map(({ side, label, icon: Icon }) => (
          <IconButton key={side} label={t(label)} look="plain" onClick={() => alignSelected(side, catalogue)}>
            <Icon />
          </IconButton>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-2">
        <Button onClick={() => void copySelected()}>
          <Copy />
          {t("Copy")}
        </Button>
        <Button onClick={duplicateSelected}>
          <Copy />
          {t("Duplicate")}
        </Button>
        <Button onClick={() => addGroupAt({ x: 0, y: 0 }, catalogue)}>
          <Group />
          {t("Group")}
        </Button>
        <Button onClick={() => void arrange(catalogue)}>
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
