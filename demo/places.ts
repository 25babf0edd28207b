import { FICTITIOUS_REGION_PREFIX } from "@yuejian/identifiers";

/** A district of Yueyang as the demo uses it: towns and subdistricts by their real names, streets common to all. */
export interface District {
  readonly office: string;
  /** Name as it stands in addresses and before 人民法院. */
  readonly name: string;
  /** First six digits of fictitious resident ids. */
  readonly idPrefix: string;
  /** The court's code in case numbers: 湘0602. */
  readonly courtCode: string;
  /** Share of the population in per cent. */
  readonly weight: number;
  readonly towns: readonly string[];
}

const district = (office: string, name: string, code: string, weight: number, towns: string): District => ({
  office,
  name,
  idPrefix: `${FICTITIOUS_REGION_PREFIX}${code}`,
  courtCode: `湘06${code}`,
  weight,
  towns: towns.split(" "),
});

export const DISTRICTS: readonly District[] = [
  district(
    "yueyanglou",
    "岳阳楼区",
    "02",
    19,
    "三眼桥街道 洛王街道 奇家岭街道 王家河街道 五里牌街道 东茅岭街道 吕仙亭街道 金鹗山街道 望岳路街道 城陵矶街道 枫桥湖街道 梅溪街道 湖滨街道 郭镇乡",
  ),
  district("yunxi", "云溪区", "03", 4, "云溪街道 长岭街道 松杨湖街道 路口镇 陆城镇"),
  district("junshan", "君山区", "11", 4, "柳林洲街道 广兴洲镇 许市镇 钱粮湖镇 良心堡镇"),
  district(
    "yueyang-county",
    "岳阳县",
    "21",
    13,
    "荣家湾镇 黄沙街镇 新墙镇 柏祥镇 筻口镇 公田镇 毛田镇 月田镇 张谷英镇 新开镇 步仙镇 杨林街镇 中洲乡 长湖乡",
  ),
  district(
    "huarong",
    "华容县",
    "23",
    12,
    "章华镇 三封寺镇 治河渡镇 北景港镇 鲇鱼须镇 万庾镇 插旗镇 注滋口镇 操军镇 东山镇 梅田湖镇 禹山镇 新河乡 团洲乡",
  ),
  district(
    "xiangyin",
    "湘阴县",
    "24",
    12,
    "文星街道 东塘镇 樟树镇 鹤龙湖镇 岭北镇 新泉镇 南湖洲镇 湘滨镇 静河镇 金龙镇 石塘镇 三塘镇 杨林寨乡 六塘乡",
  ),
  district(
    "pingjiang",
    "平江县",
    "26",
    18,
    "汉昌街道 天岳街道 安定镇 三市镇 加义镇 长寿镇 龙门镇 虹桥镇 南江镇 梅仙镇 浯口镇 瓮江镇 伍市镇 向家镇 童市镇 岑川镇 福寿山镇 余坪镇 石牛寨镇",
  ),
  district(
    "miluo",
    "汨罗市",
    "81",
    11,
    "归义镇 新市镇 古培镇 白水镇 川山坪镇 弼时镇 屈子祠镇 桃林寺镇 长乐镇 大荆镇 罗江镇 三江镇 神鼎山镇 白塘镇",
  ),
  district(
    "linxiang",
    "临湘市",
    "82",
    6,
    "长安街道 五里牌街道 桃矿街道 忠防镇 聂市镇 江南镇 羊楼司镇 桃林镇 长塘镇 白羊田镇 詹桥镇 黄盖镇 坦渡镇",
  ),
  district("quyuan", "屈原管理区", "91", 1, "营田镇 河市镇 凤凰乡 天问街道"),
];

export const STREETS = "建设路 人民路 解放路 巴陵路 南湖大道 洞庭大道 青年路 文昌路 劳动路 朝阳路 站前路 学院路 金鹗路 沿江路 东风路".split(
  " ",
);
export const VILLAGES =
  "新塘村 黄花村 石桥村 大塘村 荷花村 金盆村 双港村 杨柳村 长岭村 白石村 古井村 龙王村 东升村 团结村 洪山村 花果村".split(" ");

/** Real prisons of Hunan near Yueyang are left out: the names are made up. */
export const PRISONS = ["洞庭监狱", "君山监狱", "巴陵女子监狱", "湘北监狱"] as const;

export const courtOf = (place: District): string => (place.office === "quyuan" ? "岳阳市屈原管理区人民法院" : `${place.name}人民法院`);
export const INTERMEDIATE_COURT = "岳阳市中级人民法院";
export const detentionCentreOf = (place: District): string => `${place.name}看守所`;
export const justiceOfficeOf = (place: District, town: string): string => `${place.name}${town.replace(/(?:街道|镇|乡)$/, "")}司法所`;
