import type { Scalar, Text } from "@yuejian/contracts";

const BINARY = {
  equal: { zh: "＝", en: "=" },
  unequal: { zh: "≠", en: "≠" },
  less: { zh: "＜", en: "<" },
  "at-most": { zh: "≤", en: "≤" },
  greater: { zh: "＞", en: ">" },
  "at-least": { zh: "≥", en: "≥" },
  add: { zh: "＋", en: "+" },
  subtract: { zh: "－", en: "−" },
  multiply: { zh: "×", en: "×" },
} as const;

const NULL: Text = { zh: "空", en: "empty" };

/** A scalar in words; `column` gives the titles of columns. */
export function describeScalar(scalar: Scalar, column: (name: string) => Text): Text {
  const say = (part: Scalar): Text => {
    const text = describeScalar(part, column);
    return part.op === "and" || part.op === "or" ? { zh: `（${text.zh}）`, en: `(${text.en})` } : text;
  };
  const all = (parts: readonly Scalar[], zh: string, en: string): Text => {
    const texts = parts.map(say);
    return { zh: texts.map((text) => text.zh).join(zh), en: texts.map((text) => text.en).join(en) };
  };
  const around = (part: Scalar, zh: (text: string) => string, en: (text: string) => string): Text => {
    const text = say(part);
    return { zh: zh(text.zh), en: en(text.en) };
  };
  switch (scalar.op) {
    case "column":
      return column(scalar.name);
    case "parameter":
      return { zh: `参数 ${scalar.name}`, en: `parameter ${scalar.name}` };
    case "literal":
      return describeLiteral(scalar);
    case "equal":
    case "unequal":
    case "less":
    case "at-most":
    case "greater":
    case "at-least":
    case "add":
    case "subtract":
    case "multiply": {
      const [left, right, sign] = [say(scalar.left), say(scalar.right), BINARY[scalar.op]];
      return { zh: `${left.zh} ${sign.zh} ${right.zh}`, en: `${left.en} ${sign.en} ${right.en}` };
    }
    case "and":
      return all(scalar.of, " 且 ", " and ");
    case "or":
      return all(scalar.of, " 或 ", " or ");
    case "not":
      return around(
        scalar.of,
        (of) => `并非（${of}）`,
        (of) => `not (${of})`,
      );
    case "is-null":
      return around(
        scalar.of,
        (of) => `${of} 为空`,
        (of) => `${of} is empty`,
      );
    case "is-not-null":
      return around(
        scalar.of,
        (of) => `${of} 不为空`,
        (of) => `${of} is not empty`,
      );
    case "in": {
      const values = scalar.values.map(String);
      return around(
        scalar.of,
        (of) => `${of} 属于 ${values.join("、")}`,
        (of) => `${of} is one of ${values.join(", ")}`,
      );
    }
    case "coalesce":
      return all(scalar.of, "，为空则取 ", ", or if empty ");
    case "concat":
      return all(scalar.of, " 连 ", " followed by ");
    case "if": {
      const [when, then, otherwise] = [say(scalar.when), say(scalar.then), say(scalar.else)];
      return { zh: `若 ${when.zh} 则 ${then.zh}，否则 ${otherwise.zh}`, en: `if ${when.en} then ${then.en}, else ${otherwise.en}` };
    }
    case "days-between": {
      const [from, to] = [say(scalar.from), say(scalar.to)];
      return { zh: `从 ${from.zh} 到 ${to.zh} 的天数`, en: `days from ${from.en} to ${to.en}` };
    }
    case "add-days":
    case "add-months": {
      const [to, count] = [say(scalar.to), say(scalar.count)];
      const unit = scalar.op === "add-days" ? { zh: "天", en: "days" } : { zh: "个月", en: "months" };
      return { zh: `${to.zh} 后 ${count.zh} ${unit.zh}`, en: `${to.en} plus ${count.en} ${unit.en}` };
    }
    case "day-text":
      return say(scalar.of);
    case "first-of-month":
      return around(
        scalar.of,
        (of) => `${of} 当月首日`,
        (of) => `first day of the month of ${of}`,
      );
    case "year-of":
      return around(
        scalar.of,
        (of) => `${of} 的年份`,
        (of) => `year of ${of}`,
      );
    case "month-of":
      return around(
        scalar.of,
        (of) => `${of} 的月份`,
        (of) => `month of ${of}`,
      );
    case "contains":
    case "starts-with": {
      const [whole, part] = [say(scalar.text), say(scalar.part)];
      return scalar.op === "contains"
        ? { zh: `${whole.zh} 含有 ${part.zh}`, en: `${whole.en} contains ${part.en}` }
        : { zh: `${whole.zh} 以 ${part.zh} 开头`, en: `${whole.en} starts with ${part.en}` };
    }
    case "matching-word": {
      const list = (words: readonly string[]) => ({
        zh: words.map((word) => `「${word}」`).join("、"),
        en: words.map((word) => `“${word}”`).join(", "),
      });
      const [words, unless] = [list(scalar.words), list(scalar.unless)];
      const except = scalar.unless.length === 0 ? { zh: "", en: "" } : { zh: `（${unless.zh}不算）`, en: ` (not counting ${unless.en})` };
      return around(
        scalar.text,
        (of) => `${of} 中首先出现于此表的词${except.zh}：${words.zh}`,
        (of) => `the first of these words in ${of}${except.en}: ${words.en}`,
      );
    }
    case "length":
      return around(
        scalar.of,
        (of) => `${of} 的字数`,
        (of) => `length of ${of}`,
      );
  }
}

function describeLiteral({ type, value }: Extract<Scalar, { op: "literal" }>): Text {
  if (value === null) return NULL;
  if (type === "amount") {
    const amount = (Number(value) / 100).toFixed(Number(value) % 100 === 0 ? 0 : 2);
    return { zh: `${amount}元`, en: `${amount} yuan` };
  }
  if (type === "boolean") return value === true ? { zh: "是", en: "yes" } : { zh: "否", en: "no" };
  if (type === "text") return { zh: `「${String(value)}」`, en: `“${String(value)}”` };
  return { zh: String(value), en: String(value) };
}
