import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type DataClass, type QuarantineCount, type SourceContract, type SourceSettings, YuejianError } from "@yuejian/contracts";
import type { SourceLoadResult } from "@yuejian/contracts/api";
import { connectorOf, type FileOutcome, intakeFile, type Portion, type Position } from "@yuejian/data";
import { type JobContext, type JobHandler, reopen } from "../jobs/index.ts";
import { closesOthers, refreshSealedLeads } from "../safeguards/index.ts";
import type { Row, StoreTransaction } from "../store/index.ts";
import { intakePorts, measure } from "../work/intake-handlers.ts";
import type { Workplace } from "../work/workplace.ts";
import {
  alertOfNewColumns,
  alertsOfError,
  alertsOfRows,
  closeAlerts,
  closedBy,
  isHeld,
  type NewAlert,
  raiseAlert,
} from "./source-alerts.ts";
import { SourceFiles } from "./source-files.ts";
import { readSecret } from "./source-secret.ts";
import { demandTurn, endTurn, type Turn, takeTurn } from "./source-turn.ts";

const STAGE = { zh: "从来源取数", en: "Taking from the source" };

/** Takes in what is new at a source: portion by portion, each committed with the place that the source then stands at, so that whatever happens
 *  no part of a portion is visible and the next load goes on behind the last. */
export const sourceLoadHandler: JobHandler<Workplace> = async (input, context) => {
  const turn = await takeTurn(String(input["source"]), context);
  const load = new SourceLoad(turn, context);
  try {
    await load.run();
    return await load.succeed();
  } catch (cause) {
    await load.fail(cause);
    throw cause;
  } finally {
    await endTurn(turn, context);
  }
};

class SourceLoad {
  readonly #turn: Turn;
  readonly #context: JobContext<Workplace>;
  readonly #contract: SourceContract;
  readonly #alerts: NewAlert[] = [];
  readonly #counts: QuarantineCount[] = [];
  readonly #batches: string[] = [];
  readonly #refused: { name: string; error: YuejianError }[] = [];
  #read = 0;
  #accepted = 0;
  #quarantined = 0;
  #files = 0;

  constructor(turn: Turn, context: JobContext<Workplace>) {
    this.#turn = turn;
    this.#context = context;
    this.#contract = JSON.parse(turn.source.contract) as SourceContract;
  }

  async run(): Promise<void> {
    const { home, progress } = this.#context;
    const { source } = this.#turn;
    // The turn is ours: what lies there is of a load that died.
    const folder = join(home.paths.scratch, source.id);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const files = await SourceFiles.read(home.store.db, source);
    try {
      const portions = connectorOf(source.kind).portions({
        name: source.name,
        settings: JSON.parse(source.settings) as SourceSettings,
        secret: await readSecret(source.secret === null ? null : (JSON.parse(source.secret) as never), home.paths.secrets),
        contract: this.#contract,
        position: await this.#position(),
        folder,
        signal: progress.signal,
        report: (rows) => progress.report(rows, null, STAGE),
        now: () => home.clock.now(),
        isKnown: (file) => this.#isKnown(files, file),
      });
      for await (const portion of portions) {
        await this.#take(portion);
        await rm(portion.path, { force: true });
      }
    } catch (cause) {
      if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED", {}, { cause });
      throw cause;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #isKnown(files: SourceFiles, { signature, sha256 }: { readonly signature: string; readonly sha256?: string }): Promise<boolean> {
    const isKnown = files.isKnown({ signature, ...(sha256 === undefined ? {} : { sha256 }) });
    if (isKnown && sha256 !== undefined)
      await this.#context.home.store.write((trx) => SourceFiles.alsoKnown(trx, this.#turn.source.id, { signature, sha256 }));
    return isKnown;
  }

  async #position(): Promise<Position | null> {
    const { store } = this.#context.home;
    const row = await store.db
      .selectFrom("source_cursors")
      .select("position")
      .where("source", "=", this.#turn.source.id)
      .executeTakeFirst();
    return row ? (JSON.parse(row.position) as Position) : null;
  }

  /** A file of a folder that cannot be taken is noted and the others go on; rows of a table or an interface come in order, so there a refusal ends
   *  the load. */
  async #take(portion: Portion): Promise<void> {
    const { home, job, progress } = this.#context;
    await home.store.write((trx) => reopen(trx, job));
    if (portion.file) this.#files++;
    try {
      const outcome = await this.#load(portion);
      this.#count(outcome);
      await this.#note(portion, outcome);
    } catch (cause) {
      const isRefused = portion.file !== null && cause instanceof YuejianError && cause.kind === "input" && !progress.signal.aborted;
      if (!isRefused) throw cause;
      this.#refused.push({ name: portion.name, error: cause });
      this.#alerts.push(...alertsOfError(cause, portion.name));
      await home.store.write((trx) => this.#noteFile(trx, portion, cause));
    }
  }

  async #load(portion: Portion): Promise<FileOutcome> {
    const { home } = this.#context;
    const { source } = this.#turn;
    // What a table or an interface said exists nowhere else: the raw rows are kept as they were taken.
    if (portion.file === null) await home.files.put(createReadStream(portion.path));
    return intakeFile(
      {
        path: portion.path,
        name: portion.name,
        dataset: source.dataset,
        create: true,
        contract: this.#contract,
        dataClass: source.data_class as DataClass,
        office: source.office,
      },
      intakePorts(this.#context, async (trx, batch) => {
        await demandTurn(trx, source.id, this.#context.job.id);
        await trx.insertInto("source_batches").values({ batch: batch.id, source: source.id, load: this.#turn.load }).execute();
        if (portion.position !== null) await this.#advance(trx, portion.position, batch.id);
      }),
    );
  }

  #count({ parts }: FileOutcome): void {
    for (const part of parts) {
      this.#read += part.rowsRead;
      this.#counts.push(...part.quarantine);
      const left = part.ignoredHeadings.filter((heading) => !this.#contract.columns.some(({ name }) => name === heading));
      for (const alert of alertOfNewColumns(left)) this.#alerts.push(alert);
      if (part.status !== "committed") continue;
      this.#batches.push(part.batch.id);
      this.#accepted += part.batch.rowsAccepted;
      this.#quarantined += part.batch.rowsQuarantined;
    }
  }

  /** Of a portion whose content was loaded before no batch is written, so that the place is noted by itself. */
  async #note(portion: Portion, { parts }: FileOutcome): Promise<void> {
    const isNew = parts.some(({ status }) => status === "committed");
    const { position } = portion;
    if ((isNew || position === null) && portion.file === null) return;
    await this.#context.home.store.write(async (trx) => {
      await demandTurn(trx, this.#turn.source.id, this.#context.job.id);
      if (!isNew && position !== null) await this.#advance(trx, position, parts[0]?.batch.id ?? null);
      await this.#noteFile(trx, portion, null);
    });
  }

