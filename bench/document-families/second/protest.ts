import { type Draft, paragraph, say } from "../draft.ts";
import {
  addressed,
  bornOf,
  CRIMINAL,
  chargeOf,
  day,
  enclosed,
  head,
  idOf,
  inCapitals,
  later,
  named,
  numbered,
  PROCEDURE,
  part,
  sealed,
  sentence,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawAmounts, drawCourse, type Story, sumOf, suspectsOf, workdayWithin } from "../story.ts";

const CHARGE = "诈骗罪";

/** 刑事抗诉书: the judgment and what is wrong with it, its sum worked out anew, filed within ten days of receipt. */
export function protestLetter({ random, cast, mark, office, procuratorate, court, number }: Story): Draft {
  const person = cast.member("person", [1969, 2000]);
  const [buyer, lender, worker, procurator, assistant] = cast.names();
  const course = drawCourse(random);
  const judged = workdayWithin(random, course.decided, [28, 70]);
  const received = later(judged, random.between(1, 4));
  const signedOn = workdayWithin(random, received, [4, 9]);
  const frauds = drawAmounts(random, 3, [42_000, 130_000]);
  const all = sumOf(frauds);
  const left = frauds[2] ?? 0;
  const months = random.between(50, 66);
  const year = signedOn.slice(0, 4);
  const courtMark = `（${course.decided.slice(0, 4)}）${cast.district.courtCode}刑初${random.between(20, 480)}号`;
  const name = () => named(person);
  return {
    family: "protest",
    kind: "protest",
    record: { office, suspects: suspectsOf(person), charge: CHARGE, actOn: null, acceptedOn: null, amount: all },
    sums: [
      { whole: "all", parts: frauds.map((_, index) => `all/${index + 1}`) },
      { whole: "found", parts: ["all"], less: ["all/3"] },
    ],
    order: ["indicted", "judged", "received"],
    deadlines: [{ from: "received", to: "signed", days: 10 }],
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "刑事抗诉书"),
      paragraph("number", numbered(`${mark}诉刑抗〔${year}〕${number}号`)),
      paragraph(
        "body",
        say`${court}以${courtMark}刑事判决书对被告人${name()}（${sexOf(person)}，${bornOf(person)}出生，公民身份号码${idOf(person)}，现取保候审于其住处）${chargeOf(CHARGE)}一案作出判决。本院于${day("indicted", course.decided)}提起公诉，该判决于${day("judged", judged)}宣告，本院于${day("received", received)}收到判决书。`,
      ),
      paragraph(
        "body",
        say`判决认定：被告人${name()}虚构承包工程的事实，骗取${someone("buyer", buyer)}${part("all/1", frauds[0])}、${someone("lender", lender)}${part("all/2", frauds[1])}，共${whole("found", all - left)}；对起诉指控骗取${someone("worker", worker)}的${part("all/3", left)}，以证据不足为由未予认定，以${chargeOf(CHARGE)}判处有期徒刑三年，缓刑四年，并处罚金。`,
      ),
      paragraph("body", "本院依法审查后认为，该判决认定事实错误，导致量刑明显不当，理由如下："),
      head("section", "一、", "应当认定第三笔诈骗事实"),
      paragraph(
        "body",
        say`${someone("worker", worker)}的陈述稳定，其向${name()}交付现金时有收条，收条经鉴定由${name()}书写；${someone("lender", lender)}的证言证明其在场。被告人${name()}在侦查阶段多次供述收到该款，当庭翻供但不能合理说明原因。上述证据能够相互印证，诈骗数额应为${whole("all", all)}（大写：${inCapitals("all", all)}）。`,
      ),
      head("section", "二、", "量刑明显不当"),
      paragraph(
        "body",
        say`被告人${name()}骗取${whole("all", all)}，数额巨大，依照${under(CRIMINAL, "第二百六十六条")}，应当处三年以上十年以下有期徒刑，并处罚金。其没有自首、立功等情节，案发后拒不退赔，${someone("buyer", buyer)}、${someone("worker", worker)}均未谅解。判决按照${whole("found", all - left)}量刑，属于重罪轻判。本院建议判处${sentence("266-2", months)}，并处罚金。`,
      ),
      head("section", "三、", "适用缓刑错误"),
      paragraph(
        "body",
        say`被告人${name()}无悔罪表现，有再犯危险，不符合${under(CRIMINAL, "第七十二条", "第一款")}规定的宣告缓刑的条件。判决对${chargeOf(CHARGE)}适用缓刑，社会效果不好。`,
      ),
      paragraph(
        "body",
        say`综上所述，为维护司法公正，准确惩治犯罪，依照${under(PROCEDURE, "第二百二十八条")}的规定，特提出抗诉，请依法判处。`,
      ),
      paragraph("body", "此致"),
      paragraph("addressee", addressed("岳阳市中级人民法院")),
      paragraph("signature", say`检察官：${someone("procurator", procurator)}　检察官助理：${someone("assistant", assistant)}`),
      paragraph("signature", sealed(procuratorate)),
      paragraph("signature", signed(signedOn)),
      enclosed("1.", say`被告人${name()}现取保候审于其住处`, "附："),
      enclosed("2.", "新的证人名单"),
      enclosed("3.", "收条笔迹鉴定书复印件"),
    ],
  };
}
