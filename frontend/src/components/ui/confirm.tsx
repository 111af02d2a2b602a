import { lazy, Suspense, useState } from "react";
import { create } from "zustand";

interface Question {
  title: string;
  description?: string;
  action: string;
  danger?: boolean;
}

export type Asked = Question & { answer: (yes: boolean) => void };

interface State {
  question: Asked | null;
}

const ConfirmDialog = lazy(() => import("@/components/ui/confirm-dialog"));

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
    <Suspense>
      <ConfirmDialog open={question !== null} question={shown} />
    </Suspense>
  );
}
