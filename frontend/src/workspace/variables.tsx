import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2, TriangleAlert } from "lucide-react";
import { useState } from "react";

import { asApiError } from "@/api/errors";
import { useDeleteVariable, useSetVariables, variablesQuery } from "@/api/workspace";
import { ActionButton, ActionIcon } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { Loaded } from "@/components/loaded";
import { Section } from "@/components/section";
import { type Column, Table } from "@/components/table";
import { Input } from "@/components/ui/input";
import { t } from "@/lib/i18n";

interface Variable {
  name: string;
  value: string;
  /** Comes with the host and is not changed here. */
  provided: boolean;
}

/** What flows read as `env.NAME`. */
export function Variables() {
  const query = useQuery(variablesQuery);
  const remove = useDeleteVariable();
  const columns: Column<Variable>[] = [
    {
      id: "name",
      title: t("Name"),
      sort: ({ name }) => name,
      cell: ({ name, provided }) => (
        <span className="flex items-center gap-2 font-mono text-xs">
          {name}
          {provided && <Badge>{t("From the host")}</Badge>}
        </span>
      ),
    },
    {
      id: "value",
      title: t("Value"),
      className: "max-w-0 w-2/3",
      cell: (variable) => <Value key={variable.value} variable={variable} />,
    },
    {
      id: "remove",
      title: "",
      right: true,
      cell: ({ name, provided }) =>
        !provided && (
          <ActionIcon
            operation="variables_delete"
            label={t("Delete {name}", { name })}
            size="icon-sm"
            onClick={() => remove.mutate(name)}
          >
            <Trash2 />
          </ActionIcon>
        ),
    },
  ];
  return (
    <Section
      flush
      title={t("Variables")}
      about={t("Flows read them as env.NAME. What is secret belongs into a credential.")}
    >
      <NewVariable />
      <Loaded query={query} skeleton={<div className="mx-4 mb-3 h-24 skeleton" />}>
        {({ variables, provided, warnings }) => (
          <>
            {warnings.map((warning) => (
              <p
                key={warning.name}
                className="mx-4 mb-2 flex items-start gap-2 rounded-lg bg-wait-soft px-3 py-2 text-sm text-wait"
              >
                <TriangleAlert className="mt-0.5 size-4 shrink-0" />
                {warning.message} {warning.hint}
              </p>
            ))}
            <Table
              label={t("Variables")}
              columns={columns}
              rowKey={({ name }) => name}
              rows={[
                ...Object.entries(variables).map(([name, value]) => ({ name, value, provided: false })),
                ...Object.entries(provided)
                  .filter(([name]) => !(name in variables))
                  .map(([name, value]) => ({ name, value, provided: true })),
              ]}
            />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Value({ variable: { name, value, provided } }: { variable: Variable }) {
  const set = useSetVariables();
  const [text, setText] = useState(value);
  if (provided) return <span className="block truncate text-sm text-ink-soft">{value}</span>;
  const save = () => text !== value && set.mutate({ [name]: text });
  return (
    <Input
      aria-label={t("Value of {field}", { field: name })}
      aria-invalid={set.isError || undefined}
      title={set.error ? asApiError(set.error).message : undefined}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === "Enter" && save()}
    />
  );
}

function NewVariable() {
  const set = useSetVariables();
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const problem = set.error ? asApiError(set.error) : null;
  const add = () =>
    set.mutate(
      { [name]: value },
      {
        onSuccess: () => {
          setName("");
          setValue("");
        },
      },
    );
  return (
    <form
      className="flex flex-wrap gap-2 px-4 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Input
        aria-label={t("Name")}
        placeholder="SHOP_URL"
        className="w-48 font-mono text-xs"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Input
        aria-label={t("Value")}
        placeholder={t("Value")}
        className="w-auto min-w-40 flex-1"
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <ActionButton operation="variables_change" type="submit" disabled={name === "" || set.isPending}>
        <Plus />
        {t("Add")}
      </ActionButton>
      {problem && (
        <p role="alert" className="w-full text-sm text-bad">
          {problem.message} {problem.hint}
        </p>
      )}
    </form>
  );
}
