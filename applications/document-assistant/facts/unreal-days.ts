import { writtenDaysIn } from "./dates.ts";
import { eventsIn } from "./steps.ts";

/** Whether a text tells a day that does not exist of a step or as the day under it, or of anything else that was done. A birth is neither. */
interface UnrealDays {
  readonly ofSteps: boolean;
  readonly ofOthers: boolean;
}

const BROKEN = /[0-9年月同当]\p{Cf}+[0-9年月日]|[0-9]年年|[0-9]月(?:[0-9]{3,4}日|月|日)|[0-9]{3,4}月[0-9]{1,4}日/u;

/** Days that every month has, by how long they are written: what is told of them is read where it stands. */
const IN_FIGURES = ["", "1", "11"];
const IN_WORDS = ["", "一", "十一", "二十一"];

export function unrealDaysIn(text: string): UnrealDays {
  if (BROKEN.test(text)) return { ofSteps: true, ofOthers: true };
  const unreal = writtenDaysIn(text).filter(({ isReal }) => !isReal);
  if (unreal.length === 0) return { ofSteps: false, ofOthers: false };
  const settled = unreal.reduce((all, { start, end }) => all.slice(0, start) + settledDay(all.slice(start, end)) + all.slice(end), text);
  const events = eventsIn(settled);
  const kinds = unreal.map(({ start, end }) => {
    if (writtenDaysIn(settled).some((day) => day.start === start && !day.isReal)) return "unknown";
    const event = events.find((each) => each.at === start);
    if (event?.step || isAlone(text, start, end)) return "step";
    return event ? "other" : "none";
  });
  return {
    ofSteps: kinds.some((kind) => kind === "step" || kind === "unknown"),
    ofOthers: kinds.some((kind) => kind === "other" || kind === "unknown"),
  };
}

const settledDay = (written: string): string =>
  written.replace(/([0-9]+|[一二三四五六七八九十]+)(\s?日?)$/, (whole, number: string, rest: string) => {
    const other = (/[0-9]/.test(number) ? IN_FIGURES : IN_WORDS)[number.length];
    return other === undefined ? whole : other + rest;
  });

/** The line is the day alone: the one under a document. */
const isAlone = (text: string, start: number, end: number): boolean =>
  /(?:^|\n)\s*$/.test(text.slice(0, start)) && /^\s*(?:\n|$)/.test(text.slice(end));
