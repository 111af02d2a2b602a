import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";

import { useSession } from "@/api/session";
import { server } from "@/mocks/server";

// What browsers have and jsdom has not.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- the types are those of browsers
globalThis.matchMedia ??= (media: string) =>
  ({
    media,
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;
// eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- same
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
// eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- same; all is in view
globalThis.IntersectionObserver ??= class {
  constructor(private readonly tell: IntersectionObserverCallback) {}
  observe() {
    this.tell(
      [{ isIntersecting: true } as IntersectionObserverEntry],
      this as unknown as IntersectionObserver,
    );
  }
  disconnect() {}
} as unknown as typeof IntersectionObserver;
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.hasPointerCapture = () => false;
// Lists draw what is in view, and nothing has a size here.
Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, value: 800 });
Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, value: 1_200 });

// Machines that build are slow at times.
configure({ asyncUtilTimeout: 10_000 });

const unexpected: string[] = [];
server.events.on("request:unhandled", ({ request }) => unexpected.push(`${request.method} ${request.url}`));

// A request that no test expected is a failure, not a warning.
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
beforeEach(() => useSession.setState({ session: { kind: "local" }, workspace: null }));
// What shows a page may take the error of such a request for the host's, so it is told here, too.
afterEach(() => expect(unexpected.splice(0)).toEqual([]));
afterEach(() => {
  server.resetHandlers();
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
afterAll(() => server.close());
