import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { datasetsQuery } from "@/api/datasets";
import { flowsQuery } from "@/api/flows";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { t } from "@/lib/i18n";
import type { InputProps } from "@/schema-form/inputs/input-props";

/** A dataset by name, an existing or a new one. */
export function DatasetInput({ value, onChange, id, ...about }: InputProps) {
  const known = useQuery(datasetsQuery).data;
  return (
    <>
      <Input
        id={id}
        list={`${id}-known`}
        aria-describedby={about["aria-describedby"]}
        aria-invalid={about["aria-invalid"]}
        value={typeof value === "string" ? value : ""}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={`${id}-known`}>
        {known?.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

/** One of the flows. */
export function FlowInput({ value, onChange, id, label }: InputProps) {
  const flows = useInfiniteQuery(flowsQuery({})).data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = typeof value === "string" ? value : "";
  const options = flows.map((flow) => ({ value: flow.id, label: flow.name }));
  if (!options.some((option) => option.value === chosen))
    options.unshift({ value: chosen, label: chosen || t("Choose a flow") });
  return (
    <Select id={id} label={label} className="w-full" value={chosen} onChange={onChange} options={options} />
  );
}
