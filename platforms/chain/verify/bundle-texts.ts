import type { Text } from "@yuejian/contracts";
import type { DatasetFacts } from "./model-facts.ts";

/** Words of a verified bundle: what was proven beyond the lead's proof, executed, asserted, withheld, and what stays unproven. */

interface Place {
  readonly dataset: DatasetFacts | undefined;
  readonly id: string;
  readonly column: string;
}

function names({ dataset, id, column }: Place): { zh: string; en: string; columnZh: string; columnEn: string } {
  const title = dataset?.columns.get(column)?.title;
  return { zh: dataset?.title.zh ?? id, en: dataset?.title.en ?? id, columnZh: title?.zh ?? column, columnEn: title?.en ?? column };
}

export function absenceProven(place: Place, values: number, batches: number): Text {
  const name = names(place);
  return {
    zh: `「${name.zh}」：规则查询的 ${values} 个${name.columnZh}在快照的 ${batches} 个批次的已接收记录中都不存在，已证明。`,
    en: `${name.en}: the ${values} ${name.columnEn} that the rule looks up stand in no accepted row of the snapshot's ${batches} batches: proven absent.`,
  };
}

export function rowsProven(place: Place, rows: number, batches: number): Text {
  const name = names(place);
  return {
    zh: `「${name.zh}」：规则查询的${name.columnZh}在快照的 ${batches} 个批次中恰有 ${rows} 条已接收记录，全部列出，已证明。`,
    en: `${name.en}: the ${name.columnEn} that the rule looks up stand in exactly ${rows} accepted rows of the snapshot's ${batches} batches, all of them here: proven.`,
  };
}

export function nothingLoaded(place: Place): Text {
  const name = names(place);
  return { zh: `「${name.zh}」：运行的快照中没有任何批次，已证明。`, en: `${name.en}: the run's snapshot holds no batch of it: proven.` };
}

export function absenceAsserted(place: Place): Text {
  const name = names(place);
  return {
    zh: `「${name.zh}」：不存在该记录由办案单位陈述，未经证明`,
    en: `${name.en}: absence asserted by the office, not proven`,
  };
}

export function rowsAsserted(place: Place): Text {
  const name = names(place);
  return {
    zh: `「${name.zh}」：除所列记录外没有其他相关记录，由办案单位陈述，未经证明`,
    en: `${name.en}: that there are no other rows that matter is asserted by the office, not proven`,
  };
}

export function partlyAsserted(place: Place, missing: number, batches: number): Text {
  const name = names(place);
  return {
    zh: `「${name.zh}」：${batches} 个批次中有 ${missing} 个没有承诺${name.columnZh}，其中有无记录由办案单位陈述，未经证明`,
    en: `${name.en}: ${missing} of ${batches} batches committed to no ${name.columnEn}; what stands in them is asserted by the office, not proven`,
  };
}

export function notShown(place: Place): Text {
  const name = names(place);
  return {
    zh: `「${name.zh}」：有关该${name.columnZh}的证明未出示（例如涉及依法封存的记录），有无记录由办案单位陈述，未经证明`,
    en: `${name.en}: no proof about the ${name.columnEn} is shown, as where records are sealed by law; what stands there is asserted by the office, not proven`,
  };
}

export function supersessionAsserted(place: Place): Text {
  const name = names(place);
  return {
    zh: `「${name.zh}」：所列记录未被后续批次中其他${name.columnZh}的记录取代，由办案单位陈述，未经证明`,
    en: `${name.en}: that no later row under another ${name.columnEn} supersedes the rows shown is asserted by the office, not proven`,
  };
}

export function quarantineText(place: Place, rows: number): Text {
  const name = names(place);
  return {
    zh: `「${name.zh}」有 ${rows} 条记录因质量问题被隔离，不在证明范围内；从未移送的记录也不在。`,
    en: `${name.en}: ${rows} rows were set aside for their quality and are outside the proof, as are rows that were never delivered.`,
  };
}

export const keyTreeText: Text = {
  zh: "不存在的证明以入库时对键值的承诺为准：承诺由办案单位在入库时作出，此后不能更改；承诺本身是否包含当时的全部记录，须由持有该批次数据的人核对。",
  en: "A proof of absence rests on the commitment to the keys, which the office made at intake and cannot change since; whether it held all rows then can be checked only by who holds the batch.",
};

export const executedText: Text = {
  zh: "在本机对所列记录重新执行了该规则，得到的正是这一发现（各列的值与所依据的各行完全相同）。",
  en: "The rule was executed again here over the rows shown, and gives this very finding: the same values, resting on the same rows.",
};

export const impossibleText: Text = {
  zh: "规则需要的内容已遮蔽，无法重新执行；遮蔽前的副本可以。",
  en: "Columns that the rule needs are withheld, so it cannot be executed again; it can be with a copy in which they are open.",
};

export const summaryText: Text = {
  zh: "线索摘要的措辞由模型程序生成，未重新生成，只证明入链后未被改动。",
  en: "The wording of the lead's summary is made by the model's program and was not made again; it is only proven unchanged.",
};

export function historyText(shown: number, version: number): Text {
  if (shown === version)
    return { zh: "所列是该线索此版本之前的全部经过。", en: "The history shown is all there was up to this version of the lead." };
  return {
    zh: `线索有 ${version} 步经过，出示了 ${shown} 步，每步各有账本陈述；其余是模型再次发现而内容未变（由运行的陈述涵盖），或者未出示。`,
    en: `The lead has ${version} steps, ${shown} of them shown, each with its statement on the ledger; the others were runs that found the same again (their statements cover that), or are not shown.`,
  };
}
