import { type Clock, type DataClass, type ModelManifest, SEAL_BASES, type SealBasisId, YuejianError } from "@yuejian/contracts";
import { isBelowFloor, type Measured, majorOf, measured } from "@yuejian/workbench";
import { sql } from "kysely";
import type { Reading } from "../store/index.ts";
import { inForce } from "./approvals.ts";

/** Classes of data that a model touches only under an impact assessment (PIPL 28, 55). */
const ASSESSED: readonly DataClass[] = ["sensitive", "sealed"];

export interface ModelGate {
  readonly needsAssessment: boolean;
  /** The approved assessment that carries it now. */
  readonly assessment: string | null;
  readonly measured: Measured;
  readonly isBelowFloor: boolean;
  /** The exception that lets it run below its floor. */
  readonly exception: string | null;
  /** Sealed records that it may read, each with the approval. */
  readonly lifted: readonly SealBasisId[];
  readonly sealException: string | null;
  /** Why it does not run now, first what weighs most; null when it runs. */
  readonly refusal: YuejianError | null;
}

interface GatePorts {
  readonly db: Reading;
  readonly clock: Clock;
}

/** Whether a model may run now. Asked when a run is ordered and again when it begins, so that scheduled runs and late decisions are caught. */
export async function modelGate(ports: GatePorts, manifest: ModelManifest): Promise<ModelGate> {
  const needsAssessment = ASSESSED.includes(manifest.dataClass);
  const [assessments, exceptions, seals, share] = await Promise.all([
    inForce(ports, "impact-assessment", manifest),
    inForce(ports, "precision-exception", manifest),
    inForce(ports, "seal-exception", manifest),
    measuredRate(ports.db, manifest),
  ]);
  const below = isBelowFloor(share, manifest.precisionFloor);
  const model = { model: manifest.id, major: majorOf(manifest.version) };
  let refusal: YuejianError | null = null;
  if (needsAssessment && assessments.length === 0) refusal = new YuejianError("MODEL_NEEDS_ASSESSMENT", model);
  else if (below && exceptions.length === 0)
    refusal = new YuejianError("MODEL_BELOW_FLOOR", {
      ...model,
      decided: share.decided,
      confirmed: share.confirmed,
      upper: percent(share.interval?.high ?? 1),
      floor: percent(manifest.precisionFloor),
    });
  return {
    needsAssessment,
    assessment: assessments[0]?.id ?? null,
    measured: share,
    isBelowFloor: below,
    exception: exceptions[0]?.id ?? null,
    lifted: seals.flatMap(({ content }) => (isSealBasis(content["basis"]) ? [content["basis"]] : [])),
    sealException: seals[0]?.id ?? null,
    refusal,
  };
}

/** MODEL_NEEDS_ASSESSMENT, MODEL_BELOW_FLOOR */
export async function requireRunnable(ports: GatePorts, manifest: ModelManifest): Promise<ModelGate> {
  const gate = await modelGate(ports, manifest);
  if (gate.refusal) throw gate.refusal;
  return gate;
}

/** Leads of this major version that a person decided: verified or filed against dismissed. Leads whose personal data expired still count. */
async function measuredRate(db: Reading, manifest: ModelManifest): Promise<Measured> {
  const { rows } = await sql<{ status: string; leads: number }>`select leads.status, count(*) as leads from leads
    inner join runs on runs.id = leads.last_run
    where leads.model = ${manifest.id} and leads.status in ('verified', 'filed', 'dismissed')
      and runs.model_version like ${`${majorOf(manifest.version)}.%`} group by leads.status`.execute(db);
  const count = (...statuses: string[]) => rows.reduce((sum, row) => (statuses.includes(row.status) ? sum + row.leads : sum), 0);
  return measured(count("verified", "filed"), count("verified", "filed", "dismissed"));
}

function isSealBasis(word: string | undefined): word is SealBasisId {
  return word !== undefined && Object.hasOwn(SEAL_BASES, word);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
