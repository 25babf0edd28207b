import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<"argon2id", Argon2Parameters, Buffer>((algorithm, parameters, done) =>
  argon2(algorithm, parameters, (error, key) => done(error, key)),
);

/** What guessing a password costs: KiB of memory, and passes over them. */
export interface PasswordCost {
  readonly memory: number;
  readonly passes: number;
}

/** OWASP's first recommendation for argon2id: 19 MiB, 2 passes, 1 lane. */
const COST: PasswordCost = { memory: 19_456, passes: 2 };
const PARALLELISM = 1;
const TAG_LENGTH = 32;

/** Hash of a password in PHC form: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string, { memory, passes } = COST): Promise<string> {
  const nonce = randomBytes(16);
  const message = password.normalize("NFKC");
  const key = await derive("argon2id", { message, nonce, memory, passes, parallelism: PARALLELISM, tagLength: TAG_LENGTH });
  return `$argon2id$v=19$m=${memory},t=${passes},p=${PARALLELISM}$${unpadded(nonce)}$${unpadded(key)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether the password fits. With no hash (unknown or locked account) it takes as long and says no, so that time does not tell. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const parts = PHC.exec(hash ?? "");
  const [memory, passes, parallelism] = parts
    ? [Number(parts[1]), Number(parts[2]), Number(parts[3])]
    : [COST.memory, COST.passes, PARALLELISM];
  const expected = parts ? Buffer.from(parts[5] ?? "", "base64") : Buffer.alloc(TAG_LENGTH);
  const key = await derive("argon2id", {
    message: password.normalize("NFKC"),
    nonce: parts ? Buffer.from(parts[4] ?? "", "base64") : Buffer.alloc(16),
    memory: memory ?? COST.memory,
    passes: passes ?? COST.passes,
    parallelism: parallelism ?? PARALLELISM,
    tagLength: Math.max(4, expected.length),
  });
  return parts !== null && key.length === expected.length && timingSafeEqual(key, expected);
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
