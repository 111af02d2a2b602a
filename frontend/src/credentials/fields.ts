/** What a credential asks of people after it was made. */
import type { Credential } from "@/api/credentials";

const DAY_MS = 86_400_000;

/** Returns when the reminder to put new secrets in place is due, or null without one. */
export function dueAt(credential: Pick<Credential, "rotated_at" | "rotate_days">): number | null {
  return credential.rotate_days === null ? null : credential.rotated_at + credential.rotate_days * DAY_MS;
}

/** Tells whether somebody has to agree in a browser before the credential works. */
export function connects(credential: Pick<Credential, "type" | "values">): boolean {
  return credential.type === "oauth2" && credential.values.grant === "authorization_code";
}
