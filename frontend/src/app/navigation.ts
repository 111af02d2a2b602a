import {
  Bell,
  CalendarClock,
  CircleCheckBig,
  Coins,
  FileClock,
  History,
  House,
  KeyRound,
  LayoutTemplate,
  type LucideIcon,
  MailX,
  Server,
  Table2,
  Users,
  Webhook,
  Workflow,
} from "lucide-react";
import { msg } from "@/lib/i18n";

export interface Place {
  to:
    | "/home"
    | "/templates"
    | "/flows"
    | "/runs"
    | "/schedules"
    | "/webhooks"
    | "/approvals"
    | "/dead-letters"
    | "/datasets"
    | "/credentials"
    | "/workspace"
    | "/usage"
    | "/notifications"
    | "/audit"
    | "/host";
  label: string;
  icon: LucideIcon;
  keys?: string;
  /** On a phone it is one touch away; the others are behind "More". */
  phone?: true;
}

export interface PlaceGroup {
  label: string;
  places: readonly Place[];
}

/** The app's places, in the order of the sidebar. */
export const GROUPS: readonly PlaceGroup[] = [
  {
    label: msg("Build"),
    places: [
      { to: "/home", label: msg("Home"), icon: House, keys: "alt+0", phone: true },
      { to: "/flows", label: msg("Flows"), icon: Workflow, keys: "alt+1", phone: true },
      { to: "/templates", label: msg("Templates"), icon: LayoutTemplate, keys: "alt+4" },
    ],
  },
  {
    label: msg("Run"),
    places: [
      { to: "/runs", label: msg("Runs"), icon: History, keys: "alt+2", phone: true },
      { to: "/approvals", label: msg("Approvals"), icon: CircleCheckBig, keys: "alt+3", phone: true },
      { to: "/schedules", label: msg("Schedules"), icon: CalendarClock, keys: "alt+5" },
      { to: "/webhooks", label: msg("Webhooks"), icon: Webhook },
      { to: "/dead-letters", label: msg("Dead letters"), icon: MailX },
    ],
  },
  {
    label: msg("Data"),
    places: [
      { to: "/datasets", label: msg("Datasets"), icon: Table2, keys: "alt+6" },
      { to: "/credentials", label: msg("Credentials"), icon: KeyRound, keys: "alt+7" },
    ],
  },
  {
    label: msg("Workspace"),
    places: [
      { to: "/workspace", label: msg("People and access"), icon: Users },
      { to: "/usage", label: msg("Usage and credits"), icon: Coins },
      { to: "/notifications", label: msg("Notifications"), icon: Bell, keys: "alt+8" },
      { to: "/audit", label: msg("Audit log"), icon: FileClock },
      { to: "/host", label: msg("Host"), icon: Server },
    ],
  },
];

export const PLACES: readonly Place[] = GROUPS.flatMap((group) => group.places);
