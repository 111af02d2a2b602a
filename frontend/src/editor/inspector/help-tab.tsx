import { ClipboardPaste } from "lucide-react";

import type { DocumentNode, NodeType } from "@/api/types";
import { Markdown } from "@/components/markdown";
import { Button } from "@/components/ui/button";
import { edit } from "@/editor/store";
import { patchNode } from "@/flow/edits";
import { t, tn } from "@/lib/i18n";

/** How a node type works, with examples that can be taken over. */
export function HelpTab({ type, node }: { type: NodeType; node: DocumentNode }) {
  const examples = type.examples.filter((example) => example.error === undefined);
  return (
    <div className="space-y-4">
      <p className="flex flex-wrap gap-x-3 text-xs text-ink-faint">
        <span className="font-mono">{type.id}</span>
        <span>{tn(type.credits, "{n} credit", "{n} credits")}</span>
        {type.side_effect && <span>{t("changes something outside")}</span>}
      </p>
      <Markdown text={type.help} />
      {examples.length > 0 && <h3 className="text-sm font-semibold">{t("Examples")}</h3>}
      {examples.map((example) => (
        <section key={example.title} className="rounded-lg border">
          <header className="flex items-center gap-2 border-b px-3 py-1.5">
            <h4 className="min-w-0 flex-1 text-xs font-medium">{example.title}</h4>
            <Button
              size="sm"
              look="quiet"
              onClick={() =>
                edit(t("Take over an example"), (document) =>
                  patchNode(document, node.id, { config: example.config }),
                )
              }
            >
              <ClipboardPaste />
              {t("Use")}
            </Button>
          </header>
          <pre className="max-h-48 overflow-auto p-3 font-mono text-2xs text-ink-soft">
            {JSON.stringify(example.config, null, 2)}
          </pre>
        </section>
      ))}
    </div>
  );
}
