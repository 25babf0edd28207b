import { readFileSync, writeFileSync } from "node:fs";
import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { LEXICON, lexiconWords, readingsOf } from "@yuejian/server/assistant";
import { mistakesIn } from "../../applications/document-assistant/rules/mistaken-characters.ts";
import { type Lexicon, type LexiconTables, lexiconOf } from "../../applications/document-assistant/rules/word-path.ts";
import { isLearned, markdownLines, readExamples, readLookAlikes, readTexts, shared } from "./read-material.ts";

/** npm run make:lexicon: what it costs to meet a word, counted in statutes, in texts of courts and in the lexicon of the segmenter, and which characters are taken for one another.
 *  Written as the tables that the rule for confused words reads; `-- held`: made of one half of the texts, and what it finds in the other half is shown. */
const OWN = `
侦查 讯问 询问 起诉 公诉 抗诉 上诉 申诉 自诉 诉讼 诉状 审查 审判 审理 审讯 审结 提审 提讯 提起 提请 逮捕 拘留 拘传 拘役 羁押 关押 看押 押解 取保 候审 监视 居住 搜查 扣押 查封 冻结 查扣 缴获 起获
追缴 退赔 退赃 赃款 赃物 赔偿 谅解 和解 调解 供述 供认 供称 辩解 辩护 辩称 陈述 证言 证词 证人 证据 证明 证实 证件 物证 书证 旁证 佐证 质证 举证 鉴定 检验 勘验 勘查 辨认 指认 指控 控告 检举 揭发
举报 报案 报警 自首 投案 归案 到案 抓获 抓捕 缉捕 通缉 缉拿 追逃 在逃 潜逃 逃跑 逃逸 逃匿 藏匿 窝藏 包庇 隐瞒 掩饰 销赃 转移 嫌疑 涉嫌 嫌疑人 被告人 被害人 当事人 犯罪 罪犯 罪名 罪行 累犯 惯犯 主犯
从犯 教唆 胁从 未遂 既遂 中止 预备 故意 过失 动机 手段 情节 恶劣 严重 轻微 轻伤 重伤 伤害 殴打 斗殴 杀害 抢劫 抢夺 盗窃 窃取 窃得 诈骗 骗取 骗得 敲诈 勒索 绑架 强奸 猥亵 侮辱 诽谤 诬告 陷害 赌博
赌场 聚众 滋事 寻衅 肇事 驾驶 醉酒 饮酒 酒精 乙醇 血液 毒品 吸毒 贩毒 贩卖 冰毒 海洛因 容留 卖淫 嫖娼 介绍 走私 伪造 变造 假冒 伪劣 贪污 受贿 行贿 贿赂 挪用 侵占 渎职 滥用 玩忽 徇私 舞弊 枉法 职权
职务 判决 裁定 裁判 宣判 宣告 判处 刑罚 徒刑 有期徒刑 无期徒刑 缓刑 管制 罚金 没收 财产 剥夺 政治权利 减刑 假释 执行 刑满 释放 前科 劣迹 处罚 处分 从轻 从重 减轻 免除 从宽 从严 量刑 建议 检察 检察院
检察官 检察长 检察机关 公安 公安局 公安机关 派出所 法院 法庭 庭审 开庭 休庭 合议庭 审判长 审判员 书记员 陪审员 律师 辩护人 代理人 监护人 法定代理人 翻译 翻译人员 鉴定人 见证人 案件 案卷 卷宗 案由 案情 案发
作案 涉案 立案 撤案 结案 侦破 破案 查明 查获 查处 核实 核对 核查 调查 调取 调阅 走访 告知 通知 送达 回执 回证 签收 签名 签字 签署 盖章 捺印 指印 手印 印章 公章 笔录 记录 录音 录像 视频 监控 光盘
截图 照片 复印件 清单 附件 移送 移交 受理 受案 批准 决定 申请 复议 复核 复查 异议 意见 请求 答复 回复 整改 纠正 违法 违规 违反 触犯 构成 符合 依照 依据 根据 规定 条款 法律 法规 解释 条例 规章 办法
程序 期限 期间 届满 延长 退回 补充 补侦 不起诉 认罪 认罚 具结书 悔罪 坦白 立功 如实 自愿 主动 配合 拒绝 抗拒 阻碍 妨害 妨碍 扰乱 秩序 破坏 损毁 毁坏 损失 价值 数额 金额 较大 巨大 共计 合计 总计
人民币 现金 转账 账户 账号 银行 支付宝 微信 手机 电脑 车辆 轿车 货车 摩托车 电动车 驾驶证 行驶证 身份证 户籍 户口 籍贯 住址 地址 电话 民族 汉族 文化 初中 高中 小学 中专 大专 本科 职业 农民 无业 务工
个体 公民 身份 号码 出生 性别 姓名 曾用名 绰号 住所 现住 羁押于 看守所 监狱 社区 矫正 帮教 听证 公开 宣读 释法 说理 救助 司法 监督 监察 行政 主管 部门 机构 单位 企业 公司 经营 管理 安全 生产 隐患
事故 责任 追究 刑事 民事 公益 环境 污染 生态 修复 耕地 农田 林木 采伐 滥伐 盗伐 采矿 采砂 捕捞 禁渔 狩猎 野生动物 食品 药品 餐饮 许可 资质 执照 营业 登记 备案 审批 验收 罚款 吊销 撤销 注销 责令 停止
履行 义务 权利 权益 合法 保障 维护 保护 公平 公正 正义 社会 危害 危险 影响 后果 结果 原因 因果关系 事实 清楚 确实 充分 足以 认定 采信 采纳 排除 合理 怀疑 印证 矛盾 疑点 遗漏 瑕疵 补正 说明 综上 鉴于
经查 据此 特此 此致 抄送 主送 印发 签发 承办 经办 拟稿 审核 制作 送交 妥善 保管 返还 发还 处理 处置 拍卖 变卖 估价 价格 认证 评估 审计 会计 凭证 发票 合同 协议 借款 贷款 担保 抵押 质押 利息 本金
偿还 归还 拖欠 工资 报酬 劳动 工伤 保险 养老 医疗 补偿 拆迁 征收 土地 房屋 租赁 买卖 交付 履约 违约 欺诈 胁迫 诱骗 冒充 虚构 虚假 捏造 编造 篡改 隐匿 毁灭 作伪证 串供 威胁 恐吓 暴力 持刀 持械 凶器
匕首 砍刀 棍棒 拳脚 追逐 拦截 辱骂 起哄 纠集 伙同 结伙 团伙 组织 领导 参加 参与 策划 指使 雇佣 望风 撬锁 撬门 翻墙 入室 扒窃 尾随 逃离 现场 附近 途经 行驶 碰撞 撞击 追尾 抢救 无效 死亡 尸体 解剖
死因 鉴定书 意见书 建议书 决定书 通知书 告知书 起诉书 抗诉书 判决书 裁定书 委托书 起诉意见书
回避 漏洞 索取 签到 倒卖 凭证 监护 改装 兑现 甄别 酗酒 宣读 扣留 传唤 提押 还押 收押 换押 押送 押运 遣返 引渡 遣送 驱逐 脱逃 脱管 漏管 收监 监外 暂予 寄押 入监 出监 出所 入所 收治 戒毒 隔离 盘问 盘查 巡查 巡逻 蹲守 布控
伏击 围堵 设卡 堵截 截获 查缉 缉私 缉毒 稽查 侦办 侦讯 讯息 线索 摸排 排查 研判 比对 采样 采集 提取 固定 封存 封签 检材 样本 送检 复检 抽检 尿检 验尿 验伤 验血 指纹 足迹 痕迹 血迹 毛发 纤维 弹壳 弹头 枪支 弹药 爆炸
雷管 管制刀具 凶手 凶犯 元凶 帮凶 行凶 报复 泄愤 纠纷 争执 口角 争吵 厮打 扭打 撕扯 推搡 拉扯 拖拽 掐脖 捂嘴 捆绑 殴伤 砍伤 刺伤 捅刺 捅伤 戳伤 烧伤 烫伤 擦伤 挫伤 挫裂 裂伤 淤青 骨折 颅脑 颅骨 肋骨 胫骨 腓骨 股骨 脾脏
肝脏 破裂 出血 昏迷 休克 窒息 溺水 溺亡 中毒 猝死 坠楼 坠落 坠亡 触电 伤残 残疾 致残 致死 致伤 毙命 遇害 遗体 遗物 遗嘱 遗产 继承 赡养 抚养 扶养 收养 遗弃 虐待 拐卖 拐骗 收买 解救 被拐 家暴 离婚 婚姻 重婚 彩礼 嫁妆
债务 债权 债主 欠条 借条 收条 收据 单据 票据 汇票 支票 本票 账簿 账本 账目 账册 流水 对账 记账 挂账 入账 出账 走账 报账 销账 赊账 垫付 预付 支付 支取 提现 取现 存款 存折 存单 汇款 筹款 集资 融资 投资 注资 出资
抽逃 虚报 谎报 瞒报 漏报 迟报 骗保 骗贷 骗补 套取 套现 截留 私分 侵吞 贪墨 回扣 佣金 提成 好处费 手续费 中介费 介绍费 劳务费 服务费 赞助费 押金 定金 订金 保证金 违约金 滞纳金 赔偿金 补偿金 抚恤金 慰问金 退休金 奖金 租金
房租 税款 税务 偷税 逃税 漏税 骗税 抗税 欠税 虚开 抵扣 进项 销项 退税 完税 纳税 缴纳 补缴 上缴 收缴 催缴 清缴 追偿 清偿 偿付 抵偿 抵债 抵销 代偿 拍卖 竞买 竞价 流拍 评估价 起拍价 变现 腾退 强制执行 执结 终本 失信 限高 惩戒
惩处 惩罚 严惩 惩治 训诫 警告 警示 告诫 劝诫 劝导 疏导 教育 感化 挽救 帮扶 帮助 安置 救济 援助 救援 抚慰 安抚 慰问 探视 探望 会见 通信 阅卷 摘抄 复制 复印 誊写 抄录 记载 载明 写明 注明 标明 列明 附卷 装订 归档 存档 档案 立卷
编号 页码 骑缝章 手续 文书 文本 正本 副本 原件 原物 抄件 传真 电报 邮寄 寄送 投递 转交 留置 公告 公示 公布 颁布 颁发 发布 施行 实施 生效 失效 废止 修订 修正 补充 细则 准则 守则 章程 规程 规范 规则 制度 机制 体制 职责 职能 权限
管辖 指定 移管 并案 分案 串案 窝案 积案 旧案 悬案 冤案 错案 疑案 命案 案犯 同案 另案 涉案 涉毒 涉黑 涉恶 涉枪 涉爆 涉税 涉众 涉网 涉农 涉企 涉诉 信访 来访 接访 约访 回访 上访 息诉 罢访 申领 申办 申报 呈报 呈请 报请 报批 批示 批复
审定 审签 审议 会签 会审 商议 合议 评议 表决 决议 协商 磋商 商谈 约谈 谈话 座谈 质询 诘问 盘诘 发问 追问 反问 提问 答辩 申辩 抗辩 争辩 狡辩 抵赖 推诿 推脱 搪塞 敷衍 拖延 懈怠 怠慢 失职 失察 失责 问责 追责 免责 担责 尽责 履职 越权
擅自 私自 恣意 肆意 任意 随意 蓄意 恶意 善意 有意 无意 授意 示意 同意 愿意 情愿 志愿 自愿 胁迫 逼迫 强迫 被迫 迫使 唆使 怂恿 煽动 鼓动 蛊惑 引诱 利诱 诱导 误导 欺骗 蒙骗 哄骗 瞒骗 蒙蔽 隐匿 隐藏 掩盖 遮挡 遮掩 躲藏 躲避 逃避 规避
避险 防卫 防范 防控 预防 预警 预案 应急 处突 处警 出警 接警 报请 禀报 汇报 通报 简报 快报 呈阅 传阅 抄报 主管 分管 代管 托管 监管 看管 管教 管护 管控 调控 调配 调度 调动 调离 调任 任职 任命 任免 聘任 聘用 解聘 辞退 开除 撤职 降级
记过 停职 免职 罢免 罚没 没收 取缔 关停 停产 停业 停工 复工 竣工 施工 承包 分包 转包 发包 挂靠 招标 投标 中标 围标 串标 陪标 标书 资格 资信 资产 资金 资助 资料 质量 数量 重量 称重 过磅 计量 计算 核算 结算 决算 预算 概算 估算 折算 换算
盘点 清点 清查 清理 清退 清仓 仓库 仓储 储存 储藏 库存 库房 货物 货款 货源 进货 送货 提货 退货 换货 供货 订货 缺货 批发 零售 销售 营销 促销 传销 直销 分销 经销 代销 推销 购销 采购 购置 购买 收购 抢购 订购 征购 征用 征地 占地 用地 宅基地
林地 草地 湿地 滩涂 河道 河床 河堤 堤坝 水库 水域 水源 水质 湖泊 洞庭湖 湘江 长江 排放 排污 偷排 直排 渗坑 渗井 暗管 污水 废水 废气 废渣 废料 固废 危废 垃圾 倾倒 堆放 填埋 焚烧 扬尘 噪声 监测 检测 超标 达标 整治 治理 整顿 修缮 恢复 复垦 复绿
植被 树木 苗木 古树 幼林 砍伐 采挖 采集 开采 开挖 挖掘 开垦 毁林 毁坏 放牧 养殖 饲养 屠宰 检疫 疫苗 疫情 传染 传播 扩散 蔓延 隔离 消毒 电鱼 毒鱼 炸鱼 网捕 渔具 渔船 渔网 渔获 渔民 渔政 增殖 放流 鱼苗 候鸟 鸟类 兽类 珍贵 濒危 猎捕 猎枪 猎杀
捕猎 捕杀 象牙 犀角 穿山甲 标本 制品 添加剂 保质期 过期 变质 腐败 霉变 掺杂 掺假 假药 劣药 处方 诊所 诊断 诊疗 治疗 医治 医嘱 病历 病例 病情 病危 病房 住院 出院 门诊 急诊 护理 护士 手术 麻醉 麻药 精神 精神病 鉴别 辨别 识别 区别 类别 分类 类型
酒驾 醉驾 毒驾 超速 超载 超员 闯红灯 逆行 变道 超车 会车 倒车 停车 刹车 制动 转向 转弯 掉头 路口 路段 车道 匝道 护栏 标线 信号灯 斑马线 行人 乘客 乘坐 搭载 承载 载客 载货 运输 运送 托运 装运 装载 卸货 驾车 骑车 推车 拖车 吊车 铲车 挖掘机 渣土车 半挂车
碾压 剐蹭 刮蹭 刮擦 侧翻 翻车 坠车 失控 肇逃 逃逸 顶包 顶替 替罪 冒名 冒用 盗用 盗刷 刷卡 刷单 返利 返现 充值 套餐 话术 引流 吸粉 建群 群主 群聊 聊天 昵称 头像 密码 验证码 二维码 链接 网址 网站 网页 域名 服务器 软件 程序 插件 木马 病毒 黑客 侵入 截屏
屏幕 硬盘 优盘 内存 存储 删除 恢复 数据 备份 加密 解密 解锁 锁定 定位 追踪 跟踪 轨迹 卡口 探头 摄像头 摄像 拍摄 拍照 照相 相片 画像 画面 影像 录制 刻录 刻盘 播放 出示 宣读 辨听 质疑 释疑 存疑 疑罪 疑似 嫌疑犯 审慎 谨慎 慎重 严谨 严肃 严厉 严格 从速
迅速 及时 按时 准时 限时 限期 逾期 到期 届时 届期 期满 起算 折抵 扣除 抵扣 刑期 刑种 主刑 附加刑 管束 约束 拘束 禁止 禁令 禁闭 禁止令 戒具 手铐 脚镣 警械 警棍 警车 警察 民警 法警 辅警 武警 特警 刑警 交警 巡警 狱警 狱政 监区 监舍 监室 号房 牢头 狱霸
在押 押犯 押解 押金 抵押 质押 典当 当铺 赎回 赎金 勒赎 绑匪 匪徒 歹徒 暴徒 惯偷 小偷 扒手 窃贼 盗贼 盗墓 文物 古墓 古董 字画 首饰 项链 戒指 手镯 手表 金条 黄金 白银 玉器 瓷器 烟草 卷烟 香烟 烟花 爆竹 鞭炮 油料 汽油 柴油 燃气 煤气 天然气 电缆 电线 电表
变压器 井盖 铁轨 钢材 钢筋 水泥 砂石 河砂 木材 建材 化肥 农药 种子 粮食 稻谷 棉花 生猪 耕牛 家禽 牲畜 鸡鸭 水产 茶叶 白酒 啤酒 饮料 奶粉 保健品 化妆品 服装 鞋帽 玩具 家具 电器 家电 冰箱 空调 电视 冰柜 自行车 三轮车 拖拉机 收割机 面包车 出租车 网约车 公交车 客车 校车
姓氏 化名 假名 真名 原名 别名 绰号 外号 乳名 笔名 签名 署名 盖印 按印 捺手印 押印 画押 具结 保证书 悔过书 承诺书 申请书 申诉书 申诉状 起诉状 上诉状 答辩状 自诉状 委托书 授权书 介绍信 证明信 公函 来函 复函 函告 函询 函件 信函 信件 邮件 邮箱 快递 包裹 物流 揽收 签收
亲属 近亲 直系 配偶 妻子 丈夫 父亲 母亲 父母 儿子 女儿 子女 兄弟 姐妹 祖父 祖母 外祖父 外祖母 孙子 孙女 侄子 外甥 岳父 岳母 公婆 儿媳 女婿 亲戚 邻居 邻里 同乡 老乡 同事 同学 朋友 熟人 恋人 情人 情妇 男友 女友 未婚 已婚 离异 丧偶 孤儿 留守 未成年 成年人 老年人 残疾人 盲人 聋哑
少年 儿童 婴儿 幼儿 幼女 学生 教师 教员 班主任 校长 学校 校园 校外 宿舍 教室 操场 食堂 网吧 酒吧 歌厅 舞厅 茶楼 宾馆 旅馆 酒店 饭店 餐馆 商场 超市 商铺 店铺 店主 店员 老板 经理 董事 监事 股东 股权 股份 法人 合伙 合作社 村委会 居委会 乡镇 街道 村民 居民 住户 租户 房东 房客
户主 业主 物业 保安 门卫 保洁 保姆 司机 驾驶员 乘务员 售货员 营业员 收银员 会计员 出纳 财务 审计师 评估师 工程师 医生 医师 药师 法官 院长 庭长 处长 科长 局长 主任 书记 委员 委员会 常委 党委 党组 党员 支部 纪委 监委 政法委 人大 政协 工会 妇联 共青团 团委 残联 工商联 协会 商会
民政 财政 税务 海关 工商 市监 应急 消防 交通 水利 农业 林业 渔业 畜牧 卫健 教育局 人社 住建 城管 自然资源 生态环境 文旅 体育 广电 邮政 电信 移动 联通 银保监 证监 烟草局 盐业 气象 地震 统计 档案局 机关事务 信访局 司法局 司法所 监狱局 戒毒所 拘留所 收教 看守 值班 值守 换班 交接 交办 转办
督办 督促 督查 督导 敦促 催促 催告 催收 讨要 索要 索赔 索债 讨债 追债 追索 追讨 追赃 挽损 止损 减损 折旧 残值 损坏 损害 损伤 毁损 灭失 遗失 丢失 失窃 失盗 被盗 被骗 被抢 被害 受害 受伤 受损 受骗 受雇 受托 受贿 受审 受罚 受让 转让 出让 让与 赠与 馈赠 赠送 捐赠 捐款 募捐
酌情 酌定 酌减 法定 裁量 衡量 幅度 基准 基准刑 起点 上限 下限 顶格 并罚 数罪 竞合 吸收 牵连 想象竞合 连续 继续 持续 间断 中断 延期 延误 贻误 耽误 迟延 迟到 缺席 到庭 退庭 闭庭 旁听 传票 拒不 拒收 拒签 拒付 拒赔 抗法 袭警 妨碍 阻挠 阻止 阻拦 拦阻 拦路 堵路 堵门 围攻 冲击 打砸
打砸抢 哄抢 哄闹 闹事 闹访 缠访 滋扰 骚扰 侵扰 惊扰 侵犯 侵害 侵权 侵夺 霸占 强占 抢占 占用 占有 占据 窃据 窃听 窃照 偷拍 偷窥 偷盗 偷窃 行窃 盗掘 盗采 盗挖 盗取 骗局 骗术 骗子 设局 诈赌 赌资 赌具 赌客 赌债 赌徒 庄家 抽头 渔利 牟利 谋利 谋取 牟取 获利 盈利 营利 暴利 红利 分红 分赃
坐地 分成 平分 均分 瓜分 私藏 私设 私造 私刻 仿冒 仿造 制造 制作 制售 制假 售假 贩假 贩运 偷渡 越境 边境 口岸 护照 签证 通行证 居住证 居留 永居 国籍 外籍 华侨 港澳 台胞 使馆 领事 译员 翻译 手语 盲文 方言 普通话 汉语 少数民族 宗教 邪教 迷信 组织者 首要分子 骨干 成员 积极 参与者 从属 附属
鉴于 基于 根据 依照 遵照 参照 按照 比照 对照 查照 关照 执照 拍照 照办 照准 核准 恩准 准许 准予 不予 给予 赋予 授予 授权 予以 足以 得以 难以 借以 用以 致使 导致 引起 引发 诱发 触发 激化 恶化 缓和 平息 化解 消除 排除 根除 铲除 清除 肃清 打击 整肃 震慑 威慑 威吓 恫吓 恐慌 惊恐 惊吓
悔恨 懊悔 忏悔 反省 反思 检讨 检视 自查 自纠 剖析 深刻 诚恳 真诚 诚信 信用 信誉 名誉 声誉 荣誉 隐私 肖像 人格 尊严 自由 平等 民主 法治 宪法 刑法 民法 民法典 诉讼法 司法解释 法理 法条 法典 条文 条目 款项 条项 但书 前款 本条 参见 详见 如下 上述 前述 所述 综述 概述 阐述 阐明 论述 论证
论断 判断 推断 推定 推测 推理 断定 确定 确认 确凿 查实 属实 真实 虚实 失实 不实 如期 如数 足额 全额 余额 差额 限额 超额 金额 数目 账款 欠款 余款 尾款 首付 月供 按揭 利率 年息 月息 高利贷 套路贷 网贷 放贷 借贷 信贷 贷记 借记 服刑 服判 讲座 培训 宣讲 普法 法治 调研 座谈会 听证会 联席会议 检委会 检务 会议 纪要 方案 总结 汇报材料 专题 活动 干警 检察官助理 接待 值班 速裁 简易 普通程序 认罪认罚 量刑建议书 羁押必要性 立案监督 侦查监督 审判监督 执行监督 社会调查 心理疏导 附条件 考察 帮教 监护 督促 支持起诉 磋商 诉前 惩罚性 蔓延 火势 扑救 修复费 补植复绿 抵消 须知 途径 幅度 异议 自己 交代 交待 辨认笔录 搜查笔录 提取笔录 扣押决定书 解除 变更 强制措施 信用卡 银行卡 储蓄卡 社保卡 医保卡 电话卡 手机卡 流量卡`;

