import type { City } from "./city.ts";
import { writeDeath } from "./deaths.ts";
import { comesOfAge, writeEnterprise, writeOfficer } from "./enterprises.ts";
import { writeOrdinaryCase } from "./ordinary-cases.ts";
import { writeOrdinaryPensioner } from "./pensions.ts";
import type { Group } from "./people.ts";
import { Random } from "./random.ts";
import { writeOrdinaryStaff } from "./schools.ts";
import { writeOrdinarySuits } from "./suits.ts";
import { writeOrdinaryCall, writeOrdinaryMishaps } from "./workplaces.ts";

/** Shares of a city's records, as its authorities hold them; justice, deaths, officers and claims follow from the cases, people and firms below. */
const SHARES = {
  persons: 0.42,
  pensionPayments: 0.34,
  cases: 0.033,
  enterprises: 0.035,
  deaths: 0.006,
  suits: 0.012,
  schoolStaff: 0.018,
  ambulanceCalls: 0.012,
};
/** Of a hundred firms, so many have somebody claim for an injury, and of a thousand so many a grave accident. */
const CLAIMS_PER_HUNDRED = 9;
const GRAVE_PER_THOUSAND = 6;

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
  await each(Math.round(city.size * SHARES.enterprises), onRows, (number) => {
    writeOrdinaryFirm(city, number);
  });
  await each(Math.round((city.size * SHARES.suits) / 1.4), onRows, (number) => writeOrdinarySuits(city, number));
  await each(Math.round(city.size * SHARES.schoolStaff), onRows, (number) => writeOrdinaryStaff(city, number));
  await each(Math.round(city.size * SHARES.ambulanceCalls), onRows, (number) => writeOrdinaryCall(city, number));
  await each(Math.round(city.size * SHARES.deaths), onRows, (number) => {
    const random = new Random(city.seed, 7, number);
    const person = city.take("adult");
    writeDeath(city, person, { diedOn: city.asOf - random.between(4, 5 * 365), random, manner: "as-it-comes" });
  });
  await writeRegister(city, onRows);
}

/** A firm, in companies with some officers besides its representative, and what happens to people who work there. */
function writeOrdinaryFirm(city: City, number: number): void {
  const isGrave = number % 1_000 < GRAVE_PER_THOUSAND;
  const enterprise = isGrave ? ({ kind: "company", status: "active", hasRareName: true } as const) : {};
  const firm = writeEnterprise(city, city.take("adult"), {
    number: city.nextDocument(),
    manner: isGrave ? "clean" : "as-it-comes",
    enterprise,
  });
  const random = new Random(city.seed, 13, number);
  if (firm.kind === "company") {
    if (random.chance(0.6)) {
      const officer = city.take("adult");
      const later = random.chance(0.7) ? 0 : random.between(0, Math.max(0, city.asOf - firm.foundedOn - 1));
      const appointedOn = Math.max(firm.foundedOn + later, comesOfAge(officer));
      const position = random.pick(["supervisor", "supervisor", "senior-manager", "shareholder", "liaison"] as const);
      writeOfficer(city, firm, officer, { office: { position, appointedOn }, manner: "as-it-comes" });
    }
  }
  if (isGrave || (firm.isActive && number % 100 < CLAIMS_PER_HUNDRED)) writeOrdinaryMishaps(city, firm, { number, isGrave });
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
