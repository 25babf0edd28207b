import type { Random } from "../../../demo/random.ts";

/** What a hand does that types from a sheet. */
export const lostAt = (text: string, at: number): string => text.slice(0, at) + text.slice(at + 1);
export const twiceAt = (text: string, at: number): string => text.slice(0, at) + text.charAt(at) + text.slice(at);
export const otherAt = (text: string, at: number, random: Random): string =>
  text.slice(0, at) + String((Number(text.charAt(at)) + random.between(1, 9)) % 10) + text.slice(at + 1);

/** Homophones and look-alikes of characters in given names and names of firms, as an input method offers them. */
const ALIKE =
  "伟炜玮 杰洁捷 磊蕾雷 鹏朋 涛焘滔 超朝 俊峻竣 勇永咏 斌彬宾 浩皓昊 波博 亮谅 飞菲非 宇羽雨 龙隆 凯恺 辉晖挥 翔祥详 鑫新欣馨 峰锋丰 健建剑 帅率 志智治 文雯纹 海嗨 佳嘉家 林琳霖 威巍 婷亭 静靖敬 丹单 敏闽 娜那 颖莹盈 莉丽利 倩茜 雪血 芳方 娟涓绢 慧惠蕙 玲铃龄 璐露路 媛缘 薇微 晶京 瑶遥 思丝 莎沙 凤奉 艳燕彦 国帼 军君钧 平萍坪 民明 华桦骅 红洪虹 卫为 东冬 强蔷 武伍 革格 跃越 爱艾 党档 学穴 农浓 岳越 湘香 中忠钟 立力 岩炎 梅玫 霞遐 英瑛 琴勤 珍真 群裙 春椿 秋邱 小晓 青清 德得 福富 金锦 生升 炳丙 松淞 桂贵 柏伯 云芸 正政 光广 荣容蓉 寿受 仁任 义毅 孝笑 长常 兴星 发法 财才 树述 水税 根跟 保宝 元圆源 开凯 玉育 秀绣 兰岚 淑书 莲连 芝之 菊聚 翠脆 娥峨 贞珍 素肃 银尹 月悦 满蛮 轩宣 豪毫 睿瑞锐 泽则 梓子紫 博伯 晨辰 熙希 铭明 航杭 诺若 一依 逸艺 奕亦 沐木 阳洋杨 楷凯 涵晗 怡宜 诗师 萱轩 语雨 琪祺 可珂 妍研 雅亚 芯心 艺义 梦孟 汐夕 婉宛 晴情 阿啊 迪笛 班斑 尔儿 汗罕 依伊 孙逊 瓦娃 措错 央扬 姆母 呷嘎 马玛 曲屈".split(
    " ",
  );

/** Another character of the same sound somewhere behind the surname. */
export function misheard(name: string, random: Random): string | null {
  const places = Array.from(name).flatMap((character, at) => {
    const others =
      at === 0 ? [] : ALIKE.filter((group) => group.includes(character)).flatMap((group) => Array.from(group.replace(character, "")));
    return others.length === 0 ? [] : [[at, others] as const];
  });
  if (places.length === 0) return null;
  const [at, others] = random.pick(places);
  return name.slice(0, at) + random.pick(others) + name.slice(at + 1);
}