/** Right, though neither the lexicon nor the texts know them. */
const RIGHT = new Set(
  "热封 暖巢 同法 财付 财付通 起意 索得 实刑 院章 毒资 失序 泄爆 补填 虚填 挥击 格栅 过秤 价目 牵出 柜面 民监 检刑 检意 检移 纠违 检诉 检矫 检民 检行 检公 检控 检申 检未 县局 市局 区局 省院 市院 县院 区院 高检院 省检 市检 桌客 存享 刮蹭 肌层 股动 音儿 大驾 打榜 打赏 带徒 换版 换板 通识 戴罪 地埋 颁证 转赠 降损 移殖 电芯 食药 弃车 增改 分乘 返款 获款 检尺 刑释 铜管 铺贴 外伸 声级 加戴 采掠 超裁 防冒 强凌 管腔 货名 室务 健室 风井 逐册 设卡 卡拦 拦车 听劝 拆旧 店补 导油 演联 联演 固防 审贷 蓄泄 情罪 虚抵 渔货 急难 诊查 拒传 试油 可研 钢化 返点 退改 代购 代驾 代签 代写 抢客 购毒 贩枪 贩粮 粮贩 菜贩 鱼贩 票贩 报损 报废 报停 报失 补种 补植 补栽 补签 补录 补测 补贴 拆封 拆解 查重 查账 查体 超标 超限 超宽 超高 撤店 撤柜 撤场 撤村 承揽 承建 承租 承运 冲账 冲销 冲抵 盗挖 盗播 盗录 盗印 抵账 抵工 抵押 点验 点检 吊装 调墨 定损 定责 定残 顶账 顶名 断供 断缴 对账 对质 法检 公诉 管养 管损 核销 核减 核验 核损 护林 护路 护河 划转 划扣 还建 换押 会商 混用 混装 缉枪 监测 检斤 检修 见索 降级 校检 结息 截排 解封 解冻 禁捕 禁采 禁养 禁渔 净收 聚赌 开槽 控烟 扣划 扣发 扣分 扣减 跨界 漏缴 漏罪 漏犯 轮候 轮奸 冒领 密取 名册 平账 评残 评定 迁坟 签转 清表 清欠 清运 取水 取土 确权 入户 入刑 入矫 解矫 赛鸽 赊购 赊欠 涉水 涉林 涉枪 涉赌 审结 试驾 收储 收治 司鉴 诉保 诉请 损毁 随案 套牌 提存 提押 贴息 停运 停缴 投喂 投保 退保 退耕 退赔 退费 退养 网逃 违建 违停 误读 误伤 限高 销户 销号 协查 巡护 巡河 验收 养护 移车 引种 预埋 越界 运砂 砂场 沙场 砂船 再犯 债转 占道 占耕 占补 召开 整备 质检 种养 转供 转贷 转租 转养 追赔 追缴 追加 准驾 捉赌 自认".split(
    " ",
  ),
);

