/** Which characters are replaced, removed or refused. This file is the whole list.
 *
 *  Everywhere:
 *  - refused (`control-character`): U+0000–U+001F except tab, line feed and carriage return; U+007F–U+009F; lone surrogates
 *  - removed: U+00AD, U+200B, U+200E, U+200F, U+202A–U+202E, U+2060, U+2066–U+2069, U+FEFF (invisible, or turning the direction of text)
 *  - to an ordinary space: U+00A0, U+2000–U+200A, U+202F, U+205F, U+3000
 *  - to their unified form (NFKC of that character alone): CJK compatibility ideographs U+F900–U+FAFF and Kangxi radicals U+2F00–U+2FD5
 *  - white space at both ends goes
 *  In prose (free text, addresses) besides: full-width letters and digits become half-width; Chinese punctuation stays; line ends become U+000A.
 *  In labels (all other columns) besides: all full-width forms U+FF01–U+FF5E and U+FFE5 become half-width, U+200C and U+200D go,
 *  and every run of white space is one space. */

// oxlint-disable no-control-regex
const REFUSED = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;
/** Printable ASCII without a space at either end or two in a row: nothing to do. */
const PLAIN_ASCII = /^(?:[\u0021-\u007E]+(?: [\u0021-\u007E]+)*)?$/;
// oxlint-enable no-control-regex
/** ASCII (no spaces), unified ideographs and the middle dot: nothing to do. */
const PLAIN_CHINESE = /^[\u0021-\u007E\u00B7\u4E00-\u9FFF]*$/;
const REMOVED = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;
const SPACES = /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g;
const VARIANTS = /[\u2F00-\u2FD5\uF900-\uFAFF]/g;
const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
const FULL_WIDTH_LETTERS = /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g;

const halfWidth = (character: string): string => String.fromCharCode(character.charCodeAt(0) - 0xfee0);

/** True for texts that hold only characters which every normal form keeps, so that nothing need be looked at again. */
export function isPlain(text: string): boolean {
  return PLAIN_CHINESE.test(text) || PLAIN_ASCII.test(text);
}

/** True for texts with characters that no standardised value may hold. */
export function hasControlCharacters(text: string): boolean {
  return REFUSED.test(text) || !text.isWellFormed();
}

function common(text: string): string {
  return text
    .replaceAll(REMOVED, "")
    .replaceAll(SPACES, " ")
    .replaceAll(VARIANTS, (character) => character.normalize("NFKC"));
}

/** The one spelling of a short text: see the list above. */
export function normaliseLabel(text: string): string {
  if (isPlain(text)) return text;
  return common(text)
    .normalize("NFC")
    .replaceAll(FULL_WIDTH, halfWidth)
    .replaceAll("\uFFE5", "¥")
    .replaceAll(/[\u200C\u200D]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The one spelling of running text: words stay as written, Chinese punctuation included. */
export function normaliseProse(text: string): string {
  if (isPlain(text)) return text;
  return common(text).normalize("NFC").replaceAll(FULL_WIDTH_LETTERS, halfWidth).replaceAll(/\r\n?/g, "\n").trim();
}
