import { type Draft, paragraph, say, slot } from "../draft.ts";
import type { Quote } from "../families.ts";
import {
  addressed,
  bornOf,
  cells,
  codeOf,
  day,
  enclosed,
  head,
  idOf,
  inCapitals,
  later,
  lawOf,
  monthsOn,
  named,
  numbered,
  PROCEDURE,
  part,
  phoneOf,
  provision,
  row,
  sealed,
  sentence,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawAmounts, type Story, workdayWithin } from "../story.ts";
import { bare, bareWhole, lasting, listed, many, organisation, quoted, recordOf, span, spanOfDays } from "./forms.ts";

/** Social insurance that a firm did not pay: who, for how many months, how much; what the bureau should have done. */
export function insuranceSuggestion(story: Story, quote: Quote): Draft {
  const { random, cast } = story;
  const law = "中华人民共和国社会保险法";
  const found = later("2025-01-08", random.between(0, 300));
  const firm = cast.firm("建材", "餐饮", "家政服务");
  const workers = cast.names().slice(0, random.between(4, 5));
  const [boss, procurator] = [cast.name(), cast.name()];
  const months = workers.map(() => random.between(5, 14));
  const rate = [random.between(61, 74) * 1_000, random.between(75, 90) * 1_000, random.between(91, 99) * 1_000];
  const owed = workers.map((_, at) => (months[at] ?? 1) * (rate[at % 3] ?? 61_000));
  const total = owed.reduce((sum, each) => sum + each, 0);
  const paid = Math.floor(total / 5 / 10_000) * 10_000;
  const [all, insured] = [random.between(31, 48), random.between(12, 26)];
  const founded = monthsOn(found, -40);
  const hired = monthsOn(found, -random.between(16, 22));
  const visited = later(found, random.between(6, 14));
  const asked = later(visited, random.between(5, 10));
  const decided = workdayWithin(random, asked, [9, 20]);
  const passage = quote(law, "第六十三条");
  const other = quote(law, "第六十条");
  return {
    family: "insurance-suggestion",
    kind: "suggestion",
    paragraphs: [
      paragraph("title", story.procuratorate),
      paragraph("title", "检 察 建 议 书"),
      paragraph("number", numbered(`${story.mark}行公建〔${decided.slice(0, 4)}〕${story.number}号`)),
      paragraph("addressee", addressed(`${story.place}人力资源和社会保障局：`)),
      paragraph(
        "body",
        say`${day("found", found)}，本院在办理支持起诉案件中发现，${organisation("firm", firm.name)}（统一社会信用代码${codeOf(firm.code)}，法定代表人${someone("boss", boss)}）存在欠缴社会保险费的问题，损害劳动者合法权益。经调查核实，现提出如下检察建议。`,
      ),
      head("parts", "一、", "调查情况"),
      paragraph(
        "body",
        say`${organisation("firm", firm.name)}于${day("founded", founded)}登记成立。${day("visited", visited)}，本院检察官${someone("procurator", procurator)}到该公司调取花名册、工资台账：在册职工${bareWhole("staff", all)}人，其中已参加社会保险${bare("insured", insured)}人，未参保${bare("uninsured", all - insured)}人。以职工${someone("worker/1", workers[0] ?? "")}为例，其${day("hired", hired)}入职，劳动合同期限${lasting("contract", 12)}，${span("contract", hired, 12, ["自", "至", ""])}，到期后续签，公司一直未为其办理登记。`,
      ),
      paragraph("body", say`抽查的${many("worker", workers.length)}名职工，单位应缴未缴部分如下：`),
      ...workers.map((name, at) =>
        row([someone(`worker/${at + 1}`, name)], `欠缴${months[at] ?? 0}个月`, `每月${(rate[at % 3] ?? 0) / 100}元`, [
          { text: "计" },
          part(`owed-${at + 1}`, owed[at] ?? 0),
        ]),
      ),
      paragraph(
        "body",
        say`上列欠费合计${whole("owed", total)}（${inCapitals("owed", total)}）。${day("asked", asked)}，公司在本院约谈后补缴${part("paid", paid)}，截至目前尚欠${whole("open", total - paid)}。${someone("boss", boss)}称资金周转困难，请求宽限，${listed(workers.slice(0, 2).map((name, at) => someone(`worker/${at + 1}`, name)))}表示可以分期。`,
      ),
      head("parts", "二、", "存在的问题"),
      paragraph(
        "body",
        say`${lawOf(law)}${provision(law, "第六十三条", "第一款")}规定：${quoted(passage)}同法${provision(law, "第六十条", "第一款")}还要求：${quoted(other)}你局接到职工反映后，仅作电话登记，未开展劳动保障监察，履职不到位。`,
      ),
      head("parts", "三、", "建议内容"),
      paragraph(
        "body",
        say`1.对${organisation("firm", firm.name)}欠缴社会保险费的行为依法调查处理，督促其补足；适用该法${provision(law, "第八十六条")}的，一并加收滞纳金。`,
      ),
      paragraph("body", say`2.对未参保的${bare("uninsured", all - insured)}名职工逐人核实，建立台账。`),
      paragraph("body", "3.与税务、医疗保障局等部门共享信息，定期比对，堵塞漏洞。"),
      paragraph("body", "请你局在收到本建议书之日起两个月内作出处理，并将办理情况书面回复本院。"),
      paragraph("signature", sealed(story.procuratorate)),
      paragraph("signature", signed(decided)),
      enclosed("1.", "职工花名册复印件", "附："),
      enclosed("2.", "欠费明细表"),
      enclosed("3.", "约谈笔录"),
    ],
    record: recordOf(story, [], {}),
    sums: [
      { whole: "staff", parts: ["insured", "uninsured"] },
      { whole: "owed", parts: workers.map((_, at) => `owed-${at + 1}`) },
      { whole: "open", parts: ["owed"], less: ["paid"] },
    ],
    order: ["founded", "hired", "found", "visited", "asked", "signed"],
  };
}

