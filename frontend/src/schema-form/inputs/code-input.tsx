import { lazy, Suspense, useLayoutEffect, useRef } from "react";

import { Textarea } from "@/components/ui/input";
import { cn } from "@/lib/cn";
import { type Caret, type CodeProps, textOf } from "@/schema-form/inputs/code-props";

// Where the editor for code cannot be had, such as with the host away, plain text is edited all the same.
const ExpressionInput = lazy(() =>
  import("@/schema-form/inputs/expression-input").catch(() => ({ default: PlainInput })),
);

/** Code, or text with expressions. Its editor comes when the first one is shown; until then, what is typed is as good. */
export function CodeInput(props: CodeProps) {
  const caret: Caret = useRef(null);
  return (
    <Suspense fallback={<PlainInput {...props} caretRef={caret} />}>
      <ExpressionInput {...props} caretRef={caret} />
    </Suspense>
  );
}

function PlainInput({
  value,
  onChange,
  label,
  language,
  text,
  each: _,
  caretRef,
  ...about
}: CodeProps & { caretRef: Caret }) {
  const input = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const own = input.current;
    return () => {
      // Whoever is in it stays in what takes its place.
      if (own && own === document.activeElement)
        caretRef.current = { from: own.selectionStart, to: own.selectionEnd };
    };
  }, [caretRef]);
  return (
    <Textarea
      {...about}
      ref={input}
      rows={1}
      aria-label={label}
      className={cn("block min-h-8 resize-none text-xs/5", (!text || language) && "font-mono")}
      value={textOf(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
