const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A resident id with its right check digit (ISO 7064 MOD 11-2), under the prefix that no real person has. */
function residentId(birth: string, sequence: number): string {
  const first = `990602${birth}${String(sequence).padStart(3, "0")}`;
  const sum = Array.from(first, Number).reduce((total, digit, at) => total + digit * (WEIGHTS[at] ?? 0), 0);
  return first + ("10X98765432"[sum % 11] ?? "");
}

export const REPAIRED_ID = residentId("19500102", 77);
export const REPAIRED_DAY = "2024-02-29";

/** Five deaths as a hospital would send them: one resident id with a wrong check digit, one day that does not exist. */
export function deathsFile(): { name: string; mimeType: string; buffer: Buffer } {
  const wrongId = REPAIRED_ID.slice(0, 17) + (REPAIRED_ID.endsWith("1") ? "2" : "1");
  const rows = [
    ["欧阳玥", residentId("19480611", 11), "2024年1月5日"],
    ["赵淑珍", residentId("19390923", 12), "2024-1-17"],
    ["钱振国", wrongId, "20240203"],
    ["孙桂兰", residentId("19441230", 14), "2024-02-30"],
    ["李喆", residentId("19521105", 15), "2024/3/8"],
  ];
  const header = "死者姓名,死者身份证号,死亡日期,死亡原因,上报来源,上报日期,辖区检察院";
  const lines = rows.map(([name, id, day]) => `${name},${id},${day},病故,医院,2024-03-20,岳阳楼区`);
  return { name: "医院上报死亡_2024一季度.csv", mimeType: "text/csv", buffer: Buffer.from(`${header}\n${lines.join("\n")}\n`) };
}

/** The same with one letter changed. */
export function changedFile(): { name: string; mimeType: string; buffer: Buffer } {
  const { buffer, ...file } = deathsFile();
  return { ...file, name: "改过一个字.csv", buffer: Buffer.from(buffer.toString("utf8").replace("病故", "事故")) };
}

/** Deaths under headings that say nothing; two columns hold dates, so that nobody can tell them apart by their values. */
export function strangeFile(quarter: number): { name: string; mimeType: string; buffer: Buffer } {
  const rows = [
    ["彭建军", residentId("19470213", 20 + quarter), `2023-0${quarter}-05`],
    ["唐玉梅", residentId("19510830", 30 + quarter), `2023-0${quarter}-11`],
    ["龙德胜", residentId("19391101", 40 + quarter), `2023-0${quarter}-31x`],
  ];
  const lines = rows.map(([name, id, day]) => `${name},${id},${day},病故,医院,2023-1${quarter}-20,岳阳楼区`);
  return { name: `市三医院${quarter}.csv`, mimeType: "text/csv", buffer: Buffer.from(`甲,乙,丙,丁,戊,己,庚\n${lines.join("\n")}\n`) };
}
