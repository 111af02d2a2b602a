/** Local times of timezones; the browser's own tables of them are used. */

/** The viewer's timezone. */
export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** All timezones by name, UTC first. */
export function allZones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];
}

export function isZone(name: string): boolean {
  try {
    Intl.DateTimeFormat(undefined, { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Returns an instant as a local time of a timezone: `2026-12-24T08:00`. */
export function localOf(at: number, zone: string): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  ) as Record<string, string>;
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** Returns the instant of a local time in a timezone; one that a clock change leaves out counts from before it. */
export function instantOf(local: string, zone: string): number {
  const wanted = Date.parse(`${local}Z`);
  // Twice, for the offset at the first guess may not be the one at the time itself.
  const offset = (at: number) => Date.parse(`${localOf(at, zone)}Z`) - at;
  return wanted - offset(wanted - offset(wanted));
}

/** Returns how far a timezone's clocks are from UTC: `UTC+2`. */
export function offsetOf(zone: string, at = Date.now()): string {
  const whole = at - (at % 60_000);
  const minutes = (Date.parse(`${localOf(whole, zone)}Z`) - whole) / 60_000;
  const size = Math.abs(minutes);
  const rest = size % 60 ? `:${String(size % 60).padStart(2, "0")}` : "";
  return minutes === 0 ? "UTC" : `UTC${minutes < 0 ? "−" : "+"}${Math.floor(size / 60)}${rest}`;
}
