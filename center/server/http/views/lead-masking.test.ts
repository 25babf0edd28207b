import type { Relation } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { describe, expect, it } from "vitest";
import { resultColumns, showLead } from "./lead-masking.ts";

const rule: Relation = {
  op: "project",
  from: {
    op: "join",
    kind: "inner",
    left: { op: "source", dataset: "sentence-execution", columns: ["person_id", "person_name", "admitted_on", "alias"] },
    right: { op: "source", dataset: "pension-payments", columns: ["person_id"] },
    prefix: "paid_",
    on: [{ left: "person_id", right: "person_id" }],
  },
  columns: {
    person_id: { op: "column", name: "person_id" },
    paid_to: { op: "column", name: "paid_person_id" },
    person_name: { op: "column", name: "person_name" },
    admitted_on: { op: "column", name: "admitted_on" },
    // No schema knows it.
    alias: { op: "column", name: "alias" },
    law: { op: "literal", type: "text", value: "刑法第五十二条" },
    months: { op: "literal", type: "integer", value: 7 },
  },
};
const columns = resultColumns(
  { rule, manifest: { dataClass: "personal", subjectKey: "person_id", subjectName: "person_name" } },
  (id) => DICTIONARY.find((each) => each.id === id) ?? null,
);
const values = {
  person_id: "990601198503070011",
  paid_to: "990601198503070011",
  person_name: "张三",
  admitted_on: "2024-03-05",
  alias: "小三子",
  law: "刑法第五十二条",
  months: 7,
};
const words = {
  subject: "990601198503070011",
  subjectName: "张三",
  summary: { zh: "张三（990601198503070011，又名小三子）2024-03-05 收监后仍领取养老金 7 个月", en: "张三 drew a pension for 7 months" },
};
const finding = { values, columns };

describe("a lead", () => {
  it("shows neither name nor id anywhere until a purpose opens it", () => {
    const shown = showLead(words, finding, () => false);
    expect(shown).toMatchObject({
      subject: "990601••••••••••••",
      subjectName: "张••",
      summary: { zh: "张••（990601••••••••••••，又名••••）2024-03-05 收监后仍领取养老金 7 个月", en: "张•• drew a pension for 7 months" },
      finding: {
        person_id: "990601••••••••••••",
        paid_to: "990601••••••••••••",
        person_name: "张••",
        admitted_on: "2024-03-05",
        alias: "••••",
        law: "刑法第五十二条",
        months: 7,
      },
      opened: [],
    });
    expect(JSON.stringify(shown)).not.toMatch(/张三|小三子|1985/);
  });

  it("shows everything under a purpose and says what was opened", () => {
    const shown = showLead(words, finding, (each) => each === "personal");
    expect(shown.summary).toEqual(words.summary);
    expect(shown.finding).toEqual(values);
    expect(shown.opened).toEqual(["subject", "subjectName", "person_id", "paid_to", "person_name", "alias"]);
  });
});
