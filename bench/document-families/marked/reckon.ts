import { creditCodeCheckCharacter, dayFromIso, isRealDate, residentIdCheckCharacter } from "@yuejian/identifiers";
import { capitals } from "../../../demo/formats.ts";
import { type Draft, draftText, type Piece } from "../draft.ts";
import { later, monthsOn, yearsOn } from "../forms.ts";
import { told } from "./faults.ts";

/** What does not hold in a right document, reckoned from its slots. */
export function* wrongIn(draft: Draft): Generator<string> {
  const text = draftText(draft);
  if (/undefined|NaN|\[object|[，。；：、]{2}|《《|\p{Cf}/u.test(text)) yield "text";
  for (const { piece, key } of told(draft, "resident-id")) {
    const id = draft.isForPublication ? String(piece.slot?.value) : piece.text;
    if (residentIdCheckCharacter(id.slice(0, 17)) !== id.charAt(17)) yield `id ${id}`;
    for (const born of told(draft, "birth").filter((one) => one.key === key))
      if (String(born.value).replaceAll("-", "") !== id.slice(6, 14)) yield `birth ${id}`;
    for (const sex of told(draft, "sex").filter((one) => one.key === key))
      if ((Number(id.charAt(16)) % 2 === 1) !== (sex.piece.text === "男")) yield `sex ${id}`;
  }
  for (const { piece } of told(draft, "credit-code"))
    if (creditCodeCheckCharacter(piece.text.slice(0, 17)) !== piece.text.charAt(17)) yield `code ${piece.text}`;
  for (const { key, piece } of told(draft, "age")) {
    const [who = "", act = "act"] = key.split("@");
    const [born] = told(draft, "birth").filter((one) => one.key === who);
    const [on] = told(draft, "date").filter((one) => one.key === act);
    if (!born || !on || String(yearsOn(String(born.value), String(on.value))) !== piece.text) yield `age ${key}`;
  }
  const amounts = new Map<string, number>();
  for (const { key, value } of told(draft, "amount", "total")) {
    if (amounts.has(key) && amounts.get(key) !== value) yield `amount ${key}`;
    amounts.set(key, Number(value));
  }
  for (const { key, piece } of told(draft, "capitals")) if (capitals(amounts.get(key) ?? 0) !== piece.text) yield `capitals ${key}`;
  for (const { whole, parts, less = [] } of draft.sums ?? []) {
    const of = (keys: readonly string[]): number => keys.reduce((sum, key) => sum + (amounts.get(key) ?? Number.NaN), 0);
    if (Math.abs(of(parts) - of(less) - (amounts.get(whole) ?? 0)) > 1e-6) yield `sum ${whole}`;
  }
  const days = new Map(told(draft, "signed-on", "date").map(({ key, value }) => [key, String(value)]));
  for (const [key, iso] of days) if (!isRealDate(iso)) yield `day ${key}`;
  const steps = (draft.order ?? []).map((key) => days.get(key) ?? `no ${key}`);
  if (steps.some((step, at) => at > 0 && step < (steps[at - 1] ?? "")) || steps.some((step) => step.startsWith("no")))
    yield `order ${steps.join()}`;
  for (const { from, to, days: most } of draft.deadlines ?? [])
    if (!(dayFromIso(days.get(to) ?? "") - dayFromIso(days.get(from) ?? "") <= most)) yield `deadline ${to}`;
  for (const { key, piece, value } of told(draft, "term").filter((one) => one.piece.text.startsWith("自"))) {
    const [from = "", to = ""] = [...piece.text.matchAll(/(\d+)年(\d+)月(\d+)日/g)].map((day) =>
      day
        .slice(1)
        .map((part) => part.padStart(2, "0"))
        .join("-"),
    );
    const isDays = told(draft, "term").some((one) => one.key === `${key}#length` && !/[年月]/.test(one.piece.text));
    if (to !== (isDays ? later(from, Number(value) - 1) : later(monthsOn(from, Number(value)), -1))) yield `term ${piece.text}`;
  }
  for (const same of Map.groupBy(told(draft, "name", "organisation"), ({ key }) => key).values())
    if (new Set(same.map(({ piece }) => piece.text)).size > 1) yield `name ${same[0]?.piece.text}`;
}

/** Sentences of a document without what its slots say. */
export const sentencesOf = (draft: Draft): string[] =>
  draft.paragraphs
    .filter(({ style }) => style !== "title")
    .flatMap(({ pieces }) =>
      pieces
        .map((piece: Piece) => (piece.slot ? "□" : piece.text))
        .join("")
        .split(/[。；]/),
    )
    .filter((sentence) => sentence.replaceAll(/[□\P{Script=Han}]/gu, "").length >= 12);
