/** Parts of the editor that are not needed to show a flow: they come when the canvas stands, or when they are asked for. */
import { lazy } from "react";

const inspector = () => import("@/editor/inspector/inspector");

export const Inspector = lazy(async () => ({ default: (await inspector()).Inspector }));
export const Drawer = lazy(async () => ({ default: (await import("@/editor/panels/drawer")).Drawer }));
export const RunDialog = lazy(async () => ({
  default: (await import("@/editor/toolbar/run-dialog")).RunDialog,
}));
export const PublishDialog = lazy(async () => ({
  default: (await import("@/editor/toolbar/publish-dialog")).PublishDialog,
}));
export const SearchDialog = lazy(async () => ({
  default: (await import("@/editor/toolbar/search-dialog")).SearchDialog,
}));
export const ConflictDialog = lazy(async () => ({
  default: (await import("@/editor/toolbar/conflict-dialog")).ConflictDialog,
}));
export const MachineDialog = lazy(async () => ({
  default: (await import("@/editor/panels/machine-dialog")).MachineDialog,
}));

/** Fetches what the first click on a node will show. */
export function fetchAhead(): void {
  void inspector();
}
