import { useEffect, useRef } from "react";

interface Props {
  more: boolean;
  load: () => void;
}

/** Loads the next page as soon as the end of the list comes near. */
export function LoadMore({ more, load }: Props) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!more || !end.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && load(),
      {
        rootMargin: "400px",
      },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [more, load]);
  return <div ref={end} className="h-px" />;
}
