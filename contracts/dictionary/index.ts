import type { DatasetSchema } from "../dataset.ts";
import { disabilityAppraisals, socialAid } from "./civil-affairs.ts";
import { bankruptcies, civilSuits, enforcementRulings } from "./courts.ts";
import { deaths } from "./deaths.ts";
import { schoolStaff } from "./education.ts";
import { accidentReports, chemicalLicences, hazardousChemicals, specialOperationCertificates, specialOperationJobs } from "./emergency.ts";
import { enterpriseOfficers, enterprises, equipmentInspections } from "./enterprises.ts";
import { wasteTransfers, zones } from "./environment.ts";
import { communityCorrection, correctionLeaves, correctionMovements, recommitments, sentenceExecution } from "./execution.ts";
import {
  ambulanceCalls,
  diagnosesOfMinors,
  hospitalAdmissions,
  imagingStudies,
  insuranceSettlements,
  medicalCardHolders,
  pharmacySettlements,
} from "./health.ts";
import { caseAcceptances, employmentBans, judgments } from "./judgments.ts";
import { farmlandParcels, farmlandSubsidies, farmlandViolations, landApprovals, landChanges, landPenalties } from "./land.ts";
import { custody, drugUsers, hotelStays, persons, policeReports, publicSecurityPenalties } from "./police.ts";
import {
  insuredPersons,
  pensionAdjustments,
  pensionGrants,
  pensionPayments,
  pensionRecoveries,
  workInjuryClaims,
} from "./social-security.ts";
import { farmlandTaxPayments, fuelDeclarations, fuelSales, incomes, invoices, oilPurchases } from "./tax.ts";
import { cameraPasses, driverSightings, drivingLicences, motorClaims, trafficAccidents, vehicles } from "./traffic.ts";
import { sandPermits, vesselTrips, waterMeters, waterPayments, waterPermits } from "./water.ts";

export { type CatalogueEntry, SUPERVISION_MODELS } from "./supervision-models.ts";
export { judgments, pensionPayments };

/** All dataset schemas that the house knows from the start; others are made with `ingest --create`. */
export const DICTIONARY: readonly DatasetSchema[] = [
  judgments,
  sentenceExecution,
  communityCorrection,
  persons,
  custody,
  pensionPayments,
  pensionRecoveries,
  deaths,
  enterprises,
  enterpriseOfficers,
  civilSuits,
  schoolStaff,
  ambulanceCalls,
  workInjuryClaims,
  accidentReports,
  employmentBans,
  caseAcceptances,
  correctionLeaves,
  correctionMovements,
  recommitments,
  policeReports,
  publicSecurityPenalties,
  drugUsers,
  hotelStays,
  trafficAccidents,
  drivingLicences,
  driverSightings,
  vehicles,
  cameraPasses,
  pensionAdjustments,
  pensionGrants,
  insuredPersons,
  socialAid,
  disabilityAppraisals,
  hospitalAdmissions,
  medicalCardHolders,
  pharmacySettlements,
  imagingStudies,
  diagnosesOfMinors,
  insuranceSettlements,
  motorClaims,
  enforcementRulings,
  bankruptcies,
  equipmentInspections,
  chemicalLicences,
  hazardousChemicals,
  specialOperationJobs,
  specialOperationCertificates,
  incomes,
  invoices,
  oilPurchases,
  fuelSales,
  fuelDeclarations,
  farmlandTaxPayments,
  landPenalties,
  landChanges,
  farmlandParcels,
  landApprovals,
  farmlandSubsidies,
  farmlandViolations,
  wasteTransfers,
  zones,
  sandPermits,
  vesselTrips,
  waterPermits,
  waterMeters,
  waterPayments,
];
