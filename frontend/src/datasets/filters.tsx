import { Filter, X } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import {
  type Condition,
  isBare,
  OPERATOR_LABELS,
  type Operator,
  OPERATORS,
  readCondition,
  written,
} from "@/datasets/where";
import { t } from "@/lib/i18n";

interface Props {
  columns: readonly string[];
  where: readonly string[];
  onChange: (where: string[]) => void;
}

/** Conditions that rows must meet, all of them. */
export function Filters({ columns, where, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const [condition, setCondition] = useState<Condition>({ column: "", operator: "equals", value: "" });
  const column = condition.column || (columns[0] ?? "");
  const add = () => {
    onChange([...where, written({ ...condition, column })]);
    setCondition({ ...condition, value: "" });
    setOpen(false);
  };
  return (
    <>
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button>
            <Filter />
            {t("Filter")}
          </Button>
        }
      >
        <form
          className="space-y-2"
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <Select
            className="w-full"
            label={t("Column")}
            value={column}
            onChange={(next) => setCondition({ ...condition, column: next })}
            options={columns.map((value) => ({ value, label: value }))}
          />
          <Select<Operator>
            className="w-full"
            label={t("Operator")}
            value={condition.operator}
            onChange={(operator) => setCondition({ ...condition, operator })}
            options={OPERATORS.map((value) => ({ value, label: t(OPERATOR_LABELS[value]) }))}
          />
          {!isBare(condition.operator) && (
            <Input
              aria-label={t("Value")}
              placeholder={t("Value")}
              value={condition.value}
              onChange={(event) => setCondition({ ...condition, value: event.target.value })}
            />
          )}
          <Button type="submit" look="primary" className="w-full">
            {t("Add")}
          </Button>
        </form>
      </Popover>
      {where.map((text, index) => {
        const read = readCondition(text);
        return (
          <Button key={text} size="sm" onClick={() => onChange(where.toSpliced(index, 1))}>
            <span className="max-w-60 truncate">
              {read ? `${read.column} ${t(OPERATOR_LABELS[read.operator])} ${read.value}` : text}
            </span>
            <X aria-label={t("Remove the condition")} />
          </Button>
        );
      })}
    </>
  );
}