/** Cities and counties that documents of the office name. */
const CITIES = `
株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 长沙 湘西 浏阳 宁乡 望城 醴陵 攸县 茶陵 炎陵 湘乡 韶山 耒阳 常宁 衡南 衡东 衡山 祁东 武冈 邵东 新邵 隆回 洞口 绥宁 新宁 城步 汨罗 临湘 华容 湘阴 平江 津市 安乡 汉寿 澧县 临澧 桃源 石门 慈利 桑植 沅江 南县 桃江 安化 资兴
桂阳 宜章 永兴 嘉禾 临武 汝城 桂东 安仁 祁阳 东安 双牌 道县 江永 宁远 蓝山 新田 江华 洪江 中方 沅陵 辰溪 溆浦 会同 麻阳 新晃 芷江 靖州 通道 冷水江 涟源 双峰 新化 吉首 泸溪 凤凰 花垣 保靖 古丈 永顺 龙山 武汉 广州 深圳 南昌 贵阳 南宁 重庆 成都 上海 北京 天津 杭州 南京`;

/** In the lexicon, and wrong. */
const WRONG = new Set("敲榨 做案 布署 辩认 撤消 附合 自已 公义 受权 株州 台帐 帐户".split(" "));

const HAN = /[\u4e00-\u9fff]+/g;
const isHeld = process.argv[2] === "held";
const half = (texts: readonly string[], wanted: number): readonly string[] => (isHeld ? texts.filter((_, at) => at % 2 === wanted) : texts);
const runsOf = (texts: readonly string[]): string[] => texts.flatMap((text) => text.match(HAN) ?? []);
const official = [
  ...new Set(["just-laws", "interpretations", "regulations"].flatMap((folder) => [...markdownLines(shared(`laws/${folder}`))])),
];
const court = [...new Set(courtLines())];

