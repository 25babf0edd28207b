import { type Draft, paragraph, say } from "../draft.ts";
import {
  ageOf,
  bornOf,
  chargeOf,
  day,
  idOf,
  named,
  PROCEDURE,
  part,
  phoneOf,
  row,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawAmounts, drawCourse, type Story, sumOf, suspectsOf, TOLD_IN_TIME } from "../story.ts";

const CHARGE = "诈骗罪";

/** 讯问笔录 in the prosecution's review: the head as a table, questions about single payments, everyday speech. */
export function cardInterrogation({ random, cast, office, procuratorate, detention }: Story): Draft {
  const suspect = cast.member("suspect", [1979, 2003]);
  const [first, second, clerk] = cast.names();
  const [buyer, cousin, counsel] = [cast.name("male"), cast.name("male"), cast.name("female")];
  const course = drawCourse(random);
  const sums = drawAmounts(random, 3, [1_800, 8_600]);
  const [all, back] = [sumOf(sums), sums[1]];
  const minutes = random.between(10, 50);
  const name = () => named(suspect);
  return {
    family: "card-interrogation",
    kind: "interrogation-record",
    record: { office, suspects: suspectsOf(suspect), charge: CHARGE, actOn: course.act, acceptedOn: course.accepted, amount: all },
    sums: [
      { whole: "got", parts: sums.map((_, index) => `got/${index + 1}`) },
      { whole: "owed", parts: ["got"], less: ["got/2"] },
    ],
    order: ["act", "detained", "accepted", "told"],
    deadlines: [TOLD_IN_TIME],
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "讯 问 笔 录"),
      paragraph("body", "（第一次）"),
      row("讯问时间", say`${day("told", course.told)}14时${minutes}分至16时${minutes + 2}分`),
      row("讯问地点", `${detention}二号讯问室`),
      row("讯问人", say`${someone("first", first)}、${someone("second", second)}`, "记录人", someone("clerk", clerk)),
      row("被讯问人", name(), "性别", sexOf(suspect), "民族", suspect.nation),
      row("出生日期", bornOf(suspect), "文化程度", suspect.schooling),
      row("公民身份号码", idOf(suspect), "电话", phoneOf(suspect)),
      row("住址", suspect.address),
      row("涉嫌罪名", chargeOf(CHARGE)),
      paragraph(
        "body",
        say`问：我们是${procuratorate}的检察人员（出示证件），根据${under(PROCEDURE, "第一百七十三条", "第一款")}的规定，今天依法讯问你。你应当如实回答提问，对与本案无关的问题有拒绝回答的权利；如实供述自己罪行可以从宽处理，自愿认罪认罚的也可以从宽处理。你听清楚了吗？`,
      ),
      paragraph("body", "答：听清楚了。"),
      paragraph(
        "body",
        say`问：你涉嫌${chargeOf(CHARGE)}一案，已经于${day("accepted", course.accepted)}移送本院审查起诉。你对办案人员是否申请回避？是否委托了辩护人？`,
      ),
      paragraph("body", say`答：不申请回避。家里人请了${someone("counsel", counsel)}律师，她来会见过两次。`),
      paragraph("body", "问：把你的身份情况说一下。"),
      paragraph(
        "body",
        say`答：我叫${name()}，${bornOf(suspect)}出生，出事的时候${ageOf(suspect, course.act)}岁，之前一直做${suspect.work.replace("无固定职业", "零工")}，没有坐过牢。`,
      ),
      paragraph("body", "问：你因为什么事情被羁押？"),
      paragraph("body", say`答：我骗了${someone("buyer", buyer)}的钱，${day("detained", course.detained)}被公安局拘留。`),
      paragraph("body", "问：讲一下具体经过。"),
      paragraph(
        "body",
        say`答：我跟${someone("buyer", buyer)}说有便宜的二手挖机可以转手，其实根本没有。${day("act", course.act)}这天他当场给了我${part("got/1", sums[0])}定金，后来又以运费的名义转过来${part("got/2", back)}，最后一次是办过户，给了${part("got/3", sums[2] ?? 0)}。前前后后加起来${whole("got", all)}。`,
      ),
      paragraph("body", "问：钱用到哪里去了？"),
      paragraph(
        "body",
        say`答：打牌输掉一些，还了表哥${someone("cousin", cousin)}的账。运费那笔我后来退给他了，所以还欠他${whole("owed", all - back)}。`,
      ),
      paragraph("body", say`问：${someone("cousin", cousin)}知不知道这些钱的来源？`),
      paragraph("body", say`答：他不知道，这件事和${someone("cousin", cousin)}没有关系，是我自己做的。`),
      paragraph("body", say`问：${someone("buyer", buyer)}陈述你一共拿走${whole("got", all)}，对不对？`),
      paragraph("body", "答：数目对得上。"),
      paragraph("body", say`问：你对公安机关认定你涉嫌${chargeOf(CHARGE)}有没有意见？`),
      paragraph("body", "答：没有意见，我认罪认罚，也愿意赔偿他的损失，希望能够取得谅解。"),
      paragraph("body", "问：公安机关讯问你的时候，有没有刑讯逼供、威胁、引诱的情况？"),
      paragraph("body", "答：没有，笔录我都看过才签的字。"),
      paragraph("body", "问：以上讲的是否属实？"),
      paragraph("body", "答：属实。"),
      paragraph("body", "（以上笔录我已看过，与我所讲的一致。）"),
      paragraph("signature", say`被讯问人：${name()}`),
      paragraph("signature", signed(course.told)),
    ],
  };
}
