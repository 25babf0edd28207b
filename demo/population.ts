import type { City } from "./city.ts";
import { writeEnterprise } from "./enterprises.ts";
import { writeOrdinaryCase } from "./justice.ts";
import { writeDeath, writeOrdinaryPensioner } from "./pensions.ts";
import type { Group } from "./people.ts";
import { Random } from "./random.ts";

/** Shares of a city's records, as its authorities hold them; justice and deaths follow from the cases and people below. */
const SHARES = { persons: 0.46, pensionPayments: 0.38, cases: 0.033, enterprises: 0.045, deaths: 0.006 };

const URBAN = new Set(["yueyanglou", "yunxi", "junshan", "quyuan"]);

/** Progress: how many records stand in the files so far. */
export type OnRows = () => Promise<void>;

/** Writes everyone about whom there is nothing to find. Call it after the families: it takes the people they left. */
export async function writePopulation(city: City, onRows: OnRows): Promise<void> {
  const pensioners = Math.round((city.size * SHARES.pensionPayments) / city.pensionMonths.length);
  await each(pensioners, onRows, (number) => {
    writeOrdinaryPensioner(city, city.take(number % 10 < 7 ? "pensioner" : "oldPensioner"), number);
  });
  await each(Math.round(city.size * SHARES.cases), onRows, (number) => {
    writeOrdinaryCase(city, city.take("convict"), number);
  });
  await each(Math.round(city.size * SHARES.enterprises), onRows, () => {
    writeEnterprise(city, city.take("adult"), { number: city.nextDocument(), manner: "as-it-comes" });
  });
  await each(Math.round(city.size * SHARES.deaths), onRows, (number) => {
    const random = new Random(city.seed, 7, number);
    const person = city.take("adult");
    writeDeath(city, person, { diedOn: city.asOf - random.between(4, 5 * 365), random, manner: "as-it-comes" });
  });
  await writeRegister(city, onRows);
}

/** The register of residents: everybody taken so far and as many others as are wanting, shuffled. */
async function writeRegister(city: City, onRows: OnRows): Promise<void> {
  const total = Math.round(city.size * SHARES.persons);
  const special: readonly Group[] = ["pensioner", "oldPensioner", "convict", "veteran", "juvenile"];
  const taken = special.reduce((sum, group) => sum + city.taken(group), 0);
  const rest = Math.max(0, total - taken - city.taken("adult"));
  const sizes: readonly (readonly [Group, number])[] = [
    ...special.map((group) => [group, city.taken(group)] as const),
    ["child", Math.round(rest * 0.2)],
    ["adult", city.taken("adult") + rest - Math.round(rest * 0.2)],
  ];
  const all = sizes.reduce((sum, [, size]) => sum + size, 0);
  await each(all, onRows, (number) => {
    let place = (number * 15_485_863) % all;
    for (const [group, size] of sizes) {
      if (place < size) {
        writeResident(city, group, place);
        return;
      }
      place -= size;
    }
  });
}

function writeResident(city: City, group: Group, number: number): void {
  const person = city.person(group, number);
  city.write(
    URBAN.has(person.district.office) ? "residentsUrban" : "residentsCounties",
    {
      person_name: person.name,
      person_id: person.id,
      sex: person.sex,
      born_on: person.bornOn,
      address: person.address,
      phone: group === "child" ? null : person.phone,
      office: person.district.office,
    },
    number < city.plantedIn(group) ? "clean" : "as-it-comes",
  );
}

async function each(count: number, onRows: OnRows, write: (number: number) => void): Promise<void> {
  for (let number = 0; number < count; number++) {
    write(number);
    if (number % 2_000 === 1_999) await onRows();
  }
  await onRows();
}
