import type { InputProps } from "@/schema-form/inputs/input-props";
import { ObjectFields } from "@/schema-form/object-fields";

/** The fields of an object within another one. */
export function NestedInput({ schema, value, onChange, at }: InputProps) {
  return (
    <div className="rounded-lg border bg-ground/60 p-3">
      <ObjectFields schema={schema} value={value} onChange={onChange} at={at} />
    </div>
  );
}
