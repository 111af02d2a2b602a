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

import { Confirmations } from "@/components/ui/confirm";
import { Toasts } from "@/components/ui/toast";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import { answers } from "@/mocks/answers";

type Me = components["schemas"]["Me"];

interface Page {
  path: string;
  component: FunctionComponent;
  validateSearch?: (raw: Record<string, unknown>) => object;
}

/** Shows a page at an address as the app would, for one who may do all but what is `refused`; other addresses are empty. */
export function shown(at: string, { path, component, validateSearch }: Page, refused: Me["refused"] = {}) {
  const me: Me = {
    kind: "local",
    workspace: "local",
    role: Object.keys(refused).length === 0 ? "owner" : "viewer",
    user: null,
    refused,
  };
  answers("get", "/api/v1/account", me);
  const root = createRootRoute({
    component: () => (
      <>
        <Outlet />
        <Confirmations />
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
  queries.setQueryData(keys.me, me);
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return router;
}
