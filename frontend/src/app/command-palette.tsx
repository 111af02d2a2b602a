import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Command as Cmdk } from "cmdk";
import { Workflow } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useDeferredValue, useState } from "react";

import { client, data } from "@/api/client";
import { keys } from "@/api/keys";
import { Kbd } from "@/components/ui/kbd";
import { allCommands, useRegistry } from "@/lib/commands";
import { groupBy } from "@/lib/group-by";
import { t } from "@/lib/i18n";

const ITEM =
  "flex cursor-default items-center gap-2.5 rounded-md px-2.5 py-2 text-sm select-none data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:text-ink-faint";
const FLOWS_SHOWN = 8;

/** Finds everything that can be done here, and every flow. */
export default function CommandPalette() {
  const open = useRegistry((state) => state.paletteOpen);
  const setOpen = (next: boolean) => useRegistry.setState({ paletteOpen: next });
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-shade" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[10vh] z-40 mx-auto max-w-xl animate-rise overflow-hidden rounded-xl border bg-raised shadow-float"
        >
          <Radix.Title className="sr-only">{t("Command palette")}</Radix.Title>
          <Palette close={() => setOpen(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Palette({ close }: { close: () => void }) {
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim());
  const navigate = useNavigate();
  const sets = useRegistry((state) => state.sets);
  const commands = allCommands(sets).filter((command) => !command.hidden && (command.enabled?.() ?? true));
  const groups = groupBy(commands, (command) => command.group);
  const flows = useQuery({
    queryKey: keys.flowList({ palette: wanted }),
    queryFn: ({ signal }) =>
      data(client.GET("/api/v1/flows", { params: { query: { q: wanted, limit: FLOWS_SHOWN } }, signal })),
    placeholderData: (before) => before,
  });
  const run = (action: () => void) => {
    close();
    // After the focus is back where it was, so that a command may move it.
    setTimeout(action, 0);
  };
  return (
    <Cmdk label={t("Command palette")} loop>
      <Cmdk.Input
        value={text}
        onValueChange={setText}
        placeholder={t("What do you want to do, or which flow do you look for?")}
        className="h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-ink-faint"
      />
      <Cmdk.List className="max-h-[min(26rem,60vh)] overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-faint">
        <Cmdk.Empty className="px-3 py-8 text-center text-sm text-ink-soft">
          {t("Nothing has that name.")}
        </Cmdk.Empty>
        {[...groups].map(([group, members]) => (
          <Cmdk.Group key={group} heading={group}>
            {members.map((command) => (
              <Cmdk.Item
                key={command.id}
                value={`${group} ${command.title}`}
                onSelect={() => run(command.run)}
                className={ITEM}
              >
                <span className="flex-1">{command.title}</span>
                {command.keys && <Kbd keys={command.keys} />}
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        ))}
        <Cmdk.Group heading={t("Flows")}>
          {flows.data?.items.map((flow) => (
            <Cmdk.Item
              key={flow.id}
              value={`${flow.name} ${flow.id}`}
              className={ITEM}
              onSelect={() => run(() => void navigate({ to: "/flows/$flow", params: { flow: flow.id } }))}
            >
              <Workflow />
              <span className="min-w-0 flex-1 truncate">{flow.name}</span>
              {flow.folder && <span className="truncate text-xs text-ink-faint">{flow.folder}</span>}
            </Cmdk.Item>
          ))}
        </Cmdk.Group>
      </Cmdk.List>
    </Cmdk>
  );
}
