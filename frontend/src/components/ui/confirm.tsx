import { useState } from "react";
import { create } from "zustand";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { t } from "@/lib/i18n";

interface Question {
  title: string;
  description?: string;
  action: string;
  danger?: boolean;
}

interface State {
  question: (Question & { answer: (yes: boolean) => void }) | null;
}

const useConfirm = create<State>(() => ({ question: null }));

/** Asks before something that cannot be undone; resolves to whether to go on. */
export function confirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      useConfirm.setState({ question: null });
      resolve(yes);
    };
    useConfirm.setState({ question: { ...question, answer } });
  });
}

/** Shows the question that `confirm` asks; it is on the page once. */
export function Confirmations() {
  const question = useConfirm((state) => state.question);
  // The last question stays while its dialog closes.
  const [shown, setShown] = useState(question);
  if (question && question !== shown) setShown(question);
  if (!shown) return null;
  return (
    <Dialog
      open={question !== null}
      onOpenChange={(open) => open || shown.answer(false)}
      title={shown.title}
      description={shown.description}
      footer={
        <>
          <Button onClick={() => shown.answer(false)}>{t("Cancel")}</Button>
          <Button look={shown.danger ? "danger" : "primary"} onClick={() => shown.answer(true)}>
            {shown.action}
          </Button>
        </>
      }
    />
  );
}
