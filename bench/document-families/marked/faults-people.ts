import { creditCodeCheckCharacter, isRealDate, residentIdCheckCharacter } from "@yuejian/identifiers";
import type { Random } from "../../../demo/random.ts";
import type { Draft, PlantedDraft } from "../draft.ts";
import { dayIn, later } from "../forms.ts";
import type { ErrorKind } from "../kinds.ts";
import { doubled, dropped, type Fault, isSame, rewritten, type Told, told, transposed } from "./faults.ts";
import { alikeOf } from "./scene.ts";

const otherDigit = (text: string, at: number, random: Random): string =>
  text.slice(0, at) + String((Number(text.charAt(at)) + random.between(1, 9)) % 10) + text.slice(at + 1);

const isId = (text: string): boolean => /^\d{17}[\dX]$/.test(text) && residentIdCheckCharacter(text.slice(0, 17)) === text.charAt(17);
const isCode = (text: string): boolean => text.length === 18 && creditCodeCheckCharacter(text.slice(0, 17)) === text.charAt(17);

/** Mistypings of a number; those that happen to hold are none. */
function mistyped(
  draft: Draft,
  kind: ErrorKind,
  places: readonly Told[],
  { ways, holds }: { ways: readonly ((text: string, random: Random) => string | null)[]; holds: (text: string) => boolean },
): Fault[] {
  return places.flatMap((place) =>
    ways.map((way): Fault => {
      const make = (random: Random): PlantedDraft | null => {
        const text = way(place.piece.text, random);
        const near = told(draft, "birth", "sex", "age").filter(({ key }) => key.split("@")[0] === place.key);
        return text === null || holds(text)
          ? null
          : rewritten(
              draft,
              kind,
              place,
              text,
              near.map(({ at }) => at),
            );
      };
      return { kind, make };
    }),
  );
}

function numbers(draft: Draft): Fault[] {
  const ids = draft.isForPublication ? [] : told(draft, "resident-id");
  const phones = draft.isForPublication ? [] : told(draft, "phone").filter(({ piece }) => piece.text.length === 11);
  return [
    ...mistyped(draft, "resident-id-check", ids, {
      holds: isId,
      ways: [
        (id, random) => transposed(id, random, [6, 16]),
        (id, random) => otherDigit(id, random.between(14, 16), random),
        (id, random) => dropped(id, random.between(3, 15)),
        (id, random) => doubled(id, random.between(3, 15)),
        (id) => id.slice(0, 17) + (id.endsWith("X") ? "0" : "X"),
      ],
    }),
    ...mistyped(draft, "credit-code-check", told(draft, "credit-code"), {
      holds: isCode,
      ways: [
        (code, random) => otherDigit(code, random.between(8, 15), random),
        (code, random) => transposed(code, random, [7, 15]),
        (code, random) => otherDigit(code, random.between(2, 7), random),
        (code) => code.slice(0, 17) + (code.endsWith("M") ? "N" : "M"),
      ],
    }),
    ...mistyped(draft, "phone-length", phones, {
      holds: (text) => text.length === 11,
      ways: [(phone, random) => dropped(phone, random.between(2, 10)), (phone, random) => doubled(phone, random.between(2, 10))],
    }),
  ];
}

const hasId = (draft: Draft, key: string): boolean => told(draft, "resident-id").some((id) => id.key === key);

function births(draft: Draft): Fault[] {
  if (draft.isForPublication) return [];
  return told(draft, "birth")
    .filter(({ key }) => hasId(draft, key))
    .flatMap((place) => {
      const iso = String(place.value);
      const [year = "", month = "", day = ""] = iso.split("-");
      const others = [
        later(iso, 1),
        later(iso, -10),
        `${Number(year) + 1}-${month}-${day}`,
        `${Number(year) - 10}-${month}-${day}`,
        `${year}-${String((Number(month) % 12) + 1).padStart(2, "0")}-${day}`,
        `${year}-${day}-${month}`,
      ].filter((each) => each !== iso && isRealDate(each));
      const near = [...told(draft, "birth", "resident-id", "age")]
        .filter(({ key, at }) => key.split("@")[0] === place.key && !isSame(at, place.at))
        .map(({ at }) => at);
      const form = place.piece.text.includes("年") ? "figures" : "iso";
      return others.map(
        (other): Fault => ({ kind: "birth-against-id", make: () => rewritten(draft, "birth-against-id", place, dayIn(other, form), near) }),
      );
    });
}

