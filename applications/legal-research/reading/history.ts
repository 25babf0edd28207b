import type { LawEvent, LawEventKind } from "@yuejian/contracts";
import { isoDate, isRealDate } from "@yuejian/identifiers";

const DAY = /(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/g;
/** What follows a day tells what happened on it; the first that fits is taken. */
const WORDS: readonly (readonly [RegExp, LawEventKind])[] = [
  [/废止(?!和|或)[^》]*$|失效/, "repealed"],
  [/第[一二三四五六七八九十]+次修[正订改]|修[正订改]通过|》修[正订改]|修[正订]/, "amended"],
  [/施行|生效|实施/, "effective"],
  [/通过|批准|会议$/, "adopted"],
  [/公布|发布|公告|颁布|印发/, "published"],
];

/** Events that a line before the first article tells; empty: it is no line of history. */
export function historyOf(text: string): LawEvent[] {
  const days = [...text.matchAll(DAY)];
  if (days.length === 0 || (text.length > 300 && !/^[（(]?根据/.test(text)) || (/[。；]$/.test(text) && !/^[（(]/.test(text))) return [];
  const events: LawEvent[] = [];
  for (const [at, day] of days.entries()) {
    const on = dayOf(day);
    if (on === null) continue;
    const until = days[at + 1]?.index ?? text.length;
    const by = text.slice(day.index + day[0].length, until);
    // 「自某日起施行」 puts its word after the day too; 《…决定》 between is the name of what amends.
    const kind = WORDS.find(([pattern]) =>
      pattern.test(by.replaceAll(/《关于废止和修改[^》]*》|《[^》]*关于修改和?废止[^》]*》/g, "《》")),
    )?.[1];
    if (kind) events.push({ kind, on, by: by.replaceAll(/^\s+|[\s）)、，,]+$/g, "") });
  }
  return events;
}

function dayOf(match: RegExpMatchArray): string | null {
  const iso = isoDate(Number(match[1]), Number(match[2]), Number(match[3]));
  return isRealDate(iso) ? iso : null;
}

/** The day from which a text says of itself that it is in force: 「本法自2021年1月1日起施行」. */
export function ownForce(text: string): string | null {
  const match =
    /(?:本[\p{Script=Han}]{1,4}|^|，)自\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日起?(?:正式)?(?:施行|生效|实施|执行)/u.exec(text);
  return match ? dayOf(match) : null;
}

/** Names that a sentence declares void: 「《中华人民共和国婚姻法》、《…》同时废止」. */
export function repealedBy(text: string): string[] {
  if (!/废止|失效/.test(text)) return [];
  return text.split(/[。；]/).flatMap((sentence) => {
    const until = /同时废止|即行废止|予以废止|停止执行|同时失效|(?<!决定)废止$|自行失效/.exec(sentence);
    if (!until) return [];
    return [...sentence.slice(0, until.index).matchAll(/《([^《》]*(?:〈[^〉]*〉[^《》]*)*)》/g)].map((match) => match[1] as string);
  });
}

/** `(2013-04-23)` at the end of a file's name. */
export function dayOfFile(file: string): string | null {
  const match = /[(（](\d{4})-(\d{1,2})-(\d{1,2})[)）]\.[^./]*$/.exec(file);
  return match ? dayOf(match) : null;
}
