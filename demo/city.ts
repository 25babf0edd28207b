import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { addMonths, type Day, firstOfMonth, isoOf } from "./days.ts";
import { type Group, People, type Person } from "./people.ts";
import { SOURCE_FILES, type SourceFileKey } from "./source-files.ts";
import { type Row, TableWriter } from "./table-writer.ts";
import type { CityTruth, PlantedSubject } from "./truth.ts";

/** Months of pension payments that the city's files cover, up to the month before the reference day. */
const PENSION_MONTHS = 18;

/** The city while it is being written: its people, its open files and what was planted. */
export class City {
  readonly seed: number;
  readonly asOf: Day;
  /** Wanted number of records in all files. */
  readonly size: number;
  readonly people: People;
  /** First days of the months for which pensions were paid, oldest first. */
  readonly pensionMonths: readonly Day[];
  readonly #writers = new Map<SourceFileKey, TableWriter>();
  readonly #subjects: PlantedSubject[] = [];
  readonly #taken = new Map<Group, number>();
  /** Names that replace the drawn ones, by resident id: namesakes. */
  readonly #names = new Map<string, string>();
  readonly #planted = new Map<Group, number>();
  #documents = 0;

  constructor({ seed, asOf, size, folder }: { seed: number; asOf: Day; size: number; folder: string }) {
    this.seed = seed;
    this.asOf = asOf;
    this.size = size;
    this.people = new People(seed, asOf);
    const thisMonth = firstOfMonth(asOf);
    this.pensionMonths = Array.from({ length: PENSION_MONTHS }, (_, index) => addMonths(thisMonth, index - PENSION_MONTHS));
    for (const [index, key] of (Object.keys(SOURCE_FILES) as SourceFileKey[]).entries()) {
      const form = SOURCE_FILES[key];
      const schema = DICTIONARY.find((each) => each.id === form.dataset);
      if (!schema) throw new RangeError(`${form.name}: there is no dataset ${form.dataset}`);
      this.#writers.set(key, new TableWriter(form, schema, { folder, seed: seed * 31 + index }));
    }
  }

  /** How many of each family: `perStandardCity` in a city of 200,000 records, at least one. */
  instances(perStandardCity: number): number {
    return Math.max(1, Math.round((perStandardCity * this.size) / 200_000));
  }

  /** The next person of a group whom nobody took yet. */
  take(group: Group): Person {
    const number = this.taken(group);
    this.#taken.set(group, number + 1);
    return this.person(group, number);
  }

  person(group: Group, number: number): Person {
    const person = this.people.person(group, number);
    const name = this.#names.get(person.id);
    return name === undefined ? person : { ...person, name };
  }

  /** The person bears this name from now on, in the register too. */
  rename(person: Person, name: string): Person {
    this.#names.set(person.id, name);
    return { ...person, name };
  }

  /** Marks those taken so far as planted: their rows stay free of chance mistakes everywhere. */
  familiesAreComplete(): void {
    for (const [group, count] of this.#taken) this.#planted.set(group, count);
  }

  plantedIn(group: Group): number {
    return this.#planted.get(group) ?? 0;
  }

  taken(group: Group): number {
    return this.#taken.get(group) ?? 0;
  }

  /** Numbers run through the whole city, so no two documents share one. */
  nextDocument(): number {
    return ++this.#documents;
  }

  plant(subject: PlantedSubject): void {
    this.#subjects.push(subject);
  }

  write(key: SourceFileKey, row: Row, manner: "clean" | "as-it-comes"): void {
    this.#writers.get(key)?.write(row, manner);
  }

  get rows(): number {
    let rows = 0;
    for (const writer of this.#writers.values()) rows += writer.rows;
    return rows;
  }

  /** Writes out what has piled up; call it in loops over many rows. */
  async flush(): Promise<void> {
    for (const writer of this.#writers.values()) if (writer.isFull) await writer.flush();
  }

  async close(): Promise<readonly TableWriter[]> {
    const writers = [...this.#writers.values()];
    for (const writer of writers) await writer.close();
    return writers;
  }

  truth(): CityTruth {
    return {
      seed: this.seed,
      asOf: isoOf(this.asOf),
      subjects: this.#subjects,
      errors: [...this.#writers.values()].flatMap((writer) => writer.errors),
    };
  }
}
