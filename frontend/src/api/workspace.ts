import { queryOptions } from "@tanstack/react-query";

import { useChange } from "@/api/change";
import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];
export type Role = Schemas["Role"];
export type OwnWorkspace = Required<Schemas["OwnWorkspace"]>;
export type Member = Schemas["MemberView"];
export type Invitation = Schemas["Invitation"];
export type InvitedRole = NonNullable<Schemas["NewInvitation"]["role"]>;
export type ApiKey = Required<Schemas["ApiKey"]>;
export type NewKey = Schemas["NewKey"];
export type KeyScope = NewKey["scopes"][number];
export type Share = Required<Schemas["Share"]>;

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: async ({ signal }) => await data(client.GET("/api/v1/account", { signal })),
});

export const workspaceQuery = queryOptions({
  queryKey: keys.workspace,
  queryFn: async ({ signal }) => (await data(client.GET("/api/v1/workspace", { signal }))) as OwnWorkspace,
});

export const workspacesQuery = queryOptions({
  queryKey: keys.workspaces,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/workspaces", { signal }))).items as OwnWorkspace[],
});

export const membersQuery = queryOptions({
  queryKey: keys.members,
  queryFn: async ({ signal }) => (await data(client.GET("/api/v1/workspace/members", { signal }))).items,
});

export const invitationsQuery = queryOptions({
  queryKey: keys.invitations,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/workspace/invitations", { params: { query: { limit: 200 } }, signal })))
      .items,
});

/** The offer to hand the workspace over, or null when there is none (404). */
export const offerQuery = queryOptions({
  queryKey: keys.offer,
  queryFn: async ({ signal }) => await data(client.GET("/api/v1/workspace/offer", { signal })),
  retry: false,
});

export const variablesQuery = queryOptions({
  queryKey: keys.variables,
  queryFn: async ({ signal }) => await data(client.GET("/api/v1/variables", { signal })),
});

export const apiKeysQuery = queryOptions({
  queryKey: keys.apiKeys,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/api-keys", { params: { query: { limit: 200 } }, signal })))
      .items as ApiKey[],
});

export const sharesQuery = queryOptions({
  queryKey: keys.shares,
  queryFn: async ({ signal }) =>
    (await data(client.GET("/api/v1/shares", { params: { query: { limit: 200 } }, signal })))
      .items as Share[],
});

const touched = [keys.workspace];

export const useRenameWorkspace = () =>
  useChange((name: string) => data(client.PATCH("/api/v1/workspace", { body: { name } })), touched);

export const useDeleteWorkspace = () => useChange(() => client.DELETE("/api/v1/workspace"), touched);

export const useLeaveWorkspace = () => useChange(() => client.POST("/api/v1/workspace/leave"), touched);

export const useInvite = () =>
  useChange(
    (body: { email: string; role: InvitedRole }) =>
      data(client.POST("/api/v1/workspace/invitations", { body })),
    touched,
    { quiet: true },
  );

export const useSendInvitation = () =>
  useChange(
    (invitation: string) =>
      data(
        client.POST("/api/v1/workspace/invitations/{invitation}/send", { params: { path: { invitation } } }),
      ),
    touched,
  );

export const useRevokeInvitation = () =>
  useChange(
    (invitation: string) =>
      client.DELETE("/api/v1/workspace/invitations/{invitation}", { params: { path: { invitation } } }),
    touched,
  );

export const useChangeRole = () =>
  useChange(
    ({ user, role }: { user: string; role: Role }) =>
      data(client.PATCH("/api/v1/workspace/members/{user}", { params: { path: { user } }, body: { role } })),
    touched,
  );

export const useRemoveMember = () =>
  useChange(
    (user: string) => client.DELETE("/api/v1/workspace/members/{user}", { params: { path: { user } } }),
    touched,
  );

export const useOffer = () =>
  useChange(async (user: string | null) => {
    if (user === null) await client.DELETE("/api/v1/workspace/offer");
    else await client.PUT("/api/v1/workspace/offer", { body: { user } });
  }, touched);

export const useAcceptOffer = () => useChange(() => client.POST("/api/v1/workspace/offer/accept"), touched);

export const useSetVariables = () =>
  useChange(
    (variables: Record<string, string | null>) =>
      data(client.PATCH("/api/v1/variables", { body: { variables } })),
    [keys.variables],
    { quiet: true },
  );

export const useDeleteVariable = () =>
  useChange(
    (name: string) => client.DELETE("/api/v1/variables/{name}", { params: { path: { name } } }),
    [keys.variables],
  );

export const useCreateKey = () =>
  useChange((body: NewKey) => data(client.POST("/api/v1/api-keys", { body })), [keys.apiKeys], {
    quiet: true,
  });

export const useRevokeKey = () =>
  useChange(
    (key: string) => client.DELETE("/api/v1/api-keys/{key}", { params: { path: { key } } }),
    [keys.apiKeys],
  );

export const useCreateShare = () =>
  useChange((body: Schemas["NewShare"]) => data(client.POST("/api/v1/shares", { body })), [keys.shares], {
    quiet: true,
  });

export const useRevokeShare = () =>
  useChange(
    (share: string) => client.DELETE("/api/v1/shares/{share}", { params: { path: { share } } }),
    [keys.shares],
  );
