import { type Draft, paragraph } from "../draft.ts";
import { body, clerks, title } from "./forms.ts";
import {
  after,
  article_,
  bornOf,
  cite,
  crime,
  idOf,
  nameOf,
  organisation,
  phoneOf,
  recordOf,
  type Story,
  sexOf,
  signed,
  stepDays,
  stepsAfter,
} from "./story.ts";

/** A swindler is asked in the detention centre. */
export function fraudInterrogation(story: Story): Draft {
  const suspect = story.person();
  const [first, second] = [story.person(), story.person()];
  const begun = story.day("2024-01-01", "2025-08-01");
  const acts = [begun, after(begun, story.random.between(3, 12))];
  const steps = stepsAfter(story, acts[1] ?? begun);
  const asked = after(steps.told, story.random.between(1, 9));
  const [one, two] = [story.random.between(32, 98) * 10_000, story.random.between(41, 120) * 10_000];
  const back = story.random.between(10, 30) * 10_000;
  const { procurator, clerk } = clerks(story);
  const hour = story.random.between(9, 15);
  const lie = story.pick([
    "认识驾校的人，可以包过考试",
    "能帮忙介绍进电厂上班，要交一笔活动费",
    "可以办低息贷款，先要交保证金",
    "手里有一批便宜的手机，付了款就发货",
  ]);
  return {
    family: "fraud-interrogation",
    kind: "interrogation-record",
    paragraphs: [
      ...title("讯问笔录"),
      paragraph(
        "body",
        "时间：",
        story.on("asked-on", asked),
        `${hour}时${story.random.between(10, 20)}分至${hour + 1}时${story.random.between(10, 50)}分`,
      ),
      body`地点：${story.place.county}看守所第${story.random.between(1, 6)}讯问室`,
      body`讯问人：${procurator}　记录人：${clerk}`,
      body`被讯问人：${nameOf(suspect)}　性别：${sexOf(suspect)}　出生日期：${bornOf(suspect)}`,
      body`公民身份号码：${idOf(suspect)}　文化程度：${suspect.schooling.replace("文化", "")}`,
      body`现住址：${suspect.home}　联系方式：${phoneOf(suspect)}`,
      body`问：我们是${story.place.office}的工作人员（出示证件），现依法对你进行讯问。你涉嫌${crime("诈骗罪")}一案，已由${story.place.police}于${story.on("accepted", steps.accepted)}移送我院审查起诉。你有权委托辩护人，有权申请回避，听清楚了吗？`,
      body`答：听清楚了。权利义务告知书我是${story.on("told", steps.told, steps.accepted)}收到的。`,
      body`问：是否申请回避？`,
      body`答：不申请。`,
      body`问：根据${cite("刑事诉讼法", "第一百二十条", 2)}的规定，如实供述自己罪行可以从宽处理，你是否清楚？`,
      body`答：清楚，我愿意认罪认罚。`,
      body`问：你的个人情况？`,
      body`答：我叫${nameOf(suspect)}，${suspect.people}，住在${suspect.home}。${story.on("detained", steps.detained)}我被公安机关刑事拘留，${story.on("arrested", steps.arrested, steps.detained)}被逮捕。`,
      body`问：把你的犯罪经过讲一下。`,
      body`答：我一共骗了${story.count("incidents", 2)}个人。第一次是${story.on("incident-1", acts[0] ?? begun)}，我跟${nameOf(first)}说${lie}，对方就转给我${story.fen("part-1", one)}。第二次是${story.on("incident-2", acts[1] ?? begun, acts[0])}，我用同样的说法让${nameOf(second)}转给我${story.fen("part-2", two)}。`,
      body`问：总共多少钱？`,
      body`答：两个人加起来是${story.total("total", one + two)}。`,
      body`问：钱用到哪里去了？`,
      body`答：打牌输掉了大部分，后来退给${nameOf(first)}${story.fen("back", back)}，还剩${story.fen("left", one + two - back)}没有退。`,
      body`问：你说的这些是真的吗？`,
      body`答：不是真的，都是我编的。`,
      body`问：对公安机关认定你诈骗${nameOf(first)}${story.fen("part-1", one)}、诈骗${nameOf(second)}${story.fen("part-2", two)}，你有没有意见？`,
      body`答：没有意见，我涉嫌${crime("诈骗罪")}我是认的。`,
      body`问：公安机关讯问你时有没有刑讯逼供、诱供的情况？`,
      body`答：没有。`,
      body`问：你以上所讲是否属实？`,
      body`答：属实。`,
      body`以上笔录我看过，和我讲的一样。`,
      paragraph("signature", "被讯问人：", nameOf(suspect), "（捺印）"),
      paragraph("signature", signed(asked)),
    ],
    record: recordOf(story, [suspect], { charge: "诈骗罪", days: stepDays(steps, acts), amount: one + two }),
    sums: [
      { whole: "total", parts: ["part-1", "part-2"] },
      { whole: "left", parts: ["part-1", "part-2"], less: ["back"] },
    ],
    order: ["incident-1", "incident-2", "detained", "arrested", "accepted", "told", "signed"],
    deadlines: [{ from: "accepted", to: "told", days: 3 }],
  };
}

