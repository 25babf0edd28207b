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
  FARMLAND_LEAD_UNVERIFIED: {
    kind: "conflict",
    zh: "线索 {lead} 还没有核实，不能合为一案；请先核实，或不选它",
    en: "Lead {lead} is not verified and cannot be part of one case; verify it first, or leave it out",
  },
  FARMLAND_UPLOAD_UNKNOWN: { kind: "missing", zh: "没有影像上传 {upload}", en: "There is no upload of images {upload}" },
  FARMLAND_UPLOAD_OFFSET: {
    kind: "conflict",
    zh: "{file} 已收到 {size} 字节，请从这里继续",
    en: "{size} bytes of {file} are there; go on from there",
  },
  FARMLAND_UPLOAD_TOO_LARGE: {
    kind: "input",
    zh: "{file} 超过上传上限：一个文件 {fileLimit} GB，一次上传共 {limit} GB、{files} 个文件；更大的影像请放在服务器的文件夹中",
    en: "{file} is beyond the limits of an upload: {fileLimit} GB a file, {limit} GB and {files} files in all; put larger images into a folder on the server",
  },
  FARMLAND_UPLOAD_BUSY: {
    kind: "conflict",
    zh: "监测 {run} 还在读取这些影像，完成或取消后才能删除",
    en: "Run {run} is still reading these images; they can be removed when it is over",
  },
  FARMLAND_REQUEST_UNCLEAR: {
    kind: "input",
    zh: "请给出影像文件夹、前后两景影像、原样文件夹或一次上传，只取其一",
    en: "Name one of these: a folder of images, an image before and one after, a folder as it is, or an upload",
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
  FIELD_CHECK_UNKNOWN: { kind: "missing", zh: "没有现场核查任务 {check}", en: "There is no field check {check}" },
  FIELD_CHECK_WITHDRAWN: {
    kind: "conflict",
    zh: "现场核查任务已于 {at} 由{by}撤回（{reason}），没有接收；设备上的内容仍在，由您决定另存或删除",
    en: "The field check was withdrawn at {at} by {by} ({reason}) and nothing was taken in; what is on the device stays there until you save or delete it",
  },
  FIELD_CHECK_DONE: {
    kind: "conflict",
    zh: "该任务已经收到另一份核查记录（{record}…），不能再交一份；设备上的内容仍在",
    en: "Another record ({record}…) was received for this check already; what is on the device stays there",
  },
  FIELD_CHECK_SETTLED: {
    kind: "conflict",
    zh: "现场核查已经交回，不能再撤回",
    en: "The field check was handed in and cannot be withdrawn any more",
  },
  FIELD_FILE_OTHER: {
    kind: "input",
    zh: "{name} 的内容与采集时的摘要不符：应为 {expected}…，实为 {found}…。没有接收，可能在设备上或途中被改动",
    en: "{name} is not what was captured: digest {expected}… expected, {found}… found. It was not taken in; it was changed on the device or on its way",
  },
  FIELD_FILE_NO_PICTURE: {
    kind: "input",
    zh: "{name} 不是可以识别的图片（只收 JPEG、PNG、WebP），没有接收",
    en: "{name} is no picture that is known here (JPEG, PNG or WebP); it was not taken in",
  },
  FIELD_FILES_TOO_MANY: {
    kind: "input",
    zh: "一次现场核查最多 {limit} 张照片，其余没有接收",
    en: "One field check takes {limit} photos; more were not taken in",
  },
  FIELD_FILES_MISSING: {
    kind: "conflict",
    zh: "还有 {count} 个文件没有送到（{first}…），请先送文件再送记录",
    en: "{count} files did not arrive yet ({first}…); send them before the record",
  },
  FIELD_RECORD_OTHER: {
    kind: "input",
    zh: "核查记录不成立：{reason}。没有接收，设备上的内容仍在",
    en: "The record does not hold: {reason}. It was not taken in; what is on the device stays there",
  },
});
