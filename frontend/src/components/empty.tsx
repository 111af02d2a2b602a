import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface Props {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Whether it is all there is on the page. */
  page?: boolean;
}

/** What stands where there is nothing yet: what it would be, and how to get it. */
export function Empty({ icon: Icon, title, children, actions, page = false }: Props) {
  const Tag = page ? "main" : "div";
  const Title = page ? "h1" : "h2";
  return (
    <Tag className="flex flex-1 flex-col items-center justify-center px-6 py-16 text-center">
      <div className="mb-4 flex size-11 items-center justify-center rounded-xl border bg-surface text-ink-faint shadow-lift">
        <Icon className="size-5" />
      </div>
      <Title className="text-base font-semibold">{title}</Title>
      {children && <div className="mt-1 max-w-md text-sm text-balance text-ink-soft">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </Tag>
  );
}
