import { type Draft, slot } from "../draft.ts";
import {
  bornOf,
  CRIMINAL,
  codeOf,
  day,
  enclosed,
  firmOf,
  head,
  idOf,
  inCapitals,
  later,
  PROCEDURE,
  part,
  row,
  sexOf,
  someone,
  under,
  whole,
} from "../forms.ts";
import { nobody, recordOf, sceneOf } from "../marked/scene.ts";
import {
  accused,
  addressee,
  articleAlone,
  body,
  cell,
  charge,
  dayLine,
  listed,
  numberLine,
  quoted,
  sealLine,
  signLine,
  statute,
  suspect,
  title,
  toCourt,
  today,
  word,
} from "../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../story.ts";

const number = (key: string, value: number) => slot(String(value), "amount", key, value);
const total = (key: string, value: number) => slot(String(value), "total", key, value);

/** A quarter in figures, to the city's office. */
export function quarter(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const [year, nth] = random.pick([
    [2024, 4],
    [2025, 1],
    [2025, 2],
    [2025, 3],
    [2025, 4],
    [2026, 1],
  ] as const);
  const written = s.workday(nth === 4 ? `${year + 1}-01-01` : `${year}-${String(nth * 3 + 1).padStart(2, "0")}-01`, 7, 14);
  const [theft, fraud, injury, other] = [random.between(20, 66), random.between(12, 48), random.between(8, 30), random.between(30, 80)];
  const cases = theft + fraud + injury + other;
  const [charged, spared, returned] = [random.between(60, 120), random.between(15, 40), random.between(3, 14)];
  const done = charged + spared + returned;
  const losses = drawAmounts(random, 4, [60_000, 900_000]);
  const won = sumOf(losses);
  const quarterName = `${year}年第${["一", "二", "三", "四"][nth - 1] ?? ""}季度`;
  return {
    family: "quarter",
    kind: "transfer-letter",
    paragraphs: [
      title(s.procuratorate),
      title(`关于${quarterName}刑事检察工作情况的报告`),
      numberLine(`${s.mark}报〔${written.slice(0, 4)}〕${random.between(2, 60)}号`),
      addressee("岳阳市人民检察院"),
      body`现将我院${quarterName}刑事检察工作情况报告如下。`,
      head("top", "一、", "基本数据"),
      head("sub", "（一）", "受理情况。"),
      body`本季度共受理审查起诉案件${total("cases", cases)}件，其中盗窃类${number("theft", theft)}件、诈骗类${number("fraud", fraud)}件、故意伤害类${number("injury", injury)}件、其他${number("other", other)}件。`,
      head("sub", "（二）", "办结情况。"),
      body`本季度审结${total("done", done)}人，包括起诉${number("charged", charged)}人，不起诉${number("spared", spared)}人，退回侦查机关处理${number("returned", returned)}人。`,
      head("sub", "（三）", "追赃挽损情况。"),
      row("类别", "挽回损失（元）"),
      row("盗窃", cell("l1", losses[0])),
      row("诈骗", cell("l2", losses[1])),
      row("职务侵占", cell("l3", losses[2] ?? 0)),
      row("其他", cell("l4", losses[3] ?? 0)),
      body`以上四类共挽回损失${whole("won", won)}（大写${inCapitals("won", won)}），挽损金额${whole("won", won)}中已发还被害人的超过半数。`,
      head("top", "二、", "主要做法"),
      body`一是落实${under(PROCEDURE, "第十五条")}，坚持认罪认罚从宽制度应用尽用；二是按照${statute("刑事诉讼法", "第九十五条", "")}开展羁押必要性审查，降低审前羁押率；三是由${today("第一检察部", "公诉科", "侦查监督科")}牵头，与公安机关共建侦查监督与协作配合办公室，对${word("讯问", "询问")}犯罪嫌疑人同步录音录像进行抽查。`,
      head("top", "三、", "存在的问题"),
      body`案件质量评查中发现，个别${today("检察官助理", "助理检察员")}对数据填录不及时；对${statute("刑事诉讼法", "第一百七十五条", "第三款")}规定的补查期限把握不严。`,
      head("top", "四、", "下一步工作打算"),
      body`我院将加强业务培训，${word("截至", "截止")}本报告印发之日，首批问题已整改到位，其余问题按照整改${word("部署", "布署")}在下季度完成。`,
      body`特此报告。联系人：${someone("contact", s.name())}，电话：${slot(s.phone(), "phone", "contact")}。`,
      sealLine(s.procuratorate),
      dayLine(written),
    ],
    record: { ...nobody, office: s.office },
    sums: [
      { whole: "cases", parts: ["theft", "fraud", "injury", "other"] },
      { whole: "done", parts: ["charged", "spared", "returned"] },
      { whole: "won", parts: ["l1", "l2", "l3", "l4"] },
    ],
    deadlines: [],
  };
}

