import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { CalendarCheck, Sunrise } from "lucide-react";

import { useChange } from "@/api/change";
import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import { schedulesQuery } from "@/api/schedules";
import type { FlowDocument } from "@/api/types";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useCan } from "@/hooks/use-can";
import { until, zone } from "@/lib/format";
import { t } from "@/lib/i18n";

const AT_SEVEN = "0 7 * * *";

interface Props {
  flow: string;
  document: Pick<FlowDocument, "nodes">;
  /** Stores what is not saved yet; false when that did not work. */
  save?: () => Promise<boolean>;
}

/** Lets a flow that has run well do so each day, with one click: by its own schedule if it has one, else at seven. */
export function RunEveryMorning({ flow, document, save }: Props) {
  const schedules = useQuery(schedulesQuery(flow)).data;
  const navigate = useNavigate();
  const own = document.nodes?.some((node) => node.type === "trigger.schedule" && !node.disabled) ?? false;
  const can = useCan(own ? "flows_publish" : "schedules_create");
  const begin = useChange(async () => {
    if (save && !(await save())) return;
    await (own ? publish(flow) : atSeven(flow));
    toast.ok(t("It runs by itself from now on."), {
      label: t("Schedules"),
      run: () => void navigate({ to: "/schedules" }),
    });
  }, [keys.schedules, keys.flows]);
  if (!schedules) return null;
  const next = schedules.flatMap((each) => each.next_times).sort((one, other) => one - other)[0];
  if (next !== undefined) {
    return (
      <Link
        to="/schedules"
        className="inline-flex items-center gap-1.5 rounded-md px-1.5 text-xs text-ink-soft hover:text-ink"
      >
        <CalendarCheck className="size-3.5 text-ok" />
        {t("Runs again {when}", { when: until(next) })}
      </Link>
    );
  }
  return (
    <Button size="sm" refused={can.why} disabled={begin.isPending} onClick={() => begin.mutate(undefined)}>
      <Sunrise />
      {t("Run this every morning")}
    </Button>
  );
}

function publish(flow: string): Promise<unknown> {
  return data(
    client.POST("/api/v1/flows/{flow}/publish", {
      params: { path: { flow } },
      body: { message: t("Runs by itself") },
    }),
  );
}

function atSeven(flow: string): Promise<unknown> {
  const timing = { kind: "cron" as const, expression: AT_SEVEN };
  const spec = { timing, timezone: zone() };
  return data(client.POST("/api/v1/schedules", { body: { flow, name: t("Every morning"), spec } }));
}
