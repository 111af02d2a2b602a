import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";

import { flowQuery } from "@/api/flows";
import { DataView } from "@/components/data/data-view";
import { Page } from "@/components/page";

const route = getRouteApi("/flows/$flow");

export function EditorPage() {
  const flow = useQuery(flowQuery(route.useParams().flow)).data;
  return <Page title={flow?.name ?? "…"}>{flow && <DataView value={flow.document} name={flow.name} />}</Page>;
}
