import { CircleCheckBig, History, type LucideIcon, Workflow } from "lucide-react";

export interface Place {
  to: "/flows" | "/runs" | "/approvals";
  label: string;
  icon: LucideIcon;
  keys: string;
}

/** The app's places, in the order of the sidebar. */
export const PLACES: readonly Place[] = [
  { to: "/flows", label: "Flows", icon: Workflow, keys: "alt+1" },
  { to: "/runs", label: "Runs", icon: History, keys: "alt+2" },
  { to: "/approvals", label: "Approvals", icon: CircleCheckBig, keys: "alt+3" },
];
