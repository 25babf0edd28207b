import { readFile, writeFile } from "node:fs/promises";
import {
  type CaseState,
  DOCUMENT_KINDS,
  type DocumentKind,
  INSTRUMENT_KINDS,
  type InstrumentKind,
  type OfficialDocument,
  type TemplateTexts,
} from "@yuejian/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { play, WAYS } from "../cases/testing/played-case.ts";
import { checkTemplate, composeInstrument, composePaper, houseTemplate, mayIssue } from "../index.ts";

const facts = { office: "岳阳楼区人民检察院", today: "2026-06-01" };
const served = play(WAYS.served).state;
const lookedBack = play(WAYS["look-back"]).state;
const kinds = Object.keys(DOCUMENT_KINDS) as DocumentKind[];

function withInstrument(state: CaseState, changes: Partial<NonNullable<CaseState["instrument"]>>): CaseState {
  return { ...state, instrument: state.instrument && { ...state.instrument, ...changes } };
}

function told(document: OfficialDocument | null): string {
  if (document === null) return "";
  const { issuer, marks, number, title, addressee, paragraphs, date, copies } = document;
  const lines = paragraphs.map(({ style, text }) => `${style === "text" ? "　　" : `[${style}] `}${text}`);
  return [...marks, issuer, number ?? "—", title, `${addressee ?? "—"}：`, ...lines, issuer, date ?? "—", copies, ""].join("\n");
}

describe("a document of a case", () => {
  it("reads in each kind as the golden file shows, by the house's own wording", async () => {
    const texts = kinds.map((kind) => {
      const document =
        kind in INSTRUMENT_KINDS
          ? composeInstrument(
              withInstrument(served, {
                kind: kind as InstrumentKind,
                template: houseTemplate(kind),
                replyBy: INSTRUMENT_KINDS[kind as InstrumentKind].replyClock === null ? "2026-04-01" : null,
              }),
              facts,
            )
          : composePaper(lookedBack, houseTemplate(kind), { ...facts, number: "岳楼检回〔2026〕1号", files: [] });
      return `## ${kind}\n${told(document)}`;
    });
    const file = new URL("golden/house-documents.txt", import.meta.url);
    const text = texts.join("\n");
    if (process.env["UPDATE_GOLDEN"]) await writeFile(file, text);
    expect(text).toBe(await readFile(file, "utf8"));
  });

  it("is marked as a draft, without day or number, until the last level has approved it", () => {
    const draft = composeInstrument(withInstrument(play(WAYS.approval).state, { isUrgent: true }), facts);
    expect(draft).toMatchObject({ marks: ["加急", "送审稿"], number: null, date: null });
    expect(composeInstrument(served, facts)).toMatchObject({ marks: [], number: "岳检建〔2026〕4号", date: "2026年3月2日" });
    expect(composeInstrument(play(WAYS.filed).state, facts)).toBeNull();
  });

  it("goes by the template that was frozen with its draft, whatever the house's wording is now", () => {
    const texts = { title: "{{title}}（专用）", text: "致{{收文单位}}：\n{{ 正文 }}\n{{尚不存在}}", copies: "{{office}}", outline: "" };
    const document = composeInstrument(withInstrument(served, { template: { kind: "suggestion-governance", version: 3, texts } }), facts);
    expect(document).toMatchObject({ title: "关于规范补助发放的检察建议（专用）", copies: facts.office });
    expect(document?.paragraphs.map(({ text }) => text)).toEqual(["致岳阳楼区民政局：", "经查，……建议：一、……", "{{尚不存在}}"]);
  });

  it("is a receipt once there is a reply, a report once there is a result", () => {
    expect(
      [served, play(WAYS.rectification).state, lookedBack].map((state) => [
        mayIssue("reply-receipt", state),
        mayIssue("look-back-report", state),
      ]),
    ).toEqual([
      [false, false],
      [true, false],
      [true, true],
    ]);
  });
});

describe("a template", () => {
  const base: TemplateTexts = { title: "{{标题}}", text: "开头\n{{正文}}\n结尾", copies: "", outline: "一、事实" };
  const problem = (changes: Partial<TemplateTexts>, kind: DocumentKind = "suggestion-other") => {
    const refusal = checkTemplate(kind, { ...base, ...changes });
    return (
      refusal &&
      `${refusal.code} ${refusal.parameters["member"]} ${refusal.parameters["line"]}:${refusal.parameters["column"]} ${refusal.parameters["reason_zh"]}`
    );
  };

  it("of the house can be used, in every kind", () => {
    expect(kinds.map((kind) => checkTemplate(kind, houseTemplate(kind).texts))).toEqual(kinds.map(() => null));
  });

  it("is refused with the member, line and character of what is wrong in it", () => {
    expect(problem({})).toBeNull();
    expect(problem({ text: "开头\n{{正文}}\n请{{期限}}回复" })).toMatch(
      /^TEMPLATE_INVALID text 3:2 没有字段 \{\{期限\}\}；可用的有 .*\{\{回复期限\}\}/,
    );
    expect(problem({ copies: "{{正文}}" })).toMatch(/^TEMPLATE_INVALID copies 1:1 .*独占/);
    expect(problem({ text: "前{{正文}}" })).toMatch(/text 1:2 .*独占/);
    expect(problem({ text: "没有" })).toMatch(/text 1:1 缺少字段 \{\{正文\}\}/);
    expect(problem({ text: "{{正文}}\n{{body}}" })).toMatch(/只能用一次/);
    expect(problem({ text: "{{正文}}\n前{{标题" })).toMatch(/text 2:2 花括号没有成对/);
    expect(problem({ text: "{{正文}}\n标题}}" })).toMatch(/text 2:3 花括号没有成对/);
    expect(problem({ title: "一\n二" })).toMatch(/title 2:1 标题只能有一行/);
    expect(problem({ title: " " })).toMatch(/title 1:1 没有填写/);
    expect(problem({ outline: "{{标题}}" })).toMatch(/outline 1:1 提纲里不能用字段/);
    expect(problem({ text: "{{正文}}" }, "reply-receipt")).toMatch(/没有字段 \{\{正文\}\}/);
  });

  it("that was accepted leaves no braces in a document, and any text gets an answer", () => {
    const piece = fc.constantFrom("{{", "}}", "正文", "标题", "收文单位", "\n", "x", "{", "}", "{{正文}}", "{{标题}}");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const texts = { ...base, text: pieces.join("") };
        if (checkTemplate("suggestion-other", texts) !== null) return;
        const document = composeInstrument(withInstrument(served, { template: { kind: "suggestion-other", version: 1, texts } }), facts);
        expect(JSON.stringify(document)).not.toMatch(/\{\{|\}\}"/);
      }),
    );
  });
});
