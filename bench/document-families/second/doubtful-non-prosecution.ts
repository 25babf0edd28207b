import { type Draft, paragraph, say } from "../draft.ts";
import {
  bornOf,
  chargeOf,
  day,
  idOf,
  later,
  named,
  numbered,
  PROCEDURE,
  part,
  phoneOf,
  sameYear,
  sealed,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawAmounts, drawCourse, published, type Story, suspectsOf, TOLD_IN_TIME, workdayWithin } from "../story.ts";

const CHARGE = "帮助信息网络犯罪活动罪";

/** 不起诉决定书 of two people for want of evidence after the case was returned twice; parts without headings, reasons numbered in the text. */
export function doubtfulNonProsecution({ random, cast, mark, office, procuratorate, police, number }: Story): Draft {
  const one = cast.member("one", [1985, 2003]);
  const two = cast.member("two", [1985, 2003]);
  const [counsel, other, procurator] = cast.names();
  const course = drawCourse(random);
  const returned = later(course.accepted, random.between(18, 28));
  const again = later(returned, random.between(20, 28));
  const returnedTwice = later(again, random.between(18, 28));
  const last = later(returnedTwice, random.between(20, 28));
  const decided = workdayWithin(random, last, [10, 26]);
  const [card, phone] = drawAmounts(random, 2, [61_000, 240_000]);
  const flow = card + phone;
  const pair = () => say`${named(one)}、${named(two)}`;
  return {
    family: "doubtful-non-prosecution",
    kind: "non-prosecution-decision",
    record: { office, suspects: suspectsOf(one, two), charge: CHARGE, actOn: course.act, acceptedOn: course.accepted, amount: null },
    sums: [{ whole: "flow", parts: ["flow/1", "flow/2"] }],
    order: ["accepted", "returned-1", "again-1", "returned-2", "again-2"],
    deadlines: [TOLD_IN_TIME, { from: "again-2", to: "signed", days: 46 }],
    paragraphs: [
      paragraph("title", `湖南省${procuratorate}`),
      paragraph("title", "不起诉决定书"),
      paragraph("number", numbered(`${mark}二部刑不诉〔${decided.slice(0, 4)}〕${number}号`)),
      ...[one, two].map((each, index) =>
        paragraph(
          "body",
          say`被不起诉人${named(each)}，${sexOf(each)}，公民身份号码${idOf(each)}（${bornOf(each)}出生），${each.nation}，${each.schooling}，${each.work}，住${each.address}，电话${phoneOf(each)}，${day(`bailed-${index + 1}`, course.detained)}被取保候审。`,
        ),
      ),
      paragraph(
        "body",
        say`${police}以被不起诉人${pair()}涉嫌${chargeOf(CHARGE)}，于${day("accepted", course.accepted)}向本院移送起诉，本院于${sameYear("told", course.told, course.accepted)}告知二人诉讼权利。因证据不足，本院于${day("returned-1", returned)}第一次退回补充侦查，${police}于${day("again-1", again)}重新移送起诉；本院又于${day("returned-2", returnedTwice)}第二次退回补充侦查，${police}于${day("again-2", last)}再次重新移送起诉。`,
      ),
      paragraph(
        "body",
        say`${police}认定：${day("act", course.act)}，被不起诉人${named(one)}将本人银行卡交给${named(two)}，由${named(two)}转交他人使用。该卡转入资金${part("flow/1", card)}，绑定的支付账户转入资金${part("flow/2", phone)}，总计${whole("flow", flow)}。`,
      ),
      paragraph(
        "body",
        say`经本院审查并两次退回补充侦查，本院仍然认为${police}认定的犯罪事实不清、证据不足：（1）转入的${whole("flow", flow)}中，哪些款项来自网络犯罪的被害人，没有查清；（2）指使者${someone("other", other)}尚未到案，${pair()}对卡片用途的辩解无法排除；（3）现有证据不能证明二人明知他人利用信息网络实施犯罪。`,
      ),
      paragraph(
        "body",
        say`综上，认定被不起诉人${pair()}构成${chargeOf(CHARGE)}的证据没有达到确实、充分的程度，不符合起诉条件。依照${under(PROCEDURE, "第一百七十五条", "第四款")}的规定，决定对${pair()}不起诉。辩护人${someone("counsel", counsel)}关于${chargeOf(CHARGE)}不能成立的意见，本院予以采纳。`,
      ),
      paragraph(
        "body",
        say`对扣押在案的手机，依照${under(PROCEDURE, "第一百七十七条", "第三款")}的规定解除扣押。如发现新的证据，符合起诉条件的，本院可以提起公诉。`,
      ),
      paragraph("signature", say`检察官：${someone("procurator", procurator)}`),
      paragraph("signature", sealed(`湖南省${procuratorate}`)),
      paragraph("signature", signed(decided)),
    ],
  };
}

export function publishedDoubtfulNonProsecution(story: Story): Draft {
  const draft = doubtfulNonProsecution(story);
  return published(draft, story.place);
}