function courtLines(): string[] {
  const files = [
    "lexeval/3_1.json",
    "lexeval/3_2.json",
    "lexeval/3_3.json",
    "statute-retrieval/stard-train.json",
    "lawbench-dev/2-6.first250.json",
    "lawbench-dev/3-3.first100.json",
  ];
  const meant = ["law.train", "odw.train", "med.train"].flatMap((file) =>
    readExamples(shared(`text/spelling/${file}`))
      .filter(isLearned)
      .map((each) => each.meant),
  );
  return [...files.flatMap((file) => readTexts(shared(`text/${file}`))), ...meant];
}

const dictionary = readFileSync(LEXICON, "utf8");
const lexicon = new Map(lexiconWords(dictionary));
const ofKind = (kind: RegExp): ReadonlySet<string> =>
  new Set(dictionary.split("\n").flatMap((line) => (kind.test(line.trimEnd()) ? [line.slice(0, line.indexOf(" "))] : [])));
const [people, places] = [ofKind(/ nr$/), ofKind(/ ns$/)];
const own = new Set(OWN.trim().split(/\s+/));
const cities = new Set(CITIES.trim().split(/\s+/));

/** How often a word stands in the texts; a word of four is counted with its halves too. */
const counts = new Map<string, number>();
let read = 0;
const jieba = Jieba.withDict(dict);
const grow = (word: string): void => void counts.set(word, (counts.get(word) ?? 0) + 1);
for (const run of runsOf([...half(official, 0), ...half(court, 0)]))
  for (const word of jieba.cut(run, false)) {
    read += 1;
    for (const each of word.length === 4 ? [word, word.slice(0, 2), word.slice(2)] : [word]) grow(each);
  }
