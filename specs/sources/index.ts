/** All sources, in the order of the documentation: static, transaction, UDISE. A new one is one import line and one array line. */
import type { DataSource } from '../source.js';
import { districtMaster } from './district_mst.js';
import { blockMaster } from './block_mst.js';
import { clusterMaster } from './cluster_mst.js';
import { schoolMaster } from './school_mst.js';
import { schoolCategoryMaster } from './school_category_master.js';
import { schoolManagementMaster } from './school_management_master.js';
import { gradeDetails } from './grade_details.js';
import { subjectDetails } from './subject_details.js';
import { periodicExamMst } from './periodic_exam_mst.js';
import { periodicExamQstMst } from './periodic_exam_qst_mst.js';
import { semesterExamMst } from './semester_exam_mst.js';
import { semesterExamQstMst } from './semester_exam_qst_mst.js';
import { semesterExamSubjectDetails } from './semester_exam_subject_details.js';
import { dikshaTpdMapping } from './diksha_tpd_mapping.js';
import { dikshaApiProgressExhaustBatchIds } from './diksha_api_progress_exhaust_batch_ids.js';
import { dikshaEnrolment } from './diksha_enrolment.js';
import { dikshaEtbEnrolment } from './diksha_etb_enrolment.js';
import { studentAttendance } from './student_attendance.js';
import { teacherAttendance } from './teacher_attendance.js';
import { userLocationMaster } from './user_location_master.js';
import { inspectionMaster } from './inspection_master.js';
import { infraTrans } from './infra_trans.js';
import { dikshaDataSummary } from './diksha_data_summary.js';
import { dikshaTpd } from './diksha_tpd.js';
import { periodicExamResultTrans } from './periodic_exam_result_trans.js';
import { semesterExamResultTrans } from './semester_exam_result_trans.js';
import { schFacility } from './sch_facility.js';
import { nsqfPlcmntC12 } from './nsqf_plcmnt_c12.js';
import { nsqfPlcmntC10 } from './nsqf_plcmnt_c10.js';
import { nsqfClassCond } from './nsqf_class_cond.js';
import { schExmresC12 } from './sch_exmres_c12.js';
import { schExmresC10 } from './sch_exmres_c10.js';
import { schExmresC5 } from './sch_exmres_c5.js';
import { schIncenCwsn } from './sch_incen_cwsn.js';
import { schEnrByStream } from './sch_enr_by_stream.js';
import { schEnrCwsn } from './sch_enr_cwsn.js';
import { schEnrMedinstr } from './sch_enr_medinstr.js';
import { schEnrAge } from './sch_enr_age.js';
import { schEnrNewadm } from './sch_enr_newadm.js';
import { schEnrReptr } from './sch_enr_reptr.js';
import { schEnrFresh } from './sch_enr_fresh.js';
import { schStaffPosn } from './sch_staff_posn.js';
import { schExmmarksC10 } from './sch_exmmarks_c10.js';
import { schExmmarksC12 } from './sch_exmmarks_c12.js';
import { nsqfExmresC10 } from './nsqf_exmres_c10.js';
import { nsqfExmresC12 } from './nsqf_exmres_c12.js';
import { nsqfTrngProv } from './nsqf_trng_prov.js';
import { nsqfFaculty } from './nsqf_faculty.js';
import { schExmresC8 } from './sch_exmres_c8.js';
import { schProfile } from './sch_profile.js';
import { tchProfile } from './tch_profile.js';
import { schRecpExp } from './sch_recp_exp.js';
import { nsqfBasicInfo } from './nsqf_basic_info.js';
import { nsqfEnrCaste } from './nsqf_enr_caste.js';
import { nsqfEnrSubSec } from './nsqf_enr_sub_sec.js';
import { schPgiDetails } from './sch_pgi_details.js';
import { schSafety } from './sch_safety.js';
import { schIncentives } from './sch_incentives.js';

export const sources: readonly DataSource[] = [
  districtMaster,
  blockMaster,
  clusterMaster,
  schoolMaster,
  schoolCategoryMaster,
  schoolManagementMaster,
  gradeDetails,
  subjectDetails,
  periodicExamMst,
  periodicExamQstMst,
  semesterExamMst,
  semesterExamQstMst,
  semesterExamSubjectDetails,
  dikshaTpdMapping,
  dikshaApiProgressExhaustBatchIds,
  dikshaEnrolment,
  dikshaEtbEnrolment,
  studentAttendance,
  teacherAttendance,
  userLocationMaster,
  inspectionMaster,
  infraTrans,
  dikshaDataSummary,
  dikshaTpd,
  periodicExamResultTrans,
  semesterExamResultTrans,
  schFacility,
  nsqfPlcmntC12,
  nsqfPlcmntC10,
  nsqfClassCond,
  schExmresC12,
  schExmresC10,
  schExmresC5,
  schIncenCwsn,
  schEnrByStream,
  schEnrCwsn,
  schEnrMedinstr,
  schEnrAge,
  schEnrNewadm,
  schEnrReptr,
  schEnrFresh,
  schStaffPosn,
  schExmmarksC10,
  schExmmarksC12,
  nsqfExmresC10,
  nsqfExmresC12,
  nsqfTrngProv,
  nsqfFaculty,
  schExmresC8,
  schProfile,
  tchProfile,
  schRecpExp,
  nsqfBasicInfo,
  nsqfEnrCaste,
  nsqfEnrSubSec,
  schPgiDetails,
  schSafety,
  schIncentives,
];
