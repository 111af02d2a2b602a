/** The places beside flows and runs; see `navigation.ts` for what stands where. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { root } from "@/app/open-routes";
import { auditSearch } from "@/audit/search";
import { credentialsSearch } from "@/credentials/search";
import { datasetSearch, datasetsSearch } from "@/datasets/search";
import { deadLettersSearch } from "@/dead-letters/search";
import { notificationsSearch } from "@/notifications/search";
import { schedulesSearch } from "@/schedules/search";
import { templatesSearch } from "@/templates/search";
import { workspaceSearch } from "@/workspace/search";

const home = createRoute({
  getParentRoute: () => root,
  path: "/home",
  component: lazyRouteComponent(() => import("@/home/home-page"), "HomePage"),
});

const templates = createRoute({
  getParentRoute: () => root,
  path: "/templates",
  validateSearch: templatesSearch,
  component: lazyRouteComponent(() => import("@/templates/templates-page"), "TemplatesPage"),
});

const schedules = createRoute({
  getParentRoute: () => root,
  path: "/schedules",
  validateSearch: schedulesSearch,
  component: lazyRouteComponent(() => import("@/schedules/schedules-page"), "SchedulesPage"),
});

const webhooks = createRoute({
  getParentRoute: () => root,
  path: "/webhooks",
  component: lazyRouteComponent(() => import("@/webhooks/webhooks-page"), "WebhooksPage"),
});

const deadLetters = createRoute({
  getParentRoute: () => root,
  path: "/dead-letters",
  validateSearch: deadLettersSearch,
  component: lazyRouteComponent(() => import("@/dead-letters/dead-letters-page"), "DeadLettersPage"),
});

const credentials = createRoute({
  getParentRoute: () => root,
  path: "/credentials",
  validateSearch: credentialsSearch,
  component: lazyRouteComponent(() => import("@/credentials/credentials-page"), "CredentialsPage"),
});

const datasets = createRoute({
  getParentRoute: () => root,
  path: "/datasets",
  validateSearch: datasetsSearch,
  component: lazyRouteComponent(() => import("@/datasets/datasets-page"), "DatasetsPage"),
});

const dataset = createRoute({
  getParentRoute: () => root,
  path: "/datasets/$name",
  validateSearch: datasetSearch,
  component: lazyRouteComponent(() => import("@/datasets/dataset-page"), "DatasetPage"),
});

const usage = createRoute({
  getParentRoute: () => root,
  path: "/usage",
  component: lazyRouteComponent(() => import("@/usage/usage-page"), "UsagePage"),
});

const notifications = createRoute({
  getParentRoute: () => root,
  path: "/notifications",
  validateSearch: notificationsSearch,
  component: lazyRouteComponent(() => import("@/notifications/notifications-page"), "NotificationsPage"),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import("@/audit/audit-page"), "AuditPage"),
});

const host = createRoute({
  getParentRoute: () => root,
  path: "/host",
  component: lazyRouteComponent(() => import("@/host/host-page"), "HostPage"),
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: "/workspace",
  validateSearch: workspaceSearch,
  component: lazyRouteComponent(() => import("@/workspace/workspace-page"), "WorkspacePage"),
});

export const screenRoutes = [
  home,
  templates,
  schedules,
  webhooks,
  deadLetters,
  credentials,
  datasets,
  dataset,
  usage,
  notifications,
  audit,
  host,
  workspace,
] as const;
