/** What the host answers in a test, with the types of its description. */
import { http, HttpResponse, type JsonBodyType } from "msw";

import type { paths } from "@/api/schema.gen";
import { server } from "@/mocks/server";

type Method = "get" | "post" | "put" | "patch" | "delete";
type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Responses<P extends keyof paths, M extends Method> =
  paths[P] extends Record<M, { responses: infer R }> ? R : never;
/** The answer when all is well. */
type Answer<P extends keyof paths, M extends Method> =
  Responses<P, M> extends infer R
    ? { [Status in keyof R]: Status extends 200 | 201 ? Json<R[Status]> : never }[keyof R]
    : never;

export interface Asked {
  /** Values in the path, in order. */
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
}

/** Answers an operation of the API from now on, and returns what it is asked. */
export function answers<P extends keyof paths, M extends Method>(
  method: M,
  path: P,
  answer: Answer<P, M> | ((asked: Asked) => Answer<P, M>),
): Asked[] {
  const seen: Asked[] = [];
  server.use(
    http[method](`*${path.replaceAll(/\{(\w+)\}/g, ":$1")}`, async ({ request, params }) => {
      const text = await request.text();
      const asked: Asked = {
        params: params as Asked["params"],
        query: new URL(request.url).searchParams,
        body: text === "" ? null : (JSON.parse(text) as unknown),
      };
      seen.push(asked);
      const said = typeof answer === "function" ? answer(asked) : answer;
      return HttpResponse.json(said as JsonBodyType);
    }),
  );
  return seen;
}

/** Answers an operation with a problem. */
export function refuses(
  method: Method,
  path: keyof paths,
  problem: { status: number; code: string; detail: string; hint?: string },
): void {
  server.use(
    http[method](`*${path.replaceAll(/\{(\w+)\}/g, ":$1")}`, () =>
      HttpResponse.json(
        { type: "about:blank", title: "", ...problem },
        { status: problem.status, headers: { "content-type": "application/problem+json" } },
      ),
    ),
  );
}
