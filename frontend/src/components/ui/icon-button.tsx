import { Button, type ButtonProps } from "@/components/ui/button";
import { Tip } from "@/components/ui/tip";

interface Props extends ButtonProps {
  /** Says what it does, to screen readers and in the tip. */
  label: string;
  shortcut?: string;
}

/** A button that is just an icon. */
export function IconButton({ label, shortcut, look = "quiet", size = "icon", ...rest }: Props) {
  return (
    <Tip text={label} shortcut={shortcut}>
      <Button look={look} size={size} aria-label={label} {...rest} />
    </Tip>
  );
}
