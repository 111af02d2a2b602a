import { queryOptions } from "@tanstack/react-query";

import { useChange } from "@/api/change";
import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];
export type AccountSession = Required<Schemas["SessionView"]>;
export type LinkedIdentity = Required<Schemas["Identity"]>;

export const sessionsQuery = queryOptions({
  queryKey: keys.sessions,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/account/sessions", { signal }))).items as AccountSession[],
});

export const identitiesQuery = queryOptions({
  queryKey: keys.identities,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/account/identities", { signal }))).items as LinkedIdentity[],
});

export const useRename = () =>
  useChange((name: string) => data(client.PATCH("/api/v1/account", { body: { name } })), [keys.me]);

export const useChangePassword = () =>
  useChange(
    (body: Schemas["NewPassword"]) => client.POST("/api/v1/account/password", { body }),
    [keys.me, keys.sessions],
    { quiet: true },
  );

export const useChangeEmail = () =>
  useChange((body: Schemas["NewEmail"]) => client.POST("/api/v1/account/email", { body }), [], {
    quiet: true,
  });

export const useEndSession = () =>
  useChange(
    (session: string) =>
      client.DELETE("/api/v1/account/sessions/{session}", { params: { path: { session } } }),
    [keys.sessions],
  );

/** Ends all sessions but the one that asks. */
export const useEndSessions = () =>
  useChange(() => data(client.DELETE("/api/v1/account/sessions")), [keys.sessions]);

export const useBeginTwoFactor = () =>
  useChange(
    (password: string | null) => data(client.POST("/api/v1/account/two-factor", { body: { password } })),
    [],
    { quiet: true },
  );

export const useConfirmTwoFactor = () =>
  useChange(
    (code: string) => data(client.POST("/api/v1/account/two-factor/confirm", { body: { code } })),
    [keys.me],
    { quiet: true },
  );

export const useNewRecoveryCodes = () =>
  useChange(
    (password: string | null) =>
      data(client.POST("/api/v1/account/two-factor/recovery-codes", { body: { password } })),
    [],
    { quiet: true },
  );

export const useStopTwoFactor = () =>
  useChange(
    (password: string | null) => client.POST("/api/v1/account/two-factor/stop", { body: { password } }),
    [keys.me],
    { quiet: true },
  );

export const useUnlink = () =>
  useChange(
    (identity: string) =>
      client.DELETE("/api/v1/account/identities/{identity}", { params: { path: { identity } } }),
    [keys.identities],
  );

/** Reads all that one owns, as a zip archive. */
export async function exportAccount(password: string | null): Promise<Blob> {
  const answer = await client.POST("/api/v1/account/export", { body: { password }, parseAs: "blob" });
  return answer.data as Blob;
}

export const useErase = () =>
  useChange((body: Schemas["Erasure"]) => client.POST("/api/v1/account/erase", { body }), [], {
    quiet: true,
  });
