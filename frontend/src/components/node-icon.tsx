import { Box } from "lucide-react";

import { NODE_ICONS } from "@/components/node-icons.gen";
import { cn } from "@/lib/cn";

interface Props {
  icon: string | undefined;
  /** The node type's folder, which gives the colour. */
  folder: string;
  className?: string;
}

/** A node type's icon in its folder's colour. */
export function NodeIcon({ icon, folder, className }: Props) {
  const Icon = NODE_ICONS[icon ?? ""] ?? Box;
  return (
    <span
      data-hue={folder}
      className={cn(
        "inline-flex size-6 shrink-0 items-center justify-center rounded-md bg-tint-soft text-tint [&_svg]:size-3.5",
        className,
      )}
    >
      <Icon aria-hidden />
    </span>
  );
}
