import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { javascriptLanguage } from "@codemirror/lang-javascript";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  placeholder,
  tooltips,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useLayoutEffect, useRef, useState } from "react";

import { cn } from "@/lib/cn";
import { t } from "@/lib/i18n";
import { type Preview, useForm, type Variable } from "@/schema-form/context";
import { type Caret, type CodeProps, textOf } from "@/schema-form/inputs/code-props";
import { isExpression } from "@/schema-form/schema";

const PREVIEW_AFTER_MS = 350;
const SHOWN_CHARS = 240;

/** Text with `{{ expressions }}`, or code: completed from what can be referenced here, with what it gives. */
export default function ExpressionInput({
  id,
  label,
  value,
  onChange,
  language,
  text = false,
  each = false,
  caretRef,
  ...about
}: CodeProps & { caretRef: Caret }) {
  const form = useForm();
  const expressions = each && form.expressions?.each ? form.expressions.each : form.expressions;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const tell = useRef(onChange);
  const variables = useRef<readonly Variable[]>([]);
  const shown = textOf(value);
  const whole = language === "javascript";
  useEffect(() => {
    tell.current = onChange;
    variables.current = expressions?.variables ?? [];
  });
  useLayoutEffect(() => {
    if (!host.current) return;
    const created = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: shown,
        extensions: [...extensionsOf(whole, variables), attributes(id, label), onDocument(tell)],
      }),
    });
    view.current = created;
    if (caretRef.current) {
      const { from, to } = caretRef.current;
      created.dispatch({
        selection: { anchor: Math.min(from, shown.length), head: Math.min(to, shown.length) },
      });
      created.focus();
      caretRef.current = null;
    }
    return () => created.destroy();
    // The view keeps its own text from here on; changes from outside are written into it below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  // At once and not after the paint: what is typed in between would be written over with what was before it.
  useLayoutEffect(() => {
    const now = view.current?.state.doc.toString();
    if (view.current && now !== shown)
      view.current.dispatch({ changes: { from: 0, to: now?.length ?? 0, insert: shown } });
  }, [shown]);
  return (
    <div>
      <div
        ref={host}
        className={cn(
          "overflow-hidden rounded-md border border-line-strong/80 bg-surface shadow-lift focus-within:border-accent focus-within:outline-2 focus-within:outline-accent/25 hover:border-line-strong dark:bg-sunken",
          about["aria-invalid"] && "border-bad",
          !text || whole ? "font-mono" : "",
        )}
      />
      {!whole && isExpression(value) && expressions?.preview && (
        <LiveValue text={value} preview={expressions.preview} />
      )}
    </div>
  );
}

/** What the expression gives with the data of the last run. */
function LiveValue({ text, preview }: { text: string; preview: (text: string) => Promise<Preview> }) {
  const [found, setFound] = useState<Preview | null>(null);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      void preview(text).then((next) => {
        if (current) setFound(next);
      });
    }, PREVIEW_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, preview]);
  if (!found) return null;
  const shown = found.ok ? JSON.stringify(found.value ?? null) : found.message;
  return (
    <output
      className={cn("mt-1 block truncate font-mono text-2xs", found.ok ? "text-ink-faint" : "text-bad")}
      title={shown.slice(0, 2_000)}
    >
      {found.ok && <span className="mr-1 text-accent">=</span>}
      {shown.slice(0, SHOWN_CHARS)}
    </output>
  );
}

function extensionsOf(whole: boolean, variables: { readonly current: readonly Variable[] }) {
  const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce;
  const source = (context: CompletionContext) => complete(context, variables.current, whole);
  return [
    history(),
    closeBrackets(),
    keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    autocompletion({ override: [source], icons: false }),
    EditorView.lineWrapping,
    placeholder(whole ? "" : t("Text or {{ expression }}")),
    // Lists of completions may be larger than the panel that the field stands in.
    tooltips({ position: "fixed", parent: document.body }),
    new Compartment().of(whole ? [javascriptLanguage, syntaxHighlighting(CODE)] : braces),
    LOOK,
    ...(nonce ? [EditorView.cspNonce.of(nonce)] : []),
  ];
}

