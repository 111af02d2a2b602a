/** What other tools have written, put on the canvas: recordings, cURL commands, flows as JSON or YAML. */
import { readImport } from "@/api/flows";
import { toast } from "@/components/ui/toast";
import { edit, select, useEditor } from "@/editor/store";
import { clipOf, paste, withInputOf } from "@/flow/clipboard";
import { nodesOf, type Point } from "@/flow/document";
import { imported, remarks } from "@/flow/remarks";
import { t } from "@/lib/i18n";

const READABLE = /^\s*(\$?\s*curl\s|\{|schema:|name:|nodes:)/;

/** Tells whether a text may be something that can be imported. */
export function isImportable(text: string): boolean {
  return READABLE.test(text);
}

/** Adds what a text holds to the flow as one change, and tells what of it is different from how it was. */
export async function importText(text: string, at: Point): Promise<void> {
  try {
    const { document: read, report } = await readImport(text);
    const { document: open } = useEditor.getState();
    const starts = nodesOf(open).some((node) => node.type.startsWith("trigger."));
    const clip = clipOf(read, !starts);
    let ids: string[] = [];
    edit(t("Import {name}", { name: read.name }), (document) => {
      const pasted = paste(document, clip, at, null);
      ids = pasted.ids;
      return withInputOf(pasted.document, read);
    });
    select(ids);
    const told = remarks(report);
    const title = imported(report, clip.nodes.length);
    if (told === "") toast.ok(title);
    else toast.info(title, told);
  } catch (thrown) {
    toast.error(thrown);
  }
}

/** Adds what files hold, one after the other. */
export async function importFiles(files: Iterable<File>, at: Point): Promise<void> {
  for (const file of files) await importText(await file.text(), at);
}
