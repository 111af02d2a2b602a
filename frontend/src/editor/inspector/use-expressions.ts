import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import { asApiError } from "@/api/errors";
import { previewExpression, scopeQuery } from "@/api/expressions";
import type { DocumentNode } from "@/api/types";
import { useEditor } from "@/editor/store";
import type { Catalogue } from "@/flow/document";
import { variablesFor } from "@/flow/variables";
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
  const variables = useMemo(() => {
    const ids = new Map(document.nodes?.map((each) => [each.key, each.id]));
    const last = new Map(
      scope?.steps
        .filter((step) => step.recorded)
        .map((step) => [ids.get(step.key) ?? "", step.sample] as const),
    );
    return variablesFor(document, node.id, catalogue, last);
  }, [document, node.id, catalogue, scope]);
  const preview = useCallback(
    async (text: string): Promise<Preview> => {
      try {
        const found = await previewExpression(flow, node.key, text, useEditor.getState().document);
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
  return useMemo(() => ({ variables, preview }), [variables, preview]);
}
