import type { CaseDetail, NewReplyLink, ReplyLinkView } from "@yuejian/contracts/api";
import { Button, Input } from "antd";
import { useId, useState } from "react";
import { useIssueLink, useRevokeLink } from "../../api/instruments.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

const LOOK = {
  open: ["accent", "replyLinks.open"],
  replied: ["good", "replyLinks.replied"],
  expired: ["quiet", "replyLinks.expired"],
  revoked: ["quiet", "replyLinks.revoked"],
} as const;
const DAYS = 70;

/** Links by which the receiver replies without an account. The address is shown once, when it is issued. */
export function CaseLinks({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const { links, mayLink, case: shown } = detail;
  const [issued, setIssued] = useState<NewReplyLink | null>(null);
  if (links.length === 0 && !mayLink) return null;
  return (
    <Section title={t("replyLinks.title")}>
      <div className="stack">
        <p className="muted">{t("replyLinks.about")}</p>
        {issued && <Issued issued={issued} />}
        {links.map((link) => (
          <Link key={link.id} link={link} caseId={shown.id} mayRevoke={mayLink} />
        ))}
        {mayLink && <IssueForm caseId={shown.id} hasOpen={links.some(({ state }) => state === "open")} onIssued={setIssued} />}
      </div>
    </Section>
  );
}

function Issued({ issued }: { readonly issued: NewReplyLink }) {
  const { t } = useLanguage();
  const [isCopied, setCopied] = useState(false);
  const address = `${window.location.origin}/reply#${issued.token}`;
  return (
    <div className="notice" role="status">
      <div className="stack">
        <span>{t("replyLinks.once")}</span>
        <code data-reply-link style={{ overflowWrap: "anywhere" }}>
          {address}
        </code>
        <div>
          <Button size="small" onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}>
            {t(isCopied ? "replyLinks.copied" : "replyLinks.copy")}
          </Button>
        </div>
      </div>
    </div>
  );
}

function IssueForm({
  caseId,
  hasOpen,
  onIssued,
}: {
  readonly caseId: string;
  readonly hasOpen: boolean;
  readonly onIssued: (issued: NewReplyLink) => void;
}) {
  const { t } = useLanguage();
  const id = useId();
  const issue = useIssueLink(caseId);
  const [until, setUntil] = useState(() => new Date(Date.now() + DAYS * 86_400_000).toLocaleDateString("sv-SE"));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        issue.mutate(until, { onSuccess: onIssued });
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t("replyLinks.until")}</label>
        <Input id={id} type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
      </div>
      {issue.error && <ErrorNotice error={issue.error} />}
      <div>
        <Button htmlType="submit" disabled={until === ""} loading={issue.isPending}>
          {t(hasOpen ? "replyLinks.replace" : "replyLinks.issue")}
        </Button>
      </div>
    </form>
  );
}

function Link({ link, caseId, mayRevoke }: { readonly link: ReplyLinkView; readonly caseId: string; readonly mayRevoke: boolean }) {
  const { t, format } = useLanguage();
  const revoke = useRevokeLink(caseId);
  const [reason, setReason] = useState<string | null>(null);
  const { id, receiver, state, createdByName, createdAt, expiresAt, seenAt, revokedReason } = link;
  return (
    <div data-link={state}>
      <strong>{receiver}</strong> <span className={`tag ${LOOK[state][0]}`}>{t(LOOK[state][1])}</span>
      <div className="muted" style={{ fontSize: 13 }}>
        {createdByName} · <Time at={createdAt} /> · {t("replyLinks.until")} {format.day(expiresAt.slice(0, 10))} ·{" "}
        {seenAt === null ? t("replyLinks.unseen") : t("replyLinks.seen", { at: format.time(seenAt) })}
        {revokedReason !== null && <div>{revokedReason}</div>}
      </div>
      {mayRevoke && (state === "open" || state === "replied") && reason === null && (
        <Button size="small" onClick={() => setReason("")}>
          {t("replyLinks.revoke")}
        </Button>
      )}
      {reason !== null && (
        <div className="bar" style={{ margin: 0 }}>
          <Input
            aria-label={t("replyLinks.reason")}
            placeholder={t("replyLinks.reason")}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            style={{ width: 220 }}
          />
          <Button
            size="small"
            disabled={reason.trim() === ""}
            loading={revoke.isPending}
            onClick={() => revoke.mutate({ link: id, reason }, { onSuccess: () => setReason(null) })}
          >
            {t("replyLinks.revoke")}
          </Button>
        </div>
      )}
      {revoke.error && <ErrorNotice error={revoke.error} />}
    </div>
  );
}
