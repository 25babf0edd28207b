import { describe, expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const found = (text: string): string[] =>
  checkDocument(documentOf(text.split("\n")), { citations: null, spelling: null, records: [] }, (rule) => rule === "name-inconsistent").map(
    ({ text: wrong, suggestion }) => `${wrong} ${suggestion ?? ""}`,
  );

describe("names without their last character", () => {
  it.each([
    ["公司委派法务周涛于次日报案。\n周涛军也不能提供对账单。", ["周涛 周涛军"]],
    ["本院审查犯罪嫌疑人袁光涉嫌盗窃一案。\n讯问犯罪嫌疑人袁光成时，只有一人在场。", ["袁光 袁光成"]],
    ["工人江祥死亡。\n事后公司与江祥龙近亲属达成协议。", ["江祥 江祥龙"]],
    ["见证人欧阳建到场。\n欧阳建国在笔录上签名，欧阳建国表示没有异议。", ["欧阳建 欧阳建国"]],
    ["在办理侯良波、胡成职务侵占案中发现。\n胡成志用白条报账，由胡成志签字。", ["胡成 胡成志"]],
    ["已返还任成和夏波华。\n任成志、夏波华不服，被害人任成志的意见。", ["任成 任成志"]],
    ["郭静逃至其表哥何莹家。\n何莹珍陪同投案，何莹珍作证。", ["何莹 何莹珍"]],
    ["被告人江新涛，男，1990年6月29日出生。其兄江新代为赔偿，江新涛认罪。", []],
    ["三车均由货车司机苏林承运。\n组织货车司机苏林指认地点。", []],
    // A character with which a sentence goes on.
    ["明知徐鹏（已判刑）所售手机来路不明。\n徐鹏前后供述不一。", []],
    // Words, firms and places that begin in the same way.
    ["涉案工程竣工验收。\n原告承包工程，双方约定包工包料，程竣亮到场。", []],
    ["1.金叶便利店，无许可证；\n2.金叶烟酒行，无许可证；\n3.金叶文具店，无许可证。", []],
    ["被告人江新，男，1990年6月29日出生。其兄江新涛（男，1985年3月4日出生）代为赔偿。", []],
    ["被告人李明供述。李明明知车辆被盗。", []],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe("masked names with another surname", () => {
  const head = "被不起诉人孟某某，男，1990年6月29日出生。\n";
  it.each([
    // Of one who is called by a word that is for few.
    [`${head}过路人张某某只看到一个背影。\n过路人章某某的证言系孤证。`, ["章某某 张某某"]],
    // Told of once by what he is, while all else names another without telling who he is.
    [`${head}邻户村民余某某，女，1991年5月2日出生。\n佘某某的房屋受损，孟某某赔偿佘某某三千元。`, ["余某某 佘某某"]],
    [`${head}村民小组长姜某某证实。\n蒋某某到场劝阻，村民小组长蒋某某报警。`, ["姜某某 蒋某某"]],
    [`${head}孟某某将款项转入其亲属姜某某的账户。\n蒋某某退还全部款项。`, ["姜某某 蒋某某"]],
    // Two people: both are told of, or there are many of the word.
    [`${head}证人王某某、黄某某的证言。`, []],
    [`${head}被害人余某某，女，1991年5月2日出生。\n被害人佘某某，男，1992年5月2日出生。`, []],
    [`${head}证人张某某的证言。孟某某将被害人章某某打伤，章某某就医。`, []],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe("names that the layout of a document tells", () => {
  it.each([
    // Labels of lines, and who speaks.
    ["参加人：郭静、何君、罗刚涛\n郭静：我先说。\n何军：我补充一点。\n何军：没有了。", ["何君 何军"]],
    ["听证员（签名）：段彬　苏林浩　蒋玲\n听证员段斌提问。\n段斌：你自愿吗？\n苏林浩、段斌和蒋玲意见一致。", ["段彬 段斌"]],
    ["其余周建新、何君、罗刚涛尚未获退。\n郭静、何军已经起诉；何军、周建新放弃索赔。", ["何君 何军"]],
    [
      "答：因为和何君一起开赌场。\n问：何军和你怎么分工？\n答：场地是何军租的。\n问：问过何军吗？\n答：何军没有讲，我向何军借过钱。",
      ["何君 何军"],
    ],
    ["三名子女罗贞英、苏鹏、龚勇凯互相推诿。\n法院判决罗珍英、苏鹏、龚勇凯支付赡养费。", ["罗珍英 罗贞英"]],
    // Two who ask, side by side.
    ["询问人：袁光成　郭静　　记录人：郭静\n被询问人：曾新鹏，男，1990年6月29日出生\n答：郭静和袁光成都在。", []],
    // Several who say who they are.
    ["被不起诉人：我叫袁光成，1978年7月17日出生。\n被害人：我叫郭静，1981年3月4日出生。\n袁光成：没有异议。\n郭静：没有异议。", []],
    ["问：你做什么工作？\n答：我是出纳，韩松是会计。\n问：出纳还有谁？\n答：出纳只有我。", []],
    // Others who bear the surname.
    ["一层登记在钱松林、唐景林名下；二层登记在胡卫红、张红华、唐景辉名下。", []],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});
