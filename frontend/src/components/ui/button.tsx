import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";

import { Tip } from "@/components/ui/tip";
import { cn } from "@/lib/cn";

const looks = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      look: {
        primary: "bg-accent text-on-accent shadow-lift hover:bg-accent-hover",
        plain:
          "border border-line-strong/70 bg-surface text-ink shadow-lift hover:bg-hover dark:bg-raised dark:hover:bg-hover",
        quiet: "text-ink-soft hover:bg-hover hover:text-ink",
        danger: "bg-bad text-white shadow-lift hover:bg-bad/85 dark:text-ground",
      },
      size: {
        sm: "h-7 px-2 text-xs [&_svg]:size-3.5",
        md: "h-8 px-3 text-sm",
        lg: "h-10 px-4 text-base",
        icon: "size-8",
        "icon-sm": "size-7 [&_svg]:size-3.5",
      },
    },
    defaultVariants: { look: "plain", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof looks> {
  asChild?: boolean;
  /** Why one may not do this, as `useCan` says; the button stays reachable, so that the reason can be read. */
  refused?: string | null;
}

export function Button({
  look,
  size,
  asChild = false,
  className,
  type = "button",
  refused,
  ...rest
}: ButtonProps) {
  if (refused) return <Refused look={look} size={size} className={className} why={refused} {...rest} />;
  const Tag = asChild ? Slot.Root : "button";
  return <Tag type={asChild ? undefined : type} className={cn(looks({ look, size }), className)} {...rest} />;
}

function Refused({
  look,
  size,
  className,
  why,
  children,
  ...rest
}: Omit<ButtonProps, "refused"> & { why: string }) {
  return (
    <Tip text={why}>
      <button
        {...rest}
        type="button"
        aria-disabled
        className={cn(looks({ look, size }), "cursor-not-allowed!", className)}
        onClick={(event) => event.preventDefault()}
      >
        {children}
      </button>
    </Tip>
  );
}
