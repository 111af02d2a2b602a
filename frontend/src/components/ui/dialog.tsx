import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

interface Props {
  open: boolean;
  /** Without it there is no way but those it offers. */
  onOpenChange?: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  /** `full`: as much of the page as there is. */
  wide?: boolean | "full";
}

/** A question or form above the page; on a phone it comes from below. */
export function Dialog({ open, onOpenChange, title, description, children, footer, wide = false }: Props) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-shade" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "fixed inset-x-0 bottom-0 z-40 flex max-h-[92dvh] animate-rise flex-col rounded-t-xl border bg-raised shadow-float sm:inset-x-auto sm:top-[12vh] sm:bottom-auto sm:left-1/2 sm:max-h-[80dvh] sm:w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:rounded-xl",
            wide === "full"
              ? "h-[92dvh] sm:top-[4vh] sm:h-[92dvh] sm:max-h-none sm:max-w-[100rem]"
              : wide
                ? "sm:max-w-3xl"
                : "sm:max-w-lg",
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-1">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-1 text-sm text-ink-soft">{description}</Radix.Description>
              )}
            </div>
            {onOpenChange && (
              <Radix.Close asChild>
                <Button look="quiet" size="icon-sm" aria-label={t("Close")} className="-mr-2">
                  <X />
                </Button>
              </Radix.Close>
            )}
          </header>
          <div
            className={cn("min-h-0 flex-1 overflow-y-auto", wide === "full" ? "flex flex-col" : "px-5 py-3")}
          >
            {children}
          </div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
