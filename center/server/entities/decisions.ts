import { canonicalJson, type EntityKind, type EntityVerdict, type MentionRef, parseMentionRef, YuejianError } from "@yuejian/contracts";
import { contradictions } from "@yuejian/matching";
import type { Audit } from "../audit/index.ts";
import type { Account, Ground } from "../identity/index.ts";
import type { Row } from "../store/index.ts";
import { activeDecisions, constraintsOf, type DecidedRecords, recordsOf } from "./constraints.ts";

export type DecisionAct = "review" | "split" | "merge";

export interface NewDecision {
  readonly kind: EntityKind;
  readonly act: DecisionAct;
  readonly verdict: EntityVerdict;
  readonly records: DecidedRecords;
  readonly note: string;
}

/** What people say of records. A decision holds from the next run on, in every run, until it is taken back. */
export interface EntityDecisions {
  /** ENTITY_DECISION_INVALID, ENTITY_DECISION_REPEATED, ENTITY_DECISION_CONTRADICTS, REASON_NEEDED */
  decide(decision: NewDecision, by: Account): Promise<Row<"entity_decisions">>;
  /** ENTITY_DECISION_UNKNOWN, ENTITY_DECISION_UNDONE, REASON_NEEDED */
  undo(id: string, note: string, by: Account): Promise<Row<"entity_decisions">>;
}

/** Records that one decision may name. */
const MOST_RECORDS = 500;

export function createEntityDecisions({ store, clock, ids, outbox }: Ground, audit: Audit): EntityDecisions {
  return {
    async decide(given, by) {
      const { kind, act, verdict, records } = given;
      demandSound(given);
      return store.write(async (trx) => {
        const active = (await activeDecisions(trx)).filter((row) => row.kind === kind);
        const known = active.find((row) => row.verdict === verdict && isSameRecords(recordsOf(row), records));
        if (known) throw new YuejianError("ENTITY_DECISION_REPEATED", { decision: known.id });
        const id = ids.next("ent");
        const constraints = active.flatMap((row) => constraintsOf({ ...row, records: recordsOf(row) }));
        const all = [...constraints, ...constraintsOf({ id, kind, verdict, records })];
        const [against] = contradictions(
          all.map(({ decision, left, right, verdict: said }) => ({ id: decision, left, right, verdict: said })),
        );
        if (against) {
          const others = new Set([against.different, ...against.same].filter((each) => each !== id));
          throw new YuejianError("ENTITY_DECISION_CONTRADICTS", { decisions: [...others].join(", ") });
        }
        const decided_at = new Date(clock.now()).toISOString();
        const row = {
          id,
          kind,
          act,
          verdict,
          records: canonicalJson(records),
          note: given.note.trim(),
          decided_by: by.id,
          decided_at,
          office: by.office,
          undone_by: null,
          undone_at: null,
          undo_note: null,
          undo_outbox: null,
        };
        const entry = await outbox.record(trx, {
          type: "entity.decided",
          subject: id,
          organisation: by.office,
          content: { id, kind, act, verdict, records, note: row.note, by: by.id, at: decided_at },
        });
        await audit.recordIn(trx, {
          actor: by,
          action: "entity.decide",
          subject: id,
          outcome: "done",
          detail: `${act} ${kind} ${verdict}: ${[...records.left, ...records.right].slice(0, 8).join(" ")}`,
        });
        return trx
          .insertInto("entity_decisions")
          .values({ ...row, outbox: entry })
          .returningAll()
          .executeTakeFirstOrThrow();
      });
    },
    async undo(id, note, by) {
      if (note.trim() === "") throw new YuejianError("REASON_NEEDED");
      return store.write(async (trx) => {
        const row = await trx.selectFrom("entity_decisions").selectAll().where("id", "=", id).executeTakeFirst();
        if (!row) throw new YuejianError("ENTITY_DECISION_UNKNOWN", { decision: id });
        if (row.undone_at !== null) throw new YuejianError("ENTITY_DECISION_UNDONE", { decision: id });
        const undone_at = new Date(clock.now()).toISOString();
        const entry = await outbox.record(trx, {
          type: "entity.decided",
          subject: id,
          organisation: by.office,
          content: { id, undone: true, note: note.trim(), by: by.id, at: undone_at },
        });
        await audit.recordIn(trx, { actor: by, action: "entity.decide", subject: id, outcome: "done", detail: `undo ${row.verdict}` });
        return trx
          .updateTable("entity_decisions")
          .set({ undone_by: by.id, undone_at, undo_note: note.trim(), undo_outbox: entry })
          .where("id", "=", id)
          .returningAll()
          .executeTakeFirstOrThrow();
      });
    },
  };
}

function demandSound({ act, verdict, records, note }: NewDecision): void {
  const { left, right } = records;
  const invalid = (zh: string, en: string): YuejianError =>
    new YuejianError("ENTITY_DECISION_INVALID", { reason: en, reason_zh: zh, reason_en: en });
  const all: MentionRef[] = [...left, ...right];
  const bad = all.find((each) => parseMentionRef(each) === null);
  if (bad !== undefined) throw invalid(`「${bad}」不是记录`, `${bad} is no record`);
  if (left.length === 0 || right.length === 0) throw invalid("两边都要有记录", "both sides need a record");
  if (new Set(all).size < all.length) throw invalid("同一条记录出现两次", "a record stands twice");
  if (all.length > MOST_RECORDS) throw invalid(`一次最多 ${MOST_RECORDS} 条记录`, `at most ${MOST_RECORDS} records at once`);
  if (act === "review" && left.length + right.length > 2) throw invalid("一次认定一对记录", "a review is about two records");
  if (act !== "review" && note.trim() === "") throw new YuejianError("REASON_NEEDED");
  if ((act === "split" && verdict !== "different") || (act === "merge" && verdict !== "same"))
    throw invalid("认定与操作不符", "the verdict does not go with the act");
}

function isSameRecords(one: DecidedRecords, two: DecidedRecords): boolean {
  const text = ({ left, right }: DecidedRecords): string =>
    [canonicalJson(left.toSorted()), canonicalJson(right.toSorted())].sort().join(" ");
  return text(one) === text(two);
}
