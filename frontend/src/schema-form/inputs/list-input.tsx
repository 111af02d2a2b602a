import { ArrowDown, ArrowUp, ChevronRight, Plus, X } from "lucide-react";
import { useState } from "react";

import type { JsonSchema } from "@/api/types";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";
import { pointer, useForm } from "@/schema-form/context";
import type { InputProps } from "@/schema-form/inputs/input-props";
import { inputFor } from "@/schema-form/inputs/table";
import { ObjectFields } from "@/schema-form/object-fields";
import { initialValue, shapeOf } from "@/schema-form/schema";

/** Some of the same, in an order. */
export function ListInput({ schema, value, onChange, at, label }: InputProps) {
  const { root } = useForm();
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  const { schema: item } = shapeOf(schema.items ?? {}, root);
  const [open, setOpen] = useState<number | null>(items.length === 1 ? 0 : null);
  const add = () => {
    onChange([...items, initialValue(schema.items ?? {}, root)]);
    setOpen(items.length);
  };
  const move = (from: number, to: number) => {
    const moved = items.toSpliced(from, 1).toSpliced(to, 0, items[from]);
    onChange(moved);
    setOpen(open === from ? to : open);
  };
  const full = schema.maxItems !== undefined && items.length >= schema.maxItems;
  return (
    <div className="space-y-1.5">
      {items.map((each, index) => (
        <Item
          key={index}
          schema={item}
          value={each}
          onChange={(next) => onChange(items.with(index, next))}
          remove={() => onChange(items.toSpliced(index, 1))}
          up={index > 0 ? () => move(index, index - 1) : undefined}
          down={index < items.length - 1 ? () => move(index, index + 1) : undefined}
          open={open === index}
          toggle={() => setOpen(open === index ? null : index)}
          at={pointer(at, index)}
          label={`${label} ${index + 1}`}
        />
      ))}
      <Button size="sm" look="quiet" disabled={full} onClick={add}>
        <Plus />
        {t("Add")}
      </Button>
    </div>
  );
}

interface ItemProps {
  schema: JsonSchema;
  value: unknown;
  onChange: (value: unknown) => void;
  remove: () => void;
  up?: () => void;
  down?: () => void;
  open: boolean;
  toggle: () => void;
  at: string;
  label: string;
}

function Item({ schema, value, onChange, remove, up, down, open, toggle, at, label }: ItemProps) {
  const { root, problems } = useForm();
  const buttons = (
    <span className="flex shrink-0">
      <IconButton label={t("Up")} size="icon-sm" disabled={!up} onClick={up}>
        <ArrowUp />
      </IconButton>
      <IconButton label={t("Down")} size="icon-sm" disabled={!down} onClick={down}>
        <ArrowDown />
      </IconButton>
      <IconButton label={t("Remove")} size="icon-sm" onClick={remove}>
        <X />
      </IconButton>
    </span>
  );
  if (schema.properties && typeof value === "object") {
    const bad = [...problems.keys()].some((each) => each.startsWith(`${at}/`));
    return (
      <div className={cn("rounded-lg border bg-ground/60", bad && "border-bad/50")}>
        <div className="flex items-center gap-1 pl-1">
          <button
            type="button"
            aria-expanded={open}
            className="flex min-w-0 flex-1 items-center gap-1 rounded py-1 text-left text-xs"
            onClick={toggle}
          >
            <ChevronRight
              className={cn("size-3.5 shrink-0 text-ink-faint transition-transform", open && "rotate-90")}
            />
            <span className="truncate font-medium">{summary(value) || label}</span>
          </button>
          {buttons}
        </div>
        {open && (
          <div className="border-t p-3">
            <ObjectFields schema={schema} value={value} onChange={onChange} at={at} />
          </div>
        )}
      </div>
    );
  }
  const entry = inputFor(schema, root, value);
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">
        <entry.Input
          id={at}
          label={label}
          schema={schema}
          nullable={false}
          required
          value={value}
          onChange={onChange}
          at={at}
        />
      </div>
      {buttons}
    </div>
  );
}

/** Returns what tells an item from its neighbours: its first short texts. */
function summary(value: object | null): string {
  const texts = Object.values(value ?? {}).filter((each) => typeof each === "string" && each !== "");
  return texts.slice(0, 2).join(" · ");
}