/** What goes to the court as proof, group by group. */
export function evidenceList(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("accused", [1970, 2000]);
  const firm = s.firm(random.pick(["劳务", "建筑"]));
  const [one, two] = [s.name(), s.name()];
  const wages = drawAmounts(random, 3, [40_000, 190_000]);
  const owed = sumOf(wages);
  const ordered = s.workday(course.act, 15, 40);
  return {
    family: "evidence-list",
    kind: "sentencing-proposal",
    paragraphs: [
      title(s.procuratorate),
      title("证据目录"),
      body`案由：${charge("拒不支付劳动报酬罪")}　${accused()}：${someone("accused", who.name)}　公民身份号码：${idOf(who)}`,
      body`涉案单位：${firmOf(firm.name)}　统一社会信用代码：${codeOf(firm.code)}`,
      head("group", "第一组", "　主体证据"),
      row("1", "户籍证明", `证明${who.name}的身份`, "卷一第1页"),
      row("2", "营业执照", "证明单位情况及其经营范围", "卷一第2页至第4页"),
      body`说明：${firmOf(firm.name)}由${accused()}${someone("accused", who.name)}实际控制，${sexOf(who)}，${bornOf(who)}出生；登记的${word("法定代表人", "法人代表")}为${someone("nominal", one)}，${someone("nominal", one)}未参与经营。`,
      head("group", "第二组", "　欠薪事实证据"),
      row("3", "工资表", "证明拖欠数额", "卷二第1页至第19页"),
      row("4", "劳动者陈述", "证明劳动关系和欠薪经过", "卷二第20页至第46页"),
      body`说明：自${day("act", course.act)}起，${firmOf(firm.name)}拖欠木工班组${part("w1", wages[0])}、钢筋班组${part("w2", wages[1])}、杂工班组${part("w3", wages[2] ?? 0)}，共计${whole("owed", owed)}（大写${inCapitals("owed", owed)}）。`,
      head("group", "第三组", "　责令支付证据"),
      row("5", "劳动保障监察限期整改指令书", "证明经政府有关部门责令支付", "卷三第1页"),
      row("6", "送达回证", "证明文书已经送达", "卷三第2页"),
      body`说明：${s.place}${today("人力资源和社会保障局", "劳动和社会保障局")}于${day("ordered", ordered)}责令支付${whole("owed", owed)}，${accused()}${someone("accused", who.name)}更换电话、逃往外地。`,
      head("group", "第四组", "　供述和其他证据"),
      row("7", `${who.name}的供述`, "证明其有能力支付而不支付", "卷四第1页至第12页"),
      row("8", `证人${two}的证言`, "证明转移资金的经过", "卷四第13页至第18页"),
      body`以上证据共${listed("groups", 4, { isHan: true })}组${listed("items", 8)}项，证明${accused()}${someone("accused", who.name)}的行为符合${under(CRIMINAL, "第二百七十六条之一", "第一款")}规定的${charge("拒不支付劳动报酬罪")}的构成要件，单位部分适用${statute("刑法", "第二百七十六条之一", "第二款")}。劳动报酬依${statute("劳动法", "第五十条", "")}“${quoted("工资应当以货币形式按月支付给劳动者本人", ["按月支付", "按年支付"], ["以货币形式", "以货币或者实物形式"], ["劳动者本人", "劳动者"])}”的要求计算。本目录所列证据用于指控${charge("拒不支付劳动报酬罪")}，庭审中申请证人${someone("witness", two)}出庭，对${someone("witness", two)}的${word("询问", "讯问")}提纲另附。鉴定部分以${today("鉴定意见", "鉴定结论")}原件为准。`,
      signLine("检察官：", someone("procurator", s.name())),
      dayLine(s.workday(course.decided, 0, 3)),
    ],
    record: recordOf(s, [who], { charge: "拒不支付劳动报酬罪", amount: owed }),
    sums: [{ whole: "owed", parts: ["w1", "w2", "w3"] }],
    order: ["act", "ordered", "signed"],
    deadlines: [],
  };
}

