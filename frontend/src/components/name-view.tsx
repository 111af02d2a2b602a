import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { t } from "@/lib/i18n";

/** Asks for the name under which a list's filters are kept. */
export default function NameView({ keep, close }: { keep: (name: string) => void; close: () => void }) {
  const [name, setName] = useState("");
  const done = () => {
    if (name.trim() === "") return;
    keep(name.trim());
    close();
  };
  return (
    <Dialog
      open
      onOpenChange={close}
      title={t("Keep this view")}
      description={t("Its filters are a click away from then on, in this browser.")}
      footer={
        <Button look="primary" disabled={name.trim() === ""} onClick={done}>
          {t("Keep")}
        </Button>
      }
    >
      <Field label={t("Name")}>
        {(about) => (
          <Input
            {...about}
            maxLength={60}
            placeholder={t("Failures of the last day")}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && done()}
          />
        )}
      </Field>
    </Dialog>
  );
}
