import type { Draft } from "../../draft.ts";
import { day, enclosed, head, inCapitals, named, part, row, sameYear, someone, under, whole } from "../../forms.ts";
import { codeAt, firmNamed, quantity, quantityInAll, yearOf } from "../../marked/pieces.ts";
import { recordOf, sceneOf } from "../../marked/scene.ts";
import {
  addressee,
  body,
  charge,
  dayLine,
  listed,
  numberLine,
  quoted,
  sealLine,
  signLine,
  statute,
  title,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../../story.ts";
import { called, seatOf, shortOf, sub } from "./pieces.ts";

/** What two cases of village cashiers say about the ledgers of a town. */
export function villageLedgers(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const cashiers = [called(s, "cashier-1"), called(s, "cashier-2"), called(s, "cashier-3")] as const;
  const villages = ["竹山村", "新堤村", "红星村"];
  const sums = drawAmounts(random, 3, [61_000, 186_000]) as unknown as [number, number, number];
  const total = sumOf(sums);
  const recovered = sums[0] + Math.round((sums[1] * 0.4) / 10_000) * 10_000;
  const liaison = called(s, "liaison");
  const signedOn = s.workday(course.decided, 12, 40);
  const [first, second] = [s.workday(course.decided, 1, 4), s.workday(course.decided, 5, 10)];
  return {
    family: "one-village-ledgers",
    kind: "suggestion",
    paragraphs: [
      title("检察建议书"),
      numberLine(`${s.mark}建〔${yearOf(signedOn)}〕${s.number}号`),
      addressee(`${seatOf(s)}${s.town.endsWith("街道") ? `${s.town}办事处` : `${s.town}人民政府`}`),
      body`本院在办理${named(cashiers[0])}、${named(cashiers[1])}、${named(cashiers[2])}${charge("职务侵占罪")}三案中发现，你单位所辖村级集体资金的管理存在${word("漏洞", "露洞")}，致使三名村报账员得以长期侵占集体资金而未被察觉。为促进基层治理，本院于${day("visit", first)}派员到你单位查阅了近两年的村级账套，于${sameYear("talk", second, first)}与农经站有关人员座谈，现将有关情况及建议函告如下：`,
      head("parts", "一、", "案件反映的情况"),
      body`上述三案中，三名报账员侵占集体资金的手法大体相同，即以收入不入账、重复报账的方式侵吞鱼塘租金、机动地承包费等款项，所犯均为${charge("职务侵占罪")}，其所在村、姓名及侵占数额如下（单位：元）：`,
      row("所在村", "报账员", "侵占数额"),
      ...sums.map((each, at) => row(villages[at] ?? "", named(cashiers[at] ?? liaison), part(`sum-${at + 1}`, each, "column"))),
      row("合计", "—", whole("total", total, "column")),
      body`前述款项共计人民币${whole("total", total)}（大写：${inCapitals("total", total)}），案发后追回${part("recovered", recovered)}，尚有${part("open", total - recovered)}未能追回，其中${named(cashiers[0])}所侵占的${part("sum-1", sums[0])}已全部返还所在村。因侵占集体资金构成${charge("职务侵占罪")}的三人，均已由人民法院作出有罪判决。`,
      head("parts", "二、", "存在的主要问题"),
      sub(
        "issue",
        "（一）",
      )`会计监督流于形式。你单位农经站对村级收支仅作形式审查，未依照${statute("会计法", "第十七条", "")}定期核对账实，${named(cashiers[1])}连续两年未交租金收入，竟无人过问。`,
      sub(
        "issue",
        "（二）",
      )`原始${word("凭证", "凭正")}审核不严。${statute("会计法", "第十三条", "第三款")}规定：“${quoted("任何单位和个人不得伪造、变造会计凭证、会计账簿及其他会计资料，不得提供虚假的财务会计报告。", ["伪造、变造", "伪造、涂改"], ["会计账簿", "会计账目"], ["任何单位和个人", "任何组织和个人"])}”而${named(cashiers[2])}用以报账的白条达数十张，均予列支。`,
      sub(
        "issue",
        "（三）",
      )`档案保管失序。相关村的会计资料未按${statute("会计法", "第二十三条", "")}建立档案，部分年度收据存根缺失，给案件查办造成困难。`,
      head("parts", "三、", "检察建议"),
      body`针对上述${listed("issues", 3, { near: ["issue"], isHan: true })}个方面的问题，依照${statute("人民检察院组织法", "第二十一条", "第一款")}的规定，提出如下建议：`,
      sub(
        "advice",
        "1．",
      )`由你单位牵头，对所辖各村集体资金开展一次全面清理，追回尚欠的${part("open", total - recovered)}，并将结果张榜公布。`,
      sub("advice", "2．")`实行报账员定期轮岗和村账集中核算，对收入一律通过银行${word("转账", "转帐")}结算，杜绝坐收坐支。`,
      sub("advice", "3．")`会同${seatOf(s)}${today("农业农村局", "农业局")}对农经站人员开展业务培训，压实岗位责任。`,
      body`请你单位自收到本建议书之日起二个月内将办理情况书面回复本院。对本建议有异议的，可在收到之日起七个工作日内以书面形式提出。联系人${named(liaison)}，联系电话${s.phone()}；具体整改中的政策问题，亦可径与${named(liaison)}商洽。`,
      sealLine(s.procuratorate),
      dayLine(signedOn),
      enclosed("1．", "三案基本情况表一份；", "附件："),
      enclosed("2．", "检察建议书回复格式一份。"),
    ],
    record: recordOf(s, []),
    sums: [
      { whole: "total", parts: ["sum-1", "sum-2", "sum-3"] },
      { whole: "total", parts: ["recovered", "open"] },
    ],
    order: ["talk", "signed"],
  };
}

/** A pig farm's lagoon: the suggestion before a suit in the public interest. */
export function lagoonSuggestion(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const farm = s.firm("生态养殖");
  const [owner, neighbour, expert] = [called(s, "owner"), called(s, "neighbour"), called(s, "expert")];
  const clue = course.filed;
  const seen = s.workday(clue, 3, 9);
  const sampled = s.workday(seen, 1, 4);
  const filed = s.workday(sampled, 3, 9);
  const signedOn = s.workday(filed, 6, 20);
  const [pool, ditch, field] = [random.between(22, 58), random.between(11, 40), random.between(8, 35)].map((each) => each / 10) as [
    number,
    number,
    number,
  ];
  const [cleaning, test] = drawAmounts(random, 2, [23_000, 91_000]);
  const telephone = s.phone();
  return {
    family: "one-lagoon-suggestion",
    kind: "suggestion",
    paragraphs: [
      title(s.procuratorate),
      title("检察建议书"),
      numberLine(`${s.mark}行公建〔${yearOf(signedOn)}〕${s.number}号`),
      addressee(`岳阳市生态环境局${shortOf(s)}分局`),
      body`本院于${day("clue", clue)}接到${s.town}村民${named(neighbour)}反映，称${firmNamed("farm", farm.name)}将养殖粪污排入村旁水渠，致该渠水体黑臭。本院依法进行初步调查后，于${day("filed", filed)}以行政公益诉讼立案，现已调查终结。`,
      body`经调查查明：${firmNamed("farm", farm.name)}（统一社会信用代码${codeAt("farm", farm.code)}，法定代表人${named(owner)}）系畜禽规模养殖场，其粪污贮存池未作防渗处理且长期满溢。${day("seen", seen)}，本院检察官会同村民${named(neighbour)}到场${word("勘验", "堪验")}，测得粪污漫流所及，贮存池外${quantity("pool", pool)}亩、水渠${quantity("ditch", ditch)}亩、农田${quantity("field", field)}亩，受污染面积合计${quantityInAll("area", Math.round((pool + ditch + field) * 10) / 10)}亩；${day("sampled", sampled)}，受委托的检测机构采样检验，化学需氧量和氨氮均超标，专家${named(expert)}出具意见认为，该水体短期内不能自行恢复，需支出清淤费${part("cleaning", cleaning, "grouped")}、后续监测费${part("test", test, "grouped")}，修复费用合计人民币${whole("repair", cleaning + test, "grouped")}（大写：${inCapitals("repair", cleaning + test)}）。法定代表人${named(owner)}对上述事实没有异议。`,
      body`另查明，你局曾向该场发出责令改正通知，但此后未再复查，前述污染状态持续至今，社会公共利益仍处于受侵害状态。`,
      body`本院认为，${statute("固体废物污染环境防治法", "第六十五条", "第二款")}规定：“${quoted("从事畜禽规模养殖应当及时收集、贮存、利用或者处置养殖过程中产生的畜禽粪污等固体废物，避免造成环境污染。", ["畜禽规模养殖", "畜禽规模化养殖"], ["收集、贮存", "收集、存储"], ["避免造成", "防止造成"])}”${statute("水污染防治法", "第五十六条", "第二款")}亦规定：“${quoted("畜禽养殖场、养殖小区应当保证其畜禽粪便、废水的综合利用或者无害化处理设施正常运转，保证污水达标排放，防止污染水环境。", ["正常运转", "正常运行"], ["保证污水", "确保污水"], ["防止污染", "避免污染"])}”你局作为生态环境主管部门，对该场的违法行为负有监督管理职责，责令改正后怠于${word("履行", "屡行")}后续监管职责，致国家利益和社会公共利益受到侵害。该场依${statute("民法典", "第一千二百二十九条", "", ["侵权责任法", "第六十五条"], ["民法通则", "第一百二十四条"])}及${statute("民法典", "第一千二百三十五条", "", ["侵权责任法", "第十九条"])}所负的赔偿责任，不能免除你局的监管职责。`,
      body`为保护国家利益和社会公共利益，${word("督促", "督捉")}依法行政，现依照${under("中华人民共和国行政诉讼法", "第二十五条", "第四款")}的规定，向你局提出以下${listed("advice", 3, { near: ["advice"], isHan: true })}项建议：`,
      sub("advice", "一是")`对${firmNamed("farm", farm.name)}的违法行为依法查处，责令其限期完成贮存池防渗改造；`,
      sub(
        "advice",
        "二是",
      )`监督该场按专家${named(expert)}的意见清除受污染的底泥，所需修复费用${whole("repair", cleaning + test, "grouped")}由其承担；`,
      sub(
        "advice",
        "三是",
      )`对辖区规模养殖场开展排查，会同${today("农业农村局", "农业局")}建立粪污去向台账，${word("防止", "妨止")}类似问题发生。`,
      body`请你局在收到本检察建议书后两个月内依法履行职责，并将办理情况书面回复本院，同时附送有关证明材料。逾期不回复或者未依法全面履职的，本院将依法提起行政公益诉讼。`,
      signLine("承办检察官：", someone("procurator", s.name())),
      signLine(`联系电话：${telephone}`),
      sealLine(s.procuratorate),
      dayLine(signedOn, "han"),
      enclosed("1．", "现场照片及检测报告；", "附："),
      enclosed("2．", "专家意见；"),
      enclosed("3．", "村民反映材料。"),
    ],
    record: recordOf(s, []),
    sums: [
      { whole: "area", parts: ["pool", "ditch", "field"] },
      { whole: "repair", parts: ["cleaning", "test"] },
    ],
    order: ["clue", "sampled", "signed"],
  };
}
