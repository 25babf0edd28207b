import type { Draft } from "../../draft.ts";
import { day, enclosed, head, inCapitals, later, monthsOn, part, row, sameYear, someone, whole } from "../../forms.ts";
import { ageAt, IN_TIME, yearOf } from "../../marked/pieces.ts";
import { daysAfter, personLine, recordOf, sceneOf } from "../../marked/scene.ts";
import {
  accused,
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
  sealLine,
  signLine,
  statute,
  termOf,
  title,
  toCourt,
  today,
  word,
} from "../../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../../story.ts";
import { label } from "./pieces.ts";

const HOUSE_THINGS = ["金手镯一只", "平板电脑一台", "现金及购物卡", "茅台酒四瓶", "相机一部"];

export function burglary(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const thief = s.person("thief", [1976, 1996], "male");
  const count = random.between(3, 4);
  const days = daysAfter(random, later(course.filed, -48), count, 44);
  const values = drawAmounts(random, count, [2_300, 6_100]);
  const total = sumOf(values);
  const returned = values[0];
  const victims = days.map((_, at) => ({ key: `victim-${at + 1}`, name: s.name() }));
  const keys = days.map((_, at) => `value-${at + 1}`);
  const months = random.pick([10, 14, 18, 22]);
  const jailed = monthsOn(course.act, -months - random.between(9, 32));
  const counsel = s.name();
  const each = victims.flatMap(({ key, name }, at) => [...(at === 0 ? [] : [{ text: "、" }]), someone(key, name)]);
  return {
    family: "two-burglary",
    kind: "indictment",
    paragraphs: [
      title(`${s.procuratorate}起诉书`),
      numberLine(`${s.mark}刑诉〔${yearOf(course.decided)}〕${s.number}号`),
      head("parts", "一、", "被告人身份及前科"),
      label("被告人", personLine(thief), "。"),
      body`前科：曾因犯${chargeThen("盗窃罪")}被${s.court}判处有期徒刑${lengthOf("prior", months)}（刑期${termOf("prior", jailed, months)}），服刑期满后获释。`,
      label("辩护人", someone("counsel", counsel), "，湖南洞庭律师事务所律师（法律援助机构指派）。"),
      head("parts", "二、", "办案流程"),
      row("环节", "办理机关", "日期"),
      row("立案", s.police, day("filed", course.filed)),
      row("刑事拘留", s.police, day("detained", course.detained)),
      row("批准逮捕", "本院", day("arrested", course.arrested)),
      row("受理移送", "本院", day("accepted", course.accepted)),
      row("权利告知", "本院", day("told", course.told)),
      body`审查期间，承办检察官${word("讯问", "询问")}了${accused()}${someone("thief", thief.name)}，电话听取了各被害人的想法，并当面听取辩护人${someone("counsel", counsel)}的意见。`,
      head("parts", "三、", "指控的犯罪事实"),
      body`${accused()}${someone("thief", thief.name)}首次作案时${ageAt(thief, "act-1", days[0] ?? "")}周岁。其白天踩点、夜间${word("撬锁", "橇锁")}，先后进入${s.town}居民家中行窃${listed("incidents", count, { near: keys })}次，逐次情况为（金额单位：元）：`,
      row("序号", "作案日期", "被害人", "所盗财物", "认定价值"),
      ...days.map((on, at) =>
        row(
          String(at + 1),
          day(`act-${at + 1}`, on, "iso"),
          someone(victims[at]?.key ?? "", victims[at]?.name ?? ""),
          HOUSE_THINGS[at] ?? "",
          part(`value-${at + 1}`, values[at] ?? 0, "column"),
        ),
      ),
      row("合计", "", "", "", whole("total", total, "column")),
      body`经${s.place}价格认证中心认定，涉案财物共值人民币${whole("total", total)}（大写：${inCapitals("total", total)}）。破案后追回${someone("victim-1", victims[0]?.name ?? "")}的财物（价值${part("returned", returned)}）并已返还，尚有${part("left", total - returned)}的财物未能追回。`,
      head("parts", "四、", "证明上述事实的证据"),
      body`（一）物证、书证：作案工具照片、${word("扣押", "扣压")}决定书与清单、前案判决书；（二）${today("价格认定书", "估价鉴定书", "价格鉴定结论书")}；（三）被害人${each}的陈述；（四）${accused()}的供述；（五）现场${word("勘验", "堪验")}笔录和楼道监控录像。`,
      head("parts", "五、", "本院意见"),
      body`本院审查后认为，${accused()}${someone("thief", thief.name)}多次入户窃取公民财物，且数额较大，其行为已构成${charge("盗窃罪")}，依照${statute("刑法", "第二百六十四条", "")}，应当以${charge("盗窃罪")}定罪处罚。${someone("thief", thief.name)}在前罪刑罚执行完毕后五年以内再犯，按照${statute("刑法", "第六十五条", "第一款")}的规定系${word("累犯", "屡犯")}；到案后认罪，符合该法${articleAlone("刑法", "第六十七条", "第三款")}规定的坦白情形。现建议对其所犯${charge("盗窃罪")}判处${penalty("264-1", random.pick([16, 18, 20, 24]), ["有期徒刑四年", "有期徒刑三年六个月", "有期徒刑五年"])}，并处${word("罚金", "罚款")}，并责令其退赔尚未挽回的损失${part("left", total - returned)}。`,
      body`依照${statute("刑事诉讼法", "第一百七十六条", "第一款")}，现向你院提起公诉，请依法判决。`,
      ...toCourt(s.court),
      signLine("检　察　官：", someone("procurator", s.name())),
      signLine("书　记　员：", someone("clerk", s.name())),
      sealLine(s.procuratorate),
      dayLine(course.decided),
      enclosed("1.", "案卷材料及证据光盘；", "附件："),
      enclosed("2.", `被告人羁押于${s.detention}；`),
      enclosed("3.", "被害人名单与联系方式；"),
      enclosed("4.", "未随案移送财物清单。"),
    ],
    record: recordOf(s, [thief], {
      charge: "盗窃罪",
      acceptedOn: course.accepted,
      amount: total,
      days: {
        filed: [course.filed],
        detained: [course.detained],
        arrested: [course.arrested],
        accepted: [course.accepted],
        told: [course.told],
      },
    }),
    sums: [
      { whole: "total", parts: keys },
      { whole: "total", parts: ["returned", "left"] },
    ],
    order: ["filed", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
}

const SCRIPTS = ["“快递理赔专员”", "“航班改签客服”", "“社保局工作人员”", "“网贷平台经理”"];

export function telecomRing(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const boss = s.person("boss", [1986, 1996], "male");
  const [caller, cashier] = [s.person("caller", [1994, 2004]), s.person("cashier", [1994, 2004])];
  const days = daysAfter(random, later(course.filed, -80), 4, 70);
  const losses = drawAmounts(random, 4, [16_000, 46_000]);
  const victims = days.map((_, at) => ({ key: `victim-${at + 1}`, name: s.name() }));
  const victim = (at: number) => someone(victims[at]?.key ?? "", victims[at]?.name ?? "");
  const total = sumOf(losses);
  const first = sumOf(losses.slice(0, 2));
  const keys = days.map((_, at) => `loss-${at + 1}`);
  const surrendered = drawAmounts(random, 2, [5_000, 9_900]);
  const lead = someone("boss", boss.name);
  const talk = someone("caller", caller.name);
  const cash = someone("cashier", cashier.name);
  return {
    family: "two-telecom-ring",
    kind: "indictment",
    paragraphs: [
      title(`${s.procuratorate}起诉书`),
      numberLine(`${s.mark}刑诉〔${yearOf(course.decided)}〕${s.number}号`),
      label("案由", charge("诈骗罪"), "（电信网络诈骗）。"),
      label("第一被告人", personLine(boss), "。"),
      label("第二被告人", personLine(caller), "。"),
      label("第三被告人", personLine(cashier), "。"),
      body`上列${listed("accused", 3, { near: ["boss", "caller", "cashier"] })}名被告人均因涉嫌${chargeThen("诈骗罪")}，于${day("detained", course.detained)}被${s.police}刑事拘留，${sameYear("arrested", course.arrested, course.detained)}经本院批准逮捕，现羁押于${s.detention}。`,
      body`该案由${s.police}侦查终结，${day("accepted", course.accepted)}移送至本院。本院${sameYear("told", course.told, course.accepted)}向各被告人书面告知诉讼权利和认罪认罚的有关规定，之后分别${word("讯问", "询问")}，核对了全部电子数据。`,
      head("facts", "一、", "犯罪团伙的形成与分工"),
      body`${accused()}${lead}购置手机与话术脚本，租用${s.town}一处民房作为窝点，负责指挥并分配赃款；${accused()}${talk}冒充客服拨打电话；${accused()}${cash}提供收款码，并将到账资金${word("转账", "转帐")}至指定账户。`,
      head("facts", "二、", "具体事实"),
      body`（一）${lead}伙同${talk}作案两起：`,
      body`1. ${day("act-1", days[0] ?? "")}，以${SCRIPTS[0] ?? ""}的名义拨通被害人${victim(0)}的电话，骗得${part("loss-1", losses[0])}；`,
      body`2. ${sameYear("act-2", days[1] ?? "", days[0] ?? "")}，以${SCRIPTS[1] ?? ""}的名义诱使被害人${victim(1)}开启屏幕共享，骗得${part("loss-2", losses[1])}。`,
      body`以上两起合计${part("caller-sum", first)}，${talk}对该金额负责。`,
      body`（二）${lead}伙同${cash}作案两起：`,
      body`3. ${day("act-3", days[2] ?? "")}，以${SCRIPTS[2] ?? ""}的名义要求被害人${victim(2)}“核验资金”，骗得${part("loss-3", losses[2] ?? 0)}；`,
      body`4. ${sameYear("act-4", days[3] ?? "", days[2] ?? "")}，以${SCRIPTS[3] ?? ""}的名义向被害人${victim(3)}收取“解冻费”，骗得${part("loss-4", losses[3] ?? 0)}。`,
      body`以上两起合计${part("cashier-sum", total - first)}，${cash}对该金额负责。`,
      body`四名被害人的损失总计${whole("total", total)}，即${inCapitals("total", total)}，均由${lead}承担全部责任。案发后，${talk}退出${part("back-1", surrendered[0])}，${cash}退出${part("back-2", surrendered[1])}，两人共退赃${part("back", sumOf(surrendered))}。`,
      head("facts", "三、", "证据"),
      body`通话记录、资金流水、服务器提取笔录、${today("鉴定意见", "鉴定结论")}，被害人${victim(0)}、${victim(1)}、${victim(2)}、${victim(3)}的陈述，${word("辨认", "辩认")}笔录，以及三名被告人的供述，来源合法，互相吻合。`,
      head("facts", "四、", "法律适用"),
      body`${statute("反电信网络诈骗法", "第三十八条", "第一款")}写明，“${quoted("组织、策划、实施、参与电信网络诈骗活动或者为电信网络诈骗活动提供帮助，构成犯罪的，依法追究刑事责任", ["策划", "谋划"], ["提供帮助", "提供便利"], ["参与", "参加"])}”。三名被告人结伙利用电信网络骗取他人钱款，数额巨大，触犯${statute("刑法", "第二百六十六条", "")}，均应以${charge("诈骗罪")}追究。`,
      body`在共同犯罪中，${lead}起主要作用，适用${statute("刑法", "第二十六条", "第一款")}，系主犯；${talk}、${cash}起次要作用，适用${articleAlone("刑法", "第二十七条", "第一款")}，系从犯，依照${articleAlone("刑法", "第二十七条", "第二款")}应当从轻或者减轻处罚。据此提出以下量刑意见：`,
      body`（1）${lead}犯${charge("诈骗罪")}，建议判处${penalty("266-2", random.pick([48, 54, 60, 66]), ["有期徒刑二年", "有期徒刑二年六个月", "有期徒刑十一年"])}，并处罚金；`,
      body`（2）${talk}建议判处${penalty("266-accessory", 24, [])}，并处罚金；`,
      body`（3）${cash}建议判处${penalty("266-accessory", 22, [])}，并处罚金。`,
      body`上述公诉意见依据${statute("刑事诉讼法", "第一百七十六条", "第一款")}作出，请一并审理并将追缴的款项按比例返还各被害人。`,
      ...toCourt(s.court),
      signLine("检察官：", someone("procurator", s.name())),
      sealLine(s.procuratorate),
      dayLine(course.decided, "han"),
      enclosed("1.", "卷宗材料及电子数据光盘；", "附："),
      enclosed("2.", "退赃票据复印件；"),
      enclosed("3.", "证人、鉴定人名单。"),
    ],
    record: recordOf(s, [boss, caller, cashier], {
      charge: "诈骗罪",
      acceptedOn: course.accepted,
      amount: total,
      days: { detained: [course.detained], arrested: [course.arrested], accepted: [course.accepted], told: [course.told] },
    }),
    sums: [
      { whole: "total", parts: keys },
      { whole: "total", parts: ["caller-sum", "cashier-sum"] },
      { whole: "caller-sum", parts: ["loss-1", "loss-2"] },
      { whole: "cashier-sum", parts: ["loss-3", "loss-4"] },
      { whole: "back", parts: ["back-1", "back-2"] },
    ],
    order: ["act-4", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: IN_TIME,
  };
}
