import { randomBytes } from "node:crypto";
import { ROLES, YuejianError } from "@yuejian/contracts";
import type { AccountDetail, AccountReset, AccountView, CaseShares, User } from "@yuejian/contracts/api";
import { misused } from "../arguments.ts";
import type { Client } from "../client.ts";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

const userList: Command = {
  name: "user list",
  usage: "user list",
  summary: { zh: "列出账号", en: "List accounts" },
  options: {},
  async run({ client, output }) {
    const { items } = await (await client()).get<{ items: AccountView[] }>("/api/accounts");
    output.result(items, () =>
      table(
        ["name", "who", "role", "office", "lines", "state"],
        items.map((each) => [
          each.name,
          each.displayName,
          ROLES[each.role][output.locale],
          each.office,
          each.businessLines.join(","),
          each.isDisabled ? "suspended" : each.lockedUntil === null ? "" : "locked",
        ]),
      ),
    );
    return 0;
  },
};

const seenAt = async (api: Client, name: string): Promise<AccountDetail["account"]> =>
  (await api.get<AccountDetail>(`/api/accounts/${encodeURIComponent(name)}`)).account;

const linesIn = (list: string): string[] => list.split(",").filter((line) => line !== "");

const userAdd: Command = {
  name: "user add",
  usage: "user add NAME --called TEXT --role ROLE --office ID [--lines LIST]",
  summary: {
    zh: "新建账号，给出设置密码的一次性链接（只显示一次）",
    en: "Make an account; gives the one-time link for its password, once",
  },
  options: { called: { type: "string" }, role: { type: "string" }, office: { type: "string" }, lines: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [[name, ...more], displayName, role, office] = [given.words, given.text("called"), given.text("role"), given.text("office")];
    if (name === undefined || more.length > 0 || displayName === undefined || role === undefined || office === undefined)
      throw new YuejianError("USAGE", { reason: userAdd.usage });
    const api = await client();
    const businessLines = linesIn(given.text("lines") ?? "");
    // Nobody knows this password: the link below voids it.
    const password = randomBytes(24).toString("base64url");
    await api.post("/api/users", { name, displayName, role, office, businessLines, password });
    const { id, changedAt: seen } = await seenAt(api, name);
    const made = await api.post<AccountReset>(`/api/accounts/${id}/reset`, { seen, reason: "新账号" });
    output.result(made, () => [made.path, made.expiresAt]);
    return 0;
  },
};

const userShares: Command = {
  name: "user shares",
  usage: "user shares [--office ID]",
  summary: { zh: "谁不按全额分案，谁熟悉哪些条线", en: "Who takes other than a full share of cases, and who is versed in which lines" },
  options: { office: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const { items } = await (await client()).get<CaseShares>("/api/case-shares", { office: given.text("office") });
    output.result(items, () => shareLines(items));
    return 0;
  },
};

/** Per cent of a full share. */
const MOST_SHARE = 200;

const userShare: Command = {
  name: "user share",
  usage: "user share NAME PERCENT|inherit [--versed LINES] [--office ID]",
  summary: {
    zh: "设定分案比例（100 为全额，0 为不分案）和熟悉的条线；inherit 恢复上级设定",
    en: "Set the share of cases (100: full, 0: none) and the lines somebody is versed in; inherit: what stands above holds again",
  },
  options: { versed: { type: "string" }, office: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [name, percent, ...more] = given.words;
    if (name === undefined || percent === undefined || more.length > 0) throw new YuejianError("USAGE", { reason: userShare.usage });
    const share = percent === "inherit" ? null : Number(percent);
    if (share !== null && !(Number.isInteger(share) && share >= 0 && share <= MOST_SHARE))
      throw misused(
        `分案比例应为 0 到 ${MOST_SHARE} 的整数，或者 inherit，而不是“${percent}”`,
        `a share is a whole number from 0 to ${MOST_SHARE}, or inherit, not “${percent}”`,
      );
    const [versed, office] = [given.text("versed"), given.text("office")];
    const api = await client();
    const { items: people } = await api.get<{ items: readonly User[] }>("/api/users");
    const person = people.find((each) => each.name === name);
    if (person === undefined) throw new YuejianError("USER_UNKNOWN", { user: name });
    const order = { user: person.id, share, ...(versed === undefined ? {} : { expertise: linesIn(versed) }) };
    const { items } = await api.post<CaseShares>("/api/case-shares", { ...order, ...(office === undefined ? {} : { office }) });
    output.result(items, () => shareLines(items));
    return 0;
  },
};

