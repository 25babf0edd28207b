import { readHanNumber, writeHanNumber } from "@yuejian/identifiers";
import type { Draft } from "../draft.ts";
import type { DocumentKind } from "../kinds.ts";
import { type Fault, inParagraph, inProse, placesOf, respelt, rewritten, told, withoutLine } from "./faults.ts";

const HALF: Readonly<Record<string, string>> = { "，": ",", "；": ";", "：": ":", "。": "." };
const isHan = (character: string): boolean => /\p{Script=Han}/u.test(character);
const WORDS =
  /本院|依法|根据|规定|应当|进行|认为|移送|告知|证据|情况|要求|行为|事实|人民币|审查|书面|共计|建议|其中|(?<=\p{Script=Han})的(?=\p{Script=Han})|并|因/gu;

function punctuation(draft: Draft): Fault[] {
  const single = inProse(draft, /[，；：。]/g).filter(({ before, behind }) => isHan(before.slice(-1)) && isHan(behind.charAt(0)));
  const brackets = inProse(draft, /（\p{Script=Han}{2,14}）/gu);
  const marks = inProse(draft, /[，、；。]/g).filter(
    ({ before, behind, found }) => isHan(before.slice(-1)) && (isHan(behind.charAt(0)) || (found === "。" && behind === "")),
  );
  return [
    ...single.map(
      (place): Fault => ({
        kind: "punctuation-half-width",
        make: () => respelt(draft, "punctuation-half-width", place, HALF[place.found] ?? ""),
      }),
    ),
    ...brackets.map(
      (place): Fault => ({
        kind: "punctuation-half-width",
        make: () => respelt(draft, "punctuation-half-width", place, `(${place.found.slice(1, -1)})`),
      }),
    ),
    ...marks.map(
      (place): Fault => ({
        kind: "punctuation-doubled",
        make: (random) =>
          respelt(
            draft,
            "punctuation-doubled",
            place,
            place.found === "。" ? random.pick(["。。", "；。", "，。"]) : random.pick([place.found + place.found, `，${place.found}`]),
          ),
      }),
    ),
  ];
}

/** One of a pair of brackets left out. */
function brackets(draft: Draft): Fault[] {
  const kind = "bracket-unpaired" as const;
  const names = told(draft, "law").map(
    ({ at, piece }): Fault => ({
      kind,
      make: (random) => {
        const planted = rewritten(draft, kind, { at, piece }, piece.text.replace(random.pick(["《", "》"]), ""));
        return planted && inParagraph(planted, at[0]);
      },
    }),
  );
  const others = inProse(draft, /.?[“”（）].?/g)
    .filter(({ found }) => found.length === 3)
    .map((place): Fault => ({ kind, make: () => respelt(draft, kind, place, place.found.replace(/[“”（）]/, ""), true) }));
  return [...names, ...others];
}

const UNITS = /^(?:名|人|次|件|家|册|张|亩|公斤|笔|份|处|个)/g;

function doubling(draft: Draft): Fault[] {
  const words = inProse(draft, WORDS).map(
    (place): Fault => ({ kind: "word-doubled", make: () => respelt(draft, "word-doubled", place, place.found + place.found) }),
  );
  const money = told(draft, "amount", "total", "date")
    .filter(({ piece }) => /[元日]$/.test(piece.text))
    .map((place): Fault => {
      const unit = /(?:万元|元|日)$/.exec(place.piece.text)?.[0] ?? "";
      return { kind: "unit-doubled", make: () => rewritten(draft, "unit-doubled", place, place.piece.text + unit) };
    });
  const units = inProse(draft, UNITS)
    .filter(({ before, behind }) => /\d$/.test(before) && /^[，。；、]/.test(behind))
    .map((place): Fault => ({ kind: "unit-doubled", make: () => respelt(draft, "unit-doubled", place, place.found + place.found) }));
  return [...words, ...money, ...units];
}

const INVISIBLE = ["\u200b", "\u200c", "\u200e", "\ufeff", "\u2060", "\u00ad"];

