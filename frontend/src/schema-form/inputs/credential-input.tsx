import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { credentialsQuery, credentialTypesQuery } from "@/api/credentials";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { t } from "@/lib/i18n";
import type { InputProps } from "@/schema-form/inputs/input-props";

// Its fields are a form of their own, which this input is a part of.
const NewCredential = lazy(() => import("@/schema-form/inputs/new-credential"));

/** A credential of a fitting type, or a new one; what it holds is never shown. */
export function CredentialInput({ schema, value, onChange, id, label }: InputProps) {
  const wanted = Array.isArray(schema["x-credential"]) ? schema["x-credential"] : [];
  const known = useQuery(credentialsQuery).data ?? [];
  const types = useQuery(credentialTypesQuery).data;
  const [creating, setCreating] = useState(false);
  const chosen = typeof value === "string" ? value : "";
  const fitting = known.filter((each) => wanted.length === 0 || wanted.includes(each.type));
  const titleOf = (type: string) => types?.find((each) => each.id === type)?.title ?? type;
  const options = [
    { value: "", label: t("None") },
    ...fitting.map((each) => ({ value: each.id, label: `${each.name} · ${titleOf(each.type)}` })),
  ];
  if (chosen && !options.some((option) => option.value === chosen)) {
    options.push({
      value: chosen,
      label: known.find((each) => each.name === chosen)?.name ?? t("{name} (missing)", { name: chosen }),
    });
  }
  return (
    <div className="flex gap-1.5">
      <Select
        id={id}
        label={label}
        className="min-w-0 flex-1"
        value={chosen}
        onChange={(next) => onChange(next || undefined)}
        options={options}
      />
      <IconButton look="plain" label={t("New credential")} onClick={() => setCreating(true)}>
        <Plus />
      </IconButton>
      {creating && (
        <Suspense>
          <NewCredential types={wanted} close={() => setCreating(false)} created={onChange} />
        </Suspense>
      )}
    </div>
  );
}
