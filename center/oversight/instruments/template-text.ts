import {
  type FieldValues,
  fieldsOf,
  filledLine,
  TEMPLATE_FIELDS,
  TEMPLATE_TOKEN,
  type TemplateField,
  type TemplateFieldName,
  type TemplateKind,
  type TemplateTexts,
  type Text,
  templateFieldNamed,
} from "@yuejian/contracts";
import { type Refusal, refuse } from "../decide.ts";

const MEMBERS: Readonly<Record<keyof TemplateTexts, Text>> = {
  title: { zh: "标题", en: "title" },
  text: { zh: "全文", en: "text" },
  copies: { zh: "抄送", en: "copies" },
  outline: { zh: "正文提纲", en: "outline" },
};
const BRACES = /\{\{|\}\}/;
const definition = (name: TemplateFieldName): TemplateField => TEMPLATE_FIELDS[name];

/** Why a template cannot be used, with the member, line and character; or null. */
export function checkTemplate(kind: TemplateKind, texts: TemplateTexts): Refusal | null {
  const empty = (["title", "text"] as const).find((member) => texts[member].trim() === "");
  if (empty !== undefined) return wrong(empty, { line: 1, column: 1 }, { zh: "没有填写", en: "is empty" });
  const title = texts.title.trim().indexOf("\n");
  if (title >= 0) return wrong("title", { line: 2, column: 1 }, { zh: "标题只能有一行", en: "a title has one line" });
  const members = Object.keys(MEMBERS) as (keyof TemplateTexts)[];
  for (const member of members) {
    const refusal = checkMember(kind, member, texts[member]);
    if (refusal) return refusal;
  }
  const used = [...texts.text.matchAll(TEMPLATE_TOKEN)].map(([, name]) => templateFieldNamed(name ?? ""));
  for (const name of fieldsOf(kind)) {
    const { isBlock, isNeeded = false, zh } = definition(name);
    const times = used.filter((each) => each === name).length;
    const last = { line: texts.text.split("\n").length, column: 1 };
    if (isNeeded && times === 0) return wrong("text", last, { zh: `缺少字段 {{${zh}}}`, en: `lacks the field {{${zh}}}` });
    if (isBlock && times > 1)
      return wrong("text", last, { zh: `字段 {{${zh}}} 只能用一次`, en: `names the field {{${zh}}} more than once` });
  }
  return null;
}

function checkMember(kind: TemplateKind, member: keyof TemplateTexts, text: string): Refusal | null {
  const allowed = member === "outline" ? [] : fieldsOf(kind);
  for (const [at, line] of text.split("\n").entries()) {
    for (const match of line.matchAll(TEMPLATE_TOKEN)) {
      const place = { line: at + 1, column: match.index + 1 };
      const given = (match[1] ?? "").trim();
      const name = templateFieldNamed(given);
      if (name === null || !allowed.includes(name)) return fieldRefused(member, place, { given, allowed });
      if (definition(name).isBlock && (member !== "text" || line.trim() !== match[0]))
        return wrong(member, place, {
          zh: `字段 ${match[0]} 应当独占全文的一行`,
          en: `the field ${match[0]} stands alone on a line of the text`,
        });
    }
    // What is left of the braces once the fields are out was meant as a field and is none.
    const rest = line.replaceAll(TEMPLATE_TOKEN, (whole) => " ".repeat(whole.length));
    const stray = BRACES.exec(rest);
    if (stray)
      return wrong(
        member,
        { line: at + 1, column: stray.index + 1 },
        { zh: "花括号没有成对：字段写作 {{字段名}}", en: "braces are not in pairs: a field is written {{name}}" },
      );
  }
  return null;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function wrong(member: keyof TemplateTexts, { line, column }: Place, reason: Text): Refusal {
  const { zh, en } = MEMBERS[member];
  const words = { member, member_zh: zh, member_en: en, line, column };
  return refuse("TEMPLATE_INVALID", { ...words, reason: reason.en, reason_zh: reason.zh, reason_en: reason.en });
}

function fieldRefused(
  member: keyof TemplateTexts,
  place: Place,
  { given, allowed }: { readonly given: string; readonly allowed: readonly TemplateFieldName[] },
): Refusal {
  if (allowed.length === 0)
    return wrong(member, place, { zh: `提纲里不能用字段（{{${given}}}）`, en: `an outline has no fields ({{${given}}})` });
  const zh = allowed.map((name) => `{{${TEMPLATE_FIELDS[name].zh}}}`).join("、");
  const en = allowed.map((name) => `{{${name}}}`).join(", ");
  return wrong(member, place, { zh: `没有字段 {{${given}}}；可用的有 ${zh}`, en: `there is no field {{${given}}} here; there are ${en}` });
}

/** The text's paragraphs with their fields filled: empty lines are left out, a field of whole paragraphs becomes these. */
export function filledText(text: string, values: FieldValues): readonly string[] {
  return text.split("\n").flatMap((line) => {
    const [alone] = [...line.trim().matchAll(/^\{\{([^{}\n]*)\}\}$/g)];
    const name = alone ? templateFieldNamed(alone[1] ?? "") : null;
    const block = name === null ? undefined : values[name];
    const lines = block === undefined || typeof block === "string" ? [filledLine(line, values)] : block;
    return lines.map((each) => each.trim()).filter((each) => each !== "");
  });
}
