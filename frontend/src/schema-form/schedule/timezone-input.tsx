import { Command } from "cmdk";
import { Check, ChevronDown } from "lucide-react";
import { useMemo, useState } from "react";

import { Popover } from "@/components/ui/popover";
import { t } from "@/lib/i18n";
import { allZones, offsetOf, ownZone } from "@/schema-form/schedule/zones";

const SHOWN = 60;

interface Props {
  id: string;
  value: string;
  onChange: (zone: string) => void;
}

/** One of the timezones, found by a part of its name. */
export function TimezoneInput({ id, value, onChange }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      className="w-80 p-0"
      trigger={
        <button
          id={id}
          type="button"
          className="flex h-8 w-full items-center gap-1.5 rounded-md border border-line-strong/80 bg-surface pr-2 pl-2.5 text-left text-sm shadow-lift hover:border-line-strong dark:bg-sunken"
        >
          <span className="min-w-0 flex-1 truncate">{value}</span>
          <span className="text-xs text-ink-faint numeric">{offsetOf(value)}</span>
          <ChevronDown className="size-3.5 text-ink-faint" />
        </button>
      }
    >
      <Zones
        value={value}
        choose={(zone) => {
          onChange(zone);
          setOpen(false);
        }}
      />
    </Popover>
  );
}

function Zones({ value, choose }: { value: string; choose: (zone: string) => void }) {
  const [text, setText] = useState("");
  const zones = useMemo(() => {
    const first = [...new Set([value, ownZone(), "UTC"])];
    return [...first, ...allZones().filter((zone) => !first.includes(zone))];
  }, [value]);
  const wanted = text.trim().toLowerCase().replaceAll(" ", "_");
  const found = zones.filter((zone) => zone.toLowerCase().includes(wanted));
  return (
    <Command label={t("Timezones")} shouldFilter={false} loop>
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder={t("City or region")}
        className="h-9 w-full border-b bg-transparent px-3 text-sm outline-none placeholder:text-ink-faint"
      />
      <Command.List className="max-h-64 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-sm text-ink-soft">
          {t("No timezone has that name; try the nearest large city.")}
        </Command.Empty>
        {found.slice(0, SHOWN).map((zone) => (
          <Command.Item
            key={zone}
            value={zone}
            onSelect={() => choose(zone)}
            className="flex cursor-default items-center gap-2 rounded px-2 py-1.5 text-sm select-none data-[selected=true]:bg-hover"
          >
            <Check className={zone === value ? "size-3.5 text-accent" : "size-3.5 opacity-0"} />
            <span className="min-w-0 flex-1 truncate">{zone.replaceAll("_", " ")}</span>
            <span className="text-xs text-ink-faint numeric">{offsetOf(zone)}</span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
