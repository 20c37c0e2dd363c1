/** The order of emission as an expectation: no dependant before its master, and none of a master that failed. */
import { publishedPrecedence, tooEarly, violations } from '../engine/emission-precedence.js';
import type { OrderRequirement } from '../engine/emission-precedence.js';
import type { Expectation } from '../engine/scenario.js';

const REQUIREMENTS: readonly OrderRequirement[] = ['EP-9', 'EP-10', 'EP-11', 'EP-12'];

export const keepsOrder: Expectation = {
  level: 'must',
  text: 'emit nothing before what it depends on is acknowledged (EP-9 to EP-12)',
  check: ({ traffic }) => {
    const found = REQUIREMENTS.flatMap((requirement) =>
      violations(traffic, publishedPrecedence(requirement)),
    );
    const [first] = found;
    if (first === undefined) return null;
    const more = found.length > 1 ? ` The same holds for ${found.length - 1} more files.` : '';
    const { exchanges } = first.details;
    return {
      text: `${tooEarly(first.details)}${more}`,
      evidence: Array.isArray(exchanges) ? exchanges.map(Number) : [],
    };
  },
};
