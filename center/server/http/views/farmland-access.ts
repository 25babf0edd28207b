import { type BusinessLine, YuejianError } from "@yuejian/contracts";
import { FARMLAND_MODEL, farmlandRuns, VIOLATION_COLUMNS, violationRows } from "../../farmland/index.ts";
import { within } from "../../policy/index.ts";
import type { Caller } from "../app-types.ts";
import type { Services } from "../services.ts";

type Ports = Pick<Services, "store" | "policy">;

/** Whose work a violation is (applications/models/farmland). */
export const FARMLAND_LINES: readonly BusinessLine[] = ["public-interest"];

/** Offices whose runs and violations the caller sees; none for who does not work on such matters. */
export function farmlandOffices({ policy }: Pick<Ports, "policy">, { actor }: Pick<Caller, "actor">): readonly string[] | "all" {
  return policy.covers(actor, { businessLines: FARMLAND_LINES }) ? policy.scope(actor).offices : [];
}

/** Whether the caller sees what is an office's. */
export function seesOffice(ports: Pick<Ports, "policy">, caller: Pick<Caller, "actor">): (office: string) => boolean {
  const offices = farmlandOffices(ports, caller);
  return (office) => offices === "all" || offices.includes(office);
}

/** FARMLAND_RUN_UNKNOWN */
export async function readableRun(ports: Ports, caller: Caller, id: string) {
  const row = await farmlandRuns(ports.store.db)
    .where("farmland_runs.id", "=", id)
    .where(within("farmland_runs.office", farmlandOffices(ports, caller)))
    .executeTakeFirst();
  if (!row) throw new YuejianError("FARMLAND_RUN_UNKNOWN", { run: id });
  return row;
}

/** Also one of another office that saw violations of the caller's: they are shown on its images. FARMLAND_RUN_UNKNOWN */
export async function shownRun(ports: Ports, caller: Caller, id: string) {
  const { db } = ports.store;
  const seen = await db
    .selectFrom("farmland_sightings")
    .innerJoin("farmland_violations", "farmland_violations.id", "farmland_sightings.violation")
    .select("run")
    .where("run", "=", id)
    .where(within("farmland_violations.office", farmlandOffices(ports, caller)))
    .limit(1)
    .executeTakeFirst();
  if (!seen) return readableRun(ports, caller, id);
  return farmlandRuns(db).where("farmland_runs.id", "=", id).executeTakeFirstOrThrow();
}

/** Violations that the caller sees, with their leads. */
export function visibleViolations(ports: Ports, caller: Caller) {
  return violationRows(ports.store.db, FARMLAND_MODEL).where(within("farmland_violations.office", farmlandOffices(ports, caller)));
}

/** VIOLATION_UNKNOWN */
export async function readableViolation(ports: Ports, caller: Caller, id: string) {
  const row = await visibleViolations(ports, caller)
    .select([...VIOLATION_COLUMNS])
    .where("farmland_violations.id", "=", id)
    .executeTakeFirst();
  if (!row) throw new YuejianError("VIOLATION_UNKNOWN", { violation: id });
  return row;
}

/** Uploads that the caller sees. */
export function visibleUploads(ports: Ports, caller: Caller) {
  return ports.store.db
    .selectFrom("farmland_uploads")
    .selectAll()
    .where(within("farmland_uploads.office", farmlandOffices(ports, caller)));
}

/** FARMLAND_UPLOAD_UNKNOWN */
export async function readableUpload(ports: Ports, caller: Caller, id: string) {
  const row = await visibleUploads(ports, caller).where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("FARMLAND_UPLOAD_UNKNOWN", { upload: id });
  return row;
}
