/** What is done in a case, by whoever does it. A case is sent before it is accepted, and both are told as `accepted`. */
export type CourseStep =
  | "occurred"
  | "died"
  | "alarmed"
  | "caught"
  | "filed"
  | "detained"
  | "asked"
  | "arrested"
  | "bailed"
  | "concluded"
  | "accepted"
  | "told"
  | "interviewed"
  | "listened"
  | "pleaded"
  | "returned"
  | "again"
  | "extended"
  | "charged"
  | "spared"
  | "tried"
  | "judged"
  | "received"
  | "appealed"
  | "protested"
  | "effective"
  | "imprisoned"
  | "released"
  | "reported"
  | "informed"
  | "surveyed"
  | "consulted"
  | "questioned"
  | "custodial"
  | "heard"
  | "suggested"
  | "answered"
  | "visited"
  | "contracted"
  | "paid"
  | "sued"
  | "refused"
  | "petitioned"
  | "reviewed"
  | "served"
  | "demanded"
  | "explained";

export type StepWords = readonly (readonly [RegExp, CourseStep])[];

/** 逮捕 that is done: not what is asked for, refused, or a condition of it. */
const ARRESTED =
  /(?<!不|不予|不批准|不予批准|提请|提请批准|提请审查|报请|报请批准|审查|审查批准|申请|呈请|建议|应当|可以|重新)逮捕(?!的?(?:条件|必要|措施|意见|申请|证|决定书?送|案件|必要性))|批捕(?!条件)/;

/** Words that tell a step, the more special before the more general. The first in a clause is what was done. */
export const STEP_WORDS: StepWords = [
  [/退回[^，。；]{0,14}(?:补充(?:侦查|调查)|补查)|退(?:查|补)(?!清|赃|赔)|第[一二]次退回/, "returned"],
  [/补查重报|(?:再次|重新|又|复)移送|补(?:充)?(?:侦查|侦|查)(?:完毕|终结|结束)|重新报送|重报/, "again"],
  [/延长(?:审查起诉|办案|审查)期限/, "extended"],
  [/(?:提请|报请|呈请|提出)[^，。；]{0,14}(?:逮捕|批捕)|提捕|报捕/, "asked"],
  [/立案(?:情况|决定|事宜)?[^，。；]{0,6}(?:告知|通知|送达)|告知[^，。；]{0,8}立案/, "informed"],
  [/要求[^，。；]{0,16}说明(?:不立案|立案|逾期)[^，。；]{0,6}理由/, "demanded"],
  [/说明[^，。；]{0,8}(?:不立案|立案)[^，。；]{0,6}理由|(?:不立案|立案)理由说明/, "explained"],
  [/羁押必要性审查[^，。；]{0,4}申请|(?:向(?:本院|我院)[^，。；]{0,8})?申请[^，。；]{0,24}(?:羁押必要性|变更强制措施)/, "reviewed"],
  [/取保候审|监视居住/, "bailed"],
  [ARRESTED, "arrested"],
  [/行政拘留/, "told"],
  [/看守所[^，。；]{0,14}(?:讯问|提讯)/, "custodial"],
  [/拘留|刑拘/, "detained"],
  [/侦查终结|调查终结(?!报告)/, "concluded"],
  [/签署[^，。；]{0,12}具结书|具结书[^，。；]{0,4}签署/, "pleaded"],
  [/告知|权利义务告知书/, "told"],
  [/(?:收到|接到|签收|领取)[^，。；]{0,14}(?:判决|裁定)/, "received"],
  [/(?:判决|裁定)书?[^，。；]{0,6}送达|送达[^，。；]{0,12}(?:判决|裁定)书?/, "received"],
  [/裁定驳回|驳回[^，。；]{0,8}(?:再审|申诉|申请)/, "refused"],
  [/(?:判决|裁定)[^，。；]{0,6}(?:发生法律效力|生效(?!后|之|前|确|的))|^[，]?(?:已经)?(?:发生法律效力|生效(?!后|之|前|的))/, "effective"],
  [
    /^[，]?宣告(?!无罪|缓刑|死亡|失踪|破产)|宣判|(?:作出|作了)[^，。；]{0,40}(?:判决|裁定)|(?:审理|审判)后(?:作出)?判决|^[，]?以[^，。；]{1,20}罪判处|^[，]?[^，。；]{0,24}法院[^，。；]{0,16}判(?:决(?!书|认定|确认|生效|送达)|处)|判决如下/,
    "judged",
  ],
  [/(?:作出|决定)[^，。；]{0,30}不起诉|不起诉决定书?决定/, "spared"],
  [/提起(?:行政|民事|刑事|附带民事)*公诉|提起公诉|以[^，。；]{0,24}起诉书/, "charged"],
  [/开庭|庭审/, "tried"],
  [/向(?:本院|我院|检察机关)[^，。；]{0,4}(?:反映|举报|控告|投诉|求助)/, "reported"],
  [/(?:制发|发出|提出|送达|发送|宣告|印发)[^，。；]{0,16}检察建议|检察建议书?[^，。；]{0,6}(?:送达|发出|宣告|送交)/, "suggested"],
  [
    /书面(?:回复|答复)|回复(?:本院|我院|称|整改)|向(?:本院|我院)[^，。；]{0,6}(?:回复|反馈|复函)|收到[^，。；]{0,12}(?:回复|复函|答复)|复函|函复|回函|^[，]?[^，。；]{0,12}(?:作出|予以|进行)?(?:回复|答复)(?!期限)/,
    "answered",
  ],
  [
    /回访|“回头看”|回头看|(?:现场|实地|组织|进行)[^，。；]{0,4}复查|复查(?:发现|后)|跟进监督|跟进调查|整改(?:情况)?(?:评估|验收)/,
    "visited",
  ],
  [/申请(?:检察)?监督|监督申请|向(?:本院|我院)[^，。；]{0,4}(?:申请|申诉|提出[^，。；]{0,8}(?:申请|申诉))/, "petitioned"],
  [/诉至|诉讼至|起诉至|向[^，。；]{2,20}法院(?:提起[^，。；]{0,6}诉讼|起诉)/, "sued"],
  [/提起上诉|提出上诉|上诉至|不服[^，。；]{0,8}上诉/, "appealed"],
  [/提出抗诉|提起抗诉/, "protested"],
  [/听取[^，。；]{0,40}意见/, "listened"],
  [/(?:召开|举行|组织|进行)[^，。；]{0,12}听证|听证会/, "heard"],
  [/磋商|圆桌会议|约谈|座谈/, "consulted"],
  [/(?:签订|订立|签署)[^，。；]{0,24}(?:合同|协议)|(?:借款|出借)[^，。；]{0,10}元/, "contracted"],
  [/(?:支付|付清|汇付|转账)[^，。；]{0,10}(?:款|元|金)/, "paid"],
  [
    /收到[^，。；]{0,16}(?:案卷|案件|卷宗)|移送[^，。；]{2,24}检察院(?:审查)?|移送(?:本院|我院|审查)|(?:向|至|到)(?:本院|我院)移送|移送(?:至|到)(?:本院|我院)|收到[^，。；]{0,8}移送|移送(?:审查)?起诉|受理|收案/,
    "accepted",
  ],
  [/立案/, "filed"],
  [/交付执行|送监|入监|收监|投牢|送[^，。；]{2,16}监狱/, "imprisoned"],
  [/(?:刑满|被|予以)?释放|假释/, "released"],
];

