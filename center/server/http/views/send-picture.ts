import type { FastifyReply } from "fastify";
import type { KeptFiles } from "../../files/index.ts";

/** A picture of the house's own, which never changes under its address for as long as what it shows stands. */
export async function sendPicture(reply: FastifyReply, files: Pick<KeptFiles, "read">, sha256: string): Promise<FastifyReply> {
  const { content, size } = await files.read(sha256);
  void reply.header("content-type", "image/png");
  void reply.header("content-length", size);
  void reply.header("cache-control", "private, max-age=3600");
  return reply.send(content);
}
