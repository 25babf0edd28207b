import { FIRST_HAN, hanTables, LAST_HAN } from "@yuejian/matching";

/** Characters that are written for each other because they look alike. General knowledge of writing; those that sound alike are told by their reading. */
const SHAPES =
  "崇祟 帅率 卜扑 易益 刘柳 鄢焉 湛堪 嫣焉 淦涂 钧钩 钧钓 力刀 扎札 特持 特待 顿颊 尔而 克刻 吉古 祺棋 祺琪 祺褀 炳柄 炳焖 坤神 坤伸 泽择 泽译 婧靖 婧倩 菡函 菡菌 婉琬 婉碗 妍研 妍姘 沁心 沁泌 芸云 茜西 茜栖 蕙惠 蕙慧 珩衍 珩桁 烨晔 铖城 铖诚 铖钺 昱煜 昱昙 昱显 淮准 淮谁 维惟 维准 维唯 璐露 瑾谨 瑾槿 岚风 岚凤 筠均 筠钧 荷何 荷苛 姝殊 姝妹 晗含 晗哈 黛岱 岱代 岱袋 砚现 砚沿 胤允 胤胄 恺凯 恺铠 骁晓 骁饶 骁绕 润闰 润涧 屹迄 屹吃 绍昭 绍沼 晟最 晟成 晟昱 木本 木术 本术 末未 末木 己已 已巳 己巳 戊戌 戌戍 戊戍 士土 曰日 日目 人入 大太 大犬 天夭 天夫 夫失 王玉 玉主 王壬 王丰 干千 干于 于千 午牛 今令 失矢 石右 田由 由甲 甲申 田申 乌鸟 鸟岛 免兔 侯候 幸辛 宣宜 宣萱 宜谊 官宫 官管 治冶 兴与 贝见 代伐 历厉 仓仑 仪议 析折 抑仰 柏拍 拨拔 晴睛 晴情 晴清 清情 请清 淋琳 洁结 洁浩 浩皓 皓晧 衷哀 袁衰 庆庄 阵陈 陵凌 凌浚 俊峻 俊竣 峻骏 骏俊 伟炜 炜玮 伟玮 伟纬 玮纬 建健 建逮 军辉 国围 国园 志忠 志态 忠患 明朋 明阴 朋鹏 强弱 丽而 芳劳 芳若 娟捐 娟涓 敏敬 敏繁 波坡 波披 涛祷 涛寿 勇男 勇涌 杰木 林材 林森 磊垒 超起 超赵 平乎 平苹 苹萍 萍评 红江 虹红 梅海 梅悔 梅侮 英央 英莫 华毕 荣营 莹萤 莹营 瑩莹 春奏 春舂 秋愀 夏厦 冬东 东车 永水 水冰 冰永 泉皋 江汪 河何 洋样 洪供 涌诵 浦埔 浦蒲 辉晖 晖珲 煌惶 炎淡 灿仙 烁铄 灵炅 晶品 晶昌 星昱 昊吴 昊旲 昕听 晨震 晨辰 晓饶 智知 琼谅 琼凉 珍诊 珍殄 玲伶 玲铃 珠株 琴瑟 瑶谣 瑶摇 璇旋 璇漩 瑞端 瑛英 珊栅 珊册 佳住 佳隹 依衣 依侬 伦沦 伦论 仁任 仁什 任住 信倍 蓓倍 蓓培 俐利 俞愈 喻愉 喻谕 瑜愉 愉偷 榆偷 谭潭 谌湛 邹诌 邹刍 郑邓 郭敦 郁都 邱丘 祁祈 祝祀 祝视 罗岁 宋宗 宗崇 宋朱 朱未 朱末 李季 季秀 委季 孟盂 孙孔 张弘 张胀 弘泓 杨扬 杨场 杜社 桂佳 桂挂 桐铜 栋拣 栋冻 柳抑 柳卯 格洛 彬杉 梓锌 梓粹 楠南 槐魁 樊攀 欣欤 钦软 款歆 毅殷 沈沉 汤杨 汤场 汪注 泰秦 泰奏 秦奏 浙淅 涂徐 徐除 潘播 潘蕃 熊态 熊能 焦集 爱受 牟车 牧枚 狄秋 玄弦 白自 百白 皮波 盛成 盛感 盛晟 石古 硕颂 礼札 禄绿 禄碌 福富 福幅 禹离 程呈 稳隐 穆稽 竹行 符付 简筒 米来 素索 素紊 紫柴 纪记 纪己 纯屯 继维 绪诸 缪廖 廖瘳 翁瓮 翔翊 耿耻 聂摄 肖尚 肖消 胡湖 胡明 良艮 良郎 艾文 艾芠 芝艺 艺芸 苏办 苗田 范苑 范芶 茅芽 莉利 莉梨 莲连 菊掬 菲非 萧肃 葛曷 葛喝 董重 董童 蒋将 蒋奖 蔡察 蔡菜 蓝篮 薇微 薇徽 薛薜 藤腾 藤滕 腾滕 虎虑 虞虚 袁哀 裘袭 覃潭 覃谭 许计 许评 诗侍 诚城 诚成 谢榭 贞员 贤肾 贾贵 费贵 贺货 贺贸 赖懒 赵起 路洛 连迁 迟退 逸免 遥摇 鄢焉 虢號 醒配 金全 金余 余全 佘余 钟钏 铭名 铭络 锋峰 锋烽 峰蜂 锐悦 锦绵 锦棉 镇填 闵闽 闻间 阎闫 阮玩 陆陇 陶掏 雄熊 雅鸦 雅稚 雨两 雪雷 雷霄 霍雀 霞霄 静净 静睁 韦苇 韩朝 项顶 顺须 颂颁 颜颠 飞乙 饶绕 马鸟 骆络 高亮 魏巍 鲁鱼 鲍鲤 麦麥 龙尤 龚袭 次茨 次欠 央秧 央夬 图圆 图囤 买卖 买实 丁了 阿呵 阿啊 巴吧 巴巳 多夕 多名 玛码 玛蚂 萨莎 萨萍 伊尹 伊依 万方 诺若 诺喏 文纹 文又 德得 德徳 里理 里黑 米采 邹周 匡康 陈程 林凌 汪黄 王黄 洪冯 彭庞 孙宋 何侯 梁廖 沈盛 秦覃 涂余 粟栗 曾增 祝况 易杨 易汤 瞿翟 晏宴 晏安 缪谬 匡筐 卜下 佘畲 屈届 谌堪 尉慰 江姜 张章 吴伍 刘柳 徐许 于余 肖萧 付傅 傅博 吕宫 邵召 邵绍 段殷 崔催 夏复 龚共 史吏 孔扎 白曰 毛手 常尝 关美 鲍鲁 裴斐 阮院 宁字 柯何 翁公 庞宠 倪伲 童章 覃罩 邢刑 骆路 单草 冉再 习羽 卞卡 丛从 臧藏 提堤 网纲 冼洗 俟侯 谋媒 织炽 炽帜 纲网 冼冶 胥骨 亓元 殳受 鲜解 闾间 於放 步涉 毋母 毌毋 谷容 贯贵 晁昂 郗都 厍库 仇仉 隗魏 佴耳 宓密 蔺兰 团围 团国 暖暧 帅师 群郡 荀苟 柏伯 鸣呜 棠裳 塘糖 坝坎 垸院 湾弯 滩摊 渠集 浏测 沅沉 澧澄 汨汩 泊拍 湖糊 洞涧 港巷 桥侨 岭领 岭铃 堰偃 庙宙 庙届 塔搭 亭停 亭享 楼缕 街衔 村材 寨赛 井开 潮湖 湘湖 湘相 郴彬 耒来 岳兵 醴醒 攸收 茶荼 陵陆 冷泠 隆降 桑柔 慈兹 津律 嘉喜 桂柱 汝没 资姿 芷花 麻床 凤风 泸沪 泸炉 双叹 都郡 鼎晶 鑫磊 鑫森 淼森 焱淼 恒桓 恒垣 宏宠 裕浴 聚骤 吉告 康唐 安妥 宁宇 乐东 贵责 鹏鹂 旋族 捷接 畅场 通遍 运远 途徐 航杭 舟丹 帆帜 船般 渔鱼 农衣 牧收 鸡鸣 鸭鸯 粮粱 油抽 菜莱 果呆 莓苺 桃挑 杏否 梨犁 橙澄 芦户 苇苹 绣锈 织帜 丝私 铁轶 钢纲 铝铅 银根 宝室 砂纱 砖转 瓷资 陶淘 缘绿 缘椽 渊洲 澜润 洛络 潇萧 漓滴 涵函 沐休 昌冒 暄喧 旭旮 昶昹 曼蔓 星皇 朗郎 望旺 桦华 榕溶 檀擅 柠拧 栖洒 枫讽 楚婪 竹付 笛苗 筠筑 罡岗 羚铃 翠翆 聪总 育盲 脉咏 腾膝 舒纾 艳丰 芬芳 芹芥 茂戊 荔茘 莎沙 莺鸯 菁青 萌荫 蔚慰 蕊芯 裴裘 谷俗 赛寒 超迢 轩杆 逊孙 逸兔 邦帮 酉西 采彩 钱线 锐税 镜境 闯闻 陕峡 隽携 雁鹰 雯纹 霆霞 靓静 韵韶 颖颍 飘票 驰弛 驹骑 鸿鸡 鹤雀 麒麟 黎黍 齐斋 毓敏 栎烁 枭袅 炀汤 焱炎 烜恒 琅郎 琛深 睿春 硕顾 祖租 禧喜 稔念 窦实 竺笠 纶伦 绮椅 绾馆 缤滨";

const LOOKS: ReadonlySet<string> = new Set(SHAPES.split(" ").flatMap((pair) => [pair, pair.charAt(1) + pair.charAt(0)]));

type Reading = "readings" | "heard";

/** The syllable without its tone, as a number; 0: it has none. */
function syllableOf(character: string, reading: Reading): number {
  const code = character.charCodeAt(0);
  return code >= FIRST_HAN && code <= LAST_HAN ? (hanTables()[reading][code - FIRST_HAN] ?? 0) : 0;
}

function isSame(one: string, other: string, reading: Reading): boolean {
  const syllable = syllableOf(one, reading);
  return syllable !== 0 && syllable === syllableOf(other, reading);
}

export const looksLike = (one: string, other: string): boolean => LOOKS.has(one + other);
export const isSoundOf = (one: string, other: string): boolean => isSame(one, other, "readings");
/** They sound alike to whoever does not tell zh from z, n from ng or l from n. */
export const isNearlyHeardAs = (one: string, other: string): boolean => isSame(one, other, "heard");
/** One is easily written for the other: they sound alike, or look alike. */
export const isWrittenFor = (one: string, other: string): boolean => looksLike(one, other) || isSoundOf(one, other);
