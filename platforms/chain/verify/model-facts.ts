import type { ColumnType, DataClass, ModelManifest, Relation, Text } from "@yuejian/contracts";
import { checkRule, parseRule, type RuleContext } from "@yuejian/rules";
import { closed, type JsonObject, type LeadBundle, label, listOf, literal, type Reader, text } from "../format/index.ts";
import { malformed } from "../format/malformed.ts";

/** What a bundle says about model and datasets, as far as the checks and the words need it. Their digests bind all of it. */
export interface ModelFacts {
  readonly manifest: ModelManifest;
  readonly rule: Relation;
  readonly datasets: ReadonlyMap<string, DatasetFacts>;
  readonly context: RuleContext;
}

export interface DatasetFacts {
  readonly id: string;
  readonly title: Text;
  readonly columns: ReadonlyMap<string, { readonly type: ColumnType; readonly title: Text; readonly dataClass: DataClass }>;
  readonly recordKey: readonly string[];
}

/** Reads rule, manifest and schemas as hostile and checks that the rule is one over these datasets. */
export function modelFacts({ manifest, rule, schemas }: Pick<LeadBundle, "manifest" | "rule" | "schemas">): ModelFacts {
  const facts = manifestFacts(manifest);
  const datasets = new Map(schemas.map((schema, at) => datasetFacts(schema, `schemas[${at}]`)).map((each) => [each.id, each]));
  const parsed = parseRule(rule);
  const types: Record<string, Record<string, ColumnType>> = {};
  for (const { dataset, columns } of facts.inputs) {
    const of = (types[dataset] ??= {});
    for (const name of columns) {
      const column = datasets.get(dataset)?.columns.get(name);
      if (!column) throw malformed(`manifest.inputs.${dataset}`, `the schema has no column ${name}`);
      of[name] = column.type;
    }
  }
  const context = { datasets: types, parameters: Object.fromEntries(facts.parameters.map(({ name, type }) => [name, type])) };
  checkRule(parsed, context);
  return { manifest: facts, rule: parsed, datasets, context };
}

const words: Reader<Text> = closed({ zh: text(), en: text() });
const columnType = literal("text", "integer", "decimal", "amount", "date", "boolean");
const dataClass = literal("public", "internal", "personal", "sensitive", "sealed");

function manifestFacts(content: JsonObject): ModelManifest {
  const read = memberOf(content, "manifest");
  read("id", label);
  read("subjectKey", label);
  read("version", label);
  read("title", words);
  read("inputs", listOf(closed({ dataset: label, presence: literal("present", "absent"), columns: listOf(label) })));
  for (const parameter of read("parameters", listOf(anyMember))) {
    const member = memberOf(parameter, "manifest.parameters");
    member("name", label);
    member("type", columnType);
  }
  return content as unknown as ModelManifest;
}

function datasetFacts(content: JsonObject, where: string): DatasetFacts {
  const read = memberOf(content, where);
  const columns = read("columns", listOf(anyMember)).map((column) => {
    const member = memberOf(column, `${where}.columns`);
    return [
      member("name", label),
      { type: member("type", columnType), title: member("title", words), dataClass: member("dataClass", dataClass) },
    ] as const;
  });
  const recordKey = Object.hasOwn(content, "recordKey") ? read("recordKey", listOf(label)) : [];
  return { id: read("id", label), title: read("title", words), columns: new Map(columns), recordKey };
}

const anyMember: Reader<JsonObject> = (value, where) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(where, "not an object");
  return value as JsonObject;
};

function memberOf(content: JsonObject, where: string): <Value>(name: string, read: Reader<Value>) => Value {
  return (name, read) => {
    if (!Object.hasOwn(content, name)) throw malformed(where, `member ${name} is missing`);
    return read(content[name], `${where}.${name}`);
  };
}
