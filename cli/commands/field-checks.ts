import { FIELD_CHECK_STATES, FIELD_FINDINGS, POSITION_ABSENCES, YuejianError } from "@yuejian/contracts";
import type { FieldChecksView, FieldCheckView } from "@yuejian/contracts/api";
import { type Output, table } from "../output.ts";
import type { Command } from "./command.ts";
import { userNamed } from "./triage.ts";

const check: Command = {
  name: "farmland field-check",
  usage: "farmland field-check VIOLATION --to NAME --due DAY [--words TEXT] | farmland field-check --withdraw CHECK --reason TEXT",
  summary: {
    zh: "布置图斑的现场核查，或撤回；核查人在手机上打开 /field",
    en: "Give somebody a violation to look at on the ground, or take that back; they open /field on a telephone",
  },
  options: {
    to: { type: "string" },
    due: { type: "string" },
    words: { type: "string" },
    withdraw: { type: "string" },
    reason: { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const [violation, more] = given.words;
    const [to, due, withdrawn, reason] = [given.text("to"), given.text("due"), given.text("withdraw"), given.text("reason")];
    const api = await client();
    if (withdrawn !== undefined && reason !== undefined && violation === undefined) {
      const path = `/api/farmland/checks/${encodeURIComponent(withdrawn)}/withdraw`;
      return shown(await api.post<FieldCheckView>(path, { reason }), output);
    }
    if (violation === undefined || more !== undefined || to === undefined || due === undefined || withdrawn !== undefined)
      throw new YuejianError("USAGE", { reason: check.usage });
    const words = given.text("words");
    const body = { violation, assignee: (await userNamed(api, to)).id, due, ...(words === undefined ? {} : { words }) };
    return shown(await api.post<FieldCheckView>("/api/farmland/checks", body), output);
  },
};

const checks: Command = {
  name: "farmland checks",
  usage: `farmland checks [CHECK] [--violation ID] [--state ${Object.keys(FIELD_CHECK_STATES).join("|")}] [--mine] [--limit N] [--offset N]`,
  summary: { zh: "列出现场核查，或查看一次核查", en: "List field checks, or show one" },
  options: {
    violation: { type: "string" },
    state: { type: "string" },
    mine: { type: "boolean" },
    limit: { type: "string" },
    offset: { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const api = await client();
    const [id] = given.words;
    if (id !== undefined) return shown(await api.get<FieldCheckView>(`/api/farmland/checks/${encodeURIComponent(id)}`), output);
    const state = given.text("state");
    if (state !== undefined && !Object.hasOwn(FIELD_CHECK_STATES, state)) throw new YuejianError("USAGE", { reason: checks.usage });
    const page = await api.get<FieldChecksView>("/api/farmland/checks", {
      violation: given.text("violation"),
      state,
      mine: given.isSet("mine") || undefined,
      limit: given.count("limit", 1, 50),
      offset: given.count("offset", 0, 0),
    });
    output.result(page, () =>
      table(
        ["check", "violation", "place", "who", "due", "state", "finding"],
        page.items.map((each) => [
          each.id,
          each.violation,
          each.violationName,
          each.assigneeName,
          each.due,
          FIELD_CHECK_STATES[each.state][output.locale],
          each.result === null ? "" : FIELD_FINDINGS[each.result.finding][output.locale],
        ]),
      ),
    );
    return 0;
  },
};

function shown(view: FieldCheckView, output: Output): 0 {
  output.result(view, () => lines(view, output));
  return 0;
}

function lines(view: FieldCheckView, { locale }: Output): string[] {
  const { id, violationName, assigneeName, due, state, withdrawn, result } = view;
  const head = [`${id}  ${violationName}`, `${assigneeName}, ${due}: ${FIELD_CHECK_STATES[state][locale]}`];
  if (withdrawn) return [...head, `${withdrawn.at} ${withdrawn.byName}: ${withdrawn.reason}`];
  if (result === null) return head;
  const { position, metresToOutline, finding, classTitle } = result;
  return [
    ...head,
    [FIELD_FINDINGS[finding][locale], classTitle?.[locale]].filter((word) => word !== undefined).join(" · "),
    position.state === "measured"
      ? `${position.latitude}, ${position.longitude} ± ${position.accuracyMetres} m, ${metresToOutline ?? "?"} m`
      : POSITION_ABSENCES[position.state][locale],
    locale === "zh"
      ? `设备时间 ${result.recordedAt}，收到 ${result.receivedAt}，设备时钟相差 ${result.clockSeconds} 秒`
      : `device ${result.recordedAt}, received ${result.receivedAt}, the device's clock off by ${result.clockSeconds} s`,
    `${result.standingText[locale]} (${result.key})`,
    `SHA-256 ${result.record}`,
    ...result.files.map(({ kind, name, size, sha256 }) => `  ${kind}  ${name}  ${size}  ${sha256}`),
  ];
}

export const fieldCheckCommands: readonly Command[] = [check, checks];
