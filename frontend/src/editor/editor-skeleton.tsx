/** The editor before its flow is here. */
export function EditorSkeleton() {
  return (
    <main aria-busy className="flex min-w-0 flex-1 flex-col">
      <div className="flex h-12 items-center gap-3 border-b bg-surface px-4 dark:bg-ground">
        <div className="h-5 w-48 skeleton" />
        <div className="ml-auto h-8 w-24 skeleton" />
      </div>
      <div className="flex flex-1">
        <div className="hidden w-60 space-y-2 border-r bg-surface p-3 md:block dark:bg-ground">
          {Array.from({ length: 12 }, (_, index) => (
            <div key={index} className="h-6 skeleton" />
          ))}
        </div>
        <div className="flex flex-1 items-center justify-center gap-10">
          {[1, 2, 3].map((each) => (
            <div key={each} className="h-14 w-52 skeleton rounded-xl" />
          ))}
        </div>
      </div>
    </main>
  );
}
