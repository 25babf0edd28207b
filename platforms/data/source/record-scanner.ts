/** What the scan saw in one record; any combination. */
export const SEEN = {
  /** A field in quotes. */
  quoted: 1,
  /** A quote as an ordinary character of an unquoted field. */
  literalQuote: 2,
  control: 4,
  /** A line break inside quotes. */
  innerBreak: 8,
  /** A carriage return as an ordinary character. */
  loneReturn: 16,
  /** Text after a closing quote: where the field ends is anyone's guess. */
  brokenQuote: 32,
  /** Ended by CR LF. */
  returnAndFeed: 64,
  /** Ended by LF. */
  feed: 128,
  /** Ended by CR alone at the end of a text whose other records do not end so. */
  lastReturn: 256,
} as const;

/** Receives records in order; [start, end) in the scanned buffer without the line break. */
export interface RecordSink {
  record(start: number, end: number, fields: number, seen: number, line: number): void;
}

export interface ScanOptions {
  /** One byte. */
  readonly delimiter: number;
  /** Records end with a carriage return alone (old Macintosh files). */
  readonly endsWithReturn: boolean;
}

const PLAIN = 0;
const DELIMITER = 1;
const FEED = 2;
const CARRIAGE_RETURN = 3;
const QUOTE = 4;
const CONTROL = 5;

/** Finds records and counts their fields in UTF-8 bytes (RFC 4180 quoting). A broken quote damages its own line only. */
export class RecordScanner {
  /** Line of the next record, from 1. */
  line = 1;
  /** After `scan` stopped inside quotes: the line on which they were opened. */
  quoteLine: number | null = null;
  readonly #kinds: Uint8Array;
  readonly #endsWithReturn: boolean;
  readonly #delimiter: number;

  constructor({ delimiter, endsWithReturn }: ScanOptions) {
    this.#endsWithReturn = endsWithReturn;
    this.#delimiter = delimiter;
    this.#kinds = new Uint8Array(256);
    for (let byte = 0; byte < 0x20; byte++) this.#kinds[byte] = CONTROL;
    this.#kinds[0x7f] = CONTROL;
    this.#kinds[0x09] = PLAIN;
    this.#kinds[0x0a] = FEED;
    this.#kinds[0x0d] = CARRIAGE_RETURN;
    this.#kinds[0x22] = QUOTE;
    this.#kinds[delimiter] = DELIMITER;
  }

  /** Reports the whole records in [from, end) and gives the position of the first that is not whole.
   *  `isLast`: the text ends at `end`, which ends the last record; inside quotes it does not (`quoteLine`). */
  scan(bytes: Uint8Array, { from, end, isLast }: { from: number; end: number; isLast: boolean }, sink: RecordSink): number {
    const kinds = this.#kinds;
    const endsWithReturn = this.#endsWithReturn;
    const delimiter = this.#delimiter;
    this.quoteLine = null;
    let start = from;
    let line = this.line;
    while (start < end) {
      let at = start;
      let fields = 1;
      let seen = 0;
      let breaks = 0;
      // End of the first line of a record that runs over several, and where the second begins.
      let firstEnd = -1;
      let secondStart = -1;
      let recordEnd = -1;
      let next = -1;
      let isBroken = false;
      while (at < end) {
        // Plain bytes count 0 and delimiters 1, so that the common bytes need no branch of their own.
        let kind = 0;
        while (at < end) {
          kind = kinds[bytes[at] as number] as number;
          if (kind > DELIMITER) break;
          fields += kind;
          at++;
        }
        if (at >= end) break;
        if (kind === FEED) {
          if (endsWithReturn) {
            seen |= SEEN.control;
            at++;
            continue;
          }
          seen |= SEEN.feed;
          recordEnd = at;
          next = at + 1;
          break;
        } else if (kind === CARRIAGE_RETURN) {
          if (at + 1 >= end && !isLast) break;
          if (at + 1 < end && bytes[at + 1] === 0x0a && !endsWithReturn) {
            seen |= SEEN.returnAndFeed;
            recordEnd = at;
            next = at + 2;
            break;
          }
          if (endsWithReturn || at + 1 >= end) {
            if (!endsWithReturn) seen |= SEEN.lastReturn;
            recordEnd = at;
            next = at + 1;
            break;
          }
          seen |= SEEN.loneReturn;
          at++;
        } else if (kind === CONTROL) {
          seen |= SEEN.control;
          at++;
        } else if (isBroken || (at !== start && bytes[at - 1] !== delimiter)) {
          seen |= SEEN.literalQuote;
          at++;
        } else {
          seen |= SEEN.quoted;
          const openedOn = line + breaks;
          at++;
          let isClosed = false;
          while (at < end) {
            const byte = bytes[at] as number;
            if (byte === 0x22) {
              if (at + 1 >= end && !isLast) break;
              if (bytes[at + 1] !== 0x22 || at + 1 >= end) {
                isClosed = true;
                at++;
                break;
              }
              at += 2;
              continue;
            }
            if (byte < 0x20 && byte !== 0x09) {
              const isPair = byte === 0x0d && at + 1 < end && bytes[at + 1] === 0x0a;
              if (byte === 0x0d && at + 1 >= end && !isLast) break;
              if (isPair || byte === 0x0a || (byte === 0x0d && endsWithReturn)) {
                seen |= SEEN.innerBreak;
                breaks++;
                if (firstEnd < 0) {
                  firstEnd = at;
                  secondStart = at + (isPair ? 2 : 1);
                }
                if (isPair) at++;
              } else seen |= byte === 0x0d ? SEEN.loneReturn : SEEN.control;
            } else if (byte === 0x7f) seen |= SEEN.control;
            at++;
          }
          if (!isClosed) {
            this.quoteLine = openedOn;
            this.line = line;
            return start;
          }
          if (at < end) {
            const after = kinds[bytes[at] as number] as number;
            if (after !== DELIMITER && after !== FEED && after !== CARRIAGE_RETURN) {
              seen |= SEEN.brokenQuote;
              if (firstEnd >= 0) {
                recordEnd = firstEnd;
                next = secondStart;
                breaks = 0;
                break;
              }
              // The rest of the line is taken as it stands.
              isBroken = true;
            }
          } else if (!isLast) break;
        }
      }
      if (recordEnd < 0) {
        if (!isLast) break;
        recordEnd = end;
        next = end;
      }
      sink.record(start, recordEnd, fields, seen, line);
      line += 1 + breaks;
      start = next;
    }
    this.line = line;
    return start;
  }
}
