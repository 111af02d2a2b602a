import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Bell } from "lucide-react";
import type { ReactNode } from "react";

import { type Session, useSession } from "@/api/session";
import { Appearance } from "@/account/appearance";
import { OwnData } from "@/account/own-data";
import { Profile } from "@/account/profile";
import { type Section as Name, SECTIONS } from "@/account/search";
import { Security } from "@/account/security";
import { Sessions } from "@/account/sessions";
import { Page } from "@/components/page";
import { Section, Sections } from "@/components/section";
import { Button } from "@/components/ui/button";
import { Tabs } from "@/components/ui/tabs";
import { dateTime } from "@/lib/format";
import { t } from "@/lib/i18n";

/** One's own account and how the app is for oneself. */
export function AccountPage() {
  const session = useSession((state) => state.session);
  const { show } = useSearch({ from: "/account" });
  const navigate = useNavigate({ from: "/account" });
  if (session?.kind !== "user") {
    return (
      <Page title={t("Settings")}>
        <Sections>
          {session && <WithoutAccount session={session} />}
          <Appearance />
        </Sections>
      </Page>
    );
  }
  const { user } = session;
  const labels: Record<Name, string> = {
    profile: t("Profile"),
    security: t("Signing in"),
    sessions: t("Sessions"),
    appearance: t("Appearance"),
    notices: t("Notifications"),
    data: t("Your data"),
  };
  const parts: Record<Name, ReactNode> = {
    profile: <Profile user={user} />,
    security: <Security user={user} />,
    sessions: <Sessions />,
    appearance: <Appearance />,
    notices: <Notices />,
    data: <OwnData user={user} />,
  };
  const open = show ?? "profile";
  return (
    <Page title={t("Settings")}>
      <Tabs
        label={t("Settings")}
        value={open}
        onChange={(next) => void navigate({ search: { show: next }, replace: true })}
        tabs={SECTIONS.map((value) => ({ value, label: labels[value] }))}
      >
        <Sections className="max-w-3xl overflow-y-auto pt-4">{parts[open]}</Sections>
      </Tabs>
    </Page>
  );
}

/** On an open machine there is no account yet, a guest has none. */
function WithoutAccount({ session }: { session: Session }) {
  if (session.kind === "guest") {
    return (
      <Section
        title={t("You are a guest")}
        about={t("What you make is kept until {time}. An account keeps it for good.", {
          time: dateTime(session.endsAt),
        })}
      >
        <div className="flex gap-2">
          <Button asChild look="primary">
            <Link to="/sign-up">{t("Make an account and keep everything")}</Link>
          </Button>
          <Button asChild>
            <Link to="/sign-in">{t("Sign in")}</Link>
          </Button>
        </div>
      </Section>
    );
  }
  return (
    <Section
      title={t("This machine has no accounts")}
      about={t(
        "Whoever sits at it may do all. With an owner's account everybody has to sign in, and others can be invited.",
      )}
    >
      <Button asChild look="primary">
        <Link to="/setup">{t("Create the owner's account")}</Link>
      </Button>
    </Section>
  );
}

function Notices() {
  return (
    <Section
      title={t("What you are told of, and where")}
      about={t(
        "Failures, approvals, low credits: in the app, by mail, Slack or your own webhook, for each workspace.",
      )}
    >
      <Button asChild>
        <Link to="/notifications">
          <Bell />
          {t("Notifications and channels")}
        </Link>
      </Button>
    </Section>
  );
}
