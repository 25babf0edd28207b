import type { CaseState, Office } from "@yuejian/contracts";
import type { PortalFile, PortalView } from "@yuejian/contracts/api";
import type { WorkCalendar } from "@yuejian/deadlines";
import { caseClocks, composeInstrument } from "@yuejian/oversight";
import type { ReplyLinkRow } from "../../portal/index.ts";
import type { Reading } from "../../store/index.ts";
import type { PortalLimits } from "../route-context.ts";
import { shownDocument } from "./shown-document.ts";

/** Stages in which the receiver may still send something. */
const GOING_ON: readonly CaseState["stage"][] = ["served", "unanswered", "objection", "rectification", "look-back"];

export interface PortalFacts {
  readonly link: ReplyLinkRow;
  readonly office: Office;
  readonly state: CaseState;
  readonly calendar: WorkCalendar;
  readonly today: string;
  readonly limits: PortalLimits;
  /** Hides what identifies a person where the instrument does not tell it. */
  readonly hide: (text: string) => string;
  /** Records behind the case were sealed since: of the document no name is shown either. */
  readonly isSealed: boolean;
}

export function mayReply({ stage }: CaseState, link: ReplyLinkRow): boolean {
  return link.replied_at === null && (stage === "served" || stage === "unanswered");
}

export function mayUpload({ stage }: CaseState): boolean {
  return GOING_ON.includes(stage);
}

/** Files that came through a link. */
export async function linkFiles(db: Reading, link: string): Promise<PortalFile[]> {
  const rows = await db.selectFrom("case_files").selectAll().where("actor", "=", link).orderBy("id").execute();
  return rows.map(({ id, name, type, size, sha256, sm3, at }) => ({ id, name, type, size, sha256, sm3, at }));
}

/** What the holder of a link sees: the instrument that was served on it, and what it sent itself. */
export async function portalView(db: Reading, facts: PortalFacts): Promise<PortalView> {
  const { link, office, state, calendar, today, limits, hide, isSealed } = facts;
  const files = await linkFiles(db, link.id);
  const document = composeInstrument(state, { office: office.name.zh, today });
  if (document === null) throw new TypeError("a link belongs to an instrument");
  const { reply } = state;
  return {
    office: { zh: office.name.zh, en: office.name.en },
    receiver: link.receiver,
    document: shownDocument(document, isSealed ? hide : (text) => text),
    dueOn: caseClocks(state, calendar).find(({ key }) => key === "reply")?.due ?? null,
    expiresAt: link.expires_at,
    reply: reply && {
      outcome: reply.outcome,
      receivedOn: reply.receivedOn,
      text: link.replied_at === null ? "" : reply.text,
      receipt: await receiptOf(db, facts, files),
    },
    items: state.items
      .filter(({ status }) => status !== "cancelled")
      .map(({ id, title, kind, due, status, note }) => ({
        id,
        title: hide(title),
        kind,
        due,
        status,
        note: note === null ? null : hide(note),
      })),
    files,
    mayReply: mayReply(state, link),
    mayUpload: mayUpload(state),
    limits: { ...limits },
  };
}

/** What proves that the reply arrived: the statement's digests, and its place on the ledger. */
async function receiptOf(db: Reading, { link, state }: PortalFacts, files: readonly PortalFile[]) {
  if (link.reply_event === null || state.reply === null) return null;
  const stated = await db
    .selectFrom("case_events")
    .innerJoin("outbox", "outbox.id", "case_events.outbox")
    .select(["case_events.at", "outbox.content_sha256", "outbox.sm3", "outbox.ledger_index"])
    .where("case_events.id", "=", link.reply_event)
    .executeTakeFirstOrThrow();
  const { files: named } = state.reply;
  return {
    id: link.reply_event,
    at: stated.at,
    caseNumber: state.number,
    instrumentNumber: state.instrument?.number ?? null,
    files: files.filter(({ id }) => named.includes(id)),
    sha256: stated.content_sha256,
    sm3: stated.sm3 ?? "",
    ledgerIndex: stated.ledger_index,
  };
}
