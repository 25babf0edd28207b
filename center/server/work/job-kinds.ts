import { fill, type Text, YuejianError } from "@yuejian/contracts";
import type { Job, Jobs, NewJob } from "../jobs/index.ts";
import type { StoreTransaction } from "../store/index.ts";

/** Whoever asks for work: an account, or any user with an office. */
export interface Asker {
  readonly id: string;
  readonly office: string;
}

export interface IntakeJob {
  readonly path: string;
  readonly dataset: string;
  readonly create?: boolean | undefined;
  readonly sheet?: string | undefined;
  /** One file of an archive only. */
  readonly member?: string | undefined;
  /** Source heading → column or null, as a person said. */
  readonly mapping?: Readonly<Record<string, string | null>> | undefined;
  /** Office that delivers the file; the asker's when not given. */
  readonly office?: string | undefined;
  /** Name of the file for people, when the path ends otherwise (uploads). */
  readonly name?: string | undefined;
  /** The path is a file of the server's own, to be deleted once the job is done. */
  readonly isUpload?: boolean | undefined;
  readonly actor: Asker;
}

export interface RetryJob {
  readonly batch: string;
  readonly corrections: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly actor: Asker;
}

export interface RunJob {
  readonly model: string;
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>;
  readonly actor: Asker;
}

export interface FileJob {
  readonly path: string;
  /** Path of a signed capture that is about the file. */
  readonly capture?: string | undefined;
  readonly actor: Asker;
}

export interface BulkJob {
  readonly operation: string;
  readonly leads: number;
  readonly actor: Asker;
}

export interface CorrectionJob {
  readonly correction: string;
  readonly actor: Asker;
}

export interface LinkJob {
  /** All that hold anybody when not given. */
  readonly datasets?: readonly string[] | undefined;
  /** What was compared before is not compared again. */
  readonly isIncremental: boolean;
  readonly actor: Asker;
}

export interface AnchorJob {
  readonly actor: Asker;
}

export interface SourceJob {
  readonly source: string;
  /** For the title. */
  readonly name: string;
  readonly actor: Asker;
}

export interface MeasureJob {
  readonly dataset: string;
  /** Whose rows; all when not given. */
  readonly offices?: readonly string[] | undefined;
  /** Datasets that rules may look into; all when not given. */
  readonly readable?: readonly string[] | undefined;
  /** Also where what is kept is of now. */
  readonly isAgain?: boolean | undefined;
  readonly actor: Asker;
}

export interface ExpiryJob {
  readonly actor: Asker;
}

export interface FileMoveJob {
  /** From the bucket into the home's folder. */
  readonly back?: boolean | undefined;
  readonly actor: Asker;
}

export interface IndexJob {
  readonly actor: Asker;
}

export interface DeletionJob {
  /** The run of deletion. */
  readonly run: string;
  readonly actor: Asker;
}

export interface CaseImportJob {
  readonly path: string;
  /** Day of the export, and day of the import, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly today: string;
  /** Offices whose cases whoever imports may bring. */
  readonly offices: readonly string[];
  readonly sheet?: string | undefined;
  readonly mapping?: Readonly<Record<string, string | null>> | undefined;
  readonly name?: string | undefined;
  readonly isUpload?: boolean | undefined;
  readonly actor: Asker;
}

export interface CaseRecomputeJob {
  /** At whose end the rules look, `YYYY-MM-DD`. */
  readonly day: string;
  readonly actor: Asker;
}

export interface PatternSearchJob {
  /** How many months, up to the one that ended last. */
  readonly months: number;
  readonly actor: Asker;
}

export interface LawImportJob {
  /** A folder or a file. */
  readonly path: string;
  /** For people, when the path is the server's own. */
  readonly name?: string | undefined;
  /** The path is the server's own, to be deleted once the job is done. */
  readonly isUpload?: boolean | undefined;
  readonly actor: Asker;
}

export interface FarmlandJob {
  /** The run, which waits in the store. */
  readonly run: string;
  /** For the title. */
  readonly name: string;
  readonly actor: Asker;
}

export interface JudgmentImportJob {
  readonly path: string;
  readonly sheet?: string | undefined;
  readonly actor: Asker;
}

export interface RestorationJob {
  /** Waits in the store. */
  readonly restoration: string;
  /** For the title. */
  readonly name: string;
  readonly actor: Asker;
}

export interface ScanJob {
  /** Id that the check will have; what is to be recognised waits in the store. */
  readonly check: string;
  readonly actor: Asker;
}

