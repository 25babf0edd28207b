import { residentIdCheckCharacter } from "@yuejian/identifiers";
import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string, rule: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }).flatMap((hit) => (hit.rule === rule ? [hit.text] : []));

describe("roles by what a document tells", () => {
  it.each<[text: string, wrong: string[]]>([
    ["纠正违法通知书\n你局办理犯罪嫌疑人尹小波盗窃一案。你局对犯罪嫌疑人尹小波超期羁押。讯问时未告知被告人尹小波的权利。", ["被告人"]],
    [
      "被害人诉讼权利告知书\n葛明轩：\n被告人尹小波涉嫌盗窃罪一案，公安局已侦查终结，移送审查起诉。被告人尹小波认罪。",
      ["被告人", "被告人"],
    ],
    [
      "检察意见书\n被不起诉人尹小波贩卖假酒一案，本院对被不起诉人尹小波不起诉。\n一、被告人的基本情况\n被不起诉人尹小波，男，农民。\n附件：被告人尹小波的讯问笔录",
      ["被告人", "被告人"],
    ],
    ["退回补充侦查提纲\n一、被告人的身份和职务\n犯罪嫌疑人尹小波系出纳。\n二、调取被告人名下银行卡的流水。", ["被告人", "被告人"]],
    ["讯问笔录\n被讯问人：尹小波\n问：《被告人权利义务告知书》你看过没有？\n答：看过。\n问：你和谁一起去的？\n答：一个人。", ["被告人"]],
    [
      "纠正违法通知书\n你局办理犯罪嫌疑人尹小波盗窃一案。犯罪嫌疑人尹小波被超期羁押。《刑事诉讼法》规定，被告人有权委托辩护人。被告人有权申请回避。",
      [],
    ],
    ["调查报告\n犯罪嫌疑人尹小波、犯罪嫌疑人杜江到案。同案被告人何平另行处理。", []],
    ["纠正审理违法意见书\n你院审理的案件，本院已提起公诉。犯罪嫌疑人尹小波、犯罪嫌疑人杜江到案。开庭时被告人尹小波未到庭。", []],
    // What is meant to be done without a charge.
    ["公开听证方案\n被告人尹小波诈骗一案，本院拟对尹小波作相对不起诉，是否提起公诉由检察长决定。", ["被告人"]],
    ["公开听证方案\n犯罪嫌疑人尹小波诈骗一案，本院拟对尹小波作相对不起诉，是否提起公诉由检察长决定。", []],
    ["情况说明\n本院拟对杜江作相对不起诉。同案的被告人尹小波已由法院判决。", []],
    ["询问笔录\n问：公安局移送的盗窃案，你认识犯罪嫌疑人尹小波吗？\n答：认识。被告人尹小波是我邻居。", ["被告人"]],
    // Before a court, once by the other word.
    ["证据清单\n被告人尹小波盗窃案，庭审出示。\n一、被告人尹小波的供述\n二、监控录像，证明犯罪嫌疑人尹小波进入仓库", ["犯罪嫌疑人"]],
    ["证据清单\n被告人尹小波盗窃案，庭审出示。\n一、被告人尹小波的供述\n二、到案经过，证明民警抓获犯罪嫌疑人尹小波", []],
    ["证据清单\n被告人尹小波盗窃案，庭审出示。\n一、被告人尹小波的供述\n二、另案犯罪嫌疑人杜江的供述", []],
  ])("%s", (text, wrong) => {
    expect(found(text, "role-before-indictment")).toEqual(wrong);
  });
});

describe("numbers of residents that do not hold", () => {
  const digits = "99060219900629714";
  const right = digits + residentIdCheckCharacter(digits);
  const spoilt = `909602${right.slice(6)}`;
  it("keep what is told beside them from the number of somebody else", () => {
    const text = `告知书\n犯罪嫌疑人汤立群（男，1984年3月2日出生，身份证件号码${spoilt}）。\n回执\n汤立群收到。身份证号${right}`;
    expect(found(text, "birth-against-id")).toEqual([]);
    expect(found(text, "sex-against-id")).toEqual([]);
    expect(found(text, "resident-id-check")).toEqual([spoilt]);
  });

  it("of nineteen digits are told behind 居民身份证 too", () => {
    expect(found(`证人葛明轩，女，居民身份证${right.slice(0, 6)}0${right.slice(6)}，农民。`, "resident-id-check")).toHaveLength(1);
  });
});
