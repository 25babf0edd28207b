export { verificationText } from "./certificate-document.ts";
export { issueCertificate } from "./issue-certificate.ts";
