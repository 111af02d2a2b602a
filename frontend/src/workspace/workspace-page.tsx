import { useNavigate, useSearch } from "@tanstack/react-router";

import { Page } from "@/components/page";
import { Tabs } from "@/components/ui/tabs";
import { t } from "@/lib/i18n";
import { Keys } from "@/workspace/keys";
import { People } from "@/workspace/people";
import { Settings } from "@/workspace/settings";
import { Sharing } from "@/workspace/sharing";
import { Variables } from "@/workspace/variables";

/** Who belongs to the workspace, and what they, programs and strangers may do in it. */
export function WorkspacePage() {
  const { tab = "people" } = useSearch({ from: "/workspace" });
  const navigate = useNavigate({ from: "/workspace" });
  return (
    <Page title={t("People and access")}>
      <Tabs
        label={t("People and access")}
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next }, replace: true })}
        className="[&>div:first-child]:px-4 sm:[&>div:first-child]:px-6"
        tabs={[
          { value: "people", label: t("People") },
          { value: "variables", label: t("Variables") },
          { value: "keys", label: t("API keys") },
          { value: "sharing", label: t("Sharing") },
          { value: "settings", label: t("Workspace") },
        ]}
      >
        <div className="flex flex-col gap-4 px-4 py-4 sm:px-6">
          {tab === "people" && <People />}
          {tab === "variables" && <Variables />}
          {tab === "keys" && <Keys />}
          {tab === "sharing" && <Sharing />}
          {tab === "settings" && <Settings />}
        </div>
      </Tabs>
    </Page>
  );
}
