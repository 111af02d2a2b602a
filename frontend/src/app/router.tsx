import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  redirect,
} from "@tanstack/react-router";
import { Compass } from "lucide-react";

import { Shell } from "@/app/shell";
import { flowsSearch } from "@/flows/search";
import { runSearch, runsSearch } from "@/runs/search";
import { Empty } from "@/components/empty";
import { ProblemView } from "@/components/problem";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/i18n";

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => <ProblemView error={error} retry={reset} />,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/flows" });
  },
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

const approvals = createRoute({
  getParentRoute: () => root,
  path: "/approvals",
  component: lazyRouteComponent(() => import("@/approvals/approvals-page"), "ApprovalsPage"),
});

function NotFound() {
  return (
    <main className="flex flex-1">
      <Empty
        icon={Compass}
        title={t("There is no such page")}
        actions={
          <Button asChild>
            <Link to="/flows">{t("Go to the flows")}</Link>
          </Button>
        }
      >
        {t("The address may be mistyped, or what was here is gone.")}
      </Empty>
    </main>
  );
}

export const router = createRouter({
  routeTree: root.addChildren([home, flows, editor, runs, run, approvals]),
  defaultPreload: "intent",
  defaultErrorComponent: ({ error, reset }) => <ProblemView error={error} retry={reset} />,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
