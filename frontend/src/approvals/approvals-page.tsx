import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheckBig, Clock, Webhook } from "lucide-react";
import { lazy, Suspense, useId, useState } from "react";

import { approvalsQuery, useDecide } from "@/api/approvals";
import { asApiError } from "@/api/errors";
import type { Pause } from "@/api/types";
import { Empty } from "@/components/empty";
import { ListSkeleton } from "@/components/list-skeleton";
import { Markdown } from "@/components/markdown";
import { Page } from "@/components/page";
import { ProblemView } from "@/components/problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { ago, dateTime } from "@/lib/format";
import { t } from "@/lib/i18n";
import { initialValue } from "@/schema-form/schema";

const SchemaForm = lazy(() =>
  import("@/schema-form/schema-form").then(({ SchemaForm: form }) => ({ default: form })),
);

/** Questions that runs wait for an answer to, oldest first. */
export function ApprovalsPage() {
  const query = useQuery(approvalsQuery);
  return (
    <Page title={t("Approvals")}>
      {query.isPending ? (
        <ListSkeleton rows={3} />
      ) : query.isError ? (
        <ProblemView error={query.error} retry={() => void query.refetch()} />
      ) : query.data.length === 0 ? (
        <Empty icon={CircleCheckBig} title={t("Nothing waits for you")}>
          {t(
            "When a flow reaches an Approval step it stops and asks here. It goes on the moment somebody answers.",
          )}
        </Empty>
      ) : (
        <ul className="mx-auto w-full max-w-3xl space-y-3 px-4 py-2 sm:px-6">
          {query.data.map((pause) =>
            pause.kind === "approval" ? (
              <Question key={pause.token} pause={pause} />
            ) : (
              <Callback key={pause.token} pause={pause} />
            ),
          )}
        </ul>
      )}
    </Page>
  );
}

const CARD = "rounded-xl border bg-surface p-4 shadow-lift";

function About({ pause }: { pause: Pause }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-ink-faint">
      <Link
        to="/runs/$run"
        params={{ run: pause.run }}
        search={{ step: pause.node }}
        className="rounded text-accent hover:underline"
      >
        {pause.flow_name ?? pause.run}
      </Link>
      <time title={dateTime(pause.created_at)}>{ago(pause.created_at)}</time>
      {pause.until !== null && (
        <span className="flex items-center gap-1 text-wait">
          <Clock className="size-3" />
          {t("until {time}", { time: dateTime(pause.until) })}
        </span>
      )}
    </p>
  );
}

function Question({ pause: { token, request }, pause }: { pause: Pause }) {
  const decide = useDecide();
  const [comment, setComment] = useState("");
  const [by, setBy] = useState(request.approvers?.[0] ?? "");
  const [form, setForm] = useState<unknown>(() => (request.form ? initialValue(request.form) : null));
  const people = useId();
  const problem = decide.error ? asApiError(decide.error) : null;
  const answer = (decision: string) =>
    decide.mutate(
      { token, decision: { decision, comment, by: by || null, form } },
      { onSuccess: () => toast.ok(t("Answered. The run goes on.")) },
    );
  return (
    <li className={CARD}>
      <h2 className="text-base font-semibold">{request.title}</h2>
      <About pause={pause} />
      <Markdown className="my-3" text={request.message ?? ""} />
      {request.form && (
        <div className="mb-3 rounded-lg border bg-ground p-3">
          <Suspense>
            <SchemaForm schema={request.form} value={form} onChange={setForm} />
          </Suspense>
        </div>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("Your name")} required={Boolean(request.approvers?.length)}>
          {(about) => (
            <Input {...about} list={people} value={by} onChange={(event) => setBy(event.target.value)} />
          )}
        </Field>
        <datalist id={people}>
          {request.approvers?.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Field label={t("Comment")}>
          {(about) => (
            <Input {...about} value={comment} onChange={(event) => setComment(event.target.value)} />
          )}
        </Field>
      </div>
      {problem && (
        <p role="alert" className="mt-2 text-sm text-bad">
          {problem.message} {problem.hint}
        </p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        {request.options?.map((option) => (
          <Button
            key={option.value}
            look={option.port === "approved" ? "primary" : "plain"}
            disabled={decide.isPending}
            onClick={() => answer(option.value)}
          >
            {option.label || option.value}
          </Button>
        ))}
      </div>
    </li>
  );
}

function Callback({ pause }: { pause: Pause }) {
  return (
    <li className={CARD}>
      <h2 className="flex items-center gap-2 text-base font-semibold">
        <Webhook className="size-4 text-ink-faint" />
        {t("A run waits for a call")}
      </h2>
      <About pause={pause} />
    </li>
  );
}
