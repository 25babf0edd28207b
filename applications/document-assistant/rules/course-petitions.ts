import { dayFromIso } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import type { CourseStep } from "../facts/step-words.ts";
import type { DatedStep } from "../facts/steps.ts";
import { type Clash, clashOf } from "./clashes.ts";
import { STEP_NAMES } from "./step-names.ts";

const FOUND = /(?:查明|查实|经查|审查认定)[：:，][^。：]{0,24}$/;
/** What may follow a petition. */
const AFTERWARDS =
  /整改|回复|答复|履行|支付|付清|和解|听证|解除|撤|释放|申请(?!人)|提交|补充|仍|调取|走访|核实|委托鉴定|评估|告知|送达|决定|通知/;
const BEFORE_CLAIM = /(?:起诉|诉讼|判决)(?:之前|以前|前)[^。]{0,30}$/;
/** Who asks for what happened years before it is done again does not ask of it. */
const DAYS = 2 * 366;

/** What somebody asks the office about, and what parties did before they went to court, told of a later day. */
export function* petitionClashes(document: CheckedDocument): Generator<Clash> {
  const { text } = document;
  const { steps, events } = factsOf(document);
  const petitions = steps.filter(
    ({ step, end }) => (step === "petitioned" || step === "sought") && /^[^，。；]{0,6}(?:本院|我院)/.test(text.slice(end)),
  );
  const [petition] = petitions;
  const isOnce = petition !== undefined && petitions.every(({ on }) => on === petition.on);
  const judged = steps.find(({ step }) => step === "judged" || step === "sued");
  const lent = steps.filter(({ step, end }) => step === "contracted" && /借款|出借/.test(text.slice(end, end + 40)));
  for (const event of events) {
    if (isOnce && event.start > petition.end && event.on > petition.on && isOfFiling(text, petition) && REFUSED.test(event.behind))
      yield clashOf([event, REFUSAL], [petition, STEP_NAMES.petitioned], "second");
    if (event.step && !HAPPENS.has(event.step.step)) continue;
    if (lent.length === 1 && lent[0] && event.on < lent[0].on && event.start > lent[0].end && REPAID.test(event.behind))
      yield clashOf([lent[0], STEP_NAMES.contracted], [event, HAPPENED], "second");
    if (judged && event.on > judged.on && BEFORE_CLAIM.test(event.before))
      yield clashOf([event, HAPPENED], [judged, STEP_NAMES[judged.step]], "first");
    if (!isOnce || event.start < petition.end || event.on <= petition.on || !FOUND.test(event.before)) continue;
    if (AFTERWARDS.test(event.behind.slice(0, 40)) || dayFromIso(event.on) - dayFromIso(petition.on) > DAYS) continue;
    yield clashOf([event, HAPPENED], [petition, STEP_NAMES[petition.step]], "second");
  }
}

const HAPPENS: ReadonlySet<CourseStep> = new Set(["contracted", "paid", "joined"]);
const REPAID = /^[，]?(?:归|偿)?还(?:了|款)?[0-9]/;
/** 不服不立案决定，申请立案监督: what is complained of was decided before. */
const REFUSED = /^(?![^。；]{0,40}(?:仍|维持|再次|说明|理由|要求))[^。；]{0,40}不予?立案(?!监督)/;
const isOfFiling = (text: string, { start, end }: DatedStep): boolean => /立案监督|应当立案|不予?立案/.test(text.slice(start, end + 50));

const REFUSAL = { zh: "不予立案", en: "the refusal to file" } as const;
const HAPPENED = { zh: "所述的事实", en: "what is told to have happened" } as const;
