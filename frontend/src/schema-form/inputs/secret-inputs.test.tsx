import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";

import type { JsonSchema } from "@/api/types";
import { SchemaForm } from "@/schema-form/schema-form";

function Form({ schema }: { schema: JsonSchema }) {
  const [value, setValue] = useState<unknown>({ header: "s3cret" });
  return <SchemaForm schema={schema} value={value} onChange={setValue} />;
}

test("secrets in a table are masked until they are looked at", async () => {
  const schema = { type: "object", additionalProperties: { type: "string", format: "password" } };
  render(<Form schema={schema} />);
  const field = screen.getByDisplayValue("s3cret");
  expect(field).toHaveAttribute("type", "password");
  await userEvent.click(screen.getByRole("button", { name: "Show header" }));
  expect(field).toHaveAttribute("type", "text");
});

test("a secret of several lines is masked until it is looked at", async () => {
  const key: JsonSchema = { type: "string", title: "Private key", "x-secret": true, "x-multiline": true };
  render(<Form schema={{ type: "object", properties: { header: key } }} />);
  const field = screen.getByDisplayValue("s3cret");
  expect(field).toHaveClass("[-webkit-text-security:disc]");
  await userEvent.click(screen.getByRole("button", { name: "Show Private key" }));
  expect(field).not.toHaveClass("[-webkit-text-security:disc]");
});
