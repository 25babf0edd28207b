import { readFile } from "node:fs/promises";
import path from "node:path";
import { LEAD_STATUSES, YuejianError } from "@yuejian/contracts";
import type {
  Attachment,
  BulkCommand,
  Comment,
  LeadHistoryPage,
  LeadPage,
  LeadTask,
  LeadTasks,
  LeadView,
  Operation,
  User,
} from "@yuejian/contracts/api";
import { awaitJob, type Client } from "../client.ts";
import { type Output, table } from "../output.ts";
import type { Command } from "./command.ts";

const FILTERS = {
  status: { type: "string" },
  model: { type: "string" },
  office: { type: "string" },
  line: { type: "string" },
  class: { type: "string" },
  assignee: { type: "string" },
  "created-from": { type: "string" },
  "created-to": { type: "string" },
  "changed-from": { type: "string" },
  "changed-to": { type: "string" },
  has: { type: "string" },
  q: { type: "string" },
  sort: { type: "string" },
  cursor: { type: "string" },
  limit: { type: "string" },
} as const;

const leadList: Command = {
  name: "lead list",
  usage:
    "lead list [--status LIST] [--model LIST] [--office LIST] [--line LIST] [--class LIST] [--assignee ID|me|none] [--created-from DAY] [--created-to DAY] [--changed-from DAY] [--changed-to DAY] [--has comments,attachments] [--q WORDS] [--sort newest|oldest|changed|waiting] [--limit N] [--cursor NEXT]",
  summary: { zh: "列出线索", en: "List leads" },
  options: FILTERS,
  async run({ client, output, arguments: given }) {
    const page = await (await client()).get<LeadPage>("/api/leads", {
      status: given.text("status"),
      model: given.text("model"),
      office: given.text("office"),
      businessLine: given.text("line"),
      dataClass: given.text("class"),
      assignee: given.text("assignee"),
      createdFrom: given.text("created-from"),
      createdTo: given.text("created-to"),
      changedFrom: given.text("changed-from"),
      changedTo: given.text("changed-to"),
      has: given.text("has"),
      q: given.text("q"),
      sort: given.text("sort"),
      cursor: given.text("cursor"),
      limit: given.count("limit", 1, 50),
    });
    const { locale } = output;
    const least = page.totalIs === "exact" ? "" : "≥ ";
    output.result(page, () => [
      ...table(
        ["id", "status", "model", "subject", "office", "summary"],
        page.items.map((each) => [
          each.id,
          LEAD_STATUSES[each.status][locale],
          each.model,
          each.subjectName,
          each.office,
          each.summary[locale],
        ]),
      ),
      `${page.items.length} / ${least}${page.total}${page.next === null ? "" : `   --cursor ${page.next}`}`,
    ]);
    return 0;
  },
};

const leadAssign: Command = {
  name: "lead assign",
  usage: "lead assign ID… --to NAME",
  summary: { zh: "分配线索（可多条，可撤销）", en: "Assign leads, one or many; can be undone" },
  options: { to: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const name = given.text("to");
    if (name === undefined) throw new YuejianError("USAGE", { reason: leadAssign.usage });
    const api = await client();
    const user = await userNamed(api, name);
    return bulk(api, output, { ids: given.words, command: { action: "assign", assignee: user.id }, usage: leadAssign.usage });
  },
};

export async function userNamed(api: Client, name: string): Promise<User> {
  const { items } = await api.get<{ items: User[] }>("/api/users");
  const user = items.find((each) => each.name === name || each.id === name);
  if (!user) throw new YuejianError("USER_UNKNOWN", { user: name });
  return user;
}

const leadDismiss: Command = {
  name: "lead dismiss",
  usage: "lead dismiss ID… --reason TEXT [--explanation ID]",
  summary: { zh: "排除线索（可多条，可撤销）", en: "Dismiss leads, one or many; can be undone" },
  options: { reason: { type: "string" }, explanation: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const reason = given.text("reason");
    if (reason === undefined) throw new YuejianError("USAGE", { reason: leadDismiss.usage });
    const command = { action: "dismiss", reason, explanation: given.text("explanation") ?? null } as const;
    return bulk(await client(), output, { ids: given.words, command, usage: leadDismiss.usage });
  },
};

const leadComment: Command = {
  name: "lead comment",
  usage: "lead comment ID TEXT",
  summary: { zh: "备注线索；@用户名 提醒同事", en: "Comment on a lead; @name tells a colleague" },
  options: {},
  async run({ client, output, arguments: given }) {
    const [id, ...words] = given.words;
    if (id === undefined || words.length === 0) throw new YuejianError("USAGE", { reason: leadComment.usage });
    const comment = await (await client()).post<Comment>(`/api/leads/${encodeURIComponent(id)}/comments`, { text: words.join(" ") });
    output.result(comment, () => [comment.id]);
    return 0;
  },
};

