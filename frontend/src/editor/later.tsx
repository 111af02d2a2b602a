/** Parts of the editor that are not needed to show a flow: they come when the canvas stands, or when they are asked for. */
import { type ComponentType, lazy } from "react";

import { live } from "@/api/realtime";

const inspector = () => import("@/editor/inspector/inspector");

export const Inspector = later(async () => (await inspector()).Inspector);
export const Drawer = later(async () => (await import("@/editor/panels/drawer")).Drawer);
export const RunDialog = later(async () => (await import("@/editor/toolbar/run-dialog")).RunDialog);
export const PublishDialog = later(
  async () => (await import("@/editor/toolbar/publish-dialog")).PublishDialog,
);
export const SearchDialog = later(async () => (await import("@/editor/toolbar/search-dialog")).SearchDialog);
export const ConflictDialog = later(
  async () => (await import("@/editor/toolbar/conflict-dialog")).ConflictDialog,
);
export const MachineDialog = later(
  async () => (await import("@/editor/panels/machine-dialog")).MachineDialog,
);

/** Fetches what the first click on a node will show. */
export function fetchAhead(): void {
  // What does not come now is fetched again when it is needed.
  inspector().catch(() => undefined);
}

/** A part that, with the host away, comes when the host is back. */
function later<P>(load: () => Promise<ComponentType<P>>) {
  const patient = async (): Promise<{ default: ComponentType<P> }> => {
    try {
      return { default: await load() };
    } catch (error) {
      if (live.connection.getState() === "open") throw error;
      await new Promise<void>((back) => {
        const stop = live.connection.subscribe((now) => {
          if (now !== "open") return;
          stop();
          back();
        });
      });
      return patient();
    }
  };
  return lazy(patient);
}
