import type { SubmitEvent } from "react";

/** Returns what stands in a form's fields by their names, and keeps the browser from sending it itself. */
export function fieldsOf<Name extends string>(
  event: SubmitEvent<HTMLFormElement>,
  ...names: Name[]
): Record<Name, string> {
  event.preventDefault();
  const said = new FormData(event.currentTarget);
  const text = (name: Name) => {
    const value = said.get(name);
    return typeof value === "string" ? value : "";
  };
  return Object.fromEntries(names.map((name) => [name, text(name)])) as Record<Name, string>;
}