/** Locked exits and dead extinguishers in boarding houses: how many places were looked at, what was wrong where. */
export function fireSuggestion(story: Story, quote: Quote): Draft {
  const { random, cast } = story;
  const law = "中华人民共和国消防法";
  const found = later("2025-02-17", random.between(0, 260));
  const [owner, lodger, procurator, assistant] = cast.names();
  const names = ["江畔公寓", "学府驿站", "晨光旅租", "四季青年社区"].slice(0, random.between(3, 4));
  const rooms = names.map(() => random.between(8, 40));
  const beds = names.map((_, at) => (rooms[at] ?? 0) + random.between(4, 20));
  const old = names.map(() => random.between(2, 9));
  const fined = drawAmounts(random, 2, [5_000, 18_000]);
  const accident = later(found, -random.between(20, 70));
  const [dead, hurt] = [random.between(1, 2), random.between(3, 6)];
  const check1 = later(found, random.between(4, 9));
  const check2 = later(check1, random.between(10, 20));
  const decided = workdayWithin(random, check2, [6, 16]);
  const sumOfAll = (all: readonly number[]): number => all.reduce((sum, each) => sum + each, 0);
  const passage = quote(law, "第二十八条");
  return {
    family: "fire-suggestion",
    kind: "suggestion",
    paragraphs: [
      paragraph("title", `${story.procuratorate}检察建议书`),
      paragraph("number", numbered(`${story.mark}社建〔${decided.slice(0, 4)}〕${story.number}号`)),
      paragraph("addressee", addressed(`${story.place}消防救援大队`)),
      paragraph(
        "body",
        say`本院办理${someone("owner", owner)}失火案时（${day("accident", accident)}凌晨，其经营的出租屋起火，死亡${bare("dead", dead)}人、受伤${bare("hurt", hurt)}人，共伤亡${bareWhole("victims", dead + hurt)}人，租客${someone("lodger", lodger)}报警），于${day("found", found)}发现辖区群租公寓消防安全监管存在薄弱环节，经${day("check1", check1)}和${day("check2", check2)}两次走访，依据${under("中华人民共和国人民检察院组织法", "第二十一条", "第一款")}制发本建议。`,
      ),
      head("a", "（一）", "走访情况"),
      paragraph(
        "body",
        say`检察官${someone("procurator", procurator)}、检察官助理${someone("assistant", assistant)}会同街道干部查看了${many("house", names.length)}家公寓：`,
      ),
      ...cells("名称", "房间数", "床位数", "失效灭火器（具）"),
      ...names.flatMap((name, at) =>
        cells(
          name,
          [bare(`house/${at + 1}`, rooms[at] ?? 0)],
          [bare(`beds-${at + 1}`, beds[at] ?? 0)],
          [bare(`old-${at + 1}`, old[at] ?? 0)],
        ),
      ),
      ...cells("总数", [bareWhole("rooms", sumOfAll(rooms))], [bareWhole("beds", sumOfAll(beds))], [bareWhole("old", sumOfAll(old))]),
      paragraph(
        "body",
        say`${names.join("、")}均有疏散通道堆放杂物、窗户安装防盗网的现象，灭火器失效的共${bareWhole("old", sumOfAll(old))}具。你大队此前对其中两家分别处罚${part("fine-1", fined[0])}、${part("fine-2", fined[1])}，共罚款${whole("fines", fined[0] + fined[1])}，并责令在${slot("30日", "term", "rectify#length", 30)}内整改（${spanOfDays("rectify", later(accident, 3), 30)}），但未跟踪复查，以致隐患长期存在。`,
      ),
      head("a", "（二）", "分析"),
      paragraph(
        "body",
        say`${under(law, "第二十八条")}载明：${quoted(passage)}上述公寓的做法与该条相违背，依照该法${provision(law, "第六十条", "第一款")}的规定应当责令改正并予以处罚。`,
      ),
      head("a", "（三）", "建议"),
      paragraph(
        "body",
        say`第一，对${names[0] ?? ""}等公寓依法处理，逐一复查${bareWhole("beds", sumOfAll(beds))}张床位所在楼层的疏散条件；第二，与住房和城乡建设、市场监督管理局、公安派出所建立信息通报机制；第三，面向房东开展消防培训。`,
      ),
      paragraph("body", "请于收到后两个月内书面回复，如有异议可以在同一期限内提出。"),
      paragraph("signature", sealed(`${story.procuratorate}（公章）`)),
      paragraph("signature", signed(decided, "han")),
    ],
    record: recordOf(story, [], {}),
    sums: [
      { whole: "victims", parts: ["dead", "hurt"] },
      { whole: "rooms", parts: names.map((_, at) => `house/${at + 1}`) },
      { whole: "beds", parts: names.map((_, at) => `beds-${at + 1}`) },
      { whole: "old", parts: names.map((_, at) => `old-${at + 1}`) },
      { whole: "fines", parts: ["fine-1", "fine-2"] },
    ],
    order: ["accident", "found", "check1", "check2", "signed"],
  };
}

