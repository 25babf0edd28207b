import { type Action, type Clock, type Ids, type MissedRuns, type ScheduleRule, type Text, YuejianError } from "@yuejian/contracts";
import { dayInChina } from "@yuejian/oversight";
import type { Job } from "../jobs/index.ts";
import type { PolicyObject } from "../policy/index.ts";
import { putDeletion } from "../retention/runs.ts";
import type { StoreTransaction } from "../store/index.ts";
import type { Asker, ModelLibrary, RunJob, Work } from "../work/index.ts";

export type ScheduleInput = Readonly<Record<string, unknown>>;

/** A kind of job that may be scheduled. Adding one = adding it to `schedulableKinds`; with `standing` the house itself schedules it. */
export interface SchedulableKind {
  /** What the owner must be allowed to do, when it is set up and at each due time. */
  readonly action: Action;
  /** Title for people and what the action concerns. Throws a coded error for a wrong input. */
  inspect(input: ScheduleInput): { readonly title: Text; readonly object: PolicyObject };
  /** Puts the job into the queue, in the transaction that notes the due time. MUST NOT wait for anything but the store. */
  put(input: ScheduleInput, actor: Asker, trx: StoreTransaction): Promise<Job>;
  readonly standing: readonly StandingSchedule[];
}

/** A schedule that every home has from its start; people enable, disable and retime it. */
export interface StandingSchedule {
  /** Never changed: names the schedule for ever. */
  readonly key: string;
  readonly input: ScheduleInput;
  readonly rule: ScheduleRule;
  readonly missed: MissedRuns;
  readonly isEnabled: boolean;
}

export type SchedulableKinds = Readonly<Record<string, SchedulableKind>>;

export function schedulableKinds({
  work,
  models,
  ids,
  clock,
}: {
  work: Work;
  models: ModelLibrary;
  ids: Ids;
  clock: Clock;
}): SchedulableKinds {
  return {
    run: modelRuns(work, models),
    "expire-personal-data": expiry(work),
    "delete-records": deletions(work, { ids, clock }),
    "load-source": sourceLoads(work),
    "recompute-cases": caseClocks(work, clock),
    "find-patterns": patternSearches(work),
  };
}

/** Each model can run by night; none does until somebody who may run it enables it. */
function modelRuns(work: Work, models: ModelLibrary): SchedulableKind {
  return {
    action: "model.run",
    inspect(input) {
      const { model: id, parameters, ...unknown } = input;
      const [stranger] = Object.keys(unknown);
      if (stranger !== undefined || typeof id !== "string" || (parameters !== undefined && !isPlain(parameters)))
        throw new YuejianError("REQUEST_INVALID", {
          where: "body.input",
          reason: "model and parameters",
          reason_zh: "应为 model（模型编号）和可选的 parameters",
          reason_en: "give model (its id) and, optionally, parameters",
        });
      const model = models.get(id);
      if (!model) throw new YuejianError("MODEL_UNKNOWN", { model: id });
      const { title, businessLine, dataClass } = model.manifest;
      return {
        title: { zh: `运行模型「${title.zh}」`, en: `Run model “${title.en}”` },
        object: { businessLines: [businessLine], dataClass },
      };
    },
    put: (input, actor, trx) =>
      work.runModel({ model: String(input["model"]), parameters: (input["parameters"] ?? {}) as RunJob["parameters"], actor }, trx),
    standing: [...models.keys()].map((model) => ({
      key: `run:${model}`,
      input: { model },
      rule: { every: "day", at: "01:30" },
      missed: "run-once",
      isEnabled: false,
    })),
  };
}

/** Made from the refresh rule of a source and gone with it. */
function sourceLoads(work: Work): SchedulableKind {
  return {
    action: "data.intake",
    inspect({ source, name, office, ...unknown }) {
      const [stranger] = Object.keys(unknown);
      if (stranger !== undefined || [source, name, office].some((each) => typeof each !== "string"))
        throw new YuejianError("REQUEST_INVALID", {
          where: "body.input",
          reason: "source, name and office",
          reason_zh: "数据来源的定时由来源自己的刷新规则设置",
          reason_en: "schedules of sources are set up by the refresh rule of the source",
        });
      return {
        title: { zh: `从来源「${String(name)}」装入`, en: `Load from source “${String(name)}”` },
        object: { office: String(office) },
      };
    },
    put: (input, actor, trx) => work.loadSource({ source: String(input["source"]), name: String(input["name"]), actor }, trx),
    standing: [],
  };
}

/** Every night what has expired goes; that is the law's own instance (PIPL 47), so it runs from the start. */
function expiry(work: Work): SchedulableKind {
  return {
    action: "retention.expire",
    inspect: () => ({ title: { zh: "删除到期的个人信息", en: "Erase personal data that has expired" }, object: {} }),
    put: (_input, actor, trx) => work.expirePersonalData({ actor }, trx),
    standing: [{ key: "expire-personal-data", input: {}, rule: { every: "day", at: "03:30" }, missed: "run-once", isEnabled: true }],
  };
}

/** What automatic rules of retention say goes every night; without such a rule nothing does. */
function deletions(work: Work, { ids, clock }: { ids: Ids; clock: Clock }): SchedulableKind {
  return {
    action: "retention.apply",
    inspect: () => ({ title: { zh: "按保存期限规则删除记录", en: "Delete records by the rules of retention" }, object: {} }),
    put: async (_input, actor, trx) => (await putDeletion(trx, { work, ids, clock }, { rule: null, request: null, actor })).job,
    standing: [{ key: "delete-records", input: {}, rule: { every: "day", at: "04:00" }, missed: "run-once", isEnabled: true }],
  };
}

/** Once a week, over two years. */
function patternSearches(work: Work): SchedulableKind {
  return {
    action: "pattern.search",
    inspect: () => ({ title: { zh: "查找治理模式", en: "Look for patterns" }, object: {} }),
    put: (_input, actor, trx) => work.findPatterns({ months: 24, actor }, trx),
    standing: [{ key: "find-patterns", input: {}, rule: { every: "week", on: 1, at: "02:30" }, missed: "run-once", isEnabled: true }],
  };
}

/** Days off and legal numbers change, and a term is over with its day: every night each clock is what they say now, and the rules look. */
function caseClocks(work: Work, clock: Clock): SchedulableKind {
  return {
    action: "casework.import",
    inspect: () => ({
      title: { zh: "重新计算业务案件期限并监控评查", en: "Work the days of cases out anew and look by rules" },
      object: {},
    }),
    put: (_input, actor, trx) => work.recomputeCases({ day: dayInChina(clock.now()), actor }, trx),
    standing: [{ key: "recompute-cases", input: {}, rule: { every: "day", at: "00:20" }, missed: "run-once", isEnabled: true }],
  };
}

function isPlain(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
