import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Home } from "../home/index.ts";
import { residentId } from "./city.ts";

const operator = { id: "usr_operator", office: "yueyang" };

/** The subject of `loadPensions`: found by prisoners-pensions, in none of the datasets whose absence the model uses. */
export const PRISONER = { id: residentId(5), name: "李建国" };

/** Loads a few files of the five datasets of prisoners-pensions: persons 1 to 20 serve in the whole of 2024; all of them are paid from January to
 *  March; 1 to 4 had their pension stopped, and 10 to 12 were under correction. Recoveries come in two loads; person 4's stop is in the second. */
export async function loadPensions(home: Home, folder: string): Promise<void> {
  const persons = Array.from({ length: 20 }, (_, at) => at + 1);
  const name = (person: number): string => (person === 5 ? PRISONER.name : `王第${person}`);
  const recovery = (person: number): string => `${name(person)},${residentId(person)},停发,2024年1月,,,2024-01-05,岳阳楼区人民检察院`;
  const files: [string, string, string[]][] = [
    [
      "judgments",
      "裁判文书号,被告人姓名,被告人身份证号,罪名,裁判日期,主刑,刑期（月）,罚金,犯罪数额,减轻处罚,犯罪时未成年,辖区检察院",
      persons.map(
        (each) =>
          `（2023）湘9906刑初${each}号,${name(each)},${residentId(each)},盗窃罪,2023-06-01,有期徒刑,36,5000,3000,否,否,岳阳楼区人民检察院`,
      ),
    ],
    [
      "sentence-execution",
      "罪犯姓名,罪犯身份证号,执行依据文书号,执行机关,收监日期,刑期止日,出监日期,出监类别,辖区检察院",
      persons.map(
        (each) => `${name(each)},${residentId(each)},（2023）湘9906刑初${each}号,岳阳监狱,2023-07-01,2026-06-30,,,岳阳楼区人民检察院`,
      ),
    ],
    [
      "pension-payments",
      "领取人姓名,领取人身份证号,险种,待遇所属月份,发放金额,发放日期,辖区检察院",
      persons.flatMap((each) =>
        [1, 2, 3].map((month) => `${name(each)},${residentId(each)},居民养老,2024-0${month}-01,180.5,2024-0${month}-10,岳阳楼区人民检察院`),
      ),
    ],
    [
      "community-correction",
      "矫正对象姓名,矫正对象身份证号,裁判文书号,矫正类别,矫正开始日期,矫正结束日期,报到日期,执行机构,辖区检察院",
      [10, 11, 12].map(
        (each) =>
          `${name(each)},${residentId(each)},（2023）湘9906刑初${each}号,缓刑,2023-07-01,2026-06-30,2023-07-02,司法所,岳阳楼区人民检察院`,
      ),
    ],
    ["pension-recoveries", "姓名,身份证号,处理类别,起始月份,截止月份,追回金额,处理日期,辖区检察院", [1, 2, 3].map(recovery)],
    ["pension-recoveries", "姓名,身份证号,处理类别,起始月份,截止月份,追回金额,处理日期,辖区检察院", [4, 3].map(recovery)],
  ];
  for (const [at, [dataset, header, lines]] of files.entries()) {
    const file = path.join(folder, `${at}-${dataset}.csv`);
    await writeFile(file, `${[header, ...lines].join("\n")}\n`);
    const job = await home.jobs.wait((await home.work.intake({ path: file, dataset, actor: operator })).id);
    if (job.status !== "done") throw new Error(`${dataset}: ${job.error ?? job.status}`);
  }
  const run = await home.jobs.wait((await home.work.runModel({ model: "prisoners-pensions", parameters: {}, actor: operator })).id);
  if (run.status !== "done") throw new Error(run.error ?? run.status);
}
