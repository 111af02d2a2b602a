/** Who this browser is to the host. The access token is in memory alone; what renews it is a cookie no script reads. */
import createClient from "openapi-fetch";
import { create } from "zustand";

import { ApiError, errorOf } from "@/api/errors";
import { failures } from "@/api/failures";
import type { components, paths } from "@/api/schema.gen";

type Schemas = components["schemas"];
export type User = Required<Schemas["User"]>;
export type SignInOptions = Schemas["SignInOptions"];

interface Token {
  text: string;
  /** Milliseconds since the epoch. */
  until: number;
}

export type Session =
  | { kind: "local" }
  | { kind: "guest"; token: Token; id: string; endsAt: number }
  | { kind: "user"; token: Token; user: User }
  | { kind: "none"; ended: boolean };

interface State {
  /** Null until the host was asked. */
  session: Session | null;
  /** The workspace that is looked at; null is one's own. */
  workspace: string | null;
}

export const useSession = create<State>(() => ({ session: null, workspace: null }));

/** A token this close to its end is renewed before it is used. */
const SPARE_MS = 30_000;

/** Calls that prove nothing but what they carry themselves. */
export const bare = createClient<paths>({
  baseUrl: location.origin,
  fetch: (request) => globalThis.fetch(request),
});
bare.use(failures);

const others = new BroadcastChannel("session");
others.onmessage = () => {
  beginning = null;
  void ready();
};

let beginning: Promise<Session> | null = null;

/** Returns who this browser is, which the host is asked once; what the host cannot answer now is asked again. */
export function ready(): Promise<Session> {
  beginning ??= begin().catch((error: unknown) => {
    beginning = null;
    throw error;
  });
  return beginning;
}

async function begin(): Promise<Session> {
  const { data: options } = await bare.GET("/api/v1/auth");
  if (options?.open) return become({ kind: "local" });
  if (options?.session && (await renewed(asUser))) return current();
  if (options?.guest && (await renewed(asGuest))) return current();
  return become({ kind: "none", ended: false });
}

function current(): Session {
  return useSession.getState().session ?? { kind: "none", ended: false };
}

async function asUser(): Promise<Session> {
  const { data } = await bare.POST("/api/v1/auth/refresh", { body: {} });
  return userSession(data as Schemas["Tokens"]);
}

async function asGuest(): Promise<Session> {
  const { data } = await bare.POST("/api/v1/auth/guest", { body: { cookie: true } });
  const grant = data as Schemas["GuestTokens"];
  return { kind: "guest", id: grant.guest, endsAt: grant.expires_at, token: tokenOf(grant) };
}

function userSession(tokens: Schemas["Tokens"]): Session {
  return { kind: "user", user: tokens.user as User, token: tokenOf(tokens) };
}

function tokenOf(grant: { access_token: string; expires_in: number }): Token {
  return { text: grant.access_token, until: Date.now() + grant.expires_in * 1_000 };
}

/** Takes new tokens; false when the host gives none any more. */
async function renewed(ask: () => Promise<Session>): Promise<boolean> {
  try {
    become(await ask());
    return true;
  } catch (error) {
    if (error instanceof ApiError && [401, 403, 409].includes(error.status)) return false;
    throw error;
  }
}

function become(session: Session): Session {
  beginning = Promise.resolve(session);
  const before = useSession.getState().session;
  const workspace = identity(before) === identity(session) ? useSession.getState().workspace : kept(session);
  useSession.setState({ session, workspace });
  return session;
}

let renewing: Promise<boolean> | null = null;

/** Renews the access token, once however many ask at the same time; false when the session has ended. */
export function renew(): Promise<boolean> {
  renewing ??= attempt().finally(() => (renewing = null));
  return renewing;
}

async function attempt(): Promise<boolean> {
  const { session } = useSession.getState();
  const over = session?.kind === "guest" && session.endsAt <= Date.now();
  if (
    session?.kind === "user"
      ? await renewed(asUser)
      : session?.kind === "guest" && !over && (await renewed(asGuest))
  )
    return true;
  if (session && session.kind !== "none" && session.kind !== "local") become({ kind: "none", ended: true });
  return false;
}

/** Returns the access token, renewed if it is about to end; null for who has none. */
export async function accessToken(): Promise<string | null> {
  const held = tokenOfSession();
  if (held && held.until - Date.now() < SPARE_MS) await renew();
  return tokenOfSession()?.text ?? null;
}

function tokenOfSession(): Token | null {
  const { session } = useSession.getState();
  return session?.kind === "user" || session?.kind === "guest" ? session.token : null;
}

const RENEWABLE = new Set(["auth.expired", "auth.token", "auth.session", "auth.required"]);

/** Sends a request as who this browser is; one whose token has just ended is sent again with the next. */
export async function send(request: Request): Promise<Response> {
  const spare = request.clone();
  const answer = await globalThis.fetch(await signed(request));
  if (answer.status !== 401 || !tokenOfSession()) return answer;
  const problem = await errorOf(answer.clone());
  if (!RENEWABLE.has(problem.code) || !(await renew())) return answer;
  return globalThis.fetch(await signed(spare));
}

async function signed(request: Request): Promise<Request> {
  const token = await accessToken();
  const { workspace } = useSession.getState();
  if (token) request.headers.set("authorization", `Bearer ${token}`);
  if (workspace) request.headers.set("x-workspace", workspace);
  return request;
}

/** Takes the tokens that signing in gave. */
export function signedIn(tokens: Schemas["Tokens"]): void {
  become(userSession(tokens));
  others.postMessage("changed");
}

/** Begins as a guest, or goes on as the one that this browser is. */
export async function enterAsGuest(): Promise<void> {
  become(await asGuest());
  others.postMessage("changed");
}

/** Notes what has become of the user's account. */
export function userChanged(user: Schemas["User"]): void {
  const { session } = useSession.getState();
  if (session?.kind === "user") useSession.setState({ session: { ...session, user: user as User } });
}

/** Ends the session here and in all tabs of this browser. */
export async function signOut(): Promise<void> {
  await bare.POST("/api/v1/auth/sign-out", { body: {} });
  become({ kind: "none", ended: false });
  others.postMessage("changed");
}

/** Looks at another workspace, also after a reload; null is one's own. */
export function chooseWorkspace(workspace: string | null): void {
  const { session } = useSession.getState();
  for (const storage of [sessionStorage, localStorage]) {
    if (workspace === null) storage.removeItem(place(session));
    else storage.setItem(place(session), workspace);
  }
  useSession.setState({ workspace });
}

/** Each tab stays where it is; a new one begins where the last choice was made. */
function kept(session: Session): string | null {
  return sessionStorage.getItem(place(session)) ?? localStorage.getItem(place(session));
}

function place(session: Session | null): string {
  return `workspace.${identity(session)}`;
}

/** Names who somebody is, whatever the tokens. */
export function identity(session: Session | null): string {
  if (session?.kind === "user") return session.user.id;
  return session?.kind === "guest" ? session.id : (session?.kind ?? "");
}
