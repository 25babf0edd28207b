import { type ClockExtension, type HolidayTable, type LegalNumber, type StatutoryClock, YuejianError } from "@yuejian/contracts";
import {
  amountText,
  citation,
  computeDeadline,
  type DeadlineRequest,
  deadlineDoubts,
  explainDeadline,
  HOLIDAY_TABLE,
  legalNumber,
  legalNumberHistory,
  STATUTORY_CLOCKS,
  workCalendar,
} from "@yuejian/deadlines";
import type { Arguments } from "../arguments.ts";
import { type Output, table } from "../output.ts";
import type { Command } from "./command.ts";

/** The office's table, where the home has one. Loaded only here: most commands need no calendar. */
async function officeTable(homeFolder: string): Promise<HolidayTable | null> {
  const { holidayFile } = await import("@yuejian/server/holidays");
  return holidayFile(homeFolder).read();
}

const list: Command = {
  name: "deadline list",
  usage: "deadline list",
  summary: {
    zh: "列出全部法定期限：条文、长度、起算、延长、重新计算、不计入的时间",
    en: "List the statutory clocks: article, length, start, extensions, restarts, what is left out",
  },
  options: {},
  async run({ output, arguments: given }) {
    if (given.words.length > 0) throw new YuejianError("USAGE", { reason: list.usage });
    const { locale } = output;
    const views = STATUTORY_CLOCKS.flatMap((clock) => legalNumberHistory(clock.id).map((number) => describe(clock, number)));
    output.result(views, () => [
      ...table(
        locale === "zh" ? ["规则", "长度", "期限", "条文", ""] : ["rule", "length", "clock", "article", ""],
        views.map((each) => [
          each.rule,
          amountText(each.value, each.unit)[locale],
          each.title[locale],
          citation(each.law, each.article)[locale],
          each.certainty === "verified" ? "" : each.certainty,
        ]),
      ),
      ...views.flatMap((each) => [
        ...each.extensions.map((extension) => `${each.rule} --extension ${extension.id}  ${extension.title[locale]}`),
        ...each.restarts.map((restart) => `${each.rule} --restart DATE ${restart.id}  ${restart.title[locale]}`),
        ...each.suspensions.map((suspension) => `${each.rule} --suspend FROM..TO=${suspension.id}  ${suspension.title[locale]}`),
      ]),
    ]);
    return 0;
  },
};

function describe(clock: StatutoryClock, number: LegalNumber) {
  const { startEvent, actor, direction, counting, custody, excludesTravel, extensions, restarts, suspensions, whenOver, caution } = clock;
  return {
    rule: clock.id,
    ...lawOf(number),
    startEvent,
    actor,
    direction,
    counting,
    custody,
    excludesTravel,
    extensions: extensions.flatMap(describeExtension),
    restarts,
    suspensions,
    whenOver,
    caution,
  };
}

/** An extension with every number that it had; its least in force beside each. */
function describeExtension({ id, least, effect, isUpTo, approver, after }: ClockExtension) {
  return legalNumberHistory(id).map((number) => ({
    id,
    ...lawOf(number),
    effect,
    isUpTo,
    least: least === null ? null : legalNumber(least, number.validFrom),
    approver,
    after,
  }));
}

function lawOf({ title, value, unit, law, article, validFrom, validUntil, certainty }: LegalNumber) {
  return { title, value, unit, law, article, validFrom, validUntil, certainty };
}

const compute: Command = {
  name: "deadline compute",
  usage:
    "deadline compute RULE --from DATE[THH:MM] [--in-custody] [--extension ID[=N] --approved DATE]… [--suspend FROM..TO[=GROUND]]… [--restart DATE REASON]… [--travel DAYS]",
  summary: {
    zh: "计算一个法定期限何时届满，并说明理由；不需要服务器",
    en: "Compute when a statutory clock ends, and say why; needs no server",
  },
  options: {
    from: { type: "string" },
    "in-custody": { type: "boolean" },
    extension: { type: "string", multiple: true },
    approved: { type: "string", multiple: true },
    suspend: { type: "string", multiple: true },
    restart: { type: "string", multiple: true },
    travel: { type: "string" },
  },
  async run({ output, arguments: given, homeFolder }) {
    const request = requestOf(given);
    const own = await officeTable(homeFolder);
    const calendar = workCalendar(HOLIDAY_TABLE, ...(own === null ? [] : [own]));
    const deadline = computeDeadline(request, calendar);
    const { clock, number } = deadline;
    const result = {
      rule: clock.id,
      title: number.title,
      law: number.law,
      article: number.article,
      certainty: number.certainty,
      start: deadline.start,
      end: deadline.end,
      nominalEnd: deadline.nominalEnd,
      inCustody: deadline.standsInCustody,
      explanation: explainDeadline(deadline, calendar),
      doubts: deadlineDoubts(deadline, calendar),
      actor: clock.actor,
      whenOver: clock.whenOver,
    };
    output.result(result, () => lines(result, output));
    return 0;
  },
};

