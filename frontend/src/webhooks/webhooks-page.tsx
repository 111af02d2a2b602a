import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Copy, Ellipsis, FlaskConical, History, RefreshCw, Webhook, Workflow } from "lucide-react";

import { useRotateAddress, type WebhookLine, webhooksQuery } from "@/api/hooks";
import { Badge, type Tone } from "@/components/badge";
import { Empty } from "@/components/empty";
import { Loaded } from "@/components/loaded";
import { LoadMore } from "@/components/load-more";
import { Page } from "@/components/page";
import { Section, Sections } from "@/components/section";
import { type Column, Table } from "@/components/table";
import { Button } from "@/components/ui/button";
import { confirm } from "@/components/ui/confirm";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { Tip } from "@/components/ui/tip";
import { toast } from "@/components/ui/toast";
import { useCan } from "@/hooks/use-can";
import { ago, dateTime } from "@/lib/format";
import { formatNumber, msg, t } from "@/lib/i18n";

interface Look {
  tone: Tone;
  label: string;
  why: string;
}

const STATES: Record<WebhookLine["state"], Look> = {
  on: { tone: "ok", label: msg("On"), why: msg("A call starts the newest version.") },
  draft: {
    tone: "wait",
    label: msg("Draft"),
    why: msg("A call starts the draft: no version is published yet."),
  },
  unpublished: {
    tone: "plain",
    label: msg("Not published"),
    why: msg("The newest version has no webhook: publish the draft, then calls start it."),
  },
  off: { tone: "plain", label: msg("Off"), why: msg("The trigger is disabled: calls are not taken.") },
  broken: {
    tone: "bad",
    label: msg("Not set up"),
    why: msg("The trigger is not set up right: calls are refused. Its fields say what is wrong."),
  },
};

/** The addresses that start flows, and what came in lately. */
export function WebhooksPage() {
  const may = useCan("webhooks_find");
  return (
    <Page title={t("Webhooks")}>
      {may.ok ? (
        <Webhooks />
      ) : (
        <Empty icon={Webhook} title={t("The addresses of webhooks are secrets")}>
          {may.why}
        </Empty>
      )}
    </Page>
  );
}

function Webhooks() {
  const query = useInfiniteQuery(webhooksQuery);
  const lines = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Loaded<object> query={query}>
        {() =>
          lines.length === 0 ? (
            <Empty
              icon={Webhook}
              title={t("No flow has a webhook yet")}
              actions={
                <Button asChild look="primary">
                  <Link to="/templates" search={{ open: "webhook-to-dataset" }}>
                    {t("Begin with a template")}
                  </Link>
                </Button>
              }
            >
              {t(
                "Put the trigger Webhook into a flow: its address starts a run whenever a shop, a form or a program of yours calls it.",
              )}
            </Empty>
          ) : (
            <Sections>
              <Section
                flush
                title={t("All webhooks")}
                about={t("The addresses end in a secret: whoever knows one can start the flow.")}
              >
                <Table label={t("Webhooks")} rows={lines} columns={columns()} rowKey={(line) => line.flow} />
              </Section>
            </Sections>
          )
        }
      </Loaded>
      <LoadMore
        more={query.hasNextPage && !query.isFetchingNextPage}
        load={() => void query.fetchNextPage()}
      />
    </>
  );
}

function columns(): Column<WebhookLine>[] {
  return [
    {
      id: "name",
      title: t("Flow"),
      className: "max-w-0 w-full sm:w-1/4",
      sort: (line) => line.name,
      cell: (line) => (
        <>
          <Link
            to="/flows/$flow"
            params={{ flow: line.flow }}
            className="block truncate rounded font-medium hover:text-accent"
          >
            {line.name}
          </Link>
          <span className="block truncate text-xs text-ink-faint">{about(line)}</span>
        </>
      ),
    },
    { id: "state", title: t("State"), sort: (line) => line.state, cell: (line) => <State line={line} /> },
    {
      id: "address",
      title: t("Address"),
      from: "md",
      className: "max-w-0 w-2/5",
      cell: (line) => (
        <>
          <Address
            label={t("Copy the address of {name}", { name: line.name })}
            url={line.url}
            open={line.url.endsWith(line.flow)}
          />
          <Address
            label={t("Copy the test address of {name}", { name: line.name })}
            url={line.test_url}
            test
          />
        </>
      ),
    },
    {
      id: "last",
      title: t("Last call"),
      from: "sm",
      sort: (line) => line.last_call_at,
      cell: (line) => <LastCall line={line} />,
    },
    {
      id: "captures",
      title: t("Test calls"),
      from: "lg",
      right: true,
      sort: (line) => line.captures,
      cell: (line) => (
        <span title={line.captured_at === null ? undefined : dateTime(line.captured_at)}>
          {formatNumber(line.captures)}
        </span>
      ),
    },
    { id: "actions", title: "", right: true, cell: (line) => <Actions line={line} /> },
  ];
}