/** What comes along from a web page or another program. */
function invisible(draft: Draft): Fault[] {
  const kind = "invisible-character" as const;
  const prose = inProse(draft, /\p{Script=Han}{2}/gu).map(
    (place): Fault => ({
      kind,
      make: (random) => respelt(draft, kind, place, place.found.charAt(0) + random.pick(INVISIBLE) + place.found.charAt(1)),
    }),
  );
  const copied = told(draft, "resident-id", "phone", "credit-code", "document-number", "name", "organisation").map(
    (place): Fault => ({
      kind,
      make: (random) => {
        const at = random.pick([0, place.piece.text.length, Math.min(3, place.piece.text.length - 1)]);
        return rewritten(draft, kind, place, place.piece.text.slice(0, at) + random.pick(INVISIBLE) + place.piece.text.slice(at));
      },
    }),
  );
  return [...prose.slice(0, 40), ...copied, ...copied];
}

function documentNumber(draft: Draft): Fault[] {
  const forms = ["[Y]", "(Y)", "（Y）", "【Y】", "［Y］", "<Y>"];
  return told(draft, "document-number").flatMap((place) => {
    const year = /〔(\d+)〕/.exec(place.piece.text)?.[1] ?? "";
    const texts = [...forms.map((form) => form.replace("Y", year)), `〔${year.slice(2)}〕`];
    return texts.map(
      (text): Fault => ({
        kind: "document-number-form",
        make: () => rewritten(draft, "document-number-form", place, place.piece.text.replace(`〔${year}〕`, text)),
      }),
    );
  });
}

const numberIn = (text: string): number => {
  const found = /\d+|[一二三四五六七八九十]+/.exec(text)?.[0] ?? "";
  return /\d/.test(found) ? Number(found) : Number(readHanNumber(found) ?? 0);
};
const withNumber = (text: string, value: number): string =>
  text.replace(/\d+|[一二三四五六七八九十]+/, (found) => (/\d/.test(found) ? String(value) : writeHanNumber(value)));

/** A number of a row told twice, or one left out. */
function sequences(draft: Draft): Fault[] {
  return (["heading", "attachment"] as const).flatMap((slotKind) =>
    [...Map.groupBy(told(draft, slotKind), ({ key }) => key).values()].flatMap((row) =>
      row.slice(1).flatMap((place) =>
        [-1, 1].map((step): Fault => {
          const kind = `${slotKind}-sequence` as const;
          const text = withNumber(place.piece.text, numberIn(place.piece.text) + step);
          return { kind, make: () => rewritten(draft, kind, place, text, placesOf(draft, [place.key], place.at)) };
        }),
      ),
    ),
  );
}

const UNNUMBERED: readonly DocumentKind[] = [
  "review-report",
  "arrest-review-opinion",
  "custody-review-opinion",
  "hearing-notice",
  "investigation-outline",
];
const UNDATED: readonly DocumentKind[] = ["interrogation-record", "witness-record"];

function parts(draft: Draft): Fault[] {
  const places = [
    ...told(draft, "seal", "addressee"),
    ...(UNDATED.includes(draft.kind) ? [] : told(draft, "signed-on")),
    ...(UNNUMBERED.includes(draft.kind) ? [] : told(draft, "document-number").filter(({ key }) => key === "own")),
  ];
  return places.map((place) => ({ kind: "part-missing", make: () => withoutLine(draft, place) }));
}

/** Commas that cut the figures where no group of three ends. */
function grouping(draft: Draft): Fault[] {
  const kind = "digits-grouped" as const;
  return told(draft, "amount", "total")
    .filter(({ piece }) => /^[\d,]{4,}(?:\.\d\d)?元?$/.test(piece.text) && /元$|\.\d\d$/.test(piece.text))
    .flatMap((place) => {
      const [, whole = "", rest = ""] = /^([\d,]+)(.*)$/.exec(place.piece.text) ?? [];
      const digits = whole.replaceAll(",", "");
      return [2, 4]
        .filter((cut) => digits.length > cut)
        .map(
          (cut): Fault => ({ kind, make: () => rewritten(draft, kind, place, `${digits.slice(0, -cut)},${digits.slice(-cut)}${rest}`) }),
        );
    });
}

export const formFaults = (draft: Draft): Fault[] =>
  [punctuation, brackets, doubling, invisible, documentNumber, sequences, parts, grouping].flatMap((find) => find(draft));
