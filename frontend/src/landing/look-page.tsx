import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { useSession } from "@/api/session";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/i18n";

interface Props {
  title?: ReactNode;
  about?: ReactNode;
  children: ReactNode;
}

/** The frame of what strangers may look at. */
export function LookPage({ title, about, children }: Props) {
  const stranger = useSession((state) => state.session?.kind === "none");
  return (
    <div className="flex h-full flex-col">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-sunken px-4 py-2">
        <Link to="/" className="flex items-center gap-2 rounded-md font-semibold tracking-tight">
          <img src="/favicon.svg" alt="" className="size-6" />
          <span className="hidden sm:inline">Flow Builder</span>
        </Link>
        <h1 className="min-w-0 flex-1 truncate text-base font-semibold">{title ?? t("Shared")}</h1>
        {about && (
          <span className="order-last w-full text-xs text-ink-faint sm:order-none sm:w-auto">{about}</span>
        )}
        <Button asChild look={stranger ? "primary" : "plain"}>
          <Link to="/">{stranger ? t("Make your own") : t("To the app")}</Link>
        </Button>
      </header>
      <main className="flex min-h-0 flex-1 flex-col">{children}</main>
    </div>
  );
}
