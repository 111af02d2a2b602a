import { queryOptions, useMutation } from "@tanstack/react-query";

import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import { bare, signedIn } from "@/api/session";

type Schemas = components["schemas"];

/** How people sign in here. */
export const signInOptionsQuery = queryOptions({
  queryKey: keys.signInOptions,
  queryFn: async ({ signal }) => await data(bare.GET("/api/v1/auth", { signal })),
});

/** What signs somebody in: the refresh token comes as a cookie. */
function entrance<Given>(enter: (given: Given) => Promise<{ data?: Schemas["Tokens"] }>) {
  return async (given: Given) => {
    const tokens = await data(enter(given));
    signedIn(tokens);
    return tokens;
  };
}

const quiet = { meta: { quiet: true } };

export const useSignIn = () =>
  useMutation({
    mutationFn: entrance((body: { email: string; password: string; code?: string }) =>
      bare.POST("/api/v1/auth/sign-in", { body: { ...body, cookie: true } }),
    ),
    ...quiet,
  });

export const useCreateOwner = () =>
  useMutation({
    mutationFn: entrance((body: { email: string; password: string; name: string }) =>
      bare.POST("/api/v1/auth/owner", { body: { ...body, cookie: true } }),
    ),
    ...quiet,
  });

export const useVerify = () =>
  useMutation({
    mutationFn: entrance((body: { token: string; password: string }) =>
      bare.POST("/api/v1/auth/verify", { body: { ...body, cookie: true } }),
    ),
    ...quiet,
  });

export const useSignUp = () =>
  useMutation({
    mutationFn: (body: Schemas["NewAccount"]) => bare.POST("/api/v1/auth/sign-up", { body }),
    ...quiet,
  });

export const useForgot = () =>
  useMutation({
    mutationFn: (email: string) => bare.POST("/api/v1/auth/forgot", { body: { email } }),
    ...quiet,
  });

export const useReset = () =>
  useMutation({
    mutationFn: (body: Schemas["Reset"]) => bare.POST("/api/v1/auth/reset", { body }),
    ...quiet,
  });

/** Gives an account the address that a mail's link was sent to. */
export async function confirmEmail(token: string): Promise<Schemas["User"]> {
  return await data(bare.POST("/api/v1/auth/email", { body: { token } }));
}

/** Where the browser comes back to from an issuer, kept meanwhile: to sign in, or to link the identity. */
const PLACE = "issuer";

export interface Errand {
  link: boolean;
  to?: string;
}

/** Sends the browser to an outside issuer, and notes what for. */
export async function goToIssuer(issuer: string, errand: Errand): Promise<void> {
  const options = { params: { path: { issuer } }, body: { cookie: true } };
  const begun = errand.link
    ? client.POST("/api/v1/account/identities/{issuer}", options)
    : bare.POST("/api/v1/auth/issuers/{issuer}", options);
  const { url } = await data<Schemas["BegunView"]>(begun);
  sessionStorage.setItem(PLACE, JSON.stringify(errand));
  location.assign(url);
}

/** Ends what was begun at an issuer, with what it answered; returns where to go on. */
export async function comeBack(answer: Schemas["Back"]): Promise<Errand> {
  const errand = JSON.parse(sessionStorage.getItem(PLACE) ?? '{"link":false}') as Errand;
  sessionStorage.removeItem(PLACE);
  if (errand.link) await client.POST("/api/v1/account/identities", { body: answer });
  else signedIn(await data(bare.POST("/api/v1/auth/callback", { body: { ...answer, cookie: true } })));
  return errand;
}

/** Gives the workspace of the guest that this browser was to the account that is signed in now. */
export async function convertGuest(): Promise<Schemas["User"]> {
  return await data(client.POST("/api/v1/auth/guest/convert", { body: {} }));
}

/** Makes who is signed in a member of the workspace that they were invited to. */
export async function acceptInvitation(token: string): Promise<Schemas["OwnWorkspace"]> {
  return await data(client.POST("/api/v1/invitations/accept", { body: { token } }));
}
