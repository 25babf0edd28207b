import { type ColumnType, type DatasetSchema, type ModelManifest, type SemanticType, YuejianError } from "@yuejian/contracts";
import { type ColumnFacts, isOfType, type RuleContext, type Value } from "@yuejian/rules";

/** What a model's rule may refer to: the declared columns with their types in the dictionary, and the parameters. MANIFEST_INVALID for what does not exist. */
export function modelContext(manifest: ModelManifest, schemas: readonly DatasetSchema[]): RuleContext {
  const datasets: Record<string, Record<string, ColumnType>> = {};
  for (const [index, input] of manifest.inputs.entries()) {
    const where = `inputs[${index}]`;
    const schema = schemas.find((each) => each.id === input.dataset);
    if (!schema) throw invalid(manifest.id, `${where}.dataset`, `there is no dataset ${input.dataset}`);
    const columns = (datasets[input.dataset] ??= {});
    for (const name of input.columns) {
      const column = schema.columns.find((each) => each.name === name);
      if (!column) throw invalid(manifest.id, `${where}.columns`, `${input.dataset} has no column ${name}`);
      columns[name] = column.type;
    }
  }
  return { datasets, parameters: Object.fromEntries(manifest.parameters.map(({ name, type }) => [name, type])) };
}

/** Meanings of which one value stands in few records; days, amounts, codes, offices and flags stand in many. */
const TELLING: readonly SemanticType[] = [
  "person-name",
  "resident-id",
  "organisation-name",
  "credit-code",
  "phone",
  "address",
  "document-number",
  "free-text",
];

/** What is known of the declared datasets for judging how a rule's rows multiply. */
export function columnFacts(manifest: ModelManifest, schemas: readonly DatasetSchema[]): Readonly<Record<string, ColumnFacts>> {
  const used = schemas.filter((schema) => manifest.inputs.some((input) => input.dataset === schema.id));
  return Object.fromEntries(
    used.map((schema) => [
      schema.id,
      {
        recordKey: schema.recordKey ?? null,
        telling: schema.columns.filter(({ semantic }) => TELLING.includes(semantic)).map(({ name }) => name),
      },
    ]),
  );
}

/** Values of all parameters: those given, else the defaults. REQUEST_INVALID for an unknown name or a value of another type. */
export function parameterValues(manifest: ModelManifest, given: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  for (const name of Object.keys(given)) {
    if (!manifest.parameters.some((parameter) => parameter.name === name)) {
      throw new YuejianError("REQUEST_INVALID", {
        where: `parameters.${name.slice(0, 60)}`,
        reason: `${manifest.id} has no such parameter`,
      });
    }
  }
  return Object.fromEntries(
    manifest.parameters.map((parameter) => {
      const value = Object.hasOwn(given, parameter.name) ? given[parameter.name] : parameter.default;
      if (value === null || value === undefined || !isOfType(value, parameter.type)) {
        throw new YuejianError("REQUEST_INVALID", { where: `parameters.${parameter.name}`, reason: `must be of type ${parameter.type}` });
      }
      return [parameter.name, value];
    }),
  );
}

export function invalid(model: string, where: string, reason: string): YuejianError {
  return new YuejianError("MANIFEST_INVALID", { model, where, reason });
}
