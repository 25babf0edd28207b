export { AnchorChain, type FoundAnchor, type NewAnchor, originKey, type SignedTransaction } from "./anchor-chain.ts";
export { type AnchorAccount, makeAnchorKey, openAnchorKey } from "./anchor-key.ts";
export { type AnchorSettings, readAnchorSettings } from "./anchor-settings.ts";
export { askAnchor } from "./ask-anchor.ts";
export { CODE_HASH } from "./contract-code.ts";
export { type DeployedContract, deployAnchorContract } from "./deploy-contract.ts";
export { hostOf } from "./rpc-fault.ts";
