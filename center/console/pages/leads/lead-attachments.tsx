import type { Attachment } from "@yuejian/contracts/api";
import { Button, Checkbox, Input, Modal } from "antd";
import { useState } from "react";
import { getFile } from "../../api/client.ts";
import { useAttach, useAttachments, useWithdrawAttachment } from "../../api/lead-talk.ts";
import { useMay } from "../../api/session.ts";
import { isCancelled } from "../../api/upload.ts";
import { FileDrop } from "../../kit/file-drop.tsx";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { useSending } from "../../kit/sending.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Files that belong to the lead, each with its digests. */
export function LeadAttachments({ lead }: { readonly lead: string }) {
  const { t } = useLanguage();
  const attachments = useAttachments(lead);
  const count = attachments.data?.items.filter((each) => !each.withdrawn).length ?? 0;
  return (
    <Section title={t("attachments.title", { n: count })}>
      <PageState query={attachments} rows={2}>
        {({ items, limit }) => (
          <div className="stack">
            {items.length > 0 && (
              <ul className="comments">
                {items.map((each) => (
                  <AttachmentItem key={each.id} attachment={each} />
                ))}
              </ul>
            )}
            <NewAttachment lead={lead} limit={limit} />
          </div>
        )}
      </PageState>
    </Section>
  );
}

function NewAttachment({ lead, limit }: { readonly lead: string; readonly limit: number }) {
  const { t, format } = useLanguage();
  const mayComment = useMay("lead.comment");
  const attach = useAttach(lead);
  const { send, bar } = useSending(attach);
  if (!mayComment) return null;
  return (
    <>
      {attach.error && !isCancelled(attach.error) && <ErrorNotice error={attach.error} />}
      {bar ?? (
        <FileDrop accept="" label={t("attachments.label")} onFile={send}>
          <span>
            {t("attachments.drop")} <span className="muted">{t("attachments.limit", { size: format.bytes(limit) })}</span>
          </span>
        </FileDrop>
      )}
    </>
  );
}

function AttachmentItem({ attachment }: { readonly attachment: Attachment }) {
  const { t, format } = useLanguage();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const { name, withdrawn } = attachment;
  return (
    <li>
      <div className="bar" style={{ margin: 0, flexWrap: "nowrap", alignItems: "baseline" }}>
        <strong className="file-name">{name}</strong>
        <span className="muted number" style={{ whiteSpace: "nowrap" }}>
          {format.bytes(attachment.size)} · {attachment.type.toUpperCase()}
        </span>
      </div>
      <div className="muted" style={{ fontSize: 13 }}>
        {attachment.actorName} · <Time at={attachment.at} />
      </div>
      {attachment.note && <p>{attachment.note}</p>}
      <div className="muted" style={{ fontSize: 12 }}>
        SHA-256 <Digest value={attachment.sha256} /> SM3 <Digest value={attachment.sm3} />
      </div>
      {withdrawn && (
        <p className="muted">
          {t("attachments.withdrawn", { who: withdrawn.actorName, reason: withdrawn.reason })}
          {attachment.isErased && <> · {t("attachments.erased")}</>}
        </p>
      )}
      <div className="bar" style={{ margin: 0 }}>
        {!attachment.isErased && <Download attachment={attachment} />}
        {attachment.mayWithdraw && !withdrawn && (
          <Button size="small" type="text" onClick={() => setWithdrawing(true)}>
            {t("attachments.withdraw")}
          </Button>
        )}
      </div>
      {isWithdrawing && <WithdrawAttachment attachment={attachment} onClose={() => setWithdrawing(false)} />}
    </li>
  );
}

/** Hands the file over; on a lead of personal data only under a purpose, which is asked for when the server wants it. */
function Download({ attachment }: { readonly attachment: Attachment }) {
  const { t } = useLanguage();
  const purpose = usePurposeId();
  const { askAfter } = usePurpose();
  const [error, setError] = useState<Error | null>(null);
  const [isPending, setPending] = useState(false);
  const { id, lead, name } = attachment;
  const load = async () => {
    setPending(true);
    setError(null);
    try {
      saveFile(await getFile(`/api/leads/${lead}/attachments/${id}/content`, { purpose }), name);
    } catch (failure) {
      askAfter(failure, lead);
      setError(failure instanceof Error ? failure : new Error(String(failure)));
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Button size="small" loading={isPending} onClick={() => void load()} aria-label={t("attachments.download", { name })}>
        {t("attachments.download", { name: "" }).trim()}
      </Button>
      {error && <ErrorNotice error={error} />}
    </>
  );
}

function WithdrawAttachment({ attachment, onClose }: { readonly attachment: Attachment; readonly onClose: () => void }) {
  const { t } = useLanguage();
  const [reason, setReason] = useState("");
  const [erase, setErase] = useState(false);
  const withdraw = useWithdrawAttachment(attachment.lead);
  return (
    <Modal
      open
      width={460}
      title={t("attachments.withdrawTitle", { name: attachment.name })}
      onCancel={onClose}
      okText={t("attachments.withdraw")}
      okButtonProps={{ disabled: !reason.trim(), loading: withdraw.isPending }}
      onOk={() => withdraw.mutate({ id: attachment.id, reason: reason.trim(), erase }, { onSuccess: onClose })}
    >
      <div className="stack">
        {withdraw.error && <ErrorNotice error={withdraw.error} />}
        <div className="field">
          <label htmlFor="withdraw-reason">{t("comments.reason")}</label>
          <Input id="withdraw-reason" maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
        <Checkbox checked={erase} onChange={(event) => setErase(event.target.checked)}>
          {t("attachments.erase")}
        </Checkbox>
      </div>
    </Modal>
  );
}
