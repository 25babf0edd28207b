import type { DrawnShape } from "@yuejian/contracts";
import type { WordTextParagraph } from "./word-text.ts";

/** Names of colours that programs write instead of numbers. */
const NAMED: Readonly<Record<string, string>> = { red: "FF0000", black: "000000", windowtext: "000000", maroon: "800000", blue: "0000FF" };

/** What is drawn and hangs on a paragraph, in its runs. */
export const drawnIn = (xml: string, { runs }: WordTextParagraph): DrawnShape[] =>
  runs.flatMap(({ children }) =>
    children.flatMap(({ kind, start, end }) => {
      if (kind !== "other") return [];
      const written = xml.slice(start, end);
      return /^<(?:\w+:)?(?:drawing|pict|object|AlternateContent)\b/.test(written) ? [shapeOf(written)] : [];
    }),
  );

/** A straight line, in the words of today or of older programs. */
function shapeOf(written: string): DrawnShape {
  const isLine = /\bprst="(?:line|straightConnector1)"/.test(written) || /<v:line\b/.test(written) || /\btype="#_x0000_t32"/.test(written);
  if (!isLine) return { kind: "other" };
  const drawn = /<a:ln\b[\s\S]*?<\/a:ln>/.exec(written)?.[0];
  const stroke = /\bstrokecolor="([^" ]+)/.exec(written)?.[1];
  return { kind: "line", color: hexOf(/<a:srgbClr\b[^>]*\bval="([^"]+)"/.exec(drawn ?? "")?.[1] ?? stroke) };
}

function hexOf(value: string | undefined): string | null {
  const [, digits] = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(value ?? "") ?? [];
  if (digits !== undefined) return (digits.length === 3 ? digits.replaceAll(/./g, "$&$&") : digits).toUpperCase();
  return NAMED[(value ?? "").toLowerCase()] ?? null;
}
