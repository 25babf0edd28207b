import { type Draft, slot } from "../draft.ts";
import {
  ageOf,
  bornOf,
  CRIMINAL,
  codeOf,
  day,
  firmOf,
  head,
  idOf,
  inCapitals,
  later,
  PROCEDURE,
  part,
  provision,
  row,
  sexOf,
  someone,
  under,
  whole,
} from "../forms.ts";
import { daysAfter, personLine, recordOf, sceneOf } from "../marked/scene.ts";
import {
  articleAlone,
  body,
  cell,
  charge,
  chargeThen,
  dayLine,
  listed,
  numberLine,
  penalty,
  quoted,
  signLine,
  statute,
  suspect,
  title,
  today,
  word,
} from "../marked/slips.ts";
import { drawAmounts, type Story, sumOf } from "../story.ts";

/** An amount in a column: 12,300.00 */
/** Whether two suspects are to be arrested: the one yes, the other no. */
export function arrestReview(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const [one, two, victim] = [s.person("one", [1985, 2002], "male"), s.person("two", [1987, 2004]), s.person("victim", [1970, 2000])];
  const acts = daysAfter(random, later(course.filed, -20), 3, 18);
  const sums = drawAmounts(random, 3, [1_200, 6_800]);
  const total = sumOf(sums);
  const decided = s.workday(course.asked, 4, 7);
  return {
    family: "arrest-review",
    kind: "arrest-review-opinion",
    paragraphs: [
      title(s.procuratorate),
      title("审查逮捕意见书"),
      numberLine(`${s.mark}审捕意〔${decided.slice(0, 4)}〕${s.number}号`),
      head("top", "一、", "受案和审查经过"),
      body`${s.police}${day("asked", course.asked)}以${suspect()}${someone("one", one.name)}、${someone("two", two.name)}涉嫌${chargeThen("敲诈勒索罪")}，提请本院批准逮捕。承办检察官阅卷后，讯问了两名${suspect()}，${word("询问", "讯问")}了证人，听取了辩护律师的意见。`,
      head("top", "二、", "犯罪嫌疑人基本情况"),
      body`1.${suspect()}${personLine(one)}。${day("detained", course.detained)}被刑事拘留，羁押于${s.detention}。`,
      body`2.${suspect()}${personLine(two)}。${day("detained", course.detained)}被刑事拘留，羁押于岳阳市第一看守所。`,
      head("top", "三、", "发案、立案、破案经过"),
      body`被害人${someone("victim", victim.name)}于${day("reported", later(course.filed, -1))}报案，${s.police}于${day("filed", course.filed)}立案侦查，于${day("detained", course.detained)}将${someone("one", one.name)}、${someone("two", two.name)}抓获。`,
      head("top", "四、", "经审查认定的案件事实"),
      body`${suspect()}${someone("one", one.name)}、${someone("two", two.name)}合谋，以公开被害人${someone("victim", victim.name)}私密照片相要挟，先后${listed("incidents", 3, { near: ["s1", "s2", "s3"], isHan: true })}次向其索要钱款：${day("act-1", acts[0] ?? "")}索得${part("s1", sums[0])}，${day("act-2", acts[1] ?? "")}索得${part("s2", sums[1])}，${day("act-3", acts[2] ?? "")}索得${part("s3", sums[2] ?? 0)}，共计${whole("total", total)}。照片由${someone("one", one.name)}窃取并保存，钱款均由其收取；${someone("two", two.name)}仅负责传话，未分得钱款。`,
      head("top", "五、", "需要说明的问题"),
      body`${someone("two", two.name)}的辩护律师${someone("counsel", s.name())}提出，${someone("two", two.name)}系初犯、从犯，其母亲病重需要照料，有医院证明佐证，建议不批准逮捕。该意见经核对属实，应予采纳。`,
      head("top", "六、", "审查结论"),
      body`${suspect()}${someone("one", one.name)}的行为已触犯${under(CRIMINAL, "第二百七十四条")}，涉嫌${charge("敲诈勒索罪")}，可能判处徒刑以上刑罚，采取取保候审尚不足以防止发生社会危险性，依照${under(PROCEDURE, "第八十一条", "第一款")}和${provision(PROCEDURE, "第九十条")}，建议批准逮捕；${suspect()}${someone("two", two.name)}涉嫌${charge("敲诈勒索罪")}，但无社会危险性，依照${statute("刑事诉讼法", "第九十条", "")}，建议不批准逮捕。${statute("刑事诉讼法", "第九十一条", "第三款")}要求“${quoted("人民检察院应当自接到公安机关提请批准逮捕书后的七日以内，作出批准逮捕或者不批准逮捕的决定", ["七日以内", "十日以内"], ["接到", "收到"], ["或者不批准逮捕", ""])}”，本案在期限内办结。`,
      body`以上意见妥否，请审批。`,
      signLine("承办检察官：", someone("procurator", s.name())),
      dayLine(decided),
    ],
    record: recordOf(s, [one, two], {
      charge: "敲诈勒索罪",
      amount: total,
      days: { filed: [course.filed], detained: [course.detained], asked: [course.asked] },
    }),
    sums: [{ whole: "total", parts: ["s1", "s2", "s3"] }],
    order: ["act-3", "reported", "filed", "detained", "asked", "signed"],
    deadlines: [{ from: "asked", to: "signed", days: 7 }],
  };
}

