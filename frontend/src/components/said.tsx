import { Fragment } from "react";

/** What the host says in a sentence; what stands between backticks is code. */
export function Said({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 1 ? (
      <code key={index} className="rounded bg-hover px-1 py-px font-mono text-[0.92em]">
        {part}
      </code>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
