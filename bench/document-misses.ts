import { plantedDocuments, rightDocuments } from "./document-families/families.ts";
import { draftText } from "./document-families/judge.ts";
import { plantedSecond, rightSecond } from "./document-families/kept-apart-2/set.ts";
import { kindOf } from "./document-families/kinds.ts";
import { lawPorts } from "./document-families/law-ports.ts";

/** Shows planted faults of a kind that the rules do not find, and what they charge right documents with, in the parts that are there to be looked at.
 *  `node bench/document-misses.ts development|opened-2 KIND [DOCUMENTS OF EACH FAMILY]` */
const [part = "opened-2", kind = "", each = "4"] = process.argv.slice(2);
const AROUND = 40;
const { quote, check } = lawPorts();
const drawn = { part: "opened", each: Number(each) } as const;
const right = part === "development" ? rightDocuments("development", drawn.each, quote) : rightSecond(drawn, quote);
const planted = part === "development" ? plantedDocuments("development", drawn.each, quote) : plantedSecond(drawn, quote);

const around = (text: string, start: number, end: number): string =>
  `${text.slice(Math.max(0, start - AROUND), start)}【${text.slice(start, end)}】${text.slice(end, end + AROUND)}`.replaceAll("\n", "⏎");

for (const draft of right)
  for (const { rule, start, end, reason } of check(draft))
    if (kind === "" || rule === kind) console.log(`false  ${rule}  ${around(draftText(draft), start, end)}  ${reason.zh}`);
for (const { draft, fault } of planted) {
  if (kind !== "" && fault.kind !== kind) continue;
  const places = [[fault.start, fault.end] as const, ...fault.also];
  const isFound = check(draft).some(
    ({ rule, start, end }) => kindOf(rule) === fault.kind && places.some(([from, to]) => start <= to && from <= end),
  );
  if (!isFound) console.log(`missed  ${fault.kind}  ${around(draftText(draft), fault.start, fault.end)}`);
}
