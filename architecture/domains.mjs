/**
 * The map: all domains, each of which may use only those before it. A domain that has no folder yet is a promise;
 * a folder that is not in the map is a mistake.
 */
export const domains = [
  'identity',
  'authentication',
  'appointments',
  'recovery',
  'audit',
  'network',
  'privacy',
  'exchange',
  'needs',
  'plan',
  'meetings',
  'training/curriculum',
  'training/sessions',
  'training/reach',
  'training/annotations',
  'training/sourced',
  'training/persons',
  'training/evaluation',
  'policy/drafting',
  'policy/consultation',
  'policy/adoption',
  'programme/projects',
  'programme/reports',
  'programme/iati',
];

/** The kinds of file that another domain may import. */
export const doors = ['types.ts', 'schema.ts', 'events.ts', 'server/queries.ts'];