const lexiconTotal = [...lexicon.values()].reduce((sum, each) => sum + each, 0);

/** Share of the words of the texts, with some of those of the lexicon. */
const [OF_TEXTS, OF_LEXICON, OWN_SHARE] = [0.7, 0.3, 0.000_002];
const costOf = (word: string): number => {
  const [inTexts, inLexicon] = [(counts.get(word) ?? 0) / read, (lexicon.get(word) ?? 0) / lexiconTotal];
  const share =
    word.length === 1
      ? inTexts + 0.3 / read + 0.02 * inLexicon
      : OF_TEXTS * inTexts + OF_LEXICON * inLexicon + (own.has(word) || cities.has(word) ? OWN_SHARE : 0);
  return Math.round(-Math.log(share) * 2) / 2;
};

/** What two characters must cost more alone than the word that is meant. */
const LEAST_NEEDED = 6;
/** Known are words of the texts and frequent ones of the lexicon; meant may be those of documents. */
const [LEAST_COUNT, LEAST_KNOWN, LEAST_LEXICON, MOST_COST] = [2, 2, 15, 13];
const NUMERAL = /^[一二三四五六七八九十百千万亿零两第几]|^阿/;
const isWord = (word: string): boolean => /^[\u4e00-\u9fff]{2,4}$/.test(word);
const isMeant = (word: string): boolean =>
  own.has(word) ||
  cities.has(word) ||
  ((counts.get(word) ?? 0) >= LEAST_COUNT && costOf(word) <= MOST_COST && lexicon.has(word) && !places.has(word) && !NUMERAL.test(word));
