import createClient from "openapi-fetch";

import { failures } from "@/api/failures";
import type { paths } from "@/api/schema.gen";
import { send } from "@/api/session";
import { randomId } from "@/lib/random-id";

/** The API's client, as who this browser is; every answer but a good one is thrown as an ApiError. */
export const client = createClient<paths>({ baseUrl: location.origin, fetch: send });
client.use(failures);

/** Returns the data of a call; the client throws where there is none. */
export async function data<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

/** Headers that make sure that a call counts once, however often it is sent. One key per intent of the user. */
export function once(key = randomId(24)): { "idempotency-key": string } {
  return { "idempotency-key": key };
}

/** Headers of a change that is refused (409) when somebody else has changed the thing since. */
export function ifMatch(rev: number): { "if-match": string } {
  return { "if-match": `"${rev}"` };
}