const shareLines = (items: CaseShares["items"]) =>
  table(
    ["who", "share", "versed in", "set by"],
    items.map(({ name, share, expertise, from }) => [name, `${share} %`, expertise.join(","), from]),
  );

const userChange: Command = {
  name: "user change",
  usage: "user change NAME --reason TEXT [--role ROLE] [--office ID] [--lines LIST] [--called NAME]",
  summary: { zh: "更改账号的岗位、单位、条线或者姓名", en: "Change an account's role, office, lines or name shown" },
  options: {
    reason: { type: "string" },
    role: { type: "string" },
    office: { type: "string" },
    lines: { type: "string" },
    called: { type: "string" },
  },
  async run({ client, output, arguments: given }) {
    const [[name], reason] = [given.words, given.text("reason")];
    if (name === undefined || reason === undefined) throw new YuejianError("USAGE", { reason: userChange.usage });
    const api = await client();
    const now = await seenAt(api, name);
    const lines = given.text("lines");
    const changed = await api.post<AccountView>(`/api/accounts/${now.id}`, {
      seen: now.changedAt,
      reason,
      displayName: given.text("called") ?? now.displayName,
      role: given.text("role") ?? now.role,
      office: given.text("office") ?? now.office,
      businessLines: lines === undefined ? now.businessLines : linesIn(lines),
    });
    output.result(changed, () => [`${changed.name}  ${changed.role}  ${changed.office}  ${changed.businessLines.join(",")}`]);
    return 0;
  },
};

function stepOf(step: "suspend" | "restore", summary: Command["summary"]): Command {
  const command: Command = {
    name: `user ${step}`,
    usage: `user ${step} NAME --reason TEXT`,
    summary,
    options: { reason: { type: "string" } },
    async run({ client, output, arguments: given }) {
      const [[name], reason] = [given.words, given.text("reason")];
      if (name === undefined || reason === undefined) throw new YuejianError("USAGE", { reason: command.usage });
      const api = await client();
      const { id, changedAt: seen } = await seenAt(api, name);
      const changed = await api.post<AccountView>(`/api/accounts/${id}/${step}`, { seen, reason });
      output.result(changed, () => [changed.name]);
      return 0;
    },
  };
  return command;
}

const userReset: Command = {
  name: "user reset",
  usage: "user reset NAME --reason TEXT",
  summary: {
    zh: "作废密码，给出设置新密码的一次性链接（只显示一次）",
    en: "Void the password; gives the one-time link for a new one, once",
  },
  options: { reason: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [[name], reason] = [given.words, given.text("reason")];
    if (name === undefined || reason === undefined) throw new YuejianError("USAGE", { reason: userReset.usage });
    const api = await client();
    const { id, changedAt: seen } = await seenAt(api, name);
    const made = await api.post<AccountReset>(`/api/accounts/${id}/reset`, { seen, reason });
    output.result(made, () => [made.path, made.expiresAt]);
    return 0;
  },
};

export const peopleCommands: readonly Command[] = [
  userList,
  userAdd,
  userChange,
  stepOf("suspend", { zh: "停用账号，退出其全部登录", en: "Suspend an account and end its sessions" }),
  stepOf("restore", { zh: "恢复停用的账号", en: "Restore a suspended account" }),
  userReset,
  userShares,
  userShare,
];
