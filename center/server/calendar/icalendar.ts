import type { CalendarEntry } from "@yuejian/contracts/api";
import { dayFromIso, isoOfDay } from "@yuejian/identifiers";

const LONGEST_LINE = 75;

export interface DatedEntry extends CalendarEntry {
  readonly due: string;
}

/** All-day events for a person's own calendar (RFC 5545), in Chinese: the number of the case and what ends, nothing about whom it concerns. `now`: an instant, for
 *  the stamps. */
export function iCalendar(entries: readonly DatedEntry[], { home, now }: { readonly home: string; readonly now: string }): string {
  const stamp = `${now.slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  const date = (day: string) => day.replaceAll("-", "");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Yuejian//Yuejian//ZH",
    "CALSCALE:GREGORIAN",
    ...entries.flatMap(({ case: id, key, due, number, title }) => [
      "BEGIN:VEVENT",
      `UID:${escaped(`${id}-${key}@${home}`)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${date(due)}`,
      `DTEND;VALUE=DATE:${date(isoOfDay(dayFromIso(due) + 1))}`,
      `SUMMARY:${escaped(`${number}：${title.zh}届满`)}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r?\n/g, String.raw`\n`);
}

/** No line longer than 75 octets, and none cut within a character. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = "";
  let length = 0;
  for (const character of line) {
    const octets = Buffer.byteLength(character);
    if (length + octets > LONGEST_LINE) {
      pieces.push(piece);
      piece = " ";
      length = 1;
    }
    piece += character;
    length += octets;
  }
  return [...pieces, piece].join("\r\n");
}
