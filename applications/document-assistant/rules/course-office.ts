import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf, type RecognisedKind } from "../facts/kind.ts";
import type { DatedEvent } from "../facts/steps.ts";
import { type Clash, toldBefore } from "./clashes.ts";
import { isTold } from "./course-told.ts";

export const isByOffice = ({ before, behind }: DatedEvent): boolean =>
  /(?:本院|我院|检察官|检察人员|检察干警|承办人)(?:[^，。；]{0,8}|[^。；（(]*时，?[于在]?|(?:(?!局|公安|法院|公司|政府|大队|委员会)[^。；（(])*，[于在])$/.test(
    before,
  ) || /^起?[，,]?[^，。；]{0,6}(?:本院|我院|检察官|检察人员|检察干警|承办人)/.test(behind);

/** Documents of a matter that the office looks into itself. */
export const LOOKED_INTO: ReadonlySet<RecognisedKind | null> = new Set(["suggestion", "correction-notice"]);

/** 调查期间，本院委托检测机构于 */
const AFTER_FILING = /(?:立案后|调查(?:期间|中|过程中)|随后|之后|其后)，?[^，。；]*$/;

/** It goes and looks. */
const LOOKS = /发现|查看|走访|调取|巡[回查]|检察|核[实查]|复查|勘查|勘验|暗访|回访|回头看|调查/;
/** What is done about it afterwards. */
const AFTERWARDS =
  /约谈|整改|回复|函复|复函|补[缴交办发]|纠正|退[还赔缴]|承诺|听证|磋商|公告|立案|送达|移送|告知|书面|起诉|建议|公布|施行|印发/;

/** What the office does in a matter that it looks into, told one after the other, and what it found when it looked. */
export function* officeClashes(document: CheckedDocument): Generator<Clash> {
  if (!LOOKED_INTO.has(kindOf(document))) return;
  const { events, steps } = factsOf(document);
  const told = events.filter((event) => isTold(event) && !event.step?.isPlanned);
  const own = told.filter(isByOffice);
  for (const [at, second] of own.entries()) {
    const first = own[at - 1];
    // It may look into a matter before it files a case.
    if (first && first.on > second.until && (first.step?.step !== "filed" || AFTER_FILING.test(second.before)))
      yield toldBefore(first, second);
  }
  // Whoever is corrected did what is told of him after he reported.
  const registered = steps.find(({ step }) => step === "registered");
  for (const later of told)
    if (registered && later.step === null && later.start > registered.end && later.on < registered.on && !isByOffice(later))
      yield toldBefore(registered, later);
  const looks = own.filter(({ behind, step }) => step?.step !== "filed" && LOOKS.test(behind));
  const [latest] = looks.toSorted((one, other) => (one.on < other.on ? 1 : -1));
  const isAtHead = looks[0] === told[0];
  if (!latest) return;
  for (const found of told) {
    if (found.on <= latest.until || isByOffice(found) || found.step?.by === "office") continue;
    if (found.start < latest.start || (isAtHead && !AFTERWARDS.test(found.behind) && !LOOKS.test(found.behind)))
      yield toldBefore(found, latest);
  }
}
