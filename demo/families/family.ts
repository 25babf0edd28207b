import type { City } from "../city.ts";
import type { Person } from "../people.ts";
import { Random } from "../random.ts";
import type { PlantedSubject, TruthKind } from "../truth.ts";

/** A kind of planted case: every instance is written into the sources and labelled. */
export interface Family {
  readonly name: string;
  readonly kind: TruthKind;
  /** Instances in a city of 200,000 records. */
  readonly perStandardCity: number;
  readonly make: (city: City, random: Random) => Planted;
}

export type Planted = Omit<PlantedSubject, "model" | "kind" | "family">;

/** A subject that is a person. */
export const aboutPerson = (person: Person, why: string): Planted => ({
  subject: person.id,
  keys: { person_id: person.id },
  office: person.district.office,
  why,
});

/** A subject that is one defendant of one judgment; rules call the person's column one or the other. */
export const aboutDefendant = (person: Person, judgmentNumber: string, why: string): Planted => ({
  subject: `${judgmentNumber} ${person.id}`,
  keys: { judgment_number: judgmentNumber, person_id: person.id, defendant_id: person.id },
  office: person.district.office,
  why,
});

/** Plants all families of a model; the order of families and instances is part of what a seed means. */
export function plantFamilies(city: City, model: number, families: readonly Family[]): void {
  for (const [index, family] of families.entries())
    for (let instance = 0; instance < city.instances(family.perStandardCity); instance++) {
      const planted = family.make(city, new Random(city.seed, 6, model, index, instance));
      city.plant({ model, kind: family.kind, family: family.name, ...planted });
    }
}