const known = new Set([
  ...own,
  ...cities,
  ...[...counts].flatMap(([word, count]) => (count >= LEAST_KNOWN && lexicon.has(word) ? [word] : [])),
  ...[...lexicon].flatMap(([word, count]) => (count > LEAST_LEXICON ? [word] : [])),
]);
for (const word of known) if (!isWord(word) || (people.has(word) && !own.has(word)) || WRONG.has(word)) known.delete(word);

/** Seldom words of the lexicon that would be taken for others if they were not known. */
for (const word of lexicon.keys()) {
  if (word.length !== 2 || known.has(word) || !isWord(word) || people.has(word) || WRONG.has(word)) continue;
  if (costOf(word.charAt(0)) + costOf(word.charAt(1)) >= MOST_COST + LEAST_NEEDED) known.add(word);
}

const frequency = new Map<string, number>();
for (const [word, count] of lexicon) for (const each of word) frequency.set(each, (frequency.get(each) ?? 0) + count);
const byFrequency = [...frequency]
  .filter(([each]) => /^[\u4e00-\u9fff]$/.test(each))
  .sort(([, one], [, other]) => other - one)
  .map(([each]) => each);
const COMMON = 4_000;
const common = new Set(byFrequency.slice(0, COMMON));

/** Characters with two readings that are both heard often; of others the most frequent counts. */
const TWO_READINGS = new Set(
  Array.from(
    "行重长会还度数调传处种参查车降觉乐率落没难宁强任省识属似宿提为系校兴应载着正中只相便差担当弹得都恶发分供给好间结禁尽看空累量露模片曲少舍盛说血要与扎占折转钻作薄藏朝答逮倒斗干更冠划假监将教解据卡可勒论绿埋闷蒙磨铺切撒散丧扇胜石束挑帖吐吓鲜削咽轧炸粘涨症挣仔择曾称乘冲臭创打大待单吊顶读",
  ),
);

