/** A rule id as a zod schema. Development only, as `report-schema.ts` is. */
import { z } from 'zod';
import { RULE_IDS } from './rule-ids.js';

export const ruleId = z
  .enum(RULE_IDS)
  .meta({ id: 'RuleId', description: 'Id of a rule; a released id is never renamed or reused.' });
