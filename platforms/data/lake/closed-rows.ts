import {
  type ClosurePort,
  type Closures,
  type ColumnSchema,
  type ColumnType,
  type DatasetSchema,
  ENTITY_MEMBERS,
  type SealBasisId,
  type SealRule,
} from "@yuejian/contracts";
import { compileRule } from "@yuejian/rules";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { type DatasetBatches, type LakeGround, semiJoin } from "./ground.ts";
import { generationsOf } from "./manifest.ts";

/** Rows per INSERT of literals. */
const CHUNK = 500;

/** Fills the table `into` (batch, row, basis) with the sealed rows of a dataset, superseded ones included: by register, by person and by the
 *  rules, those that look into other datasets too. Returns the bases that occur. */
export async function createSealed(
  ground: LakeGround,
  { dataset, closures, port }: { dataset: DatasetBatches; closures: Closures; port: ClosurePort },
  into: string,
): Promise<readonly SealBasisId[]> {
  await ground.run(`CREATE ${ground.temporary}TABLE ${into} (batch VARCHAR, row BIGINT, basis VARCHAR)`);
  if (dataset.batches.length === 0) return [];
  await insertRecords(ground, dataset, closures, into);
  await insertPersons(ground, dataset, closures, into);
  for (const [order, rule] of closures.rules.entries()) {
    await insertByRule(ground, { dataset, closures, port, rule, keys: `${into}_keys_${order}` }, into);
  }
  if (dataset.schema.id === ENTITY_MEMBERS) await insertMembers(ground, { dataset, closures, port }, into);
  const bases = await ground.rows(`SELECT DISTINCT basis FROM ${into}`);
  return bases.map(([basis]) => String(basis) as SealBasisId);
}

async function insertRecords(ground: LakeGround, { batches }: DatasetBatches, { records }: Closures, into: string): Promise<void> {
  const here = new Set(batches.map(({ batch }) => batch));
  const sealed = records.filter(({ batch }) => here.has(batch));
  for (let start = 0; start < sealed.length; start += CHUNK) {
    const values = sealed.slice(start, start + CHUNK).map(({ batch, row, basis }) => `(${quoteText(batch)}, ${row}, ${quoteText(basis)})`);
    await ground.run(`INSERT INTO ${into} VALUES ${values.join(", ")}`);
  }
}

async function insertPersons(ground: LakeGround, dataset: DatasetBatches, { persons }: Closures, into: string): Promise<void> {
  const { schema } = dataset;
  const columns = schema.columns.filter(({ semantic }) => semantic === "resident-id");
  const sealed = persons.filter((each) => each.dataset === null || each.dataset === schema.id);
  if (columns.length === 0) return;
  for (let start = 0; start < sealed.length; start += CHUNK) {
    const values = sealed.slice(start, start + CHUNK).map(({ person, basis }) => `(${quoteText(person)}, ${quoteText(basis)})`);
    for (const { name } of columns) {
      await ground.run(`INSERT INTO ${into} SELECT _batch, _row, sealed.basis FROM (${ground.rowsOf(dataset, columns)}) every
        JOIN (VALUES ${values.join(", ")}) AS sealed (person, basis) ON every.${quoteName(name)} = sealed.person`);
    }
  }
}

/** Who belongs to whom says that the record is there: a member is closed with its record. */
async function insertMembers(
  ground: LakeGround,
  { dataset, closures, port }: { dataset: DatasetBatches; closures: Closures; port: ClosurePort },
  into: string,
): Promise<void> {
  if (closures.records.length + closures.persons.length + closures.rules.length === 0) return;
  const columns = dataset.schema.columns.filter(({ name }) => name === "dataset" || name === "batch" || name === "row");
  const members = ground.rowsOf(dataset, columns);
  for (const [at, [id]] of (await ground.rows(`SELECT DISTINCT dataset FROM (${members}) member ORDER BY 1`)).entries()) {
    const source = await port.batchesOf(String(id));
    if (!source || source.schema.id === ENTITY_MEMBERS) continue;
    const table = `${into}_of_${at}`;
    const bases = await createSealed(
      ground,
      { dataset: await ground.readBatches(source.schema, source.batches, generationsOf(closures)), closures, port },
      table,
    );
    if (bases.length > 0)
      await ground.run(
        `INSERT INTO ${into} SELECT DISTINCT _batch, _row, sealed.basis FROM (${members}) member JOIN ${table} sealed ON sealed.batch = member.batch AND sealed.row = member.row`,
      );
    await ground.run(`DROP TABLE ${table}`);
  }
}

interface ByRule {
  readonly dataset: DatasetBatches;
  readonly closures: Closures;
  readonly port: ClosurePort;
  readonly rule: SealRule;
  /** Name for the table of what the rule closes elsewhere. */
  readonly keys: string;
}

