import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";

import { Said } from "@/components/said";
import { camera } from "@/editor/canvas/camera";
import { select, useEditor } from "@/editor/store";
import { nodeById } from "@/flow/document";
import { t } from "@/lib/i18n";

/** What the compiler has to say; a click leads to the node. */
export function ProblemList() {
  const diagnostics = useEditor((state) => state.diagnostics);
  const document = useEditor((state) => state.document);
  if (diagnostics.length === 0) {
    return (
      <p className="flex items-center gap-2 p-4 text-sm text-ink-soft">
        <CircleCheck className="size-4 text-ok" />
        {t("No problems. This can be published.")}
      </p>
    );
  }
  const show = (id: string) => {
    select([id]);
    camera.show({ nodes: [{ id }], duration: 250, maxZoom: 1, padding: 2 });
  };
  return (
    <ul className="min-h-0 flex-1 overflow-y-auto p-2">
      {diagnostics.map((each, index) => {
        const node = each.node ? nodeById(document, each.node) : undefined;
        return (
          <li key={index}>
            <button
              type="button"
              disabled={!node}
              className="flex w-full items-start gap-2.5 rounded-md px-2 py-1.5 text-left text-sm enabled:hover:bg-hover [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0"
              onClick={() => node && show(node.id)}
            >
              {each.severity === "error" ? (
                <CircleAlert className="text-bad" />
              ) : (
                <TriangleAlert className="text-wait" />
              )}
              <span className="min-w-0 flex-1">
                <Said text={each.message} />
                {each.hint && (
                  <span className="ml-1 text-ink-faint">
                    <Said text={each.hint} />
                  </span>
                )}
              </span>
              {node && <span className="shrink-0 font-mono text-2xs text-ink-faint">{node.key}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
