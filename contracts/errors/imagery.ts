import { defineErrors } from "./kinds.ts";

/** Images and areas for the farmland checks. */
export const imageryErrors = defineErrors({
  IMAGE_UNREADABLE: { kind: "input", zh: "无法读取影像 {file}：{reason}", en: "Image {file} cannot be read: {reason}" },
  IMAGE_TOO_LARGE: {
    kind: "input",
    zh: "影像 {file} 有 {values} 个像元值，一次最多 {limit} 个；请先裁切，或只给需要的波段",
    en: "Image {file} has {values} values, {limit} at most fit at once; cut it, or give only the bands needed",
  },
  IMAGE_BANDS_UNKNOWN: {
    kind: "input",
    zh: "不知道影像 {file} 的 {count} 个波段各是什么；请用 --bands 按次序说明，例如 --bands blue,green,red,nir（不用的写 -）",
    en: "It is not known what the {count} bands of image {file} measure; name them in order, e.g. --bands blue,green,red,nir (- for one without use)",
  },
  IMAGE_BANDS_DIFFER: {
    kind: "input",
    zh: "两景影像没有至少两个共同的波段：{before} 有 {beforeBands}，{after} 有 {afterBands}",
    en: "The two images share fewer than two bands: {before} has {beforeBands}, {after} has {afterBands}",
  },
  IMAGE_SYSTEM_UNKNOWN: {
    kind: "input",
    zh: "影像 {file} 的坐标系（{crs}）未知，或其基准面到 WGS 84 的转换参数不公开（北京54、西安80）；请先转换到 CGCS2000 或 WGS 84",
    en: "The reference system of image {file} ({crs}) is unknown, or the shift of its datum is not public (Beijing 1954, Xi'an 1980); convert it to CGCS2000 or WGS 84 first",
  },
  IMAGE_SYSTEMS_DIFFER: {
    kind: "input",
    zh: "两景影像坐标系不同：{before} 为 {beforeSystem}，{after} 为 {afterSystem}；请先把其中一景重投影到另一景的格网，或用 --resample bilinear 把后一景重采样到前一景的格网",
    en: "The images have different reference systems: {before} has {beforeSystem}, {after} has {afterSystem}; warp one onto the grid of the other first, or add --resample bilinear to bring the second onto the grid of the first",
  },
  IMAGE_GRIDS_DIFFER: {
    kind: "input",
    zh: "两景影像的像元对不上（{before}、{after}）：{reason}；请先重采样到同一格网（两景比较可加 --resample nearest、bilinear 或 average）",
    en: "The pixels of the images do not meet ({before}, {after}): {reason}; resample them onto one grid first (comparing two, add --resample nearest, bilinear or average)",
  },
  IMAGES_APART: {
    kind: "input",
    zh: "两景影像没有重叠：{before} 与 {after}",
    en: "The images do not overlap: {before} and {after}",
  },
  IMAGES_LACK_PIXELS: {
    kind: "input",
    zh: "两景影像只有 {pixels} 个像元在两个日期都有有效值且不全相同，不足以比较（{before}、{after}）；请检查无效值、云和波段",
    en: "Only {pixels} pixels have values that can be compared on both dates ({before}, {after}); check nodata, clouds and bands",
  },
  IMAGE_DATE_INVALID: {
    kind: "input",
    zh: "“{date}”不是日期（年-月-日）",
    en: "“{date}” is no date (YYYY-MM-DD)",
  },
  IMAGE_ORDER: {
    kind: "input",
    zh: "后一景（{after}，{afterDate}）不晚于前一景（{before}，{beforeDate}）；是否颠倒了 --before 与 --after？",
    en: "The second image ({after}, {afterDate}) is not later than the first ({before}, {beforeDate}); are --before and --after swapped?",
  },
  SERIES_TOO_SHORT: {
    kind: "input",
    zh: "时间序列 {name} 只有 {dates} 个日期，至少要有两个；影像的文件名里要有日期（如 20240410）",
    en: "The series {name} has {dates} dates; at least two are needed, and the names of images have to hold them (as 20240410)",
  },
  SERIES_UNREADABLE: { kind: "input", zh: "无法读取时间序列 {file}：{reason}", en: "The series {file} cannot be read: {reason}" },
  VECTORS_UNREADABLE: {
    kind: "input",
    zh: "无法读取地块文件 {file}：{where} {reason}",
    en: "The file of areas {file} cannot be read: {where} {reason}",
  },
  VECTORS_SYSTEM_UNKNOWN: {
    kind: "input",
    zh: "地块文件 {file} 的坐标系（{crs}）未知，或其基准面到 WGS 84 的转换参数不公开；请先转换到 CGCS2000 或 WGS 84",
    en: "The reference system of {file} ({crs}) is unknown, or the shift of its datum is not public; convert it to CGCS2000 or WGS 84 first",
  },
  VECTORS_OUTSIDE_IMAGE: {
    kind: "input",
    zh: "文件 {file} 的 {count} 个地块都不在影像范围内：影像在经度 {imageWest} 至 {imageEast}、纬度 {imageSouth} 至 {imageNorth}，地块从经度 {longitude}、纬度 {latitude} 开始；请检查坐标系",
    en: "None of the {count} areas of {file} lies within the images: they reach from {imageWest} to {imageEast} east and {imageSouth} to {imageNorth} north, the areas begin at {longitude}, {latitude}; check the reference system",
  },
});