export interface LakeLoadJob {
  /** Also compares what is loaded with its files. */
  readonly check?: boolean | undefined;
  readonly actor: Asker;
}

/** Puts work into the queue; each answers with its job. With a transaction the job exists exactly when that commits. */
export interface Work {
  /** Result: IntakeResult. */
  intake(job: IntakeJob, trx?: StoreTransaction): Promise<Job>;
  /** Result: IntakeResult. BATCH_UNKNOWN */
  retryRows(job: RetryJob, trx?: StoreTransaction): Promise<Job>;
  /** Result: RunView. MODEL_UNKNOWN */
  runModel(job: RunJob, trx?: StoreTransaction): Promise<Job>;
  /** Result: `{ file, size, sha256, sm3, ledgerIndex }`. */
  registerFile(job: FileJob, trx?: StoreTransaction): Promise<Job>;
  /** Takes in what is new at a source. Result: SourceLoadResult. */
  loadSource(job: SourceJob, trx?: StoreTransaction): Promise<Job>;
  /** Result: `{ batch, leads }`. */
  applyCorrection(job: CorrectionJob, trx?: StoreTransaction): Promise<Job>;
  /** Result: `{ leads }`. */
  expirePersonalData(job: ExpiryJob, trx?: StoreTransaction): Promise<Job>;
  /** Deletes records whose time is over, or that were asked to be deleted. Result: DeletionResult. */
  deleteRecords(job: DeletionJob, trx?: StoreTransaction): Promise<Job>;
  /** Profiles a dataset and measures its rules. Result: `{ dataset, score }`. */
  measureQuality(job: MeasureJob, trx?: StoreTransaction): Promise<Job>;
  /** Carries out an operation on many leads. Result: `{ operation }`. */
  bulk(job: BulkJob, trx?: StoreTransaction): Promise<Job>;
  /** Links records into entities. Result: EntityRunView. */
  linkEntities(job: LinkJob, trx?: StoreTransaction): Promise<Job>;
  /** Loads committed batches into the lake's tables. Result: LakeLoadResult. */
  loadLake(job: LakeLoadJob, trx?: StoreTransaction): Promise<Job>;
  /** Moves files between the home's folder and its bucket. Result: FileMoveResult. */
  moveFiles(job: FileMoveJob, trx?: StoreTransaction): Promise<Job>;
  /** Makes the indexes of batches that have none. Result: IndexResult. */
  indexBatches(job: IndexJob, trx?: StoreTransaction): Promise<Job>;
  /** Says what taking an export in would do. Result: CaseFileCheck. */
  checkCases(job: CaseImportJob, trx?: StoreTransaction): Promise<Job>;
  /** Takes an export of the business system in. Result: `{ import }`. */
  importCases(job: CaseImportJob, trx?: StoreTransaction): Promise<Job>;
  /** Works the clocks of the business system's cases out anew, and lets the rules look. Result: `{ cases, moved, opened, closed }`. */
  recomputeCases(job: CaseRecomputeJob, trx?: StoreTransaction): Promise<Job>;
  /** Looks for patterns among leads and cases. Result: `{ search, found }`. */
  findPatterns(job: PatternSearchJob, trx?: StoreTransaction): Promise<Job>;
  /** Takes in the legal texts of a folder. Result: `{ import }`. */
  importLaws(job: LawImportJob, trx?: StoreTransaction): Promise<Job>;
  /** Looks for changes on farmland in images. Result: `{ run, violations, newLeads }`. */
  measureFarmland(job: FarmlandJob, trx?: StoreTransaction): Promise<Job>;
  /** Takes in judgments of an office from a table. Result: `{ import }`. */
  importJudgments(job: JudgmentImportJob, trx?: StoreTransaction): Promise<Job>;
  /** Measures violations on farmland again. Result: `{ restoration, plots }`. */
  measureRestoration(job: RestorationJob, trx?: StoreTransaction): Promise<Job>;
  /** Recognises a scan and checks it. Result: `{ check }`. */
  checkScan(job: ScanJob, trx?: StoreTransaction): Promise<Job>;
  /** Carries waiting checkpoints into the consortium chain. Result: AnchorReport. Tried once: what fails waits for the next. */
  anchor(job: AnchorJob, trx?: StoreTransaction): Promise<Job>;
}

