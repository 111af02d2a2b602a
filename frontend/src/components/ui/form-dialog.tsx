import { type ReactNode, type SubmitEvent, useId } from "react";

import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { t } from "@/lib/i18n";

interface Props {
  title: string;
  description?: ReactNode;
  /** What sending is called. */
  action: string;
  /** Whether what is filled in can be sent. */
  ready: boolean;
  pending: boolean;
  /** Why it was refused, when it was. */
  error: unknown;
  send: () => void;
  close: () => void;
  children: ReactNode;
}

/** A form above the page, sent by its button or by Enter; what is wrong stands below its fields. */
export function FormDialog({
  title,
  description,
  action,
  ready,
  pending,
  error,
  send,
  close,
  children,
}: Props) {
  const form = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (ready && !pending) send();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button look="primary" type="submit" form={form} disabled={!ready || pending}>
            {action}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="space-y-4">
        {children}
        <ProblemNote error={error} />
      </form>
    </Dialog>
  );
}
