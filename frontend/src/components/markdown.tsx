import { lazy, Suspense } from "react";

const MarkdownTokens = lazy(() => import("@/components/markdown-tokens"));

/** Markdown as elements; the text itself while the parser is on its way. */
export function Markdown({ text, className }: { text: string; className?: string }) {
  return (
    <Suspense fallback={<div className={className}>{text}</div>}>
      <MarkdownTokens text={text} className={className} />
    </Suspense>
  );
}
