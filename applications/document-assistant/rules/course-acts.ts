import type { Text } from "@yuejian/contracts";
import type { CheckedDocument } from "../document.ts";
import { accusedOf } from "../facts/accused.ts";
import type { DatedPlace } from "../facts/dates.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf } from "../facts/kind.ts";
import { beforeOf } from "../facts/sentences.ts";
import type { CourseStep } from "../facts/step-words.ts";
import type { DatedStep } from "../facts/steps.ts";
import type { Clash } from "./clashes.ts";
import { STEP_NAMES } from "./step-names.ts";

/** Steps that a person is subjected to for what he did. */
const AFTER_ACT: ReadonlySet<CourseStep> = new Set([
  "died",
  "alarmed",
  "caught",
  "filed",
  "detained",
  "asked",
  "arrested",
  "bailed",
  "concluded",
  "accepted",
  "told",
  "listened",
  "pleaded",
  "charged",
  "spared",
]);

const RECORDS: ReadonlySet<string> = new Set(["interrogation-record", "witness-record"]);

const EARLIER_CASE = /曾|刑满|释放|前科|累犯|行政拘留|(?<!如按此|建议|拟)判处/;

const YEAR_MS = 366 * 86_400_000;
const isWithinYear = (earlier: string, later: string, years = 1): boolean => Date.parse(later) - Date.parse(earlier) < years * YEAR_MS;
/** Taken once in a case by the office, and seldom told of another. */
const OF_OFFICE: ReadonlySet<CourseStep> = new Set(["accepted", "told", "pleaded", "charged", "spared"]);
const restOfSentence = (text: string, at: number): string => text.slice(at, at + 90).split(/[。\n]/, 1)[0] ?? "";

/** A case filed, or a person held, before anything was done: by no more than a year, for what lies farther back is another case; and what is done after that. */
export function* actClashes(document: CheckedDocument): Generator<Clash> {
  const { acts, steps, events } = factsOf(document);
  if (!acts || acts.length === 0 || !(ACCUSED.test(document.text) || RECORDS.has(kindOf(document) ?? "other"))) return;
  const { text } = document;
  // What is done again while on bail is done after the steps before it.
  const firsts = acts.filter(({ start }) => !WHILE_FREE_AGAIN.test(beforeOf(text, start)));
  if (firsts.length === 0) return;
  const first = firsts.reduce((least, each) => (each.on < least.on ? each : least));
  for (const step of steps) {
    // Whoever does something in his work had it before.
    if (step.step === "joined" && step.on > first.on && !hasActWithoutDay(text, step.on))
      yield clash({ first: step, second: first, step: STEP_NAMES[step.step], suspect: "first" });
    if (
      AFTER_ACT.has(step.step) &&
      step.on < first.on &&
      isWithinYear(step.on, first.on, OF_OFFICE.has(step.step) ? 3 : 1) &&
      !hasActWithoutDay(text, step.on) &&
      !isFreed(steps, step, first.on) &&
      !(FREED.has(step.step) && WHILE_FREE.test(text)) &&
      !EARLIER_CASE.test(restOfSentence(text, step.end))
    )
      yield clash({ first, second: step, step: STEP_NAMES[step.step], suspect: "second" });
  }
  for (const { step, on, start, end, behind, before } of events) {
    if (step && AFTER_ACT.has(step.step)) continue;
    if (on >= first.on || !isWithinYear(on, first.on) || hasActWithoutDay(text, on) || EARLIER_CASE.test(before + behind)) continue;
    if (AFTERMATH.test(behind.slice(0, 40)) && !acts.some((act) => act.start === start))
      yield clash({ first, second: { on, start, end }, step: { zh: "事后的处理", en: "what followed" }, suspect: "second" });
  }
  yield* lateActs(document, acts);
}

const ACCUSED = /被告人|嫌疑人|被不起诉人|上诉人|罪犯|涉嫌|指控|认罪认罚|盗窃|诈骗|殴打/;

/** What follows an act. */
const AFTERMATH =
  /和解|赔偿|谅解|鉴定|认定书|抢救|死亡|退赃|退赔|退缴|查获|尸检|尸体|勘验|勘查|投案|自首|到案|抓获|传唤|报警|报案|赔礼|道歉|供述|住院/;

/** Steps that end what somebody can do. */
const ENDS: readonly CourseStep[] = [
  "detained",
  "arrested",
  "concluded",
  "accepted",
  "told",
  "pleaded",
  "charged",
  "tried",
  "judged",
  "received",
];
/** Whether somebody was set free between the day on which he was held and another. */
const isFreed = (steps: readonly DatedStep[], { step, on }: DatedStep, until: string): boolean =>
  HOLDS.has(step) && steps.some((each) => FREED.has(each.step) && each.on >= on && each.on <= until);
