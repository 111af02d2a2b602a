import { useQuery } from "@tanstack/react-query";
import { Send, Trash2, UserPlus } from "lucide-react";
import { useState } from "react";

import { asApiError } from "@/api/errors";
import {
  type Invitation,
  type InvitedRole,
  invitationsQuery,
  type Member,
  membersQuery,
  meQuery,
  type Role,
  useChangeRole,
  useInvite,
  useRemoveMember,
  useRevokeInvitation,
  useSendInvitation,
  workspaceQuery,
} from "@/api/workspace";
import { ActionButton, ActionIcon } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { Loaded } from "@/components/loaded";
import { Section } from "@/components/section";
import { type Column, Table } from "@/components/table";
import { confirm } from "@/components/ui/confirm";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { useCan } from "@/hooks/use-can";
import { dateTime, until } from "@/lib/format";
import { msg, t } from "@/lib/i18n";
import { roleName } from "@/lib/roles";

const INVITED = ["viewer", "operator", "editor", "admin"] as const satisfies readonly InvitedRole[];

/** What each role may do, beside what those before it may. */
const MAY: Record<Role, string> = {
  viewer: msg("Sees flows, runs and data"),
  operator: msg("Also runs flows, answers approvals, comments"),
  editor: msg("Also builds flows, keeps credentials and datasets"),
  admin: msg("Also manages people, budgets, channels, the audit log"),
  owner: msg("Also hands the workspace over and deletes it"),
};

