import { defineErrors } from "./kinds.ts";

/** Farmland runs and what they found. */
export const farmlandErrors = defineErrors({
  FARMLAND_RUN_UNKNOWN: { kind: "missing", zh: "没有耕地监测 {run}", en: "There is no farmland run {run}" },
  VIOLATION_UNKNOWN: { kind: "missing", zh: "没有图斑 {violation}", en: "There is no violation {violation}" },
  RESTORATION_UNKNOWN: { kind: "missing", zh: "没有复测 {restoration}", en: "There is no restoration {restoration}" },
  FARMLAND_PICTURE_UNKNOWN: { kind: "missing", zh: "没有这一天的影像图：{date}", en: "There is no picture of {date}" },
  FARMLAND_POINT_OUTSIDE: {
    kind: "input",
    zh: "该点不在影像范围内，或监测尚未完成",
    en: "The point lies outside the images, or the run is not finished",
  },
  FARMLAND_REQUEST_UNCLEAR: {
    kind: "input",
    zh: "请给出影像文件夹，或者前后两景影像，二者取一",
    en: "Name either a folder of images, or an image before and one after",
  },
  FARMLAND_FOLDERS_UNSET: {
    kind: "denied",
    zh: "没有设置可以读取影像的文件夹（YUEJIAN_INTAKE_FOLDERS）；请在服务器上用 yuejian farmland run 运行",
    en: "No folders are set from which images may be read (YUEJIAN_INTAKE_FOLDERS); use yuejian farmland run on the server",
  },
  FARMLAND_DATES_UNKNOWN: {
    kind: "input",
    zh: "{file} 的文件名中没有日期（如 20240410）：两期比较的结果要写明日期，请改名后再试",
    en: "The name of {file} holds no date (such as 20240410): what two images show has to be dated; rename the file and try again",
  },
  FARMLAND_OFFICE_UNKNOWN: {
    kind: "input",
    zh: "{file} 第 {feature} 个区域没有写明检察院（属性 office、name 或 region_code）：{value}",
    en: "Area {feature} of {file} names no office (property office, name or region_code): {value}",
  },
});
