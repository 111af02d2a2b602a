import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Ellipsis, Keyboard, Monitor, Moon, Search, Sun } from "lucide-react";

import { approvalsQuery } from "@/api/approvals";
import { healthQuery } from "@/api/host";
import { unreadQuery } from "@/api/notifications";
import { AccountMenu } from "@/app/account-menu";
import { GROUPS, PLACES } from "@/app/navigation";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { Menu } from "@/components/ui/menu";
import { Tip } from "@/components/ui/tip";
import { useConnection } from "@/hooks/use-connection";
import { cn } from "@/lib/cn";
import { useRegistry } from "@/lib/commands";
import { msg, t } from "@/lib/i18n";
import { type Theme, useTheme } from "@/lib/theme";

const openPalette = () => useRegistry.setState({ paletteOpen: true });
const openSheet = () => useRegistry.setState({ sheetOpen: true });

/** The app's places; narrow where the page needs the room. */
export function Sidebar({ narrow }: { narrow: boolean }) {
  return narrow ? <Rail /> : <Wide />;
}

function Rail() {
  return (
    <aside className="hidden w-13 shrink-0 flex-col items-center border-r bg-sunken py-2.5 md:flex">
      <Link to="/home" aria-label="Flow Builder" className="mb-3 rounded-md">
        <img src="/favicon.svg" alt="" className="size-7" />
      </Link>
      <IconButton label={t("Search")} shortcut="mod+k" onClick={openPalette} className="mb-1">
        <Search />
      </IconButton>
      <nav
        aria-label={t("Main")}
        className="flex min-h-0 w-full flex-1 [scrollbar-width:none] flex-col items-center gap-0.5 overflow-y-auto py-1"
      >
        {PLACES.map(({ to, label, icon: Icon }) => (
          <Tip key={to} text={t(label)} side="right">
            <Link
              to={to}
              className="relative flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-hover hover:text-ink"
              activeProps={{ className: "bg-hover text-accent!" }}
            >
              <Icon className="size-4" />
              <span className="sr-only">{t(label)}</span>
              <span className="absolute -top-1 -right-1">
                <Count of={to} />
              </span>
            </Link>
          </Tip>
        ))}
      </nav>
      <IconButton label={t("Keyboard shortcuts")} shortcut="?" onClick={openSheet}>
        <Keyboard />
      </IconButton>
      <ThemeMenu />
      <AccountMenu narrow />
    </aside>
  );
}

function Wide() {
  return (
    <aside className="hidden w-52 shrink-0 flex-col border-r bg-sunken md:flex">
      <Link
        to="/home"
        className="mx-2 mt-3 mb-2 flex items-center gap-2.5 rounded-md px-2 py-1 font-semibold tracking-tight"
      >
        <img src="/favicon.svg" alt="" className="size-6" />
        Flow Builder
      </Link>
      <button
        type="button"
        onClick={openPalette}
        className="mx-3 mb-3 flex h-8 items-center gap-2 rounded-md border bg-surface px-2 text-sm text-ink-faint shadow-lift hover:border-line-strong hover:text-ink-soft dark:bg-surface"
      >
        <Search className="size-4" />
        <span className="flex-1 text-left">{t("Search")}</span>
        <Kbd keys="mod+k" />
      </button>
      <nav aria-label={t("Main")} className="min-h-0 flex-1 space-y-3 overflow-y-auto px-3 pb-3">
        {GROUPS.map((group) => (
          <section key={group.label} aria-label={t(group.label)} className="flex flex-col gap-0.5">
            <h2 className="px-2 pb-0.5 text-2xs font-semibold text-ink-faint">{t(group.label)}</h2>
            {group.places.map(({ to, label, icon: Icon }) => (
              <Link
                key={to}
                to={to}
                className="flex h-7.5 shrink-0 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-ink-soft -outline-offset-2 hover:bg-hover hover:text-ink"
                activeProps={{ className: "bg-hover text-ink! [&>svg]:text-accent" }}
              >
                <Icon className="size-4 text-ink-faint" />
                <span className="flex-1 truncate">{t(label)}</span>
                <Count of={to} />
              </Link>
            ))}
          </section>
        ))}
      </nav>
      <div className="border-t px-2 pt-2">
        <AccountMenu />
      </div>
      <footer className="flex items-center gap-1 px-3 py-1.5">
        <HostState />
        <IconButton label={t("Keyboard shortcuts")} shortcut="?" size="icon-sm" onClick={openSheet}>
          <Keyboard />
        </IconButton>
        <ThemeMenu />
      </footer>
    </aside>
  );
}

