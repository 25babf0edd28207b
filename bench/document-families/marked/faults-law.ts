import { readHanNumber, writeHanNumber } from "@yuejian/identifiers";
import type { Draft, PlantedDraft } from "../draft.ts";
import type { ErrorKind } from "../kinds.ts";
import { type Fault, lawPlacesOf, rewritten, type Told, told } from "./faults.ts";
import { articleNumber, CITED, MISNAMED } from "./law.ts";

const FULL = "中华人民共和国";
/** 刑法 of 《中华人民共和国刑法》第二百六十四条. */
const lawOf = ({ key }: Told): string => (key.split(" ")[0] ?? "").replace(FULL, "");
const ARTICLE = /第([一二三四五六七八九十百千零]+)条/;

const spoilt = (draft: Draft, kind: ErrorKind, place: Told, text: string): PlantedDraft | null =>
  rewritten(draft, kind, place, text, lawPlacesOf(draft, kind, place.at));

function unknown(draft: Draft): Fault[] {
  const kind = "law-unknown" as const;
  return told(draft, "law").flatMap((place) => {
    const law = lawOf(place);
    return (MISNAMED[law] ?? []).map(
      (name): Fault => ({
        kind,
        make: () => spoilt(draft, kind, place, place.piece.text.replace(`${FULL}${law}》`, `${FULL}${name}》`)),
      }),
    );
  });
}

/** Numbers as they come out when figures are changed about or one is typed twice. */
function beyond(article: number, last: number): number[] {
  const most = last > 1_000 ? 2_000 : 1_000;
  const digits = String(article);
  const changed = [
    digits.charAt(1) + digits.charAt(0) + digits.slice(2),
    digits.slice(0, -2) + digits.slice(-1) + digits.slice(-2, -1),
    digits + digits.slice(-1),
    digits + "0",
  ];
  const numbers = changed.map(Number).filter((each) => each > last && each < most);
  return numbers.length > 0 ? numbers : [article + 500, article + 1_000].filter((each) => each > last && each < most);
}

function absent(draft: Draft): Fault[] {
  const kind = "article-absent" as const;
  return told(draft, "law", "article").flatMap((place) => {
    const found = ARTICLE.exec(place.piece.text);
    const last = CITED[lawOf(place)]?.last;
    if (!found || last === undefined || /条之/.test(place.piece.text)) return [];
    return beyond(Number(readHanNumber(found[1] ?? "") ?? 0), last).map(
      (number): Fault => ({
        kind,
        make: () => spoilt(draft, kind, place, place.piece.text.replace(found[0], `第${articleNumber(number)}条`)),
      }),
    );
  });
}

function paragraphs(draft: Draft): Fault[] {
  const kind = "paragraph-absent" as const;
  return told(draft, "law", "article", "paragraph").flatMap((place) => {
    const { text } = place.piece;
    const [paragraphAt, pieceAt] = place.at;
    const behind = draft.paragraphs[paragraphAt]?.pieces[pieceAt + 1];
    const article = /第[一二三四五六七八九十百千零]+条(?:之[一二三四五])?/.exec(
      place.piece.slot?.kind === "paragraph" ? place.key : text,
    )?.[0];
    const last = article === undefined ? undefined : CITED[lawOf(place)]?.paragraphs[article];
    if (last === undefined) return [];
    const wrong = [last + 1, last + 2].map((each) => `第${writeHanNumber(each)}款`);
    if (/第.款/.test(text))
      return wrong.map((other): Fault => ({ kind, make: () => spoilt(draft, kind, place, text.replace(/第.款/, other)) }));
    const isCited = behind?.slot?.kind === "paragraph" || /^第[（\d一二三四五六七八九十]/.test(behind?.text ?? "");
    return isCited || last > 1 ? [] : [{ kind, make: () => spoilt(draft, kind, place, `${text}第二款`) }];
  });
}

export const lawFaults = (draft: Draft): Fault[] => [unknown, absent, paragraphs].flatMap((find) => find(draft));
