import type { Office } from "./organisation.ts";

/** The city office of Yueyang and the ten below it (DOMAIN §1; GB/T 2260, Quyuan keeps the office's own code). */
export const YUEYANG_OFFICES: readonly Office[] = [
  { id: "yueyang", regionCode: "430600", parent: null, name: { zh: "岳阳市人民检察院", en: "Yueyang City Procuratorate" } },
  {
    id: "yueyanglou",
    regionCode: "430602",
    parent: "yueyang",
    name: { zh: "岳阳楼区人民检察院", en: "Yueyanglou District Procuratorate" },
  },
  { id: "yunxi", regionCode: "430603", parent: "yueyang", name: { zh: "云溪区人民检察院", en: "Yunxi District Procuratorate" } },
  { id: "junshan", regionCode: "430611", parent: "yueyang", name: { zh: "君山区人民检察院", en: "Junshan District Procuratorate" } },
  { id: "yueyang-county", regionCode: "430621", parent: "yueyang", name: { zh: "岳阳县人民检察院", en: "Yueyang County Procuratorate" } },
  { id: "huarong", regionCode: "430623", parent: "yueyang", name: { zh: "华容县人民检察院", en: "Huarong County Procuratorate" } },
  { id: "xiangyin", regionCode: "430624", parent: "yueyang", name: { zh: "湘阴县人民检察院", en: "Xiangyin County Procuratorate" } },
  { id: "pingjiang", regionCode: "430626", parent: "yueyang", name: { zh: "平江县人民检察院", en: "Pingjiang County Procuratorate" } },
  { id: "miluo", regionCode: "430681", parent: "yueyang", name: { zh: "汨罗市人民检察院", en: "Miluo City Procuratorate" } },
  { id: "linxiang", regionCode: "430682", parent: "yueyang", name: { zh: "临湘市人民检察院", en: "Linxiang City Procuratorate" } },
  {
    id: "quyuan",
    regionCode: "4306QY",
    parent: "yueyang",
    name: { zh: "屈原管理区人民检察院", en: "Quyuan Administrative Zone Procuratorate" },
  },
];
