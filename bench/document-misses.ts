import { draftText } from "./document-families/judge.ts";
import { kindOf } from "./document-families/kinds.ts";
import { lawPorts } from "./document-families/law-ports.ts";
import { OPEN_SETS } from "./document-families/sets.ts";

/** Shows planted faults of a kind that the rules do not find, and what they charge right documents with, in the sets that are there to be looked at.
 *  `node bench/document-misses.ts SET KIND [DOCUMENTS OF EACH FAMILY]` */
const [name = "second", kind = "", wanted = "4"] = process.argv.slice(2);
const AROUND = 40;
const set = OPEN_SETS.get(name);
if (!set) throw new Error(`no set ${name}; there are ${[...OPEN_SETS.keys()].join(", ")}`);
const { quote, check } = lawPorts();
const each = Number(wanted);

const around = (text: string, start: number, end: number): string =>
  `${text.slice(Math.max(0, start - AROUND), start)}【${text.slice(start, end)}】${text.slice(end, end + AROUND)}`.replaceAll("\n", "⏎");

for (const draft of set.right(each, quote))
  for (const { rule, start, end, reason } of check(draft))
    if (kind === "" || rule === kind) console.log(`false  ${rule}  ${around(draftText(draft), start, end)}  ${reason.zh}`);
for (const { draft, fault } of set.planted(each, quote, (planted) => kind === "" || planted === kind)) {
  const places = [[fault.start, fault.end] as const, ...fault.also];
  const isFound = check(draft).some(
    ({ rule, start, end }) => kindOf(rule) === fault.kind && places.some(([from, to]) => start <= to && from <= end),
  );
  if (!isFound) console.log(`missed  ${fault.kind}  ${around(draftText(draft), fault.start, fault.end)}  ${fault.right ?? ""}`);
}
