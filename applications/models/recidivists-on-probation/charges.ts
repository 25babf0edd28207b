/** Sources write charges with and without 罪. */
const bothForms = (charges: readonly string[]): readonly string[] => charges.flatMap((charge) => [charge, charge.slice(0, -1)]);

/** Crimes of negligence whose name does not say so (those that contain 过失 are told by it): an earlier or new one makes nobody a recidivist. */
export const NEGLIGENT: readonly string[] = bothForms([
  "交通肇事罪",
  "失火罪",
  "重大飞行事故罪",
  "铁路运营安全事故罪",
  "重大责任事故罪",
  "重大劳动安全事故罪",
  "大型群众性活动重大安全事故罪",
  "危险物品肇事罪",
  "工程重大安全事故罪",
  "教育设施重大安全事故罪",
  "消防责任事故罪",
  "医疗事故罪",
  "采供、制作、供应血液、血液制品事故罪",
  "传染病菌种、毒种扩散罪",
  "玩忽职守罪",
  "国家机关工作人员签订、履行合同失职被骗罪",
  "签订、履行合同失职被骗罪",
  "国有公司、企业、事业单位人员失职罪",
  "环境监管失职罪",
  "传染病防治失职罪",
  "商检失职罪",
  "动植物检疫失职罪",
  "失职造成珍贵文物损毁、流失罪",
  "执行判决、裁定失职罪",
  "失职致使在押人员脱逃罪",
  "出具证明文件重大失实罪",
]);

/** Organised crime and terrorism, for which the years do not count (Criminal Law 66); the charges that county procuratorates meet. */
export const SPECIAL: readonly string[] = bothForms([
  "组织、领导、参加黑社会性质组织罪",
  "组织、领导黑社会性质组织罪",
  "参加黑社会性质组织罪",
  "入境发展黑社会组织罪",
  "包庇、纵容黑社会性质组织罪",
  "组织、领导、参加恐怖组织罪",
  "帮助恐怖活动罪",
  "准备实施恐怖活动罪",
]);
