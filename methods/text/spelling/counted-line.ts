import { type Characters, LINE_END, LINE_START } from "./ngram-table.ts";

const FORMS: Readonly<Record<string, string>> = { ",": "，", ";": "；", ":": "：", "?": "？", "(": "（", ")": "）" };

/** A line as the table counts it: any digit is one, marks are full-width. */
export const countedForm = (character: string): string => (/[0-9０-９]/.test(character) ? "0" : (FORMS[character] ?? character));

/** Numbers of the characters of a text between the marks of a line. */
export const lineOf = (characters: Characters, text: string): number[] => [
  LINE_START,
  ...Array.from(text, (character) => characters.numberOf(countedForm(character))),
  LINE_END,
];