/** Members, those who are invited, and what roles mean. */
export function People() {
  const workspace = useQuery(workspaceQuery).data;
  const team = workspace?.kind === "team";
  const may = useCan("workspaces_find_invitations");
  return (
    <>
      {workspace && !team && (
        <p className="rounded-lg bg-busy-soft px-3 py-2 text-sm text-busy">
          {t("This is a personal workspace: it is yours alone. Make a team to work with others.")}
        </p>
      )}
      <Members />
      {team && may.ok && <Invitations />}
      <Section title={t("Roles")}>
        <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[8rem_1fr]">
          {(Object.keys(MAY) as Role[]).map((role) => (
            <div key={role} className="contents">
              <dt className="font-medium">{roleName(role)}</dt>
              <dd className="text-ink-soft">{t(MAY[role])}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  );
}

function Members() {
  const members = useQuery(membersQuery);
  const me = useQuery(meQuery).data;
  const change = useChangeRole();
  const remove = useRemoveMember();
  const may = useCan("workspaces_change_member");
  const discard = async (member: Member) => {
    const sure = await confirm({
      title: t("Remove {name} from the workspace?", { name: member.name || (member.email ?? member.user) }),
      description: t("What they made stays. Their API keys for this workspace end."),
      action: t("Remove"),
      danger: true,
    });
    if (sure) remove.mutate(member.user);
  };
  const columns: Column<Member>[] = [
    {
      id: "name",
      title: t("Name"),
      className: "max-w-0 w-1/2",
      sort: (member) => member.name,
      cell: (member) => (
        <>
          <span className="flex items-center gap-2 font-medium">
            <span className="truncate">{member.name || (member.email ?? member.user)}</span>
            {me?.user?.id === member.user && <Badge tone="accent">{t("You")}</Badge>}
          </span>
          {member.name && <span className="block truncate text-xs text-ink-faint">{member.email}</span>}
        </>
      ),
    },
    {
      id: "role",
      title: t("Role"),
      cell: (member) =>
        member.role === "owner" || !may.ok ? (
          <Badge>{roleName(member.role)}</Badge>
        ) : (
          <RoleSelect
            label={t("Role of {name}", { name: member.name || member.user })}
            value={member.role}
            onChange={(role) => change.mutate({ user: member.user, role })}
          />
        ),
    },
    {
      id: "remove",
      title: "",
      right: true,
      cell: (member) =>
        member.role !== "owner" && (
          <ActionIcon
            operation="workspaces_remove_member"
            label={t("Remove")}
            size="icon-sm"
            onClick={() => void discard(member)}
          >
            <Trash2 />
          </ActionIcon>
        ),
    },
  ];
  return (
    <Section flush title={t("Members")}>
      <Loaded query={members} skeleton={<div className="mx-4 mb-3 h-20 skeleton" />}>
        {(found) =>
          found.length === 0 ? (
            <p className="px-4 pb-4 text-sm text-ink-soft">
              {t("There are no accounts on this host yet. Whoever sits at the machine may do everything.")}
            </p>
          ) : (
            <Table label={t("Members")} rows={found} columns={columns} rowKey={(member) => member.user} />
          )
        }
      </Loaded>
    </Section>
  );
}

interface RoleSelectProps {
  label: string;
  value: InvitedRole;
  onChange: (role: InvitedRole) => void;
}

function RoleSelect({ label, value, onChange }: RoleSelectProps) {
  return (
    <Select
      label={label}
      className="w-32"
      value={value}
      onChange={onChange}
      options={INVITED.map((role) => ({ value: role, label: roleName(role) }))}
    />
  );
}

function Invitations() {
  const invitations = useQuery(invitationsQuery);
  const send = useSendInvitation();
  const revoke = useRevokeInvitation();
  const columns: Column<Invitation>[] = [
    { id: "email", title: t("E-mail"), className: "max-w-0 w-1/2 truncate", cell: ({ email }) => email },
    { id: "role", title: t("Role"), cell: ({ role }) => <Badge>{roleName(role)}</Badge> },
    {
      id: "until",
      title: t("Good"),
      from: "sm",
      cell: ({ expires_at }) => (
        <time className="text-xs text-ink-soft" title={dateTime(expires_at)}>
          {until(expires_at)}
        </time>
      ),
    },
    {
      id: "actions",
      title: "",
      right: true,
      cell: ({ id }) => (
        <span className="flex justify-end">
          <ActionIcon
            operation="workspaces_send_invitation"
            label={t("Send again")}
            size="icon-sm"
            onClick={() => send.mutate(id, { onSuccess: () => toast.ok(t("The mail is on its way")) })}
          >
            <Send />
          </ActionIcon>
          <ActionIcon
            operation="workspaces_revoke_invitation"
            label={t("Withdraw")}
            size="icon-sm"
            onClick={() => revoke.mutate(id)}
          >
            <Trash2 />
          </ActionIcon>
        </span>
      ),
    },
  ];
  return (
    <Section flush title={t("Invitations")}>
      <InviteForm />
      <Loaded query={invitations} skeleton={<div className="mx-4 mb-3 h-16 skeleton" />}>
        {(found) =>
          found.length > 0 && (
            <Table label={t("Invitations")} rows={found} columns={columns} rowKey={({ id }) => id} />
          )
        }
      </Loaded>
    </Section>
  );
}

function InviteForm() {
  const invite = useInvite();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<InvitedRole>("viewer");
  const problem = invite.error ? asApiError(invite.error) : null;
  const send = () =>
    invite.mutate(
      { email, role },
      {
        onSuccess: () => {
          toast.ok(t("{email} is invited", { email }));
          setEmail("");
        },
      },
    );
  return (
    <form
      className="flex flex-wrap items-end gap-2 px-4 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field
        label={t("E-mail")}
        className="min-w-48 flex-1"
        error={problem && `${problem.message} ${problem.hint ?? ""}`}
      >
        {(about) => (
          <Input
            {...about}
            type="email"
            placeholder="ada@example.com"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <RoleSelect label={t("Role")} value={role} onChange={setRole} />
      <ActionButton
        operation="workspaces_invite"
        type="submit"
        look="primary"
        disabled={email === "" || invite.isPending}
      >
        <UserPlus />
        {t("Invite")}
      </ActionButton>
    </form>
  );
}
