import type { Comment } from "@yuejian/contracts/api";
import { Button, Input, Modal } from "antd";
import { Fragment, type ReactNode, useEffect, useState } from "react";
import { useAddComment, useChangeComment, useComments, useReadMentions, useWithdrawComment } from "../../api/lead-talk.ts";
import { useMay, useSession } from "../../api/session.ts";
import { useDraft } from "../../kit/draft.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { MentionInput } from "./mention-input.tsx";

/** What people say to each other about the lead. */
export function LeadComments({ lead }: { readonly lead: string }) {
  const { t } = useLanguage();
  const comments = useComments(lead);
  useMentionsRead(lead, comments.data?.items ?? []);
  return (
    <Section title={comments.data ? t("comments.title", { n: comments.data.items.length }) : t("comments.label")}>
      <PageState query={comments} rows={2}>
        {({ items }) => (
          <div className="stack">
            {items.length === 0 && <p className="muted">{t("comments.none")}</p>}
            {items.length > 0 && (
              <ol className="comments">
                {items.map((comment) => (
                  <CommentItem key={comment.id} comment={comment} />
                ))}
              </ol>
            )}
            <NewComment lead={lead} />
          </div>
        )}
      </PageState>
    </Section>
  );
}

/** Who has the comments before the eyes has read what mentions them. */
function useMentionsRead(lead: string, comments: readonly Comment[]): void {
  const { user } = useSession();
  const { mutate } = useReadMentions(lead);
  const hasUnread = comments.some(({ mentions }) => mentions.some((each) => each.user === user.id && each.readAt === null));
  useEffect(() => {
    if (!hasUnread) return undefined;
    const timer = setTimeout(() => mutate(), 2_000);
    return () => clearTimeout(timer);
  }, [hasUnread, mutate]);
}

function NewComment({ lead }: { readonly lead: string }) {
  const { t } = useLanguage();
  const mayComment = useMay("lead.comment");
  const [text, setText, clear] = useDraft(`${lead}.talk`);
  const add = useAddComment(lead);
  const send = () => text.trim() && add.mutate(text.trim(), { onSuccess: clear });
  if (!mayComment) return null;
  return (
    <>
      {add.error && <ErrorNotice error={add.error} />}
      <MentionInput id="lead-talk" lead={lead} label={t("comments.write")} value={text} onChange={setText} onSend={send} />
      <div>
        <Button disabled={!text.trim()} loading={add.isPending} onClick={send}>
          {t("comments.send")}
        </Button>
      </div>
    </>
  );
}

function CommentItem({ comment }: { readonly comment: Comment }) {
  const { t, format } = useLanguage();
  const [isChanging, setChanging] = useState(false);
  const [isWithdrawing, setWithdrawing] = useState(false);
  const { withdrawn, earlier } = comment;
  return (
    <li id={comment.id}>
      <div className="muted" style={{ fontSize: 13 }}>
        <strong>{comment.actorName}</strong> · <Time at={comment.at} />
        {earlier.length > 0 && <> · {t("comments.edited", { n: earlier.length })}</>}
      </div>
      {withdrawn && (
        <p className="muted">
          {t("comments.withdrawn", { who: withdrawn.actorName, at: format.time(withdrawn.at), reason: withdrawn.reason })}
        </p>
      )}
      {isChanging ? (
        <ChangeComment comment={comment} onClose={() => setChanging(false)} />
      ) : (
        comment.text !== null && <p className="comment-text">{withMentions(comment)}</p>
      )}
      {earlier.length > 0 && (
        <details>
          <summary className="muted">{t("comments.earlier")}</summary>
          {earlier.map(({ at, text }) => (
            <p key={at} className="comment-text muted">
              <Time at={at} /> {text}
            </p>
          ))}
        </details>
      )}
      {comment.mayChange && !isChanging && !withdrawn && (
        <div className="bar" style={{ margin: 0 }}>
          <Button size="small" type="text" onClick={() => setChanging(true)}>
            {t("comments.change")}
          </Button>
          <Button size="small" type="text" onClick={() => setWithdrawing(true)}>
            {t("comments.withdraw")}
          </Button>
        </div>
      )}
      {isWithdrawing && <WithdrawComment comment={comment} onClose={() => setWithdrawing(false)} />}
    </li>
  );
}

/** The text with the people it names by the names that they are known by. */
function withMentions({ text, mentions }: Comment): ReactNode {
  if (mentions.length === 0) return text;
  const byName = new Map(mentions.map((each) => [each.name, each.displayName]));
  return (text ?? "").split(/(@[a-z][a-z0-9.-]*)/).map((part, at) => {
    const person = part.startsWith("@") ? byName.get(part.slice(1)) : undefined;
    // oxlint-disable-next-line react/no-array-index-key -- parts of one text
    return <Fragment key={at}>{person ? <b title={part}>@{person}</b> : part}</Fragment>;
  });
}

function ChangeComment({ comment, onClose }: { readonly comment: Comment; readonly onClose: () => void }) {
  const { t } = useLanguage();
  const [text, setText, clear] = useDraft(`${comment.id}.change`);
  const change = useChangeComment(comment.lead);
  const shown = text || (comment.text ?? "");
  const close = () => {
    clear();
    onClose();
  };
  return (
    <div className="stack">
      {change.error && <ErrorNotice error={change.error} />}
      <MentionInput id={`${comment.id}-change`} lead={comment.lead} label={t("comments.change")} value={shown} onChange={setText} />
      <div className="bar" style={{ margin: 0 }}>
        <Button
          size="small"
          type="primary"
          disabled={!shown.trim() || shown === comment.text}
          loading={change.isPending}
          onClick={() => change.mutate({ id: comment.id, version: comment.version, text: shown.trim() }, { onSuccess: close })}
        >
          {t("comments.save")}
        </Button>
        <Button size="small" onClick={close}>
          {t("comments.cancel")}
        </Button>
      </div>
    </div>
  );
}

function WithdrawComment({ comment, onClose }: { readonly comment: Comment; readonly onClose: () => void }) {
  const { t } = useLanguage();
  const [reason, setReason] = useState("");
  const withdraw = useWithdrawComment(comment.lead);
  return (
    <Modal
      open
      width={440}
      title={t("comments.withdrawTitle")}
      onCancel={onClose}
      okText={t("comments.withdraw")}
      okButtonProps={{ disabled: !reason.trim(), loading: withdraw.isPending }}
      onOk={() => withdraw.mutate({ id: comment.id, version: comment.version, reason: reason.trim() }, { onSuccess: onClose })}
    >
      {withdraw.error && <ErrorNotice error={withdraw.error} />}
      <div className="field">
        <label htmlFor="withdraw-reason">{t("comments.reason")}</label>
        <Input id="withdraw-reason" maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
    </Modal>
  );
}