const TITLES = {
  intake: { zh: "导入 {file}", en: "Import {file}" },
  retry: { zh: "重试批次 {batch} 的隔离记录", en: "Load quarantined records of batch {batch} again" },
  run: { zh: "运行模型「{model}」", en: "Run model “{model}”" },
  detect: { zh: "按新数据运行模型「{model}」", en: "Run model “{model}” on new data" },
  "register-file": { zh: "登记文件 {file}", en: "Register file {file}" },
  "load-source": { zh: "从来源「{file}」装入", en: "Load from source “{file}”" },
  "apply-correction": { zh: "写入更正 {file}", en: "Write correction {file}" },
  "expire-personal-data": { zh: "删除已排除线索到期的个人信息", en: "Erase expired personal data of dismissed leads" },
  "delete-records": { zh: "删除记录（{file}）", en: "Delete records ({file})" },
  "measure-quality": { zh: "核查质量：{file}", en: "Measure the quality of {file}" },
  bulk: { zh: "批量处理 {file} 条线索", en: "Bulk operation on {file} leads" },
  "link-entities": { zh: "关联实体：{file}", en: "Link entities: {file}" },
  "load-lake": { zh: "把批次装入数据湖的 PostgreSQL", en: "Load batches into the lake's PostgreSQL" },
  "move-files": { zh: "在文件夹与存储桶之间迁移文件", en: "Move files between folder and bucket" },
  "index-batches": { zh: "为批次建立查找与检索索引", en: "Make indexes of batches for look-up and search" },
  "check-cases": { zh: "查看业务案件文件 {file}", en: "Look at the cases of {file}" },
  "import-cases": { zh: "导入业务案件 {file}", en: "Import cases from {file}" },
  "recompute-cases": { zh: "重新计算业务案件期限并监控评查", en: "Work the days of cases out anew and look by rules" },
  "find-patterns": { zh: "查找治理模式", en: "Look for patterns" },
  "import-laws": { zh: "导入法律法规 {file}", en: "Import laws from {file}" },
  "measure-farmland": { zh: "耕地监测：{file}", en: "Look for changes on farmland: {file}" },
  "import-judgments": { zh: "导入裁判文书 {file}", en: "Import judgments from {file}" },
  "measure-restoration": { zh: "耕地复测：{file}", en: "Measure violations again: {file}" },
  "check-scan": { zh: "识别并校核扫描件", en: "Recognise and check a scan" },
  anchor: { zh: "把检查点锚定到联盟链", en: "Anchor checkpoints in the consortium chain" },
} as const satisfies Record<string, Text>;

const SEVERAL_DETECTED: Text = {
  zh: "按新数据运行「{model}」等 {count} 个模型",
  en: "Run “{model}” and others, {count} models, on new data",
};

export type JobKind = keyof typeof TITLES;

/** Higher first: what a person waits for comes before what fills the lake. */
const PRIORITIES: Readonly<Record<JobKind, number>> = {
  intake: 0,
  retry: 5,
  run: 5,
  detect: 6,
  "register-file": 10,
  "load-source": 0,
  "apply-correction": 5,
  "measure-quality": -2,
  "expire-personal-data": -5,
  "delete-records": -5,
  bulk: 8,
  "link-entities": 2,
  "load-lake": 6,
  "move-files": -4,
  "index-batches": -1,
  "check-cases": 8,
  "import-cases": 5,
  "recompute-cases": 0,
  "find-patterns": 0,
  "import-laws": 1,
  "measure-farmland": 1,
  "import-judgments": 1,
  "measure-restoration": 1,
  "check-scan": 3,
  anchor: 8,
};

