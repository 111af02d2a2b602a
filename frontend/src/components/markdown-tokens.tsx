import { marked, type Token, type Tokens } from "marked";
import { Fragment, type ReactNode, useMemo } from "react";

import { cn } from "@/lib/cn";

/** Markdown as elements; HTML in it stays text, and links lead only to the web. */
export default function MarkdownTokens({ text, className }: { text: string; className?: string }) {
  const tokens = useMemo(() => marked.lexer(text), [text]);
  return <div className={cn("space-y-2 text-sm leading-relaxed break-words", className)}>{all(tokens)}</div>;
}

function all(tokens: readonly Token[] | undefined): ReactNode {
  return tokens?.map((token, index) => <Fragment key={index}>{one(token)}</Fragment>);
}

function one(token: Token): ReactNode {
  const children =
    "tokens" in token && token.tokens
      ? all(token.tokens)
      : "text" in token
        ? plain(String(token.text))
        : null;
  switch (token.type) {
    case "space":
      return null;
    case "heading":
      return <h3 className="pt-1 font-semibold">{children}</h3>;
    case "paragraph":
      return <p>{children}</p>;
    case "list":
      return <List list={token as Tokens.List} />;
    case "code":
      return (
        <pre className="overflow-x-auto rounded-md bg-sunken p-2.5 font-mono text-xs">
          {plain(String(token.text))}
        </pre>
      );
    case "blockquote":
      return <blockquote className="border-l-2 pl-3 text-ink-soft">{children}</blockquote>;
    case "codespan":
      return (
        <code className="rounded bg-sunken px-1 py-px font-mono text-[0.92em]">
          {plain(String(token.text))}
        </code>
      );
    case "strong":
      return <strong className="font-semibold">{children}</strong>;
    case "em":
      return <em>{children}</em>;
    case "br":
      return <br />;
    case "hr":
      return <hr />;
    case "link":
      return <Link href={String(token.href)}>{children}</Link>;
    default:
      return children ?? token.raw;
  }
}

function List({ list }: { list: Tokens.List }) {
  const Tag = list.ordered ? "ol" : "ul";
  return (
    <Tag
      className={cn("space-y-1 pl-4.5", list.ordered ? "list-decimal" : "list-disc", "marker:text-ink-faint")}
    >
      {list.items.map((item, index) => (
        <li key={index}>{all(item.tokens)}</li>
      ))}
    </Tag>
  );
}

function Link({ href, children }: { href: string; children: ReactNode }) {
  if (!/^https?:\/\//.test(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noreferrer" className="text-accent hover:underline">
      {children}
    </a>
  );
}

/** The lexer writes `&`, `<`, `>` and quotes as entities where it takes text for HTML. */
function plain(text: string): string {
  const signs: Record<string, string> = {
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#39;": "'",
  };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => signs[entity] ?? entity);
}
