/** Asks an address and reads at most `limit` bytes of the answer. */
export async function fetchBounded(url: string, init: RequestInit, limit: number): Promise<{ status: number; bytes: Buffer }> {
  const response = await fetch(url, { ...init, redirect: "error" });
  return { status: response.status, bytes: await readBounded(response, limit) };
}

/** The body of an answer, at most `limit` bytes of it: whoever answers may answer anything. */
export async function readBounded(response: Response, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > limit) throw new Error("the answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
