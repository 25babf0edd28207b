/** What the bench uses of the peer, which has no types. */
declare module "hypercore" {
  export default class Hypercore {
    constructor(folder: string);
    ready(): Promise<void>;
    append(blocks: readonly Uint8Array[]): Promise<unknown>;
    close(): Promise<void>;
  }
}
