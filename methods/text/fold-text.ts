/** One spelling for every character, place by place: what is at an index stays there, so that spans found in the folded text hold in the original.
 *  Full-width letters, digits and brackets become half-width, capitals small, ideographic spaces plain, and compatibility ideographs unified. */
export function foldText(text: string): string {
  return text.replaceAll(/[A-Z\u00A0\u3000\u2000-\u200A\uFF01-\uFF5E\uF900-\uFAFF\u2F00-\u2FD5〔〕［］【】﹝﹞]/g, foldCharacter);
}

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0xff_01 && code <= 0xff_5e) return String.fromCharCode(code - 0xfe_e0).toLowerCase();
  if (/[\u00A0\u3000\u2000-\u200A]/.test(character)) return " ";
  if (/[〔［【﹝]/.test(character)) return "[";
  if (/[〕］】﹞]/.test(character)) return "]";
  const unified = character.normalize("NFKC").toLowerCase();
  return unified.length === 1 ? unified : character;
}
