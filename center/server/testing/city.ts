import { writeFile } from "node:fs/promises";
import path from "node:path";

/** A resident id of the fictitious region, with its check digit (GB 11643). */
export function residentId(serial: number): string {
  const digits = `990601198001${String((serial % 28) + 1).padStart(2, "0")}${String(serial % 1000).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return digits + "10X98765432"[sum % 11];
}

export interface JudgmentFile {
  readonly file: string;
  readonly rows: number;
  readonly quarantined: number;
  /** Judgments whose fine lies below the floor. */
  readonly wrong: readonly string[];
}

/** A small file of judgments as a source delivers it: each tenth fine is below the statutory floor, each twenty-fifth id has a wrong check digit. */
export async function writeJudgments(
  folder: string,
  { name, rows, first = 1 }: { name: string; rows: number; first?: number },
): Promise<JudgmentFile> {
  const lines = ["裁判文书号,被告人姓名,被告人身份证号,罪名,裁判日期,主刑,刑期（月）,罚金,犯罪数额,减轻处罚,犯罪时未成年,辖区检察院"];
  const wrong: string[] = [];
  let quarantined = 0;
  for (let serial = first; serial < first + rows; serial++) {
    const number = `（2025）湘9906刑初${serial}号`;
    const id = residentId(serial);
    const isBad = serial % 25 === 0;
    const isWrong = !isBad && serial % 10 === 0;
    if (isBad) quarantined++;
    if (isWrong) wrong.push(number);
    const shown = isBad ? id.slice(0, 17) + (id.endsWith("1") ? "2" : "1") : id;
    const fine = isWrong ? 500 : 5000;
    lines.push(
      `${number},张三${serial},${shown},敲诈勒索罪,2025年3月${(serial % 28) + 1}日,有期徒刑,8,${fine},3000,否,否,岳阳楼区人民检察院`,
    );
  }
  const file = path.join(folder, name);
  await writeFile(file, `${lines.join("\n")}\n`);
  return { file, rows, quarantined, wrong };
}
