import { useEffect } from "react";

import { type Command, register } from "@/lib/commands";

/** Makes commands known while a component is there; give the same array while nothing changes. */
export function useCommands(owner: string, commands: readonly Command[]): void {
  useEffect(() => register(owner, commands), [owner, commands]);
}
