import { ENTITY_MEMBERS, type HoldReason, type RetentionAction } from "@yuejian/contracts";
import type { Workplace } from "../work/workplace.ts";
import { choicePorts } from "./apply.ts";
import { choose, type DeletionRequest, quarantineDue, targetsOf } from "./targets.ts";

/** What a deletion would do to one dataset. */
export interface PlannedDataset {
  readonly dataset: string;
  readonly rule: { readonly id: string; readonly version: number; readonly title: string } | null;
  readonly action: RetentionAction;
  readonly columns: readonly string[];
  readonly going: number;
  readonly held: number;
  /** Rows that were set aside. */
  readonly quarantined: number;
  /** Rows without a date to count from. */
  readonly undated: number;
  readonly oldest: string | null;
  readonly newest: string | null;
  readonly batches: readonly {
    readonly batch: string;
    readonly rows: number;
    readonly going: number;
    readonly held: number;
    readonly first: readonly number[];
  }[];
  readonly heldBy: readonly { readonly reason: HoldReason; readonly by: string; readonly rows: number }[];
  /** Models that take the absence of rows of this dataset for a finding: a row that is gone is absent. */
  readonly absenceModels: readonly string[];
}

/** What holds rows is named so many times for each dataset. */
const HOLDERS = 50;
const BATCHES = 100;
const FIRST_ROWS = 5;

type PlanPorts = Parameters<typeof choicePorts>[0] & Pick<Workplace, "store">;

/** Looks what would go and what stays, and changes nothing. RETENTION_RULE_UNKNOWN, RETENTION_RULE_ENDED, RETENTION_ROWS_UNKNOWN */
export async function planDeletion(
  home: PlanPorts,
  order: { readonly rule: string | null; readonly request: DeletionRequest | null },
  signal: AbortSignal,
): Promise<PlannedDataset[]> {
  const ports = choicePorts(home);
  const planned: PlannedDataset[] = [];
  for (const target of await targetsOf(ports.db, order, ports.now)) {
    const rows = await ports.db.selectFrom("batches").selectAll().where("dataset", "=", target.schema.id).execute();
    const { dataset, choice } = await choose(ports, target, signal);
    try {
      const shown = choice.batches.slice(0, BATCHES);
      const first = await Promise.all(shown.map(({ batch }) => dataset.going(batch, FIRST_ROWS)));
      planned.push({
        dataset: target.schema.id,
        rule: target.rule && { id: target.rule.id, version: target.rule.version, title: target.rule.title },
        action: target.action,
        columns: target.columns,
        going: choice.batches.reduce((sum, { going }) => sum + going, 0),
        held: choice.batches.reduce((sum, { held }) => sum + held, 0),
        quarantined: quarantineDue(target, rows, ports.now).reduce((sum, batch) => sum + batch.rows_quarantined, 0),
        undated: choice.undated,
        oldest: choice.oldest,
        newest: choice.newest,
        batches: shown.map(({ batch, rows: all, going, held }, at) => ({ batch, rows: all, going, held, first: first[at] ?? [] })),
        heldBy: choice.held.slice(0, HOLDERS),
        absenceModels: target.schema.id === ENTITY_MEMBERS ? [] : absenceModels(home, target.schema.id),
      });
    } finally {
      dataset.close();
    }
  }
  return planned;
}

function absenceModels({ models }: PlanPorts, dataset: string): string[] {
  return [...models.values()]
    .filter(({ manifest }) => manifest.inputs.some((input) => input.dataset === dataset && input.presence === "absent"))
    .map(({ manifest }) => manifest.id);
}
