/** Who may see a page: those about nobody in particular are open, all others are for who is known to the host. */
import { redirect } from "@tanstack/react-router";

import { ApiError } from "@/api/errors";
import { chooseWorkspace, ready, useSession } from "@/api/session";
import { meQuery } from "@/api/workspace";
import { queries } from "@/app/queries";
import { toast } from "@/components/ui/toast";
import { t } from "@/lib/i18n";

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** Whether strangers may see the page; it stands without the app's frame. */
    open?: boolean;
  }
}

interface Match {
  staticData: { open?: boolean };
}

/** Tells whether a page is for everybody; so is the one that says that there is no such page. */
export function isOpen(matches: readonly Match[]): boolean {
  return matches.length === 1 || matches.some((match) => match.staticData.open);
}

interface Entering {
  location: { href: string };
  /** Of the type of all routes, which are made with this. */
  matches: unknown;
}

/** Lets somebody in, who is known and whose rights are read; all others are led to where they sign in. */
export async function enter({ location, matches }: Entering): Promise<void> {
  const session = await ready();
  if (isOpen(matches as Match[])) return;
  if (session.kind !== "none") await rights();
  if (useSession.getState().session?.kind === "none")
    throw redirect({ to: "/sign-in", search: { to: location.href } });
}

async function rights(): Promise<void> {
  try {
    await queries.query({ ...meQuery, staleTime: "static" });
  } catch (error) {
    const gone = error instanceof ApiError && error.code === "workspace.not_found";
    if (gone && useSession.getState().workspace !== null) {
      chooseWorkspace(null);
      toast.info(
        t("You do not belong to that workspace any more"),
        t("This is your own one. An admin of the other can invite you again."),
      );
      await rights();
    } else if (!(error instanceof ApiError && error.status === 401)) throw error;
  }
}