function attributes(id: string, label: string) {
  return EditorView.contentAttributes.of({ id, "aria-label": label });
}

function onDocument(tell: { readonly current: (value: unknown) => void }) {
  return EditorView.updateListener.of((update) => {
    if (update.docChanged) tell.current(update.state.doc.toString());
  });
}

/** Offers variables inside of braces, one level at a time: `steps.`, then `steps.rows.`, then its fields. */
export function complete(
  context: CompletionContext,
  variables: readonly Variable[],
  whole: boolean,
): CompletionResult | null {
  const before = context.state.sliceDoc(0, context.pos);
  const opened = before.lastIndexOf("{{");
  if (!whole && (opened < 0 || before.lastIndexOf("}}") > opened)) {
    const brace = context.matchBefore(/\{/);
    if (!brace && !context.explicit) return null;
    return {
      from: brace?.from ?? context.pos,
      options: [{ label: "{{ … }}", detail: t("expression"), apply: insertBraces }],
    };
  }
  const word = context.matchBefore(/[\w$.[\]"']*/);
  if (!word || (word.from === word.to && !context.explicit && !/\{\{\s*$/.test(before))) return null;
  const dot = word.text.lastIndexOf(".");
  const parent = word.text.slice(0, dot + 1);
  const options: Completion[] = variables
    .filter(
      ({ path }) =>
        path.startsWith(parent) && path.length > parent.length && !/[.[]/.test(path.slice(parent.length)),
    )
    .map(({ path, about, type, value }) => ({
      label: path.slice(parent.length),
      detail: type,
      info: [about, value === undefined ? "" : JSON.stringify(value).slice(0, SHOWN_CHARS)]
        .filter(Boolean)
        .join("\n"),
    }));
  return options.length ? { from: word.from + dot + 1, options, validFor: /^[\w$]*$/ } : null;
}

function insertBraces(view: EditorView, _: Completion, from: number, to: number): void {
  const ahead = view.state.sliceDoc(to, to + 1) === "}" ? 1 : 0;
  view.dispatch({ changes: { from, to: to + ahead, insert: "{{  }}" }, selection: { anchor: from + 3 } });
}

const BRACES = /\{\{.*?\}\}/gs;
const MARK = Decoration.mark({ class: "cm-braces" });

const braces = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = marks(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged) this.decorations = marks(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function marks(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const match of view.state.doc.toString().matchAll(BRACES))
    builder.add(match.index, match.index + match[0].length, MARK);
  return builder.finish();
}

const CODE = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "oklch(var(--tint-l) 0.13 300)" },
  { tag: [tags.string, tags.regexp], color: "var(--ok)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--busy)" },
  { tag: tags.comment, color: "var(--ink-faint)" },
]);

const LOOK = EditorView.theme({
  "&": { fontSize: "12px", maxHeight: "20rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "1.25rem", overflow: "auto" },
  ".cm-content": { padding: "5px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 10px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-placeholder": { color: "var(--ink-faint)" },
  ".cm-braces": {
    fontFamily: "var(--font-mono)",
    fontSize: "11.5px",
    color: "var(--accent)",
    background: "var(--accent-soft)",
    borderRadius: "4px",
  },
  ".cm-tooltip": {
    background: "var(--raised)",
    border: "1px solid var(--line)",
    borderRadius: "8px",
    boxShadow: "var(--float)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--font-mono)",
    fontSize: "12px",
    maxHeight: "15rem",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 10px", color: "var(--ink)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--accent-soft)",
    color: "var(--ink)",
  },
  ".cm-completionDetail": { color: "var(--ink-faint)", fontStyle: "normal", marginLeft: "1rem" },
  ".cm-completionInfo": {
    padding: "6px 10px",
    whiteSpace: "pre-wrap",
    fontSize: "12px",
    color: "var(--ink-soft)",
    maxWidth: "22rem",
  },
});
