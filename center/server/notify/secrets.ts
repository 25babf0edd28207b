import type { SecretPlace } from "@yuejian/contracts";
import { demandSecretPlace, readNamedSecret, type SecretFamily } from "../secrets/index.ts";

const OF_NOTIFY: SecretFamily = {
  prefix: "YUEJIAN_NOTIFY_",
  folder: "notify",
  missing: "NOTIFY_SECRET_MISSING",
  open: "NOTIFY_SECRET_OPEN",
  invalid: "NOTIFY_SETTINGS_INVALID",
};

/** NOTIFY_SETTINGS_INVALID */
export function demandNotifyPlace(place: SecretPlace): void {
  demandSecretPlace(place, OF_NOTIFY);
}

/** NOTIFY_SECRET_MISSING, NOTIFY_SECRET_OPEN */
export function readNotifySecret(place: SecretPlace, secretsFolder: string): Promise<string> {
  return readNamedSecret(place, secretsFolder, OF_NOTIFY);
}
