import { describe, expect, it } from "vitest";
import { hashPassword, isPassword } from "./password.ts";
import { csrfOf, isCsrf, newToken, tokenHash } from "./tokens.ts";

describe("passwords", () => {
  it("are kept as salted argon2id and recognised again", async () => {
    const [first, second] = [await hashPassword("correct horse 电池"), await hashPassword("correct horse 电池")];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(first).not.toBe(second);
    expect(await isPassword("correct horse 电池", first)).toBe(true);
    expect(await isPassword("correct horse 电", first)).toBe(false);
  });

  it("fit no account without a hash, nor a damaged one", async () => {
    expect(await isPassword("", null)).toBe(false);
    expect(await isPassword("x", "plain")).toBe(false);
    expect(await isPassword("x", "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA")).toBe(false);
  });

  it("agree with the published vector (RFC 9106 parameters differ, so libargon2's: password, somesalt, t=2, m=65536, p=1)", async () => {
    const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    expect(await isPassword("password", hash)).toBe(true);
    expect(await isPassword("passwore", hash)).toBe(false);
  });
});

describe("tokens", () => {
  it("are unguessable, and neither hash nor CSRF word gives them away", () => {
    const token = newToken();
    expect(Buffer.from(token, "base64url").length).toBe(32);
    expect(newToken()).not.toBe(token);
    expect(tokenHash(token)).not.toContain(token);
    expect(isCsrf(token, csrfOf(token))).toBe(true);
    expect(isCsrf(token, csrfOf(newToken()))).toBe(false);
    expect(isCsrf(token, undefined)).toBe(false);
  });
});
