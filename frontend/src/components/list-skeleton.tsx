/** Rows that are about to come, of the height that they will have. */
export function ListSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <ul aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        <li key={index} className="flex items-center gap-3 border-b border-line/70 px-4 py-2.5 sm:px-6">
          <div className="size-4 skeleton" />
          <div className="flex h-10.5 flex-1 flex-col justify-center gap-2">
            <div className="h-3.5 skeleton" style={{ width: `${18 + ((index * 7) % 22)}%` }} />
            <div className="h-2.5 skeleton" style={{ width: `${34 + ((index * 13) % 30)}%` }} />
          </div>
          <div className="hidden h-3 w-16 skeleton sm:block" />
        </li>
      ))}
    </ul>
  );
}