/** What it takes, and of which version. */
function about(line: WebhookLine): string {
  const proof = line.proof && line.proof !== "none" ? t("proved by {how}", { how: line.proof }) : null;
  const version = line.version === null ? null : t("Version {n}", { n: line.version });
  return [line.methods.join(", "), proof, version].filter(Boolean).join(" · ");
}

function State({ line }: { line: WebhookLine }) {
  const { tone, label, why } = STATES[line.state];
  return (
    <Tip text={t(why)}>
      <span tabIndex={0} className="rounded-full">
        <Badge tone={tone}>{t(label)}</Badge>
      </span>
    </Tip>
  );
}

interface AddressProps {
  label: string;
  url: string;
  /** Whether it ends in no secret. */
  open?: boolean;
  test?: boolean;
}

/** An address without its secret, which is copied along. */
function Address({ label, url, open = false, test = false }: AddressProps) {
  return (
    <span className="flex items-center gap-1">
      <span className="min-w-0 truncate font-mono text-2xs text-ink-soft">
        {open ? url : url.slice(0, url.lastIndexOf("/") + 1)}
        {!open && <span className="text-ink-faint">••••••</span>}
      </span>
      {test && <Badge>{t("Test")}</Badge>}
      <IconButton label={label} size="icon-sm" onClick={() => void copy(url)}>
        <Copy />
      </IconButton>
    </span>
  );
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  toast.ok(t("Copied"));
}

function LastCall({ line }: { line: WebhookLine }) {
  if (line.last_run === null || line.last_call_at === null)
    return <span className="text-ink-faint">{t("Never")}</span>;
  return (
    <Link
      to="/runs/$run"
      params={{ run: line.last_run }}
      title={dateTime(line.last_call_at)}
      className="rounded text-xs whitespace-nowrap text-ink-soft hover:text-accent"
    >
      {ago(line.last_call_at)}
    </Link>
  );
}

function Actions({ line: { flow, name, url, test_url } }: { line: WebhookLine }) {
  const rotate = useRotateAddress("webhook", flow);
  const navigate = useNavigate();
  const { why } = useCan("webhooks_rotate");
  const change = async () => {
    const sure = await confirm({
      title: t("Give the address another secret?"),
      description: t("The old address leads nowhere from then on; whoever calls it needs the new one."),
      action: t("Change it"),
      danger: true,
    });
    if (sure) rotate.mutate(undefined, { onSuccess: () => toast.ok(t("The address has another secret")) });
  };
  return (
    <Menu
      trigger={
        <IconButton label={t("What can be done with {name}", { name })} size="icon-sm">
          <Ellipsis />
        </IconButton>
      }
      groups={[
        [
          { label: t("Copy the address"), icon: <Copy />, onSelect: () => void copy(url) },
          { label: t("Copy the test address"), icon: <FlaskConical />, onSelect: () => void copy(test_url) },
        ],
        [
          {
            label: t("Open the flow"),
            icon: <Workflow />,
            onSelect: () => void navigate({ to: "/flows/$flow", params: { flow } }),
          },
          {
            label: t("Runs"),
            icon: <History />,
            onSelect: () => void navigate({ to: "/runs", search: { flow, trigger: "webhook" } }),
          },
        ],
        [
          {
            label: t("Change the secret"),
            icon: <RefreshCw />,
            danger: true,
            refused: why,
            onSelect: () => void change(),
          },
        ],
      ]}
    />
  );
}
