/** Files that the API gives, read with the caller's proof of who asks; a plain link would go without it. */
import { client, data } from "@/api/client";
import { saveBlob } from "@/lib/download";

type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

/** Reads a file of the API, such as an export; `path` is below the host, `/api/v1/…`. */
export async function readFile(path: string, query: Query = {}, signal?: AbortSignal): Promise<Blob> {
  const get = client.GET as (path: string, init: object) => Promise<{ data?: Blob }>;
  return data(get(path, { params: { query }, parseAs: "blob", signal }));
}

/** Saves a file of the API on the user's machine. */
export async function saveFile(path: string, name: string, query: Query = {}): Promise<void> {
  saveBlob(name, await readFile(path, query));
}
