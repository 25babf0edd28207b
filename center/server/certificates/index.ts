export { type CertificateFacts, certificateDocument, certificateNumber, verificationText } from "./certificate-document.ts";
export {
  type Certificate,
  type CertificateFormat,
  type CertificatePorts,
  certificateFacts,
  issueCertificate,
} from "./issue-certificate.ts";