function readings(): string {
  const all = new Map<string, string>();
  for (const each of common)
    for (const reading of new Set(readingsOf(each).slice(0, TWO_READINGS.has(each) ? 2 : 1)))
      all.set(reading, (all.get(reading) ?? "") + each);
  return [...all].map(([reading, list]) => `${/[0-9]$/.test(reading) ? reading : `${reading}0`}${list}`).join(" ");
}

/** From this likeness on, and how it is told. */
const LEVELS = [
  ["A", 0.9],
  ["B", 0.84],
] as const;

function lookAlikes(): string {
  const rows: string[] = [];
  for (const [each, others] of readLookAlikes()) {
    if (!common.has(each)) continue;
    const levels = LEVELS.map(([name, least], at) => {
      const list = [...others].filter(
        ([other, likeness]) => other > each && common.has(other) && likeness >= least && likeness < (LEVELS[at - 1]?.[1] ?? 2),
      );
      return list.length === 0 ? "" : name + list.map(([other]) => other).join("");
    });
    if (levels.some((level) => level !== "")) rows.push(each + levels.join(""));
  }
  return rows.join(" ");
}

function byCost(words: Iterable<string>, costs: (word: string) => number): string {
  const rows = Map.groupBy(words, costs);
  return [...rows]
    .sort(([one], [other]) => one - other)
    .map(([cost, list]) =>
      [cost, ...(list[0]?.length === 1 ? [1] : [2, 3, 4]).map((length) => list.filter((each) => each.length === length).join(""))].join(
        " ",
      ),
    )
    .join("\n");
}

