import { readFileSync, writeFileSync } from "node:fs";
import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { LEXICON, lexiconWords, readingsOf } from "@yuejian/server/assistant";
import { markdownLines, readExamples, readLookAlikes, readTexts, shared } from "./read-material.ts";

/** npm run make:near-words: which strings are one character away from a word of documents of the office and are no words, nor come about between two words. Written as the table that the rule for confused words
 *  reads; `-- held`: made of one half of the texts, and what it finds in the other half is shown instead. */
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
死因 鉴定书 意见书 建议书 决定书 通知书 告知书 起诉书 抗诉书 判决书 裁定书 委托书 起诉意见书`;

/** Words of judgments beside these, the most frequent. */
const MOST_WORDS = 1_500;
/** How often a string may be expected, in as many characters as were read, between two words. */
const MOST_EXPECTED = 0.01;
/** A string this much more seldom than the word is a slip where it occurs. */
const SLIPS_OF = 60;
const LEAST_SHAPE = 0.78;
const [HEARD, SEEN] = [2_800, 4_500] as const;
const LINE = 1_200;
const RUNS = /\p{Script=Han}+/gu;

const isHeld = process.argv[2] === "held";
const official = [
  ...new Set(["just-laws", "interpretations", "regulations"].flatMap((folder) => [...markdownLines(shared(`laws/${folder}`))])),
];
const court = [...new Set(courtLines())];
const half = (texts: readonly string[], wanted: number): readonly string[] => (isHeld ? texts.filter((_, at) => at % 2 === wanted) : texts);
const jieba = Jieba.withDict(dict);
const runsOf = (texts: readonly string[]): string[] => texts.flatMap((text) => text.match(RUNS) ?? []);
const dictionary = readFileSync(LEXICON, "utf8");
const lexicon = new Map(lexiconWords(dictionary));
/** Of people, places and bodies. */
const names = new Set(
  dictionary.split("\n").flatMap((line) => (/ n[rst]$/.test(line.trimEnd()) ? [line.slice(0, line.indexOf(" "))] : [])),
);

function courtLines(): string[] {
  const files = ["lexeval/3_1.json", "lexeval/3_2.json", "lawbench-dev/2-6.first250.json", "lawbench-dev/3-3.first100.json"];
  const meant = ["law.train", "odw.train"].flatMap((file) => readExamples(shared(`text/spelling/${file}`)).map((each) => each.meant));
  return [...files.flatMap((file) => readTexts(shared(`text/${file}`))), ...meant];
}

const grow = (counts: Map<string, number>, key: string): Map<string, number> => counts.set(key, (counts.get(key) ?? 0) + 1);

/** Runs of up to four characters of official texts, which have next to no slips; of all texts, how often; and characters that end and that begin a word. */
const [runs, ends, begins] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
let characters = 0;
const told = new Set<string>();
for (const run of runsOf(half(official, 0)))
  for (let length = 2; length <= 4; length += 1) for (let at = 0; at + length <= run.length; at += 1) told.add(run.slice(at, at + length));
for (const run of runsOf([...half(official, 0), ...half(court, 0)])) {
  characters += run.length;
  for (let length = 1; length <= 4; length += 1)
    for (let at = 0; at + length <= run.length; at += 1) grow(runs, run.slice(at, at + length));
  for (const word of jieba.cut(run, false)) {
    grow(begins, word.charAt(0));
    grow(ends, word.charAt(word.length - 1));
  }
}

function frequentWords(): string[] {
  const counts = new Map<string, number>();
  for (const run of runsOf(court))
    for (const word of jieba.cut(run, false))
      for (const part of word.length === 4 ? [word, word.slice(0, 2), word.slice(2)] : [word]) grow(counts, part);
  return [...counts]
    .filter(
      ([word, count]) =>
        count >= 8 &&
        /^\p{Script=Han}{2,4}$/u.test(word) &&
        (lexicon.get(word) ?? 0) >= 20 &&
        !names.has(word) &&
        !/[一二三四五六七八九十百千万亿零两第]|^阿/.test(word),
    )
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_WORDS)
    .map(([word]) => word);
}

const words = new Set([...OWN.trim().split(/\s+/), ...frequentWords()]);

const frequency = new Map<string, number>();
for (const [word, count] of lexicon) for (const each of word) frequency.set(each, (frequency.get(each) ?? 0) + count);
const byFrequency = [...frequency]
  .filter(([each]) => /^[\u4e00-\u9fff]$/.test(each))
  .sort(([, one], [, other]) => other - one)
  .map(([each]) => each);
const [heard, common] = [byFrequency.slice(0, HEARD), new Set(byFrequency.slice(0, SEEN))];
const syllablesOf = (character: string): string[] => readingsOf(character).map((reading) => reading.replace(/\d/, ""));
const bySyllable = new Map<string, string[]>();
for (const each of heard)
  for (const syllable of new Set(syllablesOf(each))) bySyllable.set(syllable, [...(bySyllable.get(syllable) ?? []), each]);
const looks = readLookAlikes();

function alike(character: string): ReadonlySet<string> {
  const others = new Set(syllablesOf(character).flatMap((syllable) => bySyllable.get(syllable) ?? []));
  for (const [other, likeness] of looks.get(character) ?? []) if (likeness >= LEAST_SHAPE && common.has(other)) others.add(other);
  others.delete(character);
  return others;
}

/** How often a string would stand where one word ends and another begins. */
const expected = (written: string): number =>
  Math.max(
    ...Array.from({ length: written.length - 1 }, (_, at) => {
      const [one, other] = [written.slice(0, at + 1), written.slice(at + 1)];
      const [before, behind] = [one.length === 1 ? ends.get(one) : runs.get(one), other.length === 1 ? begins.get(other) : runs.get(other)];
      return (((before ?? 0) + 0.5) * ((behind ?? 0) + 0.5)) / characters;
    }),
  );

const isNoWord = (written: string, word: string): boolean => {
  const [known, own] = [lexicon.get(written) ?? 0, lexicon.get(word) ?? 0];
  if (words.has(written) || told.has(written) || known > 60 || known * 20 > own + 2_000) return false;
  return (runs.get(written) ?? 0) * SLIPS_OF <= (runs.get(word) ?? 0) && expected(written) <= MOST_EXPECTED;
};

const meant = new Map<string, string>();
const rows: string[] = [];
for (const word of [...words].sort((one, other) => one.length - other.length)) {
  const lists = Array.from(word, (character, at) =>
    [...alike(character)].filter((other) => {
      const written = word.slice(0, at) + other + word.slice(at + 1);
      if (!isNoWord(written, word)) return false;
      // What a shorter word tells is not told again.
      for (let from = 0; from < written.length; from += 1)
        for (let to = from + 2; to <= written.length; to += 1) if (meant.has(written.slice(from, to))) return false;
      meant.set(written, word);
      return true;
    }),
  );
  if (lists.some((list) => list.length > 0)) rows.push([word, ...lists.map((list) => list.join(""))].join("/"));
}
console.error(`${words.size} words, ${meant.size} strings`);

if (isHeld) show();
else write();

function show(): void {
  const hits = new Map<string, number>();
  const isWord = (text: string): boolean => words.has(text);
  let read = 0;
  for (const run of runsOf([...half(official, 1), ...half(court, 1)])) {
    read += run.length;
    for (let at = 0; at < run.length; at += 1)
      for (let length = 2; length <= 4; length += 1) {
        const written = run.slice(at, at + length);
        const word = written.length === length ? meant.get(written) : undefined;
        const isAcross = [2, 3, 4].some(
          (size) => isWord(run.slice(at - size + 1, at + 1)) || isWord(run.slice(at + length - 1, at + length - 1 + size)),
        );
        if (word !== undefined && !isAcross)
          grow(hits, `${run.slice(Math.max(0, at - 4), at)}【${written}→${word}】${run.slice(at + length, at + length + 4)}`);
      }
  }
  console.error(`${read} characters, ${[...hits.values()].reduce((sum, each) => sum + each, 0)} found`);
  for (const [hit, count] of [...hits].sort(([, one], [, other]) => other - one).slice(0, 200)) console.log(count, hit);
}

function write(): void {
  const table: string[] = [];
  for (const row of rows) {
    if (table.length > 0 && `${table.at(-1)} ${row}`.length <= LINE) table[table.length - 1] += ` ${row}`;
    else table.push(row);
  }
  writeFileSync(
    new URL("../../applications/document-assistant/rules/near-words.ts", import.meta.url),
    `/** Made by \`npm run make:near-words\`. Words, and for each of their characters those that make no word in its place. */\nexport const NEAR_WORDS = \`\n${table.join("\n")}\`;\n`,
  );
}
