export {
  type CommittedKey,
  type KeyTree,
  type KeyVerdict,
  keyInput,
  keyLeaf,
  keyTree,
  openKeyTree,
  verifyKeyProof,
} from "./key-tree.ts";
export { type VrfKey, type VrfOutput, verifyVrf, vrfKey } from "./vrf.ts";
