import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";

import { Input } from "@/components/ui/input";
import { t } from "@/lib/i18n";

interface Props extends ComponentProps<"input"> {
  /** What it is called where it is no password. */
  what?: string;
}

/** A password or another secret, which can be looked at while it is typed. */
export function PasswordInput({ what, ...props }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <div className="relative">
      <Input {...props} type={shown ? "text" : "password"} className="pr-9" autoCapitalize="off" />
      <button
        type="button"
        aria-label={what ? t("Show {name}", { name: what }) : t("Show password")}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-md text-ink-faint hover:text-ink"
      >
        {shown ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
      </button>
    </div>
  );
}
