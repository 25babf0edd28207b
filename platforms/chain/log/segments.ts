import { decodeFrame, ENTRY_HEAD_BYTES, FRAME_HEAD_BYTES, type Frame, frameLength } from "../format/index.ts";
import type { Disk } from "./disk.ts";
import { corrupt, type LogFiles, segmentPath } from "./log-files.ts";

/** A place between frames. */
export interface FramePlace {
  readonly segment: number;
  readonly offset: number;
}

export interface PlacedFrame extends Frame, FramePlace {
  readonly length: number;
}

/** Gives memory for a frame of so many bytes, perhaps more than that. */
type TakeSpace = (bytes: number) => Uint8Array;
const fresh: TakeSpace = (bytes) => new Uint8Array(bytes);

const OPEN_FILES = 64;
const FIRST_READ = 1024;
const LARGEST_READ = 1024 * 1024;

/** The segment files `seg/NNNN.log`, frame after frame: the only source of truth. */
export class Segments {
  readonly #disk: Disk;
  readonly #files: LogFiles;
  readonly #open = new Map<number, number>();

  constructor(disk: Disk, files: LogFiles) {
    this.#disk = disk;
    this.#files = files;
  }

  /** Number of segments; LOG_CORRUPT when one is missing in between. */
  count(): number {
    const names = this.#disk.list(this.#files.segments).filter((name) => /^\d{4,}\.log$/.test(name));
    const numbers = names.map((name) => Number.parseInt(name, 10)).sort((left, right) => left - right);
    numbers.forEach((number, index) => {
      if (number !== index) throw corrupt(segmentPath(this.#files, index), 0, "the segment is missing");
    });
    return numbers.length;
  }

  /** A segment's file for reading and writing. */
  file(segment: number): number {
    const open = this.#open.get(segment);
    if (open !== undefined) return open;
    const path = segmentPath(this.#files, segment);
    if (!this.#disk.exists(path)) throw corrupt(path, 0, "the segment is missing");
    return this.#keepOpen(segment, this.#disk.open(path, "write"));
  }

  /** The file of a segment that may be new; its name is durable when this returns. */
  create(segment: number): number {
    const open = this.#open.get(segment);
    if (open !== undefined) return open;
    const file = this.#disk.open(segmentPath(this.#files, segment), "write");
    this.#disk.syncFolder(this.#files.segments);
    return this.#keepOpen(segment, file);
  }

  size(segment: number): number {
    return this.#disk.size(this.file(segment));
  }

  /** Frames from a place on to the end of its segment; ends at the first that is none, whose fault it returns. */
  *frames(from: FramePlace, take: TakeSpace = fresh): Generator<PlacedFrame, string | null> {
    const size = this.size(from.segment);
    let offset = from.offset;
    while (offset < size) {
      const frame = this.frame({ segment: from.segment, offset }, take);
      if (typeof frame === "string") return frame;
      yield frame;
      offset += frame.length;
    }
    return null;
  }

  /** The frame at a place, or why there is none. */
  frame(place: FramePlace, take: TakeSpace = fresh): PlacedFrame | string {
    const head = new Uint8Array(FRAME_HEAD_BYTES);
    const file = this.file(place.segment);
    const read = this.#disk.read(file, head, place.offset);
    if (read < head.length) return "too short";
    const length = frameLength(head);
    if (length === null) return "no frame begins here";
    const bytes = take(length).subarray(0, length);
    if (this.#disk.read(file, bytes, place.offset) < length) return "too short";
    const frame = decodeFrame(bytes);
    return typeof frame === "string" ? frame : { ...frame, ...place, length };
  }

  /** True when somewhere after the place a whole frame stands: then what is before it was damaged, not torn off. */
  hasFrameAfter(place: FramePlace): boolean {
    const tail = Buffer.alloc(Math.max(0, this.size(place.segment) - place.offset));
    this.#disk.read(this.file(place.segment), tail, place.offset);
    for (let at = tail.indexOf("YJF1", 1, "latin1"); at >= 0; at = tail.indexOf("YJF1", at + 1, "latin1")) {
      const length = frameLength(tail.subarray(at));
      if (length !== null && typeof decodeFrame(tail.subarray(at, at + length)) !== "string") return true;
    }
    return false;
  }

  /** The entry whose record begins at a place, and the record. */
  entry(place: FramePlace): { record: Uint8Array; bytes: Uint8Array } {
    const file = this.file(place.segment);
    let record = Buffer.alloc(FIRST_READ);
    let read = this.#disk.read(file, record, place.offset);
    const keyLength = record[0] ?? 0;
    const length = ENTRY_HEAD_BYTES + keyLength + record.readUInt16BE(1);
    if (length > FIRST_READ) {
      record = Buffer.alloc(length);
      read = this.#disk.read(file, record, place.offset);
    }
    if (read < length || keyLength === 0) throw corrupt(segmentPath(this.#files, place.segment), place.offset, "the entry is cut off");
    return { record: record.subarray(0, length), bytes: new Uint8Array(record.subarray(ENTRY_HEAD_BYTES + keyLength, length)) };
  }

  /** The entries whose records begin at places, read as one piece. Null where they do not lie together as neighbours do, or one is cut off: they are then
   *  to be read one by one. */
  neighbours(places: readonly FramePlace[]): Uint8Array[] | null {
    const [first, last] = [places[0], places.at(-1)];
    if (first === undefined || last === undefined) return [];
    const isAscending = places.every(
      ({ segment, offset }, at) => segment === first.segment && offset >= (places[at - 1]?.offset ?? first.offset),
    );
    if (!isAscending || last.offset - first.offset > LARGEST_READ) return null;
    const piece = Buffer.allocUnsafe(last.offset - first.offset + FIRST_READ);
    const read = this.#disk.read(this.file(first.segment), piece, first.offset);
    const entries: Uint8Array[] = [];
    for (const { offset } of places) {
      const start = offset - first.offset;
      if (start + ENTRY_HEAD_BYTES > read) return null;
      const dataAt = start + ENTRY_HEAD_BYTES + (piece[start] ?? 0);
      const end = dataAt + piece.readUInt16BE(start + 1);
      if (end > read) return null;
      entries.push(piece.subarray(dataAt, end));
    }
    return entries;
  }

  truncate(place: FramePlace): void {
    const file = this.file(place.segment);
    this.#disk.truncate(file, place.offset);
    this.#disk.sync(file);
  }

  close(): void {
    for (const file of this.#open.values()) this.#disk.close(file);
    this.#open.clear();
  }

  #keepOpen(segment: number, file: number): number {
    this.#open.set(segment, file);
    // The newest segment is written to: it stays open.
    const newest = Math.max(...this.#open.keys());
    for (const [number, other] of this.#open) {
      if (this.#open.size <= OPEN_FILES || number === newest || number === segment) continue;
      this.#disk.close(other);
      this.#open.delete(number);
    }
    return file;
  }
}
