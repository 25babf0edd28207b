import { type Draft, paragraph, say } from "../draft.ts";
import {
  addressed,
  chargeOf,
  day,
  idOf,
  later,
  named,
  numbered,
  PROCEDURE,
  part,
  provision,
  sealed,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawAmounts, drawCourse, type Story, sumOf, suspectsOf, workdayWithin } from "../story.ts";

/** 纠正违法通知书 to the police: money seized that had nothing to do with the case was kept too long, a suspect heard by one officer. */
export function seizureCorrection({ random, cast, mark, office, procuratorate, police, detention, number }: Story): Draft {
  const suspect = cast.member("suspect", [1975, 2000]);
  const [officer, kin, procurator] = cast.names();
  const course = drawCourse(random);
  const seized = drawAmounts(random, 3, [3_100, 46_000]);
  const all = sumOf(seized);
  const givenBack = seized[2] ?? 0;
  const cleared = later(course.told, 2);
  const sent = workdayWithin(random, course.accepted, [14, 30]);
  const heard = later(course.detained, 1);
  const year = sent.slice(0, 4);
  const charge = "敲诈勒索罪";
  return {
    family: "seizure-correction",
    kind: "correction-notice",
    record: { office, suspects: suspectsOf(suspect), charge, actOn: null, acceptedOn: course.accepted, amount: null },
    sums: [
      { whole: "seized", parts: seized.map((_, index) => `seized/${index + 1}`) },
      { whole: "kept", parts: ["seized"], less: ["seized/3"] },
    ],
    order: ["detained", "heard", "accepted"],
    paragraphs: [
      paragraph("title", `湖南省${procuratorate}`),
      paragraph("title", "纠正违法通知书"),
      paragraph("number", numbered(`${mark}诉纠违〔${year}〕${number}号`)),
      paragraph("addressee", addressed(`${police}：`)),
      paragraph(
        "body",
        say`你局于${day("accepted", course.accepted)}移送本院审查起诉的${named(suspect)}（公民身份号码${idOf(suspect)}，${sexOf(suspect)}）涉嫌${chargeOf(charge)}一案，经本院审查并调查核实，发现你局在侦查活动中存在以下违法情形：`,
      ),
      paragraph(
        "body",
        say`一、未及时退还与案件无关的款项。${day("detained", course.detained)}，你局对${named(suspect)}刑事拘留时，扣押其随身现金${part("seized/1", seized[0])}、微信零钱${part("seized/2", seized[1])}和其父交其购买农资的现金${part("seized/3", givenBack)}，扣押清单记载总额${whole("seized", all)}。${day("cleared", cleared)}，你局已经查明最后一笔与本案无关，但在本院催促后才予退还。除该笔外，仍在扣押的款项为${whole("kept", all - givenBack)}。${named(suspect)}的近亲属${someone("kin", kin)}就此向本院提出申诉。`,
      ),
      paragraph(
        "body",
        say`上述做法违反了${under(PROCEDURE, "第一百四十一条", "第一款")}关于与案件无关的财物不得扣押、${provision(PROCEDURE, "第一百四十五条")}关于经查明确实与案件无关的应当在三日以内解除扣押并予以退还的规定。`,
      ),
      paragraph(
        "body",
        say`二、讯问程序不合法。${day("heard", heard)}在${detention}的讯问笔录记载有两名侦查人员，同步录音录像显示仅有侦查人员${someone("officer", officer)}一人在场，${someone("officer", officer)}对此未能作出合理解释，违反了${under(PROCEDURE, "第一百一十八条", "第一款")}关于讯问时侦查人员不得少于二人的规定。`,
      ),
      paragraph(
        "body",
        "三、扣押清单填写不规范。清单中没有写明币种、面额，见证人一栏由侦查人员代签，与案卷中的照片不能对应，影响证据的证明力。",
      ),
      paragraph(
        "body",
        say`根据${under("中华人民共和国人民检察院组织法", "第二十一条", "第一款")}的规定，特通知你局予以纠正：对${someone("officer", officer)}等有关人员进行批评教育，规范${whole("kept", all - givenBack)}涉案款项的保管，并在收到本通知书后十五日以内将纠正情况书面告知本院。`,
      ),
      paragraph("signature", say`检察官　${someone("procurator", procurator)}`),
      paragraph("signature", signed(sent, "han")),
      paragraph("signature", sealed("（院印）")),
    ],
  };
}
