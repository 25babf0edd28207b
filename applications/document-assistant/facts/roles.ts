/** Whoever the case is against, by the stage of the case. */
const AGAINST =
  "犯罪嫌疑人 被不起诉人 被告人 被讯问人 同案被告人 嫌疑人 未成年被告人 未成年犯罪嫌疑人 被附条件不起诉人 被告 罪犯 上诉人 原审被告人";
const VICTIMS = "被害人 失主 死者 伤者 报案人 受害人 事主 未成年被害人 附带民事诉讼原告人";
const WITNESSES = "证人 被询问人 见证人 举报人 知情人";
const OFFICIALS =
  "检察官 检察员 主办检察官 承办检察官 承办人 审查人 讯问人 询问人 联系人 经办人 代理检察员 检察长 副检察长 核稿人 签发人 部门负责人 主任检察官";
const CLERKS = "书记员 记录人 检察官助理 法官助理";
const COUNSEL = "辩护人 代理人 诉讼代理人 委托诉讼代理人 委托代理人 值班律师 律师 指定辩护人 辩护律师";
/** Of the proceedings, and of nobody in them twice. */
const OTHERS =
  "被告知人 受送达人 被送达人 具结人 签收人 法定代理人 法定代表人 人民陪审员 主要负责人 被执行人 被申请人 被控告人 被举报人 被鉴定人 鉴定人 翻译人员 翻译人 侦查人员 办案民警 控告人 投诉人 委托人 监护人 负责人 同案犯 同案人 同案人员 审判长 审判员 法官 申请人 当事人 第三人 合适成年人 民警 辅警 协警 警察 侦查员 法医 村民 居民 群众 业主 员工 职工 工人 司机 驾驶员 店主 老板 老板娘 经理 总经理 会计 出纳 主任 书记 村支书 村主任 局长 副局长 所长 副所长 院长 校长 科长 队长 镇长 乡长 站长 厂长 董事长 股东 医生 护士 教师 老师 学生 同学 同事 朋友 好友 男友 女友 前男友 前女友 男朋友 女朋友 邻居 房东 租客 工友 网友 老乡 买家 卖家 客户 顾客 中间人 介绍人 买主 收货人 货主 车主 债权人 债务人 出借人 借款人 担保人 实际控制人 实际经营者 经营者 乘客 行人 路人 保安 保洁员 快递员 收银员 服务员 店员 业务员 仓管员 施工员 包工头 上线 下线 上家 下家 同伙 牌友 亲戚 亲友 家属 原告 原告人 申诉人 赔偿请求人 复议申请人 调解员 社工 志愿者 社区矫正对象 罪犯家属 户主 亲属 被扶养人 被监护人 继承人 投资人 集资参与人 被保险人 持卡人 开户人 户名 姓名 收款人 付款人 转账人 存款人 吸毒人员 涉案人员 违法行为人 行为人 保管人 持有人 见证者 采购员 技术员 安全员 值班员 保管员 听证员 主持人 参加人 列席人员 旁听人员 专家 评估师 鉴定师 工程师 会计师 网格员 护林员 检测员 巡查员 调查员 执法人员 工作人员 办案人员 值班人员 管理员 安全管理员 饲养员 讲解员 教练 教官 班主任 辅导员 家长 前台 客服 法务 财务 财务人员 财务主管 店长 摊主 商贩 赌客 嫖客 住户 用户 游客 旅客 船员 船主 渔民 农户 养殖户 种植户 农民工 务工人员 施工人员 承包人 发包人 出租人 承租人 出卖人 买受人 供货商 经销商 代理商 中介 主播 粉丝 群主 管理人 清算人 理事长 村主任 组长 班长 社长 行长 主管 助理 秘书 干事 干警 过路人 目击者 报警人 求助人 救助申请人 被救助人 监护监督人 未成年人 学员 病人 患者 产妇 老人 孩子 儿童 代驾 司法社工 心理咨询师 人民监督员 人大代表 政协委员 特邀检察官助理 驻所检察官 驻村干部 扶贫专干 老乡会长 邻户村民 村民小组长 小组长 权利人 商标权利人 控股股东 挂名股东 挂名法定代表人 登记法定代表人 实际经营人 保险员 投保人 受益人 理赔员 寄件人 收件人 开票人 受票人 介绍者 组织者 参与人 参与者 共同作案人 作案人 盗窃嫌疑人 涉嫌人 违法人员 涉赌人员 参赌人员 吸贩毒人员 购毒者 购毒人员 贩毒人员";
const RELATIVES =
  "妻子 丈夫 父亲 母亲 儿子 女儿 长子 次子 长女 次女 哥哥 弟弟 姐姐 妹妹 大哥 二哥 堂兄 堂弟 堂哥 堂姐 堂妹 表兄 表弟 表哥 表姐 表妹 兄弟 姐妹 侄子 侄女 外甥 外甥女 叔叔 伯父 舅舅 姑姑 姨妈 岳父 岳母 公公 婆婆 爷爷 奶奶 外公 外婆 孙子 孙女 嫂子 姐夫 妹夫 女婿 儿媳 前妻 前夫 其妻 其夫 其父 其母 其子 其女 其兄 其弟 其姐 其妹 之子 之女 之妻 之夫 之父 之母 之兄 之弟 之姐 之妹";

/** One word for people who are called by several. Whoever the case is against has the empty one. */
export const ACCUSED = "";
export const VICTIM = "被害人";
const GROUPS: readonly (readonly [group: string, words: string])[] = [
  [ACCUSED, AGAINST],
  [VICTIM, VICTIMS],
  ["证人", WITNESSES],
  ["检察官", OFFICIALS],
  ["书记员", CLERKS],
  ["辩护人", COUNSEL],
];

/** Words for people that nobody is called by beside another of them. */
export const SETTLED: ReadonlySet<string> = new Set(GROUPS.map(([group]) => group));

const GROUP_OF = new Map(GROUPS.flatMap(([group, words]) => words.split(" ").map((word) => [word, group] as const)));

/** The word for all who are called so; the word itself where it stands for nobody else. */
export const groupOf = (word: string): string => GROUP_OF.get(word) ?? word;

/** Words before a name, the longer before the one that it holds. */
export const ROLE_WORDS: readonly string[] = [...GROUP_OF.keys(), ...OTHERS.split(" "), ...RELATIVES.split(" ")].sort(
  (one, other) => other.length - one.length,
);
