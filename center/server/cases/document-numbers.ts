import { type DocumentKind, type Office, YuejianError } from "@yuejian/contracts";
import { instrumentNumber, officialYear, seriesOf } from "@yuejian/oversight";
import type { StoreTransaction } from "../store/index.ts";

/** The next number of the office, series and year; given back when the transaction is. OFFICE_UNKNOWN */
export async function nextNumber(
  trx: StoreTransaction,
  { offices }: { readonly offices: readonly Office[] },
  { office: officeId, kind, at }: { readonly office: string; readonly kind: DocumentKind; readonly at: string },
): Promise<string> {
  const office = offices.find(({ id }) => id === officeId);
  if (!office) throw new YuejianError("OFFICE_UNKNOWN", { office: officeId });
  const year = officialYear(at);
  const sequence = await countNumber(trx, { office: officeId, series: seriesOf(kind), year });
  return instrumentNumber(office, kind, { year, sequence });
}

/** The next of a series of an office in a year; given back when the transaction is. */
export async function countNumber(
  trx: StoreTransaction,
  { office, series, year }: { readonly office: string; readonly series: string; readonly year: number },
): Promise<number> {
  const { last } = await trx
    .insertInto("instrument_numbers")
    .values({ office, series, year, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(["office", "series", "year"]).doUpdateSet((build) => ({ last: build("instrument_numbers.last", "+", 1) })),
    )
    .returning("last")
    .executeTakeFirstOrThrow();
  return last;
}