/** A cashier's transfers out of a firm's account, in a report for the chief. */
export function embezzlementReport(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = { ...s.person("cashier", [1978, 1996], "female"), schooling: "大专文化程度", work: "公司出纳" };
  const firm = s.firm(random.pick(["建材贸易", "物流", "粮油食品"]));
  const boss = s.name("male");
  const count = random.between(4, 6);
  const days = daysAfter(random, later(course.filed, -240), count, 200);
  const sums = drawAmounts(random, count, [12_000, 68_000]);
  const keys = sums.map((_, at) => `t${at + 1}`);
  const total = sumOf(sums);
  const back = random.between(20, 34) * 100_000;
  const left = total - back;
  const months = random.pick([16, 18, 22, 24]);
  const procurator = s.name();
  return {
    family: "embezzlement-report",
    kind: "review-report",
    paragraphs: [
      title(s.procuratorate),
      title("公诉案件审查报告"),
      body`收案日期：${day("accepted", course.accepted)}`,
      body`由${s.police}移送审查`,
      body`移送案由：${chargeThen("职务侵占罪")}`,
      body`承办人：${someone("procurator", procurator)}`,
      head("top", "一、", "犯罪嫌疑人及被害单位"),
      body`${slot("（一）", "heading", "sub")}${suspect()}${personLine(who)}，案发前在${firmOf(firm.name)}任职。${day("detained", course.detained)}被刑事拘留，${day("arrested", course.arrested)}被逮捕。`,
      body`${slot("（二）", "heading", "sub")}被害单位${firmOf(firm.name)}，统一社会信用代码${codeOf(firm.code)}，${word("法定代表人", "法人代表")}${someone("boss", boss)}。`,
      head("top", "二、", "诉讼经过"),
      body`${firmOf(firm.name)}核对账目时发现短款，由${someone("boss", boss)}报案，${s.police}于${day("filed", course.filed)}立案。本院收案后，于${day("told", course.told)}告知${suspect()}${someone("cashier", who.name)}可以委托辩护人，告知被害单位可以委托诉讼代理人。`,
      head("top", "三、", "审查认定的事实"),
      body`${suspect()}${someone("cashier", who.name)}利用保管公司网银密钥的职务便利，分${listed("transfers", count, { near: keys })}笔将单位资金转入本人账户，明细如下：`,
      row("笔次", "转出日期", "转出金额（元）"),
      ...days.map((on, at) => row(`第${at + 1}笔`, day(`act-${at + 1}`, on), cell(`t${at + 1}`, sums[at] ?? 0))),
      body`上列各笔合计${whole("total", total)}（人民币${inCapitals("total", total)}）。案发前归还${part("back", back)}，实际侵占${whole("left", left)}。归还部分不影响定性，但应在量刑时考虑；全案指控数额以转出总额${whole("total", total)}计。`,
      head("top", "四、", "证据情况"),
      body`银行流水、记账凭证、任职文件等书证；证人${someone("boss", boss)}的证言；司法会计${today("鉴定意见", "鉴定结论")}；${suspect()}${someone("cashier", who.name)}的供述。上述证据收集程序合法，能够相互印证。`,
      head("top", "五、", "审查意见"),
      body`${suspect()}${someone("cashier", who.name)}身为公司工作人员，利用职务便利将单位财物占为己有，数额较大，触犯${under(CRIMINAL, "第二百七十一条", "第一款")}，应以${charge("职务侵占罪")}追究刑事责任。其认罪认罚，退回部分款项，根据${statute("刑法", "第六十七条", "第三款")}可从轻处罚。拟建议判处${penalty("271-1", months, ["有期徒刑四年", "有期徒刑三年八个月", "有期徒刑五年六个月"])}，并处${word("罚金", "罚款")}。按照${under(PROCEDURE, "第一百七十六条", "第一款")}，拟以${charge("职务侵占罪")}向${s.court}提起公诉。`,
      body`是否妥当，请批示。`,
      signLine("承办检察官：", someone("procurator", procurator)),
      dayLine(course.decided),
    ],
    record: recordOf(s, [who], {
      charge: "职务侵占罪",
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
      { whole: "left", parts: ["total"], less: ["back"] },
    ],
    order: [`act-${count}`, "filed", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
  };
}

/** Whether somebody has to stay in custody. */
export function custodyReview(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("held", [1960, 1999]);
  const applied = s.workday(course.arrested, 8, 18);
  const decided = s.workday(applied, 4, 8);
  const paid = random.between(8, 60) * 100_000;
  return {
    family: "custody-review",
    kind: "custody-review-opinion",
    paragraphs: [
      title(s.procuratorate),
      title("羁押必要性审查意见书"),
      numberLine(`${s.mark}羁审〔${decided.slice(0, 4)}〕${random.between(2, 96)}号`),
      head("top", "一、", "案件来源"),
      body`${suspect()}${someone("held", who.name)}，${sexOf(who)}，${bornOf(who)}出生（公民身份号码${idOf(who)}），案发时${ageOf(who, course.act)}岁，${who.work}，因涉嫌${chargeThen("故意伤害罪")}于${day("detained", course.detained)}被拘留、${day("arrested", course.arrested)}被逮捕，现羁押于${s.detention}。其近亲属于${day("applied", applied)}申请羁押必要性审查，联系电话${slot(who.phone, "phone", "held", who.phone)}。`,
      head("top", "二、", "基本案情"),
      body`${day("act", course.act)}，${suspect()}${someone("held", who.name)}在${s.town}工地与工友打斗，致对方轻伤一级，涉嫌${charge("故意伤害罪")}。该案由${s.police}侦查，现处于侦查阶段。`,
      head("top", "三、", "审查情况"),
      body`本院书面审查了申请材料，${word("讯问", "询问")}了${suspect()}${someone("held", who.name)}，听取了办案民警和被害人的意见，并到${s.detention}调取了${today("在押人员", "人犯")}表现材料。审查中查明：${someone("held", who.name)}的家属已代为赔偿${part("paid", paid)}，被害人收到赔偿款${part("paid", paid)}后出具谅解书；主要证据已经固定，无${word("串供", "窜供")}可能。`,
      head("top", "四、", "处理意见"),
      body`${suspect()}${someone("held", who.name)}涉嫌${charge("故意伤害罪")}，所涉刑罚系${statute("刑法", "第二百三十四条", "第一款")}规定的三年以下有期徒刑、拘役或者管制，无继续羁押的必要。根据${under(PROCEDURE, "第九十五条")}“${quoted("对不需要继续羁押的，应当建议予以释放或者变更强制措施", ["应当建议", "可以建议"], ["释放或者变更", "变更"], ["继续羁押", "羁押"])}”的规定，建议${s.police}对其变更强制措施为${word("取保候审", "取保侯审")}。该条同时规定，有关机关应当在十日以内将处理情况通知人民检察院，${articleAlone("中华人民共和国刑事诉讼法", "第九十五条")}的这一要求请一并执行。`,
      signLine("承办检察官：", someone("procurator", s.name())),
      dayLine(decided),
    ],
    record: recordOf(s, [who], {
      charge: "故意伤害罪",
      actOn: course.act,
      days: { act: [course.act], detained: [course.detained], arrested: [course.arrested] },
    }),
    order: ["act", "detained", "arrested", "applied", "signed"],
    deadlines: [],
  };
}

/** What the police are asked to find out. */
export function outline(story: Story): Draft {
  const s = sceneOf(story);
  const { random, course } = s;
  const who = s.person("lender", [1985, 2003]);
  const returned = s.workday(course.accepted, 18, 30);
  const cards = random.between(2, 4);
  const flows = drawAmounts(random, cards, [90_000, 460_000]);
  const keys = flows.map((_, at) => `card-${at + 1}`);
  const total = sumOf(flows);
  const fee = random.between(12, 45) * 10_000;
  return {
    family: "outline",
    kind: "investigation-outline",
    paragraphs: [
      title(s.procuratorate),
      title("退回补充侦查提纲"),
      numberLine(`${s.mark}退补提纲〔${returned.slice(0, 4)}〕${s.number}号`),
      { style: "addressee", pieces: [slot(s.police, "addressee", "addressee"), { text: "：" }] },
      body`你局于${day("accepted", course.accepted)}移送起诉的${suspect()}${someone("lender", who.name)}涉嫌${charge("帮助信息网络犯罪活动罪")}一案，本院于${day("told", course.told)}告知其诉讼权利后进行了审查。现查：${someone("lender", who.name)}将本人名下${listed("cards", cards, { near: keys })}张银行卡出借他人，涉案流水分别为${flows.flatMap((fen, at) => [{ text: at === 0 ? "" : "、" }, part(`card-${at + 1}`, fen)])}，合计${whole("total", total)}，其本人获利${part("fee", fee)}。因部分事实不清，根据${under(PROCEDURE, "第一百七十五条", "第二款")}的规定，退回你局补充侦查。请围绕下列问题开展工作：`,
      head("items", "一、", `${who.name}主观明知的程度。`),
      body`补充讯问${suspect()}${someone("lender", who.name)}，问明借卡人的身份、联络方式以及约定的报酬；调取其与借卡人的聊天记录，核对获利${part("fee", fee)}的来源。`,
      head("items", "二、", "上游犯罪的查证情况。"),
      body`逐笔核对流水${whole("total", total)}中已查实为诈骗款的部分，附被害人笔录和立案决定书。`,
      head("items", "三、", "取证程序的瑕疵。"),
      body`电子数据提取笔录缺少见证人签名，请依法补正或者作出书面说明；对手机重新提取的，应当由有资质的机构出具${today("鉴定意见", "鉴定结论")}。`,
      body`补充侦查应当按照${statute("刑事诉讼法", "第一百七十五条", "第三款")}“${quoted("对于补充侦查的案件，应当在一个月以内补充侦查完毕", ["一个月", "二个月"], ["应当", "可以"])}”的规定办理。侦查中请注意保障${suspect()}的合法权利，发现涉及${charge("帮助信息网络犯罪活动罪")}以外罪名的，一并查明；所涉法律适用为${statute("刑法", "第二百八十七条之二", "第一款")}。`,
      { style: "signature", pieces: [slot(s.procuratorate, "seal", "seal")] },
      dayLine(returned),
    ],
    record: recordOf(s, [who], {
      charge: "帮助信息网络犯罪活动罪",
      acceptedOn: course.accepted,
      amount: null,
      days: { accepted: [course.accepted], told: [course.told] },
    }),
    sums: [{ whole: "total", parts: keys }],
    order: ["accepted", "told", "signed"],
    deadlines: [
      { from: "accepted", to: "told", days: 3 },
      { from: "accepted", to: "signed", days: 46 },
    ],
  };
}
