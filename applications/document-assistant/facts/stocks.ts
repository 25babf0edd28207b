import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn, isInexact } from "./amounts.ts";
import type { Equation } from "./equations.ts";
import { unbracketed } from "./sentences.ts";

/** How many there were, and how many there are in the end. */
const BEFORE = /(?:上(?:个?月|年|季度?|周|期)末?|[月年季期]初|原有?)[^，。；、0-9]{0,8}$/;
const AFTER = /(?:[月年季期]末|(?:^|[，；、])(?:现有?|目前|实有))[^，。；、0-9]{0,8}$/;
const COME = /入|收(?!监)|增|新|购|进|接/;
const GONE = /解除|释放|收监|期满|办结|出|减|支|付|销|退|亡|离|走|耗/;
const NONE_OF_IT = /其中|每|各|约|占|同比|环比|较/;
const MOST = 6;

/** What there was, what came and what went: 月初库存80件，本月购入30件，发出45件，月末库存65件. What went counts less than nothing. */
export function* stocks(document: CheckedDocument, known: ReadonlySet<number>): Generator<Equation> {
  for (const { text, start } of document.paragraphs) {
    if (!/[月年季期]末|现有|目前|实有/.test(text) || isInexact(text)) continue;
    // Brackets tell of what each is made up.
    const plain = unbracketed(text);
    let parts: Amount[] | null = null;
    let from = 0;
    for (const amount of amountsIn(plain, start)) {
      const lead = plain.slice(from, amount.start - start);
      from = amount.end - start;
      const clause = /[^。；]*$/.exec(lead)?.[0] ?? "";
      const isOwn = clause === lead;
      if (parts && isOwn && AFTER.test(lead) && parts.length > 1 && !known.has(amount.start))
        yield { parts, whole: amount, result: amount };
      else if (BEFORE.test(lead)) {
        parts = [amount];
        continue;
      }
      const isSign: boolean = COME.test(clause) !== GONE.test(clause);
      if (!parts || !isOwn || !isSign || NONE_OF_IT.test(clause) || parts.length > MOST) parts = null;
      else parts = [...parts, COME.test(clause) ? amount : { ...amount, fen: -amount.fen }];
    }
  }
}
