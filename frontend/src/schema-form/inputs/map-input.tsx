import { Plus, X } from "lucide-react";

import type { JsonSchema } from "@/api/types";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { t } from "@/lib/i18n";
import { pointer, useForm } from "@/schema-form/context";
import type { InputProps } from "@/schema-form/inputs/input-props";
import { inputFor } from "@/schema-form/inputs/table";
import { initialValue, shapeOf } from "@/schema-form/schema";

/** Names with a value each. */
export function MapInput({ schema, value, onChange, at }: InputProps) {
  const { root } = useForm();
  const entries = Object.entries((value ?? {}) as Record<string, unknown>);
  const given = schema.additionalProperties;
  // Where any value goes, most are texts with expressions.
  const { schema: of } = shapeOf(
    typeof given === "object" && Object.keys(given).length > 0
      ? given
      : ({ type: "string" } satisfies JsonSchema),
    root,
  );
  const set = (next: [string, unknown][]) => onChange(Object.fromEntries(next));
  const add = () => {
    let name = "name";
    for (let count = 2; entries.some(([taken]) => taken === name); count += 1) name = `name_${count}`;
    set([...entries, [name, initialValue(of, root)]]);
  };
  return (
    <div className="space-y-1.5">
      {entries.map(([name, each], index) => {
        const fitting = of.type === "string" && typeof each !== "string" ? {} : of;
        const { Input: ValueInput } = inputFor(fitting, root, each);
        const here = pointer(at, name);
        return (
          <div key={index} className="flex items-start gap-1.5">
            <Input
              aria-label={t("Name")}
              className="w-2/5 font-mono text-xs"
              value={name}
              onChange={(event) => {
                const renamed = event.target.value;
                if (!entries.some(([taken], other) => other !== index && taken === renamed))
                  set(entries.with(index, [renamed, each]));
              }}
            />
            <div className="min-w-0 flex-1">
              <ValueInput
                id={here}
                label={name}
                schema={fitting}
                nullable={false}
                required
                value={each}
                onChange={(next) => set(entries.with(index, [name, next]))}
                at={here}
              />
            </div>
            <IconButton
              label={t("Remove {name}", { name })}
              size="icon-sm"
              onClick={() => set(entries.toSpliced(index, 1))}
            >
              <X />
            </IconButton>
          </div>
        );
      })}
      <Button size="sm" look="quiet" onClick={add}>
        <Plus />
        {t("Add")}
      </Button>
    </div>
  );
}
