import { Engine } from "../../engine/engine.ts";
import type { LinkHomePorts } from "./home-types.ts";

type Ports = Pick<LinkHomePorts, "lakeFolder" | "memoryLimit" | "threads">;

/** An engine over the lake, with the room that linking may take. Whoever opens it closes it. */
export function openLinkEngine({ lakeFolder, memoryLimit = "6GB", threads }: Ports, scratchFolder: string): Promise<Engine> {
  return Engine.open({
    scratchFolder,
    files: [],
    folders: [lakeFolder],
    subject: "entities",
    memoryLimit,
    sleeps: true,
    ...(threads === undefined ? {} : { threads }),
  });
}

/** Runs in such an engine until the run is cancelled. */
export async function inLinkEngine<Result>(
  ports: Ports & Pick<LinkHomePorts, "progress">,
  scratchFolder: string,
  run: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  const engine = await openLinkEngine(ports, scratchFolder);
  try {
    return await engine.cancellable(ports.progress.signal, () => run(engine));
  } finally {
    engine.close();
  }
}
