import { writeFile } from "node:fs/promises";
import {
  PROCEDURAL_STEPS,
  STEP_DECISIONS,
  STEP_OUTCOMES,
  STEP_REQUESTERS,
  STEP_STATUSES,
  type StepCommand,
  YuejianError,
} from "@yuejian/contracts";
import type { NewStep, Steps, StepView } from "@yuejian/contracts/api";
import type { Output } from "../output.ts";
import type { Command } from "./command.ts";

const list: Command = {
  name: "casework steps",
  usage: "casework steps CASE",
  summary: {
    zh: "列出案件的程序环节：期限、决定、文书、送达",
    en: "The procedural steps of a case: clocks, decisions, documents, receipts",
  },
  options: {},
  async run({ arguments: given, output, client }) {
    const [id, ...more] = given.words;
    if (id === undefined || more.length > 0) throw new YuejianError("USAGE", { reason: list.usage });
    const told = await (await client()).get<Steps>(`/api/casework/cases/${encodeURIComponent(id)}/steps`);
    output.result(told, () => told.items.flatMap((step) => described(step, output)));
    return 0;
  },
};

const open: Command = {
  name: "casework step-open",
  usage: `casework step-open CASE --kind ${Object.keys(PROCEDURAL_STEPS).join("|")} --by ${Object.keys(STEP_REQUESTERS).join("|")} --on YYYY-MM-DD [--note TEXT]`,
  summary: { zh: "登记回避、听取意见、认罪认罚、羁押必要性审查或阅卷的申请", en: "Note that a procedural step was asked for" },
  options: { kind: { type: "string" }, by: { type: "string" }, on: { type: "string" }, note: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [id, ...more] = given.words;
    const [kind, by, on] = [given.text("kind"), given.text("by"), given.text("on")];
    if (id === undefined || more.length > 0 || kind === undefined || by === undefined || on === undefined)
      throw new YuejianError("USAGE", { reason: open.usage });
    const body = { kind, requester: by, requestedOn: on, note: given.text("note") ?? "" } as NewStep;
    const step = await (await client()).post<StepView>(`/api/casework/cases/${encodeURIComponent(id)}/steps`, body);
    output.result(step, () => described(step, output));
    return 0;
  },
};

const act: Command = {
  name: "casework step",
  usage:
    "casework step STEP --version N decide --decision D --on YYYY-MM-DD [--reason TEXT] | serve --on DAY --to WHO | follow --outcome O --on DAY [--note TEXT] | withdraw --reason TEXT",
  summary: { zh: "决定、送达、登记后续或撤回程序环节", en: "Decide, serve, follow or withdraw a procedural step" },
  options: {
    version: { type: "string" },
    decision: { type: "string" },
    outcome: { type: "string" },
    on: { type: "string" },
    to: { type: "string" },
    reason: { type: "string" },
    note: { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const [id, action, ...more] = given.words;
    if (id === undefined || action === undefined || more.length > 0 || given.text("version") === undefined)
      throw new YuejianError("USAGE", { reason: act.usage });
    const [on = "", reason = ""] = [given.text("on"), given.text("reason")];
    const commands: Readonly<Record<string, object>> = {
      decide: { action, decision: given.text("decision"), on, reason },
      serve: { action, on, to: given.text("to") ?? "" },
      follow: { action, outcome: given.text("outcome"), on, note: given.text("note") ?? "" },
      withdraw: { action, reason },
    };
    const command = commands[action];
    if (command === undefined) throw new YuejianError("USAGE", { reason: act.usage });
    const body = { version: given.count("version", 1, 1), command: command as StepCommand };
    const step = await (await client()).post<StepView>(`/api/casework/steps/${encodeURIComponent(id)}/commands`, body);
    output.result(step, () => described(step, output));
    return 0;
  },
};

const document: Command = {
  name: "casework step-document",
  usage: "casework step-document STEP --out FILE.docx|FILE.pdf",
  summary: { zh: "把程序环节的文书存为 Word 或者 PDF 文件", en: "Save the document of a procedural step as a Word or PDF file" },
  options: { out: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [id, ...more] = given.words;
    const out = given.text("out");
    if (id === undefined || more.length > 0 || out === undefined) throw new YuejianError("USAGE", { reason: document.usage });
    const bytes = await (await client()).getBytes(
      `/api/casework/steps/${encodeURIComponent(id)}/document/content?format=${out.toLowerCase().endsWith(".pdf") ? "pdf" : "docx"}`,
    );
    await writeFile(out, bytes);
    output.result({ step: id, out, bytes: bytes.length }, () => [out]);
    return 0;
  },
};

function described(step: StepView, { locale }: Output): string[] {
  const { kind, status, requester, requestedOn, clock, words, decision, decidedOn, documentNumber, servedOn, outcome } = step;
  return [
    `${PROCEDURAL_STEPS[kind][locale]} · ${STEP_STATUSES[status][locale]} · ${STEP_REQUESTERS[requester][locale]} ${requestedOn}  ${step.id} v${step.version}`,
    ...(clock === null ? [] : [`    ${clock.sentence[locale]}`, ...clock.doubts.map((doubt) => `    ? ${doubt[locale]}`)]),
    ...words.map((each) => `    ${each[locale]}`),
    ...(decision === null
      ? []
      : [`    ${STEP_DECISIONS[decision][locale]} ${decidedOn ?? ""} ${documentNumber ?? ""} ${servedOn ?? ""}`.trimEnd()]),
    ...(outcome === null ? [] : [`    ${STEP_OUTCOMES[outcome][locale]}`]),
  ];
}

export const caseworkStepCommands: readonly Command[] = [list, open, act, document];
