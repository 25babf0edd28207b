import { surnameOf } from "../cast.ts";
import { type Draft, paragraph, say } from "../draft.ts";
import {
  bornOf,
  chargeOf,
  day,
  idOf,
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
import { DECIDED_IN_TIME, drawAmounts, drawCourse, type Story, suspectsOf, TOLD_IN_TIME } from "../story.ts";

const CHARGE = "盗窃罪";
const THINGS = ["旧电动车电瓶一组", "铝合金窗框一副", "水泵一台", "旧木门一扇"];

/** 不起诉决定书 because the act is no crime: days in Chinese numerals throughout, a person known by another name. */
export function statutoryNonProsecution({ random, cast, place, mark, office, procuratorate, police, number }: Story): Draft {
  const person = cast.member("person", [1958, 2000], { isOrdinary: true });
  const [victim, counsel, witness, procurator] = cast.names();
  const course = drawCourse(random);
  const [first, second] = drawAmounts(random, 2, [200, 480]);
  const value = first + second;
  const other = `${surnameOf(person.name)}老${random.pick(["三", "四", "六"])}`;
  const year = course.decided.slice(0, 4);
  const name = () => named(person);
  const thing = random.pick(THINGS);
  return {
    family: "statutory-non-prosecution",
    kind: "non-prosecution-decision",
    record: { office, suspects: suspectsOf(person), charge: CHARGE, actOn: course.act, acceptedOn: course.accepted, amount: value },
    sums: [{ whole: "value", parts: ["value/1", "value/2"] }],
    order: ["act", "filed", "bailed", "accepted", "told"],
    deadlines: [TOLD_IN_TIME, DECIDED_IN_TIME],
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "不起诉决定书"),
      paragraph("number", numbered(`${mark}一部刑不诉〔${year}〕${number}号`)),
      paragraph(
        "body",
        say`被不起诉人${name()}，又名${other}，${sexOf(person)}，${bornOf(person, "han")}生，公民身份号码${idOf(person)}，${person.nation}，${person.schooling}，${person.work}，户籍地${person.address}。${day("bailed", course.detained, "han")}，因涉嫌${chargeOf(CHARGE)}被${police}决定取保候审。`,
      ),
      paragraph("body", say`辩护人${someone("counsel", counsel)}，${place}法律援助中心指派的律师。`),
      paragraph(
        "body",
        say`${police}于${day("filed", course.filed, "han")}立案，侦查终结后以${name()}涉嫌${chargeOf(CHARGE)}，于${day("accepted", course.accepted, "han")}移送本院起诉。${day("told", course.told, "han")}，本院将有关诉讼权利书面告知被不起诉人。`,
      ),
      paragraph(
        "body",
        say`${police}移送起诉认定：${day("act", course.act, "han")}，${name()}在同村村民${someone("victim", victim)}的闲置房屋旁，拿走${thing}和废铁若干，并向收购人员${someone("witness", witness)}出售。`,
      ),
      paragraph(
        "body",
        say`经本院依法审查，${name()}在案发当日确曾拿走上述物品。经价格认定，${thing}价值${part("value/1", first)}，废铁价值${part("value/2", second)}，共计${whole("value", value)}。该物品堆放在路边多年，${name()}误认为无人需要，事后主动归还并向${someone("victim", victim)}道歉，${someone("victim", victim)}明确表示不再追究。在此之前，${name()}没有因盗窃受过行政处罚或者刑事处罚。`,
      ),
      paragraph(
        "body",
        say`本院认为，${name()}的上述行为，情节显著轻微、危害不大，不构成犯罪。涉案物品价值${whole("value", value)}，没有达到定罪的数额标准，不应认定为${chargeOf(CHARGE)}。依照${under(PROCEDURE, "第十六条", "第一款", "第（一）项")}和${provision(PROCEDURE, "第一百七十七条", "第一款")}的规定，决定对${name()}不起诉。`,
      ),
      paragraph(
        "body",
        say`被害人如不服，可以自收到本决定书后七日以内向岳阳市人民检察院申诉，请求提起公诉；也可以不经申诉，直接向${place}人民法院提起自诉。`,
      ),
      paragraph("signature", say`承办检察官：${someone("procurator", procurator)}`),
      paragraph("signature", sealed(procuratorate)),
      paragraph("signature", signed(course.decided, "han")),
    ],
  };
}
