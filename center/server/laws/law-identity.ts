import type { LawText } from "@yuejian/contracts";
import type { StoreTransaction } from "../store/index.ts";
import type { FileNote } from "./read-folder.ts";

interface Ids {
  next(prefix: string): string;
}

export interface TextOfLaw {
  /** Id of the law. */
  readonly law: string;
  /** The text under the law's name. */
  readonly text: LawText;
  readonly note: FileNote | null;
}

/** The law of which a text is a wording, made where there is none. Texts of places and bodies that have a name in common are different laws, told apart by
 *  what stands behind the name: 河道管理条例（湖南省）. */
export async function lawOfText(
  trx: StoreTransaction,
  ids: Ids,
  { file, text: read }: { readonly file: string; readonly text: LawText },
): Promise<TextOfLaw> {
  const text = await named(trx, read);
  const bare = bareOf(text);
  const note: FileNote | null =
    bare === null ? null : { file, line: null, code: "name-shared", parameters: { law: bare, name: text.name } };
  const known = await lawRow(trx, text.name);
  if (!known) {
    const law = ids.next("law");
    await trx
      .insertInto("laws")
      .values({ id: law, name: text.name, ...factsOf(text), since: sinceOf(text), repealed_on: null, repealed_by: null })
      .execute();
    if (bare !== null) await takeOver(trx, { law, bare, file });
    return { law, text, note };
  }
  const since = [known.since, sinceOf(text)].filter((day) => day !== null).toSorted()[0] ?? null;
  await trx
    .updateTable("laws")
    .set({ ...factsOf(text), since })
    .where("id", "=", known.id)
    .execute();
  return { law: known.id, text, note };
}

/** A departmental rule of another body than the one that stands under the name is told from it by its issuer. */
async function named(trx: StoreTransaction, text: LawText): Promise<LawText> {
  if (text.level !== "rule" || text.issuer === "") return text;
  const standing = await lawRow(trx, text.name);
  if (standing?.level !== "rule" || standing.issuer === "") return text;
  const bodies = new Set(standing.issuer.split("、"));
  return text.issuer.split("、").some((body) => bodies.has(body)) ? text : { ...text, name: `${text.name}（${text.issuer}）` };
}

/** The name without the place or body behind it; null: nothing is behind it. */
function bareOf({ name, level, region, issuer }: LawText): string | null {
  const behind = `（${level === "local" ? region : level === "rule" ? issuer : ""}）`;
  return behind !== "（）" && name.endsWith(behind) ? name.slice(0, -behind.length) : null;
}

/** Wordings that the same file brought in under the bare name go to the law that is now told apart; a law that is left without any goes. */
async function takeOver(
  trx: StoreTransaction,
  { law, bare, file }: { readonly law: string; readonly bare: string; readonly file: string },
): Promise<void> {
  const before = await lawRow(trx, bare);
  if (!before) return;
  await trx.updateTable("law_versions").set({ law }).where("law", "=", before.id).where("file", "=", file).execute();
  const left = await trx.selectFrom("law_versions").select("id").where("law", "=", before.id).executeTakeFirst();
  if (!left && before.repealed_on === null) await trx.deleteFrom("laws").where("id", "=", before.id).execute();
}

function lawRow(trx: StoreTransaction, name: string) {
  return trx.selectFrom("laws").select(["id", "since", "level", "issuer", "repealed_on"]).where("name", "=", name).executeTakeFirst();
}

const factsOf = ({ level, issuer, region }: LawText) => ({ level, issuer, region });
const sinceOf = ({ history, versionOn }: LawText): string | null => history[0]?.on ?? versionOn;
