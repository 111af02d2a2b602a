import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { FunctionComponent } from "react";

import { Toasts } from "@/components/ui/toast";
import { answers } from "@/mocks/answers";

interface Page {
  path: string;
  component: FunctionComponent;
  validateSearch?: (raw: Record<string, unknown>) => object;
}

/** Shows a page at an address as the app would, for one who may do everything; other addresses are empty. */
export function shown(at: string, { path, component, validateSearch }: Page) {
  answers("get", "/api/v1/account", {
    kind: "local",
    workspace: "local",
    role: "owner",
    user: null,
    refused: {},
  });
  const root = createRootRoute({
    component: () => (
      <>
        <Outlet />
        <Toasts />
      </>
    ),
    notFoundComponent: () => null,
  });
  const page = createRoute({ getParentRoute: () => root, path, component, validateSearch });
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return router;
}
