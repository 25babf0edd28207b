import type { Text } from "@yuejian/contracts";
import type { Arguments, OptionSpecs } from "../arguments.ts";
import type { Client } from "../client.ts";
import type { Output } from "../output.ts";

export interface CommandContext {
  readonly arguments: Arguments;
  readonly output: Output;
  readonly homeFolder: string;
  /** Opens the home or reaches the server that holds it; closed after the command. */
  readonly client: () => Promise<Client>;
}

/** Exit status of the command: 0 done, 1 findings. Bad calls and failures are thrown. */
export type ExitStatus = 0 | 1;

export interface Command {
  /** Words that name it, for example `model run`. */
  readonly name: string;
  readonly usage: string;
  readonly summary: Text;
  readonly options: OptionSpecs;
  readonly run: (context: CommandContext) => Promise<ExitStatus>;
}
