import type { CheckedDocument } from "../document.ts";
import { isDenied } from "../facts/denials.ts";
import { readOnce } from "../facts/read-once.ts";
import { lineAround } from "../facts/sentences.ts";

/** Sentences of before, and of others. */
const OF_BEFORE =
  /曾(?:因|经|被|于)|前罪|前科|刑满|漏罪|撤销缓刑|未执行|余刑|减(?:为|去|刑)|假释|(?:(?<!本)另案|(?<![等其]余?十?[一二三四五六七八九]名)同案(?:犯|人|人员)?)[^，。；]{0,14}(?:已|被)|[12][0-9]{3}年[^。；]{0,20}因[^。；]{0,24}被[^。；]{0,16}判处|因[^。；]{0,24}[12][0-9]{3}年[^。；]{0,24}被[^。；]{0,10}判处/g;
const OF_COURT =
  /人民法院(?:以|判|于|经|认|作)|原判|已判|判决书|判决认定|一审|原审|二审|法院[^，。；]{0,12}判处|被(?:依法)?判处|改判为|终审|判了|判决主文/g;
const NOW =
  /建议|拟(?:对|判|处|以)|量刑|可能判处|预期判处|(?:公诉|检察)(?:人|机关|院|员)?[^，。；]{0,4}提出|应当?(?:依法)?(?:被)?判处|提出的刑期/;
/** Who asks for something that is not the office's. */
const ARGUED =
  /(?:辩护人|辩护律师|值班律师|律师|代理人|家属|亲属|被害人|上诉人|群众|网民|村民)[^，。；：]{0,20}(?:提出|请求|建议|希望|要求|认为|主张|称|辩称)[^。；]*$|(?:^|\n)\s*(?:辩护人|辩护律师|值班律师|答|审判长|法官)[：:][^\n]*$/;
const OFFICE = /公诉|检察|本院|我院|承办人/;
/** 不应判处, 不宜判处: what is not to be. */
const NOT_TO_BE = /(?:不应|不宜|不能|不得|不可|并未|没有|而非|而不是)[^，。；]{0,10}$/;

/** Judgments that the document calls wrong. */
const CALLED_WRONG =
  /畸[轻重]|(?:量刑|判决|裁定|判罚|罚金|刑期|适用法律|缓刑)[^，。；]{0,8}(?:不当|错误|有误|过[轻重]|偏[轻重低高]|失当|违法|不符合)|改判|再审|发回重审|撤销(?:原判|一审)|提[出请]抗诉|超[出过]法定|低于法定|高于法定|违反[^，。；]{0,12}规定|纠正/g;
const LET_STAND = /[无未没]|不存在|并不/;
const isCalledWrong = readOnce(({ text }): boolean =>
  [...text.matchAll(CALLED_WRONG)].some(
    ({ index, 0: wrong }) =>
      !LET_STAND.test(wrong.slice(0, -1)) &&
      !isDenied(text, index) &&
      !/(?:不|未|未予|不予)$/.test(text.slice(Math.max(0, index - 2), index)),
  ),
);

export interface PenaltyAt {
  /** Where its sentence begins. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

/** Whose a penalty is: asked for by the office, imposed by a court and let stand, or null: of before, of others, asked for by somebody else, or a judgment that the document calls wrong. */
export function stanceOf(document: CheckedDocument, { from, start, end }: PenaltyAt): "proposed" | "imposed" | null {
  const { text } = document;
  const before = text.slice(from, start);
  const last = (words: RegExp): number => [...before.matchAll(words)].at(-1)?.index ?? -1;
  const [earlier, court] = [last(OF_BEFORE), last(OF_COURT)];
  const isSince = (at: number): boolean => NOW.test(before.slice(at)) || (at >= 0 && /公诉人?提出/.test(before));
  if (earlier >= 0 && !isSince(earlier) && !isAgain(before.slice(earlier))) return null;
  if (NOT_TO_BE.test(before)) return null;
  const line = text.slice(lineAround(text, start)[0], start);
  const argued = ARGUED.exec(line);
  if (argued && !OFFICE.test(line.slice(argued.index + 3))) return null;
  if (court >= 0 ? isSince(court) : NOW.test(before) || !/判处?/.test(before)) return "proposed";
  // 原判判处二年，本院建议判处四年
  if (NOW.test(text.slice(end, end + 60).split(/[。；\n]/, 1)[0] ?? "")) return null;
  return isCalledWrong(document) ? null : "imposed";
}

/** What was done since: a new crime, another judgment. */
const isAgain = (since: string): boolean => /(?:刑满|释放)[^。；]*[，。；][^。；]*(?:又|再|现|意见|本案|此次|今)/.test(since);
