export { createLinkGate, type LinkGate } from "./admit-link.ts";
export {
  issueLink,
  linksOf,
  linkView,
  mayLink,
  type PortalPorts,
  type ReplyLinkRow,
  revokeLink,
  usedAlready,
  useLink,
} from "./reply-links.ts";
