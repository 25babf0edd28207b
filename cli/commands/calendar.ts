import type { Calendar } from "@yuejian/contracts/api";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

const AHEAD_DAYS = 30;
const DAY_MS = 86_400_000;
/** Days are the house's, as everywhere in it. */
const dayInChina = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);

const show: Command = {
  name: "calendar",
  usage: "calendar [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--mine] [--office ID] [--department NAME] [--per-day N]",
  summary: {
    zh: "按日列出将届满的期限（业务案件和监督案件），标出休息日",
    en: "List the days by which something of a case ends, with days off",
  },
  options: {
    from: { type: "string" },
    to: { type: "string" },
    mine: { type: "boolean" },
    office: { type: "string" },
    department: { type: "string" },
    "per-day": { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const now = Date.now();
    const found = await (await client()).get<Calendar>("/api/calendar", {
      from: given.text("from") ?? dayInChina(now),
      to: given.text("to") ?? dayInChina(now + AHEAD_DAYS * DAY_MS),
      office: given.text("office"),
      department: given.text("department"),
      perDay: given.count("per-day", 1, 20),
      ...(given.isSet("mine") ? { mine: true } : {}),
    });
    const { locale } = output;
    output.result(found, () => {
      const rows = found.days.flatMap(({ day, note, total, entries }) => [
        ...(total === 0 && note !== null ? [[day, "", note[locale], ""]] : []),
        ...entries.map(({ number, title, office, isOverdue }) => [day, number, title[locale], `${office}${isOverdue ? " !" : ""}`]),
        ...(total > entries.length ? [[day, "…", String(total), ""]] : []),
      ]);
      return table(locale === "zh" ? ["日期", "案号", "期限", "单位"] : ["day", "number", "clock", "office"], rows);
    });
    return 0;
  },
};

export const calendarCommands: readonly Command[] = [show];