/** What is done while on bail. */
const WHILE_FREE = /(?:取保(?:候审)?|监视居住)期间/;
const WHILE_FREE_AGAIN = /(?:取保(?:候审)?|监视居住|缓刑|假释|矫正|监外执行)(?:考验)?(?:期间?|期限)[内里]?[^。；]{0,10}(?:又|再)/;
const HOLDS: ReadonlySet<CourseStep> = new Set(["caught", "detained", "arrested"]);
const FREED: ReadonlySet<CourseStep> = new Set(["bailed", "released", "withdrawn"]);
const SOMEBODY =
  /^[^。；\n]{0,24}?(?:被告人|犯罪嫌疑人|被不起诉人|嫌疑人|其|[我他她](?!们?院|局)|伙同|先后)|^[，]?[^，。；\n]{0,4}(?:又|再次)/;

/** What is told of an act, or of its proof. */
const NO_ACT = /^起|归还|偿还|还款|供认|供称|辩称|稳定|笔录|证言|证明|辨认|鉴定|赔|退|讯问|询问|侦查|审查|羁押/;

const CAUGHT = /^[^。；]*?(?:抓获|归案|投案|到案|传唤)/;
/** 第三次是 */
const COUNTED = /第[一二三四五六七八九十0-9]{1,2}[次回笔起][是在于：:]{0,2}$/;

/** Whoever is looked into by the commission of supervision is held. */
const isOfSupervision = (text: string, { start }: DatedPlace): boolean =>
  /监察委员会|监委/.test(text.slice(Math.max(0, start - 24), start));

const OF_COURTS: ReadonlySet<CourseStep> = new Set(["tried", "judged", "received"]);
/** A judgment that somebody does not obey is told before what he does. */
const isOfOtherMatter = (text: string, { start, end }: DatedPlace): boolean =>
  /民事|行政|执字|执行|调解|仲裁/.test(text.slice(Math.max(0, start - 30), end + 50));

/** Acts behind the last day on which any of them was held, or behind what is done in the case when all is known. */
function* lateActs(document: CheckedDocument, acts: readonly DatedPlace[]): Generator<Clash> {
  const { text } = document;
  const { steps, names } = factsOf(document);
  const own = accusedOf(names);
  const last = ENDS.flatMap((step) => {
    const all = steps.filter((each) => each.step === step && !(OF_COURTS.has(step) && isOfOtherMatter(text, each)));
    return all.length === 0 ? [] : [all.reduce((latest, each) => (each.on > latest.on ? each : latest))];
  });
  // Whoever is caught once does no more.
  const caught = own.size < 2 ? steps.filter((each) => each.step === "caught" && CAUGHT.test(text.slice(each.end, each.end + 60))) : [];
  if (new Set(caught.map(({ on }) => on)).size === 1) last.push(...caught.slice(0, 1));
  const filed = steps.filter(({ step }) => step === "filed");
  for (const { on: told, start, end } of acts) {
    // Of a month that is told as a whole nobody knows the day.
    const on = text.slice(start, end).endsWith("日") ? told : `${told.slice(0, 8)}01`;
    const rest = restOfSentence(text, end);
    const lead = text.slice(Math.max(0, start - 12), start);
    const isItem = /(?:^|\n)\s*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．])?\s*$/.test(lead) || COUNTED.test(lead);
    if (NO_ACT.test(rest.slice(0, 30)) || (!isItem && !SOMEBODY.test(rest) && ![...own].some((name) => rest.slice(0, 40).includes(name))))
      continue;
    for (const step of [...last, ...filed.filter((each) => each.start > start || isOfSupervision(text, each))]) {
      if (
        on <= step.until ||
        step.start === start ||
        (step.step === "caught" && (step.start < start || !text.slice(start, end).endsWith("日")))
      )
        continue;
      if (!isFreed(steps, step, on))
        yield clash({ first: { on, start, end }, second: step, step: STEP_NAMES[step.step], suspect: "second" });
    }
  }
}

/** Something is told of a year, or a season, that may lie before the step: 2023年以来. */
const hasActWithoutDay = (text: string, on: string): boolean =>
  text
    .matchAll(/([12][0-9]{3})年(?:以来|至|到|间|期间|初|中|底|末|夏|春|秋|冬|[上下]半年|的?一天|左右|起|[0-9]{1,2}月(?![0-9]))/g)
    .some(([, year]) => Number(year) <= Number(on.slice(0, 4)));

interface Found {
  readonly first: DatedPlace;
  readonly second: DatedPlace;
  /** The one of them that is no act. */
  readonly step: Text;
  readonly suspect: Clash["suspect"];
}

function clash({ first, second, step, suspect }: Found): Clash {
  const isActFirst = suspect === "second";
  const [act, other] = isActFirst ? [first, second] : [second, first];
  const ofStep = {
    zh: `${step.zh}${isActFirst ? "早" : "晚"}于所述的行为（${act.on}）`,
    en: `${step.en} lies ${isActFirst ? "before" : "behind"} the acts told (${act.on})`,
  };
  const ofAct = {
    zh: `所述的行为${isActFirst ? "晚" : "早"}于${step.zh}（${other.on}）`,
    en: `the act told lies ${isActFirst ? "behind" : "before"} ${step.en} (${other.on})`,
  };
  return { first, second, suspect, reasons: isActFirst ? { first: ofAct, second: ofStep } : { first: ofStep, second: ofAct } };
}