async function insertByRule(ground: LakeGround, { dataset, closures, port, rule, keys }: ByRule, into: string): Promise<void> {
  const { schema } = dataset;
  if (rule.dataset === schema.id) {
    const sealed = sealedBy(ground, rule, { dataset, closures });
    if (sealed) await ground.run(`INSERT INTO ${into} SELECT batch, row, ${quoteText(rule.basis)} FROM (${sealed}) sealed`);
  }
  const reaches = rule.reaches.filter(
    (each) => each.dataset === schema.id && Object.keys(each.on).every((name) => schema.columns.some((column) => column.name === name)),
  );
  if (reaches.length === 0) return;
  const at = await port.batchesOf(rule.dataset);
  if (!at || at.batches.length === 0) return;
  const source = await ground.readBatches(at.schema, at.batches, generationsOf(closures));
  const sealed = sealedBy(ground, rule, { dataset: source, closures });
  if (!sealed) return;
  // Of the rule's own dataset only what counts now: a corrected row no longer closes others.
  await ground.createSuperseded(source, `${keys}_old`);
  const current = semiJoin(
    ground.dialect,
    { sql: `(${sealed})`, as: "sealed" },
    { sql: `${keys}_old`, as: "old" },
    { on: "old.batch = sealed.batch AND old.row = sealed.row", isWithout: true },
  );
  await ground.run(
    `CREATE ${ground.temporary}TABLE ${keys} AS SELECT * FROM (${current}) still WHERE NOT (${isWithdrawn(closures, "still.batch", "still.row")})`,
  );
  for (const { on } of reaches) {
    const columns = schema.columns.filter(({ name }) => Object.hasOwn(on, name));
    const isSame = Object.entries(on).map(([name, of]) => `every.${quoteName(name)} = sealed.${quoteName(of)}`);
    const every = { sql: `(${ground.rowsOf(dataset, columns)})`, as: "every" };
    const closed = semiJoin(ground.dialect, every, { sql: keys, as: "sealed" }, { on: isSame.join(" AND ") });
    await ground.run(`INSERT INTO ${into} SELECT _batch, _row, ${quoteText(rule.basis)} FROM (${closed}) closed`);
  }
}

/** SQL: batch, row and the rule's columns of the rows that the rule closes; null when the dataset lacks a column of the rule. */
function sealedBy(
  ground: LakeGround,
  rule: SealRule,
  { dataset, closures }: { dataset: DatasetBatches; closures: Closures },
): string | null {
  const released = closures.released.filter(({ basis }) => basis === rule.basis).map(({ person }) => person);
  const { schema } = dataset;
  const types: Record<string, ColumnType> = {};
  for (const name of rule.columns) {
    const column = schema.columns.find((each) => each.name === name);
    if (!column) return null;
    types[name] = column.type;
  }
  const { sql } = compileRule(
    { op: "filter", from: { op: "source", dataset: schema.id, columns: rule.columns }, where: rule.where },
    {
      dialect: ground.dialect,
      context: { datasets: { [schema.id]: types }, parameters: {} },
      parameters: {},
      source: (_dataset, names) =>
        `(SELECT ${names.map(quoteName).join(", ")}, concat(_batch, ':', _row) AS _ref FROM (${ground.rowsOf(dataset, columnsOf(schema, names))}) every)`,
    },
  );
  const isBound =
    released.length === 0
      ? "true"
      : `(${quoteName(rule.person)} IS NULL OR ${quoteName(rule.person)} NOT IN (${released.map(quoteText).join(", ")}))`;
  return `SELECT split_part(_refs, ':', 1) AS batch, CAST(split_part(_refs, ':', 2) AS BIGINT) AS row, ${rule.columns.map(quoteName).join(", ")} FROM (${sql}) found WHERE ${isBound}`;
}

function columnsOf(schema: DatasetSchema, names: readonly string[]): ColumnSchema[] {
  return schema.columns.filter(({ name }) => names.includes(name));
}

/** SQL condition: the row, or its whole batch, was withdrawn. */
export function isWithdrawn({ withdrawn }: Closures, batch: string, row: string): string {
  if (withdrawn.length === 0) return "false";
  const whole = withdrawn.filter((each) => each.row === 0).map((each) => quoteText(each.batch));
  const single = withdrawn.filter((each) => each.row !== 0).map((each) => `(${quoteText(each.batch)}, ${each.row})`);
  const conditions = [
    ...(whole.length > 0 ? [`${batch} IN (${whole.join(", ")})`] : []),
    ...(single.length > 0 ? [`(${batch}, ${row}) IN (${single.join(", ")})`] : []),
  ];
  return conditions.join(" OR ");
}
