import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowRight, FileUp, LayoutTemplate, PencilRuler } from "lucide-react";
import { type ReactNode, useState } from "react";

import { type Template, templatesQuery, useUseTemplate } from "@/api/templates";
import { ApiImage } from "@/components/api-image";
import { ProblemView } from "@/components/problem";
import { Button } from "@/components/ui/button";
import { beginTour } from "@/onboarding/tour-state";
import { useCan } from "@/hooks/use-can";
import { t, tn } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";

/** What shows the most within a minute, in this order; the others follow in the gallery. */
const FIRST = [
  "price-watch",
  "lead-list",
  "site-change-monitor",
  "table-to-csv",
  "report-download",
  "screen-sizes",
];

/** Where somebody begins who has just come in: working flows, one click each. */
export function StartPage() {
  const query = useInfiniteQuery(templatesQuery({}));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = FIRST.map((id) => all.find((each) => each.id === id)).filter((each) => each !== undefined);
  return (
    <main className="min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-5xl px-5 py-8 sm:py-12">
        <h1 className="text-2xl font-semibold tracking-tight">{t("What would you like to run first?")}</h1>
        <p className="mt-1.5 max-w-2xl text-base text-ink-soft">
          {t(
            "Each of these works as it is, on the demo sites of this host. Open one, press Run, then make it yours.",
          )}
        </p>
        {query.isError ? (
          <ProblemView error={query.error} retry={() => void query.refetch()} />
        ) : (
          <ul className="mt-6 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {query.isPending
              ? FIRST.map((id) => <li key={id} className="h-64 skeleton rounded-xl" />)
              : shown.map((template, index) => (
                  <Card key={template.id} template={template} first={index === 0} />
                ))}
          </ul>
        )}
        <div className="mt-8 grid gap-3 sm:grid-cols-3">
          <Way icon={<LayoutTemplate />} title={t("All templates")} to="/templates">
            {t("Everything that comes along, and what others have published.")}
          </Way>
          <Way icon={<PencilRuler />} title={t("An empty flow")} to="/flows">
            {t("Draw it yourself from the first step.")}
          </Way>
          <Way icon={<FileUp />} title={t("Import")} to="/flows">
            {t("A recording of your browser, a cURL command, or a flow as JSON.")}
          </Way>
        </div>
      </div>
    </main>
  );
}

function Card({ template, first }: { template: Template; first: boolean }) {
  const navigate = useNavigate();
  const use = useUseTemplate();
  const can = useCan("templates_use");
  const [key] = useState(() => randomId());
  const open = () =>
    use.mutate(
      { template: template.id, market: false, key },
      {
        onSuccess: (flow) => {
          beginTour();
          void navigate({ to: "/flows/$flow", params: { flow: flow.id } });
        },
      },
    );
  return (
    <li>
      <article
        className={`flex h-full flex-col overflow-hidden rounded-xl border bg-surface shadow-lift transition-shadow hover:shadow-float ${first ? "border-accent/50 ring-3 ring-accent/10" : ""}`}
      >
        <div className="flex aspect-16/9 items-center justify-center overflow-hidden border-b bg-sunken">
          {template.picture && (
            <ApiImage
              path={`/api/v1/templates/${template.id}/picture`}
              digest={template.picture}
              alt=""
              className="size-full object-cover"
              fallback={<div className="size-full skeleton" />}
            />
          )}
        </div>
        <div className="flex flex-1 flex-col p-4">
          <h2 className="text-base font-semibold">{template.title}</h2>
          <p className="mt-1 flex-1 text-sm text-ink-soft">{template.summary}</p>
          <div className="mt-3 flex items-center gap-2">
            <span className="flex-1 text-xs text-ink-faint">
              {tn(template.nodes, "{n} step", "{n} steps")}
            </span>
            <Button
              look={first ? "primary" : "plain"}
              disabled={use.isPending || use.isSuccess}
              refused={can.why}
              onClick={open}
              aria-label={t("Open {template}", { template: template.title })}
            >
              {t("Open")}
              <ArrowRight />
            </Button>
          </div>
        </div>
      </article>
    </li>
  );
}

interface WayProps {
  icon: ReactNode;
  title: string;
  to: "/templates" | "/flows";
  children: ReactNode;
}

function Way({ icon, title, to, children }: WayProps) {
  return (
    <Link
      to={to}
      className="flex gap-3 rounded-xl border bg-surface p-4 shadow-lift hover:border-line-strong [&>svg]:mt-0.5 [&>svg]:size-4.5 [&>svg]:shrink-0 [&>svg]:text-accent"
    >
      {icon}
      <span>
        <span className="block text-sm font-semibold">{title}</span>
        <span className="block text-xs text-ink-soft">{children}</span>
      </span>
    </Link>
  );
}
