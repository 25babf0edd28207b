import { YuejianError } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { MODELS_FOLDER } from "../applications/models/index.ts";
import { loadPackages } from "../center/server/work/index.ts";

/** Every model package is whole, its golden cases pass, and it is what is recorded under its version. The same as at the start of a home; here a
 *  person sees it before that. The planted faults of this check are in `center/server/work/model-library.test.ts`. */
try {
  const models = await loadPackages(MODELS_FOLDER, DICTIONARY);
  if (models.size < 2) throw new Error(`only ${models.size} models seen: the check itself is broken`);
  console.log(`models: ${models.size} packages are whole and what their versions record`);
} catch (error) {
  if (!(error instanceof YuejianError)) throw error;
  console.error(`${error.textFor("zh")}\n${error.textFor("en")}`);
  process.exit(1);
}
