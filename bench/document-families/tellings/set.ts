import { readdirSync, readFileSync } from "node:fs";
import { type Draft, draftText, type PlantedDraft, paragraph } from "../draft.ts";
import { ERROR_KINDS, type ErrorKind } from "../kinds.ts";

/** A short passage that tells one thing, in its right form and with a fault; without `fault` it is right and only looks nearly wrong. */
export interface Telling {
  readonly kind: ErrorKind;
  readonly text: string;
  readonly fault: { readonly at: number; readonly right: string; readonly wrong: string } | null;
}

const MARK = /⟦([^|⟦⟧]*)\|([^|⟦⟧]*)⟧/;
const isKind = (name: string): name is ErrorKind => (ERROR_KINDS as readonly string[]).includes(name);

/** @throws Error naming kind and passage where a mark is not `⟦right|wrong⟧`, or where there are several. */
export function tellingOf(kind: ErrorKind, written: string): Telling {
  const mark = MARK.exec(written);
  const [whole = "", right = "", wrong = ""] = mark ?? [];
  const text = mark ? written.slice(0, mark.index) + right + written.slice(mark.index + whole.length) : written;
  if (/[⟦⟧]/.test(text) || (mark && right === wrong)) throw new Error(`${kind}: not one mark ⟦right|wrong⟧ in ${written}`);
  return { kind, text, fault: mark && { at: mark.index, right, wrong } };
}

/** The tellings of a folder, which has a file for each kind. */
function readTellings(folder: URL): readonly Telling[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((file) => {
      const kind = file.replace(/\.txt$/, "");
      if (!isKind(kind)) throw new Error(`${file}: no kind of fault has that name`);
      return readFileSync(new URL(file, folder), "utf8")
        .split(/^===$/m)
        .map((each) => each.trim())
        .filter((each) => each !== "")
        .map((each) => tellingOf(kind, each));
    });
}

/** Nothing of a case is known besides the passage. */
const draftOf = (kind: ErrorKind, text: string): Draft => ({
  family: `telling-${kind}`,
  kind: "indictment",
  paragraphs: text.split("\n").map((line) => paragraph("body", line)),
  isExcerpt: kind !== "part-missing",
  record: { office: "", suspects: [], charge: null, actOn: null, acceptedOn: null, amount: null },
});

function plantedOf({ kind, text, fault }: Telling): PlantedDraft | null {
  if (!fault) return null;
  const { at, right, wrong } = fault;
  const draft = draftOf(kind, text.slice(0, at) + wrong + text.slice(at + right.length));
  // A passage tells one thing: whatever is said of it by the right rule is said of the fault.
  return { draft, fault: { kind, start: at, end: at + wrong.length, wrong, right, also: [[0, draftText(draft).length]] } };
}

export const allTellings = (): readonly Telling[] => readTellings(new URL("texts/", import.meta.url));

export const rightTellings = (): Draft[] => allTellings().map(({ kind, text }) => draftOf(kind, text));

export function* plantedTellings(isWanted: (kind: ErrorKind) => boolean): Generator<PlantedDraft> {
  for (const telling of allTellings()) {
    const planted = isWanted(telling.kind) ? plantedOf(telling) : null;
    if (planted) yield planted;
  }
}
