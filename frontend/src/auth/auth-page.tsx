import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { t } from "@/lib/i18n";

interface Props {
  title: string;
  about?: ReactNode;
  children?: ReactNode;
  /** Other ways, below the card. */
  footer?: ReactNode;
}

/** The frame of all pages about who somebody is. */
export function AuthPage({ title, about, children, footer }: Props) {
  return (
    <div className="flex min-h-full flex-col overflow-y-auto bg-ground bg-[radial-gradient(60rem_30rem_at_50%_-8rem,var(--accent-soft),transparent)]">
      <header className="px-5 py-4">
        <Link
          to="/"
          className="inline-flex items-center gap-2 rounded-md font-semibold tracking-tight"
          aria-label={t("Flow Builder, to the front page")}
        >
          <img src="/favicon.svg" alt="" className="size-6" />
          Flow Builder
        </Link>
      </header>
      <main className="flex flex-1 flex-col items-center px-4 pt-[6vh] pb-12">
        <div className="w-full max-w-sm animate-rise">
          <h1 className="text-center text-xl font-semibold tracking-tight text-balance">{title}</h1>
          {about && <p className="mt-1.5 text-center text-sm text-balance text-ink-soft">{about}</p>}
          {children && (
            <div className="mt-6 space-y-4 rounded-xl border bg-surface p-5 shadow-float dark:bg-raised">
              {children}
            </div>
          )}
          {footer && <div className="mt-5 space-y-1.5 text-center text-sm text-ink-soft">{footer}</div>}
        </div>
      </main>
    </div>
  );
}

/** What a link in running text looks like. */
export const TEXT_LINK = "rounded font-medium text-accent hover:underline underline-offset-2";