/** A worker whose boss kept the wages is heard as a witness. */
export function wageWitness(story: Story): Draft {
  const worker = story.person();
  const boss = story.person({ sex: "male" });
  const firm = `${story.place.county}${story.pick(["鸿运", "兴达", "鑫源", "建业"])}${story.pick(["制衣厂", "家具厂", "建筑劳务有限公司", "鞋业有限公司"])}`;
  const from = story.day("2024-01-01", "2025-03-01");
  const left = after(from, 130);
  const asked = after(left, story.random.between(60, 140));
  const complained = after(left, story.random.between(3, 20));
  const ordered = after(complained, story.random.between(5, 15));
  const wages = [0, 1, 2].map(() => story.random.between(3200, 6900) * 100);
  const total = wages.reduce((sum, each) => sum + each, 0);
  const paid = story.random.between(8, 20) * 10_000;
  const month = Number(left.slice(5, 7));
  const names = [3, 2, 1].map((back) => `${((month - back + 11) % 12) + 1}月`);
  const { procurator, clerk } = clerks(story);
  return {
    family: "wage-witness",
    kind: "witness-record",
    paragraphs: [
      ...title("询问笔录"),
      paragraph("body", "询问时间：", story.on("asked-on", asked), `${story.random.between(9, 10)}时05分至11时20分`),
      body`询问地点：${story.place.office}${story.pick(["接待室", "询问室"])}`,
      body`询问人：${procurator}　记录人：${clerk}`,
      body`被询问人：${nameOf(worker)}　性别：${sexOf(worker)}　出生日期：${bornOf(worker)}`,
      body`身份证件号码：${idOf(worker)}　联系电话：${phoneOf(worker)}`,
      body`工作单位及职务：原${organisation(firm)}工人　住址：${worker.home}`,
      body`问：我们是${story.place.office}的检察人员，现就${nameOf(boss)}涉嫌${crime("拒不支付劳动报酬罪")}一案依法向你询问。根据${cite("刑事诉讼法", "第一百二十四条", 1)}、${article_("刑事诉讼法", "第一百二十五条")}的规定，你应当如实提供证据、证言，有意作伪证或者隐匿罪证要负法律责任，你明白吗？`,
      body`答：明白。`,
      body`问：你跟${nameOf(boss)}是什么关系？`,
      body`答：他是${organisation(firm)}的老板，我在他那里做工，${story.on("joined", from)}进的厂，${story.on("left", left, from)}离开的。`,
      body`问：工资是怎么约定的？`,
      body`答：计件，按月结算。前面几个月都发了，最后三个月没有发。`,
      body`问：欠你多少工资？`,
      body`答：${names[0] ?? ""}份${story.fen("wage-1", wages[0] ?? 0)}，${names[1] ?? ""}份${story.fen("wage-2", wages[1] ?? 0)}，${names[2] ?? ""}份${story.fen("wage-3", wages[2] ?? 0)}，三个月一共${story.total("total", total)}。他给我打了一张欠条，写的也是${story.fen("total", total)}。`,
      body`问：后来有没有付过？`,
      body`答：${nameOf(boss)}通过微信转过${story.fen("paid", paid)}，还欠${story.fen("left-over", total - paid)}。`,
      body`问：你们有没有找有关部门反映？`,
      body`答：有。我和十几个工友${story.on("complained", complained)}去${story.place.county}劳动保障监察大队投诉，监察大队${story.on("ordered", ordered, complained)}给${organisation(firm)}下了限期支付的指令书，${nameOf(boss)}把电话关机，人也找不到了。`,
      body`问：你能辨认出${nameOf(boss)}吗？`,
      body`答：能，天天见面的。`,
      body`问：还有什么要补充的？`,
      body`答：希望早点拿到工资。`,
      body`问：以上所讲是否属实？`,
      body`答：属实。以上笔录我看过，与我说的相符。`,
      paragraph("signature", "被询问人：", nameOf(worker)),
      paragraph("signature", signed(asked)),
    ],
    record: recordOf(story, [], { charge: "拒不支付劳动报酬罪" }),
    sums: [
      { whole: "total", parts: ["wage-1", "wage-2", "wage-3"] },
      { whole: "left-over", parts: ["total"], less: ["paid"] },
    ],
    order: ["joined", "left", "complained", "ordered", "signed"],
  };
}
