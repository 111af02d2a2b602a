import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, CircleUser, LogIn, LogOut, Plus, Settings, UserPlus, UserRound } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { chooseWorkspace, signOut, useSession } from "@/api/session";
import { meQuery, type OwnWorkspace, workspacesQuery } from "@/api/workspace";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";
import { roleName } from "@/lib/roles";

const NewTeam = lazy(async () => ({ default: (await import("@/app/new-team")).NewTeam }));

/** Who is signed in and where: the account, the workspaces, the way out. */
export function AccountMenu({ narrow = false }: { narrow?: boolean }) {
  const navigate = useNavigate();
  const session = useSession((state) => state.session);
  const me = useQuery(meQuery).data;
  const workspaces = useQuery(workspacesQuery).data ?? [];
  const [naming, setNaming] = useState(false);
  const here = workspaces.find((each) => each.id === me?.workspace);
  const user = session?.kind === "user" ? session.user : null;
  const own = user?.workspace ?? null;
  const look = async (workspace: string) => {
    chooseWorkspace(workspace === own ? null : workspace);
    await navigate({ to: "/home" });
  };
  const places = workspaces.map((each): MenuItem => ({
    label: nameOf(each),
    icon: <Initial name={nameOf(each)} />,
    checked: each.id === me?.workspace,
    onSelect: () => void look(each.id),
  }));
  const leave = () =>
    void signOut()
      .then(() => navigate({ to: "/" }))
      .catch((error: unknown) => toast.error(error));
  const name = user ? user.name || user.email : session?.kind === "guest" ? t("Guest") : t("This machine");
  const place = [here && nameOf(here), me && me.role !== "owner" && ` · ${roleName(me.role)}`]
    .filter(Boolean)
    .join("");
  const label = t("Account: {name}", { name });
  return (
    <>
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            aria-label={narrow ? label : undefined}
            title={user?.email}
            className={cn(
              "flex items-center gap-2 rounded-md text-left text-sm hover:bg-hover",
              narrow ? "size-8 justify-center" : "w-full min-w-0 px-1.5 py-1",
            )}
          >
            {user ? <Initial name={name} round /> : <CircleUser className="size-5 shrink-0 text-ink-faint" />}
            {!narrow && (
              <>
                <span className="min-w-0 flex-1">
                  <span className="sr-only">{t("Account:")} </span>
                  <span className="block truncate leading-4 font-medium">{name}</span>
                  <span className="block truncate text-2xs text-ink-faint">{place}</span>
                </span>
                <ChevronsUpDown className="size-3.5 shrink-0 text-ink-faint" />
              </>
            )}
          </button>
        }
        groups={[
          places.length > 1 || session?.kind !== "guest" ? places : [],
          [
            session?.kind !== "guest" && {
              label: t("New team workspace"),
              icon: <Plus />,
              onSelect: () => setNaming(true),
            },
          ],
          [
            { label: t("Settings"), icon: <Settings />, onSelect: () => void navigate({ to: "/account" }) },
            session?.kind === "local" && {
              label: t("Create the owner's account"),
              icon: <UserPlus />,
              onSelect: () => void navigate({ to: "/setup" }),
            },
            session?.kind === "guest" && {
              label: t("Make an account and keep everything"),
              icon: <UserRound />,
              onSelect: () => void navigate({ to: "/sign-up" }),
            },
            session?.kind === "guest" && {
              label: t("Sign in"),
              icon: <LogIn />,
              onSelect: () => void navigate({ to: "/sign-in" }),
            },
          ],
          [user !== null && { label: t("Sign out"), icon: <LogOut />, onSelect: leave }],
        ]}
      />
      {naming && (
        <Suspense>
          <NewTeam open={naming} onClose={() => setNaming(false)} onMade={(id) => void look(id)} />
        </Suspense>
      )}
    </>
  );
}

function nameOf(workspace: OwnWorkspace): string {
  return workspace.kind === "personal" && workspace.name === "Personal" ? t("Personal") : workspace.name;
}

function Initial({ name, round = false }: { name: string; round?: boolean }) {
  return (
    <span
      aria-hidden
      className={cn(
        "flex size-5 shrink-0 items-center justify-center bg-accent-soft text-2xs font-semibold text-accent uppercase",
        round ? "size-6 rounded-full" : "rounded",
      )}
    >
      {name.slice(0, 1)}
    </span>
  );
}
