import { type Draft, paragraph, say, slot } from "../draft.ts";
import {
  addressed,
  bornOf,
  chargeOf,
  codeOf,
  day,
  firmOf,
  head,
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
import { drawAmounts, drawCourse, type Story, sumOf, suspectsOf, TOLD_IN_TIME, workdayWithin } from "../story.ts";

const CHARGE = "职务侵占罪";

/** 补充侦查提纲: what is missing, why, and where to look; sums that do not yet agree are told apart from those that do. */
export function investigationOutline({ random, cast, mark, office, procuratorate, police, number }: Story): Draft {
  const suspect = cast.member("suspect", [1974, 1999]);
  const [cashier, owner, driver, contact] = cast.names();
  const firm = cast.firm("建材", "商贸", "电梯工程");
  const course = drawCourse(random);
  const returned = workdayWithin(random, course.accepted, [16, 28]);
  const takings = drawAmounts(random, 4, [12_500, 68_000]);
  const all = sumOf(takings);
  const agreed = drawAmounts(random, 1, [21_000, 44_000])[0];
  const year = returned.slice(0, 4);
  const name = () => named(suspect);
  const phone = `${random.pick(["139", "177"])}${String(random.between(0, 99_999_999)).padStart(8, "0")}`;
  return {
    family: "investigation-outline",
    kind: "investigation-outline",
    record: { office, suspects: suspectsOf(suspect), charge: CHARGE, actOn: null, acceptedOn: course.accepted, amount: all },
    sums: [
      { whole: "taken", parts: takings.map((_, index) => `taken/${index + 1}`) },
      { whole: "open", parts: ["taken"], less: ["agreed"] },
    ],
    order: ["filed", "detained", "accepted", "told"],
    deadlines: [TOLD_IN_TIME],
    paragraphs: [
      paragraph("title", procuratorate),
      paragraph("title", "补充侦查提纲"),
      paragraph("number", numbered(`${mark}诉补侦〔${year}〕${number}号`)),
      paragraph("addressee", addressed(`${police}：`)),
      paragraph(
        "body",
        say`你局移送起诉的${name()}涉嫌${chargeOf(CHARGE)}一案（${day("filed", course.filed)}立案，${day("detained", course.detained)}刑事拘留），本院于${day("accepted", course.accepted)}收到案卷材料，并于${day("told", course.told)}告知诉讼权利。为有效指控犯罪，根据${under(PROCEDURE, "第一百七十五条", "第二款")}的规定，决定退回你局补充侦查。`,
      ),
      paragraph(
        "body",
        say`犯罪嫌疑人${name()}，${sexOf(suspect)}，公民身份号码${idOf(suspect)}，${bornOf(suspect)}出生，系${firmOf(firm.name)}（统一社会信用代码${codeOf(firm.code)}）原业务经理。`,
      ),
      head("section", "一、", "补充侦查的方向"),
      paragraph(
        "body",
        say`我院审查认为，现有证据能够证明${name()}利用职务便利收取货款，但侵占的数额和主观故意尚有疑问，需要围绕以下事项补充证据。`,
      ),
      head("section", "二、", "补充侦查的主要事项和工作"),
      head("items", "（一）", "关于侵占数额"),
      paragraph(
        "body",
        say`移送起诉意见认定${name()}截留四笔货款：${part("taken/1", takings[0])}、${part("taken/2", takings[1])}、${part("taken/3", takings[2] ?? 0)}、${part("taken/4", takings[3] ?? 0)}，总额为${whole("taken", all)}。其中与财务账目能够对应的为${part("agreed", agreed)}，其余${whole("open", all - agreed)}仅有出纳${someone("cashier", cashier)}的证言。请调取${firmOf(firm.name)}的原始凭证，必要时委托司法会计鉴定，查明${whole("taken", all)}是否均为应收货款。`,
      ),
      head("items", "（二）", "关于款项去向"),
      paragraph(
        "body",
        say`1.调取${name()}及其近亲属的银行账户明细，核实是否存在垫付运费、差旅费的情形；2.询问送货司机${someone("driver", driver)}，核实其是否经手现金；3.对${someone("cashier", cashier)}与${name()}之间的转账逐笔说明。`,
      ),
      head("items", "（三）", "关于主观故意"),
      paragraph(
        "body",
        say`${name()}辩解公司负责人${someone("owner", owner)}口头同意以货款冲抵提成。请再次询问${someone("owner", owner)}，调取劳动合同、提成办法，并讯问${name()}，就“冲抵”的时间、金额、在场人员逐一核对。`,
      ),
      head("items", "（四）", "关于到案经过"),
      paragraph(
        "body",
        say`请说明对${name()}的到案经过，附出警记录，核实是否构成自首。出纳${someone("cashier", cashier)}和司机${someone("driver", driver)}的身份材料一并补齐。`,
      ),
      head("section", "三、", "相关工作要求"),
      paragraph(
        "body",
        say`补充侦查应当依照${provision(PROCEDURE, "第一百七十五条", "第三款")}的规定，在一个月以内补充侦查完毕。调取${chargeOf(CHARGE)}的相关证据应当合法，对于无法查清的事项，请书面说明情况。依法应当排除的证据，不得作为认定${chargeOf(CHARGE)}的依据。`,
      ),
      paragraph("body", say`联系人：${someone("contact", contact)}，电话：${slot(phone, "phone", "contact", phone)}。`),
      paragraph("signature", sealed("（院印）")),
      paragraph("signature", signed(returned)),
    ],
  };
}
