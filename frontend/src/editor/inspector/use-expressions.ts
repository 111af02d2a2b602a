import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import { asApiError } from "@/api/errors";
import { itemQuery, previewExpression, scopeQuery } from "@/api/expressions";
import type { DocumentNode, FlowDocument } from "@/api/types";
import { useEditor } from "@/editor/store";
import type { Catalogue } from "@/flow/document";
import { perItem, variablesFor } from "@/flow/variables";
import { t } from "@/lib/i18n";
import type { FormContext, Preview } from "@/schema-form/context";

/** What the expressions of a node can read, and what they give with the data of the last run. */
export function useExpressions(
  node: DocumentNode,
  catalogue: Catalogue,
): NonNullable<FormContext["expressions"]> {
  const document = useEditor((state) => state.document);
  const flow = useEditor((state) => state.flow);
  const run = useEditor((state) => state.run);
  const scope = useQuery(scopeQuery(flow, node.key, run, document)).data;
  const list = listOf(node, document, catalogue);
  const item = useQuery({ ...itemQuery(flow, node.key, run, list ?? "", document), enabled: list !== null });
  const variables = useMemo(() => {
    const ids = new Map(document.nodes?.map((each) => [each.key, each.id]));
    const last = new Map(
      scope?.steps
        .filter((step) => step.recorded)
        .map((step) => [ids.get(step.key) ?? "", step.sample] as const),
    );
    return variablesFor(document, node.id, catalogue, last);
  }, [document, node.id, catalogue, scope]);
  const evaluate = useCallback(
    async (text: string, given?: { item: unknown; index: number }): Promise<Preview> => {
      try {
        const found = await previewExpression(flow, node.key, text, useEditor.getState().document, given);
        if (!found.error) return { ok: true, value: found.value };
        return {
          ok: false,
          message:
            typeof found.error.message === "string" ? found.error.message : t("This cannot be evaluated."),
        };
      } catch (thrown) {
        return { ok: false, message: asApiError(thrown).message };
      }
    },
    [flow, node.key],
  );
  const preview = useCallback((text: string) => evaluate(text), [evaluate]);
  const first = item.data;
  const each = useMemo(
    () => ({
      variables: perItem(variables, first?.item),
      // Without an item there is nothing to evaluate with, which is no mistake in the expression.
      preview: first ? (text: string) => evaluate(text, first) : null,
    }),
    [variables, first, evaluate],
  );
  return useMemo(
    () => ({ variables, preview, ...(list !== null && { each }) }),
    [variables, preview, each, list],
  );
}

/** Returns the list a node takes item by item: what its field says, else what comes in; null for other nodes. */
function listOf(node: DocumentNode, document: FlowDocument, catalogue: Catalogue): unknown {
  if (!catalogue.get(node.type)?.config_schema.properties?.items) return null;
  if (node.config?.items != null) return node.config.items;
  const source = document.edges?.find((edge) => edge.target === node.id)?.source;
  const before = document.nodes?.find((each) => each.id === source);
  return before ? `{{ steps.${before.key} }}` : "";
}