/** On a phone: the name above, the places below. */
export function PhoneTop() {
  return (
    <div className="flex items-center gap-1 border-b bg-sunken px-3 py-1.5 md:hidden">
      <Link
        to="/home"
        className="mr-auto flex items-center gap-2 rounded-md py-1 font-semibold tracking-tight"
      >
        <img src="/favicon.svg" alt="" className="size-6" />
        Flow Builder
      </Link>
      <IconButton label={t("Search")} onClick={openPalette}>
        <Search />
      </IconButton>
      <AccountMenu narrow />
    </div>
  );
}

export function PhoneTabs() {
  const navigate = useNavigate();
  const more = GROUPS.map((group) =>
    group.places
      .filter((place) => !place.phone)
      .map(({ to, label, icon: Icon }) => ({
        label: t(label),
        icon: <Icon />,
        onSelect: () => void navigate({ to }),
      })),
  );
  return (
    <nav
      aria-label={t("Main")}
      className="flex border-t bg-sunken pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {PLACES.filter((place) => place.phone).map(({ to, label, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          className="relative flex flex-1 flex-col items-center gap-0.5 py-2 text-2xs font-medium text-ink-soft -outline-offset-2"
          activeProps={{ className: "text-accent!" }}
        >
          <Icon className="size-5" />
          {t(label)}
          <span className="absolute top-1 left-1/2 ml-2">
            <Count of={to} />
          </span>
        </Link>
      ))}
      <Menu
        trigger={
          <button
            type="button"
            className="relative flex flex-1 flex-col items-center gap-0.5 py-2 text-2xs font-medium text-ink-soft -outline-offset-2"
          >
            <Ellipsis className="size-5" />
            {t("More")}
            <span className="absolute top-1 left-1/2 ml-2">
              <Count of="/notifications" />
            </span>
          </button>
        }
        groups={more}
      />
    </nav>
  );
}

/** How much in a place waits for somebody. */
function Count({ of }: { of: string }) {
  if (of === "/approvals") return <Waiting />;
  if (of === "/notifications") return <Unread />;
  return null;
}

const PILL =
  "flex h-4.5 min-w-4.5 items-center justify-center rounded-full px-1 text-2xs font-semibold numeric";

function Waiting() {
  const waiting = useQuery(approvalsQuery).data?.filter((pause) => pause.kind === "approval").length ?? 0;
  return waiting > 0 && <span className={cn(PILL, "bg-wait-soft text-wait")}>{waiting}</span>;
}

function Unread() {
  const found = useQuery(unreadQuery).data;
  if (!found?.unread) return null;
  return (
    <span className={cn(PILL, "bg-accent-soft text-accent")}>
      {found.unread}
      {found.more && "+"}
    </span>
  );
}

function HostState() {
  const health = useQuery(healthQuery);
  const connection = useConnection();
  const color = connection === "open" ? "bg-ok" : connection === "lost" ? "bg-bad" : "bg-wait";
  const text = connection === "open" ? t("Live") : connection === "lost" ? t("Offline") : t("Connecting");
  return (
    <span
      className="flex min-w-0 flex-1 items-center gap-2 truncate px-1 text-xs text-ink-faint"
      title={health.data && t("Version {version}, workspace {workspace}", health.data)}
    >
      <span className={cn("size-1.5 shrink-0 rounded-full", color)} />
      {text}
      {health.data && <span className="truncate">{health.data.version}</span>}
    </span>
  );
}

const THEMES: Record<Theme, { label: string; icon: React.ReactNode }> = {
  light: { label: msg("Light"), icon: <Sun /> },
  dark: { label: msg("Dark"), icon: <Moon /> },
  system: { label: msg("As the system"), icon: <Monitor /> },
};

function ThemeMenu() {
  const { theme, set } = useTheme();
  const items = (Object.keys(THEMES) as Theme[]).map((each) => ({
    label: t(THEMES[each].label),
    icon: THEMES[each].icon,
    checked: each === theme,
    onSelect: () => set(each),
  }));
  return (
    <Menu
      trigger={
        <IconButton label={t("Theme")} size="icon-sm">
          {THEMES[theme].icon}
        </IconButton>
      }
      groups={[items]}
    />
  );
}
