/** Fonts of official documents. Offices have them under several names, so the file names for each those that may stand in its place. */
const FACES = [
  { name: "方正小标宋简体", others: ["方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "宋体"], family: "roman" },
  { name: "仿宋_GB2312", others: ["仿宋", "FangSong", "华文仿宋"], family: "modern" },
  { name: "楷体_GB2312", others: ["楷体", "KaiTi", "华文楷体"], family: "modern" },
  { name: "黑体", others: ["SimHei", "Noto Sans SC"], family: "modern" },
  { name: "宋体", others: ["SimSun", "Noto Serif SC"], family: "auto" },
  { name: "Times New Roman", others: [], family: "roman" },
] as const;

const latin = { ascii: "Times New Roman", hAnsi: "Times New Roman" } as const;

export const OFFICIAL_FONTS = {
  title: { ...latin, eastAsia: "方正小标宋简体" },
  body: { ...latin, eastAsia: "仿宋_GB2312" },
  item: { ...latin, eastAsia: "楷体_GB2312" },
  clause: { ...latin, eastAsia: "黑体" },
  number: { ascii: "宋体", hAnsi: "宋体", eastAsia: "宋体" },
} as const;

/** `word/fontTable.xml`: each font with the others that Word takes where it is missing. */
export function fontTable(): string {
  const fonts = FACES.map(({ name, others, family }) => {
    const instead = others.length === 0 ? "" : `<w:altName w:val="${others.join(",")}"/>`;
    return `<w:font w:name="${name}">${instead}<w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`;
  });
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts.join("")}</w:fonts>`;
}
