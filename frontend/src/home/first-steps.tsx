import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight, Plus } from "lucide-react";

import { templatesQuery } from "@/api/templates";
import { ApiImage } from "@/components/api-image";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/i18n";

const SHOWN = 6;

/** What stands here before anything has run: working flows to begin with. */
export function FirstSteps() {
  const templates = useInfiniteQuery(templatesQuery({})).data?.pages[0]?.items ?? [];
  const pictured = templates.filter((template) => template.picture !== null).slice(0, SHOWN);
  return (
    <section className="rounded-xl border bg-surface p-5 shadow-lift sm:p-8">
      <div className="max-w-xl">
        <h2 className="text-xl font-semibold tracking-tight">{t("Begin with a flow that works")}</h2>
        <p className="mt-1 text-sm text-ink-soft">
          {t(
            "Each of these runs as it is, on demo sites that come along. Take one, press Run, watch it work, then make it yours. What your flows did stands here afterwards.",
          )}
        </p>
        <div className="mt-4 flex flex-wrap gap-2">
          <Button asChild look="primary" size="lg">
            <Link to="/templates">
              {t("See all templates")}
              <ArrowRight />
            </Link>
          </Button>
          <Button asChild size="lg">
            <Link to="/flows">
              <Plus />
              {t("Draw one yourself")}
            </Link>
          </Button>
        </div>
      </div>
      <ul className="mt-6 grid grid-cols-2 gap-3 lg:grid-cols-3">
        {pictured.map((template) => (
          <li key={template.id}>
            <Link
              to="/templates"
              search={{ open: template.id }}
              className="block overflow-hidden rounded-lg border bg-ground hover:border-line-strong hover:shadow-float"
            >
              <ApiImage
                path={`/api/v1/templates/${template.id}/picture`}
                digest={template.picture ?? ""}
                alt=""
                className="aspect-16/10 w-full border-b object-cover object-top"
                fallback={<div className="aspect-16/10 skeleton rounded-none" />}
              />
              <span className="block truncate px-3 py-2 text-sm font-medium">{template.title}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
