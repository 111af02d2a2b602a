import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { allCommands, useRegistry } from "@/lib/commands";
import { groupBy } from "@/lib/group-by";
import { t } from "@/lib/i18n";

/** All shortcuts that work on this page. */
export default function CheatSheet() {
  const open = useRegistry((state) => state.sheetOpen);
  const sets = useRegistry((state) => state.sets);
  const groups = groupBy(
    allCommands(sets).filter((command) => command.keys),
    (command) => command.group,
  );
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => useRegistry.setState({ sheetOpen: next })}
      title={t("Keyboard shortcuts")}
      wide
    >
      <div className="gap-x-8 pb-2 sm:columns-2">
        {[...groups].map(([group, commands]) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-xs font-semibold text-ink-faint">{group}</h3>
            <dl>
              {commands.map((command) => (
                <div
                  key={command.id}
                  className="flex items-center gap-3 border-b border-line/60 py-1 text-sm"
                >
                  <dt className="flex-1">{command.title}</dt>
                  <dd className="flex gap-2">
                    {command.keys && <Kbd keys={command.keys} />}
                    {command.alsoKeys && <Kbd keys={command.alsoKeys} />}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
