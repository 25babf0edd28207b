import { type BusinessLine, type DataClass, type LegalBasisId, SEAL_BASES, type SealBasisId, YuejianError } from "@yuejian/contracts";
import type { Purpose } from "@yuejian/contracts/api";
import type { Audit } from "../audit/index.ts";
import { type Actor, notAllowed, type Policy } from "../policy/index.ts";
import type { Account } from "./accounts.ts";
import type { Ground } from "./ground.ts";

export const PURPOSE_MS = 8 * 60 * 60_000;

/** The one ground that opens sealed records (CPL 286 para. 2); it has its own action. */
const SEALED_INQUIRY: LegalBasisId = "sealed-record-inquiry";

/** Which legal bases carry work in which business line. */
const BASES: Readonly<Record<BusinessLine, readonly LegalBasisId[]>> = {
  "ordinary-crime": ["criminal-procedure-law-supervision"],
  "major-crime": ["criminal-procedure-law-supervision"],
  "official-crime": ["criminal-procedure-law-supervision"],
  "economic-crime": ["criminal-procedure-law-supervision"],
  "penal-execution": ["penal-execution-supervision", "criminal-procedure-law-supervision"],
  civil: ["civil-supervision"],
  administrative: ["administrative-supervision"],
  "public-interest": ["public-interest-investigation", "administrative-supervision"],
  minors: ["criminal-procedure-law-supervision", "civil-supervision", "administrative-supervision", "public-interest-investigation"],
  complaints: ["criminal-procedure-law-supervision", "civil-supervision", "administrative-supervision"],
};

/** What a valid purpose opens: the rows behind one lead and others of the same subject, or the quarantined rows of one batch. */
export interface Opening {
  readonly purpose: string;
  readonly legalBasis: string;
  readonly lead: { readonly id: string; readonly subject: string; readonly rows: ReadonlySet<string> } | null;
  readonly batch: string | null;
  readonly opens: (dataClass: DataClass) => boolean;
  /** Sealed rows behind the lead that it opens: all grounds for an inquiry into sealed records, else none. */
  readonly lifted: readonly SealBasisId[];
}

export interface Purposes {
  /** @throws YuejianError PURPOSE_INVALID, NOT_ALLOWED, LEAD_UNKNOWN, CASE_UNKNOWN, BATCH_UNKNOWN */
  state(account: Account, actor: Actor, stated: { subject: string; legalBasis: LegalBasisId }): Promise<Purpose>;
  /** What the purpose opens for this person now. @throws YuejianError PURPOSE_INVALID, NOT_ALLOWED */
  open(actor: Actor, purpose: string): Promise<Opening>;
}

type Subject =
  | {
      readonly kind: "lead";
      readonly lead: string;
      readonly office: string;
      readonly line: BusinessLine;
      readonly worker: string | null | undefined;
      /** Who takes no part in the case that grew out of it. */
      readonly recused: readonly string[];
    }
  | { readonly kind: "batch"; readonly batch: string; readonly office: string };