  async #noteFile(trx: StoreTransaction, { file }: Portion, error: YuejianError | null): Promise<void> {
    if (file) await SourceFiles.note(trx, { turn: this.#turn, file, error, at: this.#now() });
  }

  async #advance(trx: StoreTransaction, position: Position, batch: string | null): Promise<void> {
    const row = { position: JSON.stringify(position), batch, at: this.#now() };
    await trx
      .insertInto("source_cursors")
      .values({ source: this.#turn.source.id, ...row })
      .onConflict((conflict) => conflict.column("source").doUpdateSet(row))
      .execute();
  }

  async succeed(): Promise<SourceLoadResult> {
    const { home } = this.#context;
    const { source, load } = this.#turn;
    const isLoaded = this.#batches.length > 0;
    if (isLoaded && closesOthers(source.dataset)) await refreshSealedLeads(home);
    if (isLoaded) await measure([{ batch: { id: this.#batches.at(-1) ?? "", dataset: source.dataset } }], this.#context);
    const alerts = [...alertsOfRows(this.#counts), ...this.#alerts];
    const isOnlyRefused = this.#refused.length > 0 && !isLoaded;
    const error = isOnlyRefused ? this.#refusal() : null;
    const status = isLoaded ? "loaded" : isOnlyRefused ? "held" : "unchanged";
    await home.store.write(async (trx) => {
      for (const alert of alerts) await raiseAlert(trx, home, { source, load, alert });
      const hasRefusedFiles = await SourceFiles.hasFailed(trx, source.id);
      await closeAlerts(trx, home, { source, kinds: closedBy(alerts, { isLoaded, hasRefusedFiles }) });
      await this.#end(trx, status, error);
    });
    return {
      source: source.id,
      load,
      status,
      batches: this.#batches,
      rowsRead: this.#read,
      rowsAccepted: this.#accepted,
      rowsQuarantined: this.#quarantined,
      files: this.#files,
      refused: this.#refused.map(({ name, error: each }) => ({ file: name, text: { zh: each.textFor("zh"), en: each.textFor("en") } })),
      alerts: [...new Set(alerts.map(({ kind }) => kind))],
    };
  }

  async fail(cause: unknown): Promise<void> {
    const { home, progress } = this.#context;
    const { source, load } = this.#turn;
    const isCancelled = progress.signal.aborted || (cause instanceof YuejianError && cause.code === "JOB_CANCELLED");
    const error = cause instanceof YuejianError ? cause : new YuejianError("UNEXPECTED", { reference: load }, { cause });
    if (error.kind === "integrity") return;
    await home.store.write(async (trx) => {
      const alerts = [...alertsOfRows(this.#counts), ...this.#alerts, ...(isCancelled ? [] : alertsOfError(error, null))];
      for (const alert of alerts) await raiseAlert(trx, home, { source, load, alert });
      await this.#end(trx, isHeld(error) ? "held" : "failed", error);
    });
  }

  async #end(trx: StoreTransaction, status: Row<"source_loads">["status"], error: YuejianError | null): Promise<void> {
    await trx
      .updateTable("source_loads")
      .set({
        status,
        finished_at: this.#now(),
        rows_read: this.#read,
        rows_accepted: this.#accepted,
        rows_quarantined: this.#quarantined,
        error: error === null ? null : JSON.stringify(error.toJSON()),
      })
      .where("id", "=", this.#turn.load)
      .execute();
  }

  #refusal(): YuejianError {
    const names = this.#refused.map(({ name }) => name).slice(0, 10);
    return new YuejianError("SOURCE_FILES_REFUSED", { refused: this.#refused.length, files: this.#files, names: names.join("、") });
  }

  #now(): string {
    return new Date(this.#context.home.clock.now()).toISOString();
  }
}
