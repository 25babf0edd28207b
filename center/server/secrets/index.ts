export { demandSecretPlace, readNamedSecret, type SecretFamily } from "./named-secret.ts";