/** Somebody on probation whom nobody missed: dates, terms and permits of community correction. */
export function correctionSlip(story: Story, quote: Quote): Draft {
  const { random, cast } = story;
  const law = "中华人民共和国社区矫正法";
  const effective = later("2024-03-04", random.between(0, 300));
  const man = cast.member("man", [1970, 2003]);
  const [officer, chief, employer, procurator] = cast.names();
  const judged = later(effective, -11);
  const months = random.pick([10, 12]);
  const probation = random.pick([18, 24]);
  const reported = later(effective, random.between(3, 9));
  const left = later(reported, random.between(60, 120));
  const back = later(left, random.between(12, 25));
  const seen = later(back, random.between(4, 20));
  const decided = workdayWithin(random, seen, [5, 14]);
  const [calls, visits] = [random.between(2, 5), random.between(1, 3)];
  const passage = quote(law, "第二十七条");
  return {
    family: "correction-slip",
    kind: "correction-notice",
    paragraphs: [
      paragraph("title", story.procuratorate),
      paragraph("title", "纠正违法通知书"),
      paragraph("number", numbered(`${story.mark}矫纠违〔${decided.slice(0, 4)}〕${story.number}号`)),
      paragraph("addressee", addressed(`${story.place}社区矫正管理局：`)),
      paragraph("body", say`${day("seen", seen)}，本院开展社区矫正巡回检察，发现你局对社区矫正对象${named(man)}的监督管理存在违法情形。`),
      row("姓名", [named(man)], "性别", [sexOf(man)], "出生", [bornOf(man)]),
      row("公民身份号码", [idOf(man)], "手机", [phoneOf(man)]),
      row("罪名", "诈骗罪", "原判刑罚", [sentence("266-1", months)], "缓刑", [lasting("probation", probation)]),
      row("判决日", [day("judged", judged)], "生效日", [day("effective", effective)], "报到日", [day("reported", reported)]),
      row("矫正期限", [span("probation", effective, probation, ["自", "至", ""])]),
      head("a", "一、", "违法事实"),
      paragraph(
        "body",
        say`${named(man)}入矫后由工作人员${someone("officer", officer)}负责。${day("left", left)}，${named(man)}未经批准，随雇主${someone("employer", employer)}到外省装修工地做工，${day("back", back)}返回。离开期间，你局电话抽查${bare("calls", calls)}次、走访${bare("visits", visits)}次，台账记载的${bareWhole("contacts", calls + visits)}次核查均写“在家”，与手机定位、车票记录不符；发现后，你局既未查明原因，也未给予训诫，负责人${someone("chief", chief)}对此不知情。`,
      ),
      head("a", "二、", "纠正理由"),
      paragraph(
        "body",
        say`${under(law, "第二十七条", "第一款")}规定：${quoted(passage)}你局对${named(man)}擅自外出未予发现、未予处置，${someone("officer", officer)}虚填核查记录，违反了上述规定和同法${provision(law, "第二十三条")}、${provision(law, "第二十八条", "第一款")}。`,
      ),
      head("a", "三、", "纠正意见"),
      paragraph(
        "body",
        say`根据${under(PROCEDURE, "第八条")}、${under(law, "第六十二条")}的规定，通知你局：对${named(man)}依法给予处罚，对${someone("officer", officer)}的失职行为核查处理，完善定位核查和请假审批制度，并将纠正情况于收到后十五日内书面回复本院。`,
      ),
      paragraph("signature", say`检察官　${someone("procurator", procurator)}`),
      paragraph("signature", sealed(story.procuratorate)),
      paragraph("signature", signed(decided)),
    ],
    record: recordOf(story, [man], { charge: null }),
    sums: [{ whole: "contacts", parts: ["calls", "visits"] }],
    order: ["judged", "effective", "reported", "left", "back", "seen", "signed"],
    deadlines: [{ from: "effective", to: "reported", days: 10 }],
  };
}
