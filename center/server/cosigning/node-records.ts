import { checkpointOf, type Evidence, handoverOf } from "@yuejian/chain/format";
import { type EvidenceFolder, evidenceId } from "@yuejian/chain/node";
import type { Clock } from "@yuejian/contracts";
import type { EvidenceItem, NodePeriod, NodeReason, NodeState } from "@yuejian/contracts/api";
import type { Audit } from "../audit/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Store } from "../store/index.ts";
import type { ChainAlerts } from "./alerts.ts";
import { decodeReason, encodeReason } from "./node-reason.ts";

/** What the store keeps about cosigners: how their nodes stood, and the evidence found. */
export interface NodeRecords {
  /** Begins a new period unless the node stands in the same way for the same reason; since when it stands so. */
  stands(node: string, given: { state: NodeState; reason: NodeReason | null; size: number | null }): Promise<string>;
  periods(node: string, page: { offset: number; limit: number }): Promise<{ items: NodePeriod[]; total: number }>;
  /** Keeps evidence as a file, then in one transaction its row, its statement for the ledger and a line of the audit trail; tells whoever listens. True
   *  when it is new. The caller has verified it. */
  keep(evidence: Evidence): Promise<boolean>;
  has(id: string): Promise<boolean>;
  evidence(): Promise<EvidenceItem[]>;
  /** The document as it was kept; null when there is none. */
  document(id: string): string | null;
}

export interface RecordsOptions {
  readonly store: Store;
  readonly outbox: Pick<Outbox, "record">;
  readonly audit: Pick<Audit, "recordIn">;
  readonly clock: Clock;
  /** Id of the office that keeps the ledger. */
  readonly organisation: string;
  readonly folder: EvidenceFolder;
  readonly alerts: ChainAlerts;
}

/** Periods kept of a node: one that comes and goes every second would otherwise fill the store. */
const PERIODS_KEPT = 1000;

export function createNodeRecords({ store, outbox, audit, clock, organisation, folder, alerts }: RecordsOptions): NodeRecords {
  const now = () => new Date(clock.now()).toISOString();

  const has: NodeRecords["has"] = async (id) =>
    (await store.db.selectFrom("chain_evidence").select("id").where("id", "=", id).executeTakeFirst()) !== undefined;

  const evidence: NodeRecords["evidence"] = async () => {
    const rows = await store.db
      .selectFrom("chain_evidence")
      .innerJoin("outbox", "outbox.id", "chain_evidence.outbox")
      .select(["chain_evidence.id", "kind", "node", "found_at", "smaller_size", "larger_size", "ledger_index"])
      .orderBy("found_at", "desc")
      .orderBy("chain_evidence.id")
      .execute();
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      node: row.node,
      foundAt: row.found_at,
      smallerSize: row.smaller_size,
      largerSize: row.larger_size,
      ledgerIndex: row.ledger_index,
    }));
  };

  return {
    has,
    evidence,
    async stands(node, { state, reason, size }) {
      const encoded = reason === null ? null : encodeReason(reason);
      const known = await store.db
        .selectFrom("node_periods")
        .selectAll()
        .where("node", "=", node)
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirst();
      if (known !== undefined && known.ended_at === null && known.state === state && known.reason === encoded) return known.started_at;
      const at = now();
      await store.write(async (trx) => {
        await trx.updateTable("node_periods").set({ ended_at: at }).where("node", "=", node).where("ended_at", "is", null).execute();
        await trx.insertInto("node_periods").values({ node, state, reason: encoded, size, started_at: at, ended_at: null }).execute();
        const oldest = await trx
          .selectFrom("node_periods")
          .select("id")
          .where("node", "=", node)
          .orderBy("id", "desc")
          .offset(PERIODS_KEPT)
          .limit(1)
          .executeTakeFirst();
        if (oldest) await trx.deleteFrom("node_periods").where("node", "=", node).where("id", "<=", oldest.id).execute();
      });
      return at;
    },
    async periods(node, { offset, limit }) {
      const query = store.db.selectFrom("node_periods").where("node", "=", node);
      const [rows, counted] = await Promise.all([
        query.selectAll().orderBy("id", "desc").limit(limit).offset(offset).execute(),
        query.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
      ]);
      const items = rows.map((row) => ({
        node: row.node,
        state: row.state,
        reason: row.reason === null ? null : decodeReason(row.reason),
        size: row.size,
        startedAt: row.started_at,
        endedAt: row.ended_at,
      }));
      return { items, total: counted.total };
    },
    async keep(found) {
      const id = evidenceId(found);
      if (await has(id)) return false;
      folder.keep(found);
      const [smallerSize, largerSize] = sizesOf(found);
      const { kind } = found;
      const node = found.found.from;
      const isNew = await store.write(async (trx) => {
        if (await trx.selectFrom("chain_evidence").select("id").where("id", "=", id).executeTakeFirst()) return false;
        const content = { evidence: id, kind, origin: found.origin, node, smallerSize, largerSize, foundAt: found.found.at };
        const outboxId = await outbox.record(trx, { type: "evidence.found", subject: id, content, organisation });
        await trx
          .insertInto("chain_evidence")
          .values({ id, kind, node, found_at: found.found.at, smaller_size: smallerSize, larger_size: largerSize, outbox: outboxId })
          .execute();
        const detail = `${kind} ${node} ${smallerSize} ${largerSize}`;
        await audit.recordIn(trx, { actor: null, action: "evidence.found", subject: id, outcome: "done", detail });
        return true;
      });
      if (isNew)
        alerts.tell({
          kind: "evidence",
          evidence: { id, kind, node, foundAt: found.found.at, smallerSize, largerSize, ledgerIndex: null },
        });
      return isNew;
    },
    document: (id) => folder.read(id)?.text ?? null,
  };
}

function sizesOf(evidence: Evidence): readonly [number, number] {
  return evidence.kind === "split"
    ? [checkpointOf(evidence.smaller).size, checkpointOf(evidence.larger).size]
    : [handoverOf(evidence.handover).size, checkpointOf(evidence.note).size];
}
