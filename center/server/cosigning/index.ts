export { type Cosigning, type CosigningState, isMirrorAddress, policyFile, restingState, startCosigning } from "./cosigning.ts";
