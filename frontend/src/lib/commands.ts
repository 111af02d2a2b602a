/** What can be done, as objects that keys, menus and the command palette share. */
import { create } from "zustand";

export interface Command {
  id: string;
  title: string;
  /** Heading in the palette and the cheat sheet. */
  group: string;
  /** Keys joined by `+`, such as `mod+shift+z`; a second one does the same. */
  keys?: string;
  alsoKeys?: string;
  /** Also while a text is being typed. */
  inText?: boolean;
  /** Not in the palette: too small to be looked for there. */
  hidden?: boolean;
  enabled?: () => boolean;
  run: () => void;
}

interface Registry {
  /** By who registered them; later ones win where keys are the same. */
  sets: ReadonlyMap<string, readonly Command[]>;
  paletteOpen: boolean;
  sheetOpen: boolean;
}

export const useRegistry = create<Registry>(() => ({
  sets: new Map(),
  paletteOpen: false,
  sheetOpen: false,
}));

/** Makes commands known; returns what takes them back. */
export function register(owner: string, commands: readonly Command[]): () => void {
  useRegistry.setState(({ sets }) => ({ sets: new Map(sets).set(owner, commands) }));
  return () =>
    useRegistry.setState(({ sets }) => {
      const left = new Map(sets);
      left.delete(owner);
      return { sets: left };
    });
}

export function allCommands(sets: Registry["sets"]): Command[] {
  return [...sets.values()].flat();
}

interface Stroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** Tells whether a key event is a shortcut; `mod` is Ctrl or Cmd. */
function matches(stroke: Stroke, keys: string): boolean {
  const parts = keys.split("+");
  const name = parts.at(-1) ?? "";
  const given = stroke.key === " " ? "space" : stroke.key.toLowerCase();
  // A sign such as `?` needs shift on some keyboards and not on others.
  const shift = /^[a-z0-9]$|^.{2,}$/.test(name) ? stroke.shiftKey === parts.includes("shift") : true;
  return (
    given === name &&
    (stroke.ctrlKey || stroke.metaKey) === parts.includes("mod") &&
    stroke.altKey === parts.includes("alt") &&
    shift
  );
}

function inText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

/** Runs the command whose keys were pressed, if there is one. */
export function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const typing = inText(event.target);
  const inDialog =
    event.target instanceof Element && event.target.closest("[role=dialog],[role=menu]") !== null;
  const found = allCommands(useRegistry.getState().sets).findLast(
    (command) =>
      [command.keys, command.alsoKeys].some((keys) => keys !== undefined && matches(event, keys)) &&
      (command.inText === true || (!typing && !inDialog)) &&
      (command.enabled?.() ?? true),
  );
  if (!found) return;
  event.preventDefault();
  found.run();
}
