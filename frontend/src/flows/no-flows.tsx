import { Link } from "@tanstack/react-router";
import { FileUp, Plus, Search, Trash2, Workflow } from "lucide-react";

import { Empty } from "@/components/empty";
import { Button } from "@/components/ui/button";
import type { FlowsSearch } from "@/flows/search";
import { t } from "@/lib/i18n";

/** What stands where no flow is listed, and how to get one. */
export function NoFlows({
  search,
  create,
  importFlow,
}: {
  search: FlowsSearch;
  create: () => void;
  importFlow: () => void;
}) {
  if (search.trash)
    return (
      <Empty icon={Trash2} title={t("The trash is empty")}>
        {t("Deleted flows wait here until they are restored or deleted for good.")}
      </Empty>
    );
  if (search.q ?? search.tag ?? search.folder) {
    return (
      <Empty
        icon={Search}
        title={t("No flow fits")}
        actions={
          <Button asChild>
            <Link to="/flows">{t("Show all flows")}</Link>
          </Button>
        }
      >
        {t("Names, descriptions, folders and tags are searched.")}
      </Empty>
    );
  }
  return (
    <Empty
      icon={Workflow}
      title={t("Draw your first flow")}
      actions={
        <>
          <Button look="primary" onClick={create}>
            <Plus />
            {t("New flow")}
          </Button>
          <Button onClick={importFlow}>
            <FileUp />
            {t("Import")}
          </Button>
        </>
      }
    >
      {t(
        "A flow is a drawing of steps: open a page, read a list, keep what matters, send it somewhere. Draw it once, then run it by hand, on a schedule or from a webhook.",
      )}
    </Empty>
  );
}
