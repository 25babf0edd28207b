/** A pattern for RE2 as PostgreSQL reads it over text that sorts by its bytes: the same texts fit. Null for what has no equal there: classes by Unicode
 *  property, flags, names, and `\C`. */
export function postgresPattern(pattern: string): string | null {
  let out = "";
  let isInClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === "\\") {
      const escape = escapeAt(pattern, at, isInClass);
      if (escape === null) return null;
      out += escape.text;
      at += escape.length - 1;
    } else if (isInClass) {
      // A class of a class, `[[:alpha:]]`, ends twice.
      const named = /^\[:\^?[a-z]+:\]/.exec(pattern.slice(at));
      out += named?.[0] ?? char;
      if (named) at += named[0].length - 1;
      else if (char === "]") isInClass = false;
    } else if (char === "[") {
      isInClass = true;
      out += char;
      // A bracket that stands first is a member.
      const first = /^\^?\]?/.exec(pattern.slice(at + 1))?.[0] ?? "";
      out += first;
      at += first.length;
    } else if (char === "(" && pattern.charAt(at + 1) === "?" && pattern.charAt(at + 2) !== ":") return null;
    else out += char === "." ? "[^\\n]" : char;
  }
  return out;
}

const SAME = /^[dDwWsStnrfvA]$/;

function escapeAt(pattern: string, at: number, isInClass: boolean): { text: string; length: number } | null {
  const rest = pattern.slice(at + 1);
  const code = /^x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/.exec(rest);
  if (code) return { text: `\\U${(code[1] ?? code[2] ?? "").padStart(8, "0")}`, length: 1 + code[0].length };
  const char = rest.charAt(0);
  if (SAME.test(char)) return { text: `\\${char}`, length: 2 };
  if (char === "b" && !isInClass) return { text: "\\y", length: 2 };
  if (char === "B" && !isInClass) return { text: "\\Y", length: 2 };
  if (char === "z") return { text: "\\Z", length: 2 };
  return /^[^0-9A-Za-z]$/.test(char) ? { text: `\\${char}`, length: 2 } : null;
}
