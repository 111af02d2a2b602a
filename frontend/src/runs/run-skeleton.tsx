/** A run's page before the run is here. */
export function RunSkeleton() {
  return (
    <main aria-busy className="flex min-w-0 flex-1 flex-col">
      <div className="space-y-3 px-4 py-4 sm:px-6">
        <div className="h-6 w-64 skeleton" />
        <div className="h-4 w-96 max-w-full skeleton" />
      </div>
      <div className="h-9.5 border-b" />
      {Array.from({ length: 9 }, (_, index) => (
        <div key={index} className="flex h-9 items-center gap-3 border-b border-line/60 px-4">
          <div className="size-4.5 skeleton rounded-full" />
          <div className="h-3.5 skeleton" style={{ width: `${12 + ((index * 11) % 20)}%` }} />
        </div>
      ))}
    </main>
  );
}
