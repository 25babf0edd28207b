import { type CaseState, type Clock, type Ids, type Office, YuejianError } from "@yuejian/contracts";
import type { ReplyLinkView } from "@yuejian/contracts/api";
import { isOpen, occur } from "@yuejian/oversight";
import type { Audit } from "../audit/index.ts";
import { caseAt, saveCase } from "../cases/index.ts";
import { type Account, newToken, tokenHash } from "../identity/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Row, Store, StoreTransaction } from "../store/index.ts";

export interface PortalPorts {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly offices: readonly Office[];
}

export type ReplyLinkRow = Row<"reply_links">;

/** What people are told of a day's end in China. */
const END_OF_DAY = "T15:59:59.999Z";

/** Whether the receiver may be given a link: its instrument is with it and the case goes on. */
export function mayLink({ stage, instrument }: CaseState): boolean {
  return instrument?.servedOn != null && isOpen(stage);
}

/** Issues a link for the receiver of the case's instrument; those issued before end. The token is given once. REPLY_LINK_NOT_NOW */
export async function issueLink(
  { store, outbox, audit, clock, ids }: PortalPorts,
  { caseId, expiresOn, by }: { readonly caseId: string; readonly expiresOn: string; readonly by: Account },
): Promise<{ readonly id: string; readonly token: string }> {
  const token = newToken();
  const id = ids.next("rln");
  const now = new Date(clock.now()).toISOString();
  await store.write(async (trx) => {
    const { state } = await caseAt(trx, caseId, null);
    if (!mayLink(state) || state.instrument === null) throw new YuejianError("REPLY_LINK_NOT_NOW");
    const expiresAt = `${expiresOn}${END_OF_DAY}`;
    await trx
      .updateTable("reply_links")
      .set({ revoked_at: now, revoked_reason: "已由新链接代替" })
      .where("case_id", "=", caseId)
      .where("revoked_at", "is", null)
      .where("expires_at", ">", now)
      .execute();
    const kept = { id, case_id: caseId, revision: state.instrument.revision, receiver: state.instrument.receiver };
    const life = { created_by: by.id, created_at: now, expires_at: expiresAt, seen_at: null, revoked_at: null, revoked_reason: null };
    const use = { replied_at: null, reply_event: null, failed_attempts: 0, locked_until: null };
    await trx
      .insertInto("reply_links")
      .values({ ...kept, token_sha256: tokenHash(token), ...life, ...use })
      .execute();
    const issued = occur(state, { action: "link-issued", link: id, expiresAt }, { actor: by.id, now, eventId: ids.next("evt") });
    await saveCase(trx, outbox, { ...issued, calendar: null });
    await audit.recordIn(trx, {
      actor: by,
      action: "case.handle",
      subject: caseId,
      outcome: "done",
      detail: `reply link ${id} until ${expiresOn}`,
    });
  });
  return { id, token };
}

/** Ends a link; what came through it stays. REASON_NEEDED, REPLY_LINK_UNKNOWN */
export async function revokeLink(
  { store, outbox, audit, clock, ids }: PortalPorts,
  { caseId, link, reason, by }: { readonly caseId: string; readonly link: string; readonly reason: string; readonly by: Account },
): Promise<void> {
  if (reason.trim() === "") throw new YuejianError("REASON_NEEDED");
  const now = new Date(clock.now()).toISOString();
  await store.write(async (trx) => {
    const { state } = await caseAt(trx, caseId, null);
    const revoked = await trx
      .updateTable("reply_links")
      .set({ revoked_at: now, revoked_reason: reason.trim() })
      .where("id", "=", link)
      .where("case_id", "=", caseId)
      .where("revoked_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (!revoked) throw new YuejianError("REPLY_LINK_UNKNOWN");
    const ended = occur(state, { action: "link-revoked", link, reason: reason.trim() }, { actor: by.id, now, eventId: ids.next("evt") });
    await saveCase(trx, outbox, { ...ended, calendar: null });
    await audit.recordIn(trx, { actor: by, action: "case.handle", subject: caseId, outcome: "done", detail: `reply link ${link} revoked` });
  });
}

export async function linksOf(db: Reading, caseId: string): Promise<readonly ReplyLinkRow[]> {
  return db.selectFrom("reply_links").selectAll().where("case_id", "=", caseId).orderBy("created_at").orderBy("id").execute();
}

export function linkView(
  row: ReplyLinkRow,
  { now, nameOf }: { readonly now: string; readonly nameOf: (id: string) => string },
): ReplyLinkView {
  const { id, receiver, created_at: createdAt, expires_at: expiresAt, seen_at: seenAt } = row;
  const state = row.revoked_at !== null ? "revoked" : expiresAt <= now ? "expired" : row.replied_at !== null ? "replied" : "open";
  return {
    id,
    receiver,
    createdAt,
    createdByName: nameOf(row.created_by),
    expiresAt,
    seenAt,
    revokedAt: row.revoked_at,
    revokedReason: row.revoked_reason,
    repliedAt: row.replied_at,
    state,
  };
}

/** Marks the one reply of a link, in the transaction that carries it. REPLY_LINK_USED, REPLY_LINK_REVOKED */
export async function useLink(
  trx: StoreTransaction,
  link: ReplyLinkRow,
  { event, at, office }: { readonly event: string; readonly at: string; readonly office: Office },
): Promise<void> {
  const used = await trx
    .updateTable("reply_links")
    .set({ replied_at: at, reply_event: event })
    .where("id", "=", link.id)
    .where("replied_at", "is", null)
    .where("revoked_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (used) return;
  const now = await trx.selectFrom("reply_links").selectAll().where("id", "=", link.id).executeTakeFirstOrThrow();
  throw now.replied_at === null ? revoked(now, office) : usedAlready(now, office);
}

export function revoked({ revoked_at: at, revoked_reason: reason }: ReplyLinkRow, { name }: Office): YuejianError {
  const words = { office: name.en, office_zh: name.zh, office_en: name.en };
  return new YuejianError("REPLY_LINK_REVOKED", { at: chinaMinute(at ?? ""), reason: reason ?? "", ...words });
}

export function usedAlready({ replied_at: at, reply_event: receipt }: ReplyLinkRow, { name }: Office): YuejianError {
  return new YuejianError("REPLY_LINK_USED", {
    at: chinaMinute(at ?? ""),
    receipt: receipt ?? "",
    office: name.en,
    office_zh: name.zh,
    office_en: name.en,
  });
}

/** 2026-03-01 16:00, as clocks in China show it. */
export function chinaMinute(at: string): string {
  if (at === "") return "";
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}
