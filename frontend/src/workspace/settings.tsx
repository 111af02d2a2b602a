import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { LogOut, Trash2 } from "lucide-react";
import { useState } from "react";

import {
  membersQuery,
  meQuery,
  offerQuery,
  type OwnWorkspace,
  useAcceptOffer,
  useDeleteWorkspace,
  useLeaveWorkspace,
  useOffer,
  useRenameWorkspace,
  workspaceQuery,
} from "@/api/workspace";
import { ActionButton } from "@/components/action-button";
import { Loaded } from "@/components/loaded";
import { Section } from "@/components/section";
import { confirm } from "@/components/ui/confirm";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { t } from "@/lib/i18n";

/** The workspace itself: its name, who owns it, its end. */
export function Settings() {
  const workspace = useQuery(workspaceQuery);
  return (
    <Loaded query={workspace} skeleton={<div className="h-32 skeleton rounded-xl" />}>
      {(found) => (
        <>
          <Name key={found.name} workspace={found} />
          {found.kind === "team" && (
            <>
              <HandOver />
              <End workspace={found} />
            </>
          )}
        </>
      )}
    </Loaded>
  );
}

function Name({ workspace }: { workspace: OwnWorkspace }) {
  const rename = useRenameWorkspace();
  const [name, setName] = useState(workspace.name);
  return (
    <Section title={t("Name")}>
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate(name, { onSuccess: () => toast.ok(t("The workspace is renamed")) });
        }}
      >
        <Input
          aria-label={t("Name")}
          className="max-w-80"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <ActionButton
          operation="workspaces_rename"
          type="submit"
          disabled={name === "" || name === workspace.name || rename.isPending}
        >
          {t("Rename")}
        </ActionButton>
      </form>
      <p className="mt-2 font-mono text-2xs text-ink-faint">{workspace.id}</p>
    </Section>
  );
}

function HandOver() {
  const members = useQuery(membersQuery).data ?? [];
  const me = useQuery(meQuery).data;
  const offered = useQuery(offerQuery).data;
  const offer = useOffer();
  const accept = useAcceptOffer();
  const [user, setUser] = useState("");
  const nameOf = (id: string) => members.find((member) => member.user === id)?.name ?? id;
  return (
    <Section
      title={t("Hand over")}
      about={t("A member who accepts becomes the owner; the owner becomes an admin.")}
    >
      {offered ? (
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <span className="flex-1">{t("Offered to {name}", { name: nameOf(offered.user) })}</span>
          {me?.user?.id === offered.user ? (
            <ActionButton
              operation="workspaces_accept_offer"
              look="primary"
              onClick={() => accept.mutate(undefined)}
            >
              {t("Accept")}
            </ActionButton>
          ) : (
            <ActionButton operation="workspaces_withdraw_offer" onClick={() => offer.mutate(null)}>
              {t("Withdraw")}
            </ActionButton>
          )}
        </div>
      ) : (
        <div className="flex flex-wrap items-end gap-2">
          <Field label={t("To")} className="min-w-56">
            {({ id }) => (
              <Select
                id={id}
                className="w-full"
                value={user}
                onChange={setUser}
                options={[
                  { value: "", label: t("Choose a member") },
                  ...members
                    .filter((member) => member.role !== "owner")
                    .map((member) => ({ value: member.user, label: member.name || (member.email ?? "") })),
                ]}
              />
            )}
          </Field>
          <ActionButton
            operation="workspaces_offer"
            disabled={user === "" || offer.isPending}
            onClick={() => offer.mutate(user)}
          >
            {t("Offer")}
          </ActionButton>
        </div>
      )}
    </Section>
  );
}

function End({ workspace }: { workspace: OwnWorkspace }) {
  const leave = useLeaveWorkspace();
  const remove = useDeleteWorkspace();
  const navigate = useNavigate();
  const go = async () => {
    const sure = await confirm({
      title: t("Leave {name}?", { name: workspace.name }),
      description: t("Somebody has to invite you to come back."),
      action: t("Leave"),
      danger: true,
    });
    if (!sure) return;
    await leave.mutateAsync(undefined);
    await navigate({ to: "/" });
  };
  const discard = async () => {
    const sure = await confirm({
      title: t("Delete the workspace {name}?", { name: workspace.name }),
      description: t("It goes to the trash with everything in it and can be restored for a while."),
      action: t("Delete"),
      danger: true,
    });
    if (!sure) return;
    await remove.mutateAsync(undefined);
    await navigate({ to: "/" });
  };
  return (
    <Section title={t("Leave or delete")}>
      <div className="flex flex-wrap gap-2">
        {workspace.role !== "owner" && (
          <ActionButton operation="workspaces_leave" onClick={() => void go()}>
            <LogOut />
            {t("Leave the workspace")}
          </ActionButton>
        )}
        <ActionButton operation="workspaces_delete" className="text-bad" onClick={() => void discard()}>
          <Trash2 />
          {t("Delete the workspace")}
        </ActionButton>
      </div>
    </Section>
  );
}