/** What procurators said when they sat together, and how they voted. */
export function jointMeeting(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("suspect", [1972, 2001]);
  const members = Array.from({ length: random.pick([5, 7]) }, () => s.name());
  const against = random.between(1, 2);
  const held = s.workday(course.told, 8, 14);
  const [chair = "", ...others] = members;
  const [value, returned] = drawAmounts(random, 2, [3_000, 9_600]);
  return {
    family: "joint-meeting",
    kind: "review-report",
    paragraphs: [
      title(s.procuratorate),
      title("检察官联席会议纪要"),
      numberLine(`${s.mark}联席纪〔${held.slice(0, 4)}〕${random.between(1, 50)}号`),
      body`时间：${day("held", held)}下午`,
      body`主持人：${someone("member/1", chair)}`,
      body`参会检察官：${members.flatMap((name, at) => [{ text: at === 0 ? "" : "、" }, someone(`member/${at + 1}`, name)])}（共${listed("members", members.length, { near: members.map((_, at) => `member/${at + 1}`) })}人）`,
      body`记录人：${someone("clerk", s.name())}`,
      body`议题：${suspect()}${someone("suspect", who.name)}涉嫌${charge("掩饰、隐瞒犯罪所得罪")}一案的处理`,
      head("top", "一、", "承办人汇报"),
      body`承办检察官${someone("member/2", others[0] ?? "")}汇报：本案于${day("accepted", course.accepted)}受理，${day("told", course.told)}告知权利。${suspect()}${someone("suspect", who.name)}（${sexOf(who)}，${bornOf(who)}出生，公民身份号码${idOf(who)}）于${day("act", course.act)}收购盗窃所得的铜线，支付价款${part("value", value)}，转卖获利${part("profit", returned)}，已退缴违法所得${part("profit", returned)}。`,
      head("top", "二、", "讨论情况"),
      body`${someone("member/1", chair)}认为，${someone("suspect", who.name)}支付的价款${part("value", value)}明显低于市场价格，足以推定其明知，构成${charge("掩饰、隐瞒犯罪所得罪")}，但情节轻微。${someone("member/3", others[1] ?? "")}同意，并提出应当核对${today("鉴定意见", "鉴定结论")}的检材来源。${someone("member/4", others[2] ?? "")}提出，${someone("suspect", who.name)}系初犯、全额退缴，符合${under(PROCEDURE, "第一百七十七条", "第二款")}的条件，该款规定“${quoted("对于犯罪情节轻微，依照刑法规定不需要判处刑罚或者免除刑罚的", ["情节轻微", "情节较轻"], ["不需要判处刑罚", "不需要追究刑事责任"], ["依照刑法规定", "依照法律规定"])}”可以作出不起诉决定。${someone("member/5", others[3] ?? "")}认为应当依照${under(CRIMINAL, "第三百一十二条", "第一款")}提起公诉。`,
      head("top", "三、", "表决结果"),
      body`参会${number("votes", members.length)}人均已表态，无人弃权，其中同意作相对不起诉的${number("for", members.length - against)}人，主张起诉的${number("against", against)}人。多数意见为：对${suspect()}${someone("suspect", who.name)}以${charge("掩饰、隐瞒犯罪所得罪")}定性，作相对不起诉处理；该意见供承办检察官${someone("member/2", others[0] ?? "")}参考。${statute("刑法", "第三百一十二条", "第一款")}的从宽适用，报请检察长决定。`,
      head("top", "四、", "其他事项"),
      body`对公安机关${word("扣押", "扣压")}物品的处理，依照${statute("刑事诉讼法", "第一百七十七条", "第三款")}执行。会议还通报了${word("检察", "检查")}建议制发情况。`,
      signLine("主持人：", someone("member/1", chair)),
      dayLine(later(held, 0)),
    ],
    record: recordOf(s, [who], {
      charge: "掩饰、隐瞒犯罪所得罪",
      actOn: course.act,
      acceptedOn: course.accepted,
      days: { act: [course.act], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "votes", parts: ["for", "against"] }],
    order: ["act", "accepted", "told", "held", "signed"],
    deadlines: [{ from: "accepted", to: "told", days: 3 }],
  };
}

/** What stood in an indictment by mistake, put right by a later paper. */
export function putRight(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("accused", [1976, 2002]);
  const fixed = s.workday(course.decided, 7, 20);
  const [one, two, three = 0] = drawAmounts(random, 3, [2_300, 18_800]);
  const all = one + two + three;
  const earlier = `${s.mark}刑诉〔${course.decided.slice(0, 4)}〕${s.number}号`;
  const wrongPage = random.between(2, 4);
  return {
    family: "put-right",
    kind: "indictment",
    paragraphs: [
      title(s.procuratorate),
      title("关于更正起诉书部分内容的函"),
      numberLine(`${s.mark}诉更函〔${fixed.slice(0, 4)}〕${random.between(1, 24)}号`),
      body`本院于${day("charged", course.decided)}以${slot(earlier, "document-number", "earlier")}起诉书，向你院提起公诉的${accused()}${someone("accused", who.name)}（${sexOf(who)}，${bornOf(who)}出生，公民身份号码${idOf(who)}，联系电话${slot(who.phone, "phone", "accused", who.phone)}）${charge("盗窃罪")}一案，因校对疏漏，起诉书第${wrongPage}页表述有误，现更正如下：`,
      head("items", "一、", "关于作案地点"),
      body`原文“在${s.town}菜市场内”，应为“在${s.town}菜市场停车棚内”。`,
      head("items", "二、", "关于被盗财物数额"),
      body`原文对第三笔漏列，完整表述为：${accused()}${someone("accused", who.name)}三次作案的数额依次为${part("v1", one)}、${part("v2", two)}、${part("v3", three)}，合计${whole("total", all)}（大写人民币${inCapitals("total", all)}）。合计数${whole("total", all)}与起诉书所附清单一致，无须变动。`,
      head("items", "三、", "关于法律条文"),
      body`原文引用${statute("刑法", "第二百六十四条", "")}无误；认罪认罚部分补充引用${under(PROCEDURE, "第十五条")}，即“${quoted("愿意接受处罚的，可以依法从宽处理", ["可以依法从宽", "应当依法从宽"], ["愿意接受处罚", "愿意退赃退赔"])}”。`,
      body`除上述更正外，起诉书其他内容不变，指控的罪名仍为${charge("盗窃罪")}，${accused()}${someone("accused", who.name)}的${word("辩护人", "辨护人")}已收到更正内容。起诉书中其他关于${charge("盗窃罪")}的事实、${today("鉴定意见", "鉴定结论")}和证据均以原文为准，更正部分与原文具有同等效力，提起公诉的依据仍为${statute("刑事诉讼法", "第一百七十六条", "第一款")}。`,
      ...toCourt(s.court),
      sealLine(s.procuratorate),
      dayLine(fixed, "han"),
      enclosed("1.", `更正后的起诉书第${wrongPage}页`, "附："),
      enclosed("2.", "被盗财物清单复印件"),
      enclosed("3.", "送达回证"),
    ],
    record: recordOf(s, [who], { charge: "盗窃罪", amount: all }),
    sums: [{ whole: "total", parts: ["v1", "v2", "v3"] }],
    order: ["charged", "signed"],
    deadlines: [],
  };
}

/** A month in the detention centre, as the office that sits there reports it. */
export function custodyMonth(story: Story): Draft {
  const s = sceneOf(story);
  const { random } = s;
  const [year, month] = random.pick([
    [2024, 6],
    [2024, 9],
    [2025, 3],
    [2025, 5],
    [2025, 8],
    [2025, 10],
    [2026, 2],
    [2026, 4],
  ] as const);
  const next = `${year}-${String(month + 1).padStart(2, "0")}-01`;
  const written = s.workday(next, 2, 6);
  const [before, came] = [random.between(180, 320), random.between(24, 66)];
  const [freed, sent, moved] = [random.between(6, 20), random.between(8, 22), random.between(2, 9)];
  const gone = freed + sent + moved;
  const [talks, visits] = [random.between(20, 60), random.between(4, 9)];
  const who = s.person("held", [1962, 1998]);
  const funds = drawAmounts(random, 3, [2_400, 26_000]);
  const [keeper, checker] = [s.name(), s.name()];
  const noticed = later(next, -random.between(5, 20));
  return {
    family: "custody-month",
    kind: "transfer-letter",
    paragraphs: [
      title(s.procuratorate),
      title(`${s.place}看守所${year}年${month}月检察情况报告`),
      numberLine(`${s.mark}驻所报〔${year}〕${month}号`),
      addressee("岳阳市人民检察院"),
      head("top", "一、", "羁押情况"),
      body`上月末在押${number("before", before)}人，本月入所${number("came", came)}人，出所${number("gone", gone)}人（释放${number("freed", freed)}人、投送监狱${number("sent", sent)}人、换押${number("moved", moved)}人），月末在押${total("after", before + came - gone)}人。`,
      head("top", "二、", "日常检察"),
      body`本月开展安全防范检察${visits}次，与${today("在押人员", "人犯")}谈话${talks}人次，审查所内财务账册一套。${word("账户", "帐户")}收支为：收入伙食费${part("food", funds[0])}、医疗费${part("medical", funds[1])}、日用品款${part("goods", funds[2] ?? 0)}，三项共${whole("income", sumOf(funds))}，大写为${inCapitals("income", sumOf(funds))}；账面余额与收入${whole("income", sumOf(funds))}核对相符。`,
      head("top", "三、", "发现的问题"),
      body`驻所检察官${someone("checker", checker)}在巡查中发现，${today("犯罪嫌疑人", "人犯")}${someone("held", who.name)}（${sexOf(who)}，${bornOf(who)}出生，公民身份号码${idOf(who)}）患病后，管教民警${someone("keeper", keeper)}未及时报告。${day("noticed", noticed)}，本院依据${under(PROCEDURE, "第二百七十六条")}“${quoted("如果发现有违法的情况，应当通知执行机关纠正", ["应当通知", "可以通知"], ["执行机关", "看守所"])}”的规定发出纠正违法通知书，要求${someone("keeper", keeper)}书面说明；${someone("held", who.name)}已送医治疗，病情稳定。`,
      head("top", "四、", "下月安排"),
      body`由${someone("checker", checker)}负责，按照${statute("刑事诉讼法", "第九十五条", "")}开展羁押必要性审查专项清理，重点是轻罪案件中符合该法${articleAlone(PROCEDURE, "第六十七条", "第一款")}取保候审条件的人员；结合${statute("刑法", "第四十四条", "")}关于刑期折抵的规定，${word("检查", "检察")}留所服刑人员的刑期计算。`,
      body`特此报告。联系电话：${slot(s.phone(), "phone", "office")}。`,
      sealLine(s.procuratorate),
      dayLine(written),
    ],
    record: recordOf(s, [], {}),
    sums: [
      { whole: "gone", parts: ["freed", "sent", "moved"] },
      { whole: "after", parts: ["before", "came"], less: ["gone"] },
      { whole: "income", parts: ["food", "medical", "goods"] },
    ],
    order: ["noticed", "signed"],
    deadlines: [],
  };
}
