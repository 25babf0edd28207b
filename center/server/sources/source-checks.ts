import {
  type DatasetSchema,
  type SecretPlace,
  type SourceContract,
  type SourceKind,
  type SourceSettings,
  YuejianError,
} from "@yuejian/contracts";
import { connectorOf } from "@yuejian/data";
import { demandPlace } from "./source-secret.ts";

export interface CheckedSource {
  readonly kind: SourceKind;
  readonly dataset: string;
  readonly settings: SourceSettings;
  readonly secret: SecretPlace | null;
  readonly contract: SourceContract;
}

/** Whether settings, contract and dataset go together, before anything is asked of the source. SOURCE_SETTINGS_INVALID */
export function demandFits({ kind, dataset, settings, secret, contract }: CheckedSource, schema: DatasetSchema | null): void {
  if (secret !== null) demandPlace(secret);
  demandContract(contract);
  connectorOf(kind).check(settings, { secret, contract });
  if (!schema) return;
  for (const { name, into } of contract.columns)
    if (typeof into === "string" && !schema.columns.some((column) => column.name === into))
      throw invalid(
        `数据集 ${dataset} 没有列 ${into}（约定的列 ${name}）`,
        `dataset ${dataset} has no column ${into} (contract column ${name})`,
      );
  if (takesAllAgain(settings) && (schema.recordKey ?? []).length === 0)
    throw invalid(
      `数据集 ${dataset} 没有记录主键：整体装入会把同一行重复计算；请改用游标，或装入新的数据集`,
      `dataset ${dataset} has no record key: loads of the whole would count each row again; use a cursor, or feed a new dataset`,
    );
}

function demandContract({ columns, key = [] }: SourceContract): void {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalid(`约定里「${twice}」出现两次`, `the contract names “${twice}” twice`);
  const targets = columns.flatMap(({ into }) => (typeof into === "string" ? [into] : []));
  const filled = targets.find((name, at) => targets.indexOf(name) !== at);
  if (filled !== undefined) throw invalid(`两列都要装入「${filled}」`, `two columns fill “${filled}”`);
  const stranger = key.find((name) => !names.includes(name));
  if (stranger !== undefined) throw invalid(`主键列「${stranger}」不在约定的列里`, `the key column “${stranger}” is not among the columns`);
}

/** Each load brings every row again. */
function takesAllAgain(settings: SourceSettings): boolean {
  return !("folder" in settings) && settings.cursor === undefined;
}

function invalid(zh: string, en: string): YuejianError {
  return new YuejianError("SOURCE_SETTINGS_INVALID", { reason: en, reason_zh: zh, reason_en: en });
}
