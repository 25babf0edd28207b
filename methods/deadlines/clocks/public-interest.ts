import type { StatutoryClock } from "@yuejian/contracts";
import { clock, ground } from "./clock.ts";

const SUPERVISED = { zh: "收到检察建议的行政机关", en: "Authority that received the suggestion" };
const SUGGESTION = { zh: "收到检察建议书", en: "receipt of the suggestion" };

/** Suggestions, notices and civil supervision. An objection has no number: it is examined at once. */
export const publicInterestClocks: readonly StatutoryClock[] = [
  ...["suggestion.public-interest-reply", "suggestion.public-interest-reply-urgent"].map((id) =>
    clock({
      id,
      startEvent: SUGGESTION,
      actor: SUPERVISED,
      counting: "civil",
      whenOver: {
        zh: "行政机关不依法履行职责的，可以向人民法院提起行政公益诉讼",
        en: "An authority that still does not act may be sued in the public interest",
      },
    }),
  ),
  clock({
    id: "suggestion.general-reply",
    startEvent: SUGGESTION,
    actor: { zh: "收到检察建议的单位", en: "Whoever received the suggestion" },
    counting: "civil",
    whenOver: {
      zh: "督促回复；无正当理由不整改的，可报告上级或者通报其主管机关",
      en: "Press for a reply; report upward or to the superior authority",
    },
    caution: { zh: "情况紧急的，检察建议可以写明更短的期限", en: "An urgent suggestion may name a shorter term" },
  }),
  clock({
    id: "civil-public-interest.notice",
    startEvent: { zh: "发布公告", en: "publication of the notice" },
    actor: { zh: "法律规定的机关和有关组织", en: "Organs and organisations that the law allows to sue" },
    counting: "civil",
    whenOver: { zh: "公告期满无人起诉的，人民检察院可以提起民事公益诉讼", en: "Nobody sued: the procuratorate may" },
  }),
  clock({
    id: "civil-supervision.review",
    startEvent: { zh: "受理监督申请", en: "acceptance of the application" },
    actor: { zh: "人民检察院", en: "Procuratorate" },
    counting: "civil",
    suspensions: [
      ground(
        "expert-work",
        { zh: "调卷、鉴定、评估、审计、专家咨询", en: "fetching files, appraisal, valuation, audit or expert advice" },
        { law: "人民检察院民事诉讼监督规则", article: "第五十二条", certainty: "unchecked" },
      ),
    ],
    whenOver: { zh: "审查超期，案管发出流程监控通知", en: "The review is overdue: case management gives notice" },
  }),
];
