import type { Home } from "../home/index.ts";
import type { NotifyPorts } from "../notify/index.ts";
import type { Services } from "./services.ts";

/** What reminders and messages need of the home. */
export function notifyPortsOf(
  home: Pick<Home, "id" | "folder" | "paths" | "models">,
  { store, clock, ids, outbox, offices, policy }: Pick<Services, "store" | "clock" | "ids" | "outbox" | "offices" | "policy">,
): NotifyPorts {
  return {
    store,
    clock,
    ids,
    outbox,
    offices,
    policy,
    models: home.models,
    folder: home.folder,
    homeId: home.id,
    secretsFolder: home.paths.secrets,
  };
}
