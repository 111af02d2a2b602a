import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { tagVersion } from "@/api/flows";
import { keys } from "@/api/keys";
import type { FlowVersion } from "@/api/types";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useEditor } from "@/editor/store";
import { useCan } from "@/hooks/use-can";
import { t } from "@/lib/i18n";
import { tagsOf } from "@/lib/tags";

/** The tags of a version, kept when the field is left or Enter pressed. */
export function VersionTags({ version }: { version: FlowVersion }) {
  const flow = useEditor((state) => state.flow);
  const cache = useQueryClient();
  const { why } = useCan("flows_tag_version");
  const before = version.tags.join(", ");
  const [text, setText] = useState(before);
  const change = useMutation({
    mutationFn: (tags: string[]) => tagVersion(flow, version.number, tags),
    onSuccess: async (tagged) => {
      setText(tagged.tags.join(", "));
      await cache.invalidateQueries({ queryKey: keys.versions(flow) });
    },
  });
  const keep = () => {
    const tags = tagsOf(text);
    if (tags.join(", ") !== before) change.mutate(tags);
  };
  return (
    <form
      className="max-w-96"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <Field label={t("Tags")} hint={why ?? t("Separated by commas.")}>
        {(about) => (
          <Input
            {...about}
            value={text}
            disabled={why !== null}
            onChange={(event) => setText(event.target.value)}
            onBlur={keep}
          />
        )}
      </Field>
    </form>
  );
}
