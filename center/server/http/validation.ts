import { YuejianError } from "@yuejian/contracts";
import type { TSchema } from "typebox";
import { Compile, type Validator } from "typebox/compile";
import { Settings } from "typebox/system";
import { Value } from "typebox/value";

// The default of 8 cuts off before the alternative that a union's value meant: the widest has some thirty, each with a complaint for every member.
Settings.Set({ maxErrors: 2000 });

/** What a schema says about a value it refuses, as typebox reports it. */
interface Complaint {
  readonly keyword: string;
  readonly schemaPath: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Checks one part of a request. Addresses and headers carry texts, so numbers and flags are read from them; bodies must have the types
 *  already. Unknown members are refused, never dropped. */
export function validatorOf(schema: TSchema, part: string | undefined): (value: unknown) => { value: unknown } | { error: YuejianError } {
  return (given) => {
    const compiled = compiledOf(schema);
    const filled = Value.Default(schema, given ?? {});
    const value = part === "body" ? filled : Value.Convert(schema, filled);
    if (compiled.Check(value)) return { value };
    return { error: invalid(compiled.Errors(value), part) };
  };
}

/** @throws TypeError naming the member, when an answer does not fit its schema; used while testing. */
export function checkedSerializer(schema: TSchema): (value: unknown) => string {
  return (value) => {
    const compiled = compiledOf(schema);
    const json = JSON.stringify(value);
    const plain: unknown = json === undefined ? undefined : JSON.parse(json);
    if (compiled.Check(plain)) return json;
    throw new TypeError(`the answer does not fit its schema: ${JSON.stringify(compiled.Errors(plain).slice(0, 5))}`);
  };
}

const compiledSchemas = new WeakMap<TSchema, Validator>();

/** Compiled when it is first needed, once for all applications: compiling the schemas of all routes takes longer than opening a home. */
function compiledOf(schema: TSchema): Validator {
  const known = compiledSchemas.get(schema);
  if (known) return known;
  const compiled = Compile(schema);
  compiledSchemas.set(schema, compiled);
  return compiled;
}

function invalid(complaints: readonly Complaint[], part: string | undefined): YuejianError {
  const { at, zh, en } = explain(complaints);
  const where = [PART_NAMES[part ?? "body"] ?? "body", ...at.split("/").filter((step) => step !== "")].join(".");
  return new YuejianError("REQUEST_INVALID", { where, reason: en, reason_zh: zh, reason_en: en });
}

const PART_NAMES: Readonly<Record<string, string>> = { body: "body", querystring: "query", params: "path", headers: "headers" };

interface Explanation {
  readonly at: string;
  readonly zh: string;
  readonly en: string;
}

/** The one complaint that helps: inside a union, that of the alternative which the value meant. Never the value itself, which may be personal. */
function explain(complaints: readonly Complaint[]): Explanation {
  const union = complaints.find((each) => each.keyword === "anyOf");
  const direct = complaints.filter(
    (each) => !each.schemaPath.includes("/anyOf/") && each.keyword !== "anyOf" && each.keyword !== "boolean",
  );
  if (direct[0] || !union) return describe(direct[0] ?? complaints[0]);

  const branches = Map.groupBy(
    complaints.filter((each) => each.schemaPath.startsWith(`${union.schemaPath}/anyOf/`)),
    (each) => each.schemaPath.slice(union.schemaPath.length).split("/")[2],
  );
  const meant = [...branches.values()].filter((branch) => !branch.some((each) => each.keyword === "const"));
  const onlyMeant = meant[0];
  if (meant.length === 1 && onlyMeant)
    return explain(onlyMeant.filter((each) => each.keyword !== "boolean").map((each) => ({ ...each, schemaPath: "" })));
  const constants = complaints.filter((each) => each.keyword === "const");
  const allowed = [...new Set(constants.map((each) => String(each.params["allowedValue"])))].join(", ");
  if (constants[0]) return { at: constants[0].instancePath, zh: `只能是 ${allowed}`, en: `must be one of ${allowed}` };
  const types = complaints.flatMap((each) =>
    each.keyword === "type" && each.instancePath === union.instancePath ? [String(each.params["type"])] : [],
  );
  if (types.length > 0) return { at: union.instancePath, zh: `类型应为 ${types.join(" 或 ")}`, en: `must be ${types.join(" or ")}` };
  return { at: union.instancePath, zh: "不符合任何一种允许的形式", en: "fits none of the allowed forms" };
}

function describe(complaint: Complaint | undefined): Explanation {
  if (!complaint) return { at: "", zh: "格式不对", en: "is malformed" };
  const { keyword, params, instancePath: at } = complaint;
  const first = (name: string) => (Array.isArray(params[name]) ? String(params[name][0]) : String(params[name]));
  switch (keyword) {
    case "required":
      return { at: `${at}/${first("requiredProperties")}`, zh: "缺少", en: "is missing" };
    case "additionalProperties":
      return { at: `${at}/${first("additionalProperties")}`, zh: "不认识这一项", en: "is not known here" };
    case "type":
      return { at, zh: `类型应为 ${first("type")}`, en: `must be of type ${first("type")}` };
    case "enum":
      return { at, zh: `只能是 ${list(params["allowedValues"])}`, en: `must be one of ${list(params["allowedValues"])}` };
    case "minLength":
      return { at, zh: `至少 ${first("limit")} 个字符`, en: `needs at least ${first("limit")} characters` };
    case "maxLength":
      return { at, zh: `最多 ${first("limit")} 个字符`, en: `has more than ${first("limit")} characters` };
    case "minimum":
      return { at, zh: `不能小于 ${first("limit")}`, en: `must be ${first("comparison")} ${first("limit")}` };
    case "maximum":
      return { at, zh: `不能大于 ${first("limit")}`, en: `must be ${first("comparison")} ${first("limit")}` };
    case "maxItems":
      return { at, zh: `最多 ${first("limit")} 项`, en: `has more than ${first("limit")} items` };
    case "format":
      if (params["format"] === "date")
        return { at, zh: "应为存在的日期，如 2026-11-26", en: "must be a day that there is, such as 2026-11-26" };
      return { at, zh: `应符合格式 ${first("format")}`, en: `must be of the format ${first("format")}` };
    case "pattern":
      return { at, zh: `应符合格式 ${first("pattern")}`, en: `must match ${first("pattern")}` };
    default:
      return { at, zh: `不符合要求（${keyword}）`, en: `is not acceptable (${keyword})` };
  }
}

const list = (values: unknown) => (Array.isArray(values) ? values.join(", ") : "");
