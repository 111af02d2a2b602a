/** Returns what a stored error says: its message, else its code. */
export function errorMessage(error: Readonly<Record<string, unknown>> | null): string {
  const said = error?.message ?? error?.code;
  return typeof said === "string" ? said : "";
}
