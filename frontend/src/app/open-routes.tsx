/** The root of all pages, and those that anybody may see. */
import { createRootRoute, createRoute, lazyRouteComponent, Link, redirect } from "@tanstack/react-router";
import { Compass } from "lucide-react";

import { ready } from "@/api/session";
import { enter } from "@/app/enter";
import { Frame } from "@/app/frame";
import { entrySearch } from "@/auth/search";
import { Empty } from "@/components/empty";
import { ProblemView } from "@/components/problem";
import { Button } from "@/components/ui/button";
import { entered } from "@/lib/entered";
import { t } from "@/lib/i18n";

export const root = createRootRoute({
  component: Frame,
  beforeLoad: (context): Promise<void> => enter(context),
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => <ProblemView page error={error} retry={reset} />,
});

const staticData = { open: true };

const landing = createRoute({
  getParentRoute: () => root,
  path: "/",
  staticData,
  beforeLoad: async (): Promise<void> => {
    const { kind } = await ready();
    if (kind === "user" || kind === "guest" || (kind === "local" && entered()))
      throw redirect({ to: "/home" });
  },
  component: lazyRouteComponent(() => import("@/landing/landing-page"), "LandingPage"),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  staticData,
  validateSearch: entrySearch,
  component: lazyRouteComponent(() => import("@/auth/sign-in-page"), "SignInPage"),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  staticData,
  validateSearch: entrySearch,
  component: lazyRouteComponent(() => import("@/auth/sign-up-page"), "SignUpPage"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  staticData,
  component: lazyRouteComponent(() => import("@/auth/setup-page"), "SetupPage"),
});

const verify = createRoute({
  getParentRoute: () => root,
  path: "/auth/verify",
  staticData,
  component: lazyRouteComponent(() => import("@/auth/verify-page"), "VerifyPage"),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: "/auth/forgot",
  staticData,
  component: lazyRouteComponent(() => import("@/auth/forgot-page"), "ForgotPage"),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: "/auth/reset",
  staticData,
  component: lazyRouteComponent(() => import("@/auth/reset-page"), "ResetPage"),
});

const email = createRoute({
  getParentRoute: () => root,
  path: "/auth/email",
  staticData,
  component: lazyRouteComponent(() => import("@/auth/email-page"), "EmailPage"),
});

const callback = createRoute({
  getParentRoute: () => root,
  path: "/auth/callback",
  staticData,
  component: lazyRouteComponent(() => import("@/auth/callback-page"), "CallbackPage"),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitations",
  staticData,
  component: lazyRouteComponent(() => import("@/auth/invitation-page"), "InvitationPage"),
});

const shared = createRoute({
  getParentRoute: () => root,
  path: "/shared",
  staticData,
  component: lazyRouteComponent(() => import("@/landing/shared-page"), "SharedPage"),
});

const publicFlow = createRoute({
  getParentRoute: () => root,
  path: "/public/$flow",
  staticData,
  component: lazyRouteComponent(() => import("@/landing/public-page"), "PublicPage"),
});

function NotFound() {
  return (
    <Empty
      page
      icon={Compass}
      title={t("There is no such page")}
      actions={
        <Button asChild>
          <Link to="/">{t("Go to the front page")}</Link>
        </Button>
      }
    >
      {t("The address may be mistyped, or what was here is gone.")}
    </Empty>
  );
}

export const openRoutes = [
  landing,
  signIn,
  signUp,
  setup,
  verify,
  forgot,
  reset,
  email,
  callback,
  invitation,
  shared,
  publicFlow,
] as const;
