import { Slot } from "radix-ui";
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useState } from "react";

export interface MenuItem {
  label: string;
  icon?: ReactNode;
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
  /** Why one may not do this, as `useCan` says; the menu shows it. */
  refused?: string | null;
  checked?: boolean;
  onSelect: () => void;
}

export interface MenuProps {
  trigger: ReactNode;
  /** Groups with a line between them. */
  groups: (MenuItem | false)[][];
  align?: "start" | "end";
}

const load = () => import("@/components/ui/menu-content");
const MenuContent = lazy(load);

/** What can be done with something. No page needs a menu to be shown, so what it takes comes with the pointer. */
export function Menu(props: MenuProps) {
  const [asked, ask] = useState(false);
  const trigger = (
    <Slot.Root
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => ask(true)}
      onKeyDown={(event: KeyboardEvent) => event.key === "ArrowDown" && ask(true)}
    >
      {props.trigger}
    </Slot.Root>
  );
  if (!asked) return trigger;
  return (
    <Suspense fallback={trigger}>
      <MenuContent {...props} />
    </Suspense>
  );
}