/** Told beside a step of the office, they give way to it: 接到报案后立案. */
export const WEAK_WORDS: StepWords = [
  [/报案|报警|报告公安/, "alarmed"],
  [/抓获|归案|投案|到案|抓捕/, "caught"],
  [/死亡|身亡/, "died"],
  [/讯问|提讯/, "interviewed"],
  [/(?:走访|调查核实|实地|现场(?:勘查|勘验|查看|调查|检查|核查)|调查组)/, "surveyed"],
  [
    /案发|(?:发生|突发|引发|酿成)[^，。；]{0,12}(?:事故|火灾|爆炸|坍塌|泄漏|故障|事件|险情)|起火|着火|坍塌|垮塌|倒塌|爆炸|泄漏|坠落|触电|溺水|中毒|被困|突然停止/,
    "occurred",
  ],
  [/送达/, "served"],
];

/** What stands before a day and says what was done on it: 收案时间, 受理日期. */
export const LABEL_WORDS: StepWords = [
  [/退回?(?:补充)?(?:侦查|查|补)/, "returned"],
  [/重报|重新移送|再次移送|补查重报/, "again"],
  [/收案|受案|受理|移送(?:审查)?起诉|移送/, "accepted"],
  [/告知/, "told"],
  [/听取意见/, "listened"],
  [/具结|认罪认罚/, "pleaded"],
  [/讯问|询问/, "questioned"],
  [/听证/, "heard"],
  [/(?:提请|报请)[^，。；]{0,6}(?:逮捕|批捕)|报捕|提捕/, "asked"],
  [/立案/, "filed"],
  [/拘留|刑拘/, "detained"],
  [/逮捕|批捕/, "arrested"],
  [/取保|监视居住/, "bailed"],
  [/侦查终结/, "concluded"],
  [/提起公诉|起诉/, "charged"],
  [/开庭/, "tried"],
  [/宣判|判决/, "judged"],
  [/收到判决|签收/, "received"],
  [/报案|报警/, "alarmed"],
  [/到案|归案|抓获/, "caught"],
  [/案发|发案|事发|发生/, "occurred"],
  [/回复/, "answered"],
  [/送达/, "served"],
];
