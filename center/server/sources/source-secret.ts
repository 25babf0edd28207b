import type { SecretPlace } from "@yuejian/contracts";
import { demandSecretPlace, readNamedSecret, type SecretFamily } from "../secrets/index.ts";

const OF_SOURCES: SecretFamily = {
  prefix: "YUEJIAN_SOURCE_",
  folder: "sources",
  missing: "SOURCE_SECRET_MISSING",
  open: "SOURCE_SECRET_OPEN",
  invalid: "SOURCE_SETTINGS_INVALID",
};

/** SOURCE_SETTINGS_INVALID */
export function demandPlace(place: SecretPlace): void {
  demandSecretPlace(place, OF_SOURCES);
}

/** The secret as it is now. SOURCE_SECRET_MISSING, SOURCE_SECRET_OPEN */
export async function readSecret(place: SecretPlace | null, secretsFolder: string): Promise<string | null> {
  return place === null ? null : readNamedSecret(place, secretsFolder, OF_SOURCES);
}
