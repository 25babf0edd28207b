import type { Draft } from "../../draft.ts";
import { bornOf, day, enclosed, head, idOf, inCapitals, later, monthsOn, part, row, sexOf, someone, whole } from "../../forms.ts";
import { ageAt, codeAt, firmNamed, IN_TIME, phoneAt, procedural, yearOf } from "../../marked/pieces.ts";
import { daysAfter, personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  addressee,
  articleAlone,
  body,
  charge,
  chargeThen,
  dayLine,
  lengthOf,
  listed,
  numberLine,
  penalty,
  quoted,
  role,
  sealLine,
  signLine,
  statute,
  suspect,
  termOf,
  title,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../../story.ts";
import { barred, label } from "./pieces.ts";

const GOODS = ["铝合金型材", "不锈钢水龙头", "电动扳手"];

export function warehouseOutline(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [keeper, carter] = [s.person("keeper", [1976, 2001], "male"), s.person("carter", [1976, 2001], "male")];
  const firm = s.firm("建材贸易");
  const [clerk, guard, fence] = [s.name("female"), s.name("male"), s.name()];
  const days = daysAfter(random, later(course.filed, -30), 3, 26);
  const values = drawAmounts(random, 3, [2_100, 9_900]);
  const total = sumOf(values);
  const sold = drawAmounts(random, 2, [900, 3_900]);
  const [a, b] = [someone("keeper", keeper.name), someone("carter", carter.name)];
  const [c, g, f] = [someone("clerk", clerk), someone("guard", guard), someone("fence", fence)];
  const owner = firmNamed("firm", firm.name);
  return {
    family: "two-warehouse-outline",
    kind: "investigation-outline",
    paragraphs: [
      title("退回补充侦查提纲"),
      addressee(s.police),
      label("案件", a, "、", b, "涉嫌", charge("盗窃罪"), "一案"),
      label("受理与告知", day("accepted", course.accepted), "受理，", day("told", course.told), "告知权利"),
      label("补充侦查期限", procedural(termOf("return", course.decided, 1), monthsOn(course.decided, 1)), "，为期", lengthOf("return", 1)),
      head("parts", "一、", "案件现状"),
      barred("嫌疑人", "出生日期", "公民身份号码", "强制措施"),
      barred(a, bornOf(keeper, "iso"), idOf(keeper), [
        { text: "拘留：" },
        day("detained", course.detained),
        { text: "；逮捕：" },
        day("arrested", course.arrested),
      ]),
      barred(b, bornOf(carter, "iso"), idOf(carter), "取保候审"),
      body`你局移送认定：${a}（首起时${ageAt(keeper, "act-1", days[0] ?? "")}周岁）利用夜间值守之便，与${b}（首起时${ageAt(carter, "act-1", days[0] ?? "")}周岁）结伙，从${owner}（统一社会信用代码${codeAt("firm", firm.code)}）的仓库运走货物${listed("thefts", 3, { near: ["value-1", "value-2", "value-3"] })}车，价值见下（单位：元）：`,
      row("车次", "日期", "货物", "价值"),
      ...days.map((on, at) =>
        row(String(at + 1), day(`act-${at + 1}`, on, "iso"), GOODS[at] ?? "", part(`value-${at + 1}`, values[at] ?? 0, "column")),
      ),
      row("合计", "", "", whole("total", total, "column")),
      head("parts", "二、", "存在的问题"),
      body`1. 数额依据不足。认定${charge("盗窃罪")}所据的${whole("total", total)}只有${owner}会计${c}的自制清单，缺少进货凭证，${today("价格认定书", "价格鉴定结论书", "估价鉴定书")}未附计算过程；`,
      body`2. 主观明知不清。${b}${word("辩解", "辨解")}以为货物系${a}代公司处理的积压品，${g}（保安）的证言对此未作说明；`,
      body`3. 销赃环节不明。收购人${f}称付款两次，分别为${part("sold-1", sold[0])}和${part("sold-2", sold[1])}，共${part("sold", sumOf(sold))}，而${a}供述只收到一次。`,
      head("parts", "三、", "补充侦查事项"),
      body`请围绕以下${listed("tasks", 4)}个方面补充侦查：`,
      body`（一）调取${owner}的进销存账册，重新询问会计${c}，核对第1至3车货物的数量；`,
      body`（二）再次${word("讯问", "询问")}${suspect()}${b}，查明其与${a}的联络方式和分工，恢复两人的聊天记录；`,
      body`（三）询问${g}，查明三次出车的放行手续由谁签字；`,
      body`（四）调取${f}的付款凭证，查清${part("sold", sumOf(sold))}的去向，必要时组织${f}对${a}进行${word("辨认", "辩认")}。`,
      head("parts", "四、", "法律依据与要求"),
      body`本案依照${statute("刑事诉讼法", "第一百七十五条", "第二款")}退回。同法${articleAlone("刑事诉讼法", "第一百七十五条", "第三款")}规定“${quoted("对于补充侦查的案件，应当在一个月以内补充侦查完毕。补充侦查以二次为限。", ["一个月以内", "二个月以内"], ["二次为限", "三次为限"], ["应当在", "可以在"])}”补充侦查后，如查明${a}系利用职务便利，应当重新考虑定性，并在移送时一并说明；仍认定${charge("盗窃罪")}的，应当补强上述证据。`,
      body`联系人：${someone("procurator", s.name())}，电话：${phoneAt("procurator", s.phone())}。`,
      sealLine(s.procuratorate),
      dayLine(course.decided),
    ],
    record: recordOf(s, [keeper, carter], {
      charge: "盗窃罪",
      acceptedOn: course.accepted,
      amount: total,
      days: { detained: [course.detained], arrested: [course.arrested], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [
      { whole: "total", parts: ["value-1", "value-2", "value-3"] },
      { whole: "sold", parts: ["sold-1", "sold-2"] },
    ],
    order: ["act-3", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
}

export function fencePlea(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const man = s.person("man", [1964, 1998]);
  const [seller, other, counsel] = [s.name("male"), s.name("male"), s.name()];
  const days = daysAfter(random, later(course.act, -25), 3, 22);
  const paid = drawAmounts(random, 3, [1_300, 6_900]);
  const total = sumOf(paid);
  const gain = drawAmounts(random, 2, [400, 1_900]);
  const name = someone("man", man.name);
  const [x, y, l] = [someone("seller-1", seller), someone("seller-2", other), someone("counsel", counsel)];
  const crime = "掩饰、隐瞒犯罪所得罪";
  return {
    family: "two-fence-plea",
    kind: "plea-statement",
    paragraphs: [
      title("认罪认罚具结书"),
      head("parts", "一、", "身份信息"),
      label("姓名", name, "　性别：", sexOf(man), "　民族：", man.nation),
      label("出生日期", bornOf(man), "　公民身份号码：", idOf(man)),
      label("住址", man.address, "　联系电话：", phoneAt("man", man.phone)),
      head("parts", "二、", "权利知悉"),
      body`本人${name}已于${day("told", course.told)}收到${s.procuratorate}送达的《认罪认罚从宽制度告知书》，知悉下列${listed("rights", 3)}项内容：（甲）自愿认罪可以依法从宽；（乙）有权获得值班律师的帮助；（丙）可以${word("撤回", "彻回")}具结。`,
      head("parts", "三、", "认罪认罚内容"),
      body`本人对检察机关指控的${charge(crime)}及下列事实没有异议：本人经营废旧物资回收站，首次收购时${ageAt(man, "act-1", days[0] ?? "")}周岁，明知${x}、${y}出售的电缆系盗窃所得，仍先后${listed("deals", 3, { near: ["paid-1", "paid-2", "paid-3"] })}次收购：`,
      row("次数", "收购日期", "出售人", "付款"),
      row("第一次", day("act-1", days[0] ?? ""), x, part("paid-1", paid[0])),
      row("第二次", day("act-2", days[1] ?? ""), x, part("paid-2", paid[1])),
      row("第三次", day("act-3", days[2] ?? ""), y, part("paid-3", paid[2] ?? 0)),
      row("合计", "", "", whole("total", total)),
      body`三次共付款${whole("total", total)}（${inCapitals("total", total)}），转卖后获利两笔，分别为${part("gain-1", gain[0])}、${part("gain-2", gain[1])}，获利总额${part("gain", sumOf(gain))}，已全部退缴。${day("filed", course.filed)}公安机关立案后，本人主动说明了${x}、${y}的情况。`,
      head("parts", "四、", "量刑建议与程序"),
      body`本人同意检察机关提出的以下意见：以${charge(crime)}判处${penalty("312-1", random.pick([6, 7, 8, 9]), ["有期徒刑四年", "有期徒刑三年六个月", "有期徒刑五年"])}，并处${word("罚金", "罚款")}；没收违法所得${part("gain", sumOf(gain))}；适用简易程序审理。上述意见依据${statute("刑法", "第三百一十二条", "第一款")}，该款对此类行为规定“${quoted("处三年以下有期徒刑、拘役或者管制，并处或者单处罚金", ["三年以下", "五年以下"], ["并处或者单处", "可以并处"])}”。`,
      head("parts", "五、", "自愿签署声明"),
      body`本人具有${man.schooling}，已阅读以上内容，在${l}在场的情况下签署，未受到暴力、威胁或者引诱。本人清楚，${statute("刑事诉讼法", "第一百七十四条", "第一款")}规定应当在辩护人或者值班律师在场时签署本文书；如反悔，检察机关可以就${charge(crime)}重新提出建议。`,
      signLine("犯罪嫌疑人：", name),
      dayLine(course.decided),
      body`见证人声明：本人${l}系${suspect()}${name}的值班律师，证明其自愿签署。${x}、${y}另案处理的情况，已向其说明。`,
      signLine("值班律师：", l),
    ],
    record: recordOf(s, [man], {
      charge: crime,
      amount: total,
      days: { filed: [course.filed], told: [course.told] },
    }),
    sums: [
      { whole: "total", parts: ["paid-1", "paid-2", "paid-3"] },
      { whole: "gain", parts: ["gain-1", "gain-2"] },
    ],
    order: ["act-1", "act-2", "act-3", "told", "signed"],
  };
}

export function penaltyLetter(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const man = s.person("man", [1966, 1999], "male");
  const [victim, seen, officer] = [s.name(), s.name(), s.name()];
  const dropped = course.decided;
  const sent = s.workday(dropped, 2, 6);
  const sums = drawAmounts(random, 3, [800, 9_800]);
  const total = sumOf(sums);
  const name = someone("man", man.name);
  const [v, w, o] = [someone("victim", victim), someone("witness", seen), someone("officer", officer)];
  const cleared = () => role("被不起诉人");
  return {
    family: "two-penalty-letter",
    kind: "transfer-letter",
    paragraphs: [
      title(`${s.procuratorate}检察意见移送函`),
      numberLine(`${s.mark}行衔〔${yearOf(sent)}〕${s.number}号`),
      addressee(s.police),
      label("移送事由", "对不起诉案件建议行政处罚"),
      label("被不起诉人", personLine(man), "，电话", phoneAt("man", man.phone)),
      label("原案罪名", charge("故意伤害罪")),
      head("parts", "一、", "原案办理情况"),
      row("事项", "日期"),
      row("案发", day("act", course.act)),
      row("刑事立案", day("filed", course.filed)),
      row("移送审查起诉", day("accepted", course.accepted)),
      row("告知权利", day("told", course.told)),
      row("作出不起诉决定", day("dropped", dropped)),
      body`你局以${name}涉嫌${chargeThen("故意伤害罪")}移送的案件，本院审查认为其犯罪情节轻微，已依照${statute("刑事诉讼法", "第一百七十七条", "第二款")}对${cleared()}${name}作出不起诉决定。`,
      head("parts", "二、", "查明的违法事实"),
      body`${name}（案发时${ageAt(man, "act", course.act)}周岁）因停车位与${v}发生${word("纠纷", "纠分")}，用拳头击打${v}面部，致${v}轻伤二级，${w}报警并作证。${name}已支付以下款项：`,
      row("名目", "金额（元）"),
      row("医药费", part("sum-1", sums[0], "column")),
      row("误工费", part("sum-2", sums[1], "column")),
      row("营养费", part("sum-3", sums[2] ?? 0, "column")),
      row("共计", whole("total", total, "column")),
      body`${v}于收款当日出具收据，确认${whole("total", total)}（${inCapitals("total", total)}）到账，并表示${word("谅解", "凉解")}。赔偿标准符合${statute("民法典", "第一千一百六十五条", "第一款", ["侵权责任法", "第六条第一款"])}的规定。`,
      head("parts", "三、", "检察意见"),
      body`${statute("刑事诉讼法", "第一百七十七条", "第三款")}要求：“${quoted("对被不起诉人需要给予行政处罚、处分或者需要没收其违法所得的，人民检察院应当提出检察意见，移送有关主管机关处理。", ["应当提出检察意见", "可以提出检察建议"], ["有关主管机关", "有关行政机关"])}”${statute("行政处罚法", "第二十七条", "第一款")}亦规定，依法不需要追究刑事责任但应当给予行政处罚的，应当移送行政机关。为此提出下列${listed("opinions", 3)}项意见：`,
      body`（甲）对${cleared()}${name}殴打他人的行为依法给予治安管理处罚，处罚时考虑${name}已赔偿${whole("total", total)}的情节；`,
      body`（乙）听取${v}和证人${w}的意见，处罚决定书${word("副本", "付本")}送达${v}；`,
      body`（丙）自收到本函之日起两个月内，将处理结果书面回复本院；你局收案民警${o}负责对接的，可直接与承办检察官联系。`,
      head("parts", "四、", "移送材料"),
      body`本案卷宗及${today("鉴定意见书", "鉴定结论书")}随函移送，由${o}签收。本院联系人${someone("procurator", s.name())}，电话${phoneAt("procurator", s.phone())}。原案所涉${charge("故意伤害罪")}的卷宗用毕请退还本院。`,
      sealLine(s.procuratorate),
      dayLine(sent),
      enclosed("1.", "不起诉决定书一份；", "附："),
      enclosed("2.", "案件卷宗二册；"),
      enclosed("3.", "收据和谅解书复印件。"),
    ],
    record: recordOf(s, [man], {
      charge: "故意伤害罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      days: { act: [course.act], filed: [course.filed], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "total", parts: ["sum-1", "sum-2", "sum-3"] }],
    order: ["act", "filed", "accepted", "told", "dropped", "signed"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "dropped", days: 46 },
    ],
  };
}
