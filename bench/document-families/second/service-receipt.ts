import { type Draft, paragraph, say } from "../draft.ts";
import {
  bornOf,
  cells,
  chargeOf,
  day,
  idOf,
  named,
  numbered,
  PROCEDURE,
  phoneOf,
  sealed,
  sexOf,
  signed,
  someone,
  under,
} from "../forms.ts";
import { drawCourse, type Story, suspectsOf, TOLD_IN_TIME } from "../story.ts";

/** 送达回证: a form in cells, several papers served on one person at one time. */
export function serviceReceipt({ random, cast, mark, office, procuratorate, number }: Story): Draft {
  const person = cast.member("person", [1960, 2003]);
  const [server, serverToo, witness] = cast.names();
  const course = drawCourse(random);
  const year = course.decided.slice(0, 4);
  const charge = random.pick(["盗窃罪", "诈骗罪", "故意伤害罪"]);
  const served = course.told;
  return {
    family: "service-receipt",
    kind: "service-receipt",
    record: { office, suspects: suspectsOf(person), charge, actOn: null, acceptedOn: course.accepted, amount: null },
    order: ["accepted", "told"],
    deadlines: [TOLD_IN_TIME],
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "送 达 回 证"),
      paragraph("number", numbered(`${mark}诉送〔${year}〕${number}号`)),
      ...cells("案由", say`${named(person)}涉嫌${chargeOf(charge)}一案（${day("accepted", course.accepted, "iso")}移送审查起诉）`),
      ...cells("受送达人", say`${named(person)}，${sexOf(person)}，${bornOf(person, "iso")}出生`),
      ...cells("证件号码", idOf(person)),
      ...cells("联系电话", phoneOf(person)),
      ...cells("送达地点", person.address),
      ...cells("送达文书名称及件数", "犯罪嫌疑人诉讼权利义务告知书一份；认罪认罚从宽制度告知书一份；委托辩护人告知书一份"),
      ...cells("告知并送达的日期", day("told", served, "iso")),
      ...cells("送达方式", "直接送达"),
      ...cells("受送达人签名或者盖章", named(person)),
      ...cells("送达人", say`${someone("server", server)}、${someone("server-too", serverToo)}`),
      ...cells("见证人", someone("witness", witness)),
      ...cells(
        "备注",
        say`依照${under(PROCEDURE, "第一百七十三条", "第二款")}的规定，已向受送达人说明其享有的诉讼权利和认罪认罚的法律规定。受送达人表示，对涉嫌${chargeOf(charge)}的认定和相关材料没有其他意见。送达人${someone("server", server)}、${someone("server-too", serverToo)}在场核实了受送达人的身份。`,
      ),
      paragraph("signature", sealed(procuratorate)),
      paragraph("signature", signed(served)),
      paragraph(
        "body",
        "填写说明：代收的，由代收人在“受送达人签名或者盖章”栏签名，并注明与受送达人的关系；拒绝接收的，可以留置送达，并在备注栏写明情况。",
      ),
    ],
  };
}
