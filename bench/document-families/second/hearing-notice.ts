import { type Draft, paragraph, say } from "../draft.ts";
import {
  addressed,
  bornOf,
  day,
  idOf,
  later,
  named,
  numbered,
  part,
  phoneOf,
  sealed,
  sexOf,
  signed,
  someone,
  under,
  whole,
} from "../forms.ts";
import { drawAmounts, drawCourse, type Story, workdayWithin } from "../story.ts";

/** 听证通知书 to the parties and hearers: people by their part, telephone numbers, time and place; and what is disputed, in figures. */
export function hearingNotice({ random, cast, mark, office, procuratorate, number }: Story): Draft {
  const applicant = cast.member("applicant", [1955, 1990]);
  const [opposite, chair, listener, listenerToo, procurator, clerk] = cast.names();
  const course = drawCourse(random);
  const accepted = course.accepted;
  const heard = workdayWithin(random, accepted, [24, 40]);
  const sent = later(heard, -random.between(5, 9));
  const [principal, interest] = drawAmounts(random, 2, [24_000, 180_000]);
  const claim = principal + interest;
  const year = sent.slice(0, 4);
  const civil = "中华人民共和国民事诉讼法";
  return {
    family: "hearing-notice",
    kind: "hearing-notice",
    record: { office, suspects: [], charge: null, actOn: null, acceptedOn: accepted, amount: null },
    sums: [{ whole: "claim", parts: ["claim/1", "claim/2"] }],
    order: ["accepted", "heard"],
    paragraphs: [
      paragraph("title", `湖南省${procuratorate}`),
      paragraph("title", "听证通知书"),
      paragraph("number", numbered(`${mark}民听通〔${year}〕${number}号`)),
      paragraph("addressee", addressed(`${applicant.name}：`)),
      paragraph(
        "body",
        say`你与${someone("opposite", opposite)}民间借贷纠纷申请监督一案，本院于${day("accepted", accepted, "han")}受理。为查明案件事实，听取各方意见，本院决定公开听证。现将有关事项通知如下：`,
      ),
      paragraph("body", say`一、听证时间：${day("heard", heard, "han")}上午九时三十分。`),
      paragraph("body", "二、听证地点：本院二楼听证室。请提前十五分钟到场，出示居民身份证并接受安全检查。"),
      paragraph(
        "body",
        say`三、主持人：${someone("procurator", procurator)}；听证员：${someone("chair", chair)}、${someone("listener", listener)}、${someone("listener-too", listenerToo)}；记录人：${someone("clerk", clerk)}。`,
      ),
      paragraph(
        "body",
        say`四、申请人身份信息：${named(applicant)}，${sexOf(applicant)}，${bornOf(applicant, "han")}出生，公民身份号码${idOf(applicant)}，联系电话${phoneOf(applicant)}。请核对，如有错误，请在听证前告知本院。`,
      ),
      paragraph(
        "body",
        say`五、听证的主要问题：（一）生效判决确定的借款本金${part("claim/1", principal)}、利息${part("claim/2", interest)}，共计${whole("claim", claim)}，是否有证据证明；（二）${someone("opposite", opposite)}主张的现金交付是否真实；（三）申请人${named(applicant)}提交的转账凭证能否证明已经偿还${whole("claim", claim)}中的部分款项。`,
      ),
      paragraph(
        "body",
        say`六、申请人${named(applicant)}和${someone("opposite", opposite)}可以委托代理人参加听证，也可以申请${someone("chair", chair)}、${someone("listener", listener)}等听证员回避。回避申请应当在${day("recusal-until", later(heard, -2), "han")}以前提出。`,
      ),
      paragraph(
        "body",
        say`七、本次听证依照${under(civil, "第二百二十条", "第二款")}规定的审查期限安排，听证所需时间不另行延长审查期限。申请人提出的事由对应${under(civil, "第二百一十一条", "第一款", "第（二）项")}。无正当理由拒不参加的，不影响听证的进行。`,
      ),
      paragraph("body", "特此通知。"),
      paragraph("signature", sealed(`湖南省${procuratorate}`)),
      paragraph("signature", signed(sent, "han")),
    ],
  };
}
