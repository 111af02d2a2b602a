import type { ReactNode } from "react";

interface Props {
  title: ReactNode;
  actions?: ReactNode;
  /** Filters and the like, below the title. */
  bar?: ReactNode;
  children: ReactNode;
}

/** A page below the app's frame: a heading that stays, a body that scrolls. */
export function Page({ title, actions, bar, children }: Props) {
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-4 pb-3 sm:px-6">
        <h1 className="mr-auto min-w-0 truncate text-lg font-semibold tracking-tight">{title}</h1>
        {actions && <div className="flex items-center gap-2">{actions}</div>}
      </header>
      {bar && <div className="flex flex-wrap items-center gap-2 px-4 pb-3 sm:px-6">{bar}</div>}
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">{children}</div>
    </main>
  );
}
