import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rule === "count-wrong").map(
    (each) => `${each.text} ${each.suggestion}`,
  );

/** Counts told again, of all of those who were told before or of the others; `{}` is one of them. */
const TOLD: readonly (readonly [text: string, right: string, wrong: string])[] = [
  ["该公司股东四人：吴军占股40%，郑勇占股30%，王芳占股20%，李强占股10%。{}名股东均签字。", "四", "五"],
  ["两次庭前会议分别于3月2日、3月9日召开。{}次会议均形成记录。", "两", "三"],
  ["吴军、郑勇、王芳、李强四人分两批进场，吴军、王芳为第一批，其余{}人为第二批。", "二", "三"],
  ["被告人周明伙同吴军、郑勇作案，{}人均被抓获。", "三", "四"],
  ["2024年3月2日、5日、9日，被告人周明到超市行窃。上述{}次盗窃均被监控拍下。", "三", "四"],
  ["一、犯罪嫌疑人吴军，男。\n二、犯罪嫌疑人郑勇，男。\n三、犯罪嫌疑人王芳，女。\n本案{}名犯罪嫌疑人均已到案。", "三", "四"],
  ["审查起诉期间，本院于3月2日退回补充侦查，4月5日再次退回补充侦查，{}次退查后仍证据不足。", "两", "三"],
  ["会议应到委员九人，实到七人，缺席{}人。", "两", "三"],
  ["三个村各选两名代表，共{}名代表。", "六", "五"],
  ["提取指纹五枚，其中一枚与右手食指吻合，两枚与左手拇指吻合，其余{}枚不具备条件。", "两", "三"],
  ["十份问卷，收回有效问卷八份，无效{}份。", "两", "三"],
  ["问：你借过他几次钱？\n答：三次。\n问：哪三次？\n答：春节一次，端午一次，中秋一次。\n问：{}次都还了吗？\n答：没还。", "三", "四"],
  ["本案{}名鉴定人吴军、郑勇出庭作证。", "二", "三"],
  ["参会单位有县法院、县公安局、县司法局，{}家单位均发言。", "三", "四"],
  ["县法院、县公安局、县司法局参加会议，{}家单位会签纪要。", "三", "四"],
];

const RIGHT: readonly string[] = [
  "受理举报线索18件，办结15件，移送公安机关3件，立案2件。",
  "应到委员九人，实到七人，邀请列席三人。",
  "审结150人，起诉111人，不起诉28人，退回侦查机关11人。",
  "受理审查逮捕30人，批准逮捕20人，不批准逮捕8人。",
  "五名被害人中，三名已获赔偿，一名尚未获得赔偿，一名放弃赔偿。",
  "被告人周明伙同吴军、郑勇作案，二人均系周明同乡。",
  "三个村各选两名代表，加上乡里的一名，共七名代表。",
  "公司原有股东四人，2023年又有一名股东加入。五名股东均在章程上签字。",
  "该公司股东四人。两名股东均不同意，另两名未表态。",
  "问：你们一共几个人？\n答：四个人，我、老吴、小郑，还有小郑的表弟。\n问：四个人都进屋了吗？\n答：都进了。",
  "问：你借过他几次钱？\n答：三次。\n问：最后两次都还了吗？\n答：没还。",
  "参会单位有县法院、县公安局等，五家单位均发言。",
];

describe("a count that is told again", () => {
  it.each(TOLD.map(([text, right]) => text.replace("{}", right)))("right: %s", (text) => expect(found(text)).toEqual([]));
  it.each(TOLD.map(([text, , wrong]) => text.replace("{}", wrong)))("wrong: %s", (text) => expect(found(text).length).toBe(1));
  it.each(RIGHT)("no other number of the same: %s", (text) => expect(found(text)).toEqual([]));
});
