import { Outlet, useMatchRoute, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";

import { ConnectionBanner } from "@/app/connection-banner";
import { GuestBanner } from "@/app/guest-banner";
import { PLACES } from "@/app/navigation";
import { PhoneTabs, PhoneTop, Sidebar } from "@/app/sidebar";
import { SessionEnded } from "@/app/session-ended";
import { useWorkspaceEvents } from "@/app/use-workspace-events";
import { useCommands } from "@/hooks/use-commands";
import { type Command, onKeyDown, useRegistry } from "@/lib/commands";
import { t } from "@/lib/i18n";
import { useTour } from "@/lib/tour";
import { useTheme } from "@/lib/theme";

/** The frame around every page. */
export function Shell() {
  useWorkspaceEvents();
  useGlobalCommands();
  const drawing = useMatchRoute()({ to: "/flows/$flow" }) !== false;
  return (
    <div className="flex h-full flex-col">
      <ConnectionBanner />
      <GuestBanner />
      <PhoneTop />
      <div className="flex min-h-0 flex-1">
        <Sidebar narrow={drawing} />
        <Outlet />
      </div>
      <PhoneTabs />
      <OnRequest />
      <SessionEnded />
      {drawing && <TourWhenAsked />}
    </div>
  );
}

const Tour = lazy(() => import("@/onboarding/tour"));

function TourWhenAsked() {
  const asked = useTour((state) => state.stop !== null);
  return (
    asked && (
      <Suspense>
        <Tour />
      </Suspense>
    )
  );
}

const CommandPalette = lazy(() => import("@/app/command-palette"));
const CheatSheet = lazy(() => import("@/app/cheat-sheet"));

/** What is loaded when it is asked for the first time, and stays. */
function OnRequest() {
  const { paletteOpen, sheetOpen } = useRegistry();
  const [asked, setAsked] = useState({ palette: false, sheet: false });
  if ((paletteOpen && !asked.palette) || (sheetOpen && !asked.sheet)) {
    setAsked({ palette: asked.palette || paletteOpen, sheet: asked.sheet || sheetOpen });
  }
  return (
    <Suspense>
      {asked.palette && <CommandPalette />}
      {asked.sheet && <CheatSheet />}
    </Suspense>
  );
}

function useGlobalCommands(): void {
  const navigate = useNavigate();
  const commands = useMemo<Command[]>(
    () => [
      {
        id: "app.palette",
        title: t("Command palette"),
        group: t("App"),
        keys: "mod+k",
        inText: true,
        hidden: true,
        run: () => useRegistry.setState({ paletteOpen: true }),
      },
      {
        id: "app.sheet",
        title: t("Keyboard shortcuts"),
        group: t("App"),
        keys: "?",
        run: () => useRegistry.setState({ sheetOpen: true }),
      },
      ...PLACES.map(({ to, label, keys }) => ({
        id: `go.${to}`,
        title: t("Go to {place}", { place: t(label) }),
        group: t("App"),
        keys,
        run: () => void navigate({ to }),
      })),
      ...(["light", "dark", "system"] as const).map((theme) => ({
        id: `theme.${theme}`,
        title: t(
          theme === "system" ? "Theme as the system has it" : theme === "dark" ? "Dark theme" : "Light theme",
        ),
        group: t("App"),
        run: () => useTheme.getState().set(theme),
      })),
    ],
    [navigate],
  );
  useCommands("app", commands);
  useEffect(() => {
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}
