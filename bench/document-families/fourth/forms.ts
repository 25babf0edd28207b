import { writeHanNumber } from "@yuejian/identifiers";
import { type Deadline, type DraftParagraph, type Piece, paragraph, say, slot } from "../draft.ts";
import { bornOf, idOf, nameOf, type Person, type Story, sexOf, signed } from "./story.ts";

type Values = readonly (string | number | Piece | readonly Piece[])[];

/** A paragraph of running text: body`经审查查明：${name}`. */
export const body = (strings: TemplateStringsArray, ...values: Values): DraftParagraph => paragraph("body", say(strings, ...values));
export const title = (...lines: readonly string[]): DraftParagraph[] => lines.map((line) => paragraph("title", line));
export const numbered = (code: Piece): DraftParagraph => paragraph("number", code);
export const addressee = (name: string, end = "："): DraftParagraph => paragraph("addressee", slot(name, "addressee", "addressee"), end);
export const signature = (line: string): DraftParagraph => paragraph("signature", line);
export const seal = (name: string): DraftParagraph => paragraph("signature", slot(name, "seal", "seal"));
export const sealedOn = (iso: string, form: "full" | "han" = "full"): DraftParagraph => paragraph("signature", signed(iso, form));

/** Headings of one level, counted by the call: const head = headings("一、"). */
export function headings(level: "一、" | "（一）" | "1.", group = level as string): (text: string | readonly Piece[]) => DraftParagraph {
  let count = 0;
  return (text) => {
    count += 1;
    const number = level === "1." ? `${count}.` : level.replace("一", writeHanNumber(count));
    return paragraph("heading", slot(number, "heading", group, count), text);
  };
}

export const attachments = (...lines: readonly (string | readonly Piece[])[]): DraftParagraph[] =>
  lines.map((line, at) =>
    paragraph(
      "attachment",
      at === 0 ? "附件：" : "",
      slot(`${at + 1}.`, "attachment", "attachment", at + 1),
      line,
      at === lines.length - 1 ? "。" : "；",
    ),
  );

/** 被告人张某，男，…年…月…日出生，公民身份号码…，汉族，初中文化，务工，住…。 */
export function who(role: string, person: Person, { work = "务工" }: { work?: string } = {}): Piece[] {
  return say`${role}${nameOf(person)}，${sexOf(person)}，${bornOf(person)}出生，${Number(person.phone) % 4 === 0 ? "居民身份证号码" : "公民身份号码"}${idOf(person)}，${person.people}，${person.schooling}，${work}，住${person.home}。`;
}

/** A row of a table: its cells side by side. */
export const row = (...cells: readonly (string | Piece | readonly Piece[])[]): DraftParagraph =>
  paragraph("body", ...cells.flatMap((cell, at) => (at === 0 ? [cell] : ["　", cell])));

export const threeDays: Deadline = { from: "accepted", to: "told", days: 3 };

export const clerks = (story: Story): { readonly procurator: string; readonly assistant: string; readonly clerk: string } => {
  const [procurator, assistant, clerk] = [story.person(), story.person(), story.person()];
  return { procurator: procurator.name, assistant: assistant.name, clerk: clerk.name };
};

/** Review of a case with somebody in custody: a month and fifteen days. */
export const monthAndHalf: Deadline = { from: "accepted", to: "signed", days: 45 };
