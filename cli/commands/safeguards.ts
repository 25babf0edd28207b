import { APPROVAL_KINDS, APPROVAL_STATUSES, SEAL_BASES, SEAL_KINDS, YuejianError } from "@yuejian/contracts";
import type { Approvals, Contests, Seals } from "@yuejian/contracts/api";
import { awaitJob } from "../client.ts";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

const expire: Command = {
  name: "expire",
  usage: "expire [--dry-run]",
  summary: { zh: "删除已排除线索到期的个人信息", en: "Erase personal data of dismissed leads that has expired" },
  options: { "dry-run": { type: "boolean" } },
  async run({ client, output, arguments: given }) {
    const api = await client();
    if (given.isSet("dry-run")) {
      const { leads } = await api.post<{ leads: { id: string; office: string; dismissedAt: string; expiresAt: string }[] }>(
        "/api/retention/expire",
        {
          dryRun: true,
        },
      );
      output.result(leads, () =>
        table(
          ["lead", "office", "dismissed", "expired"],
          leads.map((each) => [each.id, each.office, each.dismissedAt, each.expiresAt]),
        ),
      );
      return 0;
    }
    const job = await api.post<{ id: string }>("/api/retention/expire", {});
    const result = await awaitJob<{ leads: number }>(api, job.id, ({ progress }) => output.progress(progress.stage[output.locale]));
    output.result(result, () => [
      output.locale === "zh" ? `已删除 ${result.leads} 条线索的个人信息` : `personal data of ${result.leads} leads erased`,
    ]);
    return 0;
  },
};

const approvals: Command = {
  name: "approvals",
  usage: "approvals",
  summary: { zh: "列出影响评估和例外的审批，以及不能运行的模型", en: "List approvals, and models that do not run" },
  options: {},
  async run({ client, output }) {
    const { locale } = output;
    const list = await (await client()).get<Approvals>("/api/approvals");
    output.result(list, () => [
      ...table(
        ["id", "kind", "model", "status", "until", "in force"],
        list.items.map((each) => [
          each.id,
          APPROVAL_KINDS[each.kind][locale],
          `${each.model} ${each.modelMajor}.x`,
          APPROVAL_STATUSES[each.status][locale],
          each.validUntil,
          each.isInForce ? "✓" : "–",
        ]),
      ),
      ...list.models.flatMap(({ model, refusal }) => (refusal ? [`${model}: ${refusal[locale]}`] : [])),
    ]);
    return 0;
  },
};

const seals: Command = {
  name: "seals",
  usage: "seals",
  summary: { zh: "列出封存登记（以有权限的账号 --as）", en: "List the register of seals (--as an account that may)" },
  options: {},
  async run({ client, output }) {
    const { locale } = output;
    const list = await (await client()).get<Seals>("/api/seals");
    output.result(list, () => [
      ...table(
        ["id", "kind", "what", "basis", "sealed", "lifted"],
        list.items.map((each) => [
          each.id,
          SEAL_KINDS[each.kind][locale],
          each.ref ?? each.person,
          SEAL_BASES[each.basis].title[locale],
          each.sealedAt,
          each.liftedAt,
        ]),
      ),
      "",
      ...table(
        ["dataset", "basis", "rows closed"],
        list.closed.map((each) => [each.dataset, SEAL_BASES[each.basis].title[locale], each.rows]),
      ),
    ]);
    return 0;
  },
};

const contests: Command = {
  name: "contests",
  usage: "contests [--fail-on overdue]",
  summary: { zh: "列出当事人异议和期限", en: "List challenges and when they are due" },
  options: { "fail-on": { type: "string" } },
  async run({ client, output, arguments: given }) {
    const failOn = given.text("fail-on");
    if (failOn !== undefined && failOn !== "overdue") throw new YuejianError("USAGE", { reason: contests.usage });
    const list = await (await client()).get<Contests>("/api/contests");
    output.result(list, () =>
      table(
        ["id", "lead", "due", "reviewer", "status", "outcome"],
        list.items.map((each) => [
          each.id,
          each.lead,
          each.isOverdue ? `${each.due} !` : each.due,
          each.reviewerName,
          each.status,
          each.outcome,
        ]),
      ),
    );
    return failOn === "overdue" && list.items.some(({ isOverdue }) => isOverdue) ? 1 : 0;
  },
};

export const safeguardCommands: readonly Command[] = [approvals, seals, contests, expire];
