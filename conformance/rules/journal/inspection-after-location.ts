import { defineRule } from '../../engine/define-rule.js';
import { judgedByOrder } from '../../engine/emission-precedence.js';

export const inspectionAfterLocation = defineRule({
  id: 'journal/inspection-after-location',
  ...judgedByOrder('EP-10'),
  summary: '“inspection_master” is acknowledged before user_location_master begins.',
  why: 'A place is joined to the visit it belongs to when it is loaded: without the visit it is dropped.',
  fix: 'Send inspection_master, wait until it is acknowledged, then send user_location_master.',
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'visits, then places',
        traffic: [
          { ask: 'inspection_master/inspection_master.zip' },
          { send: 'inspection_master/inspection_master.zip' },
          { ask: 'user_location_master/user_location_master.zip' },
          { send: 'user_location_master/user_location_master.zip' },
        ],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'places, then visits',
        traffic: [
          { ask: 'user_location_master/user_location_master.zip' },
          { send: 'user_location_master/user_location_master.zip' },
          { ask: 'inspection_master/inspection_master.zip' },
          { send: 'inspection_master/inspection_master.zip' },
        ],
      },
    ],
  },
});
