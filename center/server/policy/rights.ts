import type { Action, DataClass, Role } from "@yuejian/contracts";

/** How far a right reaches.
 *  - scope: everything of the person's offices and business lines
 *  - own: only what the person works on (assignee of the lead, owner of the case, starter of the job)
 *  - self: only giving work to oneself
 *  - city: only people of the city office, because the effect crosses offices */
export type Reach = "scope" | "own" | "self" | "city";

export interface Rights {
  /** Whether the person's list of business lines limits what is seen; the others serve all lines. */
  readonly lines: "own" | "all";
  /** Highest class that a stated purpose opens for the role. Sealed is never opened. */
  readonly ceiling: Exclude<DataClass, "sealed" | "public">;
  readonly actions: Partial<Readonly<Record<Action, Reach>>>;
}

const everyone = { "ledger.read": "scope", "user.read": "scope", "health.read": "scope", "job.read": "own" } as const;

const reading = {
  ...everyone,
  "data.read": "scope",
  "record.prove": "scope",
  "model.read": "scope",
  "lead.read": "scope",
  "lead.comment": "scope",
  "lead.export": "scope",
  "case.read": "scope",
  "approval.read": "scope",
  "correction.read": "scope",
  "correction.request": "scope",
  "contest.read": "scope",
  "contest.register": "scope",
  "device.read": "scope",
} as const;

const leading = {
  ...reading,
  "seal.read": "scope",
  "seal.manage": "scope",
  "seal.open": "scope",
  "approval.propose": "city",
  "approval.decide": "city",
  "correction.decide": "scope",
  "contest.assign": "scope",
  "contest.decide": "own",
  "record.reveal": "scope",
  "model.run": "city",
  "model.sample": "scope",
  "entity.link": "city",
  "entity.decide": "scope",
  "lead.assign": "scope",
  "lead.verify": "own",
  "lead.dismiss": "scope",
  "lead.file": "scope",
  "lead.reopen": "scope",
  "job.control": "own",
  "schedule.read": "scope",
} as const;

export const RIGHTS: Readonly<Record<Role, Rights>> = {
  "chief-procurator": {
    lines: "all",
    ceiling: "sensitive",
    actions: { ...leading, "audit.read": "scope", "model.except": "city", "retention.expire": "city" },
  },
  "deputy-chief": { lines: "all", ceiling: "sensitive", actions: leading },
  "department-head": { lines: "own", ceiling: "sensitive", actions: { ...leading, "quarantine.reveal": "scope" } },
  procurator: {
    lines: "own",
    ceiling: "sensitive",
    actions: {
      ...reading,
      "seal.open": "own",
      "approval.propose": "city",
      "contest.decide": "own",
      "record.reveal": "own",
      "entity.decide": "scope",
      "model.run": "city",
      "model.sample": "scope",
      "lead.assign": "self",
      "lead.verify": "own",
      "lead.dismiss": "own",
      "lead.file": "own",
      "lead.reopen": "own",
      "job.control": "own",
    },
  },
  assistant: {
    lines: "own",
    ceiling: "personal",
    actions: { ...reading, "record.reveal": "own", "lead.verify": "own", "model.sample": "scope", "entity.decide": "scope" },
  },
  clerk: { lines: "own", ceiling: "internal", actions: reading },
  "case-manager": {
    lines: "all",
    ceiling: "personal",
    actions: {
      ...reading,
      "seal.read": "scope",
      "seal.manage": "scope",
      "correction.decide": "scope",
      "data.intake": "scope",
      "mapping.manage": "scope",
      "entity.link": "scope",
      "entity.decide": "scope",
      "source.manage": "scope",
      "quality.manage": "scope",
      "catalogue.manage": "scope",
      "quarantine.reveal": "scope",
      "lead.assign": "scope",
      "ledger.register": "scope",
      "device.manage": "scope",
      "job.control": "own",
    },
  },
  // Builds and runs models over whole datasets and so never opens a person's data.
  analyst: {
    lines: "all",
    ceiling: "internal",
    actions: {
      ...everyone,
      "data.read": "scope",
      "data.intake": "scope",
      "mapping.manage": "scope",
      "entity.link": "scope",
      "quality.manage": "scope",
      "catalogue.manage": "scope",
      "record.prove": "scope",
      "approval.read": "scope",
      "approval.propose": "city",
      "correction.read": "scope",
      "correction.request": "scope",
      "model.read": "scope",
      "model.run": "city",
      "lead.read": "scope",
      "lead.comment": "scope",
      "job.control": "own",
      "schedule.read": "scope",
      "schedule.manage": "scope",
    },
  },
  technician: {
    lines: "all",
    ceiling: "internal",
    actions: {
      ...everyone,
      "device.read": "scope",
      "job.read": "scope",
      "job.control": "scope",
      "schedule.read": "scope",
      "schedule.manage": "scope",
      "ledger.check": "scope",
      "ledger.anchor": "scope",
      "doctor.run": "scope",
      "home.backup": "scope",
    },
  },
  auditor: {
    lines: "all",
    ceiling: "internal",
    actions: {
      ...everyone,
      "device.read": "scope",
      "job.read": "scope",
      "schedule.read": "scope",
      "audit.read": "scope",
      "model.read": "scope",
      "seal.read": "scope",
      "approval.read": "scope",
      "correction.read": "scope",
      "contest.read": "scope",
      "ledger.check": "scope",
      "doctor.run": "scope",
    },
  },
  // Runs the home from the command line; handles data, never opens a person's.
  operator: {
    lines: "all",
    ceiling: "internal",
    actions: {
      ...everyone,
      "data.read": "scope",
      "data.intake": "scope",
      "mapping.manage": "scope",
      "entity.link": "scope",
      "source.manage": "scope",
      "quality.manage": "scope",
      "catalogue.manage": "scope",
      "record.prove": "scope",
      "model.read": "scope",
      "model.run": "city",
      "lead.read": "scope",
      "lead.export": "scope",
      "case.read": "scope",
      "job.read": "scope",
      "job.control": "scope",
      "schedule.read": "scope",
      "schedule.manage": "scope",
      "ledger.register": "scope",
      "device.read": "scope",
      "device.manage": "scope",
      "ledger.check": "scope",
      "ledger.anchor": "scope",
      "user.manage": "scope",
      "approval.read": "scope",
      "correction.read": "scope",
      "contest.read": "scope",
      "retention.expire": "city",
      "doctor.run": "scope",
      "home.backup": "scope",
    },
  },
};
