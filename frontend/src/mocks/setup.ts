import "@testing-library/jest-dom/vitest";

import { cleanup } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";

import { useSession } from "@/api/session";
import { server } from "@/mocks/server";

// What browsers have and jsdom has not.
if (!("matchMedia" in globalThis)) {
  globalThis.matchMedia = (media: string) =>
    ({
      media,
      matches: false,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }) as unknown as MediaQueryList;
}

// A request that no test expected is a failure, not a warning.
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
beforeEach(() => useSession.setState({ session: { kind: "local" }, workspace: null }));
afterEach(() => {
  server.resetHandlers();
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
afterAll(() => server.close());
