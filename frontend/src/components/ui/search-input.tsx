import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { Input } from "@/components/ui/input";
import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";

interface Props {
  value: string;
  onChange: (value: string) => void;
  placeholder: string;
  className?: string;
  /** Milliseconds of rest before the change is told; 0 for lists that are here already. */
  delay?: number;
}

export function SearchInput({ value, onChange, placeholder, className, delay = 250 }: Props) {
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  // The address may change under the input: back and forward.
  if (value !== told) {
    setTold(value);
    setText(value);
  }
  useEffect(() => {
    if (text === told) return;
    const timer = setTimeout(() => {
      setTold(text);
      tell.current(text);
    }, delay);
    return () => clearTimeout(timer);
  }, [text, told, delay]);
  return (
    <div className={cn("relative", className)}>
      <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint" aria-hidden />
      <Input
        role="searchbox"
        className="px-8"
        value={text}
        placeholder={placeholder}
        aria-label={placeholder}
        onChange={(event) => setText(event.target.value)}
      />
      {text && (
        <button
          type="button"
          aria-label={t("Clear the search")}
          className="absolute top-1 right-1 rounded p-1 text-ink-faint hover:bg-hover hover:text-ink"
          onClick={() => setText("")}
        >
          <X className="size-4" />
        </button>
      )}
    </div>
  );
}
