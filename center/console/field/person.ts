import type { Session } from "@yuejian/contracts/api";

/** Who works on this device, remembered for when there is no network; forgotten when that person signs out. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly office: string;
}

const FIELD_PERSON = "yuejian.field.person";

export function personOf({ user, offices }: Session): Person {
  const office = offices.find(({ id }) => id === user.office);
  return { id: user.id, name: user.displayName, office: office?.name.zh ?? user.office };
}

export function rememberPerson(person: Person): void {
  localStorage.setItem(FIELD_PERSON, JSON.stringify(person));
}

export function rememberedPerson(): Person | null {
  const text = localStorage.getItem(FIELD_PERSON);
  if (text === null) return null;
  try {
    const { id, name, office } = JSON.parse(text) as Person;
    return { id, name, office };
  } catch {
    return null;
  }
}

/** Whoever comes next sees nothing of what the person keeps on this device, also without a network. */
export function forgetFieldPerson(): void {
  localStorage.removeItem(FIELD_PERSON);
}
