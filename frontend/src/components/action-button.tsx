import { Button, type ButtonProps } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { type Operation, useCan } from "@/hooks/use-can";

interface Props extends ButtonProps {
  /** The operation of the API behind it. */
  operation: Operation;
}

/** A button for what not everybody may do: whoever may not is told why. */
export function ActionButton({ operation, ...rest }: Props) {
  return <Button refused={useCan(operation).why} {...rest} />;
}

/** The same as an icon. */
export function ActionIcon({ operation, ...rest }: Props & { label: string; shortcut?: string }) {
  return <IconButton refused={useCan(operation).why} {...rest} />;
}
