import { useQuery } from "@tanstack/react-query";
import { Check, MessageSquare, Pencil, Reply, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";

import {
  type Comment,
  commentsQuery,
  useDeleteComment,
  useEditComment,
  useResolveComment,
  useWriteComment,
} from "@/api/comments";
import { meQuery } from "@/api/workspace";
import { CommentForm, usePeople } from "@/comments/comment-form";
import { ActionIcon } from "@/components/action-button";
import { Badge } from "@/components/badge";
import { Loaded } from "@/components/loaded";
import { Segments } from "@/components/ui/choice";
import { IconButton } from "@/components/ui/icon-button";
import { cn } from "@/lib/cn";
import { ago, dateTime } from "@/lib/format";
import { t } from "@/lib/i18n";

interface Props {
  flow: string;
  /** Only those on this node, by its id; all of the flow without. */
  node?: string;
  /** Returns what a node is called. */
  nameOf: (node: string) => string;
  /** Shows a node that was commented on. */
  show?: (node: string) => void;
}

/** What people say about a flow or one of its nodes. */
export function Comments({ flow, node, nameOf, show }: Props) {
  const query = useQuery(commentsQuery(flow));
  const write = useWriteComment(flow);
  const [view, setView] = useState<"open" | "resolved">("open");
  const begun = (query.data ?? []).filter(
    (each) =>
      each.thread === null &&
      (node === undefined || each.node === node) &&
      (each.resolved_at !== null) === (view === "resolved"),
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-3">
      <div className="flex items-start gap-3">
        <div className="flex-1">
          <CommentForm
            label={t("Comment")}
            action={t("Comment")}
            send={(text, mentions) => write.mutateAsync({ text, mentions, node: node ?? null })}
          />
        </div>
        <Segments
          label={t("Which comments")}
          value={view}
          onChange={setView}
          options={[
            { value: "open", label: t("Unresolved") },
            { value: "resolved", label: t("Resolved") },
          ]}
        />
      </div>
      <Loaded query={query} skeleton={<div className="h-16 skeleton" />}>
        {(all) =>
          begun.length === 0 ? (
            <p className="flex items-center justify-center gap-2 py-4 text-sm text-ink-soft">
              <MessageSquare className="size-4 text-ink-faint" />
              {view === "open" ? t("Nothing is under discussion.") : t("Nothing was resolved yet.")}
            </p>
          ) : (
            <ul className="space-y-3">
              {begun.map((first) => (
                <Thread
                  key={first.id}
                  first={first}
                  answers={all.filter((each) => each.thread === first.id)}
                  about={node === undefined && first.node !== null ? nameOf(first.node) : null}
                  show={show}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}

interface ThreadProps {
  first: Comment;
  answers: readonly Comment[];
  about: string | null;
  show: Props["show"];
}

function Thread({ first, answers, about, show }: ThreadProps) {
  const resolve = useResolveComment(first.flow);
  const write = useWriteComment(first.flow);
  const [answering, setAnswering] = useState(false);
  const resolved = first.resolved_at !== null;
  return (
    <li className="rounded-lg border bg-surface p-3 shadow-lift">
      <div className="mb-1 flex items-center gap-2">
        {about !== null && (
          <button type="button" onClick={() => first.node && show?.(first.node)} className="rounded-full">
            <Badge tone="accent">{about}</Badge>
          </button>
        )}
        <span className="flex-1" />
        <ActionIcon
          operation="comments_write"
          label={t("Answer")}
          size="icon-sm"
          onClick={() => setAnswering(true)}
        >
          <Reply />
        </ActionIcon>
        <ActionIcon
          operation={resolved ? "comments_reopen" : "comments_resolve"}
          label={resolved ? t("Open again") : t("Resolve")}
          size="icon-sm"
          onClick={() => resolve.mutate({ comment: first.id, resolved: !resolved })}
        >
          {resolved ? <RotateCcw /> : <Check />}
        </ActionIcon>
      </div>
      <Said comment={first} />
      {answers.length > 0 && (
        <ul className="mt-2 space-y-2 border-l-2 pl-3">
          {answers.map((answer) => (
            <li key={answer.id}>
              <Said comment={answer} />
            </li>
          ))}
        </ul>
      )}
      {answering && (
        <div className="mt-2">
          <CommentForm
            label={t("Answer")}
            action={t("Answer")}
            cancel={() => setAnswering(false)}
            send={async (text, mentions) => {
              await write.mutateAsync({ text, mentions, thread: first.id });
              setAnswering(false);
            }}
          />
        </div>
      )}
    </li>
  );
}

function Said({ comment }: { comment: Comment }) {
  const people = usePeople();
  const me = useQuery(meQuery).data;
  const edit = useEditComment(comment.flow);
  const remove = useDeleteComment(comment.flow);
  const [editing, setEditing] = useState(false);
  const own = comment.author.id === (me?.user?.id ?? me?.kind);
  const name = people.find(({ id }) => id === comment.author.id)?.name;
  if (editing) {
    return (
      <CommentForm
        label={t("Comment")}
        action={t("Save")}
        text={comment.text}
        cancel={() => setEditing(false)}
        send={async (text, mentions) => {
          await edit.mutateAsync({ comment: comment.id, text, mentions });
          setEditing(false);
        }}
      />
    );
  }
  return (
    <div className="group">
      <p className="flex items-center gap-2 text-xs">
        <span className="font-semibold">{own ? t("You") : (name ?? comment.author.id)}</span>
        <time className="text-ink-faint" title={dateTime(comment.created_at)}>
          {ago(comment.created_at)}
        </time>
        {comment.edited_at !== null && <span className="text-ink-faint">{t("edited")}</span>}
        <span className={cn("ml-auto flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100")}>
          {own && (
            <IconButton label={t("Change")} size="icon-sm" onClick={() => setEditing(true)}>
              <Pencil />
            </IconButton>
          )}
          <ActionIcon
            operation="comments_delete"
            label={t("Delete")}
            size="icon-sm"
            onClick={() => remove.mutate(comment.id)}
          >
            <Trash2 />
          </ActionIcon>
        </span>
      </p>
      <p className="text-sm break-words whitespace-pre-wrap">{comment.text}</p>
    </div>
  );
}
