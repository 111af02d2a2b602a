import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";

import { openRoutes, root } from "@/app/open-routes";
import { screenRoutes } from "@/app/screen-routes";
import { watchSession } from "@/app/watch-session";
import { accountSearch } from "@/account/search";
import { flowsSearch } from "@/flows/search";
import { runSearch, runsSearch } from "@/runs/search";
import { ProblemView } from "@/components/problem";

const start = createRoute({
  getParentRoute: () => root,
  path: "/start",
  component: lazyRouteComponent(() => import("@/onboarding/start-page"), "StartPage"),
});

const account = createRoute({
  getParentRoute: () => root,
  path: "/account",
  validateSearch: accountSearch,
  component: lazyRouteComponent(() => import("@/account/account-page"), "AccountPage"),
});

const flows = createRoute({
  getParentRoute: () => root,
  path: "/flows",
  validateSearch: flowsSearch,
  component: lazyRouteComponent(() => import("@/flows/flows-page"), "FlowsPage"),
});

const editor = createRoute({
  getParentRoute: () => root,
  path: "/flows/$flow",
  component: lazyRouteComponent(() => import("@/editor/editor-page"), "EditorPage"),
});

const runs = createRoute({
  getParentRoute: () => root,
  path: "/runs",
  validateSearch: runsSearch,
  component: lazyRouteComponent(() => import("@/runs/runs-page"), "RunsPage"),
});

const run = createRoute({
  getParentRoute: () => root,
  path: "/runs/$run",
  validateSearch: runSearch,
  component: lazyRouteComponent(() => import("@/runs/run-page"), "RunPage"),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: "/runs/$run/compare/$other",
  component: lazyRouteComponent(() => import("@/runs/compare-page"), "ComparePage"),
});

const approvals = createRoute({
  getParentRoute: () => root,
  path: "/approvals",
  component: lazyRouteComponent(() => import("@/approvals/approvals-page"), "ApprovalsPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    ...openRoutes,
    start,
    account,
    flows,
    editor,
    runs,
    run,
    compare,
    approvals,
    ...screenRoutes,
  ]),
  defaultPreload: "intent",
  defaultErrorComponent: ({ error, reset }) => <ProblemView page error={error} retry={reset} />,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

watchSession(() => void router.invalidate());
