import { ROLES, YuejianError } from "@yuejian/contracts";
import type { AccountDetail, AccountReset, AccountView } from "@yuejian/contracts/api";
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
      businessLines: lines === undefined ? now.businessLines : lines.split(",").filter((line) => line !== ""),
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
  userChange,
  stepOf("suspend", { zh: "停用账号，退出其全部登录", en: "Suspend an account and end its sessions" }),
  stepOf("restore", { zh: "恢复停用的账号", en: "Restore a suspended account" }),
  userReset,
];
