import { queryOptions } from "@tanstack/react-query";

import { useChange } from "@/api/change";
import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { JsonSchema } from "@/api/types";

type Schemas = components["schemas"];
export type Credential = Required<Schemas["Credential"]>;
export type NewCredential = Schemas["NewCredential"];
export type CredentialTest = Schemas["CredentialTest"];
export type CredentialUser = Required<Schemas["CredentialUser"]>;
export type CredentialType = Omit<Schemas["CredentialTypeView"], "schema"> & { schema: JsonSchema };

const at = (credential: string) => ({ params: { path: { credential } } });
const touched = [keys.credentials];

export const credentialsQuery = queryOptions({
  queryKey: keys.credentials,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/credentials", { params: { query: { limit: 1_000 } }, signal })))
      .items as Credential[],
});

export const credentialTypesQuery = queryOptions({
  queryKey: keys.credentialTypes,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/credential-types", { signal }))).items as unknown as CredentialType[],
  staleTime: Infinity,
});

export function credentialUsersQuery(credential: string) {
  return queryOptions({
    queryKey: keys.credentialUsers(credential),
    queryFn: async ({ signal }) =>
      (await data(client.GET("/api/v1/credentials/{credential}/users", { ...at(credential), signal })))
        .items as CredentialUser[],
  });
}

/** Makes a credential; who calls without `quiet` has errors told at the edge of the page. */
export const useCreateCredential = ({ quiet = false } = {}) =>
  useChange(
    async (body: NewCredential) => (await data(client.POST("/api/v1/credentials", { body }))) as Credential,
    touched,
    { quiet },
  );

/** Changes name, reminder or some of the fields. */
export const useChangeCredential = () =>
  useChange(
    async ({ id, ...body }: { id: string } & Schemas["CredentialChange"]) =>
      (await data(client.PATCH("/api/v1/credentials/{credential}", { ...at(id), body }))) as Credential,
    touched,
    { quiet: true },
  );

/** Puts new secrets in place of old ones and starts the reminder anew. */
export const useRotateCredential = () =>
  useChange(
    async ({ id, fields }: { id: string; fields: Record<string, unknown> }) =>
      (await data(
        client.POST("/api/v1/credentials/{credential}/rotate", { ...at(id), body: { fields } }),
      )) as Credential,
    touched,
    { quiet: true },
  );

export const useTestCredential = () =>
  useChange(
    ({ id, url }: { id: string; url?: string }) =>
      data(client.POST("/api/v1/credentials/{credential}/test", { ...at(id), body: { url } })),
    touched,
    { quiet: true },
  );

export const useDeleteCredential = () =>
  useChange(
    ({ id, force = false }: { id: string; force?: boolean }) =>
      client.DELETE("/api/v1/credentials/{credential}", {
        params: { path: { credential: id }, query: { force } },
      }),
    touched,
  );

export const useConnectOauth = () =>
  useChange(
    (credential: string) => data(client.POST("/api/v1/credentials/oauth/start", { body: { credential } })),
    touched,
  );
