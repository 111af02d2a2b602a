import { useMemo } from "react";

import type { JsonSchema } from "@/api/types";
import { type FormContext, FormScope } from "@/schema-form/context";
import { ObjectFields } from "@/schema-form/object-fields";
import { shapeOf } from "@/schema-form/schema";
import { SchemaField } from "@/schema-form/schema-field";

interface Props {
  schema: JsonSchema;
  value: unknown;
  onChange: (value: unknown) => void;
  expressions?: FormContext["expressions"];
  problems?: FormContext["problems"];
}

const NONE: ReadonlyMap<string, string> = new Map();

/** A form for whatever a JSON Schema describes. */
export function SchemaForm({ schema, value, onChange, expressions = null, problems = NONE }: Props) {
  const context = useMemo(() => ({ root: schema, expressions, problems }), [schema, expressions, problems]);
  const { schema: shape } = shapeOf(schema, schema);
  return (
    <FormScope.Provider value={context}>
      {shape.properties ? (
        <ObjectFields schema={shape} value={value} onChange={onChange} at="" />
      ) : (
        <SchemaField schema={schema} value={value} onChange={onChange} at="" name="" required />
      )}
    </FormScope.Provider>
  );
}
