/** Fields of one record as texts, by the rules of `RecordScanner`: quotes around a field fall away, doubled ones inside become one. */
export function splitRecord(record: string, delimiter: string): string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    let text = "";
    if (record[at] === '"') {
      at++;
      for (;;) {
        const quote = record.indexOf('"', at);
        if (quote < 0) {
          text += record.slice(at);
          at = record.length;
          break;
        }
        text += record.slice(at, quote);
        at = quote + 1;
        if (record[at] !== '"') break;
        text += '"';
        at++;
      }
    }
    const end = record.indexOf(delimiter, at);
    fields.push(text + (end < 0 ? record.slice(at) : record.slice(at, end)));
    if (end < 0) return fields;
    at = end + delimiter.length;
  }
}

/** Fields as one record, quoted where needed. Line breaks inside become LF: readers of CSV go by the first line end they meet. */
export function joinRecord(fields: readonly string[], delimiter: string): string {
  return fields.map((field) => quoteField(field, delimiter)).join(delimiter);
}

export function quoteField(field: string, delimiter: string): string {
  const text = field.includes("\r") ? field.replaceAll(/\r\n?/g, "\n") : field;
  return text.includes(delimiter) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Characters that no text of a record has; tabs and line breaks are none of them. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
export const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
