import { CircleCheckBig, History, House, LayoutTemplate, type LucideIcon, Workflow } from "lucide-react";

export interface Place {
  to: "/home" | "/templates" | "/flows" | "/runs" | "/approvals";
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
    ],
  },
];

export const PLACES: readonly Place[] = GROUPS.flatMap((group) => group.places);