/** Cost of what the texts hold and the lexicon does not know: a word as good as another. */
const RIGHT_COST = 13.5;

const TABLES = {
  single: byCost(
    byFrequency.filter((each) => counts.has(each) || common.has(each)),
    costOf,
  ),
  own: byCost(own, costOf),
  meant: byCost(
    [...known].filter((word) => isMeant(word) && !own.has(word)),
    costOf,
  ),
  readings: readings(),
  lookAlike: lookAlikes(),
};
const TOLD: Readonly<Record<string, string>> = {
  single: "Characters by what it costs to meet them alone.",
  own: "Words of two, of three and of four characters of documents of the office, by what it costs to meet them.",
  meant: "Other words that may be meant by what is none.",
  known: "Other words.",
  readings: "Characters by how they sound.",
  lookAlike: "Characters and those that look like them, the most alike first.",
};

const tablesWith = (right: ReadonlySet<string>): LexiconTables => ({
  ...TABLES,
  known: byCost(new Set([...[...known].filter((word) => !isMeant(word)), ...right]), (word) =>
    right.has(word) ? Math.min(RIGHT_COST, costOf(word)) : costOf(word),
  ),
});

/** What would be told of texts: string, how often, and where it was met first. */
function told(texts: readonly string[], lexicon: Lexicon): Map<string, [count: number, first: string]> {
  const all = new Map<string, [number, string]>();
  for (const run of runsOf(texts))
    for (const { start, meant, gain } of mistakesIn(run, lexicon)) {
      const written = run.slice(start, start + meant.length);
      const [count] = all.get(written) ?? [0];
      const first = `${gain.toFixed(1)} ${run.slice(Math.max(0, start - 5), start)}【${written}→${meant}】${run.slice(start + meant.length).slice(0, 5)}`;
      all.set(written, [count + 1, all.get(written)?.[1] ?? first]);
    }
  return all;
}

/** What statutes hold is right, and so is what judgments hold but for these. */
const SLIPS = new Set(
  "严纵 予盾 技照 扶平 异尝 执责 侍机 企途 妆备 士地 摄人 账薄 发观 只付 合解 付合 积板 护拦 兰色 买买 走丝 汀立 弯典 迫偿 合间 临售 份子 行证 率行 资缘 销脏 做伪证 贷数 筒称 琐事 锁事".split(
    " ",
  ),
);
const first = lexiconOf(tablesWith(RIGHT));
const inCourt = told(half(court, 0), first);
const right = new Set([
  ...RIGHT,
  ...told(half(official, 0), first).keys(),
  ...[...inCourt.keys()].flatMap((written) => (SLIPS.has(written) ? [] : [written])),
]);
// With those known, lines are read otherwise.
for (const written of told(half(official, 0), lexiconOf(tablesWith(right))).keys()) right.add(written);
const tables = tablesWith(right);
if (isHeld) show(told([...half(official, 1), ...half(court, 1)], lexiconOf(tables)));
else {
  write(tables);
  show(inCourt);
}

function show(found: ReadonlyMap<string, readonly [count: number, first: string]>): void {
  for (const [count, place] of found.values()) console.log(count, place);
}

function write(all: LexiconTables): void {
  const text = Object.entries(all).map(([name, table]) => `  /** ${TOLD[name]} */\n  ${name}: \`\n${table}\`,\n`);
  writeFileSync(
    new URL("../../applications/document-assistant/rules/lexicon.ts", import.meta.url),
    `/** Made by \`npm run make:lexicon\`; where the words come from stands in ../THIRD-PARTY.md. */\nexport const LEXICON = {\n${text.join("")}};\n`,
  );
  console.error(
    `${known.size} words, ${[...known].filter((word) => isMeant(word)).length} that may be meant, ${right.size} strings of the texts`,
  );
}