const leadTask: Command = {
  name: "lead task",
  usage: "lead task ID [--add TITLE --to NAME --due DAY] [--report TASK --result TEXT [--file ATTACHMENT]…] [--cancel TASK --reason TEXT]",
  summary: { zh: "线索的核查任务：列出、布置、报告结果、取消", en: "Verification tasks of a lead: list, give, report, cancel" },
  options: {
    add: { type: "string" },
    to: { type: "string" },
    due: { type: "string" },
    report: { type: "string" },
    result: { type: "string" },
    file: { type: "string", multiple: true },
    cancel: { type: "string" },
    reason: { type: "string" },
  },
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    if (id === undefined) throw new YuejianError("USAGE", { reason: leadTask.usage });
    const api = await client();
    const path = `/api/leads/${encodeURIComponent(id)}/tasks`;
    const need = (name: "to" | "due" | "result" | "reason"): string => {
      const value = given.text(name);
      if (value === undefined) throw new YuejianError("USAGE", { reason: leadTask.usage });
      return value;
    };
    const [title, report, cancel] = [given.text("add"), given.text("report"), given.text("cancel")];
    if (title !== undefined) await api.post<LeadTask>(path, { title, assignee: (await userNamed(api, need("to"))).id, due: need("due") });
    if (report !== undefined)
      await api.post<LeadTask>(`${path}/${encodeURIComponent(report)}/report`, { result: need("result"), files: given.texts("file") });
    if (cancel !== undefined) await api.post<LeadTask>(`${path}/${encodeURIComponent(cancel)}/cancel`, { reason: need("reason") });
    const tasks = await api.get<LeadTasks>(path);
    output.result(tasks, () =>
      table(
        ["id", "status", "due", "who", "title", "result"],
        tasks.items.map((each) => [each.id, each.status, each.due, each.assigneeName, each.title, each.result ?? ""]),
      ),
    );
    return 0;
  },
};

const leadHistory: Command = {
  name: "lead history",
  usage: "lead history ID [--limit N] [--cursor NEXT]",
  summary: { zh: "线索的全部经过", en: "Everything that happened with a lead" },
  options: { limit: { type: "string" }, cursor: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    if (id === undefined) throw new YuejianError("USAGE", { reason: leadHistory.usage });
    const page = await (await client()).get<LeadHistoryPage>(`/api/leads/${encodeURIComponent(id)}/history`, {
      limit: given.count("limit", 1, 50),
      cursor: given.text("cursor"),
    });
    output.result(page, () => [
      ...table(
        ["at", "who", "what", "note"],
        page.items.map((each) => [each.at, each.actorName, each.title[output.locale], each.event?.note ?? each.audit?.detail ?? ""]),
      ),
      ...(page.next === null ? [] : [`--cursor ${page.next}`]),
    ]);
    return 0;
  },
};

const leadAttach: Command = {
  name: "lead attach",
  usage: "lead attach ID FILE [--note TEXT]",
  summary: { zh: "给线索添加附件", en: "Attach a file to a lead" },
  options: { note: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [id, file] = given.words;
    if (id === undefined || file === undefined) throw new YuejianError("USAGE", { reason: leadAttach.usage });
    const content = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
      const code = cause.code === "ENOENT" ? "FILE_NOT_FOUND" : "FILE_UNREADABLE";
      throw new YuejianError(code, { file: path.basename(file), reason: cause.message }, { cause });
    });
    const note = given.text("note");
    const kept = await (await client()).upload<Attachment>(`/api/leads/${encodeURIComponent(id)}/attachments`, {
      name: path.basename(file),
      content,
      fields: note === undefined ? {} : { note },
    });
    output.result(kept, () => [`${kept.id}  ${kept.name}  ${kept.size}  SHA-256 ${kept.sha256}`]);
    return 0;
  },
};

const leadUndo: Command = {
  name: "lead undo",
  usage: "lead undo OPERATION",
  summary: { zh: "撤销一次批量操作", en: "Take a bulk operation back" },
  options: {},
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    if (id === undefined) throw new YuejianError("USAGE", { reason: leadUndo.usage });
    const api = await client();
    return finished(api, output, await api.post<Operation>(`/api/operations/${encodeURIComponent(id)}/undo`));
  },
};

/** One command on the leads named, at the versions they have now. */
async function bulk(
  api: Client,
  output: Output,
  { ids, command, usage }: { ids: readonly string[]; command: BulkCommand; usage: string },
): Promise<0 | 1> {
  if (ids.length === 0) throw new YuejianError("USAGE", { reason: usage });
  const leads: { id: string; version: number }[] = [];
  for (const id of ids) {
    const { lead } = await api.get<{ lead: LeadView }>(`/api/leads/${encodeURIComponent(id)}`);
    leads.push({ id, version: lead.version });
  }
  return finished(api, output, await api.post<Operation>("/api/leads/bulk", { selection: { leads }, command }));
}

/** Exit 1 when a lead was left. */
async function finished(api: Client, output: Output, begun: Operation): Promise<0 | 1> {
  if (begun.job !== null) await awaitJob(api, begun.job, ({ progress }) => output.progress(progress.stage[output.locale]));
  const operation = await api.get<Operation>(`/api/operations/${begun.id}`);
  output.result(operation, () => [
    operation.id,
    ...operation.groups.map(({ outcome, count, text, examples }) =>
      [outcome, count, text?.[output.locale] ?? "", outcome === "done" ? "" : examples.join(" ")].join("  ").trimEnd(),
    ),
  ]);
  return operation.groups.every(({ outcome }) => outcome === "done") ? 0 : 1;
}

export const triageCommands: readonly Command[] = [
  leadList,
  leadAssign,
  leadDismiss,
  leadComment,
  leadHistory,
  leadAttach,
  leadTask,
  leadUndo,
];
