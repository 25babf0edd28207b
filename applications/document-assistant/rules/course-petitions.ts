import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import { type Clash, clashOf } from "./clashes.ts";
import { STEP_NAMES } from "./step-names.ts";

const FOUND = /(?:查明|查实|经查|审查认定)[：:，][^。：]{0,24}$/;
/** What may follow a petition. */
const AFTERWARDS = /整改|回复|答复|履行|支付|付清|和解|听证|解除|撤|释放|申请|提交|补充|仍|调取|走访|核实|鉴定|评估|告知|送达|决定|通知/;
const BEFORE_CLAIM = /(?:起诉|诉讼|判决)(?:之前|以前|前)[^。]{0,30}$/;
/** Who asks for what happened years before it is done again does not ask of it. */
const YEARS_MS = 2 * 366 * 86_400_000;

/** What somebody asks the office about, and what parties did before they went to court, told of a later day. */
export function* petitionClashes(document: CheckedDocument): Generator<Clash> {
  const { text } = document;
  const { steps, events } = factsOf(document);
  const petitions = steps.filter(({ step, end }) => step === "petitioned" && /^[^，。；]{0,4}(?:本院|我院)/.test(text.slice(end)));
  const [petition] = petitions;
  const isOnce = petition !== undefined && petitions.every(({ on }) => on === petition.on);
  const judged = steps.find(({ step }) => step === "judged" || step === "sued");
  for (const event of events) {
    if (event.step && event.step.step !== "contracted" && event.step.step !== "paid") continue;
    if (judged && event.on > judged.on && BEFORE_CLAIM.test(event.before))
      yield clashOf([event, HAPPENED], [judged, STEP_NAMES[judged.step]], "first");
    if (!isOnce || event.start < petition.end || event.on <= petition.on || !FOUND.test(event.before)) continue;
    if (AFTERWARDS.test(event.behind.slice(0, 40)) || Date.parse(event.on) - Date.parse(petition.on) > YEARS_MS) continue;
    yield clashOf([event, HAPPENED], [petition, STEP_NAMES.petitioned], "second");
  }
}

const HAPPENED = { zh: "所述的事实", en: "what is told to have happened" } as const;
