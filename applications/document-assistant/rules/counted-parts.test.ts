import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null }, (rule) => rule === "count-wrong").map(
    (each) => `${each.text} ${each.suggestion}`,
  );

/** A whole and its parts; `{}` is one of the numbers. */
const TOLD: readonly (readonly [text: string, right: string, wrong: string])[] = [
  // Parts behind 其中.
  ["窖内共起出酒坛31只，其中完好的18只，破损的{}只。", "13", "15"],
  ["全县现有村级调解员146名，其中专职58名，兼职{}名。", "88", "98"],
  ["该案共移送卷宗十二册。其中诉讼卷三册，证据卷{}册。", "九", "十一"],
  ["合议庭评议的五个争议里面，三人意见一致的有三个，还有{}个意见不一。", "两", "三"],
  // Kinds of which every one is of one.
  ["走访的十五户中，愿意签约的有九户，观望的有四户，明确拒绝的有{}户。", "两", "三"],
  ["抽查案卷{}件。评定为优秀的十一件；评定为合格的六件；评定为瑕疵的三件。", "二十", "二十二"],
  ["全年办理监督案件{}件。从监督对象看，涉及公安机关的31件，涉及审判机关的12件。从办理结果看，采纳38件，未采纳5件。", "43", "45"],
  ["收到线索74条。按来源区分，群众举报41条，自行发现22条，其他部门移送{}条。", "11", "14"],
  // What is left.
  ["船上共有九人，落水六人，其余{}人抓住了船舷。", "三", "两"],
  ["表中所列五项整改内容，销号三项，尚余{}项正在推进。", "两", "一"],
  ["涉案房屋七间，已腾退四间，剩余{}间由其亲属居住。", "三", "四"],
  ["村里五户领到了补偿。除老谭一户对面积有异议外，其余{}户均已签字。", "四", "五"],
  ["协议一式四份，买卖双方各执一份，一份交中介留存。现卷内只有买方提交的一份，其余{}份未能调取。", "三", "四"],
  // All of them at the end.
  ["评审组由法学教师两人、执业律师三人、退休法官一人组成，共{}人。", "六", "七"],
  ["提交营业执照一份、授权书两份、身份证复印件一份，共计{}份。", "四", "三"],
  ["随案移送手机两部、平板电脑一台、账本三册，合计{}件。", "六", "五"],
  ["提讯记录为：3月4日一次、3月6日上午下午各一次、3月11日一次，共{}次。", "四", "三"],
  // So many times.
  ["参训干警{}人编成四组，每组七人，轮流值守。", "二十八", "二十七"],
  ["仓库内有药酒三箱，每箱六瓶，共{}瓶。", "十八", "十六"],
];

const RIGHT: readonly string[] = [
  "抓获涉案人员八人，其中吸毒人员五人，女性四人。",
  "全院63人，其中党员40人，本科以上学历50人。",
  "受理20件，批准逮捕12件，提起公诉15件。",
  "赵某、钱某、孙某、李某到场，其中两名民警受伤，其余两人逃离。",
  "由检察长带队，民警三人、书记员一人，共五人参加。",
  "扣押手机两部、电脑一台，共两类。",
  "全年办案46件，其中生态领域22件，食品领域9件。",
  "立案5件10人，起诉3件8人，不起诉2件2人。",
  "车上有五人，两人系民警，其余三人系被告人。",
  "参会三十人编成四组，每组七人，另有两人负责会务。",
  "房屋1栋2栋由甲公司承建，其余3栋由乙公司承建。",
  "原有采砂点十三个。依法取缔的有七个，取得许可的有两个，自行停业的有三个，尚有一个因争议正在诉讼。",
];

describe("a number and the parts told beside it", () => {
  it("that they make is right, and another one is not", () => {
    for (const [text, right, wrong] of TOLD) {
      expect(found(text.replace("{}", right)), text).toEqual([]);
      expect(found(text.replace("{}", wrong)).length, `${wrong}: ${text}`).toBeGreaterThan(0);
    }
  });

  it("is left alone where they may be some of it, or several at once", () => {
    for (const text of RIGHT) expect(found(text), text).toEqual([]);
  });
});
