import { Button } from "@/components/ui/button";
import type { Asked } from "@/components/ui/confirm";
import { Dialog } from "@/components/ui/dialog";
import { t } from "@/lib/i18n";

/** The question that `confirm` asks. */
export default function ConfirmDialog({ open, question }: { open: boolean; question: Asked }) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || question.answer(false)}
      title={question.title}
      description={question.description}
      footer={
        <>
          <Button onClick={() => question.answer(false)}>{t("Cancel")}</Button>
          <Button look={question.danger ? "danger" : "primary"} onClick={() => question.answer(true)}>
            {question.action}
          </Button>
        </>
      }
    />
  );
}
