/** What a file is that calls itself a Word document and is neither of its forms. */
export type OtherForm = "rtf" | "web-archive" | "flat-xml" | "page";

/** First bytes that are looked at. */
const LOOKED_AT = 4096;

/** By its first bytes; null: none of these. Programs write them under the name .doc. */
export function otherForm(bytes: Uint8Array): OtherForm | null {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, LOOKED_AT)).replace(/^(?:ï»¿|\s)+/, "");
  if (head.startsWith("{\\rtf")) return "rtf";
  if (/^(?:MIME-Version|Content-Type|From):/i.test(head) && /multipart\/related|text\/html/i.test(head)) return "web-archive";
  if (head.startsWith("<?xml") && /progid="Word\.Document"|office\/word\/2003\/wordml|2006\/xmlPackage/i.test(head)) return "flat-xml";
  return /^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b/i.test(head) ? "page" : null;
}
