/** How far a case has come by what a text tells of it. */
export interface CaseStage {
  /** Nobody has been charged: an office or the police have it. */
  readonly isOpen: boolean;
  /** There was a time when nobody had been charged, as there is in every case. */
  readonly wasOpen: boolean;
  /** A court has it, or has another that is told of. */
  readonly isInCourt: boolean;
}

/** What is quoted, or named by its title, is said by others or of all cases. What somebody did before is another case, and whoever is not prosecuted by name may be another. */
const OF_OTHERS =
  /《[^《》]*》|“[^“”]*”|(?:曾因|前科)[^。；\n]*|对(?!其|该|他|她|被告人|犯罪嫌疑人)[^，。；\n]{1,12}不起诉|(?:同案|另案)[^。；\n]*不起诉/g;
/** A charge that is not made yet, or will not be. */
const NO_CHARGE =
  /(?:是否|应否|能否|可否|[不未没拟将待]|同意|讨论|倾向于?|建议|请求|准备|应当|可以|不作为|作为|有权|即将|依法决定)[^，。；\n]{0,14}?(?:提起公诉|向[^，。；\n]{0,12}法院(?:提起公诉|起诉)|(?<!审查|移送)起诉(?!书))|提起公诉(?:的(?:依据|条件|必要|意见)|与否|或者|条件|阶段前)|提起自诉|起诉与否/g;
const OPEN =
  /(?<!移送(?:至?本院|我院)?)审查起诉(?!科|部|处|后)|审查(?:批准)?逮捕|不予?批准逮捕|(?:要求|应当|建议|未被?|重新)(?:提请)?(?:批准)?逮捕|提捕|不予?立案|(?:侦查)?羁押期限|不起诉|羁押必要性|(?:尚在|仍在|正在)[^，。；\n]{0,10}侦查|移送的[^，。；\n]{0,16}案|具结书|退回(?:公安[^，。；\n]{0,6})?补充侦查|审查期限|提请(?:我院|本院)[^，。；\n]{0,6}逮捕|(?:是否|尚未|至今未|未对[^，。；\n]{1,6})(?:提起公诉|起诉)|侦查(?:阶段|期间)|(?:应当|一并|补充|并案|另行)[^，。；\n]{0,4}移送(?:审查)?起诉|中止[^，。；\n]{0,6}审查/;
const WAS_OPEN =
  /移送(?:至?本院|我院|检察院)?(?:审查)?起诉|提请(?:批准)?逮捕|立案(?:侦查)?|侦查(?:终结|阶段|机关|人员|中|期间|活动|部门)|取保候审|拘留|归案|到案|涉嫌/;
const IN_COURT =
  /提起公诉|起诉书|公诉(?:人|机关)|(?:检察院|起诉)指控|指控[，：:]|已判|审判长|审判员|合议庭|开庭|庭审|当庭|法庭|出庭|宣判|判决|裁定|一审|二审|原审|上诉|刑罚执行|服刑|刑满|审判(?!监督|阶段前)|[你本]院(?:正在|依法)?(?:审理|受理的)|法院[^，。；\n]{0,8}[审受]理|正在审理|(?:审判|审理)(?:阶段|期间|中)/;

export function caseStageOf(text: string): CaseStage {
  const own = text.replaceAll(OF_OTHERS, "");
  const isOpen = OPEN.test(own);
  return { isOpen, wasOpen: isOpen || WAS_OPEN.test(own), isInCourt: isBeforeCourt(own) };
}

/** Whether a court has the case that a stretch of a text tells of. */
export const isBeforeCourt = (text: string): boolean => IN_COURT.test(text.replaceAll(NO_CHARGE, ""));
