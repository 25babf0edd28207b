import type { Batch, ClosurePort, QuarantinedRow } from "@yuejian/contracts";
import { readFlag } from "@yuejian/identifiers";

type Held = QuarantinedRow & { readonly batch: string };

/** Whether a row that was set aside is sealed: by register, because it names a sealed person, or because a rule's flag is set on it. Its values
 *  are not standardised, so more is closed here than among accepted rows. */
export async function sealedInQuarantine(port: ClosurePort, batches: readonly Batch[]): Promise<(held: Held) => boolean> {
  const { records, persons, released, rules } = await port.read();
  const sealedRecords = new Set(records.map(({ batch, row }) => `${batch}:${row}`));
  const loads = new Map(batches.map((batch) => [batch.id, batch]));
  return (held) => {
    if (sealedRecords.has(`${held.batch}:${held.row}`)) return true;
    const load = loads.get(held.batch);
    const values = Object.values(held.source).map((value) => value.trim().toUpperCase());
    if (persons.some((each) => (each.dataset === null || each.dataset === load?.dataset) && values.includes(each.person))) return true;
    return rules.some((rule) => {
      if (released.some(({ person, basis }) => basis === rule.basis && values.includes(person))) return false;
      if (rule.dataset !== load?.dataset) return false;
      if (rule.flag === null) return true;
      const heading = load.mapping[rule.flag];
      const flag = heading ? (held.source[heading] ?? "").trim() : "";
      // What is not clearly «no» may be that of a minor.
      const reading = readFlag(flag);
      return flag !== "" && !("value" in reading && reading.value === "false");
    });
  };
}
