import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";

import { asApiError } from "@/api/errors";
import { membersQuery } from "@/api/workspace";
import { beginsMention, mentionsIn, type Person, withMention } from "@/comments/mentions";
import { ActionButton } from "@/components/action-button";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { t } from "@/lib/i18n";

/** Those who can be mentioned. */
export function usePeople(): readonly Person[] {
  const members = useQuery(membersQuery).data ?? [];
  return members.map((member) => ({ id: member.user, name: member.name || (member.email ?? member.user) }));
}

interface Props {
  label: string;
  action: string;
  text?: string;
  send: (text: string, mentions: string[]) => Promise<unknown>;
  cancel?: () => void;
}

/** Text for others, who are mentioned with an `@`. */
export function CommentForm({ label, action, text: begun = "", send, cancel }: Props) {
  const people = usePeople();
  const [text, setText] = useState(begun);
  const [error, setError] = useState<unknown>(null);
  const typed = beginsMention(text)?.toLowerCase();
  const meant = typed === undefined ? [] : people.filter(({ name }) => name.toLowerCase().startsWith(typed));
  const submit = async () => {
    try {
      await send(text.trim(), mentionsIn(text, people));
      setText("");
      setError(null);
    } catch (thrown) {
      setError(thrown);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && text.trim()) void submit();
  };
  return (
    <div className="space-y-1.5">
      <Textarea
        rows={2}
        aria-label={label}
        placeholder={t("{label}; @ mentions somebody", { label })}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {meant.length > 0 && (
        <div role="group" aria-label={t("Mention")} className="flex flex-wrap gap-1">
          {meant.map(({ id, name }) => (
            <Button key={id} size="sm" onClick={() => setText(withMention(text, name))}>
              @{name}
            </Button>
          ))}
        </div>
      )}
      {error !== null && (
        <p role="alert" className="text-xs text-bad">
          {asApiError(error).message} {asApiError(error).hint}
        </p>
      )}
      <div className="flex justify-end gap-2">
        {cancel && (
          <Button size="sm" look="quiet" onClick={cancel}>
            {t("Cancel")}
          </Button>
        )}
        <ActionButton
          operation="comments_write"
          size="sm"
          look="primary"
          disabled={text.trim() === ""}
          onClick={() => void submit()}
        >
          {action}
        </ActionButton>
      </div>
    </div>
  );
}