export function createWork(jobs: Pick<Jobs, "add">, titleOfModel: (model: string) => Text | null): Work {
  const add = (kind: JobKind, { actor, ...input }: { actor: Asker }, words: Text | string, trx?: StoreTransaction) => {
    const [zh, en] = typeof words === "string" ? [words, words] : [words.zh, words.en];
    const title = {
      zh: fill(TITLES[kind].zh, { file: zh, batch: zh, model: zh }),
      en: fill(TITLES[kind].en, { file: en, batch: en, model: en }),
    };
    return jobs.add(
      {
        kind,
        title,
        input,
        actor: actor.id,
        office: actor.office,
        priority: PRIORITIES[kind],
        ...(kind === "anchor" ? { maxAttempts: 1 } : {}),
      },
      trx,
    );
  };
  return {
    intake: (job, trx) => add("intake", job, job.name ?? nameOf(job.path), trx),
    retryRows: (job, trx) => add("retry", job, job.batch, trx),
    measureQuality: (job, trx) => add("measure-quality", job, job.dataset, trx),
    bulk: (job, trx) => add("bulk", job, String(job.leads), trx),
    linkEntities: (job, trx) => add("link-entities", job, job.datasets?.join(", ") ?? { zh: "全部数据集", en: "all datasets" }, trx),
    loadLake: (job, trx) => add("load-lake", job, "", trx),
    moveFiles: (job, trx) => add("move-files", job, "", trx),
    indexBatches: (job, trx) => add("index-batches", job, "", trx),
    checkCases: (job, trx) => add("check-cases", job, job.name ?? nameOf(job.path), trx),
    importCases: (job, trx) => add("import-cases", job, job.name ?? nameOf(job.path), trx),
    recomputeCases: (job, trx) => add("recompute-cases", job, "", trx),
    findPatterns: (job, trx) => add("find-patterns", job, "", trx),
    importLaws: (job, trx) => add("import-laws", job, job.name ?? nameOf(job.path), trx),
    measureFarmland: (job, trx) => add("measure-farmland", job, job.name, trx),
    importJudgments: (job, trx) => add("import-judgments", job, nameOf(job.path), trx),
    measureRestoration: (job, trx) => add("measure-restoration", job, job.name, trx),
    checkScan: (job, trx) => add("check-scan", job, "", trx),
    anchor: (job, trx) => add("anchor", job, "", trx),
    registerFile: (job, trx) => add("register-file", job, nameOf(job.path), trx),
    loadSource: (job, trx) => add("load-source", job, job.name, trx),
    applyCorrection: (job, trx) => add("apply-correction", job, job.correction, trx),
    deleteRecords: (job, trx) => add("delete-records", job, job.run, trx),
    expirePersonalData: (job, trx) => add("expire-personal-data", job, "", trx),
    async runModel(job, trx) {
      const title = titleOfModel(job.model);
      if (!title) throw new YuejianError("MODEL_UNKNOWN", { model: job.model });
      return add("run", job, title, trx);
    },
  };
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** After a load there may be another one soon. */
const AFTER_LOAD_MS = 15_000;

/** The job that measures a dataset after a load, as the loading job puts it into the queue. `now`: milliseconds. */
export function measuringJob(dataset: string, { id, office }: Asker, now: number): NewJob {
  const { zh, en } = TITLES["measure-quality"];
  return {
    kind: "measure-quality",
    title: { zh: fill(zh, { file: dataset }), en: fill(en, { file: dataset }) },
    input: { dataset },
    actor: id,
    office,
    priority: PRIORITIES["measure-quality"],
    runAfter: new Date(now + AFTER_LOAD_MS).toISOString(),
  };
}

/** What a detection is asked for. `isAlone`: nothing is added to it while it waits. */
export type DetectionInput =
  | { readonly models: readonly string[]; readonly isAlone?: true }
  /** As before several models were looked at together. */
  | { readonly model: string };

export function modelsOf(input: DetectionInput): readonly string[] {
  return "models" in input ? input.models : [input.model];
}

/** The job that runs models on what is new, as it is put into the queue beside what is new. `titles`: of the models; at least one. */
export function detectionJob(input: DetectionInput, titles: readonly Text[], { id, office }: Asker): NewJob {
  const { zh, en } = titles.length > 1 ? SEVERAL_DETECTED : TITLES.detect;
  const [first] = titles;
  const words = { count: String(titles.length) };
  return {
    kind: "detect",
    title: { zh: fill(zh, { ...words, model: first?.zh ?? "" }), en: fill(en, { ...words, model: first?.en ?? "" }) },
    input,
    actor: id,
    office,
    priority: PRIORITIES.detect,
  };
}

/** The job by which the rules look at the cases of an import, as the importing job puts it into the queue. */
export function lookingJob(day: string, { id, office }: Asker): NewJob {
  const kind = "recompute-cases";
  const runAfter = new Date(`${day}T00:00:00+08:00`).toISOString();
  return { kind, title: TITLES[kind], input: { day }, actor: id, office, priority: PRIORITIES[kind], runAfter };
}

/** The job that makes indexes, as it is put into the queue beside what it is for. */
export function indexingJob({ id, office }: Asker, now: number, isSoon: boolean): NewJob {
  return {
    kind: "index-batches",
    title: TITLES["index-batches"],
    input: {},
    actor: id,
    office,
    priority: PRIORITIES["index-batches"],
    runAfter: new Date(now + (isSoon ? 0 : AFTER_LOAD_MS)).toISOString(),
  };
}