export function createPurposes(ground: Ground, audit: Audit, policy: Policy): Purposes {
  const { store, clock, ids } = ground;
  const at = (offset = 0) => new Date(clock.now() + offset).toISOString();

  async function subjectOf(id: string): Promise<Subject> {
    if (id.startsWith("bat_")) {
      const batch = await store.db.selectFrom("batches").select(["id", "office"]).where("id", "=", id).executeTakeFirst();
      if (!batch) throw new YuejianError("BATCH_UNKNOWN", { batch: id });
      return { kind: "batch", batch: id, office: batch.office };
    }
    if (id.startsWith("cas_")) {
      const found = await store.db
        .selectFrom("cases")
        .select(["lead", "office", "business_line", "owner"])
        .where("id", "=", id)
        .executeTakeFirst();
      if (!found) throw new YuejianError("CASE_UNKNOWN", { case: id });
      return {
        kind: "lead",
        lead: found.lead,
        office: found.office,
        line: found.business_line as BusinessLine,
        worker: found.owner,
        recused: await recusedFrom(found.lead),
      };
    }
    if (id.startsWith("chk_")) {
      const { office, business_line: line } = await checkOf(id);
      return { kind: "lead", lead: id, office, line: line as BusinessLine, worker: undefined, recused: [] };
    }
    const lead = await store.db.selectFrom("leads").select(["office", "business_line", "assignee"]).where("id", "=", id).executeTakeFirst();
    if (!lead) throw new YuejianError("LEAD_UNKNOWN", { lead: id });
    return {
      kind: "lead",
      lead: id,
      office: lead.office,
      line: lead.business_line as BusinessLine,
      worker: lead.assignee,
      recused: await recusedFrom(id),
    };
  }

  async function recusedFrom(lead: string): Promise<readonly string[]> {
    const rows = await store.db
      .selectFrom("case_recusals")
      .innerJoin("cases", "cases.id", "case_recusals.case_id")
      .select("case_recusals.person")
      .where("cases.lead", "=", lead)
      .where("case_recusals.status", "=", "granted")
      .execute();
    return rows.map(({ person }) => person);
  }

  /** Whether this person may open data for this subject on this ground; throws what is missing. */
  function demandFit(actor: Actor, subject: Subject, legalBasis: LegalBasisId): void {
    if (subject.kind === "batch") {
      policy.demand(actor, "quarantine.reveal", { office: subject.office });
      if (legalBasis !== "data-quality") throw invalid("批次只能以数据质量核对为依据", "a batch opens only for correcting data");
      return;
    }
    if (subject.recused.includes(actor.id)) throw new YuejianError("RECUSED", { user: actor.id, user_zh: "您", user_en: "You" });
    const object = { office: subject.office, businessLines: [subject.line] };
    const isInquiry = legalBasis === SEALED_INQUIRY;
    const action = isInquiry ? "seal.open" : "record.reveal";
    if (!policy.covers(actor, object)) throw notAllowed(action);
    if (!policy.may(actor, action, subject.worker === undefined ? object : { ...object, worker: subject.worker })) {
      if (policy.may(actor, action, object)) throw invalid("该线索不由您办理", "you do not work on this lead");
      throw notAllowed(action);
    }
    // The law opens sealed records to what a case needs, whatever the business line.
    if (isInquiry) return;
    if (!BASES[subject.line].includes(legalBasis))
      throw invalid("法律依据与业务条线不符", "the legal basis does not carry work of this business line");
  }

  return {
    async state(account, actor, { subject, legalBasis }) {
      demandFit(actor, await subjectOf(subject), legalBasis);
      const purpose = { id: ids.next("pur"), subject, legalBasis, statedAt: at(), expiresAt: at(PURPOSE_MS) };
      await store.write(async (trx) => {
        const outbox = await ground.outbox.record(trx, {
          type: "purpose.stated",
          subject: purpose.id,
          organisation: actor.office,
          content: { purpose, user: actor.id },
        });
        await trx
          .insertInto("purposes")
          .values({
            id: purpose.id,
            user: actor.id,
            subject,
            legal_basis: legalBasis,
            stated_at: purpose.statedAt,
            expires_at: purpose.expiresAt,
            outbox,
          })
          .execute();
        await audit.recordIn(trx, {
          actor: account,
          action: "purpose.state",
          subject,
          purpose: purpose.id,
          outcome: "done",
          detail: legalBasis,
        });
      });
      return purpose;
    },

    async open(actor, id) {
      const purpose = await store.db
        .selectFrom("purposes")
        .selectAll()
        .where("id", "=", id)
        .where("user", "=", actor.id)
        .executeTakeFirst();
      if (!purpose) throw invalid("没有这个用途", "there is no such purpose of yours");
      if (purpose.expires_at <= at()) throw invalid("已过期，请重新填写", "it has expired; state it again");
      const subject = await subjectOf(purpose.subject);
      demandFit(actor, subject, purpose.legal_basis as LegalBasisId);
      const opens = (dataClass: DataClass) =>
        subject.kind === "batch" ? dataClass === "personal" : policy.may(actor, "record.reveal", { dataClass });
      const lifted = purpose.legal_basis === SEALED_INQUIRY ? (Object.keys(SEAL_BASES) as SealBasisId[]) : [];
      const base = { purpose: id, legalBasis: purpose.legal_basis, opens, lifted };
      if (subject.kind === "batch") return { ...base, lead: null, batch: subject.batch };
      return { ...base, lead: await rowsBehind(subject.lead), batch: null };
    },
  };

  /** A subject that a model did not flag and that is to be checked: nobody's own, its rows are those that name it. */
  async function checkOf(id: string) {
    const check = await store.db
      .selectFrom("checks")
      .innerJoin("samples", "samples.id", "checks.sample")
      .select(["checks.subject", "samples.office", "samples.business_line"])
      .where("checks.id", "=", id)
      .executeTakeFirst();
    if (!check) throw new YuejianError("CHECK_UNKNOWN", { check: id });
    return check;
  }

  async function rowsBehind(leadId: string): Promise<NonNullable<Opening["lead"]>> {
    if (leadId.startsWith("chk_")) return { id: leadId, subject: (await checkOf(leadId)).subject, rows: new Set() };
    const lead = await store.db
      .selectFrom("leads")
      .select(["subject", "first_run", "last_run"])
      .where("id", "=", leadId)
      .executeTakeFirstOrThrow();
    const findings = await store.db
      .selectFrom("findings")
      .select("row_refs")
      .where("run", "in", [lead.first_run, lead.last_run])
      .where("subject", "=", lead.subject)
      .execute();
    return { id: leadId, subject: lead.subject, rows: new Set(findings.flatMap((finding) => JSON.parse(finding.row_refs) as string[])) };
  }
}

function invalid(zh: string, en: string): YuejianError {
  return new YuejianError("PURPOSE_INVALID", { reason: en, reason_zh: zh, reason_en: en });
}