/** 男 for 女, or a number of the other sex whose check digit holds. */
function sexes(draft: Draft): Fault[] {
  if (draft.isForPublication) return [];
  const kind = "sex-against-id" as const;
  return told(draft, "sex")
    .filter(({ key }) => hasId(draft, key))
    .flatMap((place) => {
      const ids = told(draft, "resident-id").filter(({ key }) => key === place.key);
      const said: Fault = {
        kind,
        make: () =>
          rewritten(
            draft,
            kind,
            place,
            place.piece.text === "男" ? "女" : "男",
            ids.map(({ at }) => at),
          ),
      };
      const inId = ids.slice(0, 1).map((id): Fault => {
        const digits = id.piece.text.slice(0, 16) + String((Number(id.piece.text.charAt(16)) + 1) % 10);
        return { kind, make: () => rewritten(draft, kind, id, digits + residentIdCheckCharacter(digits), [place.at]) };
      });
      return ids.length === 0 ? [] : [said, ...inId];
    });
}

function ages(draft: Draft): Fault[] {
  const kind = "age-at-act" as const;
  return told(draft, "age").flatMap((place) => {
    const right = Number(place.value);
    const [who = "", act = "act"] = place.key.split("@");
    const born = told(draft, "birth", "resident-id").find(({ key }) => key === who);
    const bornOn = String(told(draft, "birth").find(({ key }) => key === who)?.value ?? "");
    const on = String(told(draft, "date").find(({ key }) => key === act)?.value ?? "");
    const byYear = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4));
    if (!born) return [];
    const wrong = new Set([byYear === right ? right - 1 : byYear, right + 1, right - 2, right > 30 ? right - 10 : right + 10]);
    const near = [
      ...told(draft, "birth", "resident-id").filter(({ key }) => key === who),
      ...told(draft, "date").filter(({ key }) => key === act),
    ].map(({ at }) => at);
    return [...wrong]
      .filter((each) => each !== right)
      .map((each): Fault => ({ kind, make: () => rewritten(draft, kind, place, String(each), near) }));
  });
}

const COMPOUND = /^(?:欧阳|上官|司徒|皇甫)/;

/** Names as they are written wrong: another character of the same sound, one too few, the given ones changed about. */
function misspelt(name: string): string[] {
  const alike = name.split("").flatMap((character, at) => {
    const other = alikeOf(character);
    return other === undefined ? [] : [name.slice(0, at) + other + name.slice(at + 1)];
  });
  const given = COMPOUND.test(name) ? 2 : 1;
  if (name.includes("某") || name.length - given < 2) return alike;
  const [surname, first, second] = [name.slice(0, given), name.charAt(given), name.charAt(given + 1)];
  return [...alike, surname + second + first, surname + first];
}

const misspeltFirm = (name: string): string[] => {
  const mark = name.slice(2, 4);
  return [
    name.replace("有限公司", "有限责任公司"),
    name.replace(mark, mark.charAt(1) + mark.charAt(0)),
    name.replace("岳阳", "湖南"),
    name.replace(mark, `${mark.charAt(0)}源`),
  ].filter((each) => each !== name);
};

function names(draft: Draft): Fault[] {
  const kind = "name-inconsistent" as const;
  const mentions = told(draft, "name", "organisation");
  const all = new Set(mentions.map(({ piece }) => piece.text));
  return [...Map.groupBy(mentions, ({ key }) => key).values()]
    .filter(({ length }) => length > 1)
    .flatMap((same) =>
      same.flatMap((place) => {
        const others = same.filter(({ at }) => !isSame(at, place.at)).map(({ at }) => at);
        const wrong =
          place.piece.slot?.kind === "organisation" ? (same.length > 2 ? misspeltFirm(place.piece.text) : []) : misspelt(place.piece.text);
        return wrong
          .filter((each) => !all.has(each))
          .map((each): Fault => ({ kind, make: () => rewritten(draft, kind, place, each, others.length === 1 ? others : []) }));
      }),
    );
}

const CARD = /\*{6,}/;

function unmasked(draft: Draft): Fault[] {
  const kind = "unmasked-data" as const;
  if (draft.isForPublication !== true) return [];
  return told(draft, "resident-id", "phone")
    .filter(({ piece }) => piece.text.includes("*"))
    .flatMap((place) => [0, 1].map((): Fault => ({ kind, make: () => rewritten(draft, kind, place, String(place.value)) })))
    .concat(
      draft.paragraphs.flatMap(({ pieces }, paragraphAt) =>
        pieces.flatMap((piece, pieceAt): Fault[] =>
          piece.slot === undefined && CARD.test(piece.text)
            ? [
                {
                  kind,
                  make: (random) =>
                    rewritten(
                      draft,
                      kind,
                      { at: [paragraphAt, pieceAt], piece },
                      piece.text.replace(/\*+/, (stars) => Array.from(stars, () => random.between(0, 9)).join("")),
                    ),
                },
              ]
            : [],
        ),
      ),
    );
}

export const peopleFaults = (draft: Draft): Fault[] => [numbers, births, sexes, ages, names, unmasked].flatMap((find) => find(draft));
