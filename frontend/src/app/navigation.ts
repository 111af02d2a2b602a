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
  Workflow,
} from "lucide-react";

export interface Place {
  to:
    | "/home"
    | "/templates"
    | "/flows"
    | "/runs"
    | "/schedules"
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
    label: "Build",
    places: [
      { to: "/home", label: "Home", icon: House, keys: "alt+0", phone: true },
      { to: "/flows", label: "Flows", icon: Workflow, keys: "alt+1", phone: true },
      { to: "/templates", label: "Templates", icon: LayoutTemplate, keys: "alt+4" },
    ],
  },
  {
    label: "Run",
    places: [
      { to: "/runs", label: "Runs", icon: History, keys: "alt+2", phone: true },
      { to: "/approvals", label: "Approvals", icon: CircleCheckBig, keys: "alt+3", phone: true },
      { to: "/schedules", label: "Schedules", icon: CalendarClock, keys: "alt+5" },
      { to: "/dead-letters", label: "Dead letters", icon: MailX },
    ],
  },
  {
    label: "Data",
    places: [
      { to: "/datasets", label: "Datasets", icon: Table2, keys: "alt+6" },
      { to: "/credentials", label: "Credentials", icon: KeyRound, keys: "alt+7" },
    ],
  },
  {
    label: "Workspace",
    places: [
      { to: "/workspace", label: "People and access", icon: Users },
      { to: "/usage", label: "Usage and credits", icon: Coins },
      { to: "/notifications", label: "Notifications", icon: Bell, keys: "alt+8" },
      { to: "/audit", label: "Audit log", icon: FileClock },
      { to: "/host", label: "Host", icon: Server },
    ],
  },
];

export const PLACES: readonly Place[] = GROUPS.flatMap((group) => group.places);