function lines(
  { end, explanation, doubts, actor, whenOver }: { end: string; explanation: Line; doubts: readonly Line[]; actor: Line; whenOver: Line },
  { locale }: Output,
): string[] {
  return [
    end,
    explanation[locale],
    ...doubts.map((doubt) => `! ${doubt[locale]}`),
    `${locale === "zh" ? "由谁办理" : "who must act"}: ${actor[locale]}`,
    `${locale === "zh" ? "届满后" : "when it is over"}: ${whenOver[locale]}`,
  ];
}

type Line = Readonly<Record<"zh" | "en", string>>;

/** Reasons of restarts are the words after the rule, one each, in the order of --restart. */
function requestOf(given: Arguments): DeadlineRequest {
  const [rule, ...reasons] = given.words;
  const from = given.text("from");
  if (rule === undefined || from === undefined) throw new YuejianError("USAGE", { reason: compute.usage });
  const extensions = given.texts("extension");
  const approved = given.texts("approved");
  const restarts = given.texts("restart");
  if (extensions.length !== approved.length) throw new YuejianError("USAGE", { reason: "each --extension takes an --approved DATE" });
  if (restarts.length !== reasons.length) throw new YuejianError("USAGE", { reason: "each --restart DATE takes a REASON after it" });
  return {
    rule,
    from,
    inCustody: given.isSet("in-custody"),
    travelDays: given.count("travel", 0, 0),
    extensions: extensions.map((text, at) => {
      const [id = "", amount] = text.split("=");
      return { id, approved: approved[at] ?? "", ...(amount === undefined ? {} : { amount: Number(amount === "" ? Number.NaN : amount) }) };
    }),
    suspensions: given.texts("suspend").map((text) => {
      const [, first, last, ground] = /^([^.=]+)\.\.([^.=]+)(?:=(.+))?$/.exec(text) ?? [];
      if (first === undefined || last === undefined)
        throw new YuejianError("USAGE", { reason: `--suspend takes FROM..TO or FROM..TO=GROUND, not “${text}”` });
      return { from: first, to: last, ...(ground === undefined ? {} : { ground }) };
    }),
    restarts: restarts.map((on, at) => ({ on, ground: reasons[at] ?? "" })),
  };
}

const holidays: Command = {
  name: "deadline holidays",
  usage: "deadline holidays [FILE]",
  summary: {
    zh: "列出已知的放假安排；给出文件时只检查该文件，不采用",
    en: "List the years whose days off are known; with a file, check it and use nothing of it",
  },
  options: {},
  async run({ output, arguments: given, homeFolder }) {
    const [file, more] = given.words;
    if (more !== undefined) throw new YuejianError("USAGE", { reason: holidays.usage });
    const { readHolidayFile } = await import("@yuejian/server/holidays");
    const own = file === undefined ? await officeTable(homeFolder) : await readHolidayFile(file);
    const ownYears = own?.years.map((year) => ({ ...year, source: "office" as const })) ?? [];
    const builtIn = file === undefined ? HOLIDAY_TABLE.years.map((year) => ({ ...year, source: "product" as const })) : [];
    const years = [...builtIn.filter(({ year }) => !ownYears.some((each) => each.year === year)), ...ownYears].sort(
      (left, right) => left.year - right.year,
    );
    output.result({ years }, () =>
      table(
        ["year", "source", "notice", "holidays", "workdays"],
        years.map((each) => [each.year, each.source, each.notice, each.holidays.length, each.workdays.length]),
      ),
    );
    return 0;
  },
};

export const deadlineCommands: readonly Command[] = [list, compute, holidays];
